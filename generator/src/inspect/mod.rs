//! The room `inspect`: shows what was decided to people and to other tools.

mod drift;
mod graph;
mod json_schema;
mod operations;
mod prose;
mod schema_json;
mod show;
mod types;

pub use drift::{Deviation, Drift, UnknownSubject, drift, drift_json, drift_summary, drift_text};
pub use graph::{Drawing, Drawn, graph};
pub use json_schema::json_schema;
pub use schema_json::schema;
pub use show::show;

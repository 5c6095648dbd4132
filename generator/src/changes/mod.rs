//! The room `changes`: what an update of the definitions means, entry by entry.
//!
//! ```text
//! revisions, folders ─read→ two Sides ─compare→ Changes ─report→ text, Markdown, JSON, annotations
//! ```
//!
//! [`between`] is that line as code.
//!
//! An entry states a change and its effects for three audiences. The verdicts for the
//! wire are about programs that were built with the old models and meet the new API; the verdict for
//! Rust is about source code that moves to the new models. How entries are found is `compare`'s
//! business, how they are shown is that of `report`.

mod accepted;
mod cause;
mod change;
mod change_kind;
mod compare;
mod level;
mod note;
mod receivers;
mod report;
mod revisions;
mod scope;
mod snapshot;
mod subject;
mod tokens;
mod uses;
mod verdict;

pub use accepted::{FailOn, accept, acceptance, failing};
pub use cause::{Cause, Concern, Endpoints};
pub use change::{Change, Changes, Counts, Location, Reach, Revision, RustSides, Scope, Side};
pub use change_kind::ChangeKind;
pub use level::{Level, Levels, Setting};
pub use note::Note;
pub use report::{Audience, report, summary};
pub use revisions::{Answer, Question, between};
pub use scope::{Sides, only, used};
pub use subject::{Subject, Value};
pub use uses::Uses;
pub use verdict::{Effect, SemverImpact, Wire};

/// Compares two states of the definitions.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Changes {
    compare::compare(before, after, &Levels::default())
}

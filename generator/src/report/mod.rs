//! The stage `report`: problems and differing files go in, text for people and machines comes out.

mod files;
mod format;
mod printable;
mod problems;
mod wrap;

pub use files::{differences, summary};
pub use format::{Format, WIDTH, count};
pub(crate) use printable::PART;
pub use printable::{Level, Printable};
pub use problems::{closing, problems};
pub use wrap::{list, wrap};

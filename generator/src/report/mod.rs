//! The stage `report`: problems and differing files go in, text for people and machines comes out.

mod files;
mod format;
mod problems;
mod wrap;

pub use files::{differences, summary};
pub(crate) use format::annotation;
pub use format::{Format, WIDTH, count, printable};
pub use problems::{closing, problems};
pub use wrap::{list, wrap};

//! Rust models of the Genesys Cloud Platform API, generated from its Markdown definitions.
//!
//! One model for each definition, at the root of the crate. [`wire`] is what they have in
//! common, [`dates`] holds the types of dates and times.

pub mod dates;
mod models;
pub mod wire;

pub use models::*;

#[allow(unused_imports, reason = "the overrides may ask for no open enum")]
pub(crate) use wire::{open_enum, wire};

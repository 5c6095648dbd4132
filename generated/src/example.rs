//! A small set of models for the documentation: whatever definitions the other models come from, these
//! are there.
//!
//! An [`Order`] has [`OrderLine`]s, and goes to where its [`Delivery`] says; an [`OrderListing`] is a page
//! of orders. They are generated from
//! definitions as all models are, and so are a place to look at what comes of a date, a list of words
//! or a link.

#[rustfmt::skip]
mod models;
#[cfg(feature = "operations")]
#[rustfmt::skip]
pub mod operations;

pub use models::*;

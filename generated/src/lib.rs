//! Rust models of the Genesys Cloud Platform API, generated from its Markdown definitions.
//!
//! One model for each definition, at the root of the crate. [`wire`] is what they have in
//! common, [`dates`] holds the types of dates and times. The examples are about the models in
//! [`example`].
//!
//! # Read, change one property, write back
//!
//! Nothing but that property changes: what the definitions do not know is kept, and so is
//! the form of every number and date.
//!
//! ```
//! use generated::example::Order;
//!
//! let received = r#"{"id":"A-17","lines":[{"article":"tea","quantity":1}],"total":4.5,"new":null}"#;
//! let mut order: Order = serde_json::from_str(received)?;
//! for line in order.lines.iter_mut().flatten() {
//!     line.quantity = 2;
//! }
//! let sent = serde_json::to_string(&order)?;
//! assert_eq!(sent, received.replace("\"quantity\":1", "\"quantity\":2"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! [`wire`](wire#not-quite-what-the-definitions-say) tells what to do with objects that are not
//! quite what the definitions say.
//!
//! # Which models belong to an endpoint
//!
//! The feature `operations` adds a struct for each operation of the API. Its `Request` and `Response`
//! are the models, and it makes the path and the query of its parameters. The module `operation` shows
//! how to send one with the HTTP client of your choice.
//!
//! # Versions
//!
//! The API grows every week, and so do the models. A new *optional* property, a new model and a
//! new word of an enum make a *minor* version. So make values by `new` and change their fields,
//! or write `..Default::default()` behind the fields that you set: both compile with the next
//! minor version. A struct literal or a pattern that names *all* fields does not, and has to be
//! extended by hand; nothing keeps you from it, as the fields are public. A `match` on an enum
//! needs a last arm in any case. What breaks code made in this way, such as a field that is gone
//! or has another type, makes a *major* version.
//!
//! # Long chains of links
//!
//! All models are `Send` and `Sync`. Where a program makes the compiler prove that of a model with some
//! thirty links in a row below it, and it "overflows", `#![recursion_limit = "1024"]` at the program's
//! root is the answer.

// Whether a model is `Send` depends on all that it links to, and a chain of links may be long.
#![recursion_limit = "1024"]

pub mod dates;
pub mod example;
#[rustfmt::skip]
mod models;
#[cfg(feature = "operations")]
pub mod operation;
#[cfg(feature = "operations")]
#[rustfmt::skip]
pub mod operations;
pub mod wire;

pub use models::*;

#[cfg(feature = "operations")]
pub(crate) use operation::{operation, paged};
pub(crate) use wire::{open_enum, wire};

/// What the package shows in a registry is true as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

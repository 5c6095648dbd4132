//! Rust models of the Genesys Cloud Platform API, generated from its Markdown definitions.
//!
//! The models are at the root of the crate. Each definition is a struct, with a field for each property.
//! Enums, and definitions without properties (any JSON), are type aliases.
//! The examples use the models of [`example`], which are there whatever the others are.
//!
//! | to | look at |
//! |---|---|
//! | decode a response, and keep all of it | [`wire`] |
//! | decode objects that deviate from their definitions | [`Lenient`](wire::Lenient) |
//! | list and group the deviations of a value | [`deviations`](wire::deviations), [`summarize`](wire::summarize), [`unknown`](wire::unknown()) |
//! | build a value | `new` or `Default` of its model, [`with!`]; [below](#build-a-value) |
//! | make one model into another | [`convert`](wire::convert) |
//! | send `null`, or an unknown property | [`Model`](wire::Model) |
//! | read unknown properties and mismatches | [`Extra`](wire::Extra), the field `extra` of every model |
//! | compare dates and times, convert them to jiff, chrono or time | [`dates`] |
//! | use numbers | [below](#numbers) |
//! | use enums | [`OpenEnum`](wire::OpenEnum); [below](#enums) |
//! | call an endpoint | the modules `operation` and `http`; [below](#which-models-belong-to-an-endpoint) |
//! | know what an update may break | [below](#versions) |
//!
//! # Read, change one property, write back
//!
//! Only that property changes. What the definitions do not know is kept, and so is the form of every
//! number and date.
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
//! # Build a value
//!
//! A model with required properties has a `new` that takes them. A model without has `Default`. Fields are
//! public, and `None` is not sent. [`with!`] sets optional fields without `Some`, `Box::new` and `vec!`.
//!
//! ```
//! use generated::example::{Delivery, Order, OrderStatus};
//! use generated::with;
//!
//! let order = with!(
//!     Order::new("A-17".into()),
//!     status: OrderStatus::OPEN,
//!     delivery: with!(Delivery::default(), day: "2024-02-29"),
//! );
//! let sent = serde_json::to_string(&order)?;
//! assert_eq!(sent, r#"{"delivery":{"day":"2024-02-29"},"id":"A-17","status":"open"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Numbers
//!
//! A property that the definitions only call a number is a `serde_json::Number`, which keeps integers and
//! fractions apart. Where more is known it is an `i32`, `i64`, `u32`, `u64` or `f64`. Either way a number
//! comes back as it was received.
//!
//! # Enums
//!
//! An enum has a constant for each listed value. A value that is not listed decodes as well, because servers
//! learn new words: a `match` needs a last arm. Enums of texts compare with texts, and convert from and to
//! them.
//!
//! ```
//! use generated::example::OrderStatus;
//!
//! let status: OrderStatus = serde_json::from_str("\"lost\"")?;
//! let text = match status {
//!     OrderStatus::OPEN => "wait",
//!     OrderStatus::SHIPPED => "look out",
//!     ref other if !other.is_listed() => "ask",
//!     _ => "forget it",
//! };
//! assert_eq!(text, "ask");
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Which models belong to an endpoint
//!
//! The documentation of a model names its endpoints and the models that it is part of, and the search finds
//! it by the names of its operations. The feature `operations` adds a struct for each operation of the API.
//! Its `Request` and `Response` are the models, and it makes the path and the query of its parameters. The
//! feature `http-1` adds their requests and responses as types of the crate `http`, for the HTTP client of your
//! choice: the module `http`.
//!
//! # Versions
//!
//! The API grows every week, and so do the models.
//!
//! - *Minor*: a new optional property, a new model, a new word of an enum. Values made by `new` and changed
//!   field by field still compile, and so do values made with `..Default::default()`.
//! - *Major*: what breaks such code, for example a field that is gone or has another type.
//!
//! A struct literal or a pattern that names *all* fields breaks with a minor version, too. Nothing keeps you
//! from writing it, as the fields are public.
//!
//! # Long chains of links
//!
//! All models are `Send` and `Sync`. If the compiler has to prove that of a model with some thirty links in
//! a row below it, and it "overflows", add `#![recursion_limit = "1024"]` to the root of your program.

// docs.rs builds with nightly and `--cfg docsrs`: items behind a feature then show its name.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Whether a model is `Send` depends on all that it links to, and a chain of links may be long.
#![recursion_limit = "1024"]

pub mod dates;
pub mod example;
#[cfg(feature = "http-1")]
pub mod http;
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

/// The page that the package shows in a registry is true as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

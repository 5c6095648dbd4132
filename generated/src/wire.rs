//! The runtime that all models share: their shape, what they keep next to their
//! properties, and how they are decoded and encoded.
//!
//! Every model implements [`Model`], serde's `Serialize` and `Deserialize`, `Clone`,
//! `PartialEq` and `Debug`, and keeps an [`Extra`] in its field `extra`.
//!
//! # JSON only
//!
//! Models are decoded by `serde_json::from_str`, `from_slice`, `from_reader` and
//! `from_value`, and encoded by `to_string`, `to_vec`, `to_writer`, `to_value` and the
//! pretty forms. Other formats are not promised.
//!
//! # Nothing is lost
//!
//! A decoded value, encoded again, gives the JSON value it came from, also where the
//! payload holds what the definitions do not know: unknown properties and nulls are kept in
//! the model's `extra`, and read there. A number comes back digit for digit, wherever it
//! stands, if it was spelled as serde_json prints it; `1.10` and `1e5` come back as `1.1` and
//! `100000.0`. With serde_json's feature `arbitrary_precision` every spelling comes back (an
//! exponent as `e+5`, which is serde_json's doing). A number that an override pins keeps its form, too: of `100.0` for an `i32`, `100.0`
//! is sent for as long as the field has that value.
//!
//! # Not quite what the definitions say
//!
//! Decoding fails where a required property is absent or null, and where a value does not fit
//! its property. [`Lenient`] takes such objects together with their deviations, and gives them back as
//! they were; [`deviations`] lists those of any value, and [`summarize`] groups them.
//!
//! ```
//! use generated::example::Order;
//! use generated::wire::{Lenient, deviations};
//!
//! let received = r#"{"id":"A-17","lines":[{"article":"tea"},null],"status":"lost","total":"4.50"}"#;
//! let error = serde_json::from_str::<Order>(received).unwrap_err().to_string();
//! assert!(error.starts_with("lines[0]: missing required property `quantity` of `OrderLine`"));
//!
//! let lenient: Lenient<Order> = serde_json::from_str(received)?;
//! let (mut order, found) = lenient.into_parts();
//! assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [
//!     "lines[0].quantity: expected a value (required by `OrderLine`), found nothing",
//!     "lines[1]: expected an object (`OrderLine`), found null",
//!     "status: expected a listed word of `OrderStatus`, found \"lost\"",
//!     "total: expected a number, found \"4.50\"",
//! ]);
//! assert_eq!(serde_json::to_string(&order)?, received);
//!
//! let total = order.extra.take_mismatch("total");
//! order.total = total.and_then(|text| text.as_str()?.parse().ok());
//! assert_eq!(deviations(&order).len(), 3);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod blank;
#[allow(dead_code, reason = "the overrides may ask for no box")]
pub(crate) mod boxed;
mod debug;
mod decode;
mod deviation;
mod encode;
mod extra;
mod field;
mod items;
mod leaf;
mod lenient;
mod list;
mod macros;
mod model;
mod notation;
mod note;
mod noted;
mod number;
mod object;
pub(crate) mod open;
mod path;
mod refusal;
mod seed;
mod shape;
mod spare;
#[cfg(test)]
mod tests;
mod wanted;

pub use deviation::{Deviation, Probe, Summary, deviations, summarize, unknown};
#[allow(deprecated, reason = "for code that still has the former names")]
pub use deviation::{Odd, OddKind, odd};
pub use extra::Extra;
pub use field::Item;
pub use lenient::{Lenient, Refused, convert};
pub use model::{Known, KnownProperty, Model};
pub use open::{Listed, OpenEnum, OpenInteger};
pub use shape::{Property, Shape};
pub use wanted::DeviationKind;

/// The value that is sent where there is none.
pub(crate) const NULL: serde_json::Value = serde_json::Value::Null;

// What the macros name.
pub(crate) use {
    debug::debug,
    decode::{decode, decode_text},
    encode::encode,
    field::{FieldMut, Run, Sealed, Sink},
    macros::{open_enum, wire},
    serde,
    shape::Lookup,
};

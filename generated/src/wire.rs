//! What all models have in common: their shape, what they keep beside their
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
//! the model's `extra`, and read there. A property that an override makes a float keeps the
//! form of its number, `5` or `5.0`; only the items of a *list or map* of such floats do not,
//! and are sent as `5.0`.
//!
//! [`unknown`] lists such properties for a whole value, by their JSON paths.
//!
//! # Required properties
//!
//! Decoding fails where a required property is absent or null. [`Lenient`] decodes such
//! partial objects, and says what it filled in.

mod blank;
mod debug;
mod decode;
mod encode;
mod extra;
mod field;
mod items;
mod leaf;
mod lenient;
mod list;
mod macros;
mod model;
mod note;
mod noted;
mod number;
mod object;
mod odd;
pub(crate) mod open;
mod path;
mod refusal;
mod shape;
#[cfg(test)]
mod tests;

pub use extra::Extra;
pub use field::Item;
pub use lenient::Lenient;
pub use model::{Known, KnownProperty, Model};
pub use odd::{Odd, OddKind, odd, unknown};
pub use open::{Listed, OpenEnum, OpenInteger};
pub use shape::{Property, Shape};

/// What is sent for a value that is not there.
pub(crate) const NULL: serde_json::Value = serde_json::Value::Null;

// What the macros name.
pub(crate) use {
    debug::debug,
    decode::{decode, decode_text},
    encode::encode,
    field::{FieldMut, Run, Sink},
    macros::{open_enum, wire},
    model::Sealed,
    serde,
    shape::Lookup,
};

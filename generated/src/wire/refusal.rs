//! The words in which a JSON value is refused that does not fit.
//!
//! A message says where the value is, what was expected and what was found, and the property
//! and the model that it is for.

use std::fmt;

use serde::de::Error;
use serde_json::Number;

use super::field::Slot;
use super::path::{At, path, property};

/// A JSON value that does not fit.
pub(crate) enum Found<'a> {
    Null,
    Bool(bool),
    Number(&'a Number),
    /// A number that is none: not from JSON, but a `Deserializer` may give it.
    Endless,
    Text(&'a str),
    List,
    Object,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => to.write_str("null"),
            Self::Bool(value) => write!(to, "`{value}`"),
            Self::Number(value) => write!(to, "`{value}`"),
            Self::Endless => to.write_str("a number that is not finite"),
            Self::Text(value) => match value.char_indices().nth(40) {
                None => write!(to, "{value:?}"),
                // The start tells what it is; the rest may be a customer's letter.
                Some((end, _)) => write!(to, "{:?}…", value.get(..end).unwrap_or_default()),
            },
            Self::List => to.write_str("an array"),
            Self::Object => to.write_str("an object"),
        }
    }
}

fn wanted(slot: &Slot<'_>) -> String {
    let wanted = match slot {
        Slot::String(_) | Slot::Text(_) => "a string",
        Slot::Bool(_) => "a boolean",
        Slot::Number(_) | Slot::F32(_) | Slot::F64(_) => "a number",
        Slot::Value(_) => "a JSON value",
        Slot::I32(_) => "an integer of the range of `i32`",
        Slot::I64(_) => "an integer of the range of `i64`",
        Slot::U32(_) => "an integer of the range of `u32`",
        Slot::U64(_) => "an integer of the range of `u64`",
        Slot::Model(model) => return format!("an object (`{}`)", model.names().shape().name),
        Slot::List(_) => "an array",
        Slot::Map(_) => "an object",
    };
    wanted.to_owned()
}

#[cold]
pub(crate) fn mismatch<E: Error>(at: Option<&At<'_>>, slot: &Slot<'_>, found: Found<'_>) -> E {
    let wanted = wanted(slot);
    match property(at) {
        None => E::custom(format_args!(
            "{}expected {wanted}, found {found}",
            prefix(at)
        )),
        Some((shape, property)) => E::custom(format_args!(
            "{}expected {wanted}, found {found} in property `{}` of `{}`",
            prefix(at),
            property.name,
            shape.name,
        )),
    }
}

/// The path as it begins an error's message; nothing at the root.
pub(crate) fn prefix(at: Option<&At<'_>>) -> String {
    match path(at) {
        path if path.is_empty() => path,
        path => path + ": ",
    }
}

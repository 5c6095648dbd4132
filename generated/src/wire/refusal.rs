//! The words in which a JSON value is refused that does not fit.
//!
//! A message says where the value is, what was expected and what was found, and the property
//! and the model that it is for.

use std::fmt;

use serde::de::Error;
use serde_json::Number;

use super::field::FieldMut;
use super::path::{Path, property, text};

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

fn wanted(field: &FieldMut<'_>) -> String {
    let wanted = match field {
        FieldMut::String(_) | FieldMut::Text(_) => "a string",
        FieldMut::Bool(_) => "a boolean",
        FieldMut::Number(_) | FieldMut::F32(_) | FieldMut::F64(_) => "a number",
        FieldMut::Value(_) => "a JSON value",
        FieldMut::I32(_) => "an integer of the range of `i32`",
        FieldMut::I64(_) => "an integer of the range of `i64`",
        FieldMut::U32(_) => "an integer of the range of `u32`",
        FieldMut::U64(_) => "an integer of the range of `u64`",
        FieldMut::Model(model) => return format!("an object (`{}`)", model.names().shape().name),
        FieldMut::List(_) => "an array",
        FieldMut::Map(_) => "an object",
    };
    wanted.to_owned()
}

#[cold]
pub(crate) fn mismatch<E: Error>(
    path: Option<&Path<'_>>,
    field: &FieldMut<'_>,
    found: Found<'_>,
) -> E {
    let wanted = wanted(field);
    match property(path) {
        None => E::custom(format_args!(
            "{}expected {wanted}, found {found}",
            prefix(path)
        )),
        Some((shape, property)) => E::custom(format_args!(
            "{}expected {wanted}, found {found} in property `{}` of `{}`",
            prefix(path),
            property.name,
            shape.name,
        )),
    }
}

/// The path as it begins an error's message; nothing at the root.
pub(crate) fn prefix(path: Option<&Path<'_>>) -> String {
    match text(path) {
        text if text.is_empty() => text,
        text => text + ": ",
    }
}

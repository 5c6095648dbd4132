//! The words in which a JSON value is refused that does not fit.
//!
//! A message says where the value is, what was expected and what was found, and the property
//! and the model that it is for.

use std::fmt;

use serde::de::Error;
use serde_json::Value;

use super::decode::{Job, Outcome};
use super::field::FieldMut;
use super::note::{Mismatch, Note};
use super::path::{Path, property, text};

/// The form that a value should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    kind: &'static str,
    model: Option<&'static str>,
}

impl Wanted {
    pub(crate) fn of(field: &FieldMut<'_>) -> Self {
        let kind = match field {
            FieldMut::String(_) | FieldMut::Text(_) => "a string",
            FieldMut::Bool(_) => "a boolean",
            FieldMut::Number(_) | FieldMut::F64(_) => "a number",
            FieldMut::Value(_) => "a JSON value",
            FieldMut::I32(_) => "an integer of the range of `i32`",
            FieldMut::I64(_) => "an integer of the range of `i64`",
            FieldMut::U32(_) => "an integer of the range of `u32`",
            FieldMut::U64(_) => "an integer of the range of `u64`",
            FieldMut::List(_) => "an array",
            FieldMut::Model(_) | FieldMut::Map(_) => "an object",
        };
        let model = match field {
            FieldMut::Model(model) => Some(model.names().shape().name),
            _ => None,
        };
        Self { kind, model }
    }

    /// The value found instead, as messages show it.
    pub(crate) fn found(self, value: &Value) -> String {
        match value {
            // Any other object would fit.
            Value::Object(_) if self.model.is_some() => {
                "an object with none of its properties".to_owned()
            }
            value => Found(value).to_string(),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.kind)?;
        match self.model {
            Some(model) => write!(to, " (`{model}`)"),
            None => Ok(()),
        }
    }
}

/// A value as messages show it.
pub(crate) struct Found<'a>(pub(crate) &'a Value);

impl fmt::Display for Found<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => to.write_str("null"),
            Value::Bool(value) => write!(to, "`{value}`"),
            Value::Number(value) => write!(to, "`{value}`"),
            Value::String(value) => show_text(value, to),
            Value::Array(_) => to.write_str("an array"),
            Value::Object(_) => to.write_str("an object"),
        }
    }
}

/// The start of a text tells what it is; the rest may be a customer's letter.
fn show_text(text: &str, to: &mut fmt::Formatter<'_>) -> fmt::Result {
    match text.char_indices().nth(40) {
        None => write!(to, "{text:?}"),
        Some((end, _)) => write!(to, "{:?}…", text.get(..end).unwrap_or_default()),
    }
}

/// Refuses a value that does not fit if decoding is strict, or if it is the whole of what is decoded.
/// Otherwise it becomes a note.
#[cold]
pub(crate) fn mismatch<E: Error>(
    path: Option<&Path<'_>>,
    job: &Job,
    field: &FieldMut<'_>,
    value: Value,
) -> Result<Outcome, E> {
    let wanted = Wanted::of(field);
    if job.lenient && path.is_some() {
        let required = false;
        return Ok(Outcome::Noted(Box::new(Note::Mismatch(Box::new(
            Mismatch {
                value,
                wanted,
                required,
            },
        )))));
    }
    Err(refuse(path, wanted, Found(&value)))
}

#[cold]
pub(crate) fn refuse<E: Error>(
    path: Option<&Path<'_>>,
    wanted: Wanted,
    found: impl fmt::Display,
) -> E {
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

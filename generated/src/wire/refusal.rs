//! The words in which a JSON value is refused that does not fit.
//!
//! A message says where the value is, what was expected and what was found, and the property
//! and the model that it is for.

use std::fmt;

use serde::de::Error;
use serde_json::Value;

use super::field::FieldMut;
use super::note::{Mismatch, Note};
use super::path::{Path, property, text};
use super::seed::{Job, Outcome};
use super::wanted::{Found, Wanted};

/// Refuses a value that does not fit if decoding is strict, or if it is the whole of what is decoded.
/// Otherwise it becomes a note.
#[cold]
pub(crate) fn mismatch<E: Error>(
    path: Option<&Path<'_>>,
    job: &Job,
    field: &FieldMut<'_>,
    value: Value,
) -> Result<Outcome, E> {
    let wanted = field.wanted();
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

//! The kinds of deviation, and how messages show what was expected and what was found instead.

use std::fmt;

use serde_json::Value;

/// The kind of a [`Deviation`](super::Deviation). Displayed as `unknown property`, `mismatch` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A property that the definition does not know.
    UnknownProperty,
    /// A word, or a number, that the enum does not list.
    UnlistedWord,
    /// A date or time that is not well formed.
    MalformedDate,
    /// A required property that is absent or null.
    MissingProperty,
    /// A value that does not fit its property, or its place in a list or map.
    Mismatch,
}

impl DeviationKind {
    /// The former name of [`Mismatch`](Self::Mismatch).
    #[allow(non_upper_case_globals, reason = "a variant had this name")]
    #[deprecated = "use `Mismatch`"]
    pub const Misfit: Self = Self::Mismatch;

    /// `true` if strict decoding refuses it.
    #[must_use]
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::MissingProperty | Self::Mismatch)
    }
}

impl fmt::Display for DeviationKind {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::UnknownProperty => "unknown property",
            Self::UnlistedWord => "unlisted word",
            Self::MalformedDate => "malformed date",
            Self::MissingProperty => "missing property",
            Self::Mismatch => "mismatch",
        })
    }
}

/// The form that a value should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// A kind of JSON value, such as `a string`.
    pub(crate) kind: &'static str,
    pub(crate) model: Option<&'static str>,
}

impl Wanted {
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

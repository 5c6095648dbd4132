//! The error of requests that are not made.

use std::error::Error;
use std::fmt::{self, Display};

use super::Base;
use crate::operation::InvalidPath;

/// A request that must not be sent.
#[derive(Debug)]
pub struct InvalidRequest(Reason);

#[derive(Debug)]
enum Reason {
    Path(InvalidPath),
    Body(serde_json::Error),
    Header(String),
    Method(String),
    Address { text: String, error: String },
    Elsewhere { address: String, base: Base },
    Repeated,
    Credentials(&'static str),
}

impl InvalidRequest {
    pub(super) fn path(path: InvalidPath) -> Self {
        Self(Reason::Path(path))
    }

    pub(super) fn body(error: serde_json::Error) -> Self {
        Self(Reason::Body(error))
    }

    pub(super) fn header(name: &str) -> Self {
        Self(Reason::Header(name.to_owned()))
    }

    pub(super) fn method(name: &str) -> Self {
        Self(Reason::Method(name.to_owned()))
    }

    pub(super) fn address(text: &str, error: &dyn Error) -> Self {
        // An address that is refused may be one of megabytes.
        Self(Reason::Address {
            text: text.chars().take(100).collect(),
            error: error.to_string(),
        })
    }

    pub(super) fn elsewhere(address: &str, base: &Base) -> Self {
        Self(Reason::Elsewhere {
            address: address.chars().take(100).collect(),
            base: base.clone(),
        })
    }

    pub(super) const fn repeated() -> Self {
        Self(Reason::Repeated)
    }

    pub(super) const fn credentials(reason: &'static str) -> Self {
        Self(Reason::Credentials(reason))
    }
}

impl Display for InvalidRequest {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Path(path) => path.fmt(to),
            Reason::Body(error) => write!(to, "the body cannot be encoded: {error}"),
            // The value may be a secret.
            Reason::Header(name) => write!(
                to,
                "the header `{name}` has a name or a value that HTTP does not allow"
            ),
            Reason::Method(name) => write!(to, "`{name}` is not a method of HTTP"),
            Reason::Address { text, error } => write!(to, "the URI `{text}` is invalid: {error}"),
            Reason::Elsewhere { address, base } => write!(
                to,
                "the next page is at `{address}`, which is not below `{base}`"
            ),
            Reason::Repeated => to.write_str("the next page is the page that was just received"),
            Reason::Credentials(reason) => to.write_str(reason),
        }
    }
}

impl Error for InvalidRequest {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Reason::Path(path) => Some(path),
            Reason::Body(error) => Some(error),
            _ => None,
        }
    }
}

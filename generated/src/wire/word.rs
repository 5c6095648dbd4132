//! The text inside an open enum: a word that was listed when the crate was generated, or
//! any other.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A word. Compares, orders and hashes as its text, however it is kept.
#[derive(Clone)]
pub(crate) enum Word {
    /// Costs no allocation.
    Listed(&'static str),
    /// Most likely a word that the server has learnt since.
    Other(Box<str>),
}

impl Word {
    /// The word of that text, one of the listed ones if possible.
    pub(crate) fn new(text: &str, listed: &[&'static str]) -> Self {
        match listed.iter().find(|word| **word == text) {
            Some(word) => Self::Listed(word),
            None => Self::Other(text.into()),
        }
    }

    pub(crate) const fn is_listed(&self) -> bool {
        matches!(self, Self::Listed(_))
    }

    pub(crate) const fn as_str(&self) -> &str {
        match self {
            Self::Listed(text) => text,
            Self::Other(text) => text,
        }
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Word {}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), to)
    }
}

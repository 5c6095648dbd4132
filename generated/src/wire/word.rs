//! The text inside an open enum: a word that was listed when the crate was generated, or
//! any other.

use std::cmp::Ordering;
use std::fmt;

use super::odd::OddKind;

/// A word. One that is listed is always [`Listed`](Self::Listed), so that the derived equality
/// is that of the texts; it has to be derived for constants to be patterns.
#[derive(Clone, PartialEq, Eq, Hash)]
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

    /// What is odd about it as a word of the enum of that name.
    pub(crate) fn odd(&self, name: &str) -> Option<(OddKind, String)> {
        let expected = || format!("a listed word of `{name}`");
        (!self.is_listed()).then(|| (OddKind::UnlistedWord, expected()))
    }

    pub(crate) const fn as_str(&self) -> &str {
        match self {
            Self::Listed(text) => text,
            Self::Other(text) => text,
        }
    }
}

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

impl fmt::Debug for Word {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), to)
    }
}

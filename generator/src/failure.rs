//! The noun `Failure`: why a command came to nothing.

use crate::diagnostic::Diagnostics;
use crate::source::{Sources, shown_path};

/// Why a command came to nothing.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Something beside the definitions: a folder, git, a root that stands for nothing.
    Message(String),
    /// The definitions have problems.
    Problems {
        /// What is wrong.
        problems: Diagnostics,
        /// The text that it is wrong in.
        sources: Box<Sources>,
        /// What follows, as the end of a sentence: `; nothing was written`.
        consequence: String,
    },
}

impl Failure {
    /// A failure with these words.
    pub fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Message(format!("cannot read `{}`: {error}", shown_path(path)))
    }

    /// Problems of `sources` that keep anything from being written.
    pub fn problems(problems: Diagnostics, sources: &Sources) -> Self {
        Self::Problems {
            problems,
            sources: Box::new(sources.clone()),
            consequence: "; nothing was written".to_owned(),
        }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Message(error.to_string())
    }
}

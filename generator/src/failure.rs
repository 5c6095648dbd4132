//! The noun `Failure`: the reason why a command failed.

use crate::diagnostic::Diagnostics;
use crate::source::{Sources, shown_path};

/// The reason why a command failed.
#[derive(Clone, Debug)]
pub enum Failure {
    /// A problem outside the definitions: a folder, git, a root that matches nothing.
    Message(String),
    /// The definitions have problems.
    Problems {
        /// The problems.
        problems: Diagnostics,
        /// The files that they are in.
        sources: Box<Sources>,
        /// The consequence, as the end of a sentence: `; nothing was written`.
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

//! The wording of a document's texts: raw, as the publisher's utility writes them, where the parser
//! reads the file back as it was meant; else more and more of their form goes.
//!
//! Two real documents need none of this. A text of another may contain a blank line, which ends a
//! table, or a heading, which begins another operation.

use std::borrow::Cow;

use super::problems::Warnings;
use crate::diagnostic::Code;
use crate::source::Span;

/// The form in which texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wording {
    /// As they are in the document.
    #[default]
    Raw,
    /// Each in one line, which begins nothing but a paragraph.
    Flat,
    /// No texts.
    Bare,
}

impl Wording {
    /// The first wording with which `is_read_back` holds for what `write` makes, if there is one.
    pub(super) fn first<T>(
        write: impl Fn(Self) -> T,
        is_read_back: impl Fn(Self, &T) -> bool,
    ) -> Option<(Self, T)> {
        let wordings = [Self::Raw, Self::Flat, Self::Bare].into_iter();
        let mut written = wordings.map(|wording| (wording, write(wording)));
        written.find(|(wording, written)| is_read_back(*wording, written))
    }

    /// Reports that the texts of the value at `pointer` are not written raw, or that it is not written.
    pub(super) fn report(
        wording: Option<Self>,
        span: Span,
        pointer: &str,
        warnings: &mut Warnings<'_>,
    ) {
        let message = match wording {
            Some(Self::Raw) => return,
            Some(Self::Flat) => {
                "has texts that would be read as something else: each is written in one line"
            }
            Some(Self::Bare) => "has texts that would be read as something else: they are left out",
            None => "would not be read as it is written: it is left out",
        };
        let help = "see whether the descriptions still read well";
        warnings.push(Code::RewrittenText, span, pointer, message, help);
    }

    /// A text within a line.
    pub(super) fn phrase(self, text: Option<&str>) -> Cow<'_, str> {
        let text = text.unwrap_or_default();
        match self {
            Self::Raw => text.into(),
            Self::Flat if text.contains(['\n', '\r']) => flat(text).into(),
            Self::Flat => text.into(),
            Self::Bare => "".into(),
        }
    }

    /// A text with lines of its own; `None` where there is nothing to write.
    pub(super) fn paragraph(self, text: Option<&str>) -> Option<Cow<'_, str>> {
        let text = text.filter(|text| !text.is_empty())?;
        match self {
            Self::Raw => Some(text.into()),
            Self::Flat => {
                let text = flat(text);
                let begins_a_block = text.starts_with(|first: char| !first.is_alphabetic());
                let escape = if begins_a_block { "\\" } else { "" };
                Some(format!("{escape}{text}").into()).filter(|_| !text.is_empty())
            }
            Self::Bare => None,
        }
    }
}

/// The text in one line.
fn flat(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

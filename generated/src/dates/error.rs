//! The error for a refused text. In: the text, what it should have
//! been, where it stops being that. Out: one sentence.

use std::error::Error;
use std::fmt;

use super::grammar::Fault;

/// The part of a refused text that the message quotes; nothing well formed is
/// longer, and a payload in the wrong place should not flood a log.
const QUOTED: usize = 120;

/// A text that is not what a conversion needs.
///
/// The message quotes the text and says what was expected, and where:
///
/// ```
/// use generated::dates::DateTime;
///
/// let sent = DateTime::from("2021-04-2T15:30:51.418Z");
/// let problem = sent.check().map_err(|error| error.to_string());
/// assert_eq!(
///     problem,
///     Err("`2021-04-2T15:30:51.418Z` is not a date-time: \
///          expected a day that the month has, in two digits, at character 9"
///         .to_owned())
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    text: Box<str>,
    wanted: &'static str,
    expected: &'static str,
    at: Option<usize>,
}

impl DateError {
    /// The refused text, whole.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The form that the text should have: `a date-time`.
    pub(crate) fn wanted(&self) -> &'static str {
        self.wanted
    }

    /// The text does not follow the grammar of `wanted`.
    pub(super) fn malformed(text: &str, wanted: &'static str, fault: Fault) -> Self {
        DateError {
            text: text.into(),
            wanted,
            expected: fault.expected,
            at: Some(fault.at),
        }
    }

    /// The text is well formed, but the type `wanted` cannot hold its value.
    #[cfg(any(
        feature = "jiff-1",
        feature = "jiff-0_2",
        feature = "chrono-0_4",
        feature = "time-0_3"
    ))]
    pub(super) fn unfit(text: &str, wanted: &'static str, expected: &'static str) -> Self {
        DateError {
            text: text.into(),
            wanted,
            expected,
            at: None,
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.text().chars();
        let quoted: String = text.by_ref().take(QUOTED).collect();
        let more = if text.next().is_some() { "…" } else { "" };
        let DateError {
            wanted, expected, ..
        } = self;
        write!(
            f,
            "`{}{more}` is not {wanted}: expected {expected}",
            quoted.escape_debug()
        )?;
        match self.at {
            // All that was read up to here is ASCII: bytes are characters.
            Some(at) => write!(f, ", at character {}", at + 1),
            None => Ok(()),
        }
    }
}

impl Error for DateError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, message: &str) {
        let fault = Fault {
            expected: "something else",
            at: 0,
        };
        let error = DateError::malformed(text, "a date", fault);
        assert_eq!(error.to_string(), message);
        assert_eq!(error.text(), text);
    }

    #[test]
    fn the_message_quotes_the_text_on_one_line() {
        let rest = "is not a date: expected something else, at character 1";
        check("", &format!("`` {rest}"));
        check("soon", &format!("`soon` {rest}"));
        check("a\nb", &format!("`a\\nb` {rest}"));
        let (long, cut) = ("é".repeat(121), "é".repeat(120));
        check(
            &long,
            &format!("`{long}` {rest}").replace(&long, &format!("{cut}…")),
        );
    }
}

//! Formats, counts and printable text for the reports of all rooms.

use crate::unseen;

/// The most characters in a line of prose on a terminal.
pub const WIDTH: usize = 100;

/// The readers of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// People at a terminal.
    Human {
        /// `true` if the terminal shows colour.
        colour: bool,
    },
    /// Programs: one JSON object a line.
    Json,
    /// GitHub's workflow annotations.
    Github,
}

/// Returns `1 file` or `2 files`: every count in a text is made here.
pub fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns the text for a terminal or a page: invisible characters, some of which are commands, become
/// the replacement character.
pub fn printable(text: &str) -> String {
    unseen::printable(text)
}

/// Returns a workflow command of GitHub, `::error …::message`.
pub(crate) fn annotation(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let escape = |text: &str| {
        printable(text)
            .replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let properties: Vec<_> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", property(value)))
        .collect();
    format!("::{level} {}::{}\n", properties.join(","), escape(message))
}

//! What the reports of all rooms have in common.

use crate::unseen;

/// How many characters a line of prose takes on a terminal.
pub const WIDTH: usize = 100;

/// For whom the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// People at a terminal.
    Human {
        /// Whether the terminal shows colour.
        colour: bool,
    },
    /// Programs: one JSON object a line.
    Json,
    /// GitHub's workflow annotations.
    Github,
}

/// `1 file` or `2 files`.
pub fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The text for a terminal or a page: characters that nobody sees, some of which are commands, become
/// the replacement character.
pub fn printable(text: &str) -> String {
    unseen::printable(text)
}

/// One workflow command of GitHub, `::error …::message`.
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

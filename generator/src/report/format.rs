//! Formats and counts for the reports of all rooms.

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

//! Fits prose into lines and columns.

use crate::report::wrap;

/// The widest that a column gets before the next one moves.
pub(super) const COLUMN: usize = 40;

/// The paragraphs of a text in lines of `width` characters.
pub(super) fn paragraphs(text: &str, width: usize) -> String {
    let lines = text
        .lines()
        .flat_map(|line| wrap(line.split_whitespace(), width));
    lines.map(|line| format!("{line}\n")).collect()
}

/// A line of at most `width` characters.
pub(super) fn cut(line: &str, width: usize) -> String {
    let line = line.trim_end();
    match line.char_indices().nth(width) {
        Some(_) => line.chars().take(width - 1).chain("…\n".chars()).collect(),
        None => format!("{line}\n"),
    }
}

/// Everything up to the first full stop that whitespace or nothing follows.
pub(super) fn first_sentence(description: &str) -> &str {
    let stops = description
        .match_indices(". ")
        .chain(description.match_indices(".\n"));
    let ends = stops.filter(|&(at, _)| {
        !description[..at].ends_with("e.g") && !description[..at].ends_with("i.e")
    });
    let end = ends.map(|(at, _)| at + 1).min();
    &description[..end.unwrap_or(description.len())]
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_at_a_full_stop_before_a_blank() {
        assert_eq!(first_sentence("One. Two."), "One.");
        assert_eq!(
            first_sentence("See a.b.c for\nmore.\nTwo."),
            "See a.b.c for\nmore."
        );
        assert_eq!(first_sentence("Names, e.g. Ada. Two."), "Names, e.g. Ada.");
        assert_eq!(first_sentence("No stop"), "No stop");
        assert_eq!(first_sentence(""), "");
    }
}

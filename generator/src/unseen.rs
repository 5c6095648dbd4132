//! Invisible characters, and those that change the direction of the text around them: in a name they are a
//! mistake, in Rust's source a danger, on a terminal both.

/// Returns `true` if it is a control character, has no width, or changes the direction of others.
pub(crate) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// Returns the code point of the first invisible character of a name; whitespace counts only at an end.
pub(crate) fn first(name: &str) -> Option<String> {
    // Nearly every name, in a fraction of the time.
    if name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let at_an_end = |letter: &char| {
        letter.is_whitespace() && (name.starts_with(*letter) || name.ends_with(*letter))
    };
    let found = name
        .chars()
        .find(|letter| is_unseen(*letter) || at_an_end(letter))?;
    Some(format!("U+{:04X}", u32::from(found)))
}

/// The text with the replacement character for each that cannot be seen, line breaks and tabs included:
/// a part of a line that the line's reader must be able to rely on.
pub(crate) fn on_one_line(text: &str) -> String {
    let shown = |letter| {
        if is_unseen(letter) {
            '\u{fffd}'
        } else {
            letter
        }
    };
    text.chars().map(shown).collect()
}

/// The most characters of a quotation that are shown.
const QUOTED: usize = 200;

/// A message that may quote a text of any length in backticks: of each quotation its first line, cut
/// to a length that people read.
pub(crate) fn in_one_line(message: &str) -> String {
    let parts = message.split('`').map(|part| {
        let line = part.lines().next().unwrap_or_default();
        let end = line.char_indices().nth(QUOTED).map(|(at, _)| at);
        let shown = &line[..end.unwrap_or(line.len())];
        if shown.len() < part.len() {
            on_one_line(shown) + "…"
        } else {
            on_one_line(shown)
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invisible_character_is_found_with_its_code_point() {
        for (name, expected) in [
            ("a\u{202e}b", "U+202E"),
            ("\u{200b}a", "U+200B"),
            ("a\u{0}", "U+0000"),
            ("\u{a0}a", "U+00A0"),
            ("a\u{3000}", "U+3000"),
        ] {
            assert_eq!(first(name).as_deref(), Some(expected));
        }
        for name in ["a", "größe", "a b", "a\u{a0}b", "日本", ""] {
            assert_eq!(first(name), None, "{name}");
        }
    }

    #[test]
    fn a_message_quotes_one_line_of_readable_length() {
        assert_eq!(
            in_one_line("`a\u{1b}[2Jb` is not"),
            "`a\u{fffd}[2Jb` is not"
        );
        assert_eq!(in_one_line("`a\nb` is not"), "`a…` is not");
        let long = "é".repeat(5_000_000);
        let shown = in_one_line(&format!("`{long}` is not"));
        assert_eq!(shown.chars().count(), QUOTED + "``… is not".chars().count());
        assert_eq!(in_one_line("``a`` → `b`"), "``a`` → `b`");
    }
}

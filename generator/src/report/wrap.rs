//! Fits words into lines for a terminal.

/// `words` in lines of at most `width` characters, a word that is longer in a line of its own. There
/// is always a first line, be it empty.
pub fn wrap<'a>(words: impl IntoIterator<Item = &'a str>, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
    }
    lines
}

/// `words` in lines as [`wrap`] makes them, each behind `indent`, with a comma between two words.
pub fn list(words: &[&str], indent: &str, width: usize) -> String {
    let last = words.len().saturating_sub(1);
    let commas: Vec<_> = words
        .iter()
        .enumerate()
        .map(|(at, word)| format!("{word}{}", if at < last { "," } else { "" }))
        .collect();
    let room = width.saturating_sub(indent.chars().count());
    let lines = wrap(commas.iter().map(String::as_str), room);
    lines
        .iter()
        .map(|line| format!("{indent}{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{list, wrap};

    #[test]
    fn lines_are_as_long_as_they_may_be_and_words_stay_whole() {
        let words = "one two ßßß unbreakable four".split(' ');
        assert_eq!(wrap(words, 7), ["one two", "ßßß", "unbreakable", "four"]);
        assert_eq!(wrap([], 7), [""]);
    }

    #[test]
    fn a_list_has_commas_between_its_words() {
        assert_eq!(list(&["a", "b", "c"], "  ", 7), "  a, b,\n  c\n");
    }
}

//! The look of code, quotations and emphasis on a page and on a terminal.

use crate::report::PART;
use crate::unseen::on_one_line;

/// A way to show pieces of text.
pub(super) struct Ink {
    /// Names and types.
    pub(super) code: fn(&str) -> String,
    /// The words of authors, in which nothing is markup.
    pub(super) plain: fn(&str) -> String,
    /// Emphasis.
    pub(super) strong: fn(&str) -> String,
    /// The action to take.
    pub(super) light: fn(&str) -> String,
    /// The number of endpoints named that are gone or retyped for one cause. Users do not learn of
    /// these elsewhere, and where lines wrap by themselves they take no room.
    pub(super) endpoints: usize,
}

/// Text for a terminal.
pub(super) const TERMINAL: Ink = Ink {
    code: clip,
    plain: clip,
    strong: str::to_uppercase,
    light: str::to_owned,
    endpoints: 3,
};

/// Markdown as GitHub renders it.
pub(super) const MARKDOWN: Ink = Ink {
    code,
    plain,
    strong: |text| format!("**{text}**"),
    light: |text| format!("*{text}*"),
    endpoints: 12,
};

/// The number of characters shown of a text.
const SHOWN: usize = 160;

impl Ink {
    /// Up to `limit` names, and how many there are beyond.
    pub(super) fn names(&self, names: &[&str], limit: usize) -> String {
        // One more takes no more room than its number.
        let limit = if names.len() == limit + 1 {
            limit + 1
        } else {
            limit
        };
        let shown: Vec<_> = names
            .iter()
            .take(limit)
            .map(|name| (self.code)(name))
            .collect();
        match names.len().saturating_sub(limit) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }
}

/// Text as code. In a table GitHub takes even the pipes in code for borders.
fn code(text: &str) -> String {
    let text = clip(text);
    if text.is_empty() {
        return text;
    }
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    format!("{fence} {text} {fence}")
}

/// Text as it is, with nothing in it read as markup, a mention, a reference or an address. GitHub may link a
/// sign that is written as an entity; it never links one that a character of no width parts from its word.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let text = clip(text);
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let after = rest.as_str();
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' | '#' => escaped.extend([letter, PART]),
            ':' if after.starts_with("//") => escaped.extend([letter, PART]),
            '.' if ends_with_word(&escaped, "www") => escaped.extend([PART, letter]),
            '-' if ends_with_word(&escaped, "gh") => escaped.extend([letter, PART]),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '!' => {
                escaped.extend(['\\', letter]);
            }
            // GitHub draws pictures for words between colons.
            ':' if after.starts_with(char::is_alphanumeric) => escaped.push_str("\\:"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Returns `true` if `text` ends with the word, in letters of any case.
fn ends_with_word(text: &str, word: &str) -> bool {
    let at = text.len().checked_sub(word.len());
    let parts = at.and_then(|at| text.split_at_checked(at));
    parts.is_some_and(|(before, end)| {
        end.eq_ignore_ascii_case(word) && !before.ends_with(char::is_alphanumeric)
    })
}

/// One line of what can be seen, as long as a line of a page may be.
pub(super) fn clip(text: &str) -> String {
    let text = on_one_line(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A row of a table in Markdown, whatever its cells contain.
pub(super) fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_cell_holds_it_stays_one_cell() {
        let cells = [code("a|b"), plain("c|d\n| e | `f` <g> @h"), code("``i`")];
        assert_eq!(
            row(&cells),
            "| `a\\|b` | c\\|d \\| e \\| \\`f\\` &lt;g&gt; @\u{200b}h | ``` ``i` ``` |\n"
        );
    }

    #[test]
    fn a_colon_before_a_word_makes_no_picture() {
        assert_eq!(plain("note: a:b"), "note: a\\:b");
    }

    #[test]
    fn nothing_is_a_mention_a_reference_or_an_address() {
        for (text, expected) in [
            ("@team a@b.c", "@\u{200b}team a@\u{200b}b.c"),
            ("#12 gh-12", "#\u{200b}12 gh-\u{200b}12"),
            ("https://a.b", "https:\u{200b}//a.b"),
            ("(WWW.a.b awww.c", "(WWW\u{200b}.a.b awww.c"),
            ("\u{200b}a\u{202e}", "\u{fffd}a\u{fffd}"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn one_name_more_is_named() {
        assert_eq!(TERMINAL.names(&["a", "b", "c"], 2), "a, b, c");
        assert_eq!(TERMINAL.names(&["a", "b", "c", "d"], 2), "a, b and 2 more");
    }
}

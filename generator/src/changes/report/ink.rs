//! The look of code, quotations and emphasis on a page and on a terminal.

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

/// Text as it is, with nothing in it read as markup, a mention or a reference.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let text = clip(text);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '!' => {
                escaped.extend(['\\', letter]);
            }
            // GitHub draws pictures for words between colons.
            ':' if letters.peek().is_some_and(|next| next.is_alphanumeric()) => {
                escaped.push_str("\\:");
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// One line, as long as a line of a page may be.
pub(super) fn clip(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
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
            "| `a\\|b` | c\\|d \\| e \\| \\`f\\` &lt;g&gt; &#64;h | ``` ``i` ``` |\n"
        );
    }

    #[test]
    fn a_colon_before_a_word_makes_no_picture() {
        assert_eq!(plain("note: a:b"), "note: a\\:b");
    }

    #[test]
    fn one_name_more_is_named() {
        assert_eq!(TERMINAL.names(&["a", "b", "c"], 2), "a, b, c");
        assert_eq!(TERMINAL.names(&["a", "b", "c", "d"], 2), "a, b and 2 more");
    }
}

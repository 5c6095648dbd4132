//! Rows and cells that stay rows and cells, whatever stands in them.

use super::super::words;
use crate::changes::change::Change;
use crate::changes::kind::Kind;
use crate::changes::verdict::{Effect, Rust};

/// How much of a long text a cell shows.
const CELL: usize = 160;

/// Text as code. In a table GitHub takes even the pipes in code for borders, so they are escaped
/// there by [`row`].
pub(in super::super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return String::new();
    }
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    format!("{fence} {text} {fence}")
}

/// Text as it is, with nothing in it read as markup, a mention or a reference.
pub(super) fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let text = one_line(text);
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

/// A row of a table.
pub(super) fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// The first two rows of a table.
pub(super) fn header(names: &[&str]) -> String {
    let rule = vec!["---"; names.len()];
    format!("| {} |\n|{}|\n", names.join(" | "), rule.join("|"))
}

/// `old → new`, as far as that says more than the kind.
pub(super) fn sides(change: &Change) -> String {
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    if words::is_prose(change) {
        let (old, new) = words::excerpt(old.unwrap_or_default(), new.unwrap_or_default(), CELL);
        let quoted = |text: &str| {
            if text.is_empty() {
                "*nothing*".to_owned()
            } else {
                format!("“{}”", plain(text))
            }
        };
        return format!("{} → {}", quoted(&old), quoted(&new));
    }
    let show = |text: &str| {
        let text = clip(text);
        if words::is_code(change) {
            code(&text)
        } else {
            plain(&text)
        }
    };
    match (old, new) {
        (Some(old), Some(new)) => format!("{} → {}", show(old), show(new)),
        (Some(one), None) | (None, Some(one)) if !words::is_subject(one, change) => show(one),
        _ => String::new(),
    }
}

/// The verdict for Rust, with the code that shows it.
pub(super) fn rust(change: &Change) -> String {
    let sides = change.code.as_ref();
    let sides = sides.and_then(|code| Some((code.old.as_ref()?, code.new.as_ref()?)));
    match (change.rust, sides) {
        (Rust::None, _) => Rust::None.word().to_owned(),
        (level, Some((old, new))) => {
            format!("{}: {} → {}", strong(level.word()), code(old), code(new))
        }
        (level, None) => strong(level.word()),
    }
}

pub(super) fn effect(effect: Effect) -> String {
    match effect {
        Effect::None => "–".to_owned(),
        effect => strong(effect.word()),
    }
}

/// What else there is to know. The reason for an override is its author's prose; the other notes are
/// Markdown of our own.
pub(in super::super) fn note(change: &Change) -> Option<String> {
    let note = change.note.as_ref()?;
    Some(match change.kind {
        Kind::OverrideAdded | Kind::OverrideRemoved | Kind::OverrideChanged => plain(note),
        _ => note.clone(),
    })
}

fn strong(word: &str) -> String {
    match word {
        "breaking" | "major" => format!("**{word}**"),
        word => word.to_owned(),
    }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
}

//! Which entries somebody has seen and accepted, and which of the others fail a check.
//!
//! A list of accepted entries has one fingerprint a line; `#` begins a comment. A line that names no
//! entry is an error, so that the list never holds more than it says.

use std::collections::BTreeMap;

use super::change::{Change, Changes};
use super::verdict::Rust;
use crate::failure::Failure;
use crate::report::count;

/// What makes a check of the changes fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Nothing.
    Nothing,
    /// What is major for Rust.
    Rust,
    /// What breaks senders or receivers.
    Wire,
    /// Either.
    Any,
}

/// Marks the entries that `text` names, the content of the file `name`.
///
/// # Errors
///
/// Every line that is not a fingerprint, repeats one, or names no entry.
pub fn accept(name: &str, text: &str, changes: &mut Changes) -> Result<(), Failure> {
    let faults = mark(text, changes);
    if faults.is_empty() {
        return Ok(());
    }
    let lines = faults
        .iter()
        .map(|(line, message)| format!("{name}:{line}: {message}\n"));
    let wrong = count(faults.len(), "wrong line", "wrong lines");
    Err(Failure::new(format!(
        "`{name}` has {wrong}\n{}",
        lines.collect::<String>().trim_end()
    )))
}

/// Marks the entries, and returns what is wrong with the list, by line.
fn mark(text: &str, changes: &mut Changes) -> BTreeMap<usize, String> {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = BTreeMap::new();
    for (line, text) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let word = text.split('#').next().unwrap_or_default().trim();
        if word.is_empty() {
        } else if !is_fingerprint(word) {
            let message =
                format!("`{word}` is not a fingerprint: 16 digits and letters from a to f");
            faults.insert(line, message);
        } else if let Some(first) = lines.insert(word, line) {
            faults.insert(line, format!("`{word}` stands in line {first} already"));
            lines.insert(word, first);
        }
    }
    if !lines.is_empty() {
        for change in &mut changes.entries {
            change.accepted = lines.remove(&*change.fingerprint()).is_some();
        }
    }
    let stale = |(word, line)| (line, format!("`{word}` names no change: remove the line"));
    faults.extend(lines.into_iter().map(stale));
    faults
}

fn is_fingerprint(word: &str) -> bool {
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    word.len() == 16 && word.bytes().all(is_digit)
}

/// What fails the check, in one sentence; `None` where nothing does. What was accepted fails nothing;
/// what does is named, because whoever reads a log begins at its end.
pub fn failing(fail_on: FailOn, changes: &Changes) -> Option<String> {
    const NAMED: usize = 3;
    let fails = |change: &&Change| {
        let (rust, wire) = (change.rust == Rust::Major, change.breaks_wire());
        let fails = match fail_on {
            FailOn::Nothing => false,
            FailOn::Rust => rust,
            FailOn::Wire => wire,
            FailOn::Any => rust || wire,
        };
        fails && !change.accepted
    };
    let failing: Vec<_> = changes.entries.iter().filter(fails).collect();
    let named = failing.iter().take(NAMED).map(|change| {
        let (id, subject) = (change.kind.name(), change.subject());
        format!("{id} {subject} [{}]", change.fingerprint())
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let all = count(changes.entries.len(), "change", "changes");
    let more = match failing.len() {
        0 => return None,
        len if len > NAMED => format!(" and {} more", len - NAMED),
        _ => String::new(),
    };
    let verb = if failing.len() == 1 {
        "breaks and is"
    } else {
        "break and are"
    };
    let word = format!("{fail_on:?}").to_lowercase();
    let number = failing.len();
    Some(format!(
        "{number} of {all} {verb} not accepted (--fail-on {word}): {named}{more}"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::change::example;
    use super::super::kind::Kind;
    use super::*;

    #[test]
    fn an_entry_is_accepted_by_its_fingerprint() {
        let mut changes = Changes {
            entries: vec![
                example(Kind::PropertyRemoved),
                example(Kind::TypeScalarChanged),
            ],
            ..Changes::default()
        };
        let print = changes.entries[1].fingerprint();
        let text = format!("\u{feff}# agreed on with everybody\n\n{print} # nobody reads it\n");
        assert!(mark(&text, &mut changes).is_empty());
        assert!(!changes.entries[0].accepted && changes.entries[1].accepted);
    }

    #[test]
    fn a_line_that_names_nothing_is_an_error_with_its_number() {
        let text = "\n0123456789abcdef\nnonsense\n0123456789abcdef\n";
        let faults = mark(text, &mut Changes::default());
        assert_eq!(faults.into_keys().collect::<Vec<_>>(), [2, 3, 4]);
    }
}

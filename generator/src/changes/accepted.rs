//! The noun `Accepted`: the entries that somebody has seen and accepted, by their fingerprints.
//!
//! One fingerprint a line; `#` begins a comment. A line that names no entry is an error, so that the
//! list never holds more than it says.

use std::collections::BTreeMap;

use super::{Change, Changes};

/// The fingerprints of a list, each with its line.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    lines: BTreeMap<String, usize>,
}

/// What is wrong with a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl Accepted {
    /// Reads the text of a list.
    ///
    /// # Errors
    ///
    /// Every line that is no fingerprint, or repeats one.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let mut accepted = Self::default();
        let mut faults = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let word = line.split('#').next().unwrap_or_default().trim();
            let number = index + 1;
            if word.is_empty() {
                continue;
            }
            let message = if !is_fingerprint(word) {
                format!("`{word}` is no fingerprint: 16 digits and letters from a to f")
            } else if let Some(first) = accepted.lines.insert(word.to_owned(), number) {
                format!("`{word}` stands in line {first} already")
            } else {
                continue;
            };
            faults.push(Fault {
                line: number,
                message,
            });
        }
        if faults.is_empty() {
            Ok(accepted)
        } else {
            Err(faults)
        }
    }

    /// Marks the entries that the list names.
    ///
    /// # Errors
    ///
    /// Every line that names no entry.
    pub fn apply(mut self, changes: &mut Changes) -> Result<(), Vec<Fault>> {
        if self.lines.is_empty() {
            return Ok(());
        }
        for change in &mut changes.entries {
            change.accepted = self.lines.remove(&Change::fingerprint(change)).is_some();
        }
        let mut stale: Vec<_> = self
            .lines
            .into_iter()
            .map(|(fingerprint, line)| Fault {
                line,
                message: format!("`{fingerprint}` names no change: remove the line"),
            })
            .collect();
        stale.sort_by_key(|fault| fault.line);
        if stale.is_empty() { Ok(()) } else { Err(stale) }
    }
}

fn is_fingerprint(word: &str) -> bool {
    word.len() == 16
        && word
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, example};
    use super::*;

    fn lines(faults: Result<(), Vec<Fault>>) -> Vec<usize> {
        let faults = faults.err().unwrap_or_default();
        faults.iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn an_entry_is_accepted_by_its_fingerprint() {
        let mut changes = Changes {
            entries: vec![
                example(Kind::PropertyRemoved),
                example(Kind::TypeScalarChanged),
            ],
            ..Changes::default()
        };
        let text = format!(
            "# agreed on with everybody\n\n{} # nobody reads it\n",
            changes.entries[1].fingerprint()
        );
        let applied = Accepted::parse(&text).and_then(|list| list.apply(&mut changes));
        assert_eq!(applied, Ok(()));
        assert!(!changes.entries[0].accepted && changes.entries[1].accepted);
    }

    #[test]
    fn a_line_that_names_nothing_is_an_error_with_its_number() {
        let text = "\n0123456789abcdef\nnonsense\n0123456789abcdef\n";
        let parsed = Accepted::parse(text).map(drop);
        assert_eq!(lines(parsed), [3, 4]);
        let stale = Accepted::parse("\n0123456789abcdef\n")
            .and_then(|list| list.apply(&mut Changes::default()));
        assert_eq!(lines(stale), [2]);
    }
}

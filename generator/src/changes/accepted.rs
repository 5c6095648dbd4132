//! Reads and writes lists of accepted entries, and finds the other entries that fail a check.
//!
//! A list of accepted entries has one fingerprint a line; `#` begins a comment.

use std::collections::BTreeMap;

use super::change::{Change, Changes};
use super::level::Level;
use super::report;
use super::verdict::SemverImpact;
use crate::failure::Failure;
use crate::report::count;
use crate::source::{CONFLICT, Source};

/// The entries that make a check of the changes fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Nothing.
    Nothing,
    /// Entries that are major for Rust.
    Rust,
    /// Entries that break senders or receivers.
    Wire,
    /// Either.
    Any,
}

/// Marks the entries that `text` names, the content of the file `name`, and returns a warning for each
/// line that names no entry: its change is gone since the base moved.
///
/// # Errors
///
/// Every line that is not a fingerprint, or repeats one.
pub fn accept(name: &str, text: &str, changes: &mut Changes) -> Result<Vec<String>, Failure> {
    let list = List::parse(text);
    if !list.faults.is_empty() {
        let faults = list.faults.iter();
        let lines = faults.map(|(line, message)| format!("\n{name}:{line}: {message}"));
        let lines: String = lines.collect();
        let wrong = count(list.faults.len(), "wrong line", "wrong lines");
        return Err(Failure::new(format!("`{name}` has {wrong}{lines}")));
    }
    let mut lines = list.lines;
    if !lines.is_empty() {
        for change in &mut changes.entries {
            change.accepted = lines.remove(&*change.fingerprint()).is_some();
        }
    }
    let mut stale: Vec<_> = lines.into_iter().map(|(word, line)| (line, word)).collect();
    stale.sort_unstable();
    let warning = |(line, word)| {
        format!(
            "{name}:{line}: `{word}` names no change any more: remove the line once it is merged"
        )
    };
    Ok(stale.into_iter().map(warning).collect())
}

/// Returns lines for a list of accepted entries, with `reason` in each: the entries that `fail_on`
/// names and that are not accepted yet.
pub fn acceptance(fail_on: FailOn, reason: &str, changes: &Changes) -> String {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let failing = changes
        .entries
        .iter()
        .filter(|change| fails(fail_on, change));
    let lines = failing.map(|change| {
        let what = report::what(change);
        format!("{} # {what}: {reason}\n", change.fingerprint())
    });
    lines.collect()
}

/// The content of a list.
#[derive(Default)]
struct List<'a> {
    /// The line of each fingerprint.
    lines: BTreeMap<&'a str, usize>,
    /// The errors, by line.
    faults: BTreeMap<usize, String>,
}

impl<'a> List<'a> {
    fn parse(text: &'a str) -> Self {
        let mut list = Self::default();
        let source = Source::new(String::new(), text, None);
        if let Some(conflict) = source.conflict() {
            let line = source.position(conflict.start).line;
            list.faults.insert(line, CONFLICT.to_owned());
            return list;
        }
        for (line, text) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let word = text.split('#').next().unwrap_or_default().trim();
            if word.is_empty() {
                continue;
            }
            let fault = match list.lines.get(word) {
                _ if !is_fingerprint(word) => {
                    format!("`{word}` is not a fingerprint: 16 digits and letters from a to f")
                }
                Some(first) => format!("`{word}` stands in line {first} already"),
                None => {
                    list.lines.insert(word, line);
                    continue;
                }
            };
            list.faults.insert(line, fault);
        }
        list
    }
}

fn is_fingerprint(word: &str) -> bool {
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    word.len() == 16 && word.bytes().all(is_digit)
}

/// `true` if an entry fails a check: it breaks what `fail_on` names, or its level is an error, and it
/// is not accepted.
fn fails(fail_on: FailOn, change: &Change) -> bool {
    let level = change.level.as_ref().map(|set| set.level);
    let (wire, rust) = match level {
        None => (change.breaks_wire(), change.rust == SemverImpact::Major),
        Some(Level::Error) => (change.affects_wire(), change.rust == SemverImpact::Major),
        Some(_) => return false,
    };
    let fails = match fail_on {
        FailOn::Nothing => false,
        FailOn::Rust => rust,
        FailOn::Wire => wire,
        FailOn::Any => rust || wire || level.is_some(),
    };
    fails && !change.accepted
}

/// Describes in one sentence what fails the check; `None` if nothing does. Accepted entries fail
/// nothing. The worst are named first, because readers of a log begin at its end.
pub fn failing(fail_on: FailOn, changes: &Changes) -> Option<String> {
    const NAMED: usize = 3;
    let failing = changes
        .entries
        .iter()
        .filter(|change| fails(fail_on, change));
    let failing: Vec<_> = failing.collect();
    let named = failing.iter().take(NAMED).map(|change| {
        let (id, subject) = (change.kind.name(), &change.subject);
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
    use super::super::change_kind::ChangeKind;
    use super::super::level::Setting;
    use super::super::verdict::{Effect, Wire};
    use super::*;

    #[test]
    fn an_entry_is_accepted_by_its_fingerprint() {
        let mut changes = Changes {
            entries: vec![
                example(ChangeKind::PropertyRemoved),
                example(ChangeKind::TypeScalarChanged),
            ],
            ..Changes::default()
        };
        let print = changes.entries[1].fingerprint();
        let text = format!("\u{feff}# agreed on with everybody\n\n{print} # no client reads it\n");
        assert!(accept("list", &text, &mut changes).is_ok_and(|stale| stale.is_empty()));
        assert!(!changes.entries[0].accepted && changes.entries[1].accepted);
    }

    #[test]
    fn a_line_that_is_no_fingerprint_or_repeats_one_is_an_error_with_its_number() {
        let list = List::parse("\n0123456789abcdef\nnonsense\n0123456789abcdef\n");
        assert_eq!(list.faults.into_keys().collect::<Vec<_>>(), [3, 4]);
        let list = List::parse("\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> update\n");
        assert_eq!(list.faults.into_keys().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_line_whose_change_is_gone_is_a_warning() {
        let stale = accept("list", "\n0123456789abcdef\n", &mut Changes::default());
        assert!(stale.is_ok_and(|stale| stale.len() == 1 && stale[0].starts_with("list:2: ")));
    }

    #[test]
    fn what_is_accepted_is_a_list_that_accepts_it() {
        let removed = Change {
            rust: SemverImpact::None,
            ..example(ChangeKind::PropertyRemoved)
        };
        let mut changes = Changes {
            entries: vec![removed, example(ChangeKind::EnumRemoved)],
            ..Changes::default()
        };
        let list = acceptance(FailOn::Rust, "agreed\non", &changes);
        assert_eq!(list.lines().count(), 1);
        assert!(list.ends_with(": agreed on\n"), "{list}");
        let list = acceptance(FailOn::Any, "agreed", &changes);
        assert!(failing(FailOn::Any, &changes).is_some());
        assert!(accept("list", &list, &mut changes).is_ok_and(|stale| stale.is_empty()));
        assert_eq!(failing(FailOn::Any, &changes), None);
    }

    #[test]
    fn a_level_decides_what_fails() {
        let with = |level, received| {
            let setting = Setting {
                level,
                reason: String::new(),
            };
            let wire = Wire {
                sent: Effect::None,
                received,
            };
            let change = Change {
                level: Some(setting),
                wire,
                rust: SemverImpact::None,
                ..example(ChangeKind::PropertyRemoved)
            };
            let changes = Changes {
                entries: vec![change],
                ..Changes::default()
            };
            let all = [FailOn::Wire, FailOn::Rust, FailOn::Any];
            all.map(|fail_on| failing(fail_on, &changes).is_some())
        };
        assert_eq!(with(Level::Error, Effect::Silent), [true, false, true]);
        assert_eq!(with(Level::Error, Effect::None), [false, false, true]);
        for level in [Level::Warning, Level::Note, Level::Off] {
            assert_eq!(with(level, Effect::Breaking), [false; 3]);
        }
    }
}

//! The noun `Freshness`: the differences between the generated files on disk and those expected.
//!
//! `regen` and `regen --check` both use it, so that they cannot disagree.

use std::collections::BTreeMap;

use crate::tree::{MARK, Tree};

/// The files that are not as they should be, by path, and how many are.
#[derive(Clone, Debug, Default)]
pub struct Freshness {
    /// The files that call for attention.
    pub files: BTreeMap<String, State>,
    /// The number of files that are up to date.
    pub unchanged: usize,
}

/// The difference between a file and its expected content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    Missing {
        /// The expected text.
        new: String,
    },
    /// Its text differs.
    Stale {
        /// The present text.
        old: String,
        /// The expected text.
        new: String,
    },
    /// It was generated, from a definition that is gone.
    Orphaned {
        /// The present text.
        old: String,
    },
    /// It was not generated, and is not in the way. It is left alone.
    Foreign,
    /// It was not generated, and stands where a generated file must go. Nothing is written.
    InTheWay,
}

impl State {
    /// Returns `true` if the file has the expected text with other line ends, as git's `core.autocrlf` leaves it.
    pub fn is_converted(&self) -> bool {
        matches!(self, Self::Stale { old, new } if old.contains('\r') && old.replace("\r\n", "\n") == *new)
    }
}

impl Freshness {
    /// Compares the files found on disk with those of `tree`. A file that is not text is `None`. One
    /// without any is ours where a file must go: a crash of the machine leaves such files.
    pub fn compare(tree: &Tree, mut found: BTreeMap<String, Option<String>>) -> Self {
        let mut freshness = Self::default();
        for (path, new) in &tree.files {
            let state = match found.remove(path) {
                None => State::Missing { new: new.clone() },
                Some(Some(old)) if old == *new => {
                    freshness.unchanged += 1;
                    continue;
                }
                Some(Some(old)) if old.is_empty() || is_generated(&old) => State::Stale {
                    old,
                    new: new.clone(),
                },
                Some(_) => State::InTheWay,
            };
            freshness.files.insert(path.clone(), state);
        }
        for (path, old) in found {
            let state = match old {
                Some(old) if is_generated(&old) => State::Orphaned { old },
                _ => State::Foreign,
            };
            freshness.files.insert(path, state);
        }
        freshness
    }

    /// Returns `true` if the files on disk are exactly those expected. Foreign files do not count.
    pub fn is_fresh(&self) -> bool {
        self.files.values().all(|state| *state == State::Foreign)
    }

    /// The files in a state for which `is` holds, and nothing of the others.
    #[must_use]
    pub fn only(&self, is: impl Fn(&State) -> bool) -> Self {
        let files = self.files.iter().filter(|(_, state)| is(state));
        Self {
            files: files
                .map(|(path, state)| (path.clone(), state.clone()))
                .collect(),
            unchanged: 0,
        }
    }

    /// Counts the files in a state for which `is` holds.
    pub fn count(&self, is: impl Fn(&State) -> bool) -> usize {
        self.files.values().filter(|state| is(state)).count()
    }
}

fn is_generated(text: &str) -> bool {
    text.starts_with(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(new: &[(&str, &str)], found: &[(&str, Option<&str>)], expected: &[(&str, State)]) {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        let tree = Tree {
            files: new.iter().map(owned).collect(),
        };
        let found = found
            .iter()
            .map(|&(path, text)| (path.to_owned(), text.map(str::to_owned)));
        let freshness = Freshness::compare(&tree, found.collect());
        let expected = expected
            .iter()
            .map(|(path, state)| ((*path).to_owned(), state.clone()));
        assert_eq!(freshness.files, expected.collect());
    }

    #[test]
    fn missing_stale_and_orphaned_files_are_distinguished() {
        let old = format!("{MARK} old");
        check(
            &[("a", "new"), ("b", "new"), ("c", "new")],
            &[("a", Some("new")), ("b", Some(&old)), ("d", Some(&old))],
            &[
                (
                    "b",
                    State::Stale {
                        old: old.clone(),
                        new: "new".to_owned(),
                    },
                ),
                (
                    "c",
                    State::Missing {
                        new: "new".to_owned(),
                    },
                ),
                ("d", State::Orphaned { old: old.clone() }),
            ],
        );
    }

    #[test]
    fn a_file_with_other_line_ends_alone_is_converted() {
        let stale = |old: &str| State::Stale {
            old: old.to_owned(),
            new: "a\nb\n".to_owned(),
        };
        assert!(stale("a\r\nb\r\n").is_converted());
        assert!(stale("a\r\nb\n").is_converted());
        for old in ["a\r\nc\r\n", "a\r\nb", "a\rb\r", "a\nb\n\n"] {
            assert!(!stale(old).is_converted(), "{old:?}");
        }
    }

    #[test]
    fn files_without_the_mark_are_never_touched() {
        check(
            &[("a", "new"), ("b", "new")],
            &[
                ("a", Some("by hand")),
                ("b", None),
                ("c", Some("by hand")),
                ("d", None),
            ],
            &[
                ("a", State::InTheWay),
                ("b", State::InTheWay),
                ("c", State::Foreign),
                ("d", State::Foreign),
            ],
        );
    }
}

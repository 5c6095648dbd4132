//! The noun `Record`: the definitions and operations that imports wrote, their source, and a hash of each text.
//!
//! By it an import distinguishes what the publisher removed from the user's own files, and an edited text from
//! an unedited one. The file is text with a line for each definition and endpoint, below the name
//! of its source:
//!
//! ```text
//! from the Generate Genesys Cloud Platform API classes utility
//! 4716d38856c87442  User
//! 9b1c0f6e2ad13358  GET /api/v2/users (getUsers)
//! removed           UserGroup
//! ```
//!
//! Entries that the publisher removed stay listed, to explain roots and overrides that still name them. A line
//! of any other form is ignored: what it may have recorded counts as the user's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::fingerprint::fingerprint;
use crate::operations::{Endpoint, Operation};
use crate::roots::Root;

/// The name of the file.
pub const FILE: &str = "imported.txt";

/// The beginning of a new file.
const HEADER: &str = "\
# Written by `cargo xtask import`, for the next import: what it took in, and a hash of what it wrote.
";

/// The word in place of the hash of an entry that the publisher removed.
const REMOVED: &str = "removed";

/// The record of earlier imports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    entries: BTreeMap<String, Entry>,
}

/// One definition, endpoint or property that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    source: String,
    /// The hash of the text; `None` where the publisher removed it.
    hash: Option<String>,
    /// The name of the operation, if it is one.
    operation: Option<String>,
}

impl Record {
    /// The record that a file holds.
    pub fn parse(text: &str) -> Self {
        let mut record = Self::default();
        let mut source = "";
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("from ") {
                source = name;
                continue;
            }
            let Some((hash, rest)) = line.split_once("  ") else {
                continue;
            };
            let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_hash && hash != REMOVED {
                continue;
            }
            let rest = rest.trim();
            // Only an endpoint has a name behind it.
            let named = rest.strip_suffix(')').and_then(|it| it.split_once(" ("));
            let (key, operation) = match named.filter(|(key, _)| Endpoint::parse(key).is_ok()) {
                Some((key, operation)) => (key, Some(operation.to_owned())),
                None => (rest, None),
            };
            let entry = Entry {
                source: source.to_owned(),
                hash: is_hash.then(|| hash.to_owned()),
                operation,
            };
            record.entries.insert(key.to_owned(), entry);
        }
        record
    }

    /// The definitions, endpoints and properties, as `Definition.property`, of which a file says that the
    /// publisher removed them.
    pub fn removed_in(text: &str) -> BTreeSet<String> {
        let is_about = |line: &&str| line.starts_with(REMOVED) || line.starts_with("from ");
        let lines: Vec<_> = text.lines().filter(is_about).collect();
        Self::parse(&lines.join("\n")).removed()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut by_source: BTreeMap<&str, String> = BTreeMap::new();
        for (key, entry) in &self.entries {
            let hash = entry.hash.as_deref().unwrap_or(REMOVED);
            let lines = by_source.entry(&entry.source).or_default();
            let operation = entry.operation.iter().map(|name| format!(" ({name})"));
            let operation: String = operation.collect();
            // Writing to a `String` cannot fail.
            let _ = writeln!(lines, "{hash:16}  {key}{operation}");
        }
        let sources = by_source.iter();
        let sources = sources.map(|(source, lines)| format!("\nfrom {source}\n{lines}"));
        HEADER.to_owned() + &sources.collect::<String>()
    }

    /// Records that `text` was written for a definition.
    pub(crate) fn wrote(&mut self, source: &str, definition: &str, text: &str) {
        self.insert(source, definition.to_owned(), Some(text), None);
    }

    /// Records that `text` was written as the section of an operation.
    pub(crate) fn wrote_section(&mut self, source: &str, operation: &Operation, text: &str) {
        let endpoint = operation.endpoint.value.to_string();
        let name = Some(operation.name.value.clone());
        self.insert(source, endpoint, Some(text), name);
    }

    /// Records that the publisher removed a property.
    pub(crate) fn removed_property(&mut self, source: &str, definition: &str, property: &str) {
        self.insert(source, property_key(definition, property), None, None);
    }

    fn insert(&mut self, source: &str, key: String, text: Option<&str>, operation: Option<String>) {
        let entry = Entry {
            source: source.to_owned(),
            hash: text.map(hash),
            operation,
        };
        self.entries.insert(key, entry);
    }

    /// Records that what has the key is gone: removed by the publisher, or else left to its owner.
    pub(crate) fn remove(&mut self, key: &str) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.hash = None;
        }
    }

    /// Returns the record while files are written and removed: it has what is new, and still has what goes. A run
    /// that is killed then leaves nothing unrecorded, and the next one completes it.
    pub(crate) fn underway(&self, before: &Self) -> Self {
        let mut underway = self.clone();
        for (key, entry) in &before.entries {
            if self.entries.get(key).is_none_or(|now| now.hash.is_none()) {
                underway.entries.insert(key.clone(), entry.clone());
            }
        }
        underway
    }

    /// Drops the entries that are not `present`, unless the publisher removed them: the user removed the files.
    pub(crate) fn retain_present(&mut self, present: &BTreeSet<String>) {
        let is_kept = |key: &String, entry: &Entry| entry.hash.is_none() || present.contains(key);
        self.entries.retain(|key, entry| is_kept(key, entry));
    }

    /// Returns the keys that were imported from the source and have not been removed.
    pub(crate) fn taken_from(&self, source: &str) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter();
        let taken = entries.filter(move |(_, it)| it.source == source && it.hash.is_some());
        taken.map(|(key, _)| key.as_str())
    }

    /// Returns `true` if the key was imported from the source and has not been removed.
    pub(crate) fn is_taken_from(&self, source: &str, key: &str) -> bool {
        let entry = self.entries.get(key);
        entry.is_some_and(|it| it.source == source && it.hash.is_some())
    }

    /// `true` if the key is recorded, for whichever source.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns `true` if the key was imported, and the later record no longer has it, although the publisher did not
    /// remove it: its root was dropped.
    pub(crate) fn was_dropped(&self, key: &str, later: &Self) -> bool {
        let was_taken = self.entries.get(key).is_some_and(|it| it.hash.is_some());
        was_taken && !later.has(key)
    }

    /// `true` if an import wrote this very text for the key.
    pub(crate) fn is_untouched(&self, key: &str, text: &str) -> bool {
        let entry = self.entries.get(key);
        entry.is_some_and(|entry| entry.hash.as_ref() == Some(&hash(text)))
    }

    /// The definitions, endpoints and properties, as `Definition.property`, that the publisher removed.
    fn removed(&self) -> BTreeSet<String> {
        let removed = self.entries.iter().filter(|(_, it)| it.hash.is_none());
        removed.map(|(key, _)| key.clone()).collect()
    }

    /// Returns `true` if the root matches something that was ever imported from the source.
    pub(crate) fn knows(&self, source: &str, root: &Root) -> bool {
        self.entries.iter().any(|(key, entry)| {
            let is_endpoint = || Endpoint::parse(key).is_ok_and(|it| root.is_for_endpoint(&it));
            let mut operation = entry.operation.iter();
            entry.source == source
                && (is_endpoint() || root.is_for(key) || operation.any(|name| root.is_for(name)))
        })
    }
}

/// The key of a property.
pub(crate) fn property_key(definition: &str, property: &str) -> String {
    format!("{definition}.{property}")
}

fn hash(text: &str) -> String {
    fingerprint(&[Some(text.trim_end())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_what_it_writes_and_nothing_else() {
        let mut record = Record::default();
        record.wrote("one", "User", "text");
        record.wrote("two", "Queue", "text");
        record.removed_property("one", "User", "name (old)");
        record.remove("Queue");
        let text = record.text();
        assert_eq!(Record::parse(&text), record);
        let odd = format!("{text}<<<<<<< HEAD\nUser\n0123  Group\nxxxxxxxxxxxxxxxx  Group\n");
        assert_eq!(Record::parse(&odd), record);
    }

    #[test]
    fn a_text_is_untouched_where_it_is_the_one_that_was_written() {
        let mut record = Record::default();
        record.wrote("one", "User", "text\n");
        assert!(record.is_untouched("User", "text"));
        assert!(!record.is_untouched("User", "other"));
        assert!(!record.is_untouched("Group", "text\n"));
    }
}

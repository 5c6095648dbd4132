//! Finds where a key that stands twice stands first, which the TOML parser does not tell.
//!
//! Of a row that stands twice the recovered document keeps the first; of a section it keeps the last,
//! so those are found by their headers in the text.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::source::Span;

/// The keys of a document, and its headers.
pub(super) struct Keys<'a> {
    text: &'a str,
    /// Where each header's line begins.
    headers: Vec<usize>,
    by_name: BTreeMap<String, Vec<Key>>,
}

struct Key {
    span: Span,
    /// The table in one line that it stands in, if it does.
    within: Option<Span>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(text: &'a str, document: &DeTable<'_>) -> Self {
        let mut headers = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.trim_start().starts_with('[') {
                headers.push(at);
            }
            at += line.len();
        }
        let mut by_name = BTreeMap::new();
        collect(text, document, None, &mut by_name);
        for keys in by_name.values_mut() {
            keys.sort_by_key(|key: &Key| key.span.start);
        }
        Self {
            text,
            headers,
            by_name,
        }
    }

    /// Where the header's line begins that `at` stands in or below.
    pub(super) fn section(&self, at: usize) -> Option<usize> {
        let after = self.headers.partition_point(|&header| header <= at);
        Some(*self.headers.get(after.checked_sub(1)?)?)
    }

    /// Whether `at` stands in a header, and not below one.
    pub(super) fn is_header(&self, at: usize) -> bool {
        self.section(at)
            .is_some_and(|header| !self.text[header..at].contains('\n'))
    }

    /// The first place of the key that stands a second time at `again`.
    pub(super) fn first(&self, again: Span) -> Option<Span> {
        let section = self.section(again.start).unwrap_or_default();
        if self.is_header(again.start) {
            return self.first_header(section, again);
        }
        let name = name(self.text.get(again.start..again.end)?);
        let stands = |key: &&Key| {
            let holds = |table: Span| table.start <= again.start && again.end <= table.end;
            key.span.end <= again.start && key.within.is_none_or(holds)
        };
        let keys = self.by_name.get(name)?.iter().rev();
        keys.take_while(|key| key.span.start >= section)
            .find(stands)
            .map(|key| key.span)
    }

    fn first_header(&self, section: usize, again: Span) -> Option<Span> {
        let header = self.text.get(section..again.end)?;
        let first = self.headers.iter().copied().find(|&other| {
            let rest = self.text[other..].strip_prefix(header);
            rest.is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(']'))
        })?;
        let moved = section - first;
        (moved > 0).then(|| Span::new(again.start - moved, again.end - moved))
    }
}

fn collect(
    text: &str,
    table: &DeTable<'_>,
    within: Option<Span>,
    by_name: &mut BTreeMap<String, Vec<Key>>,
) {
    for (key, value) in table {
        let span = Span::new(key.span().start, key.span().end);
        let keys = by_name.entry(name(key.get_ref()).to_owned()).or_default();
        keys.push(Key { span, within });
        if let DeValue::Table(inner) = value.get_ref() {
            let span = Span::new(value.span().start, value.span().end);
            let in_line = text.get(span.start..span.end);
            let in_line = in_line.is_some_and(|it| it.starts_with('{'));
            collect(text, inner, in_line.then_some(span).or(within), by_name);
        }
    }
}

/// A key without the quotation marks that it may have in the text.
fn name(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}

//! Reads the publisher's pages of operations, as they stand: the [`Operations`] come out.
//!
//! A page is a file whose name ends in `-api.md`; the index of the pages has another name. From top to
//! bottom it holds:
//!
//! 1. **The heading**, ``# `Name` Class``, and prose.
//! 2. **The list**, `## Methods`, with an item for each operation: ``- [`name`](#name) - …``.
//! 3. **The operations**, each a heading ``### `name` ``, prose, and four parts in any order:
//!    `#### Description` with prose, which may be missing; `#### Endpoint` with `` `METHOD /path` ``;
//!    `#### Parameters` and `#### Returns`, see [`parameters`] and [`returns`].
//! 4. **A rule and a footer**, which may be missing.
//!
//! Anything else is reported, as is whatever the list has and the page has not. An operation that
//! stands on several pages, or twice on one, is one if its words are the same.

mod lines;
mod page;
mod parameters;
mod returns;
mod types;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::page::Section;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::operations::{Operation, Operations};
use crate::parse::file;
use crate::schema::Spanned;
use crate::source::Sources;

/// Reads every page among `sources`. The operations are sorted by endpoint.
pub fn pages(sources: &Sources, problems: &mut Diagnostics) -> Operations {
    let files: Vec<_> = sources.iter().collect();
    let parsed: Vec<_> = files
        .par_iter()
        .map(|&(id, source)| file(id, source, page::read))
        .collect();
    let mut sections = Vec::new();
    for (found, wrong) in parsed {
        sections.extend(found.into_iter().flatten());
        problems.extend(wrong);
    }
    let mut known: BTreeMap<String, Section> = BTreeMap::new();
    for section in sections {
        match known.get(&section.name.value) {
            Some(first) => problems.extend(differing(sources, first, &section)),
            None => _ = known.insert(section.name.value.clone(), section),
        }
    }
    let known = known.into_values();
    let mut operations: Vec<_> = known.filter_map(|section| section.operation).collect();
    operations.sort_by(|one, other| {
        let key = |operation: &Operation| operation.endpoint.place;
        let by_endpoint = one.endpoint.value.cmp(&other.endpoint.value);
        by_endpoint.then(key(one).cmp(&key(other)))
    });
    problems.extend(
        operations
            .windows(2)
            .filter_map(|pair| same_endpoint(&pair[0], &pair[1])),
    );
    Operations {
        prose: String::new(),
        operations,
        broken: !problems.is_empty(),
    }
}

/// The problem of two operations that no server could tell apart.
fn same_endpoint(first: &Operation, again: &Operation) -> Option<Diagnostic> {
    let Spanned { value, place } = &again.endpoint;
    (first.endpoint.value == *value).then(|| {
        let (first, again) = (&first.name, &again.name.value);
        let message = format!("`{again}` has the endpoint of `{}`, `{value}`", first.value);
        let help = "correct the endpoint, or remove one of the two";
        Diagnostic::new(Code::DuplicateEndpoint, *place, message, help)
            .related(first.place, "the other is described here")
    })
}

/// The problem of an operation that two places describe in different words.
fn differing(sources: &Sources, first: &Section, again: &Section) -> Option<Diagnostic> {
    let words = |section: &Section| {
        sources
            .get(section.name.place.file)
            .slice(section.span)
            .split_whitespace()
    };
    let name = &again.name.value;
    (!words(first).eq(words(again))).then(|| {
        Diagnostic::new(
            Code::DuplicateOperation,
            again.name.place,
            format!("the operation `{name}` is described a second time, in other words"),
            "make both the same, or remove one of them",
        )
        .related(first.name.place, "first described here")
    })
}

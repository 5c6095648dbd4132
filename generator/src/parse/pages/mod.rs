//! Reads pages of operations, the publisher's and the project's own: [`Operations`] come out.
//!
//! A page is a file whose name ends in `-api.md`; the index of the pages has another name. From top to
//! bottom it holds:
//!
//! 1. **The heading**, ``# `Name` Class``, and prose.
//! 2. **The list**, `## Methods`, with an item for each operation: ``- [`name`](#name) - …``. It may be
//!    missing, as in the project's pages.
//! 3. **The operations**, each a heading ``### `name` ``, the summary, a warning where the operation is
//!    deprecated (`> [!WARNING]` and a line of the quote), and four parts in any order:
//!    `#### Description` with prose, which may be missing; `#### Endpoint` with `` `METHOD /path` ``;
//!    `#### Parameters` and `#### Returns`, see [`parameters`] and [`answers`].
//! 4. **A rule and a footer**, which may be missing.
//!
//! Anything else is reported, as is an operation that is in the list and not on the page. An operation that
//! occurs on several pages, or twice on one, counts once if its words are the same.

mod answers;
mod lines;
mod parameters;
mod section;
mod top;
mod written_type;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::section::Read;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::operations::{FOLDER, Operation, Operations};
use crate::parse::file;
use crate::schema::Spanned;
use crate::source::{FileId, Place, Sources, Span};

/// Reads every page among `sources`; `None` where there is none.
pub fn operations(sources: &Sources, problems: &mut Diagnostics) -> Option<Operations> {
    if let Some(table) = sources.table {
        problems.push(obsolete(sources, table));
    }
    if sources.pages.is_empty() {
        return None;
    }
    let read = |&id: &FileId| file(id, sources.get(id), top::read);
    let parsed: Vec<_> = sources.pages.par_iter().map(read).collect();
    let mut operations = Operations::default();
    let mut known: BTreeMap<String, Read> = BTreeMap::new();
    for (found, wrong) in parsed {
        operations.broken |= !wrong.is_empty();
        problems.extend(wrong);
        let Some((mut page, sections)) = found else {
            continue;
        };
        for read in sections {
            page.sections.push(read.section.clone());
            let name = &read.section.name.value;
            match known.get(name) {
                Some(first) => problems.extend(differing(sources, first, &read)),
                None => _ = known.insert(name.clone(), read),
            }
        }
        operations.pages.push(page);
    }
    operations.operations = known.into_values().filter_map(|it| it.operation).collect();
    operations.operations.sort_by(|one, other| {
        let key = |operation: &Operation| operation.endpoint.place;
        let by_endpoint = one.endpoint.value.cmp(&other.endpoint.value);
        by_endpoint.then(key(one).cmp(&key(other)))
    });
    let pairs = operations.operations.windows(2);
    problems.extend(pairs.filter_map(|pair| same_endpoint(&pair[0], &pair[1])));
    Some(operations)
}

/// The problem of a table of operations, which earlier versions wrote.
fn obsolete(sources: &Sources, table: FileId) -> Diagnostic {
    let source = sources.get(table);
    let place = Place {
        file: table,
        span: Span::new(0, source.text.find('\n').unwrap_or(source.text.len())),
    };
    let name = source.file_name();
    Diagnostic::new(
        Code::OperationsTable,
        place,
        format!("`{name}` is no longer read: operations are pages in the folder `{FOLDER}`"),
        format!(
            "run `cargo xtask import` with the publisher's pages, which turns the rows into pages; \
             write what the publisher does not have as `{FOLDER}/own-api.md`, then remove `{name}`"
        ),
    )
}

/// Returns the problem of two operations that a server cannot distinguish.
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
fn differing(sources: &Sources, first: &Read, again: &Read) -> Option<Diagnostic> {
    let words = |read: &Read| {
        let source = sources.get(read.section.name.place.file);
        source.slice(read.section.span).split_whitespace()
    };
    let (first_name, name) = (&first.section.name, &again.section.name);
    (!words(first).eq(words(again))).then(|| {
        Diagnostic::new(
            Code::DuplicateOperation,
            name.place,
            format!(
                "the operation `{}` is described a second time, in other words",
                name.value
            ),
            "make both the same, or remove one of them",
        )
        .related(first_name.place, "first described here")
    })
}

//! The stage `parse`: the text of the definitions goes in, the [`Schema`] comes out; so does that of
//! the overrides, see [`overrides()`], and that of the operations, see [`mod@operations`].
//!
//! # The dialect
//!
//! A definition is one file whose name ends in `-definition.md`. From top to bottom it holds:
//!
//! 1. **The heading**, ``# `Name` Definition``. Nothing stands before it, and no other first-level
//!    heading follows.
//! 2. **Prose**, any Markdown but a table or a first-level heading. It may be missing. It is the
//!    definition's description, kept to the letter.
//! 3. **The table**, with the columns `Property`, `Type`, `Required` and `Description` in any order.
//!    It may have no rows. It ends at the first blank line, or where Markdown sees a heading, a
//!    list, a rule, a fence or another table begin.
//! 4. **A rule and a footer**, `---` and a paragraph in asterisks that says the file was generated.
//!    Both may be missing. Nothing of the footer is kept, and nothing stands after it.
//!
//! Anything else is reported: no line is ever dropped in silence.
//!
//! ## Rows
//!
//! - A row begins at a line that begins with a pipe, and goes on to the next such line. A pipe alone
//!   on its line closes the row before it and begins none.
//! - The last line's closing pipe may be missing. A line after the closing pipe is stray.
//! - A pipe behind a backslash separates nothing. Where a row has more than four cells, the surplus
//!   pipes belong to the description: with the usual order of columns it is everything from the
//!   third separator to the row's end.
//! - A row with fewer than four cells is an error; it is never padded.
//!
//! ## Cells
//!
//! - *Property* is the wire name, verbatim; only `\|` stands for a pipe.
//! - *Type* is a word in backticks or a link to a definition, each with any number of `[]`:
//!   `` `string[]` ``, `` [`Name[]`](name-definition.md) ``. A link's target is its name in lower
//!   case and `-definition.md`.
//! - *Required* is `Yes` or `No`.
//! - *Description* is raw text, kept to the letter with its line breaks; only blanks at its ends and
//!   at the ends of its lines go. No escape, entity or markup in it is interpreted.
//!
//! A blank is a space, a tab or a line break. Line ends may be `\n` or `\r\n`, and a byte-order mark
//! is ignored.

mod blocks;
pub(crate) mod cell;
pub(crate) mod document;
pub(crate) mod ledger;
pub(crate) mod operations;
mod overrides;
pub(crate) mod reader;
pub(crate) mod table;

use std::sync::Arc;

use rayon::prelude::*;

pub use overrides::{layers, overrides};

use crate::diagnostic::Diagnostics;
use crate::operations::Operations;
use crate::schema::{FILE_SUFFIX, Schema};
use crate::source::{FileId, Source, Sources, Span};
use reader::{Reader, faulty};

/// Reads every definition among `sources`; other files are passed over.
pub fn parse(sources: &Sources, problems: &mut Diagnostics) -> Schema {
    let files: Vec<_> = sources
        .iter()
        .filter(|&(id, source)| {
            source.file_name().ends_with(FILE_SUFFIX) && sources.overrides != Some(id)
        })
        .collect();
    let read = |&(id, source): &(FileId, &Source)| {
        file(id, source, |reader| {
            document::read(reader, source.file_name())
        })
    };
    let parsed: Vec<_> = files.par_iter().map(read).collect();

    let mut schema = Schema::default();
    for ((_, source), (definition, found)) in files.into_iter().zip(parsed) {
        let definition = definition.flatten();
        let name = definition
            .as_ref()
            .map(|definition| definition.name.value.clone());
        schema.files.insert(source.file_name().to_owned(), name);
        schema.definitions.extend(definition.map(Arc::new));
        problems.extend(found);
    }
    schema
}

/// Reads the file of operations among `sources`; `None` where there is none.
pub fn operations(sources: &Sources, problems: &mut Diagnostics) -> Option<Operations> {
    let id = sources.operations?;
    let (operations, found) = file(id, sources.get(id), operations::read);
    problems.extend(found);
    Some(operations.unwrap_or_else(Operations::unreadable))
}

/// What `read` makes of a file, and what is wrong with it; nothing where it has no text.
pub(crate) fn file<T>(
    id: FileId,
    source: &Source,
    read: impl FnOnce(&mut Reader<'_>) -> T,
) -> (Option<T>, Diagnostics) {
    let mut reader = Reader::new(id, &source.text);
    if let Some(fault) = &source.fault {
        let end = reader.place(Span::new(reader.text.len(), reader.text.len()));
        return (None, Diagnostics::from_iter([faulty(end, fault)]));
    }
    let found = read(&mut reader);
    (Some(found), reader.finish())
}

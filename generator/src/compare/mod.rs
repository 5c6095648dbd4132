//! The stage `compare`: definitions and their models before and after go in, [`Changes`] come out.
//!
//! What is compared is what was parsed and decided, never text. Every edit falls under one kind for
//! each thing it affects:
//!
//! - A definition that came, went, was emptied or filled has that one entry, and none for its rows.
//! - A definition that was renamed stands for the links to it as well: they are the echo.
//! - A property that came or went has one entry. One that stayed, under whatever name, has at most
//!   one entry on each of: its name, its type, its required flag, what its description makes of it
//!   (a date, a deprecation, else the wording), its overrides as far as they take effect, and its
//!   Rust where nothing of the former explains it.
//! - The Rust before is what users had: where the committed models are known, what stands in them. So
//!   a new generator over unchanged definitions is nothing special, and where both changed there is
//!   the definition's entry alone, with the Rust of both.
//! - What else a generator gives a type has one entry on each of: how values are made, derives and
//!   attributes, fields beside the properties.
//! - An enum that came or went has one entry, and otherwise each of its values that did.
//!
//! The order of rows, the format and the footer make no entry; they are counted.

mod definitions;
mod entries;
mod enums;
mod facets;
mod links;
mod overrides;
mod pairs;
mod properties;
mod reach;
mod renames;
mod rust;
mod types;
mod wire;
mod wording;

use std::collections::BTreeSet;

use crate::changes::{Change, Changes, Definitions};
use crate::committed::Committed;
use crate::model::{Model, Struct};
use crate::overrides::Overrides;
use crate::schema::{Definition, Schema};
use crate::source::Sources;
use entries::Context;
use pairs::Pairs;

/// One side of the comparison: a state of the definitions.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The text, for places alone.
    pub sources: &'a Sources,
    /// What the authors wrote.
    pub schema: &'a Schema,
    /// What they wrote beside the definitions.
    pub overrides: &'a Overrides,
    /// What was decided.
    pub model: &'a Model,
    /// In what the models of the time were not what was decided, where they are known.
    pub committed: Option<&'a Committed>,
}

/// A definition and the struct it became.
#[derive(Clone, Copy)]
struct Item<'a> {
    definition: &'a Definition,
    /// What users compiled against.
    structure: &'a Struct,
    /// What this generator makes of the definition: the same, but for a model that another generator
    /// wrote.
    decided: &'a Struct,
}

impl<'a> Item<'a> {
    fn name(self) -> &'a str {
        &self.definition.name.value
    }
}

/// What changed from `before` to `after`.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Changes {
    let pairs = Pairs::of(items(before), items(after));
    let context = Context::new(before, after, &pairs);
    let mut entries: Vec<Change> = Vec::new();
    entries.extend(pairs.added.iter().map(|item| context.added(*item)));
    entries.extend(pairs.removed.iter().map(|item| context.removed(*item)));
    for (old, new) in &pairs.both {
        entries.extend(definitions::compare(*old, *new, &context));
    }
    entries.extend(enums::compare(before, after));
    entries.sort_by(|a, b| {
        let by_subject = (&a.definition, &a.property).cmp(&(&b.definition, &b.property));
        by_subject.then_with(|| (a.kind, &a.old).cmp(&(b.kind, &b.old)))
    });
    reach::fill(&mut entries, &pairs, [before.model, after.model]);
    let committed = [before.committed, after.committed].into_iter().flatten();
    Changes {
        unread: committed.map(|it| it.unread).sum(),
        definitions: count(&entries, &pairs, before.sources, after.sources),
        entries,
    }
}

/// The definitions of one side with their structs, by name.
fn items(side: Side<'_>) -> Vec<Item<'_>> {
    let mut structs: Vec<_> = side.model.structs.iter().collect();
    structs.sort_by_key(|item| &item.definition);
    let mut items: Vec<_> = side
        .schema
        .definitions
        .iter()
        .filter_map(|definition| {
            let name = &definition.name.value;
            let at = structs.binary_search_by_key(&name, |item| &item.definition);
            let decided = structs[at.ok()?];
            let committed = side.committed.and_then(|it| it.structs.get(name));
            Some(Item {
                definition,
                structure: committed.unwrap_or(decided),
                decided,
            })
        })
        .collect();
    items.sort_by_key(|item| item.name());
    items
}

fn count(entries: &[Change], pairs: &Pairs<'_>, before: &Sources, after: &Sources) -> Definitions {
    let changed: BTreeSet<_> = entries.iter().map(|change| &change.definition).collect();
    let reworded = |old: &Item<'_>, new: &Item<'_>| {
        let (one, other) = (old.definition.name.place, new.definition.name.place);
        before.get(one.file).text != after.get(other.file).text && rows(*old) == rows(*new)
    };
    let unchanged = || {
        let both = pairs.both.iter();
        both.filter(|(_, new)| !changed.contains(&new.definition.name.value))
    };
    Definitions {
        added: pairs.added.len(),
        removed: pairs.removed.len(),
        changed: pairs.both.len() - unchanged().count(),
        unchanged: unchanged().count(),
        reworded: unchanged().filter(|(old, new)| reworded(old, new)).count(),
    }
}

/// What the rows say, in whatever order. Rows that link to a renamed definition do not say the same,
/// although they make no entry.
fn rows(item: Item<'_>) -> BTreeSet<(&str, String)> {
    let rows = item.definition.properties.iter();
    rows.map(|row| (row.name.value.as_str(), row.ty.value.to_string()))
        .collect()
}

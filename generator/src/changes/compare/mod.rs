//! The stage `compare`: definitions and their models before and after go in, [`Changes`] come out.
//!
//! It compares what was parsed and decided, never text. Every edit falls under one kind for
//! each thing it affects:
//!
//! - A definition that came, went, was emptied or filled has that one entry, and none for its rows.
//! - The entry of a renamed definition covers the links to it as well: they follow from it.
//! - A property that came or went has one entry. One that stayed, under whatever name, has at most
//!   one entry on each of: its name, its type, its required flag, what its description makes of it
//!   (a date, a deprecation, else the wording), and its overrides as far as they take effect.
//! - An enum that came or went has one entry, and otherwise each of its values that did. One that was renamed
//!   covers the properties that have it.
//! - An operation that came, went or was renamed has that one entry; one that stayed has an entry for
//!   its endpoint, its body, each query parameter and its responses, as far as they differ.
//!
//! The order of rows, the format and the footer make no entry; they are counted. What the entries come
//! from, and their order, is decided here for every form of the report.

mod alike;
mod callers;
mod causes;
mod consequences;
mod decoding;
mod definition_pairs;
mod directions;
mod drafts;
mod enum_pairs;
mod enum_values;
mod link_shapes;
mod operation_pairs;
mod opposites;
mod override_effects;
mod pairs;
mod properties;
mod reach;
mod renames;
mod retyping;
mod rust;
mod spelling;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use callers::Callers;
use drafts::Context;
use pairs::Pairs;
use rust::Idents;

use super::change::{Change, Changes, Counts, Revision, Side};
use super::level::Levels;
use crate::model::Struct;
use crate::schema::Type;

/// Compares `before` with `after`.
pub(super) fn compare(before: Side<'_>, after: Side<'_>, levels: &Levels) -> Changes {
    let pairs = &Pairs::of(&before, &after);
    let context = Context {
        pairs,
        idents: Idents::of(pairs),
        before,
        after,
        levels,
    };
    let mut entries: Vec<Change> = Vec::new();
    entries.extend(pairs.added.iter().map(|item| context.added(item)));
    entries.extend(pairs.removed.iter().map(|item| context.removed(item)));
    for (old, new) in &pairs.both {
        entries.extend(definition_pairs::compare(old, new, &context));
    }
    entries.extend(enum_values::compare(&context));
    entries.extend(directions::widened(&context));
    let callers = Callers::of(&context);
    if let Some(callers) = &callers {
        directions::apply(&mut entries, &context, callers);
    }
    entries.extend(operation_pairs::compare(&context));
    entries.sort_by(|a, b| {
        let by_subject = a.subject.sorted_by().cmp(&b.subject.sorted_by());
        by_subject.then(a.kind.cmp(&b.kind))
    });
    let follows = consequences::apply(&mut entries, &context);
    reach::fill(&mut entries, &context, callers.as_ref());
    let definitions = count(&entries, &context);
    let (entries, causes) = causes::group(entries, &follows);
    Changes {
        compared: ["before", "after"].map(Revision::named),
        regenerated: Vec::new(),
        definitions,
        knows_operations: callers.is_some(),
        scope: None,
        entries,
        causes,
    }
}

/// Brings changes into their order again, after verdicts or endpoints of some were restricted.
pub(super) fn reorder(changes: &mut Changes) {
    let entries = std::mem::take(&mut changes.entries);
    let causes = std::mem::take(&mut changes.causes);
    (changes.entries, changes.causes) = causes::regroup(entries, causes);
}

fn count(entries: &[Change], context: &Context<'_>) -> Counts {
    let Context {
        before,
        after,
        pairs,
        ..
    } = context;
    let changed = entries.iter().filter_map(|it| it.subject.definition());
    let changed: BTreeSet<_> = changed.collect();
    let differs = |old: &Struct, new: &Struct| {
        let (one, other) = (old.definition.name.place, new.definition.name.place);
        before.sources.get(one.file).text != after.sources.get(other.file).text
    };
    let unchanged = || {
        let both = pairs.both.iter();
        both.filter(|(_, new)| !changed.contains(new.name()))
    };
    let same = unchanged().filter(|(old, new)| differs(old, new) && sorted(old) == sorted(new));
    let same: Vec<_> = same.collect();
    let reordered = same.iter().filter(|(old, new)| rows(old) != rows(new));
    let reordered = reordered.count();
    Counts {
        added: pairs.added.len(),
        removed: pairs.removed.len(),
        changed: pairs.both.len() - unchanged().count(),
        unchanged: unchanged().count(),
        reordered,
        reformatted: same.len() - reordered,
    }
}

/// The rows of a definition. Those that link to a renamed definition differ, although they make no entry.
fn rows(item: &Struct) -> Vec<(&str, &Type)> {
    let rows = item.definition.properties.iter();
    rows.map(|row| (row.name.value.as_str(), &row.ty.value))
        .collect()
}

/// The same in whatever order.
fn sorted(item: &Struct) -> BTreeMap<&str, &Type> {
    rows(item).into_iter().collect()
}

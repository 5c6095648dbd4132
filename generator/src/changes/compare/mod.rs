//! The stage `compare`: definitions and their models before and after go in, [`Changes`] come out.
//!
//! What is compared is what was parsed and decided, never text. Every edit falls under one kind for
//! each thing it affects:
//!
//! - A definition that came, went, was emptied or filled has that one entry, and none for its rows.
//! - A definition that was renamed stands for the links to it as well: they are the echo.
//! - A property that came or went has one entry. One that stayed, under whatever name, has at most
//!   one entry on each of: its name, its type, its required flag, what its description makes of it
//!   (a date, a deprecation, else the wording), and its overrides as far as they take effect.
//! - An enum that came or went has one entry, and otherwise each of its values that did.
//! - An operation that came, went or was renamed has that one entry; one that stayed has an entry for
//!   its endpoint, its body, each query parameter and its responses, as far as they differ.
//!
//! The order of rows, the format and the footer make no entry; they are counted. What the entries come
//! from, and in which order they stand, is decided here for every form of the report.

mod alike;
mod causes;
mod consequences;
mod definition_pairs;
mod directions;
mod drafts;
mod enum_values;
mod link_shapes;
mod operation_pairs;
mod override_effects;
mod pairs;
mod properties;
mod reach;
mod renames;
mod retyping;
mod rust;
mod spelling;
mod wording;

use crate::model::Struct;
use std::collections::BTreeSet;

use super::change::{Change, Changes, Counts, Revision, Side};
use super::level::Levels;
use crate::source::Sources;
use drafts::Context;
use pairs::Pairs;

/// What changed from `before` to `after`.
pub(super) fn compare(before: Side<'_>, after: Side<'_>, levels: &Levels) -> Changes {
    let pairs = Pairs::of(&before.decided.model, &after.decided.model);
    let context = Context::new(before, after, &pairs);
    let mut entries: Vec<Change> = Vec::new();
    entries.extend(pairs.added.iter().map(|item| context.added(item)));
    entries.extend(pairs.removed.iter().map(|item| context.removed(item)));
    for (old, new) in &pairs.both {
        entries.extend(definition_pairs::compare(old, new, &context));
    }
    entries.extend(enum_values::compare(before, after));
    entries.extend(directions::widened(&context));
    directions::apply(&mut entries, &context);
    entries.extend(operation_pairs::compare(&context));
    entries.sort_by(|a, b| {
        let by_subject = (&a.definition, &a.property).cmp(&(&b.definition, &b.property));
        by_subject.then_with(|| (a.kind, &a.old).cmp(&(b.kind, &b.old)))
    });
    for change in &mut entries {
        change.level = levels.get(change.kind).cloned();
    }
    let follows = consequences::apply(&mut entries, &context);
    let models = [&before.decided.model, &after.decided.model];
    reach::fill(&mut entries, &pairs, models);
    let definitions = count(&entries, &pairs, before.sources, after.sources);
    let (entries, causes) = causes::group(entries, &follows);
    Changes {
        compared: ["before", "after"].map(Revision::named),
        regenerated: Vec::new(),
        definitions,
        operations: operation_pairs::names(models),
        scope: None,
        entries,
        causes,
    }
}

fn count(entries: &[Change], pairs: &Pairs<'_>, before: &Sources, after: &Sources) -> Counts {
    let changed: BTreeSet<_> = entries.iter().map(|change| &change.definition).collect();
    let differs = |old: &Struct, new: &Struct| {
        let (one, other) = (old.definition.name.place, new.definition.name.place);
        before.get(one.file).text != after.get(other.file).text
    };
    let unchanged = || {
        let both = pairs.both.iter();
        both.filter(|(_, new)| !changed.contains(&new.definition.name.value))
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

/// What the rows say. Rows that link to a renamed definition do not say the same, although they make no
/// entry.
fn rows(item: &Struct) -> Vec<(&str, String)> {
    let rows = item.definition.properties.iter();
    rows.map(|row| (row.name.value.as_str(), row.ty.value.to_string()))
        .collect()
}

/// The same in whatever order.
fn sorted(item: &Struct) -> BTreeSet<(&str, String)> {
    rows(item).into_iter().collect()
}

//! Compares what a generator gives a type beside the names and types of its fields.
//!
//! A side whose committed models are just what this generator makes says nothing here. So what is
//! known of one side is a difference from this generator, and what both sides have in common is no
//! change from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{Context, Draft};
use super::{Item, Side, properties};
use crate::changes::{Change, Code, Kind, Rust};
use crate::committed::Facet;

/// The entries for a definition that is on both sides.
pub(super) fn compare(old: Item<'_>, new: Item<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut facets: BTreeMap<_, [Option<&Facet>; 2]> = BTreeMap::new();
    for (at, side, item) in [(0, context.before, old), (1, context.after, new)] {
        for facet in known(side, item) {
            let key = (facet.kind, facet.property.as_deref());
            facets.entry(key).or_default()[at] = Some(facet);
        }
    }
    let entries = facets.into_iter().filter_map(|((kind, property), sides)| {
        let (was, is) = sides_of(sides)?;
        let fields = match property {
            None => (None, None),
            // Where the property went or came, that is the news.
            Some(name) => (Some(row(old, name)?), Some(row(new, name)?)),
        };
        let text = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
        let code = Code {
            old: text(was),
            new: text(is),
        };
        let draft = Draft {
            old: code.old.clone(),
            new: code.new.clone(),
            fields,
            at_least: verdict(kind, was, is),
            ..Draft::of(kind)
        };
        Some(Change {
            code: Some(code),
            ..context.entry(draft, (old, new))
        })
    });
    entries.collect()
}

fn known<'a>(side: Side<'a>, item: Item<'_>) -> &'a [Facet] {
    let facets = side.committed.and_then(|it| it.facets.get(item.name()));
    facets.map_or(&[], Vec::as_slice)
}

/// What was and what is, if they differ by a generator's doing.
fn sides_of(sides: [Option<&Facet>; 2]) -> Option<(&[String], &[String])> {
    match sides {
        [Some(old), None] => Some((&old.committed, &old.current)),
        [None, Some(new)] => Some((&new.current, &new.committed)),
        [Some(old), Some(new)] => {
            let differs = beyond(&old.committed, &old.current)
                != beyond(&new.committed, &new.current)
                || beyond(&old.current, &old.committed) != beyond(&new.current, &new.committed);
            differs.then_some((&old.committed, &new.committed))
        }
        [None, None] => None,
    }
}

fn row<'a>(item: Item<'a>, name: &str) -> Option<properties::Row<'a>> {
    let rows = properties::of(item);
    rows.into_iter().find(|row| row.property.name.value == name)
}

/// What `list` has and `other` has not.
fn beyond<'a>(list: &'a [String], other: &[String]) -> BTreeSet<&'a String> {
    list.iter().filter(|it| !other.contains(it)).collect()
}

/// A type that has more than before breaks nobody, unless what it has is a fence.
fn verdict(kind: Kind, old: &[String], new: &[String]) -> Rust {
    let (lost, gained) = (beyond(old, new), beyond(new, old));
    let breaks = match kind {
        Kind::RustAttributesChanged => {
            lost.iter().any(|it| it.starts_with("derive("))
                || gained
                    .iter()
                    .any(|it| *it == "non_exhaustive" || it.starts_with("cfg("))
        }
        Kind::RustTypeChanged => !lost.is_empty(),
        _ => true,
    };
    if breaks { Rust::Major } else { Rust::Minor }
}

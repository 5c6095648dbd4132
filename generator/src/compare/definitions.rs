//! Compares a definition that is on both sides.

use super::entries::{Context, Draft};
use super::{Item, facets, overrides, properties, wording};
use crate::changes::{Change, Code, Kind, Rust};

pub(super) fn compare(old: Item<'_>, new: Item<'_>, context: &Context<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let draft = overrides::of_definition(old, new);
    changes.extend(
        name(old, new, context)
            .filter(|change| change.kind == Kind::DefinitionRenamed || draft.is_none()),
    );
    changes.extend(draft.map(|draft| context.entry(draft, (old, new))));
    let (before, after) = (&old.definition.description, &new.definition.description);
    changes.extend(
        wording::of_definition(before, after)
            .into_iter()
            .map(|kind| {
                let draft = Draft {
                    old: Some(before.clone()),
                    new: Some(after.clone()),
                    ..Draft::of(kind)
                };
                context.entry(draft, (old, new))
            }),
    );
    changes.extend(facets::compare(old, new, context));
    let is_empty = |item: Item<'_>| item.definition.properties.is_empty();
    match (is_empty(old), is_empty(new)) {
        (true, true) => {}
        (true, false) => changes.push(context.whole_table(Kind::DefinitionFilled, old, new)),
        (false, true) => changes.push(context.whole_table(Kind::DefinitionEmptied, old, new)),
        (false, false) => changes.extend(properties::compare(old, new, context)),
    }
    changes
}

/// The entry for another name, in the definitions or else in Rust.
fn name(old: Item<'_>, new: Item<'_>, context: &Context<'_>) -> Option<Change> {
    let (before, after) = (&old.structure.ident, &new.structure.ident);
    let (kind, from, to) = if old.name() != new.name() {
        (Kind::DefinitionRenamed, old.name(), new.name())
    } else if before != after {
        (Kind::RustNameChanged, before.as_str(), after.as_str())
    } else {
        return None;
    };
    let draft = Draft {
        old: Some(from.to_owned()),
        new: Some(to.to_owned()),
        ..Draft::of(kind)
    };
    let other = before != after;
    Some(Change {
        rust: if other { Rust::Major } else { Rust::None },
        code: other.then(|| Code {
            old: Some(before.clone()),
            new: Some(after.clone()),
        }),
        ..context.entry(draft, (old, new))
    })
}

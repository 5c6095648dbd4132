//! Compares a definition that is on both sides.

use super::drafts::{Context, Draft};
use super::{override_effects, properties, wording};
use crate::changes::change::{Change, RustSides};
use crate::changes::change_kind::ChangeKind;
use crate::changes::subject::Value;
use crate::changes::verdict::SemverImpact;
use crate::model::Struct;

pub(super) fn compare(old: &Struct, new: &Struct, context: &Context<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(name(old, new, context));
    let draft = override_effects::of_definition(old, new);
    changes.extend(draft.map(|draft| context.entry(draft, (old, new))));
    let (before, after) = (&old.definition.description, &new.definition.description);
    changes.extend(
        wording::of_definition(before, after)
            .into_iter()
            .map(|kind| {
                let draft = Draft {
                    old: Some(Value::Description(before.clone())),
                    new: Some(Value::Description(after.clone())),
                    ..Draft::of(kind)
                };
                context.entry(draft, (old, new))
            }),
    );
    let is_empty = |item: &Struct| item.definition.properties.is_empty();
    match (is_empty(old), is_empty(new)) {
        (true, true) => {}
        (true, false) => changes.push(context.whole_table(ChangeKind::DefinitionFilled, old, new)),
        (false, true) => changes.push(context.whole_table(ChangeKind::DefinitionEmptied, old, new)),
        (false, false) => changes.extend(properties::compare(old, new, context)),
    }
    changes
}

/// The entry for another name. A name that differs in Rust alone comes from an override, which has its
/// own entry.
fn name(old: &Struct, new: &Struct, context: &Context<'_>) -> Option<Change> {
    let (before, after) = (&old.ident, &new.ident);
    if old.name() == new.name() {
        return None;
    }
    let draft = Draft {
        old: Some(Value::Name(old.name().to_owned())),
        new: Some(Value::Name(new.name().to_owned())),
        ..Draft::of(ChangeKind::DefinitionRenamed)
    };
    let other = before != after;
    Some(Change {
        rust: if other {
            SemverImpact::Major
        } else {
            SemverImpact::None
        },
        code: other.then(|| RustSides {
            old: Some(before.clone()),
            new: Some(after.clone()),
        }),
        ..context.entry(draft, (old, new))
    })
}

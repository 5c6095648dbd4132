//! Finds for each property of a definition what became of it, and compares it.
//!
//! A property keeps its wire name; or its letter case changed; or it was renamed, as far as
//! [`alike`](super::alike) finds evidence. Otherwise it came or went.

use std::collections::{BTreeMap, BTreeSet};

use super::alike;
use super::decoding;
use super::drafts::{Argument, Context, Draft};
use super::pairs::Pairs;
use super::retyping;
use super::rust;
use super::{override_effects, wording};
use crate::changes::change::Change;
use crate::changes::change_kind::ChangeKind;
use crate::changes::note::Note;
use crate::changes::subject::Value;
use crate::changes::verdict::{Effect, SemverImpact, Wire};
use crate::model::{Field, Struct};

/// The properties of both sides, side by side.
struct Rows<'a> {
    both: Vec<(&'a Field, &'a Field)>,
    removed: Vec<&'a Field>,
    added: Vec<&'a Field>,
}

/// The entries for the properties of a definition that has some on both sides.
pub(super) fn compare(old_item: &Struct, new_item: &Struct, context: &Context<'_>) -> Vec<Change> {
    let rows = Rows::of(old_item, new_item, context.pairs);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    drafts.extend(rows.removed.into_iter().map(removed));
    drafts.extend(rows.added.into_iter().map(added));
    let names = [old_item.name(), new_item.name()];
    let moved = rust::moved_arguments(&rows.both);
    for (old, new) in rows.both {
        let place = drafts.len();
        drafts.extend(changed(old, new, context, names));
        // The entry on the name is the first.
        if let Some(name) = drafts.get_mut(place)
            && moved.contains(new.wire_name())
        {
            name.argument = Argument::Moves;
        }
    }
    let changes = drafts.into_iter();
    changes
        .map(|draft| context.entry(draft, (old_item, new_item)))
        .collect()
}

fn removed(row: &Field) -> Draft<'_> {
    Draft {
        old: Some(Value::Type(row.property.ty.value.clone())),
        fields: (Some(row), None),
        wire: lost(row),
        argument: goes(row),
        ..Draft::of(ChangeKind::PropertyRemoved)
    }
}

fn added(row: &Field) -> Draft<'_> {
    let kind = match row.property.required.value {
        true => ChangeKind::PropertyAddedRequired,
        false => ChangeKind::PropertyAddedOptional,
    };
    Draft {
        new: Some(Value::Type(row.property.ty.value.clone())),
        fields: (None, Some(row)),
        wire: Wire {
            sent: Effect::breaking_if(row.required),
            received: Effect::Compatible,
        },
        argument: comes(row),
        ..Draft::of(kind)
    }
}

/// At most one entry on each of name, type, flag, description and overrides.
fn changed<'a>(
    old: &'a Field,
    new: &'a Field,
    context: &Context<'_>,
    names: [&str; 2],
) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    drafts.extend(name(old, new, context));
    drafts.extend(ty(old, new, context.pairs));
    drafts.extend(flag(old, new));
    drafts.extend(words(old, new));
    drafts.extend(override_effects::of_property(old, new, context, names));
    drafts
}

fn draft<'a>(kind: ChangeKind, (old, new): (&'a Field, &'a Field), sides: [Value; 2]) -> Draft<'a> {
    let [before, after] = sides.map(Some);
    Draft {
        old: before,
        new: after,
        fields: (Some(old), Some(new)),
        wire: received(Effect::breaking_if(old.required)),
        ..Draft::of(kind)
    }
}

/// A verdict about the side that receives; the other does not depend on it.
const fn received(received: Effect) -> Wire {
    Wire {
        sent: Effect::Breaking,
        received,
    }
}

/// Returns the effect if the old models no longer find the property.
const fn lost(old: &Field) -> Wire {
    received(if old.required {
        Effect::Breaking
    } else {
        Effect::Silent
    })
}

/// Returns the change to the argument if the property is required now.
const fn comes(new: &Field) -> Argument {
    if new.required {
        Argument::Comes
    } else {
        Argument::Stays
    }
}

/// Returns the change to the argument if the property is no longer required.
const fn goes(old: &Field) -> Argument {
    if old.required {
        Argument::Goes
    } else {
        Argument::Stays
    }
}

fn name<'a>(old: &'a Field, new: &'a Field, context: &Context<'_>) -> Option<Draft<'a>> {
    let (before, after) = (old.wire_name(), new.wire_name());
    let kind = if before == after {
        return None;
    } else if before.to_lowercase() == after.to_lowercase() {
        ChangeKind::WireNameCaseChanged
    } else {
        ChangeKind::PropertyRenamed
    };
    let sides = [before, after].map(|name| Value::Name(name.to_owned()));
    let keeps = context.idents.verdict(Some(old), Some(new)) == SemverImpact::None;
    Some(Draft {
        wire: lost(old),
        note: keeps.then_some(Note::KeepsRustName),
        ..draft(kind, (old, new), sides)
    })
}

fn ty<'a>(old: &'a Field, new: &'a Field, pairs: &Pairs<'_>) -> Option<Draft<'a>> {
    let types = [old, new].map(|row| row.property.ty.value.clone());
    let (kind, shapes) = retyping::compare(&types[0], &types[1], pairs)?;
    let are_links = [old, new].map(|row| decoding::holds_definition(&row.ty));
    let is_deeper = types[0].lists != types[1].lists;
    // Facts and overrides may make any type something else, and a definition without properties is any JSON.
    let wire = match are_links {
        [true, true] if !is_deeper => shapes,
        _ => decoding::wire(&old.ty, &new.ty),
    };
    Some(Draft {
        wire,
        ..draft(kind, (old, new), types.map(Value::Type))
    })
}

fn flag<'a>(old: &'a Field, new: &'a Field) -> Option<Draft<'a>> {
    let (was, is) = (old.property.required.value, new.property.required.value);
    let (kind, argument) = match (was, is) {
        (false, true) => (ChangeKind::RequiredAdded, comes(new)),
        (true, false) => (ChangeKind::RequiredDropped, goes(old)),
        _ => return None,
    };
    Some(Draft {
        argument,
        wire: Wire {
            sent: Effect::breaking_if(new.required && !old.required),
            received: Effect::breaking_if(old.required && !new.required),
        },
        ..draft(kind, (old, new), [was, is].map(Value::Required))
    })
}

fn words<'a>(old: &'a Field, new: &'a Field) -> Vec<Draft<'a>> {
    let kinds = wording::of_property(old, new).into_iter();
    let drafts = kinds.map(|kind| {
        let sides = [old, new].map(|row| match kind.is_about_prose() {
            true => Value::Description(row.property.description.clone()),
            false => Value::DateClass(wording::class(&row.ty)),
        });
        draft(kind, (old, new), sides)
    });
    drafts.collect()
}

impl<'a> Rows<'a> {
    fn of(old: &'a Struct, new: &'a Struct, pairs: &Pairs<'_>) -> Self {
        let mut rows = Self {
            both: Vec::new(),
            removed: old.fields.iter().collect(),
            added: new.fields.iter().collect(),
        };
        rows.pair(|row| row.property.name.value.clone());
        rows.pair(|row| row.property.name.value.to_lowercase());
        let renamed = alike::pairs((&rows.removed, &rows.added), (old, new), pairs);
        let names = |row: fn(&(&'a Field, &'a Field)) -> &'a Field| -> BTreeSet<&str> {
            renamed.iter().map(|pair| row(pair).wire_name()).collect()
        };
        let (went, came) = (names(|it| it.0), names(|it| it.1));
        rows.removed.retain(|row| !went.contains(row.wire_name()));
        rows.added.retain(|row| !came.contains(row.wire_name()));
        rows.both.extend(renamed);
        rows
    }

    /// Pairs those that went with those that came where just one of each has the same key.
    fn pair<K: Ord>(&mut self, key: impl Fn(&'a Field) -> K) {
        if self.removed.is_empty() || self.added.is_empty() {
            return;
        }
        let mut keys: BTreeMap<K, (Vec<&'a Field>, Vec<&'a Field>)> = BTreeMap::new();
        for row in self.removed.drain(..) {
            keys.entry(key(row)).or_default().0.push(row);
        }
        for row in self.added.drain(..) {
            keys.entry(key(row)).or_default().1.push(row);
        }
        for (went, came) in keys.into_values() {
            if let ([old], [new]) = (&went[..], &came[..]) {
                self.both.push((*old, *new));
            } else {
                self.removed.extend(went);
                self.added.extend(came);
            }
        }
    }
}

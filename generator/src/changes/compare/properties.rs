//! Finds for each property of a definition what became of it, and compares it.
//!
//! A property keeps its wire name; or its letter case changed; or it was renamed, as far as
//! [`alike`](super::alike) finds evidence. Otherwise it came or went.

use std::collections::{BTreeMap, BTreeSet};

use super::alike;
use super::drafts::{Context, Draft};
use super::pairs::Pairs;
use super::retyping;
use super::rust;
use super::{override_effects, wording};
use crate::changes::change::Change;
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::{Effect, Wire};
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
    let moved = rust::moved_arguments(&rows.both);
    for (old, new) in rows.both {
        let place = drafts.len();
        drafts.extend(changed(old, new, context));
        // The entry on the name is the first.
        if let Some(name) = drafts.get_mut(place)
            && moved.contains(new.wire_name())
        {
            name.moves_argument = true;
        }
    }
    let changes = drafts.into_iter();
    changes
        .map(|draft| context.entry(draft, (old_item, new_item)))
        .collect()
}

fn removed(row: &Field) -> Draft<'_> {
    Draft {
        old: Some(row.property.ty.value.to_string()),
        fields: (Some(row), None),
        demanded: row.required,
        wire: received(if row.required {
            Effect::Breaking
        } else {
            Effect::Silent
        }),
        ..Draft::of(ChangeKind::PropertyRemoved)
    }
}

fn added(row: &Field) -> Draft<'_> {
    let kind = if row.property.required.value {
        ChangeKind::PropertyAddedRequired
    } else {
        ChangeKind::PropertyAddedOptional
    };
    Draft {
        new: Some(row.property.ty.value.to_string()),
        fields: (None, Some(row)),
        ..Draft::of(kind)
    }
}

/// At most one entry on each of name, type, flag, description and overrides.
fn changed<'a>(old: &'a Field, new: &'a Field, context: &Context<'_>) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    drafts.extend(name(old, new));
    drafts.extend(ty(old, new, context.pairs));
    drafts.extend(flag(old, new));
    drafts.extend(words(old, new));
    drafts.extend(override_effects::of_property(old, new, &context.idents));
    drafts
}

fn draft<'a>(
    kind: ChangeKind,
    (old, before): (&'a Field, &str),
    (new, after): (&'a Field, &str),
) -> Draft<'a> {
    Draft {
        old: Some(before.to_owned()),
        new: Some(after.to_owned()),
        fields: (Some(old), Some(new)),
        demanded: old.required,
        wire: received(match kind {
            _ if old.required => Effect::Breaking,
            ChangeKind::PropertyRenamed | ChangeKind::WireNameCaseChanged => Effect::Silent,
            _ => Effect::Compatible,
        }),
        ..Draft::of(kind)
    }
}

/// What was found about the side that receives; the other does not depend on it.
const fn received(received: Effect) -> Wire {
    Wire {
        sent: Effect::Breaking,
        received,
    }
}

fn name<'a>(old: &'a Field, new: &'a Field) -> Option<Draft<'a>> {
    let (before, after) = (&old.property.name.value, &new.property.name.value);
    let kind = if before == after {
        return None;
    } else if before.to_lowercase() == after.to_lowercase() {
        ChangeKind::WireNameCaseChanged
    } else {
        ChangeKind::PropertyRenamed
    };
    Some(draft(kind, (old, before), (new, after)))
}

fn ty<'a>(old: &'a Field, new: &'a Field, pairs: &Pairs<'_>) -> Option<Draft<'a>> {
    let (before, after) = (&old.property.ty.value, &new.property.ty.value);
    let (kind, wire) = retyping::compare(before, after, pairs)?;
    let sides = (before.to_string(), after.to_string());
    let draft = draft(kind, (old, &sides.0), (new, &sides.1));
    Some(Draft { wire, ..draft })
}

fn flag<'a>(old: &'a Field, new: &'a Field) -> Option<Draft<'a>> {
    match (old.property.required.value, new.property.required.value) {
        (false, true) => Some(draft(ChangeKind::RequiredAdded, (old, "No"), (new, "Yes"))),
        (true, false) => Some(draft(
            ChangeKind::RequiredDropped,
            (old, "Yes"),
            (new, "No"),
        )),
        _ => None,
    }
}

fn words<'a>(old: &'a Field, new: &'a Field) -> Vec<Draft<'a>> {
    let kinds = wording::of_property(old, new).into_iter();
    let drafts = kinds.map(|kind| {
        let (before, after) = if kind.is_about_prose() {
            let prose = |row: &'a Field| row.property.description.as_str();
            (prose(old), prose(new))
        } else {
            wording::classes(old, new)
        };
        Draft {
            ..draft(kind, (old, before), (new, after))
        }
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

//! Compares what the overrides make of definitions and properties.
//!
//! What counts is what is in effect on a property, whether it was said of the property itself, of all
//! properties of its name or of everything: a fact that moves from one of these to another is no
//! change, and one that is said of many properties has an entry for each that it changes.

use super::drafts::Draft;
use super::rust::Idents;
use crate::changes::change_kind::ChangeKind;
use crate::changes::note::Note;
use crate::changes::subject::Value;
use crate::changes::verdict::SemverImpact;
use crate::model::{Field, Struct};

/// The entry on a property whose overrides changed in effect.
pub(super) fn of_property<'a>(
    old: &'a Field,
    new: &'a Field,
    idents: &Idents<'_>,
) -> Option<Draft<'a>> {
    let (was, is) = (texts(old), texts(new));
    let compared = |field: &'a Field| field.overrides.iter().filter(|fact| !fact.in_type);
    let same_rest = compared(old).eq(compared(new)) && old.required == new.required;
    if was == is || (same_rest && idents.verdict(Some(old), Some(new)) == SemverImpact::None) {
        return None;
    }
    let kind = kind(&was, &is);
    Some(Draft {
        old: value(was),
        new: value(is),
        fields: (Some(old), Some(new)),
        at_least: SemverImpact::Minor,
        note: new.reason.clone().map(Note::Reason),
        ..Draft::of(kind)
    })
}

/// The entry on a definition whose overrides changed.
pub(super) fn of_definition(old: &Struct, new: &Struct) -> Option<Draft<'static>> {
    let (was, is) = (&old.overrides, &new.overrides);
    if was == is {
        return None;
    }
    let lost =
        |one: &Struct, other: &Struct| one.derives.iter().any(|it| !other.derives.contains(it));
    let breaks = old.ident != new.ident || lost(old, new);
    Some(Draft {
        old: value(was.clone()),
        new: value(is.clone()),
        at_least: if breaks {
            SemverImpact::Major
        } else {
            SemverImpact::Minor
        },
        note: new.reason.clone().map(Note::Reason),
        ..Draft::of(kind(was, is))
    })
}

fn kind(was: &[String], is: &[String]) -> ChangeKind {
    match (was, is) {
        ([], _) => ChangeKind::OverrideAdded,
        (_, []) => ChangeKind::OverrideRemoved,
        _ => ChangeKind::OverrideChanged,
    }
}

/// The overrides in effect on a field.
fn texts(field: &Field) -> Vec<String> {
    field
        .overrides
        .iter()
        .map(|fact| fact.text.clone())
        .collect()
}

/// The overrides in effect; `None` where there are none.
fn value(overrides: Vec<String>) -> Option<Value> {
    (!overrides.is_empty()).then_some(Value::Overrides(overrides))
}

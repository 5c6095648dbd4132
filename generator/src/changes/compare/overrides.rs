//! Compares what the overrides make of definitions and properties.
//!
//! What counts is what is in effect on a property, whether it was said of the property itself, of all
//! properties of its name or of everything: a fact that moves from one of these to another is no
//! change, and one that is said of many properties has an entry for each that it changes.

use super::entries::Draft;
use super::item::{Item, Row};
use super::rust::Idents;
use crate::changes::change::Rust;
use crate::changes::kind::Kind;
use crate::model::{Field, Struct};

/// The entry on a property whose overrides changed in effect.
pub(super) fn of_property<'a>(
    old: Row<'a>,
    new: Row<'a>,
    idents: &Idents<'_>,
) -> Option<Draft<'a>> {
    let (one, other) = (old.field, new.field);
    let was = told(&one.overrides);
    let is = told(&other.overrides);
    let rest = |field: &Field| (field.attributes.clone(), field.deprecated.clone());
    let same_rest = rest(one) == rest(other) && one.required == other.required;
    if was == is || (same_rest && idents.verdict(Some(one), Some(other)) == Rust::None) {
        return None;
    }
    Some(Draft {
        old: was.clone(),
        new: is.clone(),
        fields: (Some(old), Some(new)),
        touches_rust: true,
        at_least: Rust::Minor,
        note: reason(other.reason.as_ref()),
        ..Draft::of(kind(was.as_ref(), is.as_ref()))
    })
}

/// The entry on a definition whose overrides changed.
pub(super) fn of_definition(old: Item<'_>, new: Item<'_>) -> Option<Draft<'static>> {
    let was = told(&old.structure.overrides);
    let is = told(&new.structure.overrides);
    if was == is {
        return None;
    }
    let (one, other) = (old.structure, new.structure);
    let lost =
        |one: &Struct, other: &Struct| one.derives.iter().any(|it| !other.derives.contains(it));
    let breaks = one.ident != other.ident || lost(one, other);
    Some(Draft {
        old: was.clone(),
        new: is.clone(),
        at_least: if breaks { Rust::Major } else { Rust::Minor },
        note: reason(other.reason.as_ref()),
        ..Draft::of(kind(was.as_ref(), is.as_ref()))
    })
}

fn kind(was: Option<&String>, is: Option<&String>) -> Kind {
    match (was, is) {
        (None, _) => Kind::OverrideAdded,
        (_, None) => Kind::OverrideRemoved,
        _ => Kind::OverrideChanged,
    }
}

fn reason(reason: Option<&String>) -> Option<String> {
    reason.map(|reason| format!("reason given: {reason}"))
}

/// The facts in one text; `None` where there are none.
fn told(facts: &[String]) -> Option<String> {
    (!facts.is_empty()).then(|| facts.join(", "))
}

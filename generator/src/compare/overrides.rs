//! Compares what the overrides make of definitions and properties.
//!
//! What counts is what is in effect on a property, whether it was said of the property itself, of all
//! properties of its name or of everything: a fact that moves from one of these to another is no
//! change, and one that is said of many properties has an entry for each that it changes.

use super::entries::Draft;
use super::properties::Row;
use super::rust::Idents;
use super::{Item, Side};
use crate::changes::{Kind, Rust};
use crate::model::{Field, Struct, Type};
use crate::overrides::{self, Overrides};
use crate::schema::Spanned;

/// The entry on a property whose overrides changed in effect.
pub(super) fn of_property<'a>(
    (before, old): (Side<'_>, (Item<'_>, Row<'a>)),
    (after, new): (Side<'_>, (Item<'_>, Row<'a>)),
    idents: &Idents<'_>,
) -> Option<Draft<'a>> {
    let was = property(before.overrides, old.0.name(), old.1);
    let is = property(after.overrides, new.0.name(), new.1);
    let (one, other) = (old.1.field, new.1.field);
    let rest = |field: &Field| (field.attributes.clone(), field.deprecated.clone());
    let same_rest = rest(one) == rest(other) && one.required == other.required;
    if was == is || (same_rest && idents.verdict(Some(one), Some(other)) == Rust::None) {
        return None;
    }
    Some(Draft {
        old: was.clone(),
        new: is.clone(),
        fields: (Some(old.1), Some(new.1)),
        touches_rust: true,
        at_least: Rust::Minor,
        note: reason(other.reason.as_ref()),
        ..Draft::of(kind(was.as_ref(), is.as_ref()))
    })
}

/// The entry on a definition whose overrides changed.
pub(super) fn of_definition(
    (before, old): (Side<'_>, Item<'_>),
    (after, new): (Side<'_>, Item<'_>),
) -> Option<Draft<'static>> {
    let facts = |overrides: &Overrides, name: &str| model(overrides.models.get(name)?);
    let was = facts(before.overrides, old.name());
    let is = facts(after.overrides, new.name());
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

/// What is in effect on a property, in the words of the file.
fn property(overrides: &Overrides, definition: &str, row: Row<'_>) -> Option<String> {
    let name = &row.property.name.value;
    let section = overrides.definitions.get(definition);
    let own = section.and_then(|section| section.properties.get(name));
    let shared = overrides.properties.get(name);
    let each = || own.into_iter().chain(shared);

    let fits = |ty: &&Spanned<overrides::Type>| applies(&ty.value, &row.decided.ty, overrides);
    let own_type = own.and_then(|entry| entry.ty.as_ref());
    let shared_type = shared.and_then(|entry| entry.ty.as_ref()).filter(fits);
    let mut facts = Vec::new();
    facts.extend(own_type.or(shared_type).map(|ty| ty.value.to_string()));
    match each().find_map(|entry| entry.required) {
        Some(required) => facts.push(format!("required = {}", required.value)),
        None if overrides.advisory.is_some() && row.property.required.value => {
            facts.push("required = \"advisory\"".to_owned());
        }
        None => {}
    }
    for entry in each() {
        rust(&entry.rust, &mut facts);
    }
    (!facts.is_empty()).then(|| facts.join(", "))
}

fn model(entry: &overrides::Model) -> Option<String> {
    let mut facts = Vec::new();
    let derives = entry.derives.iter();
    facts.extend(derives.map(|derive| format!("derive = {}", derive.value)));
    rust(&entry.rust, &mut facts);
    (!facts.is_empty()).then(|| facts.join(", "))
}

fn rust(entry: &overrides::Rust, facts: &mut Vec<String>) {
    let text = |name: &str, text: &Spanned<String>| format!("{name} = {}", text.value);
    facts.extend(entry.rename.iter().map(|it| text("rename", it)));
    facts.extend(entry.deprecated.iter().map(|it| text("deprecated", it)));
    facts.extend(entry.attributes.iter().map(|it| text("attribute", it)));
}

/// Whether a type that is said of all properties of a name is the one that this field has: it passes
/// over those that are something else in the definitions.
fn applies(said: &overrides::Type, field: &Type, overrides: &Overrides) -> bool {
    let inner = innermost(field);
    match said {
        overrides::Type::List(item) => applies(item, field, overrides),
        overrides::Type::Map(_) => matches!(inner, Type::Map(_)),
        overrides::Type::Word(word) if overrides.enums.contains_key(word) => {
            *inner == Type::Enum(word.clone())
        }
        overrides::Type::Word(word) => match inner {
            Type::Pinned(pinned) => pinned.ident() == word,
            Type::Bool | Type::Number | Type::Struct(_) | Type::Enum(_) => false,
            _ => true,
        },
    }
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Boxed(inner) | Type::Optional(inner) => innermost(inner),
        ty => ty,
    }
}

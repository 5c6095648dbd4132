//! Gives each property its field.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers::{Decision, Entries, InEffect, Layers};
use super::required;
use super::types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Type};
use crate::names;
use crate::schema::{Definition, Property};

/// The fields of `definition`, by wire name.
pub(super) fn resolve<'a>(
    definition: &'a Definition,
    known: &Known<'a>,
    layers: &mut Layers<'a>,
    problems: &mut Diagnostics,
) -> Vec<Field> {
    let mut by_wire_name: BTreeMap<&str, &Arc<Property>> = BTreeMap::new();
    let mut by_ident: BTreeMap<String, Entries<'a>> = BTreeMap::new();
    let mut fields = Vec::new();
    for property in &definition.properties {
        let name = &property.name;
        let first = by_wire_name.entry(&name.value).or_insert(property);
        if !std::ptr::eq(*first, property) {
            problems.push(duplicate(definition, first, property));
            continue;
        }
        let entries = layers.entries(definition, property);
        // All is looked at even where no field comes of it: each problem is one of its own.
        let field = field(property, entries, known, layers, problems);
        let Some(ident) = layers.ident(entries, names::field(&name.value), problems) else {
            problems.push(Diagnostic::new(
                Code::InvalidPropertyName,
                name.place,
                format!("no Rust field name can be made of `{}`", name.value),
                "a property's name needs at least one ASCII letter or digit",
            ));
            continue;
        };
        if let Some(first) = by_ident.get(&ident) {
            problems.push(collision(definition, &ident, first, &entries));
            continue;
        }
        by_ident.insert(ident.clone(), entries);
        let InEffect { facts, by } = layers.decided();
        let mut deciding = entries.each().filter(|entry| by.contains(&entry.place));
        let reason = deciding.find_map(|entry| entry.reason.clone());
        fields.extend(field.map(|field| Field {
            ident,
            overrides: facts,
            reason,
            ..field
        }));
    }
    fields.sort_by(|a, b| a.wire_name().cmp(b.wire_name()));
    fields
}

/// The field but for its identifier and the entries that decided; `None` where its type is unknown.
fn field<'a>(
    property: &'a Arc<Property>,
    entries: Entries<'a>,
    known: &Known<'a>,
    layers: &mut Layers<'a>,
    problems: &mut Diagnostics,
) -> Option<Field> {
    let ty = layers.ty(entries, known, problems);
    let advisory = required::advisory(known.overrides, &entries.definition.name.value);
    let usual = property.required.value && advisory.is_none();
    let Decision {
        value: required,
        by,
    } = layers.required(entries, usual, problems);
    if by.is_none() && required != property.required.value {
        layers.advised();
    }
    let boxed = layers.boxed(entries, (ty.as_ref(), required), problems);
    let deprecated = layers.deprecated(entries, problems);
    let attributes = layers.attributes(entries, problems);
    let undescribed = property
        .description
        .trim()
        .is_empty()
        .then(|| undescribed(property));
    let mut notes: Vec<_> = undescribed.into_iter().collect();
    if required != property.required.value {
        let reason = match by {
            Some(entry) => entry.reason.as_deref(),
            None => advisory.and_then(|advisory| advisory.reason.as_deref()),
        };
        notes.push(departure(required, reason));
    }
    let Some(ty) = ty else {
        layers.leave(entries);
        return None;
    };
    let ident = ty
        .ident()
        .filter(|ident| !known.overrides.enums.contains_key(*ident));
    let sent = layers.sent(entries, ident, problems);
    Some(Field {
        property: Arc::clone(property),
        ident: String::new(),
        required,
        notes,
        ty: whole(ty, boxed, required),
        sent,
        attributes,
        deprecated,
        overrides: Vec::new(),
        reason: None,
    })
}

fn undescribed(property: &Property) -> String {
    let name = &property.name.value;
    format!("The property `{name}`, which the API does not describe.")
}

/// What a reader is told who finds that the field and the API's documentation disagree.
fn departure(required: bool, reason: Option<&str>) -> String {
    let departure = if required {
        "Optional in the definition, required here"
    } else {
        "Required in the definition, optional here"
    };
    match reason {
        Some(reason) => format!("{departure}: {reason}"),
        None => format!("{departure}."),
    }
}

/// Whether a struct is boxed depends on nothing but its own row and override; an optional one always
/// is, which covers every cycle. That the definition has properties at all is the one thing that the
/// type of a field learns from elsewhere.
fn whole(ty: Type, boxed: bool, required: bool) -> Type {
    let ty = if boxed { Type::Boxed(Box::new(ty)) } else { ty };
    if required {
        ty
    } else {
        Type::Optional(Box::new(ty))
    }
}

fn duplicate(definition: &Definition, first: &Property, second: &Property) -> Diagnostic {
    let name = &second.name;
    Diagnostic::new(
        Code::DuplicateProperty,
        name.place,
        format!(
            "`{}` has the property `{}` twice",
            definition.name.value, name.value
        ),
        "remove one of the two rows",
    )
    .related(first.name.place, "it stands here first")
}

fn collision(
    definition: &Definition,
    ident: &str,
    first: &Entries<'_>,
    second: &Entries<'_>,
) -> Diagnostic {
    let (one, other) = (&first.property.name, &second.property.name);
    // Where just one of them is renamed, that name is the one to change.
    let (place, related) = match (first.rename_place(), second.rename_place()) {
        (Some(place), None) => (place, other.place),
        (renamed, place) => (place.unwrap_or(other.place), renamed.unwrap_or(one.place)),
    };
    Diagnostic::new(
        Code::FieldCollision,
        place,
        format!(
            "`{}` and `{}` of `{}` both become the field `{ident}`",
            one.value, other.value, definition.name.value
        ),
        "give one of the two properties another name in Rust: `rename` in its entry in the overrides",
    )
    .related(related, "the other property")
}

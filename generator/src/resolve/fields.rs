//! Gives each property its field.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::deprecated;
use super::layers::{self, Entries, Layers, Misfit, Row};
use super::required;
use super::types::{self, Known};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Type};
use crate::names;
use crate::overrides::Fact;
use crate::schema::{Base, Definition, Property};

/// The fields of `definition`, by wire name.
pub(super) fn resolve<'a>(
    definition: &'a Definition,
    known: &Known<'a>,
    layers: &mut Layers<'a>,
    problems: &mut Diagnostics,
) -> Vec<Field> {
    let mut by_wire_name: BTreeMap<&str, &Arc<Property>> = BTreeMap::new();
    let mut by_ident: BTreeMap<String, Entries<'a>> = BTreeMap::new();
    let mut fields = Vec::with_capacity(definition.properties.len());
    for property in &definition.properties {
        let name = &property.name;
        let first = by_wire_name.entry(&name.value).or_insert(property);
        if !std::ptr::eq(*first, property) {
            problems.push(duplicate(definition, first, property));
            continue;
        }
        let mut row = layers.row(definition, property, problems);
        // All is looked at even where no field comes of it: each problem is one of its own.
        let field = field(&mut row, property, known);
        let Some(ident) = ident(&mut row) else {
            row.problems.push(Diagnostic::new(
                Code::InvalidPropertyName,
                name.place,
                format!("no Rust field name can be made of `{}`", name.value),
                "a property's name needs at least one ASCII letter or digit",
            ));
            continue;
        };
        let entries = row.entries;
        if let Some(first) = by_ident.get(&ident) {
            let collision = collision(definition, &ident, first, &entries);
            row.problems.push(collision);
            continue;
        }
        by_ident.insert(ident.clone(), entries);
        fields.extend(field.map(|field| Field {
            ident,
            reason: row.reason(),
            overrides: row.facts,
            ..field
        }));
    }
    fields.sort_unstable_by(|a, b| a.wire_name().cmp(b.wire_name()));
    fields
}

/// The field but for its identifier and the entries that decided; `None` where its type is unknown.
fn field<'a>(
    row: &mut Row<'_, 'a>,
    property: &'a Arc<Property>,
    known: &Known<'a>,
) -> Option<Field> {
    let ty = ty(row, known);
    let (required, departure) = required(row, known);
    let boxed = boxed(row, ty.as_ref(), required);
    let (deprecated, _) = row.lay(
        None,
        |fact| deprecated(fact).map(|message| Ok(Some(message.clone()))),
        already,
    );
    let attributes = row.attributes(known.has_foreign);
    let sent = sent(row, ty.as_ref(), known);
    let is_undescribed = property.description.trim().is_empty();
    let undescribed = is_undescribed.then(|| undescribed(property));
    let ty = ty?;
    Some(Field {
        property: Arc::clone(property),
        ident: String::new(),
        required,
        notes: undescribed.into_iter().chain(departure).collect(),
        ty: whole(ty, boxed, required),
        sent,
        attributes,
        deprecated,
        overrides: Vec::new(),
        reason: None,
    })
}

/// The type of the property's values; `None` where it is unknown, which has been reported.
fn ty<'a>(row: &mut Row<'_, 'a>, known: &Known<'a>) -> Option<Type> {
    let property = row.entries.property;
    let written = &property.ty.value;
    let by_row = known.written(property);
    let is_riddle = by_row.is_err() && matches!(written.base, Base::Word(_));
    let (ty, _) = row.lay(
        by_row.as_ref().ok().cloned(),
        |fact| {
            let Fact::Type(ty) = fact else { return None };
            Some(match known.overriding(ty).filter(|_| !is_riddle) {
                None => Err(None),
                Some(made) if types::fits(written, &made) => Ok(Some(made)),
                Some(_) => Err(Some(Misfit {
                    cannot: format!("become `{ty}`: it is a `{written}`"),
                    help: types::possible(written),
                    related: Some((property.ty.place, format!("here it is a `{written}`"))),
                })),
            })
        },
        |_| {
            // A link to what is not there has no type to be had already.
            let described = known.described(property);
            described.unwrap_or_else(|| "is so without this".to_owned())
        },
    );
    if ty.is_none() {
        row.problems.extend(by_row.err().flatten());
    }
    ty
}

/// Whether a value must be there, and what readers are told where the row says something else.
fn required<'a>(row: &mut Row<'_, 'a>, known: &Known<'a>) -> (bool, Option<String>) {
    let Entries {
        definition,
        property,
        ..
    } = row.entries;
    let by_row = property.required.value;
    let advisory = required::advisory(known.overrides, &definition.name.value);
    let usual = by_row && advisory.is_none();
    let (required, by) = row.lay(
        usual,
        |fact| match fact {
            Fact::Required(required) => Some(Ok(*required)),
            _ => None,
        },
        |fact| match usual == by_row {
            true => already(fact),
            false => format!("{}, by the setting `required` of this file", already(fact)),
        },
    );
    if required == by_row {
        return (required, None);
    }
    let reason = match by {
        Some(entry) => entry.reason.as_deref(),
        None => {
            row.facts.push("required = \"advisory\"".to_owned());
            advisory.and_then(|advisory| advisory.reason.as_deref())
        }
    };
    (required, Some(departure(required, reason)))
}

/// Whether the field holds its struct in a `Box`, which a link that may be absent does by itself.
fn boxed(row: &mut Row<'_, '_>, ty: Option<&Type>, required: bool) -> bool {
    let is_link = matches!(ty, Some(Type::Struct(_)));
    let written = &row.entries.property.ty.value;
    let (boxed, _) = row.lay(
        is_link && !required,
        |fact| match (fact, ty) {
            (Fact::Boxed, None) => Some(Err(None)),
            (Fact::Boxed, Some(Type::Struct(_))) => Some(Ok(true)),
            (Fact::Boxed, _) => Some(Err(Some(Misfit {
                cannot: format!("be boxed: it is a `{written}`"),
                help: "remove it: only a link to a definition takes more room than a box"
                    .to_owned(),
                related: None,
            }))),
            _ => None,
        },
        |fact| format!("{}, because it is optional", already(fact)),
    );
    boxed
}

/// Whether clients send what the property links to, though no operation tells.
fn sent<'a>(row: &mut Row<'_, 'a>, ty: Option<&Type>, known: &Known<'a>) -> bool {
    let ident = ty.and_then(Type::ident);
    let ident = ident.filter(|ident| !known.overrides.enums.contains_key(*ident));
    let is_sent = |fact: &Fact| *fact == Fact::Sent;
    if let Some(ident) = ident {
        let entries: Vec<_> = row.entries.each().collect();
        for fact in entries
            .iter()
            .flat_map(|entry| &entry.facts)
            .filter(|it| is_sent(&it.value))
        {
            row.layers
                .sent
                .entry(fact.place)
                .or_default()
                .push(ident.to_owned());
        }
    }
    let (sent, _) = row.lay(
        false,
        |fact| match (ty, ident) {
            _ if !is_sent(fact) => None,
            (_, Some(_)) => Some(Ok(true)),
            (None, None) => Some(Err(None)),
            (Some(_), None) => Some(Err(Some(Misfit {
                cannot: "be sent: it leads to no definition".to_owned(),
                help: "remove it: a definition is sent, with all that it links to".to_owned(),
                related: None,
            }))),
        },
        already,
    );
    sent
}

/// The field's identifier; `None` where no name can be made of the property's.
fn ident(row: &mut Row<'_, '_>) -> Option<String> {
    let usual = names::field(&row.entries.property.name.value);
    let (ident, _) = row.lay(
        usual,
        |fact| match fact {
            Fact::Rename(name) => Some(names::field_as_named(name).map(Some).ok_or(None)),
            _ => None,
        },
        already,
    );
    ident
}

/// What a property without the fact is told to be.
fn already(fact: &Fact) -> String {
    format!("{} already", layers::is(fact))
}

fn undescribed(property: &Property) -> String {
    let name = &property.name.value;
    format!("`{name}` (the API gives no description).")
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

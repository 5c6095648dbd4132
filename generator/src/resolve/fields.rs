//! Gives each property its field.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers::{Conflict, Entries, Layered, Layers, Row, Stated, Words};
use super::property_types::{self, Known};
use super::required;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Overriding, Type};
use crate::names;
use crate::overrides::{OverrideType, PropertyEntry};
use crate::schema::{Base, Definition, Property, Spanned};

/// The note on a field that clients do not send.
const READ_ONLY: &str = "Read-only: the API sets it and ignores what is sent.";

/// The fields of `definition`, by wire name.
pub(super) fn resolve<'a>(
    definition: &'a Definition,
    known: &Known<'a>,
    layers: &mut Layers<'a>,
    problems: &mut Diagnostics,
) -> Vec<Field> {
    let mut by_wire_name: BTreeMap<&str, &Arc<Property>> = BTreeMap::new();
    let mut by_ident = BTreeMap::new();
    let mut fields = Vec::with_capacity(definition.properties.len());
    for property in &definition.properties {
        let name = &property.name;
        let first = by_wire_name.entry(&name.value).or_insert(property);
        if std::ptr::eq(*first, property) {
            let mut row = layers.row(definition, property, problems);
            fields.extend(field(&mut row, property, known, &mut by_ident));
        } else {
            problems.push(duplicate(definition, first, property));
        }
    }
    fields.sort_unstable_by(|a: &Field, b| a.wire_name().cmp(b.wire_name()));
    fields
}

/// The facts about one property. Each is laid over its row in [`field`].
#[derive(Default)]
struct Facts<'a> {
    ty: Layered<'a, OverrideType>,
    required: Layered<'a, bool>,
    sent: Layered<'a, ()>,
    boxed: Layered<'a, ()>,
    read_only: Layered<'a, bool>,
    rename: Layered<'a, String>,
    deprecated: Layered<'a, String>,
    note: Layered<'a, String>,
    attributes: [Vec<Stated<'a, String>>; 3],
}

impl<'a> Facts<'a> {
    /// Takes the entries apart, and words each fact.
    fn of(entries: [Option<&'a PropertyEntry>; 3]) -> Self {
        let mut facts = Self::default();
        for (layer, entry) in entries.into_iter().enumerate() {
            let Some(entry) = entry else { continue };
            let PropertyEntry {
                place: _,
                reason: _,
                ty,
                required,
                sent,
                boxed,
                read_only,
                rename,
                deprecated,
                note,
                attributes,
            } = entry;
            facts.ty[layer] = stated(entry, ty, |ty| {
                compared(ty.to_string(), format!("is `{ty}`"))
            });
            facts.required[layer] = stated(entry, required, |required| {
                let is = if *required { "required" } else { "optional" };
                compared(format!("required = {required}"), format!("is {is}"))
            });
            facts.sent[layer] = stated(entry, sent, |()| compared("sent = true", "is sent"));
            facts.boxed[layer] = stated(entry, boxed, |()| compared("boxed = true", "is boxed"));
            facts.read_only[layer] = stated(entry, read_only, |read_only| {
                let is = if *read_only {
                    "read-only"
                } else {
                    "sent by clients"
                };
                documented(format!("read_only = {read_only}"), format!("is {is}"))
            });
            facts.rename[layer] = stated(entry, rename, |name| {
                compared(
                    format!("rename = {name}"),
                    format!("has the field `{name}`"),
                )
            });
            facts.deprecated[layer] = stated(entry, deprecated, |message| {
                documented(format!("deprecated = {message}"), "is deprecated")
            });
            facts.note[layer] = stated(entry, note, |note| {
                documented(format!("note = {note}"), "has the note")
            });
            let attributes = attributes.iter().map(|attribute| {
                Stated::of(entry, attribute, |text| {
                    let fact = format!("attribute = {text}");
                    documented(fact.clone(), format!("has `{fact}`"))
                })
            });
            facts.attributes[layer] = attributes.collect();
        }
        facts
    }
}

fn stated<'a, F>(
    entry: &'a PropertyEntry,
    fact: &'a Option<Spanned<F>>,
    words: fn(&F) -> Words,
) -> Option<Stated<'a, F>> {
    fact.as_ref().map(|fact| Stated::of(entry, fact, words))
}

/// Words a fact about a field's identifier, type or direction.
fn compared(fact: impl Into<String>, is: impl Into<String>) -> Words {
    let (text, is) = (fact.into(), is.into());
    let in_type = true;
    let fact = Overriding { text, in_type };
    Words { fact, is }
}

/// Words a fact about a field's attributes or documentation.
fn documented(fact: impl Into<String>, is: impl Into<String>) -> Words {
    let mut words = compared(fact, is);
    words.fact.in_type = false;
    words
}

/// The field; `None` where its type is unknown, or no other field leaves it its identifier.
fn field<'a>(
    row: &mut Row<'_, 'a>,
    property: &'a Arc<Property>,
    known: &Known<'a>,
    by_ident: &mut BTreeMap<String, Entries<'a>>,
) -> Option<Field> {
    // All are laid even where no field comes of it: each problem is one of its own.
    let Facts {
        ty,
        required,
        sent,
        boxed,
        read_only,
        rename,
        deprecated,
        note,
        attributes,
    } = Facts::of(row.entries.layers());
    let ty = self::ty(row, ty, known);
    let (required, departure) = self::required(row, required, known);
    let boxed = self::boxed(row, boxed, ty.as_ref(), required);
    let read_only = self::read_only(row, read_only);
    let (deprecated, _) = row.lay(
        None,
        deprecated,
        |message| Ok(Some(message.clone())),
        already,
    );
    let (note, _) = row.lay(None, note, |note| Ok(Some(note.clone())), already);
    let attributes = row.attributes(attributes, known.has_foreign);
    let sent = self::sent(row, sent, ty.as_ref(), known);
    let ident = ident(row, rename, by_ident)?;
    let is_undescribed = property.description.trim().is_empty();
    let undescribed = is_undescribed.then(|| undescribed(property));
    let set_by_api = read_only.then(|| READ_ONLY.to_owned());
    let notes = undescribed.into_iter().chain(note).chain(set_by_api);
    let notes = notes.chain(departure);
    Some(Field {
        property: Arc::clone(property),
        ident,
        required,
        notes: notes.collect(),
        ty: whole(ty?, boxed, required),
        sent,
        read_only,
        attributes,
        deprecated,
        overrides: std::mem::take(&mut row.facts),
        reason: row.reason(),
    })
}

/// The type of the property's values; `None` where it is unknown, which has been reported.
fn ty<'a>(
    row: &mut Row<'_, 'a>,
    fact: Layered<'a, OverrideType>,
    known: &Known<'a>,
) -> Option<Type> {
    let property = row.entries.property;
    let written = &property.ty.value;
    let by_row = known.written(property);
    let is_riddle = by_row.is_err() && matches!(written.base, Base::Unlinked(_));
    let (ty, _) = row.lay(
        by_row.as_ref().ok().cloned(),
        fact,
        |ty| match known.overriding(ty).filter(|_| !is_riddle) {
            None => Err(None),
            Some(made) if property_types::fits(written, &made) => Ok(Some(made)),
            Some(_) => Err(Some(Conflict {
                cannot: format!("become `{ty}`: it is a `{written}`"),
                help: property_types::possible(written),
                related: Some((property.ty.place, format!("here it is a `{written}`"))),
            })),
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

/// Decides if the property is required, and returns the note for readers if its row differs.
fn required<'a>(
    row: &mut Row<'_, 'a>,
    fact: Layered<'a, bool>,
    known: &Known<'a>,
) -> (bool, Option<String>) {
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
        fact,
        |required| Ok(*required),
        |is| match usual == by_row {
            true => already(is),
            false => format!("{}, by the setting `required` of this file", already(is)),
        },
    );
    if required == by_row {
        return (required, None);
    }
    let reason = match by {
        Some(entry) => entry.reason.as_deref(),
        None => {
            let setting = compared("required = \"advisory\"", "");
            row.facts.push(setting.fact);
            advisory.and_then(|advisory| advisory.reason.as_deref())
        }
    };
    (required, Some(departure(required, reason)))
}

/// Decides if the field holds its struct in a `Box`; a link that may be absent is boxed in any case.
fn boxed<'a>(
    row: &mut Row<'_, 'a>,
    fact: Layered<'a, ()>,
    ty: Option<&Type>,
    required: bool,
) -> bool {
    let is_link = matches!(ty, Some(Type::Struct(_)));
    let written = &row.entries.property.ty.value;
    let (boxed, _) = row.lay(
        is_link && !required,
        fact,
        |()| match ty {
            None => Err(None),
            Some(_) if is_link => Ok(true),
            Some(_) => Err(Some(Conflict {
                cannot: format!("be boxed: it is a `{written}`"),
                help: "remove it: only a link to a definition takes more room than a box"
                    .to_owned(),
                related: None,
            })),
        },
        |is| format!("{}, because it is optional", already(is)),
    );
    boxed
}

/// Decides if clients send what the property links to, though no operation does.
fn sent<'a>(
    row: &mut Row<'_, 'a>,
    fact: Layered<'a, ()>,
    ty: Option<&Type>,
    known: &Known<'a>,
) -> bool {
    let ident = ty.and_then(Type::ident);
    let ident = ident.filter(|ident| !known.overrides.enums.contains_key(*ident));
    if let Some(ident) = ident {
        for fact in fact.iter().flatten() {
            let structs = row.layers.sent.entry(fact.place).or_default();
            structs.push(ident.to_owned());
        }
    }
    let (sent, _) = row.lay(
        false,
        fact,
        |()| match (ty, ident) {
            (_, Some(_)) => Ok(true),
            (None, None) => Err(None),
            (Some(_), None) => Err(Some(Conflict {
                cannot: "be sent: it leads to no definition".to_owned(),
                help: "remove it: a definition is sent, with all that it links to".to_owned(),
                related: None,
            })),
        },
        already,
    );
    sent
}

/// Decides if clients do not send the property. Authors may overrule the publisher's document either way.
fn read_only<'a>(row: &mut Row<'_, 'a>, [own, shared, found]: Layered<'a, bool>) -> bool {
    let by_hand = own.as_ref().or(shared.as_ref());
    // An author's entry that agrees with the document has its effect without the document.
    let is_repeated = by_hand.is_some_and(|fact| *fact.fact);
    let by_document = !is_repeated && found.as_ref().is_some_and(|fact| *fact.fact);
    let (read_only, by) = row.lay(
        by_document,
        [own, shared, None],
        |read_only| Ok(*read_only),
        already,
    );
    if let Some(fact) = found.filter(|_| by.is_none() && by_document) {
        row.take(&fact);
    }
    read_only
}

/// The field's identifier. `None`, with the reason reported, where none can be made of the property's
/// name, or another field has it.
fn ident<'a>(
    row: &mut Row<'_, 'a>,
    fact: Layered<'a, String>,
    by_ident: &mut BTreeMap<String, Entries<'a>>,
) -> Option<String> {
    let name = &row.entries.property.name;
    let (ident, _) = row.lay(
        names::field(&name.value),
        fact,
        |name| names::field_as_named(name).map(Some).ok_or(None),
        already,
    );
    let Some(ident) = ident else {
        row.problems.push(Diagnostic::new(
            Code::InvalidPropertyName,
            name.place,
            format!("no Rust field name can be made of `{}`", name.value),
            "a property's name needs at least one ASCII letter or digit",
        ));
        return None;
    };
    if let Some(first) = by_ident.get(&ident) {
        row.problems.push(collision(&ident, first, &row.entries));
        return None;
    }
    by_ident.insert(ident.clone(), row.entries);
    Some(ident)
}

/// Describes a property that is so without its entry.
fn already(is: String) -> String {
    format!("{is} already")
}

fn undescribed(property: &Property) -> String {
    let name = &property.name.value;
    format!("`{name}` (the API gives no description).")
}

/// Returns the note on a field that disagrees with the API's documentation.
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

/// Returns the whole type. Boxing depends on nothing but a struct's own row and override; an optional
/// struct always is boxed, which covers every cycle. The type of a field depends on one other fact
/// alone: that the definition has properties at all.
fn whole(ty: Type, boxed: bool, required: bool) -> Type {
    let ty = if boxed { Type::Boxed(Box::new(ty)) } else { ty };
    if required {
        ty
    } else {
        Type::Optional(Box::new(ty))
    }
}

/// Makes a required field optional.
pub(super) fn make_optional(field: &mut Field) {
    let ty = field.ty.clone();
    let boxed = matches!(ty, Type::Struct(_));
    field.required = false;
    field.ty = whole(ty, boxed, false);
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

fn collision(ident: &str, first: &Entries<'_>, second: &Entries<'_>) -> Diagnostic {
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
            one.value, other.value, second.definition.name.value
        ),
        "give one of the two properties another name in Rust: `rename` in its entry in the overrides",
    )
    .related(related, "the other property")
}

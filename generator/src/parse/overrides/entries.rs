//! Reads the sections of the file and the entries in them.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::form::{Form, Value, as_table};
use super::types;
use crate::overrides::{Definition, Enum, Model, Property, Rust};
use crate::schema::Spanned;
use crate::source::Place;

/// What a property's entry can say.
const PROPERTY: [&str; 8] = [
    "type",
    "required",
    "sent",
    "boxed",
    "rename",
    "deprecated",
    "attributes",
    "reason",
];

/// What a model's entry can say.
const MODEL: [&str; 5] = ["rename", "derives", "deprecated", "attributes", "reason"];

/// What an enum's entry can say.
const ENUM: [&str; 5] = ["values", "names", "description", "rename", "reason"];

/// A section's entries, by name; `read` makes each of its key's place and its value.
pub(super) fn section<T>(
    form: &mut Form<'_>,
    value: &Value<'_>,
    read: fn(&mut Form<'_>, Place, &Value<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut entries = BTreeMap::new();
    for (key, value) in form.table(value).into_iter().flatten() {
        let (name, place) = form.key(key);
        if let Some(entry) = read(form, place, value) {
            entries.insert(name.to_owned(), entry);
        }
    }
    entries
}

/// The properties of one definition.
pub(super) fn definition(
    form: &mut Form<'_>,
    place: Place,
    value: &Value<'_>,
) -> Option<Definition> {
    let properties = section(form, value, property);
    as_table(value).map(|_| Definition { place, properties })
}

/// One property: a type, or a table.
pub(super) fn property(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<Property> {
    let Some(table) = as_table(value) else {
        return Some(Property {
            place,
            ty: Some(types::read(form, value)?),
            required: None,
            sent: None,
            boxed: None,
            rust: Rust::default(),
            reason: None,
        });
    };
    form.known_keys(table, &PROPERTY, "a property's entry");
    says_something(form, place, table, &PROPERTY);
    Some(Property {
        place,
        ty: form.optional(table, "type", types::read),
        required: form.optional(table, "required", Form::boolean),
        sent: form.optional(table, "sent", sent),
        boxed: form.optional(table, "boxed", boxed),
        rust: rust(form, table),
        reason: form.reason(table),
    })
}

fn boxed(form: &mut Form<'_>, value: &Value<'_>) -> Option<Place> {
    let Spanned { value, place } = form.boolean(value)?;
    if !value {
        let help = "remove it: no required link is boxed unless an entry says so";
        form.report(place, "`boxed = false` states nothing", help);
    }
    value.then_some(place)
}

/// The Rust type of one definition.
pub(super) fn model(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<Model> {
    let table = form.table(value)?;
    form.known_keys(table, &MODEL, "a model's entry");
    says_something(form, place, table, &MODEL);
    Some(Model {
        place,
        derives: texts(form, table, "derives"),
        rust: rust(form, table),
        reason: form.reason(table),
    })
}

/// One list of words: an array, or a table that holds one, or that renames one of the machine's.
pub(super) fn list(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<Enum> {
    let table = as_table(value);
    let (values, integers) = match table.map(|table| table.get("values")) {
        None => form.words(value),
        Some(Some(values)) => form.words(values),
        Some(None) => (Vec::new(), false),
    };
    let mut list = Enum {
        file: String::new(),
        place,
        values,
        integers,
        rename: None,
        names: BTreeMap::new(),
        description: None,
        reason: None,
    };
    let Some(table) = table else {
        return Some(list);
    };
    form.known_keys(table, &ENUM, "an enum");
    list.rename = form.optional(table, "rename", Form::text);
    match (&list.rename, table.get("values")) {
        (None, None) => return form.missing(value, "values"),
        (Some(rename), Some(_)) => {
            let help = "call the list itself by that name";
            form.report(
                rename.place,
                "`rename` is for enums of the machine's file",
                help,
            );
            list.rename = None;
        }
        _ => {}
    }
    if let Some(names) = table.get("names") {
        list.names = section(form, names, constant);
    }
    let description = form.optional(table, "description", Form::text);
    list.description = description.map(|description| description.value);
    list.reason = form.reason(table);
    Some(list)
}

fn constant(
    form: &mut Form<'_>,
    place: Place,
    value: &Value<'_>,
) -> Option<(Place, Spanned<String>)> {
    Some((place, form.text(value)?))
}

fn rust(form: &mut Form<'_>, table: &DeTable<'_>) -> Rust {
    Rust {
        rename: form.optional(table, "rename", Form::text),
        deprecated: form.optional(table, "deprecated", deprecated),
        attributes: texts(form, table, "attributes"),
    }
}

/// What to use instead. A boolean, in quotation marks or without, is what others would write here; it
/// would end up as the message that a compiler shows.
fn deprecated(form: &mut Form<'_>, value: &Value<'_>) -> Option<Spanned<String>> {
    let is_so = match value.get_ref() {
        DeValue::Boolean(is_so) => Some(*is_so),
        DeValue::String(text) => text.trim().to_lowercase().parse().ok(),
        _ => None,
    };
    let help = match is_so {
        Some(false) => "remove it: nothing is deprecated unless an entry says so",
        _ => "say what to use instead: deprecated = \"use `name`\"",
    };
    match (is_so, value.get_ref()) {
        (None, DeValue::String(_)) => form.text(value),
        (Some(is_so), DeValue::String(_)) => {
            let place = form.place(value);
            form.report(
                place,
                format!("`{is_so}` is not a message for those who use it"),
                help,
            );
            None
        }
        _ => form.text_or(value, help),
    }
}

/// An override adds a sender. It takes none away: that would hide what breaks.
fn sent(form: &mut Form<'_>, value: &Value<'_>) -> Option<Place> {
    let Spanned { value, place } = form.boolean(value)?;
    if !value {
        let help = "remove it: only `sent = true` can be said, of what operations do not tell";
        form.report(place, "`sent = false` states nothing".to_owned(), help);
    }
    value.then_some(place)
}

fn texts(form: &mut Form<'_>, table: &DeTable<'_>, key: &str) -> Vec<Spanned<String>> {
    let list = table.get(key);
    list.map_or_else(Vec::new, |list| form.texts(list, Form::text))
}

/// Reports an entry that gives at most a reason, and nothing that it would be the reason for.
fn says_something(form: &mut Form<'_>, place: Place, table: &DeTable<'_>, keys: &[&str]) {
    if table.iter().all(|(key, _)| form.key(key).0 == "reason") {
        form.report(
            place,
            "this entry states no fact",
            format!(
                "add one of `{}`, or remove it",
                keys[..keys.len() - 1].join("`, `")
            ),
        );
    }
}

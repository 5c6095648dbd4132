//! Reads the sections of the file and the entries in them.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::form::{Form, Value, as_table};
use super::override_types;
use crate::operations::{Endpoint, ListForm};
use crate::overrides::{
    DefinitionEntry, EnumEntry, ModelEntry, OperationEntry, ParameterEntry, PropertyEntry,
};
use crate::schema::Spanned;
use crate::source::Place;

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
) -> Option<DefinitionEntry> {
    let properties = section(form, value, property);
    as_table(value).map(|_| DefinitionEntry { place, properties })
}

/// One property: a type, or a table.
pub(super) fn property(
    form: &mut Form<'_>,
    place: Place,
    value: &Value<'_>,
) -> Option<PropertyEntry> {
    let Some(table) = as_table(value) else {
        let ty = override_types::read(form, value)?;
        return Some(PropertyEntry {
            place,
            ty: Some(ty),
            required: None,
            sent: None,
            boxed: None,
            read_only: None,
            rename: None,
            deprecated: None,
            note: None,
            attributes: Vec::new(),
            reason: None,
        });
    };
    let mut keys = form.keys(table);
    let ty = keys.read("type", override_types::read);
    let required = keys.read("required", Form::boolean);
    // An override adds a sender. It takes none away: that would hide what breaks.
    let help = "remove it: only `sent = true` is allowed, for what operations do not show";
    let sent = keys.only_true("sent", help);
    let help = "remove it: no required link is boxed unless an entry says so";
    let boxed = keys.only_true("boxed", help);
    let read_only = keys.read("read_only", Form::boolean);
    let rename = keys.read("rename", Form::text);
    let deprecated = keys.read("deprecated", deprecated);
    let note = keys.read("note", Form::text);
    let attributes = keys.texts("attributes");
    keys.require_fact(place);
    Some(PropertyEntry {
        place,
        ty,
        required,
        sent,
        boxed,
        read_only,
        rename,
        deprecated,
        note,
        attributes,
        reason: keys.finish("a property's entry"),
    })
}

/// The operations, by endpoint.
pub(super) fn operations(
    form: &mut Form<'_>,
    value: &Value<'_>,
) -> BTreeMap<Endpoint, OperationEntry> {
    let mut operations = BTreeMap::new();
    for (key, value) in form.table(value).into_iter().flatten() {
        let (name, place) = form.key(key);
        let parameters = section(form, value, parameter);
        match Endpoint::parse(name) {
            Ok(endpoint) => _ = operations.insert(endpoint, OperationEntry { place, parameters }),
            Err(reason) => form.report(
                place,
                format!("`{name}` is not an endpoint: it {reason}"),
                "write method and path: `[operations.\"GET /api/v2/users\"]`",
            ),
        }
    }
    operations
}

/// One parameter: a type, or a table.
fn parameter(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<ParameterEntry> {
    let Some(table) = as_table(value) else {
        let ty = override_types::read(form, value)?;
        return Some(ParameterEntry {
            place,
            ty: Some(ty),
            list: None,
            note: None,
            reason: None,
        });
    };
    let mut keys = form.keys(table);
    let ty = keys.read("type", override_types::read);
    let list = keys.read("list", list_form);
    let note = keys.read("note", Form::text);
    keys.require_fact(place);
    Some(ParameterEntry {
        place,
        ty,
        list,
        note,
        reason: keys.finish("a parameter's entry"),
    })
}

/// Reads the form in which several values are sent.
fn list_form(form: &mut Form<'_>, value: &Value<'_>) -> Option<Spanned<ListForm>> {
    let help = "write `\"csv\"` for `id=1,2`, or `\"multi\"` for `id=1&id=2`";
    let Spanned { value: word, place } = form.text_or(value, help)?;
    let list = ListForm::parse(&word);
    if list.is_none() {
        form.report(place, format!("`{word}` is not a form of lists"), help);
    }
    Some(Spanned {
        value: list?,
        place,
    })
}

/// The Rust type of one definition.
pub(super) fn model(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<ModelEntry> {
    let table = form.table(value)?;
    let mut keys = form.keys(table);
    let rename = keys.read("rename", Form::text);
    let derives = keys.texts("derives");
    let deprecated = keys.read("deprecated", deprecated);
    let attributes = keys.texts("attributes");
    keys.require_fact(place);
    Some(ModelEntry {
        place,
        rename,
        derives,
        deprecated,
        attributes,
        reason: keys.finish("a model's entry"),
    })
}

/// One list of words: an array, or a table that holds one, or that renames one of the machine's.
pub(super) fn list(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<EnumEntry> {
    let file = form.file.to_owned();
    let Some(table) = as_table(value) else {
        let (values, integers) = form.words(value);
        return Some(EnumEntry {
            file,
            place,
            values,
            integers,
            rename: None,
            names: BTreeMap::new(),
            description: None,
            reason: None,
        });
    };
    let mut keys = form.keys(table);
    let words = keys.read("values", |form, values| Some(form.words(values)));
    let names = keys.read("names", |form, names| Some(section(form, names, constant)));
    let description = keys.read("description", Form::text);
    let rename = keys.read("rename", Form::text);
    let reason = keys.finish("an enum");
    match (&rename, &words) {
        (None, None) => return form.missing(value, "values"),
        (Some(rename), Some(_)) => {
            let help = "call the list itself by that name";
            form.report(
                rename.place,
                "`rename` is for enums of the machine's file",
                help,
            );
        }
        _ => {}
    }
    let rename = rename.filter(|_| words.is_none());
    let (values, integers) = words.unwrap_or_default();
    Some(EnumEntry {
        file,
        place,
        values,
        integers,
        rename,
        names: names.unwrap_or_default(),
        description: description.map(|description| description.value),
        reason,
    })
}

fn constant(
    form: &mut Form<'_>,
    place: Place,
    value: &Value<'_>,
) -> Option<(Place, Spanned<String>)> {
    Some((place, form.text(value)?))
}

/// Reads the replacement to use. Authors used to other formats write a boolean, with or without quotation marks;
/// it would become the message that a compiler shows.
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

//! Reads the sections of the file and the entries in them.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::form::{Form, Value, as_table};
use super::types;
use crate::overrides::{Definition, Entry, Enum, Fact};
use crate::schema::Spanned;
use crate::source::Place;

/// How a fact is read from the value of its key; a list states several.
type Read = fn(&mut Form<'_>, &Value<'_>) -> Vec<Spanned<Fact>>;

/// What a property's entry can say.
const PROPERTY: [(&str, Read); 7] = [
    ("type", |form, value| {
        one(types::read(form, value), Fact::Type)
    }),
    ("required", |form, value| {
        one(form.boolean(value), Fact::Required)
    }),
    ("sent", sent),
    ("boxed", boxed),
    RENAME,
    DEPRECATED,
    ATTRIBUTES,
];

/// What a model's entry can say.
const MODEL: [(&str, Read); 4] = [
    RENAME,
    ("derives", |form, value| texts(form, value, Fact::Derive)),
    DEPRECATED,
    ATTRIBUTES,
];

const RENAME: (&str, Read) = ("rename", |form, value| one(form.text(value), Fact::Rename));
const DEPRECATED: (&str, Read) = ("deprecated", |form, value| {
    one(deprecated(form, value), Fact::Deprecated)
});
const ATTRIBUTES: (&str, Read) = ("attributes", |form, value| {
    texts(form, value, Fact::Attribute)
});

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
pub(super) fn property(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<Entry> {
    if as_table(value).is_none() {
        let facts = one(types::read(form, value), Fact::Type);
        let reason = None;
        return (!facts.is_empty()).then_some(Entry {
            place,
            facts,
            reason,
        });
    }
    entry(form, place, value, "a property's entry", &PROPERTY)
}

/// The Rust type of one definition.
pub(super) fn model(form: &mut Form<'_>, place: Place, value: &Value<'_>) -> Option<Entry> {
    entry(form, place, value, "a model's entry", &MODEL)
}

/// An entry that is a table; `whose` is its name in messages.
fn entry(
    form: &mut Form<'_>,
    place: Place,
    value: &Value<'_>,
    whose: &str,
    known: &[(&str, Read)],
) -> Option<Entry> {
    let table = form.table(value)?;
    let mut keys: Vec<_> = known.iter().map(|(key, _)| *key).collect();
    if table.iter().all(|(key, _)| form.key(key).0 == "reason") {
        let help = format!("add one of `{}`, or remove it", keys.join("`, `"));
        form.report(place, "this entry states no fact", help);
    }
    keys.push("reason");
    form.known_keys(table, &keys, whose);
    let stated = known
        .iter()
        .filter_map(|(key, read)| Some((table.get(*key)?, read)));
    Some(Entry {
        place,
        facts: stated.flat_map(|(value, read)| read(form, value)).collect(),
        reason: form.reason(table),
    })
}

fn one<T>(read: Option<Spanned<T>>, fact: fn(T) -> Fact) -> Vec<Spanned<Fact>> {
    let facts = read.into_iter().map(|Spanned { value, place }| Spanned {
        value: fact(value),
        place,
    });
    facts.collect()
}

fn texts(form: &mut Form<'_>, value: &Value<'_>, fact: fn(String) -> Fact) -> Vec<Spanned<Fact>> {
    let texts = form.texts(value, Form::text).into_iter();
    texts.flat_map(|text| one(Some(text), fact)).collect()
}

/// An override adds a sender. It takes none away: that would hide what breaks.
fn sent(form: &mut Form<'_>, value: &Value<'_>) -> Vec<Spanned<Fact>> {
    let help = "remove it: only `sent = true` can be said, of what operations do not tell";
    only_true(form, value, Fact::Sent, help)
}

fn boxed(form: &mut Form<'_>, value: &Value<'_>) -> Vec<Spanned<Fact>> {
    let help = "remove it: no required link is boxed unless an entry says so";
    only_true(form, value, Fact::Boxed, help)
}

/// A fact that is there or not; `help` is for those who write `false`.
fn only_true(form: &mut Form<'_>, value: &Value<'_>, fact: Fact, help: &str) -> Vec<Spanned<Fact>> {
    let Some(Spanned { value, place }) = form.boolean(value) else {
        return Vec::new();
    };
    if value {
        return vec![Spanned { value: fact, place }];
    }
    let stated = fact.to_string().replace("true", "false");
    form.report(place, format!("`{stated}` states nothing"), help);
    Vec::new()
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

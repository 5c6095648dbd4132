//! Gives each list of words its type and its constants.

use std::collections::BTreeMap;

use super::property_types;
use super::type_names::Names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Constant, Enum, Type};
use crate::names;
use crate::overrides::{EnumEntry, FACTS_FILE, Overrides};
use crate::schema::Spanned;
use crate::source::Place;
use crate::unseen::is_unseen;

/// The enums, by their files; and the type of each, by the name that the file has for it. Those of
/// the authors come first, so that they keep their names.
pub(super) fn resolve(
    overrides: &Overrides,
    definitions: &Names<'_>,
    problems: &mut Diagnostics,
) -> (Vec<Enum>, BTreeMap<String, Type>) {
    let mut enums = Vec::new();
    let mut known = BTreeMap::new();
    if overrides.enums.is_empty() {
        return (enums, known);
    }
    let mut taken: BTreeMap<String, (Place, String)> = definitions
        .iter()
        .map(|resolved| {
            let whose = format!("the definition `{}`", resolved.definition.name.value);
            (resolved.file_stem.clone(), (resolved.place, whose))
        })
        .collect();
    let mut lists: Vec<_> = overrides.enums.iter().collect();
    lists.sort_by_key(|(_, list)| list.rename.is_none() && list.file != overrides.file);
    for (name, list) in lists {
        let constants = constants(name, list, problems);
        let (ident, place) = match &list.rename {
            Some(rename) => (&rename.value, rename.place),
            None => (name, list.place),
        };
        let Some(file_stem) = file_stem(ident, place, problems) else {
            continue;
        };
        if let Some((other_place, other)) = taken.get(&file_stem) {
            problems.push(
                Diagnostic::new(
                    Code::TypeCollision,
                    place,
                    format!("{other} and the enum `{ident}` both become `{file_stem}.rs`"),
                    another_name(name, ident, overrides),
                )
                .related(*other_place, "the other name"),
            );
            continue;
        }
        taken.insert(file_stem.clone(), (place, format!("the enum `{ident}`")));
        let ty = if list.integers {
            Type::IntegerEnum
        } else {
            Type::Enum
        };
        // Under the name that it has in Rust it is known as well.
        for name in [name, ident] {
            known.insert(name.clone(), ty(ident.clone()));
        }
        enums.push(Enum {
            source: list.file.clone(),
            ident: ident.clone(),
            module: names::module(&file_stem),
            file_stem,
            summary: summary(list, &constants),
            description: list.description.clone().unwrap_or_default(),
            integers: list.integers,
            constants,
            reason: list.reason.clone(),
        });
    }
    enums.sort_by(|a, b| a.file_stem.cmp(&b.file_stem));
    (enums, known)
}

/// The edit that gets an enum out of the way. One of a machine's file, or one that has been renamed, is
/// renamed; the name of any other is the authors' own word, and used nowhere but in the overrides.
fn another_name(name: &str, ident: &str, overrides: &Overrides) -> String {
    let is_theirs = overrides
        .enums
        .get(name)
        .is_some_and(|list| list.file != overrides.file);
    if is_theirs || ident != name {
        return format!(
            "give it another name: `{name} = {{ rename = \"{ident}Word\" }}` under `[enums]`"
        );
    }
    let uses = overrides
        .entries()
        .filter(|(.., entry)| entry.ty.as_ref().is_some_and(|ty| ty.value.word() == name));
    let uses = uses.map(|(definition, property, _)| match definition {
        Some(definition) => format!("`definitions.{definition}.{property}`"),
        None => format!("`properties.{property}`"),
    });
    let parameters = overrides
        .parameter_entries()
        .filter(|(.., entry)| entry.ty.as_ref().is_some_and(|ty| ty.value.word() == name));
    let uses = uses
        .chain(parameters.map(|(endpoint, parameter, _)| format!("`{parameter}` of `{endpoint}`")));
    let places: Vec<_> = std::iter::once(format!("`enums.{name}`"))
        .chain(uses)
        .collect();
    format!(
        "give the enum another name, such as `{name}Word`, in {}",
        places.join(", ")
    )
}

/// The most values that a summary names.
const NAMED: usize = 3;

/// Returns the summary of a list that no author describes. It names no property: a list may be shared, and another
/// use of it should change no file of its own.
fn summary(list: &EnumEntry, constants: &[Constant]) -> Option<String> {
    if list.file != FACTS_FILE && list.description.is_some() {
        return None;
    }
    let what = if list.integers {
        "An integer"
    } else {
        "A string"
    };
    let is_plain = |value: &&str| {
        let odd = |letter| letter == '`' || is_unseen(letter);
        !value.is_empty() && value.trim() == *value && !value.contains(odd)
    };
    let values = constants.iter().map(|it| it.value.as_str());
    let values = values.filter(is_plain).take(NAMED);
    let values: Vec<_> = values.map(|value| format!("`{value}`")).collect();
    Some(match values.split_last() {
        None => format!("{what}."),
        Some((only, [])) => format!("{what} such as {only}."),
        Some((last, others)) => format!("{what} such as {} or {last}.", others.join(", ")),
    })
}

fn file_stem(name: &str, place: Place, problems: &mut Diagnostics) -> Option<String> {
    let (message, help) = if property_types::is_word(name) {
        let message = format!("`{name}` is a type by itself, and cannot name an enum");
        (message, "give the enum another name".to_owned())
    } else if !names::is_type_name(name) {
        let message = format!("`{name}` is not a valid type name");
        let help = match names::type_name(name) {
            Some(usual) => format!("write it as `{usual}`"),
            None => "a name needs at least one ASCII letter".to_owned(),
        };
        (message, help)
    } else {
        return names::file_stem(name);
    };
    problems.push(Diagnostic::new(
        Code::InvalidOverrideName,
        place,
        message,
        help,
    ));
    None
}

/// The constants of a list, by their values: how an author orders a list is no news to a reader of
/// the Rust, as with the rows of a definition.
fn constants(name: &str, list: &EnumEntry, problems: &mut Diagnostics) -> Vec<Constant> {
    let mut by_value: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for value in &list.values {
        let first = *by_value.entry(&value.value).or_insert(value);
        if !std::ptr::eq(first, value) {
            let message = format!("`{name}` lists `{}` twice", value.value);
            problems.push(
                Diagnostic::new(
                    Code::ContradictoryOverrides,
                    value.place,
                    message,
                    "remove one of the two",
                )
                .related(first.place, "it is listed here first"),
            );
        }
    }
    for (value, (place, _)) in &list.names {
        if !by_value.contains_key(value.as_str()) {
            problems.push(Diagnostic::new(
                Code::OverrideWithoutEffect,
                *place,
                format!("`{name}` does not list `{value}`, so nothing has this name"),
                "correct the value, add it to `values`, or remove the name",
            ));
        }
    }
    let mut by_ident: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    let mut constants = Vec::new();
    for (&text, value) in &by_value {
        let Some(ident) = constant(text, value, list, problems) else {
            continue;
        };
        if let Some(other) = by_ident.insert(ident.clone(), value) {
            problems.push(collision(name, &ident, other, value));
        }
        let value = text.to_owned();
        constants.push(Constant { ident, value });
    }
    constants
}

fn constant(
    text: &str,
    value: &Spanned<String>,
    list: &EnumEntry,
    problems: &mut Diagnostics,
) -> Option<String> {
    let usual = names::constant(text);
    let Some((place, named)) = list.names.get(text) else {
        if usual.is_none() {
            problems.push(Diagnostic::new(
                Code::InvalidConstantName,
                value.place,
                format!("no constant's name can be made of `{text}`"),
                format!("give it one: `names = {{ {text:?} = \"…\" }}`, next to `values`"),
            ));
        }
        return usual;
    };
    if usual.as_deref() == Some(&named.value) {
        problems.push(Diagnostic::new(
            Code::OverrideWithoutEffect,
            *place,
            format!("`{}` is the constant's name already", named.value),
            "remove it",
        ));
    }
    if !names::is_constant(&named.value) {
        let help = match names::constant(&named.value) {
            Some(usual) => format!("write it as `{usual}`"),
            None => "a name needs at least one ASCII letter".to_owned(),
        };
        problems.push(Diagnostic::new(
            Code::InvalidOverrideName,
            named.place,
            format!("`{}` is not a valid constant name", named.value),
            help,
        ));
        return None;
    }
    Some(named.value.clone())
}

fn collision(
    name: &str,
    ident: &str,
    one: &Spanned<String>,
    other: &Spanned<String>,
) -> Diagnostic {
    // Of the two, the one further down is the one that was added.
    let (first, second) = if one.place < other.place {
        (one, other)
    } else {
        (other, one)
    };
    Diagnostic::new(
        Code::ConstantCollision,
        second.place,
        format!(
            "`{}` and `{}` of `{name}` both become the constant `{ident}`",
            first.value, second.value
        ),
        format!(
            "give one of them a name: `names = {{ {:?} = \"…\" }}`, next to `values`",
            second.value
        ),
    )
    .related(first.place, "the other value")
}

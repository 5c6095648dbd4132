//! Writes what was seen as entries.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::{FieldSeen, ModelSeen, Seen};
use crate::model::{Field, Model, Struct, Type};
use crate::names;
use crate::scalar::Scalar;
use crate::unseen::is_unseen;

/// The sections of enums and of definitions, with every entry that was seen to hold.
pub(super) fn entries(model: &Model, seen: &Seen<'_>) -> String {
    let mut enums = Enums::new(model);
    let mut misfits = String::new();
    let mut definitions = String::new();
    for (item, seen) in seen.models() {
        misfits.push_str(&unlike(model, item, seen));
        let lines = section(item, seen, &mut enums);
        if !lines.is_empty() {
            definitions.push_str(&format!("\n[definitions.{}]\n{lines}", key(item.name())));
        }
    }
    if !misfits.is_empty() {
        misfits.insert(0, '\n');
    }
    if definitions.is_empty() {
        return misfits + "# Nothing that is not known already.\n";
    }
    misfits + &enums.text() + &definitions
}

/// Comments on the values that were of another kind than their types, which no entry can fix unless
/// somebody decides for `any`.
fn unlike(model: &Model, item: &Struct, seen: &ModelSeen) -> String {
    let mut lines = String::new();
    for (field, facts) in seen.of(item) {
        let there = seen.objects - facts.absent;
        for ((verb, kind), count) in &facts.misfits {
            let said = said(model, &field.ty);
            let source = if said
                == field
                    .property
                    .ty
                    .value
                    .to_string()
                    .replace("Array", "object[]")
            {
                format!("the definition says `{}`", field.property.ty.value)
            } else {
                format!("an override says `{said}`")
            };
            lines.push_str(&format!(
                "# `{}` of `{}` {verb} {kind} in {count} of {there}, {source}.\n",
                field.wire_name(),
                item.name()
            ));
        }
    }
    lines
}

/// The word for what the lists and maps hold in the end, as overrides have it.
fn own_word(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Optional(ty) | Type::Boxed(ty) | Type::List(ty) | Type::Map(ty) => {
            own_word(model, ty)
        }
        Type::Scalar(scalar) if *scalar != Scalar::Json => scalar.word().to_owned(),
        Type::Enum(ident) | Type::IntegerEnum(ident) => ident.clone(),
        ty => said(model, ty),
    }
}

/// The type in the words of the definitions, with `map<…>` for what only an override can say.
fn said(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Optional(ty) | Type::Boxed(ty) => said(model, ty),
        Type::List(item) => said(model, item) + "[]",
        Type::Map(value) => format!("map<{}>", said(model, value)),
        Type::Struct(ident) | Type::Alias(ident) => {
            let found = model.structs.by_ident(ident);
            found.map_or(&**ident, |item| item.name()).to_owned()
        }
        Type::Scalar(scalar) => scalar.form().word().text().to_owned(),
        Type::Enum(_) => "string".to_owned(),
        Type::IntegerEnum(_) => "number".to_owned(),
    }
}

/// `1 payload`, `2 payloads`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn section(item: &Struct, seen: &ModelSeen, enums: &mut Enums<'_>) -> String {
    let mut lines = String::new();
    for (field, facts) in seen.of(item) {
        let told = whole(enums.model, field, facts, ty(item, field, facts, enums));
        let relaxed = field.required && facts.absent > 0;
        let missing = format!(
            "absent or null in {} of {}",
            facts.absent,
            counted(seen.objects, "object")
        );
        let (value, comment) = match (told, relaxed) {
            (None, false) => continue,
            (Some((word, rests_on)), false) => (quoted(&word), rests_on),
            (None, true) => ("{ required = false }".to_owned(), missing),
            (Some((word, rests_on)), true) => (
                format!("{{ type = {}, required = false }}", quoted(&word)),
                format!("{rests_on}; {missing}"),
            ),
        };
        lines.push_str(&format!(
            "{} = {value}  # {comment}\n",
            key(field.wire_name())
        ));
    }
    lines
}

/// A closer type for what the lists and maps, if any, hold in the end, and what it rests on.
fn ty(
    item: &Struct,
    field: &Field,
    seen: &FieldSeen,
    enums: &mut Enums<'_>,
) -> Option<(String, String)> {
    if let Some((least, greatest)) = seen.numbers.range {
        let word = integer(least, greatest)?;
        let integers = counted(seen.numbers.count, "integer");
        return Some((
            word.to_owned(),
            format!("{integers}, {least} to {greatest}"),
        ));
    }
    let texts = &seen.texts;
    if let Some(class) = texts.class {
        return Some((class.word().to_owned(), counted(texts.count, "text")));
    }
    let words = texts.closed()?;
    let rests_on = format!(
        "{} of {}",
        counted(texts.count, "text"),
        counted(words.len(), "word")
    );
    let name = enums.name(item, field, words)?;
    Some((name, rests_on))
}

/// The whole type, with a `?` for the nulls that were seen in its lists or maps.
fn whole(
    model: &Model,
    field: &Field,
    seen: &FieldSeen,
    told: Option<(String, String)>,
) -> Option<(String, String)> {
    let nulls = counted(seen.nulls, "null");
    let (word, rests_on) = match told {
        Some((word, rests_on)) if seen.nulls == 0 => (word, rests_on),
        Some((word, rests_on)) => (word + "?", format!("{rests_on}, {nulls}")),
        None if seen.nulls == 0 => return None,
        None => (own_word(model, &field.ty) + "?", nulls),
    };
    Some((spelled(&field.ty, &word), rests_on))
}

/// The widest integer that holds what was seen: payloads show no limit.
fn integer(least: i128, greatest: i128) -> Option<&'static str> {
    let fits = |from: i128, to: i128| from <= least && greatest <= to;
    if fits(i128::from(i64::MIN), i128::from(i64::MAX)) {
        Some("i64")
    } else {
        fits(0, i128::from(u64::MAX)).then_some("u64")
    }
}

/// The whole type, with `word` for what its lists and maps hold in the end.
fn spelled(ty: &Type, word: &str) -> String {
    let item = |ty: &Type| match ty {
        Type::Optional(ty) if !word.ends_with('?') || has_items(ty) => spelled(ty, word) + "?",
        ty => spelled(ty, word),
    };
    match ty {
        Type::Optional(ty) | Type::Boxed(ty) => spelled(ty, word),
        Type::List(ty) => item(ty) + "[]",
        Type::Map(ty) => format!("map<{}>", item(ty)),
        _ => word.to_owned(),
    }
}

fn has_items(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map(_))
}

/// The enums of the model, and those that are suggested beside them.
struct Enums<'m> {
    model: &'m Model,
    /// The files that types have.
    taken: BTreeSet<String>,
    /// By name.
    suggested: BTreeMap<String, Vec<String>>,
}

impl<'m> Enums<'m> {
    fn new(model: &'m Model) -> Self {
        let structs = model.structs.iter().map(|item| item.file_stem.clone());
        let enums = model.enums.iter().map(|item| item.file_stem.clone());
        Self {
            model,
            taken: structs.chain(enums).collect(),
            suggested: BTreeMap::new(),
        }
    }

    /// The enum for the words of a property: one that lists them all already under the property's
    /// name, one that was suggested with just these, or a new one. `None` where the words do not look
    /// like a list after all, or would not make one.
    fn name(&mut self, item: &Struct, field: &Field, words: Vec<&str>) -> Option<String> {
        if field.wire_name().ends_with("Id") || field.wire_name().ends_with("Ids") {
            return None;
        }
        let constants: BTreeSet<_> = words
            .iter()
            .filter_map(|word| names::constant(word))
            .collect();
        if constants.len() < words.len() {
            return None;
        }
        let short = names::type_name(field.wire_name())?;
        let long = names::type_name(&format!("{}_{}", item.name(), field.wire_name()))?;
        [short, long]
            .into_iter()
            .find(|name| self.offers(name, &words))
    }

    /// Whether `name` can stand for the words, which it does from then on.
    fn offers(&mut self, name: &str, words: &[&str]) -> bool {
        if let Some(listed) = self.model.enums.by_ident(name) {
            let lists = |word: &&str| listed.constants.iter().any(|it| it.value == **word);
            return words.iter().all(lists);
        }
        if let Some(suggested) = self.suggested.get(name) {
            return suggested == words;
        }
        let free = names::is_type_name(name)
            && names::file_stem(name).is_some_and(|stem| self.taken.insert(stem));
        if free {
            let words = words.iter().map(|&word| word.to_owned()).collect();
            self.suggested.insert(name.to_owned(), words);
        }
        free
    }

    fn text(&self) -> String {
        let sections = self.suggested.iter().map(|(name, words)| {
            let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
            format!("\n[enums.{name}]\nvalues = [{}]\n", words.join(", "))
        });
        sections.collect()
    }
}

/// A key, in quotation marks where TOML asks for them.
fn key(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A text in quotation marks. TOML escapes as JSON does; and so that people see what they paste, so is
/// every character that nobody sees.
fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    let escaped = |letter| match letter {
        letter if is_unseen(letter) => format!("\\U{:08X}", u32::from(letter)),
        letter => letter.to_string(),
    };
    quoted.chars().map(escaped).collect()
}

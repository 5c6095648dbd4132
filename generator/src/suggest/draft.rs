//! Writes entries of what was seen.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::{FieldSeen, ModelSeen, Seen};
use crate::model::{Field, Model, Struct, Type};
use crate::names;
use crate::overrides::OverrideType;
use crate::overrides::OverrideType::{List, Map, Optional, Word};
use crate::report::count;
use crate::scalar::Scalar;
use crate::schema::{self, Base};
use crate::toml_text::{self, key, string};

/// Returns the sections of enums and of definitions, with every entry that was seen to hold.
pub(super) fn entries(model: &Model, seen: &Seen<'_>) -> String {
    let mut enums = Enums::new(model);
    let mut mismatches = String::new();
    let mut definitions = String::new();
    for (item, seen) in seen.models() {
        mismatches.push_str(&unlike(model, item, seen));
        let lines = section(item, seen, &mut enums);
        if !lines.is_empty() {
            definitions.push_str(&format!("\n[definitions.{}]\n{lines}", key(item.name())));
        }
    }
    if !mismatches.is_empty() {
        mismatches.insert(0, '\n');
    }
    if definitions.is_empty() {
        return mismatches + "# Nothing that is not known already.\n";
    }
    mismatches + &enums.text() + &definitions
}

/// Comments on the values that were of another kind than their types, which no entry can fix short of
/// `any`.
fn unlike(model: &Model, item: &Struct, seen: &ModelSeen) -> String {
    let mut lines = String::new();
    for (field, facts) in seen.of(item) {
        let there = seen.objects - facts.absent;
        let row = &field.property.ty.value;
        let ty = restate(&field.ty, &Word(dialect(model, &field.ty)), false);
        let source = if ty == in_overrides(row) {
            format!("the definition says `{row}`")
        } else {
            format!("an override says `{ty}`")
        };
        for ((verb, kind), count) in &facts.mismatches {
            lines.push_str(&format!(
                "# `{}` of `{}` {verb} {kind} in {count} of {there}, {source}.\n",
                field.wire_name(),
                item.name()
            ));
        }
    }
    lines
}

/// Returns the type of a row in the words of the overrides.
fn in_overrides(row: &schema::Type) -> OverrideType {
    let end = match &row.base {
        Base::Word(schema::Word::Array) => List(Box::new(Word("object".to_owned()))),
        Base::Word(word) => Word(word.text().to_owned()),
        Base::Unlinked(name) | Base::Link(name) => Word(name.clone()),
    };
    (0..row.lists).fold(end, |item, _| List(Box::new(item)))
}

/// Returns the same lists and maps with `end` in them, and with a `?` for values that may be `null` if
/// these are `nullable`.
fn restate(ty: &Type, end: &OverrideType, nullable: bool) -> OverrideType {
    let item = |ty: &Type| {
        let item = restate(ty, end, nullable);
        let is_optional = nullable && matches!(ty, Type::Optional(_));
        Box::new(match item {
            Optional(item) => Optional(item),
            item if is_optional => Optional(Box::new(item)),
            item => item,
        })
    };
    match ty {
        Type::Optional(ty) | Type::Boxed(ty) => restate(ty, end, nullable),
        Type::List(ty) => List(item(ty)),
        Type::Map(ty) => Map(item(ty)),
        _ => end.clone(),
    }
}

/// Returns the word of the definitions for what the lists and maps hold in the end.
fn dialect(model: &Model, ty: &Type) -> String {
    match ty.innermost() {
        Type::Scalar(scalar) => scalar.form().word().text().to_owned(),
        Type::IntegerEnum(_) => "number".to_owned(),
        Type::Struct(ident) | Type::Alias(ident) => {
            let found = model.structs.by_ident(ident);
            found.map_or(&**ident, |item| item.name()).to_owned()
        }
        _ => "string".to_owned(),
    }
}

/// Returns the word of the overrides for it.
fn own_word(model: &Model, ty: &Type) -> String {
    match ty.innermost() {
        Type::Scalar(scalar) if *scalar != Scalar::Json => scalar.word().to_owned(),
        Type::Enum(ident) | Type::IntegerEnum(ident) => ident.clone(),
        ty => dialect(model, ty),
    }
}

fn section(item: &Struct, seen: &ModelSeen, enums: &mut Enums<'_>) -> String {
    let mut lines = String::new();
    for (field, facts) in seen.of(item) {
        let ty = ty(item, field, facts, enums);
        let missing = (field.required && facts.absent > 0).then(|| {
            let all = count(seen.objects, "object", "objects");
            format!("absent or null in {} of {all}", facts.absent)
        });
        let (value, comment) = match (ty, missing) {
            (None, None) => continue,
            (Some((ty, rests_on)), None) => (string(&ty.to_string()), rests_on),
            (None, Some(missing)) => ("{ required = false }".to_owned(), missing),
            (Some((ty, rests_on)), Some(missing)) => (
                format!("{{ type = {}, required = false }}", string(&ty.to_string())),
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

/// Returns a closer type, with a `?` for the nulls in its lists or maps, and what it rests on.
fn ty(
    item: &Struct,
    field: &Field,
    seen: &FieldSeen,
    enums: &mut Enums<'_>,
) -> Option<(OverrideType, String)> {
    let word = word(item, field, seen, enums);
    let (end, rests_on) = match (word, seen.nulls) {
        (None, 0) => return None,
        (Some((word, rests_on)), 0) => (Word(word), rests_on),
        (word, nulls) => {
            let nulls = count(nulls, "null", "nulls");
            let (word, rests_on) = match word {
                Some((word, rests_on)) => (word, format!("{rests_on}, {nulls}")),
                None => (own_word(enums.model, &field.ty), nulls),
            };
            (Optional(Box::new(Word(word))), rests_on)
        }
    };
    Some((restate(&field.ty, &end, true), rests_on))
}

/// Returns a closer word for what the lists and maps, if any, hold in the end, and what it rests on.
fn word(
    item: &Struct,
    field: &Field,
    seen: &FieldSeen,
    enums: &mut Enums<'_>,
) -> Option<(String, String)> {
    if let Some((least, greatest)) = seen.numbers.range {
        let word = integer(least, greatest)?;
        let integers = count(seen.numbers.count, "integer", "integers");
        let rests_on = format!("{integers}, {least} to {greatest}");
        return Some((word.to_owned(), rests_on));
    }
    let texts = count(seen.texts.count, "text", "texts");
    if let Some(class) = seen.texts.class {
        return Some((class.word().to_owned(), texts));
    }
    let words = seen.texts.closed()?;
    let rests_on = format!("{texts} of {}", count(words.len(), "word", "words"));
    Some((enums.name(item, field, words)?, rests_on))
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

/// The enums of the model, and further ones that are suggested.
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

    /// Names an enum for the words of a property: one that lists them all already under the property's
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

    /// Returns `true` if `name` can be the enum of the words, and reserves it.
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
            let values = toml_text::list(words.iter().map(|word| string(word)));
            format!("\n[enums.{name}]\nvalues = {values}\n")
        });
        sections.collect()
    }
}

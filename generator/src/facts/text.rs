//! Writes the file: one line a fact, one line an enum, so that an update's difference can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{List, Owner};
use super::enums::Listing;
use crate::names;
use crate::overrides::{Enum, Overrides, Type};

/// What the file begins with.
const HEADER: &str = "\
# What the publisher's OpenAPI document says and the Markdown leaves unsaid.
#
# Written by `cargo xtask overrides import`, which would write over any edit. `overrides.toml` wins
# over what stands here; `[enums.X]` with `rename = \"Y\"` there gives an enum another name.
";

/// The whole file.
pub(super) fn write(
    lists: &BTreeMap<&str, &Listing>,
    types: &BTreeMap<Owner<'_>, Type>,
    before: &Overrides,
) -> String {
    let mut text = HEADER.to_owned();
    if !lists.is_empty() {
        text.push_str("\n[enums]\n");
    }
    for (name, list) in lists {
        let entry = entry(list, before.enums.get(*name));
        text.push_str(&format!("{} = {entry}\n", key(name)));
    }
    if !types.is_empty() {
        text.push_str("\n[definitions]\n");
    }
    for ((definition, property), ty) in types {
        let (definition, property) = (key(definition), key(property));
        text.push_str(&format!(
            "{definition}.{property} = {}\n",
            string(&ty.to_string())
        ));
    }
    text
}

/// The words of an enum, with names for those that no constant can be named after, or another is.
fn entry(list: &Listing, before: Option<&Enum>) -> String {
    let (words, values): (Vec<_>, Vec<_>) = match &list.words {
        List::Integers(numbers) => numbers
            .iter()
            .map(|it| (it.to_string(), it.to_string()))
            .unzip(),
        List::Texts(texts) => texts.iter().map(|it| (it.clone(), string(it))).unzip(),
    };
    let values = format!("[{}]", values.join(", "));
    let names = constants(&words, before);
    let names = names
        .iter()
        .map(|(word, name)| format!("{} = {}", key(word), string(name)));
    let names = names.collect::<Vec<_>>().join(", ");
    let mut entry = values.clone();
    if !names.is_empty() {
        entry += &format!(", names = {{ {names} }}");
    }
    if let Some(note) = &list.note {
        entry += &format!(", description = {}", string(note));
    }
    if entry == values {
        return values;
    }
    format!("{{ values = {entry} }}")
}

/// The constants that need a name of their own. Words that were listed before keep theirs.
fn constants<'a>(words: &'a [String], before: Option<&Enum>) -> BTreeMap<&'a str, String> {
    let values = before.into_iter().flat_map(|list| &list.values);
    let listed: BTreeSet<_> = values.map(|value| value.value.as_str()).collect();
    let named = |word: &str| Some(before?.names.get(word)?.1.value.clone());
    let (old, new): (Vec<&String>, _) = words
        .iter()
        .partition(|word| listed.contains(word.as_str()));
    let (had, had_none) = old.into_iter().partition(|word| named(word).is_some());
    let order: [Vec<&String>; 3] = [had, had_none, new];
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for word in order.into_iter().flatten() {
        let usual = names::constant(word);
        let stem = usual.clone().unwrap_or_else(|| by_code(word));
        let numbered = (2_usize..).map(|number| format!("{stem}_{number}"));
        let had = named(word).filter(|name| names::is_constant(name));
        let mut all = had.into_iter().chain([stem.clone()]).chain(numbered);
        let name = all.find(|name| taken.insert(name.clone()));
        if let Some(name) = name.filter(|name| usual.as_ref() != Some(name)) {
            names.insert(word.as_str(), name);
        }
    }
    names
}

/// A name for a word without a letter or digit that Rust could take.
fn by_code(word: &str) -> String {
    let codes = word
        .chars()
        .map(|letter| format!("U{:X}", u32::from(letter)));
    codes.collect::<Vec<_>>().join("_")
}

/// A key as TOML has it.
fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    if !name.is_empty() && name.chars().all(is_bare) {
        name.to_owned()
    } else {
        string(name)
    }
}

/// A text as TOML has it, on one line.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

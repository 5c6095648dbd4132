//! Writes `facts.toml`: one line a fact, one line an enum, so that an update's difference can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::enums::Listing;
use super::list::{Holder, List, Owner};
use crate::names;
use crate::operations::ListForm;
use crate::overrides::{EnumEntry, OverrideType, Overrides};
use crate::toml_text::{self, key, string};

/// The beginning of the file.
const HEADER: &str = "\
# What the publisher's OpenAPI document says and the Markdown leaves unsaid.
#
# Written by `cargo xtask overrides import`, which would write over any edit. `overrides.toml` wins
# over what stands here; `[enums.X]` with `rename = \"Y\"` there gives an enum another name.
";

/// A fact as the file states it.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) ty: Option<OverrideType>,
    /// The form in which several values of a parameter are sent.
    pub(super) list: Option<ListForm>,
    /// `true` if the API sets the property, and clients do not send it.
    pub(super) read_only: bool,
    /// The default and the bounds.
    pub(super) note: Option<String>,
}

/// Returns the whole file.
pub(super) fn write(
    lists: &BTreeMap<&str, &Listing>,
    facts: &BTreeMap<Owner<'_>, Fact>,
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
    let (operations, definitions): (Vec<_>, Vec<_>) = facts
        .iter()
        .partition(|((holder, _), _)| holder.is_operation());
    for (title, facts) in [("definitions", definitions), ("operations", operations)] {
        if !facts.is_empty() {
            text.push_str(&format!("\n[{title}]\n"));
        }
        for ((holder, name), fact) in facts {
            let (holder, name) = (holder_key(*holder), key(name));
            text.push_str(&format!("{holder}.{name} = {}\n", value(fact)));
        }
    }
    text
}

fn holder_key(holder: Holder<'_>) -> String {
    match holder {
        Holder::Definition(name) => key(name),
        Holder::Operation(endpoint) => key(&endpoint.to_string()),
    }
}

/// Returns a type, or a table where there is more to state.
fn value(fact: &Fact) -> String {
    let ty = fact.ty.as_ref().map(|ty| string(&ty.to_string()));
    let list = fact.list.map(|list| string(list.word()));
    let note = fact.note.as_ref().map(|note| string(note));
    match (ty, list, fact.read_only, note) {
        (Some(ty), None, false, None) => ty,
        (ty, list, read_only, note) => {
            let ty = ty.map(|ty| format!("type = {ty}"));
            let list = list.map(|list| format!("list = {list}"));
            let read_only = read_only.then(|| "read_only = true".to_owned());
            let note = note.map(|note| format!("note = {note}"));
            let keys = [ty, list, read_only, note];
            format!(
                "{{ {} }}",
                keys.into_iter().flatten().collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// Returns the words of an enum, with names for those that no constant can be named after, or another is.
fn entry(list: &Listing, before: Option<&EnumEntry>) -> String {
    let words: Vec<_> = match &list.words {
        List::Integers(numbers) => numbers.iter().map(i64::to_string).collect(),
        List::Texts(texts) => texts.clone(),
    };
    let values = toml_text::list(words.iter().map(|word| match list.words {
        List::Integers(_) => word.clone(),
        List::Texts(_) => string(word),
    }));
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

/// Names the constants that need a name of their own. Words that were listed before keep theirs.
fn constants<'a>(words: &'a [String], before: Option<&EnumEntry>) -> BTreeMap<&'a str, String> {
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

/// Names a word without a letter or digit that Rust could take.
fn by_code(word: &str) -> String {
    let codes = word
        .chars()
        .map(|letter| format!("U{:X}", u32::from(letter)));
    codes.collect::<Vec<_>>().join("_")
}

//! Makes the enums of a document: which properties have each, its name, and its words.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{self, Group, Known, Lists, Word};
use super::list::{List, Owner, described};
use super::naming::{self, Proposals, Taken};
use crate::overrides::Overrides;

/// The enums of a document.
pub(super) struct Enums<'a> {
    by_name: BTreeMap<String, Listing>,
    names: BTreeMap<Owner<'a>, String>,
}

/// The words of an enum.
#[derive(Debug)]
pub(super) struct Listing {
    /// All that its properties list.
    pub(super) words: List,
    /// A note on the words that each property lists, where not all list all.
    pub(super) note: Option<String>,
}

impl<'a> Enums<'a> {
    /// Decides on the enums. `definitions` are the names that are taken.
    pub(super) fn of(
        owners: &Lists<'a>,
        definitions: impl Iterator<Item = &'a str>,
        known: Known<'a>,
    ) -> Self {
        let groups = groups::groups(owners);
        let proposals: Vec<_> = groups.iter().map(Proposals::of).collect();
        let mut taken = Taken::of(definitions, known.by_hand);
        let names = naming::names(&groups, &proposals, taken.clone(), known.before);
        let groups::Sorted { named, mut rest } = groups::sort(&groups, known);
        let mut decided: BTreeMap<String, Group<'a>> = BTreeMap::new();
        for (name, (at, group)) in named {
            // A list that its author wrote out has its name whatever happens. A definition may have
            // come since that takes the name of another.
            if is_listed(known.by_hand, name) || taken.is_free(name) {
                taken.take(name);
                decided.insert(name.to_owned(), group);
            } else {
                rest.push((at, group));
            }
        }
        for (name, list) in &known.by_hand.enums {
            if list.rename.is_none() {
                taken.take(name);
            }
        }
        let mut left = Vec::new();
        for (at, mut group) in rest {
            // What overrides join to an enum by its name is joined to the one that gets the name.
            let is_joined = known.renames && !is_listed(known.by_hand, &names[at]);
            let joined = decided.get_mut(&names[at]).filter(|_| is_joined);
            if let Some(joined) = joined {
                joined.owners.append(&mut group.owners);
            } else if taken.is_free(&names[at]) {
                taken.take(&names[at]);
                decided.insert(names[at].clone(), group);
            } else {
                left.push((at, group));
            }
        }
        for (at, group) in left {
            let name = proposals[at].first_free(&mut taken);
            taken.take(&name);
            decided.insert(name, group);
        }
        Self::decided(decided)
    }

    fn decided(decided: BTreeMap<String, Group<'a>>) -> Self {
        let mut enums = Self {
            by_name: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for (name, group) in decided {
            let owners = group.owners.keys();
            enums
                .names
                .extend(owners.map(|owner| (*owner, name.clone())));
            let words = group.union();
            let note = note(&group, &words);
            enums.by_name.insert(name, Listing { words, note });
        }
        enums
    }

    /// The enum of a property.
    pub(super) fn name<'s>(&'s self, owner: Owner<'s>) -> Option<&'s str> {
        self.names.get(&owner).map(String::as_str)
    }

    /// The words of those that have one of the names.
    pub(super) fn listed(&self, names: &BTreeSet<&str>) -> BTreeMap<&str, &Listing> {
        let all = self.by_name.iter();
        let all = all.filter(|(name, _)| names.contains(name.as_str()));
        all.map(|(name, listing)| (name.as_str(), listing))
            .collect()
    }
}

/// Returns `true` if the author of the overrides lists the words of this enum.
pub(super) fn is_listed(overrides: &Overrides, name: &str) -> bool {
    let list = overrides.enums.get(name);
    list.is_some_and(|list| !list.values.is_empty())
}

/// A paragraph for each list that has not all words.
fn note(group: &Group<'_>, union: &List) -> Option<String> {
    let all: BTreeSet<_> = groups::words(union).into_iter().collect();
    let lists = group.lists();
    let mut lines = Vec::new();
    for (list, owners) in lists {
        let words: BTreeSet<_> = groups::words(list).into_iter().collect();
        let lacks: Vec<_> = all.difference(&words).collect();
        if lacks.is_empty() {
            continue;
        }
        let owners = code(owners.iter().copied().map(described));
        lines.push(if lacks.len() < words.len() {
            format!("{owners}: all but {}.", quoted(lacks))
        } else {
            format!("{owners}: {}.", quoted(words.iter()))
        });
    }
    (!lines.is_empty()).then(|| {
        format!(
            "Not every property lists every value:\n\n{}",
            lines.join("\n\n")
        )
    })
}

fn quoted<'w>(words: impl IntoIterator<Item = &'w Word<'w>>) -> String {
    code(words.into_iter().map(ToString::to_string))
}

/// Texts as Markdown shows them to the letter.
fn code(texts: impl Iterator<Item = String>) -> String {
    let texts = texts.map(|text| {
        let text: String = text.escape_debug().collect();
        match text.contains('`') || text.is_empty() {
            true => format!("\"{text}\""),
            false => format!("`{text}`"),
        }
    });
    texts.collect::<Vec<_>>().join(", ")
}

//! Names the enums of a whole document, so that a name does not hang on what of it is taken in.
//!
//! An enum keeps the name that users may have written down: the one that most of its properties had
//! until now. Any other gets the first of these names that no other wants and nothing has:
//!
//! 1. its property's own, where no other enum has a property of that name, and it says something;
//! 2. its definition's and its property's, where it has one definition;
//! 3. the words that its definitions' names begin with, and its property's;
//! 4. those that they end with, and its property's;
//! 5. the shortest of its definitions' and its property's, or the next shortest; with a number in
//!    the end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::document::{List, Owner};
use crate::names;
use crate::overrides::{EnumEntry, Overrides};

/// Names of properties that say nothing by themselves.
const GENERIC: [&str; 28] = [
    "Action",
    "Category",
    "Code",
    "Dimension",
    "Field",
    "Format",
    "GroupBy",
    "Id",
    "Key",
    "Kind",
    "Level",
    "Method",
    "Metric",
    "Metrics",
    "Mode",
    "Name",
    "Operation",
    "Operator",
    "Order",
    "Reason",
    "Result",
    "Source",
    "State",
    "Status",
    "Target",
    "Type",
    "Value",
    "Values",
];

/// Names that types have already, or that would hide those that everybody knows.
const RESERVED: [&str; 9] = [
    "Array", "Box", "Default", "Err", "None", "Ok", "Option", "String", "Vec",
];

/// The properties that have each list.
pub(super) type Owners<'a> = BTreeMap<&'a List, BTreeSet<Owner<'a>>>;

/// The name of each list. `definitions` are the names that are taken, `by_hand` has lists and names
/// of its author's own, `before` those until now.
pub(super) fn names<'a>(
    owners: &Owners<'a>,
    definitions: impl Iterator<Item = &'a str>,
    by_hand: &Overrides,
    before: &Overrides,
) -> BTreeMap<&'a List, String> {
    let mut naming = Naming {
        names: BTreeMap::new(),
        taken: RESERVED
            .iter()
            .filter_map(|name| names::file_stem(name))
            .collect(),
    };
    let models = by_hand.models.values();
    let models = models.filter_map(|it| Some(&it.rename.as_ref()?.value));
    let enums = by_hand.enums.values();
    let renames = models.chain(enums.filter_map(|it| Some(&it.rename.as_ref()?.value)));
    let types = definitions.filter_map(names::type_name);
    let types = types.chain(renames.cloned());
    naming
        .taken
        .extend(types.filter_map(|name| names::file_stem(&name)));
    naming.keep_by_hand(owners, by_hand);
    naming.inherit(owners, before);
    // Only now: a list that an enum by hand has replaced under its name still goes by that name.
    let hands = by_hand
        .enums
        .iter()
        .filter(|(_, list)| list.rename.is_none());
    naming
        .taken
        .extend(hands.filter_map(|(name, _)| names::file_stem(name)));
    let claims = claims(owners);
    naming.agree(owners, |owners| own(owners, &claims));
    naming.agree(owners, only);
    naming.agree(owners, |owners| beside(owners, leading));
    naming.agree(owners, |owners| beside(owners, trailing));
    let most = owners.values().map(BTreeSet::len).max();
    for rank in 0..most.unwrap_or_default() {
        if naming.names.len() < owners.len() {
            naming.agree(owners, |owners| shortest(owners, rank));
        }
    }
    naming.number(owners);
    naming.names
}

/// Names while they are given.
struct Naming<'a> {
    names: BTreeMap<&'a List, String>,
    /// The files of all types.
    taken: BTreeSet<String>,
}

impl<'a> Naming<'a> {
    fn is_free(&self, name: &str) -> bool {
        let stem = names::file_stem(name).filter(|_| names::is_type_name(name));
        stem.is_some_and(|stem| !self.taken.contains(&stem))
    }

    fn give(&mut self, list: &'a List, name: String) {
        self.taken.extend(names::file_stem(&name));
        self.names.insert(list, name);
    }

    /// A list that the author of the overrides has named, word for word, has that name.
    fn keep_by_hand(&mut self, owners: &Owners<'a>, by_hand: &Overrides) {
        let mut named = BTreeMap::new();
        for (name, list) in by_hand.enums.iter().rev() {
            named.insert(words_before(list), name);
        }
        for &list in owners.keys() {
            if let Some(&name) = named.get(&words(list)) {
                self.give(list, name.clone());
            }
        }
    }

    /// Each list takes the name that most of its properties had, of those the one whose words it
    /// shares most of, of those the first. Of the lists that want a name, the one with most
    /// properties that had it takes it, and so on.
    fn inherit(&mut self, owners: &Owners<'a>, before: &Overrides) {
        let mut wishes = Vec::new();
        for (&list, owners) in owners {
            let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
            for name in owners
                .iter()
                .filter_map(|&owner| name_before(owner, before))
            {
                *votes.entry(name).or_default() += 1;
            }
            let words = words(list);
            wishes.extend(votes.into_iter().map(|(name, votes)| {
                let had = before.enums.get(name).map(words_before).unwrap_or_default();
                let common = had.intersection(&words).count();
                (Reverse(votes), Reverse(common), name, list)
            }));
        }
        wishes.sort_unstable();
        for (_, _, name, list) in wishes {
            if !self.names.contains_key(list) && self.is_free(name) {
                self.give(list, name.to_owned());
            }
        }
    }

    /// Gives every list that has no name yet the one that is proposed for it, unless another list
    /// gets the same proposal.
    fn agree(
        &mut self,
        owners: &Owners<'a>,
        propose: impl Fn(&BTreeSet<Owner<'_>>) -> Option<String>,
    ) {
        let mut proposals: BTreeMap<String, Vec<(&'a List, String)>> = BTreeMap::new();
        for (&list, owners) in owners {
            if self.names.contains_key(list) {
                continue;
            }
            let name = propose(owners).filter(|name| self.is_free(name));
            if let Some((name, stem)) =
                name.and_then(|it| Some((it.clone(), names::file_stem(&it)?)))
            {
                proposals.entry(stem).or_default().push((list, name));
            }
        }
        for proposals in proposals.into_values() {
            if let Ok([(list, name)]) = <[_; 1]>::try_from(proposals) {
                self.give(list, name);
            }
        }
    }

    fn number(&mut self, owners: &Owners<'a>) {
        // By their properties: what a list holds may change more often than who has it.
        let mut left: Vec<_> = owners
            .iter()
            .filter(|(list, _)| !self.names.contains_key(**list))
            .collect();
        left.sort_by_key(|(_, owners)| *owners);
        for (list, owners) in left {
            let stem = shortest(owners, 0).filter(|name| names::is_type_name(name));
            let stem = stem.unwrap_or_else(|| "Words".to_owned());
            let numbered = (2_usize..).map(|number| format!("{stem}{number}"));
            let mut names = std::iter::once(stem.clone()).chain(numbered);
            if let Some(name) = names.find(|name| self.is_free(name)) {
                self.give(list, name);
            }
        }
    }
}

/// The words of a list, as texts.
fn words(list: &List) -> BTreeSet<String> {
    match list {
        List::Texts(texts) => texts.iter().cloned().collect(),
        List::Integers(numbers) => numbers.iter().map(i64::to_string).collect(),
    }
}

fn words_before(list: &EnumEntry) -> BTreeSet<String> {
    list.values
        .iter()
        .map(|value| value.value.clone())
        .collect()
}

/// The enum that a property had until now.
fn name_before<'b>((definition, property): Owner<'_>, before: &'b Overrides) -> Option<&'b str> {
    let entry = before
        .definitions
        .get(definition)?
        .properties
        .get(property)?;
    let name = entry.ty.as_ref()?.value.word();
    before.enums.contains_key(name).then_some(name)
}

/// How many lists have a property of each name.
fn claims(owners: &Owners<'_>) -> BTreeMap<String, usize> {
    let mut claims = BTreeMap::new();
    for owners in owners.values() {
        let names: BTreeSet<_> = owners.iter().filter_map(|(_, it)| camel(it)).collect();
        for name in names {
            *claims.entry(name).or_default() += 1;
        }
    }
    claims
}

/// The name of the property that most definitions have the list by; of those, the first.
fn property(owners: &BTreeSet<Owner<'_>>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in owners.iter().filter_map(|(_, property)| camel(property)) {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.into_iter().min_by_key(|(_, count)| Reverse(*count));
    most.map(|(name, _)| name)
}

fn own(owners: &BTreeSet<Owner<'_>>, claims: &BTreeMap<String, usize>) -> Option<String> {
    let name = property(owners)?;
    (claims.get(&name) == Some(&1) && !GENERIC.contains(&name.as_str())).then_some(name)
}

fn only(owners: &BTreeSet<Owner<'_>>) -> Option<String> {
    let definitions: BTreeSet<_> = owners.iter().map(|(definition, _)| definition).collect();
    let [definition] = <[_; 1]>::try_from(Vec::from_iter(definitions)).ok()?;
    Some(camel(definition)? + &property(owners)?)
}

fn beside(owners: &BTreeSet<Owner<'_>>, common: impl Fn(&[Vec<&str>]) -> String) -> Option<String> {
    let definitions: BTreeSet<_> = owners.iter().map(|(definition, _)| *definition).collect();
    let split: Vec<_> = definitions.into_iter().map(split).collect();
    let common = common(&split);
    (!common.is_empty()).then_some(common + &property(owners)?)
}

/// Of the definitions that have the list by its usual property, the shortest but so many.
fn shortest(owners: &BTreeSet<Owner<'_>>, rank: usize) -> Option<String> {
    let property = property(owners)?;
    let of_it = owners
        .iter()
        .filter(|(_, it)| camel(it).as_ref() == Some(&property));
    let mut definitions: Vec<_> = of_it.map(|(name, _)| (name.len(), *name)).collect();
    definitions.sort_unstable();
    let (_, definition) = definitions.get(rank)?;
    Some(camel(definition)? + &property)
}

/// A name as types have it, to be put together with another.
fn camel(name: &str) -> Option<String> {
    names::type_name(name).map(|name| name.trim_end_matches('_').to_owned())
}

/// The words that all names begin with.
fn leading(names: &[Vec<&str>]) -> String {
    let [first, others @ ..] = names else {
        return String::new();
    };
    let is_common = |at: &usize| {
        others
            .iter()
            .all(|other| other.get(*at) == Some(&first[*at]))
    };
    let words = (0..first.len()).take_while(is_common);
    words.map(|at| first[at]).collect()
}

/// The words that all names end with.
fn trailing(names: &[Vec<&str>]) -> String {
    let [first, others @ ..] = names else {
        return String::new();
    };
    let ends_so = |words: &&[&str]| others.iter().all(|other| other.ends_with(words));
    let mut ends = (0..first.len()).map(|at| &first[at..]);
    ends.find(ends_so).unwrap_or_default().concat()
}

/// The words of a name: `DIDPoolState` is `DID`, `Pool`, `State`.
fn split(name: &str) -> Vec<&str> {
    let letters = name.as_bytes();
    let is_upper = |at: usize| letters.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_lower = |at: usize| letters.get(at).is_some_and(u8::is_ascii_lowercase);
    let begins = |at: &usize| is_upper(*at) && (!is_upper(at - 1) || is_lower(at + 1));
    let mut words = Vec::new();
    let mut start = 0;
    for at in (1..letters.len()).filter(begins).chain([letters.len()]) {
        words.push(&name[start..at]);
        start = at;
    }
    words
}

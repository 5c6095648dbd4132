//! Decides which properties share an enum.
//!
//! Two properties mean the same enum where they have the same name and their lists overlap: more
//! than half of the words of either are words of the other. The list that most properties have
//! leads, and the others gather around it, so that no chain of small differences joins lists that
//! have nothing in common.
//!
//! Parameters of operations share enums by the same rule, with each other and with properties. They gather
//! last, so that no parameter changes which properties share an enum.
//!
//! A property whose enum is known keeps it, however its list grows: overrides name it, or facts of an
//! earlier import. Such a decision also draws the properties of the same group that come later.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::list::{Holder, List, Owner, own_type};
use crate::names;
use crate::overrides::{EnumEntry, Overrides};

/// The list of each property that has one.
pub(super) type Lists<'a> = BTreeMap<Owner<'a>, &'a List>;

/// One word of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word<'a> {
    Text(&'a str),
    Integer(i64),
}

/// Properties that share an enum, with the list of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Group<'a> {
    pub(super) owners: Lists<'a>,
}

impl<'a> Group<'a> {
    /// The words that any of the properties lists.
    pub(super) fn union(&self) -> List {
        let words: BTreeSet<Word<'_>> = self.lists().into_keys().flat_map(words).collect();
        let integers: Vec<_> = words.iter().filter_map(|word| word.integer()).collect();
        if integers.is_empty() {
            List::Texts(words.iter().map(ToString::to_string).collect())
        } else {
            List::Integers(integers)
        }
    }

    /// The properties that have each list.
    pub(super) fn lists(&self) -> BTreeMap<&'a List, Vec<Owner<'a>>> {
        let mut lists: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (&owner, &list) in &self.owners {
            lists.entry(list).or_default().push(owner);
        }
        lists
    }

    /// Returns `true` if no property has it.
    pub(super) fn is_of_parameters(&self) -> bool {
        self.owners.keys().all(|(holder, _)| holder.is_operation())
    }

    /// The owners that decide on its name: the properties, or where there are none the parameters.
    pub(super) fn deciding(&self) -> impl Iterator<Item = Owner<'a>> {
        let is_of_parameters = self.is_of_parameters();
        let owners = self.owners.keys().copied();
        owners.filter(move |(holder, _)| holder.is_operation() == is_of_parameters)
    }
}

impl Word<'_> {
    fn integer(self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(number),
            Self::Text(_) => None,
        }
    }
}

impl std::fmt::Display for Word<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => to.write_str(text),
            Self::Integer(number) => write!(to, "{number}"),
        }
    }
}

/// The words of a list, in order.
pub(super) fn words(list: &List) -> Vec<Word<'_>> {
    match list {
        List::Texts(texts) => texts.iter().map(|text| Word::Text(text)).collect(),
        List::Integers(numbers) => numbers.iter().copied().map(Word::Integer).collect(),
    }
}

/// The groups of a document, each by itself: the same whatever was decided before.
pub(super) fn groups<'a>(owners: &Lists<'a>) -> Vec<Group<'a>> {
    let mut by_name: BTreeMap<String, BTreeMap<&List, Vec<Owner<'a>>>> = BTreeMap::new();
    for (&owner, &list) in owners {
        let (_, name) = owner;
        let name = names::type_name(name).unwrap_or_else(|| name.to_owned());
        let lists = by_name.entry(name).or_default();
        lists.entry(list).or_default().push(owner);
    }
    by_name.into_values().flat_map(gather).collect()
}

/// The groups of the properties of one name.
fn gather<'a>(lists: BTreeMap<&'a List, Vec<Owner<'a>>>) -> Vec<Group<'a>> {
    let mut uses: BTreeMap<Word<'_>, usize> = BTreeMap::new();
    for word in lists.keys().flat_map(|list| words(list)) {
        *uses.entry(word).or_default() += 1;
    }
    let mut lists = Vec::from_iter(lists);
    lists.sort_by_key(|(_, owners)| {
        let properties = owners.iter().filter(|(holder, _)| !holder.is_operation());
        match properties.count() {
            0 => (true, Reverse(owners.len())),
            properties => (false, Reverse(properties)),
        }
    });
    let mut groups: Vec<(Vec<Word<'_>>, Group<'a>)> = Vec::new();
    // Lists that overlap by more than half share one of the rarer halves of their words, so that
    // most pairs need no comparison.
    let mut led: BTreeMap<Word<'_>, Vec<usize>> = BTreeMap::new();
    for (list, owners) in lists {
        let words = words(list);
        let mut rare = words.clone();
        rare.sort_by_key(|word| (uses[word], *word));
        rare.truncate(words.len().div_ceil(2));
        let near = rare.iter().filter_map(|word| led.get(word)).flatten();
        let near: BTreeSet<usize> = near.copied().collect();
        let closest = near
            .into_iter()
            .filter_map(|at| Some((overlap(&words, &groups[at].0)?, Reverse(at))))
            .max();
        let at = match closest {
            Some((_, Reverse(at))) => at,
            None => {
                for word in rare {
                    led.entry(word).or_default().push(groups.len());
                }
                groups.push((words, Group::default()));
                groups.len() - 1
            }
        };
        let owners = owners.into_iter().map(|owner| (owner, list));
        groups[at].1.owners.extend(owners);
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Returns the share of the longer list that the shorter one has, in millionths, if it is more than half.
fn overlap(one: &[Word<'_>], other: &[Word<'_>]) -> Option<usize> {
    let longer = one.len().max(other.len());
    let is_common = |word: &&Word<'_>| other.binary_search(word).is_ok();
    let common = one.iter().filter(is_common).count();
    (2 * common > longer).then(|| common * 1_000_000 / longer)
}

/// The enums that properties have already, from the overrides and from the facts until now.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) by_hand: &'a Overrides,
    pub(super) before: &'a Overrides,
    /// `true` if only the decisions of the overrides' author count.
    pub(super) renames: bool,
}

/// The groups by the name of an enum that exists, and the rest of each group that has none: each
/// with the place of a group of the document that it is of.
pub(super) struct Sorted<'a> {
    pub(super) named: BTreeMap<&'a str, (usize, Group<'a>)>,
    pub(super) rest: Vec<(usize, Group<'a>)>,
}

/// Gives the properties of each group to the enums that they have.
pub(super) fn sort<'a>(groups: &[Group<'a>], known: Known<'a>) -> Sorted<'a> {
    let by_words = known.by_words();
    let mut sorted = Sorted {
        named: BTreeMap::new(),
        rest: Vec::new(),
    };
    for (at, group) in groups.iter().enumerate() {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut rest = Group::default();
        for (&owner, &list) in &group.owners {
            let by_hand = known.by_reference(owner, list);
            let by_hand = by_hand.or_else(|| by_words.get(&as_texts(list)).copied());
            let before = known.until_now(owner, list);
            if let Some(name) = by_hand.or(before) {
                let (_, named) = sorted.named.entry(name).or_insert((at, Group::default()));
                named.owners.insert(owner, list);
            } else {
                rest.owners.insert(owner, list);
            }
            if let Some(name) = before.filter(|name| known.before.enums.contains_key(*name)) {
                *votes.entry(name).or_default() += 1;
            }
        }
        let chosen = votes
            .into_iter()
            .max_by_key(|(name, votes)| (*votes, Reverse(*name)));
        match chosen {
            _ if rest.owners.is_empty() => {}
            Some((name, _)) => {
                let (_, named) = sorted.named.entry(name).or_insert((at, Group::default()));
                named.owners.append(&mut rest.owners);
            }
            None => sorted.rest.push((at, rest)),
        }
    }
    sorted
}

impl<'a> Known<'a> {
    /// The names of the lists that the author of the overrides wrote out.
    fn by_words(self) -> BTreeMap<BTreeSet<String>, &'a str> {
        let lists = self.by_hand.enums.iter().rev();
        let lists = lists.filter(|(_, list)| !list.values.is_empty());
        lists
            .map(|(name, list)| (words_before(list), name.as_str()))
            .collect()
    }

    /// The enum that the overrides give a property.
    fn by_reference(self, owner: Owner<'_>, list: &List) -> Option<&'a str> {
        let name = by_reference(self.by_hand, owner)?;
        self.fitting(name, list)
    }

    /// The enum that the facts gave a property until now.
    fn until_now(self, owner: Owner<'_>, list: &List) -> Option<&'a str> {
        if self.renames {
            return None;
        }
        let ty = own_type(self.before, owner)?;
        self.fitting(ty.value.word(), list)
    }

    /// The enum of that name, if it can have the words of the list.
    fn fitting(self, name: &'a str, list: &List) -> Option<&'a str> {
        let listed = |overrides: &'a Overrides| {
            let list = overrides.enums.get(name)?;
            (!list.values.is_empty()).then_some(list.integers)
        };
        let integers = listed(self.by_hand).or_else(|| listed(self.before))?;
        (integers == matches!(list, List::Integers(_))).then_some(name)
    }
}

/// The word by which the overrides name a property's type.
pub(super) fn by_reference<'a>(overrides: &'a Overrides, owner: Owner<'_>) -> Option<&'a str> {
    let shared = match owner {
        (Holder::Definition(_), name) => overrides.properties.get(name),
        (Holder::Operation(_), _) => None,
    };
    let ty = own_type(overrides, owner).or_else(|| shared?.ty.as_ref());
    ty.map(|ty| ty.value.word())
}

/// The words of an enum as overrides and facts list them.
pub(super) fn words_before(list: &EnumEntry) -> BTreeSet<String> {
    let values = list.values.iter();
    values.map(|value| value.value.clone()).collect()
}

/// The words of a list as overrides write them.
pub(super) fn as_texts(list: &List) -> BTreeSet<String> {
    words(list).iter().map(ToString::to_string).collect()
}

//! Names the enums of a whole document, so that a name does not depend on what of it is imported.
//!
//! Properties name an enum, and parameters only one that no property has, after all others: the name of
//! `GET /api/v2/users/{userId}/queues` is then `UsersQueues`. So no parameter changes the name of an enum that
//! a property has.
//!
//! An enum that has a name keeps it. Any other gets the first of these that is free and that no
//! other enum of the document wants as well; of several that want it, the one with most properties
//! gets it:
//!
//! 1. the name of its property, unless that is too general;
//! 2. the names of its definition and its property, where only one definition has it;
//! 3. the words that the names of all its definitions contain, the longest run of them first, and
//!    its property's name;
//! 4. those that most of them contain, unless they are the name of one of them;
//! 5. the name of its property, or where its definitions have words in common the first name of 3,
//!    with a number behind it if need be.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Group, as_texts, words_before};
use super::list::{Holder, Owner, own_type};
use crate::names;
use crate::overrides::Overrides;

/// Names of properties that are too general to name a type.
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

/// Words of definitions' names that are too general to name a type.
const FILLERS: [&str; 7] = [
    "Add", "Create", "Get", "Patch", "Request", "Response", "Update",
];

/// Names that types have already, or that would hide those of Rust's prelude.
const RESERVED: [&str; 11] = [
    "Array", "Box", "Default", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// The number of words of a definition's name that count. No published name comes near it.
const LONGEST: usize = 16;

/// The names that are taken: the files of their types.
#[derive(Clone)]
pub(super) struct Taken {
    stems: BTreeSet<String>,
    /// The first number that may be free behind a name.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    /// The names of definitions, and those that the author of the overrides gave.
    pub(super) fn of<'a>(definitions: impl Iterator<Item = &'a str>, by_hand: &Overrides) -> Self {
        let models = by_hand.models.values();
        let models = models.filter_map(|it| Some(&it.rename.as_ref()?.value));
        let enums = by_hand.enums.values();
        let renames = models.chain(enums.filter_map(|it| Some(&it.rename.as_ref()?.value)));
        let types = definitions.filter_map(names::type_name);
        let types = types.chain(renames.cloned());
        let types = types.chain(RESERVED.map(str::to_owned));
        Self {
            stems: types.filter_map(|name| names::file_stem(&name)).collect(),
            numbers: BTreeMap::new(),
        }
    }

    pub(super) fn is_free(&self, name: &str) -> bool {
        let stem = names::file_stem(name).filter(|_| names::is_type_name(name));
        stem.is_some_and(|stem| !self.stems.contains(&stem))
    }

    pub(super) fn take(&mut self, name: &str) {
        self.stems.extend(names::file_stem(name));
    }

    /// The name, or the first free one with a number behind it.
    fn number(&mut self, name: &str) -> String {
        if self.is_free(name) {
            return name.to_owned();
        }
        let mut number = self.numbers.get(name).copied().unwrap_or(2);
        while !self.is_free(&format!("{name}{number}")) {
            number += 1;
        }
        self.numbers.insert(name.to_owned(), number + 1);
        format!("{name}{number}")
    }
}

/// The names that suit a group, those of each step in the order in which they are tried.
pub(super) struct Proposals {
    steps: [Vec<String>; 4],
    last: String,
}

impl Proposals {
    pub(super) fn of(group: &Group<'_>) -> Self {
        let property = property(group);
        let behind = |word: String| property.clone().map(|property| word + &property);
        let holders: BTreeSet<_> = group.deciding().map(|(holder, _)| holder).collect();
        let mut definitions: Vec<_> = holders.into_iter().filter_map(holder_name).collect();
        if group.is_of_parameters() {
            definitions.sort();
            definitions.dedup();
        }
        let own = property.clone();
        let own = own.filter(|name| !GENERIC.contains(&name.as_str()));
        let (only, common, most) = match definitions.as_slice() {
            [only] => (behind(only.clone()), Vec::new(), Vec::new()),
            all => {
                let split: Vec<_> = all.iter().map(|name| split(name)).collect();
                let common = common(&split).into_iter().filter_map(&behind).collect();
                let most = most(&split).into_iter().filter_map(&behind).collect();
                (None, common, most)
            }
        };
        let last = only.iter().chain(&common).next().or(property.as_ref());
        let last = last.filter(|name| names::is_type_name(name));
        let last = last.cloned().unwrap_or_else(|| "Words".to_owned());
        let steps = [Vec::from_iter(own), Vec::from_iter(only), common, most];
        Self { steps, last }
    }

    /// The first of the names that is free, with a number if none is.
    pub(super) fn first_free(&self, taken: &mut Taken) -> String {
        let mut names = self.steps.iter().flatten();
        match names.find(|name| taken.is_free(name)) {
            Some(name) => name.clone(),
            None => taken.number(&self.last),
        }
    }
}

/// A name for each of the groups, none of which has one. Where several with as many properties want
/// a name, the one that had it `before` and changed least gets it.
pub(super) fn names(
    groups: &[Group<'_>],
    proposals: &[Proposals],
    mut taken: Taken,
    before: &Overrides,
) -> Vec<String> {
    let mut names = vec![String::new(); groups.len()];
    let all = 0..groups.len();
    let (properties, parameters): (Vec<_>, Vec<_>) =
        all.partition(|at| !groups[*at].is_of_parameters());
    for part in [properties, parameters] {
        name_part(&part, groups, proposals, &mut taken, before, &mut names);
    }
    names
}

/// Names the groups of the `part`.
fn name_part(
    part: &[usize],
    groups: &[Group<'_>],
    proposals: &[Proposals],
    taken: &mut Taken,
    before: &Overrides,
    names: &mut [String],
) {
    let longest = |step: usize| proposals.iter().map(|it| it.steps[step].len()).max();
    for step in 0..4 {
        for rank in 0..longest(step).unwrap_or_default() {
            let mut wishes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (at, proposals) in part.iter().map(|at| (*at, &proposals[*at])) {
                let name = proposals.steps[step].get(rank);
                if let Some(name) = name.filter(|name| names[at].is_empty() && taken.is_free(name))
                {
                    wishes.entry(name).or_default().push(at);
                }
            }
            for (name, wishes) in wishes {
                // Another spelling of it may have been given.
                let winner = winner(name, &wishes, groups, before);
                if let Some(at) = winner.filter(|_| taken.is_free(name)) {
                    taken.take(name);
                    name.clone_into(&mut names[at]);
                }
            }
        }
    }
    let mut left: Vec<_> = part.to_vec();
    left.retain(|at| names[*at].is_empty());
    // By their properties: what a list holds may change more often than who has it.
    left.sort_by_key(|at| {
        let mut deciding = groups[*at].deciding();
        (Reverse(groups[*at].deciding().count()), deciding.next())
    });
    for at in left {
        names[at] = taken.number(&proposals[at].last);
        taken.take(&names[at]);
    }
}

/// The group that gets a name, of those that want it.
fn winner(name: &str, wishes: &[usize], groups: &[Group<'_>], before: &Overrides) -> Option<usize> {
    let uses = |at: &usize| groups[*at].deciding().count();
    let most = wishes.iter().map(uses).max()?;
    let mut first = wishes.iter().filter(|at| uses(at) == most);
    match (first.next(), first.next()) {
        (Some(&at), None) => return Some(at),
        _ if !before.enums.contains_key(name) => return None,
        _ => {}
    }
    let words = words_before(&before.enums[name]);
    let had = wishes.iter().filter(|at| uses(at) == most).filter(|at| {
        groups[**at]
            .owners
            .keys()
            .any(|owner| had(*owner, name, before))
    });
    let mut changed: Vec<_> = had
        .map(|&at| {
            let now = as_texts(&groups[at].union());
            (now.symmetric_difference(&words).count(), at)
        })
        .collect();
    changed.sort_unstable();
    match changed.as_slice() {
        [(one, _), (other, _), ..] if one == other => None,
        changed => changed.first().map(|(_, at)| *at),
    }
}

/// Returns `true` if a property or a parameter had the enum.
fn had(owner: Owner<'_>, name: &str, before: &Overrides) -> bool {
    own_type(before, owner).is_some_and(|ty| ty.value.word() == name)
}

/// The name of the property that most definitions have the list by; of those, the first.
fn property(group: &Group<'_>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in group.deciding().filter_map(|(_, name)| camel(name)) {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.into_iter().min_by_key(|(_, count)| Reverse(*count));
    most.map(|(name, _)| name)
}

/// The name of a definition, or the words of a path without its version and its parameters.
fn holder_name(holder: Holder<'_>) -> Option<String> {
    let path = match holder {
        Holder::Definition(name) => return camel(name),
        Holder::Operation(endpoint) => &endpoint.path,
    };
    let is_version = |word: &&str| {
        let number = word.strip_prefix('v').unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = path.split('/').filter(|word| !word.is_empty());
    let words = words.skip_while(|word| *word == "api" || is_version(word));
    let words = words.filter(|word| !word.contains('{'));
    camel(&words.collect::<Vec<_>>().join("_"))
}

/// A name as types have it, to be put together with another.
fn camel(name: &str) -> Option<String> {
    names::type_name(name).map(|name| name.trim_end_matches('_').to_owned())
}

/// The runs of words that all names contain: the longest first, and those that all begin with before
/// those that all end with.
fn common(names: &[Vec<&str>]) -> Vec<String> {
    let [first, others @ ..] = names else {
        return Vec::new();
    };
    let mut common: Vec<_> = runs(first, LONGEST).filter(|run| !is_filler(run)).collect();
    for other in others {
        common.retain(|run| other.windows(run.len()).any(|it| it == *run));
    }
    let place = |run: &[&str]| {
        let is_leading = names.iter().all(|name| name.starts_with(run));
        let is_trailing = names.iter().all(|name| name.ends_with(run));
        (!is_leading, !is_trailing)
    };
    common.sort_by_cached_key(|run| (Reverse(run.len()), place(run), run.concat()));
    common.dedup();
    common.iter().map(|run| run.concat()).collect()
}

/// The runs of words that three quarters of the names contain, or half of them and a dozen: those of
/// most names first. None is a whole name, which would pass for that of all.
fn most(names: &[Vec<&str>]) -> Vec<String> {
    const DOZEN: usize = 12;
    let mut counts: BTreeMap<&[&str], usize> = BTreeMap::new();
    for name in names {
        let runs: BTreeSet<_> = runs(name, 3).collect();
        for run in runs {
            *counts.entry(run).or_default() += 1;
        }
    }
    for name in names {
        counts.remove(name.as_slice());
    }
    let is_most =
        |count: usize| 4 * count >= 3 * names.len() || count >= DOZEN && 2 * count >= names.len();
    let mut most: Vec<_> = counts
        .into_iter()
        .filter(|(run, count)| is_most(*count) && !is_filler(run))
        .collect();
    // The last in the alphabet of as many: an arbitrary choice, as any other were.
    most.sort_by_key(|(run, count)| (Reverse(*count), run.len(), Reverse(*run)));
    most.into_iter().map(|(run, _)| run.concat()).collect()
}

fn is_filler(run: &[&str]) -> bool {
    run.iter().all(|word| FILLERS.contains(word))
}

/// The runs of at most so many words of a name.
fn runs<'n, 'w>(name: &'n [&'w str], longest: usize) -> impl Iterator<Item = &'n [&'w str]> {
    let name = &name[..name.len().min(LONGEST)];
    let lengths = move |start| 1..=longest.min(name.len() - start);
    (0..name.len())
        .flat_map(move |start| lengths(start).map(move |length| &name[start..start + length]))
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

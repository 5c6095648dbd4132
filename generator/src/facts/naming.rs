//! Names the enums of a whole document, so that a name does not depend on what of it is imported.
//!
//! Properties name an enum, and parameters only one that no property has, after all others: the name of
//! `GET /api/v2/users/{userId}/queues` is then `UsersQueues`. So no parameter changes the name of an enum that
//! a property has.
//!
//! An enum that has a name keeps it. Any other gets the first of these that is free and that no
//! other enum of the document wants as well; of several that want it, the one whose definition and property
//! spell it gets it, or else the one with most properties:
//!
//! 1. the name of its property, where several definitions have it and their names have no word in common,
//!    unless it is too general;
//! 2. the name of its definition, or the words that the names of all its definitions have in common, as many
//!    of them as there are, and its property's name. `Bots` and `Bot` are one word here;
//! 3. the words in a row that most of them contain, and its property's name. They are the name of one of them
//!    only where three quarters contain it;
//! 4. the first of these with a number behind it if need be.
//!
//! A plain property's name thus belongs to an enum that is as general as the name reads, and the enum of one
//! definition carries the name of that definition. Words that are the end of the first part and the
//! beginning of the second appear once: `SmsPhoneNumber` and `PhoneNumberType` are `SmsPhoneNumberType`.

use std::cmp::{Ordering, Reverse};
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

/// The number of words of a definition's name that count. The longest published name has as many.
const LONGEST: usize = 12;

/// The number of names of one step that are tried for an enum.
const TRIED: usize = 16;

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
#[derive(Default)]
pub(super) struct Proposals {
    steps: [Vec<String>; 3],
    last: Option<String>,
    /// The names of each definition and its property.
    spelled: BTreeSet<String>,
}

impl Proposals {
    pub(super) fn of(group: &Group<'_>) -> Self {
        let Some(property) = property(group) else {
            return Self::default();
        };
        let own = split(&property);
        let holders: BTreeSet<_> = group.deciding().map(|(holder, _)| holder).collect();
        let mut definitions: Vec<_> = holders.into_iter().filter_map(holder_name).collect();
        if group.is_of_parameters() {
            definitions.sort();
            definitions.dedup();
        }
        let names: Vec<_> = definitions.iter().map(|name| split(name)).collect();
        let with_property = |run: &[Part<'_>]| [joined(run, &own), concat(run) + &property];
        let spelled: BTreeSet<_> = definitions
            .iter()
            .map(|it| it.clone() + &property)
            .collect();
        // It would pass for the enum of that definition alone.
        let is_of_one = |name: &str| {
            let one = name.strip_suffix(&property).unwrap_or_default();
            let family = definitions.iter().filter(|other| other.contains(one));
            spelled.contains(name) && !is_family(family.count(), definitions.len())
        };
        let (mut plain, mut most_of) = (Vec::new(), Vec::new());
        let mut first = match names.as_slice() {
            [only] => with_property(only).to_vec(),
            all => {
                // What the property's name contains adds nothing to it.
                let (added, contained): (Vec<_>, Vec<_>) = common(all)
                    .into_iter()
                    .partition(|run| !contains(&own, run));
                let mut names: Vec<_> = added.iter().flat_map(|run| with_property(run)).collect();
                names.retain(|name| !is_of_one(name));
                names.truncate(TRIED);
                if !contained.is_empty() {
                    names.push(property.clone());
                }
                if names.is_empty() {
                    plain.push(property.clone());
                }
                most_of = most(all).iter().map(|run| joined(run, &own)).collect();
                names
            }
        };
        for names in [&mut plain, &mut first, &mut most_of] {
            names.retain(|name| !GENERIC.contains(&name.as_str()));
        }
        let is_type = |name: &&String| names::is_type_name(name);
        let last = first.iter().chain([&property]).find(is_type).cloned();
        Self {
            steps: [plain, first, most_of],
            last,
            spelled,
        }
    }

    /// The name that gets a number.
    fn last(&self) -> &str {
        self.last.as_deref().unwrap_or("Words")
    }

    /// The first of the names that is free, with a number if none is.
    pub(super) fn first_free(&self, taken: &mut Taken) -> String {
        let mut names = self.steps.iter().flatten();
        match names.find(|name| taken.is_free(name)) {
            Some(name) => name.clone(),
            None => taken.number(self.last()),
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
    for step in 0..3 {
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
                let winner = winner(name, wishes, groups, proposals, before);
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
        names[at] = taken.number(proposals[at].last());
        taken.take(&names[at]);
    }
}

/// The group that gets a name, of those that want it.
fn winner(
    name: &str,
    mut wishes: Vec<usize>,
    groups: &[Group<'_>],
    proposals: &[Proposals],
    before: &Overrides,
) -> Option<usize> {
    let is_spelled = |at: &usize| proposals[*at].spelled.contains(name);
    if wishes.iter().any(is_spelled) {
        wishes.retain(is_spelled);
    }
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

/// A word of a name. It equals its plural.
#[derive(Clone, Copy)]
struct Part<'w>(&'w str);

impl<'w> Part<'w> {
    /// The letters that singular and plural have in common: `Categor` of `Category` and `Categories`.
    fn stem(self) -> &'w str {
        let endings = ["ies", "y", "s"];
        let mut stems = endings.iter().filter_map(|end| self.0.strip_suffix(end));
        stems.next().unwrap_or(self.0)
    }

    fn is_filler(self) -> bool {
        FILLERS.contains(&self.0)
    }
}

impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.stem() == other.stem()
    }
}

impl Eq for Part<'_> {}

impl PartialOrd for Part<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.stem().cmp(other.stem())
    }
}

fn concat(parts: &[Part<'_>]) -> String {
    parts.iter().map(|part| part.0).collect()
}

/// The name of an enum from the words before it and those of its property. Two or more words that the
/// property's name begins with, or one that the others end with, appear once.
fn joined(before: &[Part<'_>], own: &[Part<'_>]) -> String {
    let repeated = |length: usize| {
        let repeats = before.windows(length).rposition(|it| it == &own[..length]);
        let at = repeats.filter(|at| *at > 0 || own.starts_with(before))?;
        (length > 1 || at + 1 == before.len()).then_some(at)
    };
    let lengths = 1..=own.len().min(before.len());
    let kept = lengths.rev().find_map(repeated);
    concat(&before[..kept.unwrap_or(before.len())]) + &concat(own)
}

/// The words that all names contain in one order: the longest first; of these those that all begin with, then
/// those that all end with, then those that stand in a row.
fn common<'w>(names: &[Vec<Part<'w>>]) -> Vec<Vec<Part<'w>>> {
    let Some(shortest) = names.iter().min_by_key(|name| name.len()) else {
        return Vec::new();
    };
    let mut common: Vec<Vec<Part<'_>>> = vec![Vec::new()];
    for &word in shortest.iter().take(LONGEST) {
        let spellings = names.iter().flatten().filter(|other| **other == word);
        let singular = *spellings.min_by_key(|it| it.0.len()).unwrap_or(&word);
        let longer = common
            .iter()
            .map(|it| [it.as_slice(), &[singular]].concat());
        let longer = longer.filter(|words| names.iter().all(|name| contains(name, words)));
        let longer: Vec<_> = longer.collect();
        common.extend(longer);
    }
    common.retain(|words| !is_filler(words));
    common.sort_by_cached_key(|words| {
        let is_leading = names.iter().all(|name| name.starts_with(words));
        let is_trailing = names.iter().all(|name| name.ends_with(words));
        let is_row = |name: &Vec<_>| name.windows(words.len()).any(|row| row == words);
        let place = (!is_leading, !is_trailing, !names.iter().all(is_row));
        (Reverse(words.len()), place, concat(words))
    });
    common.dedup();
    common
}

/// Returns `true` if the name contains the words in this order.
fn contains(name: &[Part<'_>], words: &[Part<'_>]) -> bool {
    let mut name = name.iter();
    words.iter().all(|word| name.any(|other| other == word))
}

/// `true` if so many of the names contain a run of words that it stands for all of them, even where it is the
/// name of one: `SearchCriteria` among a dozen `…SearchCriteria`.
fn is_family(contain: usize, names: usize) -> bool {
    4 * contain >= 3 * names
}

/// The runs of words that a family of the names contains, or a dozen and half of them: those that most names
/// end with first, then those of most names. What half of them contain is no whole name, which would pass for
/// that of all.
fn most<'n, 'w>(names: &'n [Vec<Part<'w>>]) -> Vec<&'n [Part<'w>]> {
    const DOZEN: usize = 12;
    let mut counts: BTreeMap<&[Part<'_>], usize> = BTreeMap::new();
    for name in names {
        let runs: BTreeSet<_> = runs(name, 3).collect();
        for run in runs {
            *counts.entry(run).or_default() += 1;
        }
    }
    let is_name = |run: &[Part<'_>]| names.iter().any(|name| name == run);
    let is_most = |run: &[Part<'_>], count: usize| {
        is_family(count, names.len()) || count >= DOZEN && 2 * count >= names.len() && !is_name(run)
    };
    let mut most: Vec<_> = counts
        .into_iter()
        .filter(|(run, count)| is_most(run, *count) && !is_filler(run))
        .collect();
    let ends = |run: &[Part<'_>]| {
        let with = names.iter().filter(|name| {
            let fillers = name.iter().rev().take_while(|word| word.is_filler());
            name[..name.len() - fillers.count()].ends_with(run)
        });
        with.count()
    };
    most.sort_by_cached_key(|(run, count)| {
        let order = (Reverse(ends(run)), Reverse(*count), Reverse(run.len()));
        (order, *run)
    });
    most.into_iter().map(|(run, _)| run).collect()
}

fn is_filler(run: &[Part<'_>]) -> bool {
    run.iter().all(|word| word.is_filler())
}

/// The runs of at most so many words of a name.
fn runs<'n, 'w>(name: &'n [Part<'w>], longest: usize) -> impl Iterator<Item = &'n [Part<'w>]> {
    let name = &name[..name.len().min(LONGEST)];
    let lengths = move |start| 1..=longest.min(name.len() - start);
    (0..name.len())
        .flat_map(move |start| lengths(start).map(move |length| &name[start..start + length]))
}

/// The words of a name: `DIDPoolState` is `DID`, `Pool`, `State`.
fn split(name: &str) -> Vec<Part<'_>> {
    let letters = name.as_bytes();
    let is_upper = |at: usize| letters.get(at).is_some_and(u8::is_ascii_uppercase);
    let is_lower = |at: usize| letters.get(at).is_some_and(u8::is_ascii_lowercase);
    let begins = |at: &usize| is_upper(*at) && (!is_upper(at - 1) || is_lower(at + 1));
    let mut words = Vec::new();
    let mut start = 0;
    for at in (1..letters.len()).filter(begins).chain([letters.len()]) {
        words.push(Part(&name[start..at]));
        start = at;
    }
    words
}

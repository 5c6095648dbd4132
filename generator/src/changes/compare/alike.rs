//! Decides whether an added property is a removed one under another name.
//!
//! A wrong guess turns "compatible" into "breaking", so there must be evidence, of which one kind is
//! enough:
//!
//! - **The description**: equal except for whitespace, at least two words apart from the API's
//!   sentences on dates, and no other property of the definition has it, on either side.
//! - **The name**: the same words, in whatever order and letter case; or all but one, which is the
//!   plural of the other, has one letter wrong ([`TYPO`] letters at least), or is cut short (three
//!   letters at least, and half of it missing). Where one word differs, descriptions must not speak
//!   against it: one is empty, or they share half of their words.
//!
//! Opposites never match: `minValue` did not become `maxValue`, whatever their descriptions.
//!
//! In addition, both must hold the same, in any number of lists, and no other property may match either
//! of them as well.

use std::collections::{BTreeMap, BTreeSet};

use strsim::osa_distance;

use super::opposites;
use super::pairs::Pairs;
use super::spelling::plain;
use crate::date_sentences;
use crate::model::{Field, Struct};
use crate::names;

/// From how many letters on a wrong one is a typo. Of shorter words many are one letter apart.
const TYPO: usize = 5;

/// The number of pairs compared by their names. Where more came and went, the definition was replaced.
const PAIRS: usize = 4_096;

/// A property that went and the one that it may be.
type Pair<'a> = (&'a Field, &'a Field);

/// The pairs among properties that went and that came of `old` and `new`.
pub(super) fn pairs<'a>(
    (removed, added): (&[&'a Field], &[&'a Field]),
    (old, new): (&'a Struct, &'a Struct),
    definitions: &Pairs<'_>,
) -> Vec<Pair<'a>> {
    let holds_the_same = |(one, other): &Pair<'a>| {
        let (one, other) = (&one.property.ty.value, &other.property.ty.value);
        plain(one).item.is_same(&plain(other).item, definitions)
    };
    let holds_the_same = |pair: &Pair<'a>| holds_the_same(pair) && !mean_opposites(pair);
    let described = by_description((removed, added), (old, new)).into_iter();
    let described: Vec<_> = described.filter(holds_the_same).collect();
    let named: Vec<_> = by_name(removed, added).filter(holds_the_same).collect();
    let (described, named): (ByName<'a>, ByName<'a>) = (by_names(described), by_names(named));
    // Those with both kinds of evidence first: they leave the others to others.
    let both = described
        .iter()
        .filter(|(names, _)| named.contains_key(*names));
    let mut found = alone(both.map(|(_, pair)| *pair).collect());
    let taken: BTreeSet<_> = found
        .iter()
        .flat_map(|(one, other)| [(false, one.wire_name()), (true, other.wire_name())])
        .collect();
    let rest: ByName<'a> = described.into_iter().chain(named).collect();
    let is_free = |(one, other): &(&str, &str)| {
        !taken.contains(&(false, *one)) && !taken.contains(&(true, *other))
    };
    let rest = rest.into_iter().filter(|(names, _)| is_free(names));
    found.extend(alone(rest.map(|(_, pair)| pair).collect()));
    found
}

/// `true` if what differs in the names is opposite in meaning.
fn mean_opposites((one, other): &Pair<'_>) -> bool {
    let (one, other) = remaining(one.wire_name(), other.wire_name());
    opposites::are_apart(&one, &other)
}

/// Pairs by both names.
type ByName<'a> = BTreeMap<(&'a str, &'a str), Pair<'a>>;

fn by_names(pairs: Vec<Pair<'_>>) -> ByName<'_> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(one, other)| ((one.wire_name(), other.wire_name()), (one, other)))
        .collect()
}

/// Those that share neither side with another.
fn alone(pairs: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    let mut uses: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (one, other) in &pairs {
        *uses.entry((false, one.wire_name())).or_default() += 1;
        *uses.entry((true, other.wire_name())).or_default() += 1;
    }
    let is_alone = |(one, other): &Pair<'_>| {
        uses[&(false, one.wire_name())] == 1 && uses[&(true, other.wire_name())] == 1
    };
    pairs.iter().copied().filter(is_alone).collect()
}

fn by_description<'a>(
    (removed, added): (&[&'a Field], &[&'a Field]),
    (old, new): (&'a Struct, &'a Struct),
) -> Vec<Pair<'a>> {
    if removed.is_empty() || added.is_empty() {
        return Vec::new();
    }
    let (old, new) = (descriptions(old), descriptions(new));
    let is_telling = |words: &[String]| {
        let is_single = |side: &BTreeMap<Vec<String>, usize>| side.get(words) == Some(&1);
        words.len() > 1 && is_single(&old) && is_single(&new)
    };
    let added: BTreeMap<_, _> = added.iter().map(|row| (words_of(row), *row)).collect();
    let pairs = removed.iter().map(|row| (words_of(row), *row));
    let telling = pairs.filter(|(words, _)| is_telling(words));
    telling
        .filter_map(|(words, row)| Some((row, *added.get(&words)?)))
        .collect()
}

/// Counts the properties that have each description.
fn descriptions(item: &Struct) -> BTreeMap<Vec<String>, usize> {
    let mut count = BTreeMap::new();
    for row in &item.fields {
        *count.entry(words_of(row)).or_default() += 1;
    }
    count
}

/// The words of a description, without the sentences that the API has for every date.
fn words_of(row: &Field) -> Vec<String> {
    let text = date_sentences::without_sentences(&row.property.description);
    text.split_whitespace().map(str::to_owned).collect()
}

fn by_name<'a>(removed: &[&'a Field], added: &[&'a Field]) -> impl Iterator<Item = Pair<'a>> {
    let few = removed.len().saturating_mul(added.len()) <= PAIRS;
    let removed = removed.iter().filter(move |_| few);
    let pairs = removed.flat_map(move |row| added.iter().map(|other| (*row, *other)));
    pairs.filter(
        |(one, other)| match differing(one.wire_name(), other.wire_name()) {
            Some(None) => true,
            Some(Some(Differing {
                words: [one_word, other_word],
                alone,
            })) => is_alike(&one_word, &other_word, alone) && speak_together(one, other),
            None => false,
        },
    )
}

/// The one word in which two names differ.
struct Differing {
    words: [String; 2],
    /// `true` if each name is this word alone.
    alone: bool,
}

/// In which word two names differ, if in any; `None` where in more.
fn differing(one: &str, other: &str) -> Option<Option<Differing>> {
    let (mut one, mut other) = (names::words(one), names::words(other));
    if one.concat() == other.concat() {
        return Some(None);
    }
    let alone = one.len() == 1;
    remove_common(&mut one, &mut other);
    match (&mut one[..], &mut other[..]) {
        ([], []) => Some(None),
        ([one], [other]) => {
            let words = [std::mem::take(one), std::mem::take(other)];
            Some(Some(Differing { words, alone }))
        }
        _ => None,
    }
}

/// The words of either name that the other has not.
fn remaining(one: &str, other: &str) -> (Vec<String>, Vec<String>) {
    let (mut one, mut other) = (names::words(one), names::words(other));
    remove_common(&mut one, &mut other);
    (one, other)
}

fn remove_common(one: &mut Vec<String>, other: &mut Vec<String>) {
    other.retain(|word| match one.iter().position(|it| it == word) {
        Some(at) => {
            one.remove(at);
            false
        }
        None => true,
    });
}

/// `true` if two words are one; `alone` if their names have no other.
fn is_alike(one: &str, other: &str, alone: bool) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let is_plural = long.strip_suffix('s') == Some(short)
        || long.strip_suffix("es") == Some(short)
        || long
            .strip_suffix("ies")
            .is_some_and(|stem| short.strip_suffix('y') == Some(stem));
    let is_cut =
        !alone && short.len() >= 3 && long.len() >= 2 * short.len() && long.starts_with(short);
    let digits = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    let is_typo =
        short.len() >= TYPO && !digits(one) && !digits(other) && osa_distance(one, other) == 1;
    is_plural || is_cut || is_typo
}

/// `true` if the descriptions do not contradict the match.
fn speak_together(one: &Field, other: &Field) -> bool {
    let lower = |row: &Field| -> BTreeSet<String> {
        words_of(row)
            .iter()
            .map(|word| word.to_lowercase())
            .collect()
    };
    let (one, other) = (lower(one), lower(other));
    let shared = one.intersection(&other).count();
    one.is_empty() || other.is_empty() || 2 * shared >= one.len().max(other.len())
}

//! Finds the definitions that were renamed.
//!
//! Equal properties alone make no rename, because many definitions look alike: the properties and the
//! operations that pointed at the old name must point at the new one, all of them. The search therefore
//! begins at what moved from a name that went to a name that came, and goes on through the links of
//! what it finds. One property may differ where three do not. A name that differs in letter case alone
//! has the same file and needs no further proof.
//!
//! A name may pass from one definition to another, in a chain: `A` became `B`, and `B` became `C`. It counts as
//! gone and as come where what it names shares less than half of its properties with what it named, and where
//! both steps are found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::Struct;
use crate::names;
use crate::operations::{Endpoint, Operation};
use crate::schema::{Base, Property, Type};

/// The definitions of one side.
pub(super) type ByName<'a> = BTreeMap<&'a str, &'a Struct>;

/// An old name and the new one it may have become.
type Candidate<'a> = (&'a str, &'a str);

/// A property: the definition's name and its own.
type Pointer<'a> = (&'a str, &'a str);

/// A side of an operation: what it sends, or what it returns with a status.
type Side<'a> = (&'a Endpoint, Option<Option<&'a str>>);

/// The definitions that operations send and return.
type Sides<'a> = BTreeMap<Side<'a>, &'a str>;

/// The definitions of one side, and its operations.
type Ones<'s, 'a> = (&'s ByName<'a>, &'a [Operation]);

/// The new name of each definition that was renamed. One that `was_dropped` is still the publisher's under its name.
pub(super) fn find<'a>(
    old: Ones<'_, 'a>,
    new: Ones<'_, 'a>,
    was_dropped: impl Fn(&str) -> bool,
) -> BTreeMap<&'a str, &'a str> {
    let (search, back) = (Search::of(old, new), Search::of(new, old));
    let mut candidates = search.candidates();
    candidates.retain(|(from, _)| !was_dropped(from));
    loop {
        // An update and its reverse report the same renames.
        let mirrored = candidates.iter().map(|&(from, to)| (to, from)).collect();
        let (left, taken): (BTreeSet<_>, BTreeSet<_>) = candidates.iter().copied().unzip();
        let is_whole = |from: &'a str, to: &'a str| {
            let [goes_on, came_from] =
                [(from, &new), (to, &old)].map(|(name, it)| it.0.contains_key(name));
            (!goes_on || taken.contains(from)) && (!came_from || left.contains(to))
        };
        let proven = |&(from, to): &Candidate<'a>| {
            is_whole(from, to)
                && search.holds((from, to), &candidates)
                && back.holds((to, from), &mirrored)
        };
        let kept: BTreeSet<_> = candidates.iter().copied().filter(proven).collect();
        // Candidates that share a side are dropped only if nothing else distinguishes them.
        let kept = if kept.len() == candidates.len() {
            one_for_one(&kept)
        } else {
            kept
        };
        if kept.len() == candidates.len() {
            break;
        }
        candidates = kept;
    }
    search.certain.into_iter().chain(candidates).collect()
}

struct Search<'s, 'a> {
    old: &'s ByName<'a>,
    new: &'s ByName<'a>,
    /// The definitions that operations send and return, before and after.
    sides: (Sides<'a>, Sides<'a>),
    /// The sides of operations that each definition was.
    called: BTreeMap<&'a str, Vec<Side<'a>>>,
    /// The renames that need no proof.
    certain: BTreeMap<&'a str, &'a str>,
    /// The properties that pointed at each definition from elsewhere.
    pointing: BTreeMap<&'a str, Vec<Pointer<'a>>>,
}

impl<'s, 'a> Search<'s, 'a> {
    fn of((old, before): Ones<'s, 'a>, (new, after): Ones<'s, 'a>) -> Self {
        let sides = (sides(before), sides(after));
        let mut called: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (side, name) in &sides.0 {
            called.entry(*name).or_default().push(*side);
        }
        Self {
            old,
            new,
            sides,
            called,
            certain: same_file(old, new),
            pointing: pointing(old),
        }
    }

    /// Every pair that a property which moved speaks for, and that looks alike.
    fn candidates(&self) -> BTreeSet<Candidate<'a>> {
        let sides = self.sides.0.iter();
        let sides = sides.filter_map(|(side, &from)| Some((from, *self.sides.1.get(side)?)));
        let mut candidates: BTreeSet<_> = sides.filter(|it| self.is_possible(it)).collect();
        let mut waiting: Vec<Candidate<'a>> = self
            .old
            .keys()
            .map(|&name| (name, self.settled(name)))
            .filter(|(_, heir)| self.new.contains_key(heir))
            .chain(candidates.iter().copied())
            .collect();
        while let Some((holder, heir)) = waiting.pop() {
            let (item, heir) = (self.old[holder], self.new[heir]);
            for (property, ty) in rows(item) {
                let moved = target(ty)
                    .and_then(|one| Some((one, target(successor(item, property, heir)?)?)))
                    .filter(|pair| self.is_possible(pair) && !candidates.contains(pair));
                if let Some(pair) = moved {
                    candidates.insert(pair);
                    waiting.push(pair);
                }
            }
        }
        candidates
    }

    fn is_possible(&self, (from, to): &Candidate<'a>) -> bool {
        if from == to {
            return false;
        }
        let gone = self.is_free(from) && !self.certain.contains_key(from);
        let came = self.is_free(to) && !self.certain.values().any(|heir| heir == to);
        let (Some(&one), Some(&other)) = (self.old.get(from), self.new.get(to)) else {
            return false;
        };
        let may_be_one =
            |one: &'a str, other: &'a str| one == other || self.is_free(one) && self.is_free(other);
        gone && came && is_like(one, other, may_be_one)
    }

    /// `true` if the name is there on one side alone, or names another definition than it did.
    fn is_free(&self, name: &str) -> bool {
        let (Some(old), Some(new)) = (self.old.get(name), self.new.get(name)) else {
            return self.old.contains_key(name) != self.new.contains_key(name);
        };
        let (was, is) = (rows(old), rows(new));
        let stayed = was.iter().filter(|(name, ty)| is.get(*name) == Some(*ty));
        2 * stayed.count() < was.len().max(is.len())
    }

    /// `true` if the shapes are equal and every property that pointed at the old name, as far as it
    /// is still there, points at the new one; at least one must.
    fn holds(&self, (from, to): Candidate<'a>, candidates: &BTreeSet<Candidate<'a>>) -> bool {
        let is_one = |one: &'a str, other: &'a str| {
            self.settled(one) == other || candidates.contains(&(one, other))
        };
        let alike = is_like(self.old[from], self.new[to], is_one);
        let mut moved = 0;
        for &(holder, property) in self.pointing.get(from).into_iter().flatten() {
            let heirs = candidates
                .range((holder, "")..)
                .take_while(|(name, _)| *name == holder)
                .map(|&(_, heir)| heir)
                .chain([self.settled(holder)]);
            let item = self.old[holder];
            let mut there = heirs
                .filter_map(|heir| self.new.get(heir))
                .filter_map(|heir| successor(item, property, heir))
                .peekable();
            if there.peek().is_some() {
                if !there.any(|ty| target(ty) == Some(to)) {
                    return false;
                }
                moved += 1;
            }
        }
        for side in self.called.get(from).into_iter().flatten() {
            match self.sides.1.get(side) {
                Some(name) if *name == to => moved += 1,
                Some(_) => return false,
                None => {}
            }
        }
        alike && moved > 0
    }

    fn settled(&self, name: &'a str) -> &'a str {
        self.certain.get(name).copied().unwrap_or(name)
    }
}

/// The definitions whose name differs in letter case alone: their file is the same.
fn same_file<'a>(old: &ByName<'a>, new: &ByName<'a>) -> BTreeMap<&'a str, &'a str> {
    let came = new.keys().filter(|name| !old.contains_key(*name));
    let by_file: BTreeMap<_, _> = came.map(|&name| (name.to_lowercase(), name)).collect();
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    gone.filter_map(|&name| Some((name, *by_file.get(&name.to_lowercase())?)))
        .collect()
}

fn sides(operations: &[Operation]) -> Sides<'_> {
    let mut sides = BTreeMap::new();
    for operation in operations {
        let request = operation.request().into_iter();
        let request = request.map(|ty| (None, &ty.value));
        let responses = operation.responses().into_iter();
        let responses = responses.map(|it| (Some(it.status), &it.ty.value));
        for (side, ty) in request.chain(responses) {
            if let Some(name) = target(ty) {
                sides.insert((&operation.endpoint.value, side), name);
            }
        }
    }
    sides
}

/// `true` if all properties are equal, or all but one of at least three, which does not hold another definition;
/// `is_one` judges links.
fn is_like<'a>(
    old: &'a Struct,
    new: &'a Struct,
    is_one: impl Fn(&'a str, &'a str) -> bool,
) -> bool {
    let (old_name, new_name) = (old.name(), new.name());
    let (old, new) = (&old.definition.properties, &new.definition.properties);
    let heirs: BTreeMap<_, _> = new.iter().map(|row| (&row.name.value, row)).collect();
    let is_equal = |row: &&'a Arc<Property>| {
        heirs.get(&row.name.value).is_some_and(|heir| {
            let (ty, heir_ty) = (&row.ty.value, &heir.ty.value);
            let same = match (target(ty), target(heir_ty)) {
                (Some(one), Some(other)) => is_one(one, other),
                _ => ty.base == heir_ty.base,
            };
            same && ty.lists == heir_ty.lists && row.required.value == heir.required.value
        })
    };
    let equal = old.iter().filter(is_equal).count();
    // Listings differ in what they list alone.
    let holds_another = |row: &'a Arc<Property>| {
        let heir = heirs
            .get(&row.name.value)
            .and_then(|heir| target(&heir.ty.value));
        let both = target(&row.ty.value).zip(heir);
        both.is_some_and(|(one, other)| !is_one(one, other))
    };
    match old.len().max(new.len()) - equal {
        0 => true,
        1 if old.iter().any(holds_another) => false,
        // Of three properties one may differ too, where the names have a word in common.
        others => others == 1 && (equal >= 3 || equal == 2 && share_a_word(old_name, new_name)),
    }
}

fn share_a_word(one: &str, other: &str) -> bool {
    let other = names::words(other);
    names::words(one).iter().any(|word| other.contains(word))
}

fn pointing<'a>(old: &ByName<'a>) -> BTreeMap<&'a str, Vec<Pointer<'a>>> {
    let mut pointing: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (&holder, &item) in old {
        for (property, ty) in rows(item) {
            if let Some(name) = target(ty).filter(|&name| name != holder) {
                pointing.entry(name).or_default().push((holder, property));
            }
        }
    }
    pointing
}

fn one_for_one<'a>(candidates: &BTreeSet<Candidate<'a>>) -> BTreeSet<Candidate<'a>> {
    let mut uses: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (from, to) in candidates {
        *uses.entry((false, from)).or_default() += 1;
        *uses.entry((true, to)).or_default() += 1;
    }
    let alone = |(from, to): &Candidate<'a>| uses[&(false, *from)] == 1 && uses[&(true, *to)] == 1;
    candidates.iter().copied().filter(alone).collect()
}

fn rows(item: &Struct) -> BTreeMap<&str, &Type> {
    let properties = item.definition.properties.iter();
    properties
        .map(|row| (row.name.value.as_str(), &row.ty.value))
        .collect()
}

fn type_of<'a>(item: &'a Struct, property: &str) -> Option<&'a Type> {
    let mut properties = item.definition.properties.iter();
    let row = properties.find(|row| row.name.value == property)?;
    Some(&row.ty.value)
}

/// The type of the property in the heir of its definition, under its own name, or under one that came
/// with the same description, which no other property on either side has.
fn successor<'a>(item: &'a Struct, property: &str, heir: &'a Struct) -> Option<&'a Type> {
    if let Some(ty) = type_of(heir, property) {
        return Some(ty);
    }
    let of = |item: &'a Struct, text: &str| {
        let rows = item.definition.properties.iter();
        let mut rows = rows.filter(|row| row.description == text);
        rows.next().filter(|_| rows.next().is_none())
    };
    let mut rows = item.definition.properties.iter();
    let text = &rows.find(|row| row.name.value == property)?.description;
    // One word alone describes anything.
    text.split_whitespace().nth(1)?;
    of(item, text)?;
    let came = of(heir, text).filter(|row| type_of(item, &row.name.value).is_none())?;
    Some(&came.ty.value)
}

fn target(ty: &Type) -> Option<&str> {
    match &ty.base {
        Base::Link(name) => Some(name),
        Base::Word(_) | Base::Unlinked(_) => None,
    }
}

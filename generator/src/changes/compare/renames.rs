//! Finds the definitions that were renamed.
//!
//! Equal properties alone make no rename, because many definitions look alike: the properties that
//! pointed at the old name must point at the new one, all of them. The search therefore begins at
//! properties that moved from a name that went to a name that came, and goes on through the links of
//! what it finds. A name that differs in letter case alone stands in the same file and needs no
//! further proof.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Struct;
use crate::schema::{Base, Type};

/// The definitions of one side.
pub(super) type ByName<'a> = BTreeMap<&'a str, &'a Struct>;

/// An old name and the new one it may have become.
type Candidate<'a> = (&'a str, &'a str);

/// A property: the definition's name and its own.
type Pointer<'a> = (&'a str, &'a str);

/// The new name of each definition that was renamed.
pub(super) fn find<'a>(old: &ByName<'a>, new: &ByName<'a>) -> BTreeMap<&'a str, &'a str> {
    let search = Search {
        old,
        new,
        certain: same_file(old, new),
        pointing: pointing(old),
    };
    let mut candidates = search.candidates();
    loop {
        let kept: BTreeSet<_> = candidates
            .iter()
            .copied()
            .filter(|&candidate| search.holds(candidate, &candidates))
            .collect();
        // Only when nothing else can tell them apart, those that share a side go.
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
    /// The renames that need no proof.
    certain: BTreeMap<&'a str, &'a str>,
    /// The properties that pointed at each definition from elsewhere.
    pointing: BTreeMap<&'a str, Vec<Pointer<'a>>>,
}

impl<'a> Search<'_, 'a> {
    /// Every pair that a property which moved speaks for, and that looks alike.
    fn candidates(&self) -> BTreeSet<Candidate<'a>> {
        let mut candidates = BTreeSet::new();
        let mut waiting: Vec<Candidate<'a>> = self
            .old
            .keys()
            .map(|&name| (name, self.settled(name)))
            .filter(|(_, heir)| self.new.contains_key(heir))
            .collect();
        while let Some((holder, heir)) = waiting.pop() {
            let heir = rows(self.new[heir]);
            for (property, ty) in rows(self.old[holder]) {
                let moved = heir
                    .get(property)
                    .and_then(|other| Some((target(ty)?, target(other)?)))
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
        let gone = !self.new.contains_key(from) && !self.certain.contains_key(from);
        let came = !self.old.contains_key(to) && !self.certain.values().any(|heir| heir == to);
        let (Some(&one), Some(&other)) = (self.old.get(from), self.new.get(to)) else {
            return false;
        };
        gone && came && self.outline(one) == self.outline(other)
    }

    /// The properties, with a gap for every link that may itself have been renamed.
    fn outline(&self, item: &'a Struct) -> BTreeMap<&'a str, (bool, usize, Option<&'a Base>)> {
        let properties = &item.definition.properties;
        let outline = properties.iter().map(|row| {
            let Type { base, lists } = &row.ty.value;
            let fixed = match base {
                Base::Link(name) => {
                    self.old.contains_key(name.as_str()) == self.new.contains_key(name.as_str())
                }
                Base::Word(_) => true,
            };
            let base = fixed.then_some(base);
            (row.name.value.as_str(), (row.required.value, *lists, base))
        });
        outline.collect()
    }

    /// Whether the shapes are equal and every property that pointed at the old name, as far as it
    /// is still there, points at the new one; at least one must.
    fn holds(&self, (from, to): Candidate<'a>, candidates: &BTreeSet<Candidate<'a>>) -> bool {
        let heir = rows(self.new[to]);
        let alike = rows(self.old[from]).into_iter().all(|(property, ty)| {
            match (target(ty), heir.get(property).and_then(|ty| target(ty))) {
                (Some(one), Some(other)) => {
                    self.settled(one) == other || candidates.contains(&(one, other))
                }
                (one, other) => one == other,
            }
        });
        let mut moved = 0;
        for &(holder, property) in self.pointing.get(from).into_iter().flatten() {
            let heirs = candidates
                .range((holder, "")..)
                .take_while(|(name, _)| *name == holder)
                .map(|&(_, heir)| heir)
                .chain([self.settled(holder)]);
            let mut there = heirs
                .filter_map(|heir| self.new.get(heir))
                .filter_map(|heir| type_of(heir, property))
                .peekable();
            if there.peek().is_some() {
                if !there.any(|ty| target(ty) == Some(to)) {
                    return false;
                }
                moved += 1;
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

fn target(ty: &Type) -> Option<&str> {
    match &ty.base {
        Base::Link(name) => Some(name),
        Base::Word(_) => None,
    }
}

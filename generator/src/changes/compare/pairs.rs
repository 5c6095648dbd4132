//! Finds for each definition what became of it.
//!
//! A definition keeps its name, or it was renamed, or it came or went. Whether it was renamed is
//! decided in [`super::renames`].

use std::collections::{BTreeMap, BTreeSet};

use super::renames::{self, ByName};
use crate::changes::change::Side;
use crate::model::Struct;

/// The definitions of both sides, side by side.
pub(super) struct Pairs<'a> {
    /// Those that are on both sides, by their new name.
    pub(super) both: Vec<(&'a Struct, &'a Struct)>,
    /// Those that are gone.
    pub(super) removed: Vec<&'a Struct>,
    /// Those that are new.
    pub(super) added: Vec<&'a Struct>,
    old: ByName<'a>,
    new: ByName<'a>,
    renamed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(before: &Side<'a>, after: &Side<'a>) -> Self {
        let by_name = |side: &Side<'a>| -> ByName<'a> {
            let structs = side.model().structs.iter();
            structs.map(|item| (item.name(), item)).collect()
        };
        let (old, new) = (by_name(before), by_name(after));
        let sides = [(&old, before.operations()), (&new, after.operations())];
        let renamed = renames::find(sides[0], sides[1], |name| {
            before.record.was_dropped(name, &after.record)
        });
        let (mut both, mut removed) = (Vec::new(), Vec::new());
        for (name, &item) in &old {
            let name = renamed.get(name).unwrap_or(name);
            match new.get(name) {
                Some(&other) => both.push((item, other)),
                None => removed.push(item),
            }
        }
        both.sort_by_key(|(_, item)| item.name());
        let heirs: BTreeSet<_> = renamed.values().collect();
        let came = |name: &&str| !old.contains_key(*name) && !heirs.contains(name);
        let added = new.iter().filter(|(name, _)| came(name));
        Self {
            added: added.map(|(_, &item)| item).collect(),
            both,
            removed,
            old,
            new,
            renamed,
        }
    }

    /// The name that a definition of the old side has now, if it is there at all.
    pub(super) fn new_name<'n>(&self, old: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.renamed.get(old).copied().unwrap_or(old)
    }

    /// The name that a definition of the new side had, if it was there at all.
    pub(super) fn old_name<'n>(&self, new: &'n str) -> &'n str
    where
        'a: 'n,
    {
        let at = self.both.binary_search_by(|(_, item)| item.name().cmp(new));
        at.map_or(new, |at| self.both[at].0.name())
    }

    /// The definition that had this name.
    pub(super) fn before(&self, name: &str) -> Option<&'a Struct> {
        self.old.get(name).copied()
    }

    /// The definition that has this name.
    pub(super) fn after(&self, name: &str) -> Option<&'a Struct> {
        self.new.get(name).copied()
    }

    /// Every definition of the new side.
    pub(super) fn all_after(&self) -> impl Iterator<Item = &'a Struct> {
        self.new.values().copied()
    }
}

//! Finds the models that contain a definition, directly and in the end.
//!
//! "In the end" are those that nothing else contains: the bodies of requests and responses. Where
//! definitions contain each other in a cycle that nothing leads into, the member that is met first
//! stands for the cycle. One search for an entry's definition takes time in proportion to the
//! links; definitions are numbered first, so that it is quick.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::pairs::Pairs;
use crate::changes::change::{Change, Reach};
use crate::cycles::components;
use crate::model::{Model, Struct};

/// Fills in the reach of every entry that breaks something.
pub(super) fn fill(entries: &mut [Change], pairs: &Pairs<'_>, models: [&Model; 2]) {
    let holders = Holders::of(pairs, models);
    let ends = holders.ends();
    let mut breaking: Vec<String> = entries
        .iter()
        .filter(|change| change.is_breaking())
        .map(|change| change.definition.clone())
        .collect();
    breaking.dedup();
    let reaches: BTreeMap<&str, Arc<Reach>> = breaking
        .par_iter()
        .filter_map(|name| Some((name.as_str(), Arc::new(holders.reach(name, &ends)?))))
        .collect();
    for change in entries.iter_mut().filter(|change| change.is_breaking()) {
        if let Some(reach) = reaches.get(change.definition.as_str()) {
            change.reach = Arc::clone(reach);
        }
    }
}

/// For each definition and enum, by number, the definitions that hold it.
struct Holders<'a> {
    names: Vec<&'a str>,
    numbers: BTreeMap<&'a str, usize>,
    direct: Vec<Vec<usize>>,
}

impl<'a> Holders<'a> {
    /// The links of the new side; and those to what is gone, from definitions that are not.
    fn of(pairs: &Pairs<'a>, [before, after]: [&'a Model; 2]) -> Self {
        let gone = || pairs.removed.iter().copied();
        let (old_names, new_names) = (idents(before), idents(after));
        let mut names: Vec<_> = new_names.values().copied().collect();
        names.extend(gone().map(Struct::name));
        names.extend(before.enums.iter().map(|item| item.ident.as_str()));
        names.sort_unstable();
        names.dedup();
        let numbers: BTreeMap<_, _> = names.iter().copied().zip(0..).collect();
        let there: BTreeSet<_> = new_names.values().copied().collect();
        let mut direct = vec![Vec::new(); names.len()];
        let mut link = |holder: &str, target: &str| {
            if let (Some(&holder), Some(&target)) = (numbers.get(holder), numbers.get(target)) {
                direct[target].push(holder);
            }
        };
        for item in pairs.all_after() {
            for target in targets(item, &new_names) {
                link(item.name(), target);
            }
        }
        let old = pairs.both.iter().map(|(old, _)| *old).chain(gone());
        for item in old {
            let holder = pairs.new_name(item.name());
            for target in targets(item, &old_names) {
                if !there.contains(pairs.new_name(target)) {
                    link(holder, target);
                }
            }
        }
        for holders in &mut direct {
            holders.sort_unstable();
            holders.dedup();
        }
        Self {
            names,
            numbers,
            direct,
        }
    }

    /// For each definition the number of its end, where it is part of one: an end is a definition
    /// without holders, or a cycle whose members have none outside it.
    fn ends(&self) -> Vec<Option<usize>> {
        let cycles = components(&self.direct);
        let mut is_end = vec![true; self.names.len()];
        for (target, holders) in self.direct.iter().enumerate() {
            for &holder in holders {
                if cycles[holder] != cycles[target] {
                    is_end[cycles[target]] = false;
                }
            }
        }
        let end = |cycle: usize| is_end[cycle].then_some(cycle);
        cycles.into_iter().map(end).collect()
    }

    /// The holders of the definition, and the nearest way to each of its ends.
    fn reach(&self, name: &str, ends: &[Option<usize>]) -> Option<Reach> {
        let start = *self.numbers.get(name)?;
        let mut from = vec![None; self.names.len()];
        from[start] = Some(start);
        let mut queue = vec![start];
        let mut at = 0;
        while let Some(&target) = queue.get(at) {
            at += 1;
            for &holder in &self.direct[target] {
                if from[holder].is_none() {
                    from[holder] = Some(target);
                    queue.push(holder);
                }
            }
        }
        let mut reached = vec![false; self.names.len()];
        let mut paths = Vec::new();
        for end in queue.into_iter().filter(|&holder| holder != start) {
            if let Some(cycle) = ends[end].filter(|&cycle| ends[start] != Some(cycle))
                && !std::mem::replace(&mut reached[cycle], true)
            {
                paths.push(self.path(end, start, &from));
            }
        }
        let direct = self.direct[start].iter().filter(|&&holder| holder != start);
        Some(Reach {
            direct: direct
                .map(|&holder| self.names[holder].to_owned())
                .collect(),
            paths,
        })
    }

    fn path(&self, end: usize, start: usize, from: &[Option<usize>]) -> Vec<String> {
        let steps = std::iter::successors(Some(end), |&step| from[step].filter(|_| step != start));
        let mut path: Vec<_> = steps.map(|step| self.names[step].to_owned()).collect();
        path.reverse();
        path
    }
}

/// The definitions and enums of a model, by their identifiers.
fn idents(model: &Model) -> BTreeMap<&str, &str> {
    let structs = model.structs.iter();
    let structs = structs.map(|item| (item.ident.as_str(), item.name()));
    let enums = model.enums.iter();
    let enums = enums.map(|item| (item.ident.as_str(), item.ident.as_str()));
    structs.chain(enums).collect()
}

/// What the fields of a struct hold, by name.
fn targets<'a>(item: &'a Struct, names: &BTreeMap<&str, &'a str>) -> Vec<&'a str> {
    let fields = item.fields.iter();
    let held = fields.filter_map(|field| field.ty.ident());
    held.filter_map(|ident| names.get(ident).copied()).collect()
}

//! Finds the models that contain a definition, directly and in the end, and the endpoints that lead to
//! it.
//!
//! "In the end" are those that nothing else contains: the bodies of requests and responses. Where
//! definitions contain each other in a cycle that nothing leads into, the member that is met first
//! represents the cycle. One search for an entry's definition takes time in proportion to the
//! links; definitions are numbered first, so that it is quick. Endpoints are found by
//! [`callers`](super::callers).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::callers::Callers;
use super::drafts::Context;
use crate::changes::change::{Change, Reach};
use crate::changes::change_kind::{About, Mention};
use crate::cycles::components;
use crate::model::Struct;

/// Fills in the reach of every entry on a definition that breaks or loses something, and the endpoints of
/// what is new.
pub(super) fn fill(entries: &mut [Change], context: &Context<'_>, callers: Option<&Callers<'_>>) {
    let holders = Holders::of(context);
    let ends = holders.ends();
    let concerns = |change: &Change| {
        let affects = change.is_breaking() || change.affects_wire();
        affects && !change.subject.is_of_an_operation()
    };
    let is_new = |change: &Change| {
        let row = change.kind.row();
        row.mention == Mention::New && matches!(row.about, About::Property | About::EnumValue)
    };
    let owners = |of: &dyn Fn(&Change) -> bool| -> BTreeSet<String> {
        let entries = entries.iter().filter(|change| of(change));
        entries.map(|it| it.subject.owner().to_owned()).collect()
    };
    let (affected, grown) = (owners(&concerns), owners(&is_new));
    let names: BTreeSet<_> = affected.union(&grown).map(String::as_str).collect();
    let names: Vec<_> = names.into_iter().collect();
    let endpoints = callers.map(|it| it.endpoints(&names)).unwrap_or_default();
    let over = |name: &String, reach: Reach| {
        let [taken_by, returned_by] = endpoints.get(name.as_str()).cloned().unwrap_or_default();
        let reach = Reach {
            taken_by,
            returned_by,
            ..reach
        };
        (name.clone(), Arc::new(reach))
    };
    let reaches = affected.par_iter();
    let reaches = reaches.filter_map(|name| Some(over(name, holders.reach(name, &ends)?)));
    let reaches: BTreeMap<_, _> = reaches.collect();
    let growths: BTreeMap<_, _> = grown.iter().map(|it| over(it, Reach::default())).collect();
    for change in entries {
        let all = match (concerns(change), is_new(change)) {
            (true, _) => &reaches,
            (false, true) => &growths,
            (false, false) => continue,
        };
        if let Some(reach) = all.get(change.subject.owner()) {
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
    fn of(context: &Context<'a>) -> Self {
        let Context {
            before,
            after,
            pairs,
            ..
        } = context;
        let gone = || pairs.removed.iter().copied();
        let there: BTreeSet<_> = after.idents.values().copied().collect();
        let mut names: Vec<_> = there.iter().copied().collect();
        names.extend(gone().map(Struct::name));
        names.extend(before.model().enums.iter().map(|item| item.ident.as_str()));
        let mut links = Vec::new();
        for item in pairs.all_after() {
            links.extend(after.targets(item).map(|target| (item.name(), target)));
        }
        let old = pairs.both.iter().map(|(old, _)| *old).chain(gone());
        for item in old {
            let holder = pairs.new_name(item.name());
            let gone = |target: &&str| !there.contains(pairs.new_name(target));
            let targets = before.targets(item).filter(gone);
            links.extend(targets.map(|target| (holder, target)));
        }
        Self::new(names, links)
    }

    /// The definitions `names`, with links from a holder to what it holds.
    fn new(mut names: Vec<&'a str>, links: Vec<(&'a str, &'a str)>) -> Self {
        names.sort_unstable();
        names.dedup();
        let numbers: BTreeMap<_, _> = names.iter().copied().zip(0..).collect();
        let mut direct = vec![Vec::new(); names.len()];
        for (holder, target) in links {
            if let (Some(&holder), Some(&target)) = (numbers.get(holder), numbers.get(target)) {
                direct[target].push(holder);
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

    /// The definition and all that contain it, the nearest first, and for each the step before it.
    fn around(&self, start: usize) -> (Vec<usize>, Vec<Option<usize>>) {
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
        (queue, from)
    }

    /// The holders of the definition, and the nearest way to each of its ends.
    fn reach(&self, name: &str, ends: &[Option<usize>]) -> Option<Reach> {
        let start = *self.numbers.get(name)?;
        let (queue, from) = self.around(start);
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
            ..Reach::default()
        })
    }

    fn path(&self, end: usize, start: usize, from: &[Option<usize>]) -> Vec<String> {
        let steps = std::iter::successors(Some(end), |&step| from[step].filter(|_| step != start));
        let mut path: Vec<_> = steps.map(|step| self.names[step].to_owned()).collect();
        path.reverse();
        path
    }
}

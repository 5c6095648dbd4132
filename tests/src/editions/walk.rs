//! Follows every operation from its old types to its new ones, and notes what programs notice there.

use std::collections::{BTreeMap, BTreeSet};

use super::differences::{Comparison, Harm, Key, Noticed, Renames};
use super::{Edition, Operation, Type};

impl Edition {
    /// Everything in which the later edition differs, as far as it was imported of what is `published`, with what
    /// programs notice of it.
    pub fn differences(
        &self,
        later: &Self,
        published: &Self,
        renames: &Renames,
    ) -> BTreeMap<Key, Noticed> {
        let comparison = &Comparison {
            old: self,
            new: later,
            published,
            renames,
        };
        let pairs = self
            .definitions
            .keys()
            .filter_map(|old| Some((old.as_str(), comparison.heir(old)?)));
        let own: BTreeMap<_, _> = pairs
            .map(|(old, new)| ((old, new), comparison.of_definition(old, new)))
            .collect();
        let mut noticed: BTreeMap<Key, Noticed> = BTreeMap::new();
        for ((key, harm), endpoint) in comparison.of_whole() {
            let endpoints = harm.map(|harm| (harm, endpoint.filter(|_| harm > Harm::No)));
            let noted =
                endpoints.map(|(harm, at)| (harm, at.into_iter().map(str::to_owned).collect()));
            noticed.insert(key, noted);
        }
        let [was, is] = [self, later].map(Edition::directions);
        for (old, new) in own.keys() {
            let [was, is] = [(&was, old), (&is, new)]
                .map(|(sides, name)| [0, 1].map(|side| sides[side].contains(*name)));
            if was[0] != was[1] && is == [true, true] {
                let key = (
                    "direction-widened".to_owned(),
                    (*new).to_owned(),
                    String::new(),
                );
                noticed.insert(key, Noticed::default());
            }
        }
        // What no operation led to may be sent and received in other ways.
        for ((old, _), (key, harm)) in own
            .iter()
            .flat_map(|(pair, all)| all.iter().map(move |it| (pair, it)))
        {
            let is_unknown = was.iter().all(|side| !side.contains(*old));
            let harm = harm.map(|harm| (harm, BTreeSet::new()));
            noticed.insert(
                key.clone(),
                if is_unknown { harm } else { Noticed::default() },
            );
        }
        for (_, old, _, new) in comparison.operations() {
            for (side, starts) in starts(old, new).into_iter().enumerate() {
                for pair in comparison.met(starts) {
                    for (key, harm) in own
                        .get(&pair)
                        .into_iter()
                        .flatten()
                        .filter(|(_, harm)| harm[side] > Harm::No)
                    {
                        let (noted, endpoints) = &mut noticed.entry(key.clone()).or_default()[side];
                        *noted = harm[side];
                        endpoints.insert(old.endpoint.clone());
                    }
                }
            }
        }
        noticed
    }

    /// The definitions that clients send, and those that they receive.
    pub(super) fn directions(&self) -> [BTreeSet<&str>; 2] {
        let operations = self.operations.values();
        let sent: Vec<_> = operations.clone().filter_map(Operation::request).collect();
        let received: Vec<_> = operations
            .flat_map(|it| it.bodies().map(|(_, ty)| ty))
            .collect();
        [sent, received].map(|mut waiting| {
            let mut reached = BTreeSet::new();
            while let Some(ty) = waiting.pop() {
                let definition = self.definitions.get(&ty.base).filter(|_| ty.is_link);
                if let Some(definition) = definition.filter(|_| reached.insert(ty.base.as_str())) {
                    waiting.extend(definition.rows.values().map(|row| &row.ty));
                }
            }
            reached
        })
    }
}

/// The types of bodies before and after: of requests, and of answers that programs read one as the other.
fn starts<'a>(old: &'a Operation, new: &'a Operation) -> [Vec<(&'a Type, &'a Type)>; 2] {
    let sent = old.request().zip(new.request());
    let is_single =
        |it: &'a Operation| it.bodies().map(|(_, ty)| ty).collect::<BTreeSet<_>>().len() == 1;
    let are_single = is_single(old) && is_single(new);
    let pairs = old
        .bodies()
        .flat_map(|was| new.bodies().map(move |is| (was, is)));
    let read = pairs.filter(|((one, was), (other, is))| are_single || one == other || was == is);
    [
        sent.into_iter().collect(),
        read.map(|((_, was), (_, is))| (was, is)).collect(),
    ]
}

impl<'a> Comparison<'a> {
    /// The definitions that programs meet, each with the one in its place.
    fn met(&self, mut waiting: Vec<(&'a Type, &'a Type)>) -> BTreeSet<(&'a str, &'a str)> {
        let mut met = BTreeSet::new();
        while let Some((old, new)) = waiting.pop() {
            let are_links = old.is_link && new.is_link && old.lists == new.lists;
            if !are_links || !met.insert((old.base.as_str(), new.base.as_str())) {
                continue;
            }
            let [was, is] =
                [(self.old, old), (self.new, new)].map(|(it, ty)| it.definitions.get(&ty.base));
            let Some((was, is)) = was.zip(is).map(|(was, is)| (&was.rows, &is.rows)) else {
                continue;
            };
            let both = was
                .iter()
                .filter_map(|(name, row)| Some((&row.ty, &is.get(name)?.ty)));
            waiting.extend(both);
        }
        met
    }
}

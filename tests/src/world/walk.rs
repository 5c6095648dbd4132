//! Follows every operation from its old types to its new ones, and notes what programs notice there.

use std::collections::{BTreeMap, BTreeSet};

use super::differences::{Comparison, Harm, Key, Noticed, Renames, read_as_one};
use super::{Operation, Type, World};

impl World {
    /// Everything in which a later import of what is `published` then differs, with what programs notice of it.
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
        let pairs = self.definitions.keys();
        let pairs = pairs.filter_map(|old| Some([old.as_str(), comparison.heir(old)?]));
        let own = pairs.map(|pair| (pair, comparison.of_definition(pair[0], pair[1])));
        let own: BTreeMap<_, _> = own.collect();
        let mut noticed: BTreeMap<Key, Noticed> = BTreeMap::new();
        let [was, is] = [self, later].map(World::directions);
        for ([old, new], differences) in &own {
            let before = [0, 1].map(|side| was[side].contains(old));
            if before[0] != before[1] && is.iter().all(|side| side.contains(new)) {
                let key = ["direction-widened", new, ""].map(str::to_owned);
                noticed.insert(key.into(), Noticed::default());
            }
            for (key, harms) in differences {
                // What no operation led to may be sent and received in other ways.
                let harms = if before == [false, false] {
                    *harms
                } else {
                    [Harm::No; 2]
                };
                noticed.insert(key.clone(), harms.map(|harm| (harm, BTreeSet::new())));
            }
        }
        let mut note = |key: &Key, harms: [Harm; 2], endpoint: Option<&str>| {
            let sides = noticed.entry(key.clone()).or_default();
            for ((noted, endpoints), harm) in sides
                .iter_mut()
                .zip(harms)
                .filter(|(_, harm)| *harm > Harm::No)
            {
                *noted = harm;
                endpoints.extend(endpoint.map(str::to_owned));
            }
        };
        for (key, harms, endpoint) in comparison.of_whole() {
            note(&key, harms, endpoint);
        }
        for pair in comparison.operations() {
            let [(_, old), (_, new)] = pair;
            let endpoint = Some(old.endpoint.as_str());
            for (key, harms) in comparison.of_operation(&pair) {
                note(&key, harms, endpoint);
            }
            for (side, starts) in starts(old, new).into_iter().enumerate() {
                let met = comparison.met(starts);
                for (key, harms) in met.iter().filter_map(|pair| own.get(pair)).flatten() {
                    let mut here = [Harm::No; 2];
                    here[side] = harms[side];
                    note(key, here, endpoint);
                }
            }
        }
        noticed
    }

    /// The definitions that clients send, and those that they receive.
    pub fn directions(&self) -> [BTreeSet<&str>; 2] {
        let operations = || self.operations.values();
        let sent: Vec<_> = operations().filter_map(Operation::request).collect();
        let received = operations().flat_map(Operation::responses);
        let received = received.map(|(_, ty)| ty).collect();
        [sent, received].map(|mut waiting: Vec<&Type>| {
            let mut reached = BTreeSet::new();
            while let Some(ty) = waiting.pop() {
                if let Some((name, definition)) = self.definitions.get_key_value(&ty.base)
                    && reached.insert(name.as_str())
                {
                    waiting.extend(definition.rows.values().map(|row| &row.ty));
                }
            }
            reached
        })
    }
}

/// The types before and after of bodies that are sent, and of answers that programs read one as the other.
fn starts<'a>(old: &'a Operation, new: &'a Operation) -> [Vec<[&'a Type; 2]>; 2] {
    let sent = old.request().zip(new.request()).map(<[_; 2]>::from);
    let is_one = read_as_one(old, new);
    let pairs = old
        .responses()
        .flat_map(|was| new.responses().map(move |is| (was, is)));
    let read = pairs.filter(|(was, is)| is_one || was.0 == is.0 || was.1 == is.1);
    [
        Vec::from_iter(sent),
        read.map(|(was, is)| [was.1, is.1]).collect(),
    ]
}

impl<'a> Comparison<'a> {
    /// The definitions that programs meet, each with the one in its place.
    fn met(&self, mut waiting: Vec<[&'a Type; 2]>) -> BTreeSet<[&'a str; 2]> {
        let mut met = BTreeSet::new();
        while let Some([old, new]) = waiting.pop() {
            let rows =
                |(world, ty): (&'a World, &Type)| Some(&world.definitions.get(&ty.base)?.rows);
            let [was, is] = [(self.old, old), (self.new, new)].map(rows);
            if let Some((was, is)) = was.zip(is).filter(|_| old.lists == new.lists)
                && met.insert([&*old.base, &*new.base])
            {
                let both = was
                    .iter()
                    .filter_map(|(name, row)| Some([&row.ty, &is.get(name)?.ty]));
                waiting.extend(both);
            }
        }
        met
    }
}

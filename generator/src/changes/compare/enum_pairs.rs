//! Finds for each enum what it is called now.
//!
//! Enums are known by the properties that have them: a rule for names may give one the name that another had.
//! An enum was renamed where most of its properties have another one now, which has most of its own from it.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::Pairs;
use crate::model::Type;

/// The new name of each enum that has another one.
#[derive(Default)]
pub(super) struct EnumPairs<'a> {
    renamed: BTreeMap<&'a str, &'a str>,
    taken: BTreeSet<&'a str>,
}

impl<'a> EnumPairs<'a> {
    pub(super) fn of(pairs: &Pairs<'a>) -> Self {
        let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (old, new) in &pairs.both {
            for field in &old.fields {
                let Some(one) = list(&field.ty) else { continue };
                let place = |it: &crate::model::Field| it.wire_name().cmp(field.wire_name());
                let at = new.fields.binary_search_by(place);
                let other = at.ok().and_then(|at| list(&new.fields.get(at)?.ty));
                if let Some(other) = other {
                    *votes.entry((one, other)).or_default() += 1;
                }
            }
        }
        let (mut heirs, mut origins) = (BTreeMap::new(), BTreeMap::new());
        for (&(one, other), &votes) in &votes {
            // Of several with as many properties, the one of the same name.
            let vote = (votes, one == other);
            best(&mut heirs, one, (vote, other));
            best(&mut origins, other, (vote, one));
        }
        let renamed = heirs.into_iter().filter(|&(one, (_, other))| {
            one != other && origins.get(other).is_some_and(|(_, origin)| *origin == one)
        });
        let renamed: BTreeMap<_, _> = renamed.map(|(one, (_, other))| (one, other)).collect();
        Self {
            taken: renamed.values().copied().collect(),
            renamed,
        }
    }

    /// The name that an enum of the old side has now, if it is there at all.
    pub(super) fn new_name<'n>(&self, old: &'n str) -> Option<&'n str>
    where
        'a: 'n,
    {
        let renamed = self.renamed.get(old).copied();
        renamed.or_else(|| (!self.taken.contains(old)).then_some(old))
    }
}

type Vote<'a> = ((usize, bool), &'a str);

fn best<'a>(votes: &mut BTreeMap<&'a str, Vote<'a>>, of: &'a str, vote: Vote<'a>) {
    let known = votes.entry(of).or_insert(vote);
    if vote.0 > known.0 {
        *known = vote;
    }
}

fn list(ty: &Type) -> Option<&str> {
    match ty.innermost() {
        Type::Enum(ident) | Type::IntegerEnum(ident) => Some(ident),
        _ => None,
    }
}

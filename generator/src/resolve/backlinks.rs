//! Tells each model which models it is part of.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{PartOf, Struct};

/// Of how many models each is named. Of more, none is: an update that adds one would touch the file of a
/// model that it does not change, and such a model is part of hundreds.
const NAMED: usize = 8;

pub(super) fn tell(structs: &mut [Struct]) {
    let mut holders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in &*structs {
        let links = item.fields.iter().filter_map(|field| field.ty.link());
        for link in links.filter(|link| *link != item.ident) {
            holders.entry(link).or_default().insert(&item.ident);
        }
    }
    let found = structs.iter().map(|item| {
        let holders = holders.get(&*item.ident).into_iter().flatten();
        match holders.clone().count() {
            ..=NAMED => PartOf::Each(holders.map(|&ident| ident.to_owned()).collect()),
            _ => PartOf::MoreThan(NAMED),
        }
    });
    let found: Vec<_> = found.collect();
    for (item, part_of) in structs.iter_mut().zip(found) {
        item.part_of = part_of;
    }
}

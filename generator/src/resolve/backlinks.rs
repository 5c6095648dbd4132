//! Tells each model which models it is part of.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Struct;

/// Of how many models each is named. Of more, none is: an update that adds one would touch the file of a
/// model that it does not change, and such a model is part of hundreds.
const NAMED: usize = 8;

pub(super) fn tell(structs: &mut [Struct]) {
    let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in &*structs {
        let links = item.fields.iter().filter_map(|field| field.ty.link());
        for link in links.filter(|link| *link != item.ident) {
            let holders = holders.entry(link.to_owned()).or_default();
            holders.insert(item.ident.clone());
        }
    }
    for item in structs {
        item.part_of = holders.get(&item.ident).map(text);
    }
}

fn text(holders: &BTreeSet<String>) -> String {
    if holders.len() > NAMED {
        return format!("Part of more than {NAMED} models.");
    }
    let links = holders
        .iter()
        .map(|ident| format!("[`{ident}`](super::{ident})"));
    format!("Part of {}.", links.collect::<Vec<_>>().join(", "))
}

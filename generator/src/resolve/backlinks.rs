//! Tells each model which models it is part of.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Struct;

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
    let texts = structs
        .iter()
        .map(|item| holders.get(&*item.ident).map(text));
    let texts: Vec<_> = texts.collect();
    for (item, text) in structs.iter_mut().zip(texts) {
        item.part_of = text;
    }
}

fn text(holders: &BTreeSet<&str>) -> String {
    if holders.len() > NAMED {
        return format!("Part of more than {NAMED} models.");
    }
    let links = holders
        .iter()
        .map(|ident| format!("[`{ident}`](super::{ident})"));
    format!("Part of {}.", links.collect::<Vec<_>>().join(", "))
}

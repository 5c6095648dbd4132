//! Finds the models that each model is part of.

use std::collections::{BTreeMap, BTreeSet};

use super::type_names::Names;
use crate::model::{Field, PartOf};

/// The largest number of models named. Of more, none is: an update that adds one would touch the
/// file of a model that it does not change, and such a model is part of hundreds.
const NAMED: usize = 8;

/// The holders of each of `names`, whose `fields` come in their order.
pub(super) fn resolve(names: &Names<'_>, fields: &[Vec<Field>]) -> Vec<PartOf> {
    let mut holders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (resolved, fields) in names.iter().zip(fields) {
        let links = fields.iter().filter_map(|field| field.ty.link());
        for link in links.filter(|link| *link != resolved.ident) {
            holders.entry(link).or_default().insert(&resolved.ident);
        }
    }
    let part_of = |ident: &str| match holders.get(ident) {
        None => PartOf::Each(Vec::new()),
        Some(holders) if holders.len() > NAMED => PartOf::MoreThan(NAMED),
        Some(holders) => PartOf::Each(holders.iter().map(|&ident| ident.to_owned()).collect()),
    };
    names
        .iter()
        .map(|resolved| part_of(&resolved.ident))
        .collect()
}

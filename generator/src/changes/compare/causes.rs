//! Puts entries together that are one thing to decide, and brings them into their order.
//!
//! Equal edits are one cause: the same property with the same sides in several definitions, the same
//! link that became the same other one. What follows from an entry belongs to its cause. The worst
//! comes first, and of what is equally bad what reaches more endpoints and models.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::changes::cause::{Cause, Concern, family, renamed_family};
use crate::changes::change::{Change, fingerprint};
use crate::changes::change_kind::ChangeKind;

/// The entries in their order, and the causes that they belong to.
pub(super) fn group(entries: Vec<Change>, follows: &[Option<usize>]) -> (Vec<Change>, Vec<Cause>) {
    let mut groups: BTreeMap<String, Vec<(bool, Change)>> = BTreeMap::new();
    let ids: Vec<_> = entries.iter().map(id).collect();
    for ((at, root), change) in roots(follows).into_iter().enumerate().zip(entries) {
        let group = groups.entry(ids[root].clone()).or_default();
        group.push((at != root, change));
    }
    let mut causes: Vec<_> = groups
        .into_iter()
        .map(|(id, mut group)| {
            group.sort_by_cached_key(|(is_echo, change)| {
                let endpoints = Reverse(change.endpoints().count());
                let subject = (change.definition.clone(), change.property.clone());
                (
                    *is_echo,
                    change.concern(),
                    endpoints,
                    subject,
                    change.kind,
                    change.old.clone(),
                )
            });
            let edits = group.iter().filter(|(is_echo, _)| !is_echo).count();
            let entries: Vec<_> = group.into_iter().map(|(_, change)| change).collect();
            (cause(id, &entries, edits), entries)
        })
        .collect();
    causes.sort_by_cached_key(|(cause, entries)| {
        let reach = (Reverse(cause.endpoints.len()), Reverse(cause.models));
        let subject = entries
            .first()
            .map(|it| (it.subject(), it.kind, it.old.clone()));
        (cause.concern, reach, subject)
    });
    let mut all = Vec::new();
    let causes = causes.into_iter().map(|(mut cause, entries)| {
        cause.entries = all.len()..all.len() + entries.len();
        all.extend(entries);
        cause
    });
    let causes = causes.collect();
    (all, causes)
}

/// For each entry the one that it follows from in the end, be it itself.
fn roots(follows: &[Option<usize>]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; follows.len()];
    for start in 0..follows.len() {
        let mut way = vec![start];
        let mut at = start;
        while let (None, Some(next)) = (roots[at], follows[at]) {
            way.push(next);
            at = next;
        }
        let root = roots[at].unwrap_or(at);
        way.into_iter().for_each(|step| roots[step] = Some(root));
    }
    roots.into_iter().flatten().collect()
}

/// What is the same for all entries that are one edit.
fn id(change: &Change) -> String {
    let definition = Some(&*change.definition);
    let property = change.property.as_deref();
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    let bare = |side: Option<&'_ str>| side.map(|it| it.trim_end_matches("[]").to_owned());
    let family = |side: Option<&str>| side.map(family);
    let name = Some(change.kind.name());
    match change.kind {
        ChangeKind::TypeLinkEqual
        | ChangeKind::TypeLinkWider
        | ChangeKind::TypeLinkNarrower
        | ChangeKind::TypeLinkDifferent => {
            let (old, new) = (bare(old), bare(new));
            fingerprint(&[Some("type-link"), old.as_deref(), new.as_deref()])
        }
        // They are gone for the same reason.
        ChangeKind::DefinitionRemoved if !change.affects_wire() => {
            fingerprint(&[name, change.note.as_deref()])
        }
        ChangeKind::DefinitionAdded => fingerprint(&[name, family(definition).as_deref()]),
        ChangeKind::OperationAdded => fingerprint(&[name, family(new).as_deref()]),
        ChangeKind::OperationRemoved => fingerprint(&[name, family(old).as_deref()]),
        ChangeKind::DefinitionRenamed => {
            match old.zip(new).and_then(|(old, new)| renamed_family(old, new)) {
                Some([old, new]) => fingerprint(&[name, Some(&old), Some(&new)]),
                None => fingerprint(&[name, definition, property, old, new]),
            }
        }
        ChangeKind::DefinitionRemoved
        | ChangeKind::DefinitionEmptied
        | ChangeKind::DefinitionFilled
        | ChangeKind::OperationEndpointChanged
        | ChangeKind::EnumAdded
        | ChangeKind::EnumRemoved
        | ChangeKind::EnumValueAdded
        | ChangeKind::EnumValueRemoved => fingerprint(&[name, definition, property, old, new]),
        // The same may be said of any property.
        ChangeKind::OverrideAdded
        | ChangeKind::OverrideRemoved
        | ChangeKind::OverrideChanged
        | ChangeKind::DateClassGained
        | ChangeKind::DateClassLost
        | ChangeKind::DateClassChanged
        | ChangeKind::DirectionWidened
        | ChangeKind::DescriptionChanged => fingerprint(&[name, old, new]),
        ChangeKind::DeprecationAdded | ChangeKind::DeprecationRemoved => {
            fingerprint(&[name, property])
        }
        _ => fingerprint(&[name, property, old, new]),
    }
}

fn cause(id: String, entries: &[Change], edits: usize) -> Cause {
    let concern = entries.iter().map(Change::concern).min();
    let endpoints: BTreeSet<_> = entries.iter().flat_map(Change::endpoints).collect();
    let about_models = entries.iter().filter(|it| !it.kind.is_about_operations());
    let models: BTreeSet<_> = about_models
        .flat_map(|change| {
            let ends = change.reach.paths.iter().filter_map(|path| path.last());
            let around = change.reach.direct.iter().chain(ends);
            around.chain([&change.definition])
        })
        .collect();
    Cause {
        id,
        concern: concern.unwrap_or(Concern::Nobody),
        endpoints: endpoints.into_iter().map(str::to_owned).collect(),
        models: models.len(),
        entries: 0..entries.len(),
        edits,
    }
}

//! Puts entries together that are one thing to decide, and brings them into their order.
//!
//! Equal edits are one cause: the same property with the same sides in several definitions, the same
//! link that became the same other one. What follows from an entry belongs to its cause. The worst
//! comes first, and of what is equally bad what reaches more endpoints and models.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::changes::cause::{
    Cause, Concern, Endpoints, distinct, family, path_family, renamed_family,
};
use crate::changes::change::Change;
use crate::changes::change_kind::Grouping;
use crate::changes::subject::Value;
use crate::fingerprint::fingerprint;
use crate::schema::Type;

/// The entries in their order, and the causes that they belong to.
pub(super) fn group(entries: Vec<Change>, follows: &[Option<usize>]) -> (Vec<Change>, Vec<Cause>) {
    let mut groups = Groups::new();
    let ids: Vec<_> = entries.iter().map(id).collect();
    for ((at, root), change) in roots(follows).into_iter().enumerate().zip(entries) {
        let group = groups.entry(ids[root].clone()).or_default();
        group.push((at != root, change));
    }
    ordered(by_owner(groups))
}

/// The entries of each cause by its id, and for each whether it follows from the edit.
type Groups = BTreeMap<String, Vec<(bool, Change)>>;

/// Puts edits of one kind together that a definition or enum has in several parts, where no other has the same
/// edit: nine properties that one definition lost are one thing to decide.
fn by_owner(mut groups: Groups) -> Groups {
    let mut owned: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, group) in &groups {
        let mut edits = group.iter().filter(|(is_echo, _)| !is_echo);
        if let (Some((_, edit)), None) = (edits.next(), edits.next()) {
            let key = owner_id(edit).map(|key| owned.entry(key).or_default());
            key.into_iter().for_each(|ids| ids.push(id.clone()));
        }
    }
    for (key, ids) in owned.into_iter().filter(|(_, ids)| ids.len() > 1) {
        let all = ids.iter().filter_map(|id| groups.remove(id)).flatten();
        let all = all.collect();
        groups.insert(key, all);
    }
    groups
}

/// A short name for what is the same for all edits of one definition that can be one line.
fn owner_id(change: &Change) -> Option<String> {
    let row = change.kind.row();
    let is_part = change.subject.part().is_some() && !change.subject.is_of_an_operation();
    let concern = change.concern();
    if !is_part || !concern.needs_action() || row.grouping != Grouping::ByPartAndValues {
        return None;
    }
    let sides = change.old.as_ref().zip(change.new.as_ref());
    let sides = sides.map(|(old, new)| format!("{old} → {new}"));
    let code = change.code_sides().filter(|_| concern == Concern::Code);
    let code = code.map(|(old, new)| format!("{old} → {new}"));
    Some(fingerprint(&[
        Some(change.kind.name()),
        Some(change.subject.owner()),
        Some(concern.word()),
        Some(change.rust.word()),
        sides.as_deref(),
        code.as_deref(),
    ]))
}

/// Brings the entries and causes into their order again, after verdicts or endpoints of some were restricted.
pub(super) fn regroup(entries: Vec<Change>, causes: Vec<Cause>) -> (Vec<Change>, Vec<Cause>) {
    let mut entries = entries.into_iter();
    let groups = causes.into_iter().map(|cause| {
        let group = entries.by_ref().take(cause.entries.len()).enumerate();
        let group = group.map(|(at, change)| (at >= cause.edits, change));
        (cause.id, group.collect())
    });
    ordered(groups.collect::<Vec<_>>())
}

fn ordered(
    groups: impl IntoIterator<Item = (String, Vec<(bool, Change)>)>,
) -> (Vec<Change>, Vec<Cause>) {
    let mut unions = Unions::default();
    let mut causes: Vec<_> = groups
        .into_iter()
        .map(|(id, mut group)| {
            group.sort_by_cached_key(|(is_echo, change)| {
                let endpoints = Reverse(change.endpoints().count());
                let part = change.subject.part().map(Cow::into_owned);
                let subject = (change.subject.owner().to_owned(), part);
                (*is_echo, change.concern(), endpoints, subject, change.kind)
            });
            let edits = group.iter().filter(|(is_echo, _)| !is_echo).count();
            let entries: Vec<_> = group.into_iter().map(|(_, change)| change).collect();
            (cause(id, &entries, edits, &mut unions), entries)
        })
        .collect();
    causes.sort_by_cached_key(|(cause, entries)| {
        let reach = (Reverse(cause.endpoints.len()), Reverse(cause.models));
        let subject = entries.first().map(|it| (it.subject.to_string(), it.kind));
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

/// A short name for what is the same for all entries that are one edit.
fn id(change: &Change) -> String {
    let (owner, part) = (change.subject.owner(), change.subject.part());
    let text = |side: &Option<Value>| side.as_ref().map(Value::to_string);
    let (old, new) = (text(&change.old), text(&change.new));
    let (old, new) = (old.as_deref(), new.as_deref());
    let (name, part) = (Some(change.kind.name()), part.as_deref());
    let alone = || fingerprint(&[name, Some(owner), part, old, new]);
    match change.kind.row().grouping {
        Grouping::Alone => alone(),
        Grouping::Together => fingerprint(&[name]),
        Grouping::ByPartAndValues => fingerprint(&[name, part, old, new]),
        Grouping::ByPart => fingerprint(&[name, part]),
        Grouping::ByValues => fingerprint(&[name, old, new]),
        Grouping::ByLink => {
            let (old, new) = (item(&change.old), item(&change.new));
            fingerprint(&[Some("type-link"), old.as_deref(), new.as_deref()])
        }
        Grouping::ByFamily => match change.new.as_ref().or(change.old.as_ref()) {
            Some(Value::Endpoint(endpoint)) => fingerprint(&[name, Some(&path_family(endpoint))]),
            _ => fingerprint(&[name, Some(family(owner))]),
        },
        Grouping::ByRename => match old.zip(new).and_then(|(old, new)| renamed_family(old, new)) {
            Some([old, new]) => fingerprint(&[name, Some(&old), Some(&new)]),
            None => alone(),
        },
        Grouping::ByReason if change.affects_wire() => alone(),
        Grouping::ByReason => fingerprint(&[name, change.note().as_deref()]),
    }
}

/// The text of a type without its lists.
fn item(side: &Option<Value>) -> Option<String> {
    let Some(Value::Type(ty)) = side else {
        return None;
    };
    let item = Type {
        base: ty.base.clone(),
        lists: 0,
    };
    Some(item.to_string())
}

/// The endpoints of sets that were put together before, by where the sets are kept.
type Unions = BTreeMap<Vec<*const Arc<str>>, Endpoints>;

/// All endpoints of the entries, once.
fn union(entries: &[Change], concern: Concern, unions: &mut Unions) -> Endpoints {
    let sets = entries.iter().flat_map(|it| it.endpoint_sets(concern));
    let sets = distinct(sets);
    let sets: Vec<_> = sets.filter(|set| !set.is_empty()).collect();
    if let [set] = sets[..] {
        return Arc::clone(set);
    }
    let key = sets.iter().map(|set| set.as_ptr()).collect();
    let union = unions.entry(key).or_insert_with(|| {
        let all: BTreeSet<_> = sets.iter().flat_map(|set| set.iter()).collect();
        all.into_iter().cloned().collect()
    });
    Arc::clone(union)
}

fn cause(id: String, entries: &[Change], edits: usize, unions: &mut Unions) -> Cause {
    let concern = entries.iter().map(Change::concern).min();
    let concern = concern.unwrap_or(Concern::Nobody);
    let about_models = entries.iter().filter(|it| !it.subject.is_of_an_operation());
    let models: BTreeSet<_> = about_models
        .flat_map(|change| {
            let ends = change.reach.paths.iter().filter_map(|path| path.last());
            let around = change.reach.direct.iter().chain(ends);
            around.map(String::as_str).chain([change.subject.owner()])
        })
        .collect();
    Cause {
        id,
        concern,
        endpoints: union(entries, concern, unions),
        models: models.len(),
        entries: 0..entries.len(),
        edits,
    }
}

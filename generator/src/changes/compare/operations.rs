//! Compares the operations of both sides, where both sides tell theirs.
//!
//! An operation is known by its name; one whose name is gone and whose endpoint is not was renamed.
//! What differs in one that stayed makes an entry each: the endpoint, the body, every query parameter,
//! the responses. Definitions that were renamed are not a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::entries::{Context, location};
use super::links;
use super::pairs::Pairs;
use crate::changes::change::{Change, Reach, Side};
use crate::changes::kind::Kind;
use crate::changes::verdict::{Effect, Wire};
use crate::model::Model;
use crate::operations::{Endpoint, Location, Operation};
use crate::schema::Type;

/// An operation on both sides.
type Both<'a> = (&'a Operation, &'a Operation);

pub(super) fn compare(context: &Context<'_>) -> Vec<Change> {
    let operations = |side: Side<'_>| side.decided.model.operations.is_some();
    let mut changes = Vec::new();
    if !operations(context.before) || !operations(context.after) {
        return changes;
    }
    let (before, after) = (context.before.decided, context.after.decided);
    let mut came = by_name(after.model.operations.iter().flatten());
    let mut gone = by_name(before.model.operations.iter().flatten());
    let stayed = came.keys().filter(|name| gone.contains_key(*name));
    let stayed: Vec<_> = stayed.copied().collect();
    let both = stayed
        .into_iter()
        .filter_map(|name| Some((gone.remove(name)?, came.remove(name)?)));
    let mut both: Vec<Both<'_>> = both.collect();
    let shapes: BTreeMap<_, _> = came
        .values()
        .map(|new| (shape(&new.endpoint.value), *new))
        .collect();
    for old in gone.into_values() {
        let name = Some(old.name.value.clone());
        let Some(&new) = shapes.get(&shape(&old.endpoint.value)) else {
            let removed = entry(Kind::OperationRemoved, old, context.before);
            let old = Some(old.endpoint.value.to_string());
            changes.push(Change { old, ..removed });
            continue;
        };
        came.remove(new.name.value.as_str());
        let renamed = entry(Kind::OperationRenamed, new, context.after);
        let is = Some(new.name.value.clone());
        changes.push(Change {
            old: name,
            new: is,
            ..renamed
        });
        both.push((old, new));
    }
    changes.extend(came.into_values().map(|it| {
        let new = Some(it.endpoint.value.to_string());
        let added = entry(Kind::OperationAdded, it, context.after);
        Change { new, ..added }
    }));
    for pair in both {
        let differences = [
            endpoint(pair),
            body(pair, context.pairs),
            responses(pair, context.pairs),
        ];
        let differences = differences.into_iter().flatten().chain(query(pair));
        changes.extend(differences.map(|it| Change {
            property: it.part,
            old: it.old,
            new: it.new,
            wire: it.kind.wire(Wire::both(it.effect)),
            // Programs that were built before call the old one.
            reach: reach(pair.0),
            ..entry(it.kind, pair.1, context.after)
        }));
    }
    changes
}

fn by_name<'a>(
    operations: impl Iterator<Item = &'a Operation>,
) -> BTreeMap<&'a str, &'a Operation> {
    operations.map(|it| (it.name.value.as_str(), it)).collect()
}

/// The endpoint without the names of its parameters, which are not on the wire.
fn shape(endpoint: &Endpoint) -> String {
    let pieces = endpoint.path.split('{').enumerate();
    let bare = pieces.map(|(at, piece)| match piece.split_once('}') {
        Some((_, rest)) if at > 0 => format!("{{}}{rest}"),
        _ => piece.to_owned(),
    });
    format!("{} {}", endpoint.method, bare.collect::<String>())
}

fn entry(kind: Kind, operation: &Operation, side: Side<'_>) -> Change {
    Change {
        location: location(side.sources, operation.name.place),
        reach: reach(operation),
        ..Change::of(kind, &operation.name.value)
    }
}

/// The name of each operation by its endpoint: of the old side, and of the new where it is new there.
pub(super) fn names(models: [&Model; 2]) -> BTreeMap<String, String> {
    let operations = models.into_iter().rev();
    let operations = operations.flat_map(|model| model.operations.iter().flatten());
    operations
        .map(|it| (it.endpoint.value.to_string(), it.name.value.clone()))
        .collect()
}

/// The operation's own endpoint.
fn reach(operation: &Operation) -> Arc<Reach> {
    let endpoint = operation.endpoint.value.to_string();
    Arc::new(Reach {
        taken_by: vec![endpoint.into()],
        ..Reach::default()
    })
}

/// Something that differs in an operation.
struct Difference {
    kind: Kind,
    part: Option<String>,
    old: Option<String>,
    new: Option<String>,
    /// What it does to the side that it is about.
    effect: Effect,
}

fn endpoint((old, new): Both<'_>) -> Option<Difference> {
    let (old, new) = (&old.endpoint.value, &new.endpoint.value);
    (old != new).then(|| Difference {
        kind: Kind::OperationEndpointChanged,
        part: None,
        old: Some(old.to_string()),
        new: Some(new.to_string()),
        effect: breaking(shape(old) != shape(new)),
    })
}

const fn breaking(breaks: bool) -> Effect {
    if breaks {
        Effect::Breaking
    } else {
        Effect::Compatible
    }
}

fn body((old, new): Both<'_>, pairs: &Pairs<'_>) -> Option<Difference> {
    let bodies = [old, new].map(|it| it.request().map(|ty| &ty.value));
    let effect = match bodies {
        [None, None] => return None,
        [Some(old), Some(new)] if is_same(old, new, pairs) => return None,
        [Some(old), Some(new)] => wire(old, new, pairs).sent,
        _ => Effect::Breaking,
    };
    let [old, new] = bodies.map(|ty| ty.map(Type::to_string));
    Some(Difference {
        kind: Kind::OperationRequestChanged,
        part: Some("body".to_owned()),
        old,
        new,
        effect,
    })
}

/// A parameter that is gone may be refused; one that came asks for nothing.
fn query<'a>((old, new): Both<'a>) -> impl Iterator<Item = Difference> + 'a {
    let [was, is]: [BTreeSet<_>; 2] = [old, new].map(|it| {
        it.parameters_in(Location::Query)
            .map(|query| &query.name.value)
            .collect()
    });
    let gone: Vec<_> = was.difference(&is).copied().collect();
    let came: Vec<_> = is.difference(&was).copied().collect();
    let difference = |name: &String, is_gone: bool| Difference {
        kind: Kind::OperationRequestChanged,
        part: Some(format!("query.{name}")),
        old: is_gone.then(|| name.clone()),
        new: (!is_gone).then(|| name.clone()),
        effect: breaking(is_gone),
    };
    let gone = gone.into_iter().map(move |name| difference(name, true));
    gone.chain(came.into_iter().map(move |name| difference(name, false)))
}

/// Programs that were built before read what arrives as one of the old types.
fn responses((old, new): Both<'_>, pairs: &Pairs<'_>) -> Option<Difference> {
    let (was, is) = (&old.responses(), &new.responses());
    let same = |at: usize| {
        was[at].status == is[at].status && is_same(&was[at].ty.value, &is[at].ty.value, pairs)
    };
    if was.len() == is.len() && (0..was.len()).all(same) {
        return None;
    }
    let read = |new: &Type| {
        let read = was.iter().map(|old| wire(&old.ty.value, new, pairs));
        read.map(|wire| wire.received).min()
    };
    // Whoever read nothing misses nothing.
    let effect = is.iter().filter_map(|new| read(&new.ty.value)).max();
    let effect = effect.unwrap_or(breaking(!was.is_empty()));
    let text = |operation: &Operation| {
        let responses = operation.responses().into_iter().map(|response| {
            let status = response.status.iter().map(|status| format!("{status} "));
            status
                .chain([response.ty.value.to_string()])
                .collect::<String>()
        });
        let all: Vec<_> = responses.collect();
        (!all.is_empty()).then(|| all.join(", "))
    };
    Some(Difference {
        kind: Kind::OperationResponseChanged,
        part: None,
        old: text(old),
        new: text(new),
        effect,
    })
}

fn is_same(old: &Type, new: &Type, pairs: &Pairs<'_>) -> bool {
    let same = match (old.definition(), new.definition()) {
        (Some(old), Some(new)) => pairs.new_name(old) == new,
        _ => old.base == new.base,
    };
    same && old.lists == new.lists
}

/// What happens on either side when one type takes the other's place.
fn wire(old: &Type, new: &Type, pairs: &Pairs<'_>) -> Wire {
    let is_anything = |ty: &Type| ty.to_string() == "object";
    match (old.definition(), new.definition()) {
        _ if is_same(old, new, pairs) => Wire::both(Effect::Compatible),
        (Some(old_name), Some(new_name)) if old.lists == new.lists => {
            links::compare(old_name, new_name, pairs).wire
        }
        _ => Wire {
            sent: breaking(!is_anything(new)),
            received: breaking(!is_anything(old)),
        },
    }
}

//! Compares the operations of both sides, where both sides have some.
//!
//! An operation is known by its name; one whose name is gone and whose endpoint is not was renamed.
//! What differs in one that stayed makes an entry each: the endpoint, the body, every query parameter,
//! the responses. Definitions that were renamed are not a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::drafts::Context;
use super::link_shapes;
use super::pairs::Pairs;
use super::spelling::is_anything;
use crate::changes::change::{Change, Reach, Side};
use crate::changes::change_kind::ChangeKind;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::{Effect, Wire};
use crate::operations::{Endpoint, Location, Operation, Response};
use crate::schema::Type;

/// An operation on both sides.
type Both<'a> = (&'a Operation, &'a Operation);

pub(super) fn compare(context: &Context<'_>) -> Vec<Change> {
    let Context { before, after, .. } = context;
    let mut changes = Vec::new();
    if before.model().operations.is_none() || after.model().operations.is_none() {
        return changes;
    }
    let (mut gone, mut came) = (by_name(before), by_name(after));
    let names: Vec<_> = came.keys().copied().collect();
    let mut both: Vec<Both<'_>> = Vec::new();
    for name in names {
        if let Some(old) = gone.remove(name) {
            both.extend(came.remove(name).map(|new| (old, new)));
        }
    }
    let shapes = came.values().map(|&new| (shape(&new.endpoint.value), new));
    let shapes: BTreeMap<_, _> = shapes.collect();
    for old in gone.into_values() {
        let Some(&new) = shapes.get(&shape(&old.endpoint.value)) else {
            changes.push(Change {
                old: Some(Value::Endpoint(old.endpoint.value.clone())),
                ..entry(context, before, ChangeKind::OperationRemoved, old)
            });
            continue;
        };
        came.remove(new.name.value.as_str());
        changes.push(Change {
            old: Some(Value::Name(old.name.value.clone())),
            new: Some(Value::Name(new.name.value.clone())),
            ..entry(context, after, ChangeKind::OperationRenamed, new)
        });
        both.push((old, new));
    }
    changes.extend(came.into_values().map(|new| Change {
        new: Some(Value::Endpoint(new.endpoint.value.clone())),
        ..entry(context, after, ChangeKind::OperationAdded, new)
    }));
    for pair in both {
        changes.extend(endpoint(pair, context));
        changes.extend(body(pair, context));
        changes.extend(responses(pair, context));
        changes.extend(query(pair, context));
    }
    changes
}

fn by_name<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Operation> {
    let operations = side.operations().iter();
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

/// An entry on the operation as a whole.
fn entry(
    context: &Context<'_>,
    side: &Side<'_>,
    kind: ChangeKind,
    operation: &Operation,
) -> Change {
    let endpoint = operation.endpoint.value.to_string();
    Change {
        location: side.location(operation.name.place),
        reach: Arc::new(Reach {
            taken_by: vec![endpoint.into()].into(),
            ..Reach::default()
        }),
        ..context.change(kind, Subject::Operation(operation.name.value.clone()))
    }
}

/// An entry on something that differs in an operation, with what it does to the side that it is about.
fn changed(
    (old, new): Both<'_>,
    kind: ChangeKind,
    effect: Effect,
    context: &Context<'_>,
) -> Change {
    Change {
        wire: kind.wire(Wire::both(effect)),
        // Programs that were built before call the old one.
        reach: entry(context, &context.before, kind, old).reach,
        ..entry(context, &context.after, kind, new)
    }
}

/// The name of each operation by its endpoint: of the old side, and of the new where it is new there.
pub(super) fn names(context: &Context<'_>) -> BTreeMap<String, String> {
    let operations = [&context.after, &context.before].map(|side| side.operations());
    let names = operations.into_iter().flatten();
    names
        .map(|it| (it.endpoint.value.to_string(), it.name.value.clone()))
        .collect()
}

fn endpoint(pair: Both<'_>, context: &Context<'_>) -> Option<Change> {
    let (old, new) = (&pair.0.endpoint.value, &pair.1.endpoint.value);
    let effect = Effect::breaking_if(shape(old) != shape(new));
    (old != new).then(|| Change {
        old: Some(Value::Endpoint(old.clone())),
        new: Some(Value::Endpoint(new.clone())),
        ..changed(pair, ChangeKind::OperationEndpointChanged, effect, context)
    })
}

fn body(pair: Both<'_>, context: &Context<'_>) -> Option<Change> {
    let [old, new] = [pair.0, pair.1].map(|it| it.request().map(|ty| &ty.value));
    let effect = match (old, new) {
        (None, None) => return None,
        (Some(old), Some(new)) if is_same(old, new, context.pairs) => return None,
        (Some(old), Some(new)) => wire(old, new, context.pairs).sent,
        _ => Effect::Breaking,
    };
    Some(Change {
        subject: Subject::Body(pair.1.name.value.clone()),
        old: old.cloned().map(Value::Type),
        new: new.cloned().map(Value::Type),
        ..changed(pair, ChangeKind::OperationRequestChanged, effect, context)
    })
}

/// A parameter that is gone may be refused; one that came asks for nothing.
fn query(pair: Both<'_>, context: &Context<'_>) -> Vec<Change> {
    let names = |it: &Operation| -> BTreeSet<String> {
        it.parameters_in(Location::Query)
            .map(|query| query.name.value.clone())
            .collect()
    };
    let (was, is) = (names(pair.0), names(pair.1));
    let differing = was.symmetric_difference(&is).map(|name| {
        let is_gone = was.contains(name);
        let value = Some(Value::Name(name.clone()));
        let (old, new) = if is_gone {
            (value, None)
        } else {
            (None, value)
        };
        let effect = Effect::breaking_if(is_gone);
        Change {
            subject: Subject::Parameter {
                operation: pair.1.name.value.clone(),
                name: name.clone(),
            },
            old,
            new,
            ..changed(pair, ChangeKind::OperationRequestChanged, effect, context)
        }
    });
    differing.collect()
}

/// Programs that were built before read what arrives as one of the old types.
fn responses(pair: Both<'_>, context: &Context<'_>) -> Option<Change> {
    let (was, is) = (&pair.0.responses(), &pair.1.responses());
    let pairs = context.pairs;
    let mut both = was.iter().zip(is);
    let same = both
        .all(|(old, new)| old.status == new.status && is_same(&old.ty.value, &new.ty.value, pairs));
    if was.len() == is.len() && same {
        return None;
    }
    let read = |new: &Type| {
        let read = was.iter().map(|old| wire(&old.ty.value, new, pairs));
        read.map(|wire| wire.received).min()
    };
    // Whoever read nothing misses nothing.
    let effect = is.iter().filter_map(|new| read(&new.ty.value)).max();
    let effect = effect.unwrap_or(Effect::breaking_if(!was.is_empty()));
    let value = |responses: &[Response<'_>]| {
        let responses = responses.iter();
        responses
            .map(|it| (it.status.map(str::to_owned), it.ty.value.clone()))
            .collect()
    };
    let [old, new] = [was, is].map(|it| (!it.is_empty()).then(|| Value::Responses(value(it))));
    Some(Change {
        old,
        new,
        ..changed(pair, ChangeKind::OperationResponseChanged, effect, context)
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
    match (old.definition(), new.definition()) {
        _ if is_same(old, new, pairs) => Wire::both(Effect::Compatible),
        (Some(old_name), Some(new_name)) if old.lists == new.lists => {
            link_shapes::compare(old_name, new_name, pairs).wire
        }
        _ => Wire {
            sent: Effect::breaking_if(!is_anything(new)),
            received: Effect::breaking_if(!is_anything(old)),
        },
    }
}

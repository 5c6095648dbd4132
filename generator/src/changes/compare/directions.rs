//! Restricts entries to the side of the wire on which programs meet the definition.
//!
//! The verdicts are about programs that were built before, so the operations of the old side count;
//! those of the new side count if only that side has a list of operations.

use std::collections::BTreeMap;

use super::callers::Callers;
use super::drafts::{Context, definition};
use crate::changes::change::Change;
use crate::changes::change_kind::{ChangeKind, Edit};
use crate::changes::note::Note;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::Effect;
use crate::direction::Direction;

/// Removes each verdict about a side on which programs do not meet the definition any more. What no operation
/// reached before may still be sent or received in other ways.
pub(super) fn apply(entries: &mut [Change], context: &Context<'_>, callers: &Callers<'_>) {
    let (was, is) = (&context.before.directions, &context.after.directions);
    let pairs = context.pairs;
    let gone = pairs.removed.iter().map(|item| (item.name(), item.name()));
    let both = pairs.both.iter().map(|(old, new)| (old.name(), new.name()));
    let directions = gone.chain(both).filter_map(|(old, new)| {
        let was = was.as_ref().map(|was| was.get(old));
        Some((new, was.or_else(|| Some(is.as_ref()?.get(new)))?))
    });
    let directions: BTreeMap<_, _> = directions.collect();
    let enums = enums(context);
    for change in entries {
        let (name, direction) = match &change.subject {
            Subject::Enum(list) | Subject::EnumValue { list, .. } => {
                (list.as_str(), enums.get(list.as_str()))
            }
            subject => match subject.definition() {
                Some(name) => (name, directions.get(name)),
                None => continue,
            },
        };
        let is_whole = change.kind.row().edit == Edit::Removed && change.subject.part().is_none();
        match direction {
            None => {}
            Some(Direction::Unreached) if change.breaks_wire() => {
                change.notes.push(Note::NoKnownOperation);
            }
            Some(Direction::Unreached) => {}
            Some(&direction) if is_whole => restrict(change, direction),
            Some(_) => {
                let direction = callers.direction(name);
                restrict(change, direction);
            }
        }
    }
}

/// The directions of the enums: those of all definitions that hold them.
fn enums<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Direction> {
    let sides = [&context.before, &context.after];
    let known = sides.into_iter().find(|side| side.directions.is_some());
    let mut enums = BTreeMap::new();
    let Some((side, directions)) = known.and_then(|it| Some((it, it.directions.as_ref()?))) else {
        return enums;
    };
    for item in &side.model().structs {
        for name in side.targets(item) {
            let direction = enums.entry(name).or_insert(Direction::Unreached);
            *direction = direction.with(directions.get(item.name()));
        }
    }
    enums
}

fn restrict(change: &mut Change, direction: Direction) {
    for (met, effect, note) in [
        (direction.is_sent(), &mut change.wire.sent, Note::NeverSent),
        (
            direction.is_received(),
            &mut change.wire.received,
            Note::NeverReturned,
        ),
    ] {
        if !met {
            change
                .notes
                .extend((*effect == Effect::Breaking).then_some(note));
            *effect = Effect::None;
        }
    }
}

/// The entries for definitions that were met on one side and are met on both now.
pub(super) fn widened(context: &Context<'_>) -> Vec<Change> {
    let Context { before, after, .. } = context;
    let (Some(was), Some(is)) = (&before.directions, &after.directions) else {
        return Vec::new();
    };
    let both = context.pairs.both.iter().filter_map(|(old, new)| {
        let (old, now) = (was.get(old.name()), is.get(new.name()));
        let widened =
            matches!(old, Direction::Sent | Direction::Received) && now == Direction::Both;
        widened.then(|| Change {
            old: Some(Value::Direction(old)),
            new: Some(Value::Direction(now)),
            location: after.location(new.definition.name.place),
            ..context.change(ChangeKind::DirectionWidened, definition(new))
        })
    });
    both.collect()
}

//! Lets entries be about the side of the wire on which programs meet the definition.
//!
//! The verdicts are about programs that were built before, so it is the old side's operations that
//! count; where only the new side tells its operations, those have to do.

use std::collections::BTreeMap;

use super::drafts::{Context, location};
use crate::changes::change::Change;
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::Effect;
use crate::direction::{Direction, Directions};

/// Takes back each verdict about a side on which nobody meets the definition.
pub(super) fn apply(entries: &mut [Change], context: &Context<'_>) {
    let Context {
        pairs,
        before,
        after,
        ..
    } = context;
    let was = Directions::of(&before.decided.model);
    let is = Directions::of(&after.decided.model);
    let mut directions = BTreeMap::new();
    let gone = pairs.removed.iter().map(|item| (item.name(), item.name()));
    let both = pairs.both.iter().map(|(old, new)| (old.name(), new.name()));
    for (old, new) in gone.chain(both) {
        let direction = match (&was, &is) {
            (Some(was), _) => was.get(old),
            (None, Some(is)) => is.get(new),
            (None, None) => return,
        };
        directions.insert(new, direction);
    }
    for change in entries
        .iter_mut()
        .filter(|change| !change.kind.is_about_operations())
    {
        if let Some(&direction) = directions.get(change.definition.as_str()) {
            restrict(change, direction);
        }
    }
}

fn restrict(change: &mut Change, direction: Direction) {
    let mut notes: Vec<_> = change.note.take().into_iter().collect();
    if direction == Direction::Unreached {
        // What no operation tells may still be sent or received by other ways.
        let note = || "no operation that is known sends or returns it".to_owned();
        notes.extend(change.breaks_wire().then(note));
    } else {
        for (met, effect, note) in [
            (
                direction.is_sent(),
                &mut change.wire.sent,
                "no operation sends it",
            ),
            (
                direction.is_received(),
                &mut change.wire.received,
                "no operation returns it",
            ),
        ] {
            if !met {
                notes.extend((*effect == Effect::Breaking).then(|| note.to_owned()));
                *effect = Effect::None;
            }
        }
    }
    change.note = (!notes.is_empty()).then(|| notes.join("; "));
}

/// The entries for definitions that were met on one side and are met on both now.
pub(super) fn widened(context: &Context<'_>) -> Vec<Change> {
    let Context {
        pairs,
        before,
        after,
        ..
    } = context;
    let (Some(was), Some(is)) = (
        Directions::of(&before.decided.model),
        Directions::of(&after.decided.model),
    ) else {
        return Vec::new();
    };
    let both = pairs.both.iter().filter_map(|(old, new)| {
        let (old, now) = (was.get(old.name()), is.get(new.name()));
        let widened =
            matches!(old, Direction::Sent | Direction::Received) && now == Direction::Both;
        widened.then(|| Change {
            old: Some(old.to_string()),
            new: Some(now.to_string()),
            location: location(after.sources, new.definition.name.place),
            ..Change::of(ChangeKind::DirectionWidened, new.name())
        })
    });
    both.collect()
}

//! Finds what entries follow from: a definition or an enum comes and goes with whatever holds it.
//!
//! A change to the JSON happens where a property or an operation holds a definition, and has an entry
//! of its own. The entry for the definition itself then has no verdict for the wire. Holders that were
//! added or removed as well are followed up to one that stayed and changed. A definition that has no
//! holder, or only holders that it holds itself, follows from nothing.

use std::collections::BTreeMap;

use super::drafts::Context;
use crate::changes::change::{Change, Side};
use crate::changes::change_kind::{About, ChangeKind, Edit};
use crate::changes::note::Note;
use crate::changes::verdict::{Effect, Wire};
use crate::cycles::components;
use crate::direction::Direction;

/// Finds for each entry the one that it follows from, if any. Entries that follow from another, or
/// whose definition no operation reached, lose their verdicts for the wire.
pub(super) fn apply(entries: &mut [Change], context: &Context<'_>) -> Vec<Option<usize>> {
    let (before, after) = (&context.before, &context.after);
    let mut follows = vec![None; entries.len()];
    let renamed = |name| context.pairs.new_name(name);
    Moved::of(entries, Edit::Removed, before, renamed).follow(&mut follows);
    Moved::of(entries, Edit::Added, after, |name| name).follow(&mut follows);
    follow_names(entries, &mut follows);
    let is_unreached = |name: &str| {
        let directions = before.directions.as_ref();
        directions.is_some_and(|known| known.get(name) == Direction::Unreached)
    };
    for (at, cause) in follows.iter().enumerate() {
        let note = match cause.map(|cause| entries[cause].subject.clone()) {
            _ if entries[at].kind != ChangeKind::DefinitionRemoved => continue,
            Some(subject) => Note::WentWith(subject),
            None if is_unreached(entries[at].subject.owner()) => Note::WasUnreached,
            None => continue,
        };
        entries[at].wire = Wire::both(Effect::None);
        entries[at].notes = vec![note];
    }
    follows
}

/// Records that the parameters in the path of an operation have other names because the operation has one.
fn follow_names(entries: &[Change], follows: &mut [Option<usize>]) {
    let renamed = entries.iter().enumerate();
    let renamed = renamed.filter(|(_, it)| it.kind == ChangeKind::OperationRenamed);
    let renamed: BTreeMap<_, _> = renamed.map(|(at, it)| (&it.subject, at)).collect();
    for (change, follows) in entries.iter().zip(follows) {
        let is_called_alike = change.wire.sent != Effect::Breaking;
        if change.kind == ChangeKind::OperationEndpointChanged && is_called_alike {
            *follows = renamed.get(&change.subject).copied();
        }
    }
}

/// The definitions and enums that were added, or those that were removed.
struct Moved {
    /// The entries.
    numbers: Vec<usize>,
    /// For each of them the worst entry on a holder that stayed.
    anchors: Vec<Option<usize>>,
    /// For each of them those that it holds.
    holds: Vec<Vec<usize>>,
}

impl Moved {
    /// The definitions and enums that have entries of this `edit`, and their `side`. A holder that stayed
    /// is called `name` of its own in entries.
    fn of<'a>(
        entries: &[Change],
        edit: Edit,
        side: &Side<'a>,
        name: impl Fn(&'a str) -> &'a str,
    ) -> Self {
        let is_moved = |&at: &usize| {
            let row = entries[at].kind.row();
            row.edit == edit && matches!(row.about, About::Definition | About::Enum)
        };
        let numbers: Vec<_> = (0..entries.len()).filter(is_moved).collect();
        let places = numbers.iter().map(|&at| entries[at].subject.owner());
        let places: BTreeMap<&str, usize> = places.zip(0..).collect();
        let mut moved = Self {
            anchors: vec![None; numbers.len()],
            holds: vec![Vec::new(); numbers.len()],
            numbers,
        };
        let changed = Changed::of(entries);
        for item in &side.model().structs {
            let own = places.get(item.name()).copied();
            for field in &item.fields {
                let held = field.ty.ident().and_then(|it| side.idents.get(it).copied());
                let linked = field.property.ty.value.definition();
                for target in held.into_iter().chain(linked) {
                    match (places.get(target).copied(), own) {
                        (Some(target), Some(own)) => moved.holds[own].push(target),
                        (Some(target), None) => {
                            let worst = changed.property(name(item.name()), field.wire_name());
                            moved.anchor(target, worst, entries);
                        }
                        (None, _) => {}
                    }
                }
            }
        }
        for operation in side.operations() {
            for target in operation.definitions() {
                if let Some(&place) = places.get(target) {
                    let worst = changed.operation(&operation.name.value, target);
                    moved.anchor(place, worst, entries);
                }
            }
        }
        moved
    }

    fn anchor(&mut self, target: usize, found: Option<usize>, entries: &[Change]) {
        let both = [self.anchors[target], found].into_iter().flatten();
        self.anchors[target] = both.min_by_key(|&at| (entries[at].concern(), at));
    }

    /// Records the cause of each entry: an anchor, a holder that has an anchor in the end, or a
    /// definition that has no holder.
    fn follow(self, follows: &mut [Option<usize>]) {
        let count = self.numbers.len();
        let anchored: Vec<_> = (0..count)
            .filter(|&at| self.anchors[at].is_some())
            .collect();
        let mut reached = vec![false; count];
        for &at in &anchored {
            follows[self.numbers[at]] = self.anchors[at];
        }
        self.spread(anchored, &mut reached, follows);
        let tops = self.tops(&reached);
        self.spread(tops, &mut reached, follows);
    }

    fn spread(&self, mut queue: Vec<usize>, reached: &mut [bool], follows: &mut [Option<usize>]) {
        queue.iter().for_each(|&at| reached[at] = true);
        let mut next = 0;
        while let Some(&holder) = queue.get(next) {
            next += 1;
            for &held in &self.holds[holder] {
                if !std::mem::replace(&mut reached[held], true) {
                    follows[self.numbers[held]] = Some(self.numbers[holder]);
                    queue.push(held);
                }
            }
        }
    }

    /// Of those that are not reached, the ones that only cycles of their own lead to.
    fn tops(&self, reached: &[bool]) -> Vec<usize> {
        let cycles = components(&self.holds);
        let mut is_top = vec![true; cycles.len()];
        for (holder, held) in self.holds.iter().enumerate() {
            for &held in held.iter().filter(|&&held| cycles[held] != cycles[holder]) {
                is_top[cycles[held]] = false;
            }
        }
        (0..cycles.len())
            .filter(|&at| !reached[at] && is_top[cycles[at]])
            .collect()
    }
}

/// The entries by what they are about.
struct Changed<'a> {
    entries: &'a [Change],
    /// By definition and property in lower case, because the holder may have another letter case now.
    properties: BTreeMap<(&'a str, String), Vec<usize>>,
    /// By the names that an operation has and had.
    operations: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Changed<'a> {
    fn of(entries: &'a [Change]) -> Self {
        let mut properties: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut operations: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let renamed = |change: &&Change| change.kind == ChangeKind::OperationRenamed;
        let renamed = entries.iter().filter(renamed);
        let former = renamed.filter_map(|it| Some((it.subject.owner(), it.old.as_ref()?.name()?)));
        let former: BTreeMap<_, _> = former.collect();
        for (at, change) in entries.iter().enumerate() {
            let name = change.subject.owner();
            if change.subject.is_of_an_operation() {
                for name in former.get(name).into_iter().chain([&name]) {
                    operations.entry(*name).or_default().push(at);
                }
            } else if change.kind.row().moves_links {
                let property = change.subject.part().unwrap_or_default();
                let place = (name, property.to_lowercase());
                properties.entry(place).or_default().push(at);
            }
        }
        Self {
            entries,
            properties,
            operations,
        }
    }

    /// Returns the worst entry that explains why the property holds, or held, its type.
    fn property(&self, definition: &'a str, property: &str) -> Option<usize> {
        let of = |property: String| self.properties.get(&(definition, property));
        let found = [of(property.to_lowercase()), of(String::new())];
        self.worst(found.into_iter().flatten().flatten().copied())
    }

    /// Returns the worst entry that explains why the operation takes or returns the definition, or did.
    fn operation(&self, name: &str, definition: &str) -> Option<usize> {
        let explains = |at: &usize| {
            let change = &self.entries[*at];
            let mut sides = change.old.iter().chain(&change.new);
            matches!(change.kind.row().edit, Edit::Added | Edit::Removed)
                || sides.any(|side| side.links_to(definition))
        };
        let found = self.operations.get(name).into_iter().flatten().copied();
        self.worst(found.filter(explains))
    }

    fn worst(&self, found: impl Iterator<Item = usize>) -> Option<usize> {
        found.min_by_key(|&at| (self.entries[at].concern(), at))
    }
}

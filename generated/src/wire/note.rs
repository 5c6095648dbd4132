//! The notes on a known property: how its value came, and which values did not fit.
//!
//! The same within lists and maps, where a note has the index or key of its item.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::notation::{push_index, push_name};
use super::path::{Step, split_first};
use super::wanted::Wanted;

#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// It came as null, or is to be sent as null. Void while the property has a value.
    Null,
    /// It is a number of Rust's own, which cannot hold this form of it.
    Exact(Number),
    /// It did not fit when it was decoded leniently. Void while there is a value.
    Mismatch(Box<Mismatch>),
    /// Of some items of a list.
    List(Box<ListNote>),
    /// Of some values of a map.
    Map(Box<MapNote>),
}

/// A value that does not fit its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    pub(crate) value: Value,
    pub(crate) wanted: Wanted,
    /// `true` if its place is a required property, whose field is not without a value but empty.
    pub(crate) required: bool,
}

/// The notes on the items of a list.
///
/// A list may hold millions of items that do not fit: each costs its value and its index.
#[derive(Clone, Debug)]
pub struct ListNote {
    /// The items that do not fit, by their indices in JSON. One that was taken out leaves `None`, because
    /// to close each gap would take time in proportion to the list.
    mismatches: Vec<(usize, Option<Value>)>,
    taken: usize,
    /// The same for all items.
    wanted: Option<Wanted>,
    /// The notes on items that fit, by their indices in JSON.
    notes: Vec<(usize, Note)>,
    /// The number of items that fit, which a list keeps until it is replaced.
    fitting: usize,
}

/// The notes on the values of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapNote {
    pub(crate) notes: BTreeMap<String, Note>,
    /// The keys whose values fit, if any other value does not. A map keeps them until it is replaced.
    pub(crate) fitting: Vec<String>,
}

impl ListNote {
    pub(crate) fn new() -> Self {
        Self {
            mismatches: Vec::new(),
            taken: 0,
            wanted: None,
            notes: Vec::new(),
            fitting: 0,
        }
    }

    /// Adds a note on the item at `index`, which comes after all others. Returns `true` if the item fits.
    pub(crate) fn push(&mut self, index: usize, note: Note) -> bool {
        match note {
            Note::Mismatch(mismatch) => {
                self.wanted = Some(mismatch.wanted);
                self.mismatches.push((index, Some(mismatch.value)));
                false
            }
            note => {
                self.notes.push((index, note));
                true
            }
        }
    }

    /// The note, unless it is empty. `fitting` counts the items that fit.
    pub(crate) fn finish(mut self, fitting: usize) -> Option<Box<Note>> {
        self.fitting = fitting;
        (!self.is_empty()).then(|| Box::new(Note::List(Box::new(self))))
    }

    fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.mismatches.len() == self.taken
    }

    /// `true` if the notes are of the list as it is now, which has `length` items. A list with mismatches
    /// that has another number of items is not the one that was decoded.
    pub(crate) fn applies(&self, length: usize) -> bool {
        length == self.fitting || !self.holds_mismatch()
    }

    fn holds_mismatch(&self) -> bool {
        self.mismatches.len() > self.taken
            || self.notes.iter().any(|(_, note)| note.holds_mismatch())
    }

    pub(crate) fn notes(&self) -> &[(usize, Note)] {
        &self.notes
    }

    pub(crate) fn mismatches(&self) -> &[(usize, Option<Value>)] {
        &self.mismatches
    }

    fn kept(&self) -> impl Iterator<Item = (usize, &Value)> {
        let all = self.mismatches.iter();
        all.filter_map(|(index, value)| Some((*index, value.as_ref()?)))
    }

    /// Of all mismatches; `None` if there are none.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        self.wanted
    }

    fn take(&mut self, index: usize, rest: &str) -> Option<Value> {
        if rest.is_empty() {
            let place = self.mismatches.binary_search_by_key(&index, |(at, _)| *at);
            let value = self.mismatches.get_mut(place.ok()?)?.1.take()?;
            self.taken += 1;
            return Some(value);
        }
        let place = self
            .notes
            .binary_search_by_key(&index, |(at, _)| *at)
            .ok()?;
        let note = &mut self.notes.get_mut(place)?.1;
        let value = note.take(rest)?;
        if note.is_empty() {
            self.notes.remove(place);
        }
        Some(value)
    }
}

/// The gaps of values that were taken out do not count.
impl PartialEq for ListNote {
    fn eq(&self, other: &Self) -> bool {
        self.notes == other.notes && self.fitting == other.fitting && self.kept().eq(other.kept())
    }
}

impl Note {
    /// `true` if a list or a map has no notes left.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::List(list) => list.is_empty(),
            Self::Map(map) => map.notes.is_empty(),
            Self::Null | Self::Exact(_) | Self::Mismatch(_) => false,
        }
    }

    pub(crate) fn holds_mismatch(&self) -> bool {
        match self {
            Self::Mismatch(_) => true,
            Self::List(list) => list.holds_mismatch(),
            Self::Map(map) => map.notes.values().any(Self::holds_mismatch),
            Self::Null | Self::Exact(_) => false,
        }
    }

    /// Calls `run` with the path and the value of each mismatch.
    pub(crate) fn mismatches<'a>(&'a self, path: &str, run: &mut impl FnMut(String, &'a Value)) {
        match self {
            Self::Mismatch(mismatch) => run(path.to_owned(), &mismatch.value),
            Self::List(list) => {
                for (index, value) in list.kept() {
                    run(item(path, index), value);
                }
                for (index, note) in &list.notes {
                    note.mismatches(&item(path, *index), run);
                }
            }
            Self::Map(map) => map
                .notes
                .iter()
                .for_each(|(key, note)| note.mismatches(&entry(path, key), run)),
            Self::Null | Self::Exact(_) => {}
        }
    }

    /// Takes out the mismatch at that path below the note's own. One at the note's own path is left to the
    /// caller, who owns the note.
    pub(crate) fn take(&mut self, path: &str) -> Option<Value> {
        match (self, split_first(path)?) {
            (Self::List(list), (Step::Index(index), rest)) => list.take(index, rest),
            (Self::Map(map), (Step::Name(key), rest)) => {
                if rest.is_empty() {
                    map.notes.get(&*key).filter(|note| note.is_mismatch())?;
                    return map.notes.remove(&*key)?.into_mismatch();
                }
                let note = map.notes.get_mut(&*key)?;
                let value = note.take(rest)?;
                if note.is_empty() {
                    map.notes.remove(&*key);
                }
                Some(value)
            }
            _ => None,
        }
    }

    fn is_mismatch(&self) -> bool {
        matches!(self, Self::Mismatch(_))
    }

    /// The value that does not fit, if this is the note on one.
    pub(crate) fn into_mismatch(self) -> Option<Value> {
        match self {
            Self::Mismatch(mismatch) => Some(mismatch.value),
            _ => None,
        }
    }
}

fn item(path: &str, index: usize) -> String {
    let mut path = path.to_owned();
    push_index(&mut path, index);
    path
}

fn entry(path: &str, key: &str) -> String {
    let mut path = path.to_owned();
    push_name(&mut path, key);
    path
}

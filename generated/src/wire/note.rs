//! What is remembered of a known property beside its value: how it came, and what did not fit.
//!
//! The same within lists and maps, where a note stands at the index or key of its item.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::notation::{push_index, push_name};
use super::refusal::Wanted;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Note {
    /// It came as null, or is to be sent as null. Void while the property has a value.
    Null,
    /// It is required, but was absent, or null, and got an empty value when it was decoded
    /// leniently. Void once it has another value.
    Filled { null: bool },
    /// It is a number of Rust's own, which cannot tell that this is what it was in JSON.
    Exact(Number),
    /// It did not fit when it was decoded leniently. Void while there is a value.
    Misfit(Box<Misfit>),
    /// Of some items of a list, by their indices in JSON, in their order.
    List(Vec<(usize, Note)>),
    /// Of some values of a map.
    Map(BTreeMap<String, Note>),
}

/// A value that does not fit its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    pub(crate) value: Value,
    pub(crate) wanted: Wanted,
    /// Whether its place is a required property, whose field is not without a value but empty.
    pub(crate) required: bool,
}

impl Note {
    /// Calls `run` with the path and the value of each misfit.
    pub(crate) fn misfits<'a>(&'a self, path: String, run: &mut impl FnMut(String, &'a Value)) {
        match self {
            Self::Misfit(misfit) => run(path, &misfit.value),
            Self::List(notes) => notes
                .iter()
                .for_each(|(index, note)| note.misfits(item(&path, *index), run)),
            Self::Map(notes) => notes
                .iter()
                .for_each(|(key, note)| note.misfits(entry(&path, key), run)),
            Self::Null | Self::Filled { .. } | Self::Exact(_) => {}
        }
    }

    /// Takes out the misfit at the path `sought`, if this is the note of `path`; and says
    /// whether nothing is left.
    pub(crate) fn take(&mut self, path: String, sought: &str) -> Option<(Value, bool)> {
        if !sought.starts_with(&path) {
            return None;
        }
        match self {
            Self::Misfit(misfit) if path == sought => {
                Some((std::mem::take(&mut misfit.value), true))
            }
            Self::List(notes) => {
                let mut all = notes.iter_mut().enumerate();
                let (place, (value, done)) = all.find_map(|(place, (index, note))| {
                    Some((place, note.take(item(&path, *index), sought)?))
                })?;
                if done {
                    notes.remove(place);
                }
                Some((value, notes.is_empty()))
            }
            Self::Map(notes) => {
                let (key, (value, done)) = notes.iter_mut().find_map(|(key, note)| {
                    Some((key.clone(), note.take(entry(&path, key), sought)?))
                })?;
                if done {
                    notes.remove(&key);
                }
                Some((value, notes.is_empty()))
            }
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

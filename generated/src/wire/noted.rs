//! Encoding of a value with notes: the properties and items as the notes want them, the nulls and
//! mismatches, and the unknown properties. No name is ever sent twice.

use std::collections::btree_map;
use std::iter::Peekable;

use serde_json::{Number, Value};

use super::blank::{Seek, is_blank};
use super::extra::Extra;
use super::field::{Encode, Item, Items, Leaf, Sink};
use super::note::Note;
use super::number::whole;
use super::wanted::Wanted;

/// Gives the properties of a model, known and unknown, as they are to be sent.
pub(crate) fn show_noted(model: &dyn Encode, to: &mut dyn Sink) {
    let extra = model.extra();
    let met = vec![false; extra.notes().len()];
    let mut sink = Noted {
        notes: Notes::Properties { extra, met },
        to,
    };
    model.show(&mut sink);
    sink.end();
    for (name, value) in extra.unknown_slice() {
        // An `extra` may have been moved here from another model.
        if !(model.shape().property(name).is_some() && Seek::has(model, name)
            || is_sent(extra, name))
        {
            to.value(name, value);
        }
    }
}

/// Gives a value that is no property of a model, as its note wants it.
pub(crate) fn give_noted<T: Item>(value: &T, note: Option<&Note>, to: &mut dyn Sink) {
    let notes = Notes::Whole(note);
    value.give("", &mut Noted { notes, to });
}

/// `true` if a property without a value is sent all the same.
fn is_sent(extra: &Extra, name: &str) -> bool {
    matches!(extra.noted(name), Some(Note::Null | Note::Mismatch(_)))
}

/// Passes on what it gets, as the notes want it.
struct Noted<'a> {
    notes: Notes<'a>,
    to: &'a mut dyn Sink,
}

enum Notes<'a> {
    /// Of the only value that comes.
    Whole(Option<&'a Note>),
    Properties {
        extra: &'a Extra,
        /// For each note of `extra`, `true` if its property has a value.
        met: Vec<bool>,
    },
    Items {
        notes: &'a [(usize, Note)],
        mismatches: Mismatches<'a>,
        /// Of the next item in JSON.
        index: usize,
    },
    Entries(Peekable<btree_map::Iter<'a, String, Note>>),
}

/// The mismatches of a list that are still to come.
struct Mismatches<'a> {
    next: &'a [(usize, Option<Value>)],
    wanted: Option<Wanted>,
}

impl<'a> Noted<'a> {
    /// The note of the value that comes next. Gives the mismatches before it.
    fn note(&mut self, name: &str) -> Option<&'a Note> {
        match &mut self.notes {
            Notes::Whole(note) => *note,
            Notes::Properties { extra, met } => {
                let notes = extra.notes();
                let found = notes.binary_search_by_key(&name, |(known, _)| known);
                let index = found.ok()?;
                met[index] = true;
                Some(&notes[index].1)
            }
            Notes::Items {
                notes,
                mismatches,
                index,
            } => {
                give_mismatches(mismatches, index, self.to);
                *index += 1;
                let ((at, note), rest) = notes.split_first()?;
                (*at + 1 == *index).then(|| {
                    *notes = rest;
                    note
                })
            }
            Notes::Entries(notes) => {
                while let Some((key, note)) = notes.next_if(|(key, _)| key.as_str() <= name) {
                    match note {
                        note if key == name => return Some(note),
                        Note::Mismatch(it) => self.to.mismatch(key, &it.value, it.wanted),
                        _ => {}
                    }
                }
                None
            }
        }
    }

    /// Gives what stands in the place of values that are not there.
    fn end(mut self) {
        match &mut self.notes {
            Notes::Whole(_) => {}
            Notes::Properties { extra, met } => {
                let notes = extra.notes().iter().zip(met);
                for ((name, note), _) in notes.filter(|(_, met)| !**met) {
                    match note {
                        Note::Null => self.to.value(name, &crate::wire::NULL),
                        Note::Mismatch(it) => self.to.mismatch(name, &it.value, it.wanted),
                        _ => {}
                    }
                }
            }
            Notes::Items {
                mismatches, index, ..
            } => give_mismatches(mismatches, index, self.to),
            Notes::Entries(notes) => {
                for (key, note) in notes {
                    if let Note::Mismatch(it) = note {
                        self.to.mismatch(key, &it.value, it.wanted);
                    }
                }
            }
        }
    }

    /// Gives what is sent instead of a value that is empty and was only filled in. Returns `true` if it is
    /// one.
    fn withholds(&mut self, name: &str, note: Option<&Note>, is_empty: impl Fn() -> bool) -> bool {
        match (note, &self.notes) {
            (Some(Note::Mismatch(it)), _) if it.required && is_empty() => {
                self.to.mismatch(name, &it.value, it.wanted);
                true
            }
            (_, Notes::Properties { extra, .. }) => match extra.filled_null(name) {
                Some(null) if is_empty() => {
                    self.to.missing(name, null);
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn items(&mut self, name: &str, value: &dyn Items, give: fn(&mut dyn Sink, &str, &dyn Items)) {
        match self.note(name) {
            Some(note @ (Note::List(_) | Note::Map(_))) if applies(note, value) => {
                give(self.to, name, &NotedItems(value, note));
            }
            note if self.withholds(name, note, || value.is_empty()) => {}
            _ => give(self.to, name, value),
        }
    }
}

/// Gives those mismatches that come before the next item that fits, which is at `index` after them.
fn give_mismatches(list: &mut Mismatches<'_>, index: &mut usize, to: &mut dyn Sink) {
    let Some(wanted) = list.wanted else {
        return;
    };
    while let [(at, value), rest @ ..] = list.next
        && at == index
    {
        // One that was taken out had an index as well.
        if let Some(value) = value {
            to.mismatch("", value, wanted);
        }
        *index += 1;
        list.next = rest;
    }
}

/// `true` if the notes are of these items, and not of others that the program has replaced.
fn applies(note: &Note, items: &dyn Items) -> bool {
    match note {
        Note::List(list) => list.applies(items.len()),
        Note::Map(map) if map.fitting.is_empty() => items.is_empty() || !note.holds_mismatch(),
        Note::Map(map) => map.fitting.iter().all(|key| items.has(key)),
        _ => false,
    }
}

/// A list or a map with the notes of its items.
struct NotedItems<'a>(&'a dyn Items, &'a Note);

impl Items for NotedItems<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn each(&self, to: &mut dyn Sink) {
        let notes = match self.1 {
            Note::List(list) => Notes::Items {
                notes: list.notes(),
                mismatches: Mismatches {
                    next: list.mismatches(),
                    wanted: list.wanted(),
                },
                index: 0,
            },
            Note::Map(map) => Notes::Entries(map.notes.iter().peekable()),
            _ => return self.0.each(to),
        };
        let mut sink = Noted { notes, to };
        self.0.each(&mut sink);
        sink.end();
    }
}

/// The number that a value came from, as long as it stands for the same value; any integer for
/// a float that came from an integer.
fn exact(note: Option<&Note>, value: Leaf<'_>) -> Option<Number> {
    let Some(Note::Exact(number)) = note else {
        return None;
    };
    let same = match value {
        Leaf::F64(value) => number
            .as_f64()
            .is_some_and(|float| float.to_bits() == value.to_bits()),
        Leaf::Unlisted(value, _) => whole(number) == whole(value),
        Leaf::Signed(value) => whole(number) == Some(value.into()),
        Leaf::Unsigned(value) => whole(number) == Some(value.into()),
        _ => false,
    };
    if same {
        return Some(number.clone());
    }
    match value {
        Leaf::F64(value) if number.as_i128().is_some() => {
            // Not of a negative zero, which has another sign.
            let integer = value as i64;
            let same = integer as f64 == value && value.abs() < 9.0e18;
            (same && (integer != 0 || value.is_sign_positive())).then(|| integer.into())
        }
        _ => None,
    }
}

impl Sink for Noted<'_> {
    fn leaf(&mut self, name: &str, value: Leaf<'_>) {
        let note = self.note(name);
        if let Some(number) = exact(note, value) {
            match value {
                Leaf::Unlisted(_, list) => self.to.unlisted(name, &number, list),
                _ => self.to.number(name, &number),
            }
        } else if !self.withholds(name, note, || value.is_empty()) {
            value.give(name, self.to);
        }
    }

    fn model(&mut self, name: &str, value: &dyn Encode) {
        let note = self.note(name);
        if !self.withholds(name, note, || is_blank(value)) {
            self.to.model(name, value);
        }
    }

    fn list(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, |to, name, value| to.list(name, value));
    }

    fn map(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, |to, name, value| to.map(name, value));
    }
}

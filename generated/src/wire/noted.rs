//! What is sent of a model that carries something in its `extra`: its properties as the
//! notes want them, the nulls and misfits, and the unknown properties. No name is ever sent
//! twice.

use std::collections::btree_map;
use std::iter::Peekable;

use serde_json::Number;

use super::blank::{Seek, is_blank};
use super::extra::Extra;
use super::field::{Encode, Items, Sink};
use super::leaf::Leaf;
use super::note::Note;
use super::number::whole;

/// Gives the properties of a model, known and unknown, as they are to be sent.
pub(crate) fn show_noted(model: &dyn Encode, to: &mut dyn Sink) {
    let notes = model.extra().notes();
    let met = vec![false; notes.len()];
    let mut sink = Noted {
        notes: Notes::Properties { notes, met },
        to,
    };
    model.show(&mut sink);
    sink.end();
    for (name, value) in model.extra().unknown_slice() {
        // An `extra` may have been moved here from another model.
        if !(model.shape().property(name).is_some() && Seek::has(model, name)
            || is_sent(model.extra(), name))
        {
            to.value(name, value);
        }
    }
}

/// Whether a property without a value is sent all the same.
fn is_sent(extra: &Extra, name: &str) -> bool {
    matches!(extra.noted(name), Some(Note::Null | Note::Misfit(_)))
}

/// Passes on what it gets, as the notes want it.
struct Noted<'a> {
    notes: Notes<'a>,
    to: &'a mut dyn Sink,
}

enum Notes<'a> {
    Properties {
        notes: &'a [(&'static str, Note)],
        /// For each note whether its property has a value.
        met: Vec<bool>,
    },
    Items {
        notes: &'a [(usize, Note)],
        /// Of the next item in JSON.
        index: usize,
    },
    Entries(Peekable<btree_map::Iter<'a, String, Note>>),
}

impl<'a> Noted<'a> {
    /// The note of the value that comes next. Gives the misfits before it.
    fn note(&mut self, name: &str) -> Option<&'a Note> {
        match &mut self.notes {
            Notes::Properties { notes, met } => {
                let found = notes.binary_search_by_key(&name, |(known, _)| known);
                let index = found.ok()?;
                met[index] = true;
                Some(&notes[index].1)
            }
            Notes::Items { notes, index } => {
                while let [(at, Note::Misfit(misfit)), rest @ ..] = notes
                    && at == index
                {
                    self.to.misfit("", misfit);
                    *index += 1;
                    *notes = rest;
                }
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
                        Note::Misfit(misfit) => self.to.misfit(key, misfit),
                        _ => {}
                    }
                }
                None
            }
        }
    }

    /// Gives what stands in the place of values that are not there.
    fn end(self) {
        match self.notes {
            Notes::Properties { notes, met } => {
                for ((name, note), _) in notes.iter().zip(met).filter(|(_, met)| !met) {
                    match note {
                        Note::Null => self.to.value(name, &crate::wire::NULL),
                        Note::Misfit(misfit) => self.to.misfit(name, misfit),
                        _ => {}
                    }
                }
            }
            Notes::Items { notes, .. } => {
                for (_, note) in notes {
                    if let Note::Misfit(misfit) = note {
                        self.to.misfit("", misfit);
                    }
                }
            }
            Notes::Entries(notes) => {
                for (key, note) in notes {
                    if let Note::Misfit(misfit) = note {
                        self.to.misfit(key, misfit);
                    }
                }
            }
        }
    }

    /// Whether an empty value is one that was only filled in, and not sent.
    fn withholds(&mut self, name: &str, note: Option<&Note>) -> bool {
        match note {
            Some(Note::Filled { null }) => self.to.missing(name, *null),
            Some(Note::Misfit(misfit)) if misfit.required => self.to.misfit(name, misfit),
            _ => return false,
        }
        true
    }

    fn items(&mut self, name: &str, value: &dyn Items, give: fn(&mut dyn Sink, &str, &dyn Items)) {
        match self.note(name) {
            Some(note @ (Note::List(_) | Note::Map(_))) => {
                give(self.to, name, &NotedItems(value, note));
            }
            note if value.is_empty() && self.withholds(name, note) => {}
            _ => give(self.to, name, value),
        }
    }
}

/// A list or a map with the notes of its items.
struct NotedItems<'a>(&'a dyn Items, &'a Note);

impl Items for NotedItems<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn each(&self, to: &mut dyn Sink) {
        let notes = match self.1 {
            Note::List(notes) => Notes::Items { notes, index: 0 },
            Note::Map(notes) => Notes::Entries(notes.iter().peekable()),
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
        } else if !(value.is_empty() && self.withholds(name, note)) {
            value.give(name, self.to);
        }
    }

    fn model(&mut self, name: &str, value: &dyn Encode) {
        let note = self.note(name);
        if !(note.is_some() && is_blank(value) && self.withholds(name, note)) {
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

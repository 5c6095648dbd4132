//! What is sent of a model that carries something in its `extra`: its properties as the
//! notes want them, the nulls, and the unknown properties. No name is ever sent twice.

use serde_json::{Number, Value};

use super::blank::{Seek, is_blank};
use super::extra::Note;
use super::field::{Encode, Items, Sink};
use super::leaf::Leaf;

/// Gives the properties of a model, known and unknown, as they are to be sent.
pub(crate) fn show_noted(model: &dyn Encode, to: &mut dyn Sink) {
    let notes = model.extra().notes();
    let mut sink = Noted {
        notes,
        met: vec![false; notes.len()],
        to,
    };
    model.show(&mut sink);
    let Noted { met, .. } = sink;
    for ((name, note), met) in notes.iter().zip(met) {
        if *note == Note::Null && !met {
            to.value(name, &Value::Null);
        }
    }
    for (name, value) in model.extra().unknown_slice() {
        // An `extra` may have been moved here from another model.
        if model.shape().property(name).is_none() || !is_sent(model, name) {
            to.value(name, value);
        }
    }
}

/// Whether a property of the definition is sent, be it as null.
fn is_sent(model: &dyn Encode, name: &str) -> bool {
    Seek::has(model, name) || model.extra().nulls().any(|null| null == name)
}

/// Passes on what it gets, as the notes want it.
struct Noted<'a> {
    notes: &'a [(&'static str, Note)],
    /// For each note whether its property has a value.
    met: Vec<bool>,
    to: &'a mut dyn Sink,
}

impl Noted<'_> {
    fn note(&mut self, name: &str) -> Option<&Note> {
        let index = self
            .notes
            .binary_search_by_key(&name, |(known, _)| known)
            .ok()?;
        self.met[index] = true;
        Some(&self.notes[index].1)
    }

    /// Whether a value is left out, because it was only filled in.
    fn withholds(&mut self, name: &str, blank: impl FnOnce() -> bool) -> bool {
        let Some(Note::Filled { null }) = self.note(name) else {
            return false;
        };
        let null = *null;
        let withheld = blank();
        if withheld && null {
            self.to.value(name, &Value::Null);
        }
        withheld
    }

    /// The number that a float came from, as long as it stands for the same value; any
    /// integer where it came from an integer.
    fn exact(
        &mut self,
        name: &str,
        value: f64,
        unchanged: impl FnOnce(&Number) -> bool,
    ) -> Option<Number> {
        let Some(Note::Exact(number)) = self.note(name) else {
            return None;
        };
        if unchanged(number) {
            return Some(number.clone());
        }
        let whole = number.as_i128().is_some() && value.fract() == 0.0 && value.abs() < 9.0e18;
        whole.then(|| Number::from(value as i64))
    }
}

impl Sink for Noted<'_> {
    fn leaf(&mut self, name: &str, value: Leaf<'_>) {
        if !self.withholds(name, || value.is_empty()) {
            value.give(name, self.to);
        }
    }

    fn f32(&mut self, name: &str, value: f32) {
        let same = |number: &Number| number.as_f64().is_some_and(|float| float as f32 == value);
        if let Some(number) = self.exact(name, value.into(), same) {
            self.to.number(name, &number);
        } else if !self.withholds(name, || value == 0.0) {
            self.to.f32(name, value);
        }
    }

    fn f64(&mut self, name: &str, value: f64) {
        let same = |number: &Number| number.as_f64() == Some(value);
        if let Some(number) = self.exact(name, value, same) {
            self.to.number(name, &number);
        } else if !self.withholds(name, || value == 0.0) {
            self.to.f64(name, value);
        }
    }

    fn model(&mut self, name: &str, value: &dyn Encode) {
        if !self.withholds(name, || is_blank(value)) {
            self.to.model(name, value);
        }
    }

    fn list(&mut self, name: &str, value: &dyn Items) {
        if !self.withholds(name, || value.is_empty()) {
            self.to.list(name, value);
        }
    }

    fn map(&mut self, name: &str, value: &dyn Items) {
        if !self.withholds(name, || value.is_empty()) {
            self.to.map(name, value);
        }
    }
}

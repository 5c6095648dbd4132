//! What a value carries beside its properties: unknown properties, and notes on known ones.
//!
//! This module alone knows how both are kept. A model without any pays eight bytes.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

use super::notation::push_name;
use super::note::Note;

/// What an object held beyond its definition, and how some of its properties came.
///
/// Empty for almost every value, and then without any allocation. What it holds is
/// written back when the value is encoded, after the properties of the definition.
///
/// Unknown properties are added by [`Model::insert_unknown`](super::Model::insert_unknown),
/// and a null is asked for by [`Model::send_null`](super::Model::send_null): both need to
/// know the model.
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    /// In the order in which they came.
    unknown: Vec<(String, Value)>,
    /// At most one for a property, ordered by the properties' names.
    notes: Vec<(&'static str, Note)>,
}

impl Extra {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there is neither an unknown property nor a note on a known one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The properties that the definition does not know, in the order in which they came.
    pub fn unknown(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.unknown_slice()
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// The value of an unknown property.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.unknown()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// The value of an unknown property, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let kept = self.0.as_mut()?;
        kept.unknown
            .iter_mut()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// Takes an unknown property out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let kept = self.0.as_mut()?;
        let index = kept.unknown.iter().position(|(known, _)| known == name)?;
        let (_, value) = kept.unknown.remove(index);
        self.tidy();
        Some(value)
    }

    /// The known properties that came as null or are to be sent as null. Those that have
    /// got a value since are sent with their value.
    pub fn nulls(&self) -> impl Iterator<Item = &'static str> {
        self.named(|note| matches!(note, Note::Null | Note::Filled { null: true }))
    }

    /// The required properties that decoding with [`Lenient`](super::Lenient) filled in.
    /// They are not sent as long as they are empty.
    pub fn filled(&self) -> impl Iterator<Item = &'static str> {
        self.named(|note| matches!(note, Note::Filled { .. }))
    }

    /// The values that did not fit their places when they were decoded by
    /// [`Lenient`](super::Lenient), with their paths within this value, such as `tags[3]`.
    /// They are sent as they came, each at its index or key, unless its place has a value.
    #[must_use]
    pub fn misfits(&self) -> Vec<(String, &Value)> {
        let mut misfits = Vec::new();
        for (name, note) in self.notes() {
            note.misfits(path_of(name), &mut |path, value| {
                misfits.push((path, value))
            });
        }
        misfits
    }

    /// Takes out the misfit of that path: it is not sent any more.
    ///
    /// ```
    /// use generated::example::OrderLine;
    /// use generated::wire::Lenient;
    ///
    /// let received = r#"{"article":"tea","quantity":"25"}"#;
    /// let mut line: OrderLine = serde_json::from_str::<Lenient<_>>(received)?.into_value();
    /// assert_eq!(line.extra.misfits(), [("quantity".to_owned(), &"25".into())]);
    /// assert_eq!(serde_json::to_string(&line)?, received);
    ///
    /// if let Some(value) = line.extra.take_misfit("quantity") {
    ///     line.quantity = value.as_str().and_then(|text| text.parse().ok()).unwrap_or(1);
    /// }
    /// assert_eq!(serde_json::to_string(&line)?, r#"{"article":"tea","quantity":25}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn take_misfit(&mut self, path: &str) -> Option<Value> {
        let notes = &mut self.0.as_mut()?.notes;
        let mut all = notes.iter_mut().enumerate();
        let (place, (value, done)) =
            all.find_map(|(place, (name, note))| Some((place, note.take(path_of(name), path)?)))?;
        if done {
            notes.remove(place);
        }
        self.tidy();
        Some(value)
    }

    /// Forgets what was noted about the known property of that name in JSON: no null and no
    /// misfit is sent for it, and an empty value that was filled in is sent like any other.
    pub fn forget(&mut self, name: &str) {
        let Some(kept) = self.0.as_mut() else {
            return;
        };
        if let Ok(index) = kept.notes.binary_search_by_key(&name, |(known, _)| known) {
            kept.notes.remove(index);
            self.tidy();
        }
    }

    pub(crate) fn set_null(&mut self, name: &'static str) {
        self.note(name, Note::Null);
    }

    pub(crate) fn note(&mut self, name: &'static str, note: Note) {
        let notes = &mut self.0.get_or_insert_default().notes;
        match notes.binary_search_by_key(&name, |(known, _)| known) {
            Ok(index) => notes[index].1 = note,
            Err(index) => notes.insert(index, (name, note)),
        }
    }

    /// What was noted about the known property of that name.
    pub(crate) fn noted(&self, name: &str) -> Option<&Note> {
        let notes = self.notes();
        let index = notes.binary_search_by_key(&name, |(known, _)| known).ok()?;
        Some(&notes[index].1)
    }

    pub(crate) fn notes(&self) -> &[(&'static str, Note)] {
        self.0.as_ref().map_or(&[], |kept| &kept.notes)
    }

    pub(crate) fn unknown_slice(&self) -> &[(String, Value)] {
        self.0.as_ref().map_or(&[], |kept| &kept.unknown)
    }

    pub(crate) fn insert(&mut self, name: String, value: Value) -> Option<Value> {
        match self.get_mut(&name) {
            Some(known) => Some(std::mem::replace(known, value)),
            None => {
                self.push(name, value);
                None
            }
        }
    }

    /// Adds an unknown property that may be there already; see [`settle`](Self::settle).
    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.get_or_insert_default().unknown.push((name, value));
    }

    /// Of unknown properties that came more than once, leaves the last value in the first
    /// place, as serde_json does.
    pub(crate) fn settle(&mut self) {
        let Some(kept) = self.0.as_mut().filter(|kept| kept.unknown.len() > 1) else {
            return;
        };
        let mut places = HashMap::with_capacity(kept.unknown.len());
        let unknown = std::mem::take(&mut kept.unknown);
        for (name, value) in unknown {
            match places.get(&name) {
                None => {
                    places.insert(name.clone(), kept.unknown.len());
                    kept.unknown.push((name, value));
                }
                Some(&place) => kept.unknown[place].1 = value,
            }
        }
    }

    fn named(&self, which: fn(&Note) -> bool) -> impl Iterator<Item = &'static str> {
        self.notes()
            .iter()
            .filter(move |(_, note)| which(note))
            .map(|(name, _)| *name)
    }

    fn tidy(&mut self) {
        if self
            .0
            .as_ref()
            .is_some_and(|kept| kept.unknown.is_empty() && kept.notes.is_empty())
        {
            self.0 = None;
        }
    }
}

fn path_of(name: &str) -> String {
    let mut path = String::new();
    push_name(&mut path, name);
    path
}

/// So that a model whose own fields allow it can derive `Eq`.
impl Eq for Extra {}

/// The order of unknown properties does not count, as it does not in JSON.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |extra: &Self| {
            let mut places: Vec<usize> = (0..extra.unknown_slice().len()).collect();
            places.sort_by(|left, right| {
                extra.unknown_slice()[*left]
                    .0
                    .cmp(&extra.unknown_slice()[*right].0)
            });
            places
        };
        let (ours, theirs) = (self.unknown_slice(), other.unknown_slice());
        self.notes() == other.notes()
            && ours.len() == theirs.len()
            && (ours == theirs
                || sorted(self)
                    .into_iter()
                    .zip(sorted(other))
                    .all(|(our, their)| ours[our] == theirs[their]))
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = to.debug_map();
        for (name, value) in self.unknown() {
            map.entry(&name, value);
        }
        for (name, note) in self.notes() {
            map.entry(name, note);
        }
        map.finish()
    }
}

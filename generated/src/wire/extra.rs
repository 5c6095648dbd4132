//! `Extra`: the unknown properties of a model, and the notes on its known ones.
//!
//! This module alone knows how both are kept. A model without any pays eight bytes.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

use super::notation::push_name;
use super::note::Note;
use super::path::{Step, split_first};
use super::shape::Shape;

/// Whatever the fields of a model cannot hold: unknown properties, explicit `null`s, mismatched values,
/// exact number forms.
///
/// Empty for almost every value, and then without any allocation. Encoding writes the contents back, after
/// the properties of the definition.
///
/// # Values that the program replaces
///
/// A mismatched value that [`Lenient`](super::Lenient) kept is sent as it came until the program gives its
/// place another value:
///
/// | place | the kept value is sent | indistinguishable from |
/// |---|---|---|
/// | optional property | while the field is `None` | set it to `None` |
/// | required property | while the field has its empty value: `0`, `false`, `""`, `[]`, … | set it to just that |
/// | item of a list | while the list has as many items as were decoded | assigned another list of that length |
/// | value of a map | while the map has all keys that were decoded (at least one), and this one has no value | assigned another map with those keys |
///
/// A list with another number of items, and a map without one of its keys, is sent exactly as it is. A
/// required property that was missing follows the second row. The last column lists assignments that
/// encoding cannot detect. [`forget`](Self::forget) decides in every case: after it, exactly what the field holds is sent.
///
/// ```
/// use generated::example::{OrderLine, OrderListing};
/// use generated::wire::Lenient;
///
/// let received = r#"{"entities":["lost",{"id":"A-17"}]}"#;
/// let (mut orders, deviations) = serde_json::from_str::<Lenient<OrderListing>>(received)?.into_parts();
/// assert_eq!(deviations[0].path, "entities[0]");
/// for order in orders.entities.iter_mut().flatten() {
///     order.id.push('b');
/// }
/// assert_eq!(serde_json::to_string(&orders)?, r#"{"entities":["lost",{"id":"A-17b"}]}"#);
/// orders.extra.forget("entities");
/// assert_eq!(serde_json::to_string(&orders)?, r#"{"entities":[{"id":"A-17b"}]}"#);
///
/// let (mut orders, _) = serde_json::from_str::<Lenient<OrderListing>>(received)?.into_parts();
/// orders.entities.iter_mut().for_each(Vec::clear);
/// assert_eq!(serde_json::to_string(&orders)?, r#"{"entities":[]}"#);
///
/// // Nothing shows that this zero is not the one that was filled in.
/// let received = r#"{"article":"tea","quantity":"25"}"#;
/// let (mut line, _) = serde_json::from_str::<Lenient<OrderLine>>(received)?.into_parts();
/// line.quantity = 0;
/// assert_eq!(serde_json::to_string(&line)?, received);
/// line.extra.forget("quantity");
/// assert_eq!(serde_json::to_string(&line)?, r#"{"article":"tea","quantity":0}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
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
    filled: Option<Filled>,
}

/// The required properties that lenient decoding filled in, because they were missing or null. A model may
/// have hundreds, and a body tens of thousands of such models: a property costs two bytes.
#[derive(Clone)]
struct Filled {
    shape: &'static Shape,
    /// Twice the index of each in the shape, and one more if it came as null; ascending.
    places: Vec<u16>,
}

impl Filled {
    fn iter(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let properties = self.shape.properties;
        self.places.iter().filter_map(move |place| {
            let property = properties.get(usize::from(place >> 1))?;
            Some((property.name, place & 1 == 1))
        })
    }

    /// Returns the index of the property of that name in `places`.
    fn place(&self, name: &str) -> Option<usize> {
        let properties = self.shape.properties;
        let index = properties.binary_search_by_key(&name, |property| property.name);
        let index = u16::try_from(index.ok()?).ok()?;
        let place = self.places.binary_search_by_key(&index, |place| place >> 1);
        place.ok()
    }
}

impl Extra {
    /// An `Extra` that holds nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// `true` if there is neither an unknown property nor a note on a known one.
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
        let noted = self.notes().iter();
        let noted = noted.filter(|(_, note)| matches!(note, Note::Null));
        let filled = self.all_filled().filter(|(_, null)| *null);
        noted
            .map(|(name, _)| *name)
            .chain(filled.map(|(name, _)| name))
    }

    /// The required properties that decoding with [`Lenient`](super::Lenient) filled in.
    /// They are not sent as long as they are empty.
    pub fn filled(&self) -> impl Iterator<Item = &'static str> {
        self.all_filled().map(|(name, _)| name)
    }

    /// The values that did not fit their places when they were decoded by
    /// [`Lenient`](super::Lenient), with their paths within this value, such as `tags[3]`.
    /// [Until they are replaced](#values-that-the-program-replaces) they are sent as they came, each at its
    /// index or key.
    #[must_use]
    pub fn mismatches(&self) -> Vec<(String, &Value)> {
        let mut mismatches = Vec::new();
        for (name, note) in self.notes() {
            note.mismatches(&path_of(name), &mut |path, value| {
                mismatches.push((path, value));
            });
        }
        mismatches
    }

    /// Takes out the mismatched value at that path, which is then not sent any more.
    ///
    /// ```
    /// use generated::example::OrderLine;
    /// use generated::wire::Lenient;
    ///
    /// let received = r#"{"article":"tea","quantity":"25"}"#;
    /// let (mut line, _) = serde_json::from_str::<Lenient<OrderLine>>(received)?.into_parts();
    /// assert_eq!(line.extra.mismatches(), [("quantity".to_owned(), &"25".into())]);
    /// assert_eq!(serde_json::to_string(&line)?, received);
    ///
    /// if let Some(value) = line.extra.take_mismatch("quantity") {
    ///     line.quantity = value.as_str().and_then(|text| text.parse().ok()).unwrap_or(1);
    /// }
    /// assert_eq!(serde_json::to_string(&line)?, r#"{"article":"tea","quantity":25}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn take_mismatch(&mut self, path: &str) -> Option<Value> {
        let (Step::Name(name), rest) = split_first(path)? else {
            return None;
        };
        let notes = &mut self.0.as_mut()?.notes;
        let found = notes.binary_search_by_key(&&*name, |(known, _)| known);
        let index = found.ok()?;
        let note = &mut notes[index].1;
        let value = match (note, rest) {
            (Note::Mismatch(_), "") => notes.remove(index).1.into_mismatch()?,
            (note, rest) => {
                let value = note.take(rest)?;
                if note.is_empty() {
                    notes.remove(index);
                }
                value
            }
        };
        self.tidy();
        Some(value)
    }

    /// The former name of [`mismatches`](Self::mismatches).
    #[deprecated = "use `mismatches`"]
    #[must_use]
    pub fn misfits(&self) -> Vec<(String, &Value)> {
        self.mismatches()
    }

    /// The former name of [`take_mismatch`](Self::take_mismatch).
    #[deprecated = "use `take_mismatch`"]
    pub fn take_misfit(&mut self, path: &str) -> Option<Value> {
        self.take_mismatch(path)
    }

    /// Drops all notes on the known property of that name in JSON: exactly what its field holds is sent. No
    /// null and no mismatched value is sent for it, nor within it if it is a list or a map, and an empty
    /// value that was filled in is sent like any other.
    pub fn forget(&mut self, name: &str) {
        let Some(kept) = self.0.as_mut() else {
            return;
        };
        if let Ok(index) = kept.notes.binary_search_by_key(&name, |(known, _)| known) {
            kept.notes.remove(index);
        }
        if let Some(filled) = kept.filled.as_mut()
            && let Some(place) = filled.place(name)
        {
            filled.places.remove(place);
            if filled.places.is_empty() {
                kept.filled = None;
            }
        }
        self.tidy();
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

    /// Returns the note on the known property of that name.
    pub(crate) fn noted(&self, name: &str) -> Option<&Note> {
        let notes = self.notes();
        let index = notes.binary_search_by_key(&name, |(known, _)| known).ok()?;
        Some(&notes[index].1)
    }

    /// Notes the required properties that were filled in: twice the index of each in the shape, and one more
    /// if it came as null; ascending.
    pub(crate) fn fill(&mut self, shape: &'static Shape, places: Vec<u16>) {
        self.0.get_or_insert_default().filled = Some(Filled { shape, places });
    }

    /// If the required property of that name was filled in, `true` if it came as null.
    pub(crate) fn filled_null(&self, name: &str) -> Option<bool> {
        let filled = self.0.as_ref()?.filled.as_ref()?;
        Some(filled.places.get(filled.place(name)?)? & 1 == 1)
    }

    fn all_filled(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let filled = self.0.as_ref().and_then(|kept| kept.filled.as_ref());
        filled.into_iter().flat_map(Filled::iter)
    }

    /// Takes out all unknown properties.
    pub(crate) fn take_unknown(&mut self) -> Vec<(String, Value)> {
        let unknown = self
            .0
            .as_mut()
            .map(|kept| std::mem::take(&mut kept.unknown));
        self.tidy();
        unknown.unwrap_or_default()
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

    /// Keeps the last value of a repeated unknown property, at its first position, as serde_json does.
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

    fn tidy(&mut self) {
        if self.0.as_ref().is_some_and(|kept| {
            kept.unknown.is_empty() && kept.notes.is_empty() && kept.filled.is_none()
        }) {
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
            && self.all_filled().eq(other.all_filled())
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
        for (name, null) in self.all_filled() {
            map.entry(
                &name,
                &if null {
                    "filled in for null"
                } else {
                    "filled in"
                },
            );
        }
        map.finish()
    }
}

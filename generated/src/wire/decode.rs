//! Decoding: one visitor that puts any JSON value into any field.
//!
//! Generic over the deserializer alone, never over a model, so that a program compiles it
//! once however many models it decodes. Objects of models are read in
//! [`object`](super::object), numbers are put in by [`number`](super::number), and errors
//! are worded in [`refusal`](super::refusal).

use std::cell::RefCell;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::field::{FieldMut, Fill, Item, List, Map, Text};
use super::list::Spare;
use super::number::{put_float, put_number, put_whole};
use super::object::read_object;
use super::path::{Path, Segment};
use super::refusal::{Found, mismatch};

/// Decodes a model, or a list or map of models.
pub(crate) fn decode<'de, T: Item, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    decode_with(&Job::default(), from)
}

/// Decodes a date or a word.
pub(crate) fn decode_text<'de, T: Text + Item, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    decode(from)
}

pub(crate) fn decode_with<'de, T: Item, D: Deserializer<'de>>(
    job: &Job,
    from: D,
) -> Result<T, D::Error> {
    let mut value = T::empty();
    let seed = Seed {
        field: &mut value,
        path: None,
        job,
    };
    if let Outcome::Null = seed.deserialize(from)? {
        return Err(mismatch(None, &value.field_mut(), Found::Null));
    }
    Ok(value)
}

/// What stays the same while one text is decoded.
#[derive(Default)]
pub(crate) struct Job {
    /// Where lenient decoding lists what it fills in; strict decoding has none.
    pub(crate) filled: Option<RefCell<Vec<String>>>,
    spare: RefCell<Spare>,
}

impl Job {
    pub(crate) fn lenient() -> Self {
        Self {
            filled: Some(RefCell::default()),
            ..Self::default()
        }
    }

    pub(crate) fn into_filled(self) -> Vec<String> {
        self.filled.map(RefCell::into_inner).unwrap_or_default()
    }

    fn with_spare(&self, run: impl FnOnce(&mut Spare)) {
        if let Ok(mut spare) = self.spare.try_borrow_mut() {
            run(&mut spare);
        }
    }
}

/// Decodes the next JSON value into a field.
pub(crate) struct Seed<'a> {
    pub(crate) field: &'a mut dyn Fill,
    pub(crate) path: Option<&'a Path<'a>>,
    pub(crate) job: &'a Job,
}

/// What became of a value.
pub(crate) enum Outcome {
    Filled,
    /// It is null, and the field has no value now.
    Null,
    /// It is in the field, but the field's type cannot tell its form in JSON.
    Exact(Box<Number>),
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Outcome;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Outcome, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Outcome;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Outcome, E> {
        Ok(if self.field.put_null() {
            Outcome::Filled
        } else {
            Outcome::Null
        })
    }

    fn visit_bool<E: Error>(self, found: bool) -> Result<Outcome, E> {
        match self.field.open() {
            FieldMut::Bool(value) => *value = found,
            FieldMut::Value(value) => *value = Value::Bool(found),
            field => return Err(mismatch(self.path, &field, Found::Bool(found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_i64<E: Error>(self, found: i64) -> Result<Outcome, E> {
        put_whole(self.path, self.field.open(), found.into(), found.into())
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<Outcome, E> {
        put_whole(self.path, self.field.open(), found.into(), found.into())
    }

    fn visit_f64<E: Error>(self, found: f64) -> Result<Outcome, E> {
        put_float(self.path, self.field.open(), found)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<Outcome, E> {
        // Most values are texts: they go the shortest way.
        if self.field.put_text(found) {
            return Ok(Outcome::Filled);
        }
        match self.field.open() {
            FieldMut::String(value) => *value = found.to_owned(),
            FieldMut::Text(value) => value.set(found),
            FieldMut::Value(value) => *value = Value::String(found.to_owned()),
            field => return Err(mismatch(self.path, &field, Found::Text(found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_string<E: Error>(self, found: String) -> Result<Outcome, E> {
        match self.field.open() {
            FieldMut::String(value) => *value = found,
            FieldMut::Text(value) => value.set(&found),
            FieldMut::Value(value) => *value = Value::String(found),
            field => return Err(mismatch(self.path, &field, Found::Text(&found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.field.open() {
            FieldMut::List(list) => read_list(list, seq, self.path, self.job)?,
            FieldMut::Value(value) => *value = Value::deserialize(SeqAccessDeserializer::new(seq))?,
            field => return Err(mismatch(self.path, &field, Found::List)),
        }
        Ok(Outcome::Filled)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outcome, A::Error> {
        match self.field.open() {
            FieldMut::Model(model) => read_object(model, map, self.path, self.job)?,
            FieldMut::Value(value) => *value = Value::deserialize(MapAccessDeserializer::new(map))?,
            FieldMut::Map(entries) => read_map(entries, map, self.path, self.job)?,
            // With serde_json's feature `arbitrary_precision` numbers come as maps.
            field => match Number::deserialize(MapAccessDeserializer::new(map)) {
                Ok(number) => return put_number(self.path, field, number),
                Err(_) => return Err(mismatch(self.path, &field, Found::Object)),
            },
        }
        Ok(Outcome::Filled)
    }
}

fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<(), A::Error> {
    job.with_spare(|spare| list.start(spare));
    let mut index = 0;
    loop {
        let path = Path {
            up: path,
            last: Segment::Item(index),
        };
        let seed = Seed {
            field: &mut Next(list),
            path: Some(&path),
            job,
        };
        match seq.next_element_seed(seed)? {
            None => break,
            Some(Outcome::Null) => {
                return Err(mismatch(Some(&path), &list.push().open(), Found::Null));
            }
            Some(_) => index += 1,
        }
    }
    job.with_spare(|spare| list.end(spare));
    Ok(())
}

/// The item of a list that is not there yet.
struct Next<'a>(&'a mut dyn List);

impl Fill for Next<'_> {
    fn open(&mut self) -> FieldMut<'_> {
        self.0.push().open()
    }

    fn put_text(&mut self, _text: &str) -> bool {
        false
    }

    fn put_null(&mut self) -> bool {
        self.0.push().put_null()
    }
}

fn read_map<'de, A: MapAccess<'de>>(
    entries: &mut dyn Map,
    mut map: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        let name = key.clone();
        let path = Path {
            up: path,
            last: Segment::Entry(&name),
        };
        let entry = entries.entry(key);
        let seed = Seed {
            field: &mut *entry,
            path: Some(&path),
            job,
        };
        if let Outcome::Null = map.next_value_seed(seed)? {
            return Err(mismatch(Some(&path), &entry.open(), Found::Null));
        }
    }
    Ok(())
}

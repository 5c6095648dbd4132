//! Decoding: one visitor that puts any JSON value into any field.
//!
//! Generic over the deserializer alone, never over a model, so that a program compiles it
//! once however many models it decodes. Objects of models are read in
//! [`object`](super::object), lists and maps in [`items`](super::items), numbers are put in by
//! [`number`](super::number), and what does not fit is seen to by [`refusal`](super::refusal).

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::field::{FieldMut, Item};
use super::items::{read_list, read_map};
use super::note::Note;
use super::number::{put_float, put_number, put_whole};
use super::object::read_object;
use super::path::{Path, Segment};
use super::refusal::mismatch;
use super::seed::{Job, Outcome, Seed};

/// Decodes a model, or a list or map of models.
pub(crate) fn decode<'de, T: Item, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    decode_with(&Job::default(), from).map(|(value, _)| value)
}

/// Decodes a value, and returns what is to be noted of it as a whole.
pub(crate) fn decode_with<'de, T: Item, D: Deserializer<'de>>(
    job: &Job,
    from: D,
) -> Result<(T, Option<Box<Note>>), D::Error> {
    let mut value = T::empty();
    let outcome = Seed {
        field: &mut value,
        path: None,
        job,
    }
    .deserialize(from)?;
    Ok((
        value,
        match outcome {
            Outcome::Noted(note) => Some(note),
            _ => None,
        },
    ))
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
        let fits = self.field.put_null();
        if let Some(Path {
            last: Segment::Property(..),
            ..
        }) = self.path
        {
            Ok(if fits {
                Outcome::FittingNull
            } else {
                Outcome::Null
            })
        } else if fits {
            Ok(Outcome::Filled)
        } else {
            mismatch(self.path, self.job, &self.field.open(), Value::Null)
        }
    }

    fn visit_bool<E: Error>(self, found: bool) -> Result<Outcome, E> {
        match self.field.open() {
            FieldMut::Bool(value) => *value = found,
            FieldMut::Value(value) => *value = Value::Bool(found),
            field => return mismatch(self.path, self.job, &field, Value::Bool(found)),
        }
        Ok(Outcome::Filled)
    }

    fn visit_i64<E: Error>(self, found: i64) -> Result<Outcome, E> {
        let field = self.field.open();
        put_whole(self.path, self.job, field, found.into(), found.into())
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<Outcome, E> {
        let field = self.field.open();
        put_whole(self.path, self.job, field, found.into(), found.into())
    }

    fn visit_i128<E: Error>(self, found: i128) -> Result<Outcome, E> {
        match Number::from_i128(found) {
            Some(number) => put_whole(self.path, self.job, self.field.open(), found, number),
            None => self.visit_f64(found as f64),
        }
    }

    fn visit_u128<E: Error>(self, found: u128) -> Result<Outcome, E> {
        match (i128::try_from(found), Number::from_u128(found)) {
            (Ok(found), _) => self.visit_i128(found),
            (_, Some(number)) => put_number(self.path, self.job, self.field.open(), number),
            (_, None) => self.visit_f64(found as f64),
        }
    }

    fn visit_f64<E: Error>(self, found: f64) -> Result<Outcome, E> {
        put_float(self.path, self.job, self.field.open(), found)
    }

    #[inline]
    fn visit_str<E: Error>(self, found: &str) -> Result<Outcome, E> {
        // Most values are texts: they go the shortest way.
        if self.field.put_text(found) {
            return Ok(Outcome::Filled);
        }
        put_other_text(self, found)
    }

    // `always`, because rustc does not inline it otherwise, and most values come here.
    #[inline(always)]
    fn visit_borrowed_str<E: Error>(self, found: &'de str) -> Result<Outcome, E> {
        self.visit_str(found)
    }

    fn visit_string<E: Error>(self, found: String) -> Result<Outcome, E> {
        match self.field.open() {
            FieldMut::String(value) => *value = found,
            FieldMut::Text(value) => value.set(&found),
            _ => return put_value(self, Value::String(found)),
        }
        Ok(Outcome::Filled)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.field.open() {
            FieldMut::List(list) => read_list(list, seq, self.path, self.job),
            _ => put_value(self, Value::deserialize(SeqAccessDeserializer::new(seq))?),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outcome, A::Error> {
        match self.field.open() {
            FieldMut::Model(model) => read_object(model, map, self.path, self.job),
            FieldMut::Map(entries) => read_map(entries, map, self.path, self.job),
            _ => put_value(self, Value::deserialize(MapAccessDeserializer::new(map))?),
        }
    }
}

#[inline(never)]
fn put_other_text<E: Error>(seed: Seed<'_>, found: &str) -> Result<Outcome, E> {
    put_value(seed, Value::String(found.to_owned()))
}

/// Puts in any JSON, where that or a number is what the field takes.
fn put_value<E: Error>(seed: Seed<'_>, found: Value) -> Result<Outcome, E> {
    match (seed.field.open(), found) {
        (FieldMut::Value(value), found) => *value = found,
        // With serde_json's feature `arbitrary_precision` numbers come as maps.
        (field, Value::Number(number)) => return put_number(seed.path, seed.job, field, number),
        (field, found) => return mismatch(seed.path, seed.job, &field, found),
    }
    Ok(Outcome::Filled)
}

//! Decoding: one visitor that puts any JSON value into any slot.
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

use super::field::{Fill, Item, List, Map, Slot, Text};
use super::list::Spare;
use super::number::{put_float, put_number, put_whole};
use super::object::read_object;
use super::path::{At, Step};
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
    Place {
        target: Target::Slot(value.slot()),
        at: None,
        job,
    }
    .deserialize(from)?;
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

/// Where the next JSON value goes.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) at: Option<&'a At<'a>>,
    pub(crate) job: &'a Job,
}

pub(crate) struct Place<'a> {
    pub(crate) target: Target<'a>,
    pub(crate) at: Option<&'a At<'a>>,
    pub(crate) job: &'a Job,
}

pub(crate) enum Target<'a> {
    Slot(Slot<'a>),
    Field(&'a mut dyn Fill),
    Item(&'a mut dyn List),
    Entry(&'a mut dyn Map, String),
}

impl<'a> Target<'a> {
    fn open(self) -> Slot<'a> {
        match self {
            Self::Slot(slot) => slot,
            Self::Field(field) => field.open(),
            Self::Item(list) => list.push(),
            Self::Entry(map, key) => map.entry(key),
        }
    }
}

/// What became of a value.
pub(crate) enum Outcome {
    Filled,
    /// It is null, and the field has no value now.
    Null,
    /// It is in the field, but the field's type cannot tell its form in JSON.
    Exact(Box<Number>),
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Outcome;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Outcome, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Outcome;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Outcome, E> {
        if let Target::Field(field) = self.target {
            field.clear();
            return Ok(Outcome::Null);
        }
        match self.target.open() {
            Slot::Value(value) => *value = Value::Null,
            slot => return Err(mismatch(self.at, &slot, Found::Null)),
        }
        Ok(Outcome::Filled)
    }

    fn visit_bool<E: Error>(self, found: bool) -> Result<Outcome, E> {
        match self.target.open() {
            Slot::Bool(value) => *value = found,
            Slot::Value(value) => *value = Value::Bool(found),
            slot => return Err(mismatch(self.at, &slot, Found::Bool(found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_i64<E: Error>(self, found: i64) -> Result<Outcome, E> {
        put_whole(self.at, self.target.open(), found.into(), found.into())
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<Outcome, E> {
        put_whole(self.at, self.target.open(), found.into(), found.into())
    }

    fn visit_f64<E: Error>(self, found: f64) -> Result<Outcome, E> {
        put_float(self.at, self.target.open(), found)
    }

    fn visit_str<E: Error>(mut self, found: &str) -> Result<Outcome, E> {
        // Most values are texts: they go the shortest way.
        if let Target::Field(field) = &mut self.target
            && field.put_text(found)
        {
            return Ok(Outcome::Filled);
        }
        match self.target.open() {
            Slot::String(value) => *value = found.to_owned(),
            Slot::Text(value) => value.set(found),
            Slot::Value(value) => *value = Value::String(found.to_owned()),
            slot => return Err(mismatch(self.at, &slot, Found::Text(found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_string<E: Error>(self, found: String) -> Result<Outcome, E> {
        match self.target.open() {
            Slot::String(value) => *value = found,
            Slot::Text(value) => value.set(&found),
            Slot::Value(value) => *value = Value::String(found),
            slot => return Err(mismatch(self.at, &slot, Found::Text(&found))),
        }
        Ok(Outcome::Filled)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Outcome, A::Error> {
        match self.target.open() {
            Slot::List(list) => read_list(
                list,
                seq,
                Spot {
                    at: self.at,
                    job: self.job,
                },
            )?,
            Slot::Value(value) => *value = Value::deserialize(SeqAccessDeserializer::new(seq))?,
            slot => return Err(mismatch(self.at, &slot, Found::List)),
        }
        Ok(Outcome::Filled)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outcome, A::Error> {
        let spot = Spot {
            at: self.at,
            job: self.job,
        };
        match self.target.open() {
            Slot::Model(model) => read_object(model, map, spot)?,
            Slot::Value(value) => *value = Value::deserialize(MapAccessDeserializer::new(map))?,
            Slot::Map(entries) => read_map(entries, map, spot)?,
            // With serde_json's feature `arbitrary_precision` numbers come as maps.
            slot => match Number::deserialize(MapAccessDeserializer::new(map)) {
                Ok(number) => return put_number(self.at, slot, number),
                Err(_) => return Err(mismatch(self.at, &slot, Found::Object)),
            },
        }
        Ok(Outcome::Filled)
    }
}

fn read_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn List,
    mut seq: A,
    spot: Spot<'_>,
) -> Result<(), A::Error> {
    spot.job.with_spare(|spare| list.start(spare));
    let mut index = 0;
    loop {
        let at = At {
            up: spot.at,
            step: Step::Item(index),
        };
        let place = Place {
            target: Target::Item(list),
            at: Some(&at),
            job: spot.job,
        };
        if seq.next_element_seed(place)?.is_none() {
            break;
        }
        index += 1;
    }
    spot.job.with_spare(|spare| list.end(spare));
    Ok(())
}

fn read_map<'de, A: MapAccess<'de>>(
    entries: &mut dyn Map,
    mut map: A,
    spot: Spot<'_>,
) -> Result<(), A::Error> {
    while let Some(key) = map.next_key::<String>()? {
        let name = key.clone();
        let at = At {
            up: spot.at,
            step: Step::Entry(&name),
        };
        map.next_value_seed(Place {
            target: Target::Entry(entries, key),
            at: Some(&at),
            job: spot.job,
        })?;
    }
    Ok(())
}

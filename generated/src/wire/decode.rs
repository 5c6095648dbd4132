//! Decoding: one visitor that puts any JSON value into any slot.
//!
//! Generic over the deserializer alone, never over a model, so that a program compiles it
//! once however many models it decodes. Objects of models are read in
//! [`object`](super::object). Errors are worded here.

use std::cell::RefCell;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::field::{Fill, Item, List, Map, Slot, Text};
use super::list::Spare;
use super::object::read_object;
use super::path::{At, Step, path, property};

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

fn put_whole<E: Error>(
    at: Option<&At<'_>>,
    mut slot: Slot<'_>,
    whole: i128,
    number: Number,
) -> Result<Outcome, E> {
    let fits = match &mut slot {
        Slot::Number(value) => {
            **value = number;
            return Ok(Outcome::Filled);
        }
        Slot::Value(value) => {
            **value = Value::Number(number);
            return Ok(Outcome::Filled);
        }
        Slot::F32(value) => {
            **value = whole as f32;
            return Ok(Outcome::Exact(number.into()));
        }
        Slot::F64(value) => {
            **value = whole as f64;
            return Ok(Outcome::Exact(number.into()));
        }
        Slot::I32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::I64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::U32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::U64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        _ => false,
    };
    if fits {
        Ok(Outcome::Filled)
    } else {
        Err(mismatch(at, &slot, Found::Number(&number)))
    }
}

fn put_float<E: Error>(at: Option<&At<'_>>, slot: Slot<'_>, float: f64) -> Result<Outcome, E> {
    let Some(number) = Number::from_f64(float) else {
        return Err(mismatch(at, &slot, Found::Endless));
    };
    match slot {
        Slot::Number(value) => *value = number,
        Slot::Value(value) => *value = Value::Number(number),
        Slot::F64(value) => *value = float,
        Slot::F32(value) => {
            *value = float as f32;
            // Whether the shorter type's shortest digits still mean the same number.
            if value.to_string().parse() != Ok(float) {
                return Ok(Outcome::Exact(number.into()));
            }
        }
        slot => return Err(mismatch(at, &slot, Found::Number(&number))),
    }
    Ok(Outcome::Filled)
}

/// Puts a number in whose digits serde_json has kept.
fn put_number<E: Error>(at: Option<&At<'_>>, slot: Slot<'_>, number: Number) -> Result<Outcome, E> {
    if let Slot::Number(value) = slot {
        *value = number;
        return Ok(Outcome::Filled);
    }
    if let Some(whole) = number.as_i128() {
        return put_whole(at, slot, whole, number);
    }
    match (slot, number.as_f64()) {
        (Slot::F64(value), Some(float)) => *value = float,
        (Slot::F32(value), Some(float)) => *value = float as f32,
        (slot, _) => return Err(mismatch(at, &slot, Found::Number(&number))),
    }
    Ok(Outcome::Exact(number.into()))
}

/// A JSON value that does not fit.
pub(crate) enum Found<'a> {
    Null,
    Bool(bool),
    Number(&'a Number),
    /// A number that is none: not from JSON, but a `Deserializer` may give it.
    Endless,
    Text(&'a str),
    List,
    Object,
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => to.write_str("null"),
            Self::Bool(value) => write!(to, "`{value}`"),
            Self::Number(value) => write!(to, "`{value}`"),
            Self::Endless => to.write_str("a number that is not finite"),
            Self::Text(value) => match value.char_indices().nth(40) {
                None => write!(to, "{value:?}"),
                // The start tells what it is; the rest may be a customer's letter.
                Some((end, _)) => write!(to, "{:?}…", value.get(..end).unwrap_or_default()),
            },
            Self::List => to.write_str("an array"),
            Self::Object => to.write_str("an object"),
        }
    }
}

fn wanted(slot: &Slot<'_>) -> String {
    let wanted = match slot {
        Slot::String(_) | Slot::Text(_) => "a string",
        Slot::Bool(_) => "a boolean",
        Slot::Number(_) | Slot::F32(_) | Slot::F64(_) => "a number",
        Slot::Value(_) => "a JSON value",
        Slot::I32(_) => "an integer of the range of `i32`",
        Slot::I64(_) => "an integer of the range of `i64`",
        Slot::U32(_) => "an integer of the range of `u32`",
        Slot::U64(_) => "an integer of the range of `u64`",
        Slot::Model(model) => return format!("an object (`{}`)", model.names().shape().name),
        Slot::List(_) => "an array",
        Slot::Map(_) => "an object",
    };
    wanted.to_owned()
}

#[cold]
pub(crate) fn mismatch<E: Error>(at: Option<&At<'_>>, slot: &Slot<'_>, found: Found<'_>) -> E {
    let wanted = wanted(slot);
    match property(at) {
        None => E::custom(format_args!(
            "{}expected {wanted}, found {found}",
            prefix(at)
        )),
        Some((shape, property)) => E::custom(format_args!(
            "{}expected {wanted}, found {found} in property `{}` of `{}`",
            prefix(at),
            property.name,
            shape.name,
        )),
    }
}

/// The path as it begins an error's message; nothing at the root.
pub(crate) fn prefix(at: Option<&At<'_>>) -> String {
    match path(at) {
        path if path.is_empty() => path,
        path => path + ": ",
    }
}

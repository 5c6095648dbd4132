//! Decoding of one object of a model: its properties, what the definition does not know,
//! and what is missing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::extra::Extra;
use super::field::{Decode, FieldMut, Fill};
use super::note::Note;
use super::number::in_disguise;
use super::path::{Path, Segment};
use super::refusal::{mismatch, prefix};
use super::seed::{Job, Outcome, Seed};
use super::shape::{Names, Property, Shape};

pub(super) fn read_object<'de, A: MapAccess<'de>>(
    model: &mut dyn Decode,
    mut map: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<Outcome, A::Error> {
    let mut keys = Keys {
        names: model.names(),
        known: None,
        unknown: None,
    };
    let mut next = map.next_key_seed(&mut keys)?;
    if let Some(name) = &keys.unknown
        && let Some(number) = in_disguise(name, &mut map)?
    {
        return mismatch(path, job, &FieldMut::Model(model), Value::Number(number));
    }
    let mut result = Ok(false);
    model.fields(&mut |fields, extra| {
        let mut object = Object {
            shape: keys.names.shape(),
            fields,
            extra,
            seen: Seen::default(),
            path,
            job,
        };
        result = object.read(next.take(), &mut keys, &mut map);
    });
    if result? {
        let object = unknown(model);
        return mismatch(path, job, &FieldMut::Model(model), object);
    }
    Ok(Outcome::Filled)
}

/// The object that a model was read from which has none of its properties.
#[cold]
fn unknown(model: &mut dyn Decode) -> Value {
    let mut object = Map::new();
    model.fields(&mut |_, extra| object.extend(extra.take_unknown()));
    Value::Object(object)
}

struct Object<'o, 'f, 'a> {
    shape: &'static Shape,
    fields: &'o mut [&'f mut dyn Fill],
    extra: &'o mut Extra,
    seen: Seen,
    path: Option<&'a Path<'a>>,
    job: &'a Job,
}

impl Object<'_, '_, '_> {
    /// Returns `true` if the object does not fit.
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        mut next: Option<()>,
        keys: &mut Keys,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        while let Some(()) = next {
            match keys.unknown.take() {
                Some(name) => self.extra.push(name, map.next_value()?),
                None => self.read_property(keys.known.unwrap_or_default(), map)?,
            }
            next = map.next_key_seed(&mut *keys)?;
        }
        if !self.extra.is_empty() {
            self.extra.settle();
        }
        let required = keys.names.required();
        if keys.known.is_none() && !required.is_empty() && self.is_lenient_item() {
            return Ok(true);
        }
        self.require(required).map(|()| false)
    }

    /// `true` for an item of a list or a value of a map that is decoded leniently.
    ///
    /// If it has none of its properties, although some are required, it does not fit. As a model it would
    /// look like one, and take the memory of one: a body of `{},{},…` holds a hundred thousand in 300 kB.
    fn is_lenient_item(&self) -> bool {
        let segment = self.path.map(|path| path.last);
        self.job.lenient && matches!(segment, Some(Segment::Item(_) | Segment::Entry(_)))
    }

    fn read_property<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let shape = self.shape;
        let (Some(field), Some(property)) =
            (self.fields.get_mut(index), shape.properties.get(index))
        else {
            // A shape has as many properties as its model has fields.
            return Ok(());
        };
        let outcome = map.next_value_seed(Seed {
            field: &mut **field,
            path: Some(&Path {
                up: self.path,
                last: Segment::Property(shape, property),
            }),
            job: self.job,
        })?;
        if let Outcome::Filled = outcome {
            if property.required {
                self.seen.set(index, true);
            }
            if !self.extra.is_empty() {
                // The same property may have come otherwise before.
                self.extra.forget(property.name);
            }
            return Ok(());
        }
        self.remember(index, property, outcome)
    }

    /// Notes what became of a property that is null, does not fit, or came in a form of its own.
    #[cold]
    fn remember<E: Error>(
        &mut self,
        index: usize,
        property: &'static Property,
        outcome: Outcome,
    ) -> Result<(), E> {
        let note = match outcome {
            Outcome::Filled => None,
            Outcome::FittingNull if property.required => None,
            Outcome::Null if property.required && !self.job.lenient => {
                return Err(self.refuse("null for", property));
            }
            Outcome::Null | Outcome::FittingNull => Some(Note::Null),
            Outcome::Noted(mut note) => {
                if let (Note::Mismatch(mismatch), Some(field)) =
                    (&mut *note, self.fields.get_mut(index))
                {
                    mismatch.required = property.required;
                    field.put_null();
                }
                Some(*note)
            }
        };
        if property.required {
            self.seen.set(index, !matches!(note, Some(Note::Null)));
        }
        match note {
            Some(note) => self.extra.note(property.name, note),
            None => self.extra.forget(property.name),
        }
        Ok(())
    }

    /// Refuses or fills in the required properties that have no value.
    fn require<E: Error>(&mut self, required: &[u16]) -> Result<(), E> {
        let mut filled = Vec::new();
        for &place in required {
            let index = usize::from(place);
            let property = self.shape.properties.get(index);
            let Some(property) = property.filter(|_| !self.seen.get(index)) else {
                continue;
            };
            if !self.job.lenient {
                return Err(self.refuse("missing", property));
            }
            let null = self.extra.noted(property.name).is_some();
            if null {
                self.extra.forget(property.name);
            }
            filled.push(place << 1 | u16::from(null));
        }
        if !filled.is_empty() {
            filled.shrink_to_fit();
            self.extra.fill(self.shape, filled);
        }
        Ok(())
    }

    #[cold]
    fn refuse<E: Error>(&self, what: &str, property: &Property) -> E {
        E::custom(format_args!(
            "{}{what} required property `{}` of `{}`",
            prefix(self.path),
            property.name,
            self.shape.name,
        ))
    }
}

/// The required properties that have got a value, by index.
#[derive(Default)]
struct Seen {
    low: u128,
    /// Beyond the 128th, where hardly any model gets.
    high: Vec<bool>,
}

impl Seen {
    fn set(&mut self, index: usize, seen: bool) {
        if index < 128 {
            self.low = self.low & !(1 << index) | u128::from(seen) << index;
            return;
        }
        if self.high.len() <= index {
            self.high.resize(index + 1, false);
        }
        self.high[index] = seen;
    }

    fn get(&self, index: usize) -> bool {
        if index < 128 {
            self.low >> index & 1 == 1
        } else {
            self.high.get(index).copied().unwrap_or_default()
        }
    }
}

/// Reads the names of an object's properties. What comes back of each is just whether there was one,
/// which fits into a register.
struct Keys {
    names: Names,
    /// The property that came last, but for those that the definition does not know.
    known: Option<usize>,
    /// A name that the definition does not know, until its value is read.
    unknown: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = ();

    /// As a text, not as bytes: only then does serde_json refuse control characters that are not escaped.
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for &mut Keys {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a property's name")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        if !self.knows(name.as_bytes()) {
            self.put_unknown(name);
        }
        Ok(())
    }
}

impl Keys {
    #[inline]
    fn knows(&mut self, name: &[u8]) -> bool {
        let found = self.names.find(name, self.known);
        self.known = found.or(self.known);
        found.is_some()
    }

    #[cold]
    fn put_unknown(&mut self, name: &str) {
        self.unknown = Some(name.to_owned());
    }
}

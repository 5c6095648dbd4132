//! Decoding of one object of a model: its properties, what the definition does not know,
//! and what is missing.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::decode::{Job, Outcome, Seed};
use super::extra::Extra;
use super::field::{Decode, FieldMut, Fill};
use super::note::Note;
use super::number::in_disguise;
use super::path::{Path, Segment};
use super::refusal::{misfit, prefix};
use super::shape::{Names, Property};

pub(super) fn read_object<'de, A: MapAccess<'de>>(
    model: &mut dyn Decode,
    mut map: A,
    path: Option<&Path<'_>>,
    job: &Job,
) -> Result<Outcome, A::Error> {
    let names = model.names();
    let mut key = map.next_key_seed(KeySeed { names, after: None })?;
    if let Some(Key::Unknown(name)) = &key
        && let Some(number) = in_disguise(name, &mut map)?
    {
        return misfit(path, job, &FieldMut::Model(model), Value::Number(number));
    }
    let mut result = Ok(());
    model.fields(&mut |fields, extra| {
        let object = Object {
            names,
            fields,
            extra,
            seen: Seen::default(),
            path,
            job,
        };
        result = object.read(key.take(), &mut map);
    });
    result.map(|()| Outcome::Filled)
}

struct Object<'o, 'f, 'a> {
    names: Names,
    fields: &'o mut [&'f mut dyn Fill],
    extra: &'o mut Extra,
    seen: Seen,
    path: Option<&'a Path<'a>>,
    job: &'a Job,
}

impl Object<'_, '_, '_> {
    fn read<'de, A: MapAccess<'de>>(
        mut self,
        first: Option<Key>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let (mut next, mut after) = (first, None);
        while let Some(key) = next {
            match key {
                Key::Known(index) => {
                    self.read_property(index, map)?;
                    after = Some(index);
                }
                Key::Unknown(name) => self.extra.push(name, map.next_value()?),
            }
            let names = self.names;
            next = map.next_key_seed(KeySeed { names, after })?;
        }
        if !self.extra.is_empty() {
            self.extra.settle();
        }
        self.require()
    }

    fn read_property<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let shape = self.names.shape();
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
            Outcome::Null { fits } if property.required && fits => None,
            Outcome::Null { .. } if property.required && !self.job.lenient => {
                return Err(self.refuse("null for", property));
            }
            Outcome::Null { .. } => Some(Note::Null),
            Outcome::Noted(mut note) => {
                if let (Note::Misfit(misfit), Some(field)) =
                    (&mut *note, self.fields.get_mut(index))
                {
                    misfit.required = property.required;
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

    /// Sees to the required properties that have no value.
    fn require<E: Error>(self) -> Result<(), E> {
        for index in self.names.required() {
            let index = usize::from(*index);
            let Some(property) = self
                .names
                .shape()
                .properties
                .get(index)
                .filter(|_| !self.seen.get(index))
            else {
                continue;
            };
            if !self.job.lenient {
                return Err(self.refuse("missing", property));
            }
            let null = self.extra.noted(property.name).is_some();
            self.extra.note(property.name, Note::Filled { null });
        }
        Ok(())
    }

    #[cold]
    fn refuse<E: Error>(&self, what: &str, property: &Property) -> E {
        E::custom(format_args!(
            "{}{what} required property `{}` of `{}`",
            prefix(self.path),
            property.name,
            self.names.shape().name,
        ))
    }
}

/// Which required properties have got a value, by index.
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

enum Key {
    Known(usize),
    Unknown(String),
}

/// Reads the name of a property, which comes after another one.
struct KeySeed {
    names: Names,
    after: Option<usize>,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    /// As bytes: the names of properties are UTF-8, so what is equal to one need not be
    /// checked, and checking takes a tenth of the time of decoding.
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_bytes(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a property's name")
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key, E> {
        match self.names.find(name, self.after) {
            Some(index) => Ok(Key::Known(index)),
            None => unknown(name),
        }
    }

    /// A name that stands in the text as it is, without escapes: serde_json has not looked for
    /// control characters, which no name of a property has.
    fn visit_borrowed_bytes<E: Error>(self, name: &'de [u8]) -> Result<Key, E> {
        match self.visit_bytes(name)? {
            Key::Unknown(name) if name.contains(|c| c < ' ') => Err(E::custom(
                "control character (\\u0000-\\u001F) found while parsing a string",
            )),
            key => Ok(key),
        }
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        self.visit_bytes(name.as_bytes())
    }
}

#[cold]
fn unknown<E: Error>(name: &[u8]) -> Result<Key, E> {
    match std::str::from_utf8(name) {
        Ok(name) => Ok(Key::Unknown(name.to_owned())),
        Err(_) => Err(E::custom("invalid unicode code point")),
    }
}

//! Reads the parts of a JSON text that a [`Shape`] asks for.
//!
//! A document may have a hundred megabytes, most of them prose, paths and examples: whatever no shape
//! asks for is skipped as it is read, and never held.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

/// The most objects and listed values in a document. The whole API has some forty thousand.
const LIMIT: usize = 250_000;

/// The parts of a value to read.
pub(crate) enum Shape {
    /// A text, `null`, or a list of these.
    Text,
    /// A list of values.
    Values,
    /// A value of any kind, of which texts and integers are kept.
    Value,
    /// An object, called by the first text in messages, of which these keys are read. `true` and `false`
    /// stand for one without keys, as JSON Schema has it.
    Object(&'static str, &'static [(&'static str, &'static Self)]),
    /// An object with a value of one shape under each name; no name may be there twice.
    Names(&'static Self),
}

/// The parts of a value that a shape asked for.
pub(crate) enum Json {
    Null,
    Text(String),
    Integer(i64),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
    Names(BTreeMap<String, Self>),
    /// A value of another kind.
    Other,
}

impl Json {
    /// Takes the value of a key out of an object.
    pub(crate) fn take(&mut self, key: &str) -> Option<Self> {
        let Self::Object(entries) = self else {
            return None;
        };
        let at = entries.iter().position(|(other, _)| *other == key)?;
        Some(entries.swap_remove(at).1)
    }

    /// Returns the text that it is, or the only one of its list: `["string", "null"]` is `string`.
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::List(items) => {
                let texts = items.into_iter().filter_map(Self::text);
                let mut texts = texts.filter(|text| text != "null");
                texts.next().filter(|_| texts.next().is_none())
            }
            _ => None,
        }
    }

    /// Returns the values of an object by name, each made into another.
    pub(crate) fn names<T>(self, of: impl Fn(Self) -> T) -> BTreeMap<String, T> {
        let Self::Names(names) = self else {
            return BTreeMap::new();
        };
        let names = names.into_iter();
        names.map(|(name, json)| (name, of(json))).collect()
    }
}

/// Reads what `shape` asks for.
///
/// # Errors
///
/// The first place where `text` is not JSON, or has not the shape.
pub(crate) fn read(text: &str, shape: &Shape) -> Result<Json, serde_json::Error> {
    let mut from = serde_json::Deserializer::from_str(text);
    let left = &Cell::new(LIMIT);
    let json = Reader { shape, left }.deserialize(&mut from)?;
    from.end().map(|()| json)
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    shape: &'a Shape,
    /// How many objects and listed values may still come.
    left: &'a Cell<usize>,
}

impl Reader<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let message = || E::custom(format!("more than {LIMIT} properties and words"));
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(message)?);
        Ok(())
    }

    fn single<E: Error>(self, found: Unexpected<'_>) -> Result<Json, E> {
        match (self.shape, found) {
            (Shape::Text | Shape::Value, Unexpected::Str(text)) => Ok(Json::Text(text.to_owned())),
            (Shape::Text | Shape::Value, Unexpected::Unit) => Ok(Json::Null),
            (Shape::Value, Unexpected::Signed(number)) => Ok(Json::Integer(number)),
            (Shape::Value, Unexpected::Unsigned(number)) => {
                Ok(i64::try_from(number).map_or(Json::Other, Json::Integer))
            }
            (Shape::Value, _) => Ok(Json::Other),
            (Shape::Object(..), Unexpected::Bool(_)) => Ok(Json::Object(Vec::new())),
            _ => Err(E::invalid_type(found, &self)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self.shape {
            Shape::Text => "a text",
            Shape::Values => "a list of values",
            Shape::Value => "a value",
            Shape::Object(what, _) => what,
            Shape::Names(_) => "an object with a schema under each name",
        })
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        self.single(Unexpected::Unit)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        self.single(Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        self.single(Unexpected::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        self.single(Unexpected::Unsigned(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        self.single(Unexpected::Float(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        self.single(Unexpected::Str(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let shape = match self.shape {
            Shape::Text => &Shape::Text,
            Shape::Values => &Shape::Value,
            Shape::Value => return IgnoredAny.visit_seq(from).map(|_| Json::Other),
            _ => return Err(Error::invalid_type(Unexpected::Seq, &self)),
        };
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(Reader { shape, ..self })? {
            self.count()?;
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        match self.shape {
            Shape::Value => IgnoredAny.visit_map(from).map(|_| Json::Other),
            Shape::Object(_, keys) => {
                self.count()?;
                let mut entries = Vec::new();
                while let Some(name) = from.next_key::<String>()? {
                    let Some(&(key, shape)) = keys.iter().find(|(key, _)| *key == name) else {
                        from.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    let value = from.next_value_seed(Reader { shape, ..self })?;
                    entries.retain(|(other, _)| *other != key);
                    entries.push((key, value));
                }
                Ok(Json::Object(entries))
            }
            Shape::Names(shape) => {
                self.count()?;
                let mut names = BTreeMap::new();
                while let Some(name) = from.next_key()? {
                    let value = from.next_value_seed(Reader { shape, ..self })?;
                    if names.contains_key(&name) {
                        return Err(Error::custom(format!("`{name}` stands here twice")));
                    }
                    names.insert(name, value);
                }
                Ok(Json::Names(names))
            }
            _ => Err(Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

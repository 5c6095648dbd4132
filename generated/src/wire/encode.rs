//! Encoding: two sinks that hand what they get to serde, one for objects and one for arrays.
//!
//! Generic over the serializer alone, like decoding over the deserializer.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};

use super::field::{Encode, Item, Items, Sink, Text};
use super::note::Note;
use super::noted::{give_noted, show_noted};

pub(crate) fn encode<S: Serializer>(model: &dyn Encode, to: S) -> Result<S::Ok, S::Error> {
    let mut entries = Entries {
        map: to.serialize_map(None)?,
        failure: None,
    };
    if model.extra().is_empty() {
        model.show(&mut entries);
    } else {
        show_noted(model, &mut entries);
    }
    entries.end()
}

/// Encodes a list or a map with its note.
pub(crate) fn encode_noted<T: Item, S: Serializer>(
    value: &T,
    note: &Note,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut whole = Whole::Next(to);
    give_noted(value, Some(note), &mut whole);
    match whole {
        Whole::Done(result) => result,
        // Notes are on lists and maps alone.
        Whole::Next(to) => to.serialize_unit(),
        Whole::Busy => Err(S::Error::custom("a list within itself")),
    }
}

/// Takes one value, which is a list or a map.
enum Whole<S: Serializer> {
    Next(S),
    Busy,
    Done(Result<S::Ok, S::Error>),
}

impl<S: Serializer> Whole<S> {
    fn put(&mut self, value: &impl Serialize) {
        *self = match std::mem::replace(self, Self::Busy) {
            Self::Next(to) => Self::Done(value.serialize(to)),
            done => done,
        };
    }
}

impl<S: Serializer> Sink for Whole<S> {
    fn model(&mut self, _: &str, value: &dyn Encode) {
        self.put(&Object(value));
    }

    fn list(&mut self, _: &str, value: &dyn Items) {
        self.put(&List(value));
    }

    fn map(&mut self, _: &str, value: &dyn Items) {
        self.put(&Map(value));
    }
}

struct Entries<M: SerializeMap> {
    map: M,
    failure: Option<M::Error>,
}

impl<M: SerializeMap> Entries<M> {
    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.failure.is_none() {
            // Not as one entry, which would be one more call each time.
            let put = self.map.serialize_key(name);
            self.failure = put.and_then(|()| self.map.serialize_value(value)).err();
        }
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        match self.failure {
            None => self.map.end(),
            Some(failure) => Err(failure),
        }
    }
}

struct Elements<A: SerializeSeq> {
    seq: A,
    failure: Option<A::Error>,
}

impl<A: SerializeSeq> Elements<A> {
    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, _name: &str, value: &T) {
        if self.failure.is_none()
            && let Err(failure) = self.seq.serialize_element(value)
        {
            self.failure = Some(failure);
        }
    }

    fn end(self) -> Result<A::Ok, A::Error> {
        match self.failure {
            None => self.seq.end(),
            Some(failure) => Err(failure),
        }
    }
}

macro_rules! sink {
    ($sink:ident: $bound:ident) => {
        impl<S: $bound> Sink for $sink<S> {
            fn text(&mut self, name: &str, value: &str) {
                self.put(name, value);
            }
            fn typed(&mut self, name: &str, value: &str, _: &dyn Text) {
                self.put(name, value);
            }
            fn bool(&mut self, name: &str, value: bool) {
                self.put(name, &value);
            }
            fn number(&mut self, name: &str, value: &Number) {
                self.put(name, value);
            }
            fn value(&mut self, name: &str, value: &Value) {
                self.put(name, value);
            }
            fn signed(&mut self, name: &str, value: i64) {
                self.put(name, &value);
            }
            fn unlisted(&mut self, name: &str, value: &Number, _: &'static str) {
                self.put(name, value);
            }
            fn unsigned(&mut self, name: &str, value: u64) {
                self.put(name, &value);
            }
            fn f64(&mut self, name: &str, value: f64) {
                self.put(name, &value);
            }
            fn model(&mut self, name: &str, value: &dyn Encode) {
                self.put(name, &Object(value));
            }
            fn list(&mut self, name: &str, value: &dyn Items) {
                self.put(name, &List(value));
            }
            fn map(&mut self, name: &str, value: &dyn Items) {
                self.put(name, &Map(value));
            }
        }
    };
}

sink!(Entries: SerializeMap);
sink!(Elements: SerializeSeq);

struct Object<'a>(&'a dyn Encode);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        encode(self.0, to)
    }
}

struct List<'a>(&'a dyn Items);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut elements = Elements {
            seq: to.serialize_seq(None)?,
            failure: None,
        };
        self.0.each(&mut elements);
        elements.end()
    }
}

struct Map<'a>(&'a dyn Items);

impl Serialize for Map<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries {
            map: to.serialize_map(None)?,
            failure: None,
        };
        self.0.each(&mut entries);
        entries.end()
    }
}

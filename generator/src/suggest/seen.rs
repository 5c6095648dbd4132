//! Walks payloads along the model, and counts what is seen of each property.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use crate::model::{Field, Model, Struct, Type};
use crate::scalar::Scalar;
use crate::schema::Word;

/// The most different texts of a property that are kept. More are no closed set of words.
const WORDS: usize = 24;

/// The values of every model in payloads.
pub(super) struct Seen<'m> {
    model: &'m Model,
    /// By the struct's identifier, then in the order of its fields.
    models: BTreeMap<&'m str, ModelSeen>,
}

/// The values of one model.
pub(super) struct ModelSeen {
    /// The number of its values.
    pub(super) objects: usize,
    /// The values of each field.
    pub(super) fields: Vec<FieldSeen>,
}

/// The values of one property.
#[derive(Clone, Default)]
pub(super) struct FieldSeen {
    /// The number of objects in which it was absent or `null`.
    pub(super) absent: usize,
    /// Its numbers, or those in it.
    pub(super) numbers: Numbers,
    /// Its texts, or those in it.
    pub(super) texts: Texts,
    /// The number of `null`s in its lists or maps, where they may not be.
    pub(super) nulls: usize,
    /// The number of values of another kind than its type.
    pub(super) mismatches: BTreeMap<Mismatch, usize>,
}

/// A value of another kind than its type: the property `is` one or `holds` one, and its kind.
pub(super) type Mismatch = (&'static str, &'static str);

#[derive(Clone, Default)]
pub(super) struct Numbers {
    pub(super) count: usize,
    /// The least and the greatest, while all were integers.
    pub(super) range: Option<(i128, i128)>,
}

#[derive(Clone, Default)]
pub(super) struct Texts {
    pub(super) count: usize,
    /// The class of dates that all were of.
    pub(super) class: Option<Scalar>,
    /// The number of each, up to one more than are kept.
    pub(super) words: BTreeMap<String, usize>,
}

impl<'m> Seen<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            models: BTreeMap::new(),
        }
    }

    /// Returns every model with values.
    pub(super) fn models(&self) -> impl Iterator<Item = (&'m Struct, &ModelSeen)> {
        self.models
            .iter()
            .filter_map(|(ident, seen)| Some((self.model.structs.by_ident(ident)?, seen)))
    }

    /// Adds a value of the struct `ident`, unless it is no object.
    pub(super) fn object(&mut self, ident: &str, value: &Value) {
        let (Some(item), Value::Object(object)) = (self.model.structs.by_ident(ident), value)
        else {
            return;
        };
        self.models
            .entry(&item.ident)
            .or_insert_with(|| ModelSeen {
                objects: 0,
                fields: vec![FieldSeen::default(); item.fields.len()],
            })
            .objects += 1;
        for (at, field) in item.fields.iter().enumerate() {
            match object.get(field.wire_name()) {
                None | Some(Value::Null) => {
                    if let Some(seen) = self.field(item, at) {
                        seen.absent += 1;
                    }
                }
                Some(value) => {
                    let mismatch = self.value(item, at, &field.ty, value);
                    if let Some((mismatch, seen)) = mismatch.zip(self.field(item, at)) {
                        *seen.mismatches.entry(mismatch).or_default() += 1;
                    }
                }
            }
        }
    }

    fn field(&mut self, item: &Struct, at: usize) -> Option<&mut FieldSeen> {
        self.models.get_mut(item.ident.as_str())?.fields.get_mut(at)
    }

    /// Adds a value of a field, and returns the first that is of another kind than its type.
    fn value(
        &mut self,
        item: &'m Struct,
        at: usize,
        ty: &'m Type,
        value: &Value,
    ) -> Option<Mismatch> {
        match (ty, value) {
            (Type::Optional(ty) | Type::Boxed(ty), value) => {
                return self.value(item, at, ty, value);
            }
            (Type::List(ty), Value::Array(values)) => {
                return self.values(item, at, ty, values.iter());
            }
            (Type::Map(ty), Value::Object(values)) => {
                return self.values(item, at, ty, values.values());
            }
            (Type::Struct(ident), Value::Object(_)) => self.object(ident, value),
            (Type::Scalar(Scalar::Number), Value::Number(number)) => {
                if let Some(seen) = self.field(item, at) {
                    seen.numbers.add(number);
                }
            }
            (Type::Scalar(Scalar::String), Value::String(text)) => {
                if let Some(seen) = self.field(item, at) {
                    seen.texts.add(text);
                }
            }
            // A number out of its type's range is still of the same kind.
            (Type::Scalar(scalar), Value::Number(_)) if scalar.form().word() == Word::Number => {}
            (Type::Scalar(scalar), value) if scalar.form().takes(value) => {}
            (Type::Alias(_), _)
            | (Type::IntegerEnum(_), Value::Number(_))
            | (Type::Enum(_), Value::String(_)) => {}
            _ => return Some(("is", kind(value))),
        }
        None
    }

    /// Adds the values of a list or a map.
    fn values<'v>(
        &mut self,
        item: &'m Struct,
        at: usize,
        ty: &'m Type,
        values: impl Iterator<Item = &'v Value>,
    ) -> Option<Mismatch> {
        let mut first = None;
        let leaf = !matches!(ty, Type::List(_) | Type::Map(_));
        for value in values {
            if value.is_null() && leaf && !ty.is_any_json() {
                let counts = !matches!(ty, Type::Optional(_));
                if let Some(seen) = self.field(item, at).filter(|_| counts) {
                    seen.nulls += 1;
                }
                continue;
            }
            let mismatch = self.value(item, at, ty, value);
            first = first.or(mismatch.map(|(_, kind)| ("holds", kind)));
        }
        first
    }
}

/// Returns the name that JSON has for the kind of a value.
pub(super) const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl ModelSeen {
    /// Returns the values of each of the struct's fields.
    pub(super) fn of<'s, 'm>(
        &'s self,
        item: &'m Struct,
    ) -> impl Iterator<Item = (&'m Field, &'s FieldSeen)> {
        item.fields.iter().zip(&self.fields)
    }
}

impl Numbers {
    fn add(&mut self, number: &Number) {
        let integer = match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Some(i128::from(integer)),
            (None, integer) => integer.map(i128::from),
        };
        let before = self
            .range
            .or(integer.filter(|_| self.count == 0).map(|it| (it, it)));
        self.range = before
            .zip(integer)
            .map(|((least, greatest), it)| (least.min(it), greatest.max(it)));
        self.count += 1;
    }
}

impl Texts {
    fn add(&mut self, text: &str) {
        let class = Scalar::of_text(text);
        if self.count == 0 || self.class == class {
            self.class = class;
        } else {
            self.class = None;
        }
        self.count += 1;
        if self.words.len() <= WORDS {
            *self.words.entry(text.to_owned()).or_default() += 1;
        }
    }

    /// Returns the words if they look like all that exist: few, short, without whitespace, and each of them
    /// more than once on average.
    pub(super) fn closed(&self) -> Option<Vec<&str>> {
        let few = !self.words.is_empty() && self.words.len() <= WORDS;
        let often = self.count >= 4 && self.count >= 2 * self.words.len();
        let words: Vec<_> = self.words.keys().map(String::as_str).collect();
        (few && often && words.iter().all(|word| is_word(word))).then_some(words)
    }
}

/// Returns `true` if a text looks like a word out of a list rather than like a name or an identifier.
fn is_word(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.:/".contains(letter);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= 40
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(plain)
        && digits <= 2
}

//! The types without parts: texts, booleans, numbers, dates and free JSON.
//!
//! This module alone lists them.

use std::fmt;

use serde_json::{Number, Value};

use super::deviation::DeviationKind;
use super::field::{FieldMut, Item, Sink, Text, optional};
use super::model::Sealed;
use crate::dates;

/// For each type its kind of [`FieldMut`], its method of [`Sink`] and its empty value; then
/// how a reference to it becomes what that method takes, and for a text how it is made of one.
macro_rules! leaves {
    ($($type:ty: $kind:ident, $sink:ident, $empty:expr, |$value:ident| $given:expr $(, $of:expr)?;)*) => {$(
        impl Sealed for $type {}

        impl Item for $type {
            #[inline]
            fn empty() -> Self {
                $empty
            }

            $(
                #[inline]
                fn of_text(text: &str) -> Option<Self> {
                    Some($of(text))
                }
            )?

            #[inline]
            fn field_mut(&mut self) -> FieldMut<'_> {
                FieldMut::$kind(self)
            }

            #[inline]
            fn give(&self, name: &str, to: &mut dyn Sink) {
                let $value = self;
                to.$sink(name, $given);
            }
        }

        optional! { [] $type, }
    )*};
}

leaves! {
    String: String, text, String::new(), |v| v, str::to_owned;
    Number: Number, number, Number::from(0), |v| v;
    Value: Value, value, Value::Null, |v| v;
    bool: Bool, bool, false, |v| *v;
    i32: I32, signed, 0, |v| (*v).into();
    i64: I64, signed, 0, |v| *v;
    u32: U32, unsigned, 0, |v| (*v).into();
    u64: U64, unsigned, 0, |v| *v;
    f64: F64, f64, 0.0, |v| *v;
}

/// The value of a leaf.
#[derive(Clone, Copy)]
pub enum Leaf<'a> {
    Text(&'a str),
    Typed(&'a str, &'a dyn Text),
    Bool(bool),
    Number(&'a Number),
    Value(&'a Value),
    Signed(i64),
    Unlisted(&'a Number, &'static str),
    Unsigned(u64),
    F64(f64),
}

impl Leaf<'_> {
    /// Returns `true` if it is what a required property without a value has.
    pub(crate) fn is_empty(self) -> bool {
        match self {
            Self::Text(value) | Self::Typed(value, _) => value.is_empty(),
            Self::Bool(value) => !value,
            Self::Number(value) | Self::Unlisted(value, _) => value.as_u64() == Some(0),
            Self::Value(value) => value.is_null(),
            Self::Signed(value) => value == 0,
            Self::Unsigned(value) => value == 0,
            Self::F64(value) => value == 0.0,
        }
    }

    pub(crate) fn give(self, name: &str, to: &mut dyn Sink) {
        match self {
            Self::Text(value) => to.text(name, value),
            Self::Typed(value, ty) => to.typed(name, value, ty),
            Self::Bool(value) => to.bool(name, value),
            Self::Number(value) => to.number(name, value),
            Self::Value(value) => to.value(name, value),
            Self::Signed(value) => to.signed(name, value),
            Self::Unlisted(value, list) => to.unlisted(name, value, list),
            Self::Unsigned(value) => to.unsigned(name, value),
            Self::F64(value) => to.f64(name, value),
        }
    }
}

impl fmt::Debug for Leaf<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(value) | Self::Typed(value, _) => value.fmt(to),
            Self::Bool(value) => value.fmt(to),
            Self::Number(value) | Self::Unlisted(value, _) => value.fmt(to),
            Self::Value(value) => value.fmt(to),
            Self::Signed(value) => value.fmt(to),
            Self::Unsigned(value) => value.fmt(to),
            Self::F64(value) => value.fmt(to),
        }
    }
}

/// Dates, which can also be used in the user's own types.
macro_rules! dates {
    ($($date:ident,)*) => {$(
        impl Text for dates::$date {
            fn set(&mut self, text: &str) {
                *self = text.into();
            }

            fn deviation(&self) -> Option<(DeviationKind, String)> {
                let error = self.check().err()?;
                Some((DeviationKind::MalformedDate, error.wanted().to_owned()))
            }
        }

        impl Sealed for dates::$date {}

        impl Item for dates::$date {
            #[inline]
            fn empty() -> Self {
                Self::default()
            }

            #[inline]
            fn of_text(text: &str) -> Option<Self> {
                Some(text.into())
            }

            #[inline]
            fn field_mut(&mut self) -> FieldMut<'_> {
                FieldMut::Text(self)
            }

            #[inline]
            fn give(&self, name: &str, to: &mut dyn Sink) {
                to.typed(name, self.as_str(), self);
            }
        }

        optional! { [] dates::$date, }

        impl<'de> serde::Deserialize<'de> for dates::$date {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                super::decode_text(from)
            }
        }

        impl serde::Serialize for dates::$date {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }
    )*};
}

dates! { Date, DateTime, Duration, Interval, LocalDateTime, LocalTime, }

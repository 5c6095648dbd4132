//! The types without parts: texts, booleans, numbers, dates and free JSON.
//!
//! This module alone lists them.

use serde_json::{Number, Value};

use super::field::{FieldMut, Item, Sealed, Sink, Text, optional};
use super::wanted::DeviationKind;
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

//! The types without parts: texts, booleans, numbers, dates and free JSON.
//!
//! This module alone lists them.

use serde_json::{Number, Value};

use super::field::{Item, Sink, Slot, Text, optional};
use crate::dates;

/// For each type its slot, its method of [`Sink`] and its empty value; then how a
/// reference to it becomes what that method takes, and for texts how it is made of one.
macro_rules! leaves {
    ($($type:ty: $slot:ident, $sink:ident, $empty:expr, |$value:ident| $given:expr $(, $of:expr)?;)*) => {$(
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
            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
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
    f32: F32, f32, 0.0, |v| *v;
    f64: F64, f64, 0.0, |v| *v;
    dates::Date: Text, text, Self::default(), |v| v.as_str(), Self::from;
    dates::DateTime: Text, text, Self::default(), |v| v.as_str(), Self::from;
    dates::Duration: Text, text, Self::default(), |v| v.as_str(), Self::from;
    dates::Interval: Text, text, Self::default(), |v| v.as_str(), Self::from;
    dates::LocalDateTime: Text, text, Self::default(), |v| v.as_str(), Self::from;
    dates::LocalTime: Text, text, Self::default(), |v| v.as_str(), Self::from;
}

/// Dates can also be used in the user's own types.
macro_rules! dates {
    ($($date:ident,)*) => {$(
        impl Text for dates::$date {
            fn set(&mut self, text: &str) {
                *self = text.into();
            }
        }

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

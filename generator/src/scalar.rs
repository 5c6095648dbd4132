//! The noun `Scalar`: a Rust type that holds no other. One table holds the properties of each: its name in
//! overrides, its Rust path, the JSON that it accepts, and its size.

use std::ops::RangeInclusive;

use serde_json::{Number, Value};

use crate::schema::Word;

// One grammar for both crates, or a payload would be judged by another than its readers use.
#[path = "../../generated/src/dates/grammar/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the numbers of a date are of no interest here"
)]
mod grammar;

/// Makes the table: the word of overrides, the path in Rust, how many bytes a value takes and an
/// `Option` of it on a machine of 64 bits, the JSON, and the format that JSON Schema has for it.
macro_rules! scalars {
    ($($(#[$doc:meta])* $name:ident: $word:literal $path:literal $bytes:literal $optional:literal $form:expr, $format:expr;)*) => {
        /// A type without parts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Scalar {
            $($(#[$doc])* $name,)*
        }

        impl Scalar {
            /// Every scalar; of the formats of texts the likeliest first.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            fn row(self) -> Row {
                match self {
                    $(Self::$name => Row {
                        word: $word,
                        path: $path,
                        bytes: ($bytes, $optional),
                        form: $form,
                        format: $format,
                    },)*
                }
            }
        }
    };
}

scalars! {
    /// `serde_json::Value`: JSON of any kind.
    Json: "any" "serde_json::Value" 32 32 Form::Any, None;
    /// `bool`
    Bool: "boolean" "bool" 1 1 Form::Boolean, None;
    /// `String`
    String: "string" "String" 24 24 Form::Text, None;
    /// `serde_json::Number`
    Number: "number" "serde_json::Number" 16 16 Form::Number, None;
    /// `i32`
    I32: "i32" "i32" 4 8 Form::Integer(i32::MIN.into()..=i32::MAX.into()), Some("int32");
    /// `i64`
    I64: "i64" "i64" 8 16 Form::Integer(i64::MIN.into()..=i64::MAX.into()), Some("int64");
    /// `u32`
    U32: "u32" "u32" 4 8 Form::Integer(0..=u32::MAX.into()), Some("uint32");
    /// `u64`
    U64: "u64" "u64" 8 16 Form::Integer(0..=u64::MAX.into()), Some("uint64");
    /// `f64`
    F64: "f64" "f64" 8 16 Form::Number, Some("double");
    /// A moment: date, time and zone.
    DateTime: "date-time" "crate::dates::DateTime" 16 16
        Form::Formatted("a date-time", |text| grammar::date_time(text).is_ok()), Some("date-time");
    /// A day.
    Date: "date" "crate::dates::Date" 16 16
        Form::Formatted("a date", |text| grammar::date(text).is_ok()), Some("date");
    /// A date and a time without a zone.
    LocalDateTime: "local-date-time" "crate::dates::LocalDateTime" 16 16
        Form::Formatted("a date-time without a zone", |text| grammar::local_date_time(text).is_ok()),
        Some("date-time-local");
    /// A time of day without a zone.
    LocalTime: "local-time" "crate::dates::LocalTime" 16 16
        Form::Formatted("a time of day", |text| grammar::local_time(text).is_ok()), Some("time-local");
    /// Two moments.
    Interval: "interval" "crate::dates::Interval" 16 16
        Form::Formatted("an interval", |text| grammar::halves(text).is_ok()), Some("interval");
    /// A length of time.
    Duration: "duration" "crate::dates::Duration" 16 16
        Form::Formatted("a period", |text| grammar::period(text).is_ok()), Some("duration");
}

/// The JSON that a scalar takes.
#[derive(Clone, Debug)]
pub enum Form {
    /// Any.
    Any,
    /// `true` and `false`.
    Boolean,
    /// Any number.
    Number,
    /// Whole numbers of a range.
    Integer(RangeInclusive<i128>),
    /// Any text.
    Text,
    /// Any text too, but one that is not well formed is worth a word: what a well-formed one is called,
    /// and whether a text is one.
    Formatted(&'static str, fn(&str) -> bool),
}

/// A row of the table.
struct Row {
    word: &'static str,
    path: &'static str,
    bytes: (usize, usize),
    form: Form,
    format: Option<&'static str>,
}

impl Scalar {
    /// Returns its name in overrides.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// The type's path in Rust; for `String`, its identifier.
    pub fn path(self) -> &'static str {
        self.row().path
    }

    /// The type's identifier, without its path.
    pub fn ident(self) -> &'static str {
        let path = self.path();
        path.rsplit_once("::").map_or(path, |(_, ident)| ident)
    }

    /// The JSON that it takes.
    pub fn form(self) -> Form {
        self.row().form
    }

    /// The format that JSON Schema has for it.
    pub fn format(self) -> Option<&'static str> {
        self.row().format
    }

    /// Returns the most bytes that a value takes, and an `Option` of it.
    pub(crate) fn bytes(self) -> (usize, usize) {
        self.row().bytes
    }

    /// Returns `true` if it is a text of a format.
    pub fn is_formatted(self) -> bool {
        matches!(self.form(), Form::Formatted(..))
    }

    /// The format that a text is well formed in.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let is = |scalar: &Self| match scalar.form() {
            Form::Formatted(_, is_well_formed) => is_well_formed(text),
            _ => false,
        };
        Self::ALL.iter().copied().find(is)
    }
}

impl Form {
    /// The word of the dialect for it.
    pub const fn word(&self) -> Word {
        match self {
            Self::Any => Word::Object,
            Self::Boolean => Word::Boolean,
            Self::Number | Self::Integer(_) => Word::Number,
            Self::Text | Self::Formatted(..) => Word::String,
        }
    }

    /// Returns `true` if it accepts the value: `5` and `5.0` both are integers.
    pub fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Integer(range), Value::Number(number)) => {
                whole(number).is_some_and(|number| range.contains(&number))
            }
            (Self::Any, _)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::Text | Self::Formatted(..), Value::String(_)) => true,
            _ => false,
        }
    }
}

/// The whole number that it is.
pub(crate) fn whole(number: &Number) -> Option<i128> {
    number.as_i128().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0);
        float.map(|float| float as i128)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_distinguished() {
        for (text, expected) in [
            ("2024-05-01T08:30:00.123Z", Some(Scalar::DateTime)),
            ("2024-05-01T08:30Z", Some(Scalar::DateTime)),
            ("2024-05-01T08:30:00+02:00", Some(Scalar::DateTime)),
            ("2024-05-01T08:30:00.000-0700", Some(Scalar::DateTime)),
            ("2024-05-01", Some(Scalar::Date)),
            ("2024-05-01T08:30:00.123", Some(Scalar::LocalDateTime)),
            ("08:30:00", Some(Scalar::LocalTime)),
            ("08:30", Some(Scalar::LocalTime)),
            (
                "2024-05-01T00:00Z/2024-05-02T00:00Z",
                Some(Scalar::Interval),
            ),
            ("2024-05-01/2024-05-02", Some(Scalar::Interval)),
            ("P1DT12H", Some(Scalar::Duration)),
            ("PT0.5S", Some(Scalar::Duration)),
        ] {
            assert_eq!(Scalar::of_text(text), expected, "{text}");
        }
    }

    #[test]
    fn what_resembles_a_date_is_none() {
        for text in [
            "",
            "voice",
            "PT",
            "P",
            "P1",
            "2024",
            "20240501",
            "2024-5-1",
            "2024-02-30",
            "8:30",
            "T",
            "a/b",
            "1/2",
            "2024-05-01T",
            "2024-05-01T08:30:00.Z",
            "2024-05-01T08",
            "08:30.5",
            "é024-05-01",
            "+1-555-0100",
            "2024-05-01T08:30:00é",
            "2024-05-01T-é",
        ] {
            assert_eq!(Scalar::of_text(text), None, "{text}");
        }
    }
}

//! Whether a text is a date, by the grammar that the generated crate reads dates with.

use crate::model::Date;

// One grammar for both crates, or a payload would be judged by another than its readers use.
#[path = "../../generated/src/dates/grammar/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the numbers of a date are of no interest here"
)]
mod grammar;

/// The class that the text is well formed as.
pub(crate) fn class(text: &str) -> Option<Date> {
    Date::ALL.into_iter().find(|class| is(*class, text))
}

/// Whether the text is well formed as one of the class.
pub(crate) fn is(class: Date, text: &str) -> bool {
    match class {
        Date::DateTime => grammar::date_time(text).is_ok(),
        Date::Date => grammar::date(text).is_ok(),
        Date::LocalDateTime => grammar::local_date_time(text).is_ok(),
        Date::LocalTime => grammar::local_time(text).is_ok(),
        Date::Interval => grammar::halves(text).is_ok(),
        Date::Duration => grammar::period(text).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_apart() {
        for (text, expected) in [
            ("2024-05-01T08:30:00.123Z", Some(Date::DateTime)),
            ("2024-05-01T08:30Z", Some(Date::DateTime)),
            ("2024-05-01T08:30:00+02:00", Some(Date::DateTime)),
            ("2024-05-01T08:30:00.000-0700", Some(Date::DateTime)),
            ("2024-05-01", Some(Date::Date)),
            ("2024-05-01T08:30:00.123", Some(Date::LocalDateTime)),
            ("08:30:00", Some(Date::LocalTime)),
            ("08:30", Some(Date::LocalTime)),
            ("2024-05-01T00:00Z/2024-05-02T00:00Z", Some(Date::Interval)),
            ("2024-05-01/2024-05-02", Some(Date::Interval)),
            ("P1DT12H", Some(Date::Duration)),
            ("PT0.5S", Some(Date::Duration)),
        ] {
            assert_eq!(class(text), expected, "{text}");
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
            assert_eq!(class(text), None, "{text}");
        }
    }
}

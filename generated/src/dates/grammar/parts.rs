//! Plain numbers of a calendar and a clock, and their canonical text. In:
//! numbers. Out: text as the API prints it, and the calendar's own rules.
//!
//! Values from the parser are always in range. Values from a time crate may
//! carry a year outside 0000–9999 or a leap second; they are printed all the
//! same, see the notes of `dates`.

use std::fmt;

/// A day of the proleptic Gregorian calendar, which ISO 8601 and all three
/// time crates use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) nanos: u32,
}

/// A day and a time of day, without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Local {
    pub(crate) day: Day,
    pub(crate) clock: Clock,
}

/// An instant, with the local time and the offset it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zoned {
    pub(crate) local: Local,
    /// Seconds east of UTC.
    pub(crate) offset: i32,
}

/// Returns the number of days of a month.
pub(crate) fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `yyyy-MM-dd`. A year that four digits cannot say gets a sign and six
/// digits, as in ISO 8601's expanded representation.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Day { year, month, day } = self;
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+07}-{month:02}-{day:02}"),
        }
    }
}

/// `HH:mm:ss.SSS`, and six or nine digits only where fewer would lose some.
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Clock {
            hour,
            minute,
            second,
            nanos,
        } = *self;
        write!(f, "{hour:02}:{minute:02}:{second:02}.")?;
        match nanos {
            _ if nanos % 1_000_000 == 0 => write!(f, "{:03}", nanos / 1_000_000),
            _ if nanos % 1_000 == 0 => write!(f, "{:06}", nanos / 1_000),
            _ => write!(f, "{nanos:09}"),
        }
    }
}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.day, self.clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_month(year: i32, month: u8, days: u8) {
        assert_eq!(month_length(year, month), days, "{year}-{month}");
    }

    #[test]
    fn months_are_as_long_as_the_gregorian_calendar_says() {
        check_month(2023, 1, 31);
        check_month(2023, 4, 30);
        check_month(2023, 12, 31);
        check_month(2023, 2, 28);
        check_month(2024, 2, 29);
        check_month(1900, 2, 28);
        check_month(2000, 2, 29);
        check_month(0, 2, 29);
    }

    fn check_text(year: i32, second: u8, nanos: u32, text: &str) {
        let day = Day {
            year,
            month: 2,
            day: 3,
        };
        let clock = Clock {
            hour: 4,
            minute: 5,
            second,
            nanos,
        };
        assert_eq!(Local { day, clock }.to_string(), text);
    }

    #[test]
    fn text_has_milliseconds_and_loses_nothing() {
        check_text(2024, 6, 0, "2024-02-03T04:05:06.000");
        check_text(2024, 6, 7_000_000, "2024-02-03T04:05:06.007");
        check_text(2024, 6, 7_008_000, "2024-02-03T04:05:06.007008");
        check_text(2024, 6, 7_008_009, "2024-02-03T04:05:06.007008009");
        check_text(2024, 60, 0, "2024-02-03T04:05:60.000");
        check_text(0, 6, 0, "0000-02-03T04:05:06.000");
        check_text(-1, 6, 0, "-000001-02-03T04:05:06.000");
        check_text(262_142, 6, 0, "+262142-02-03T04:05:06.000");
    }
}

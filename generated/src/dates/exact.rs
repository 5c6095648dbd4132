//! The arithmetic between numbers and seconds that the conversions share, so
//! that they cannot disagree. In: parsed numbers, or a time crate's seconds.
//! Out: the other of the two.
//!
//! Only what one of the features for time crates needs.

use super::grammar::{Clock, Day, Local, Period};
use super::{DateError, DateTime, Duration, LocalDateTime};

/// A span of time in seconds; both numbers have the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) seconds: i64,
    pub(super) nanos: i32,
}

impl DateTime {
    /// `…Z`, of a day and a time of day in UTC.
    pub(super) fn from_utc(day: Day, clock: Clock) -> Self {
        DateTime::from(format!("{}Z", Local { day, clock }))
    }
}

impl LocalDateTime {
    pub(super) fn from_parts(day: Day, clock: Clock) -> Self {
        LocalDateTime::from(Local { day, clock }.to_string())
    }
}

impl Duration {
    /// Seconds, for a type called `wanted`. A day is 24 hours and a week seven
    /// days, as all three time crates' fixed durations have it.
    pub(super) fn fixed(&self, wanted: &'static str) -> Result<Fixed, DateError> {
        let period = self.parts()?;
        if period.years != 0 || period.months != 0 {
            let expected = "no years and months, whose length depends on the calendar";
            return Err(DateError::unfit(self.as_str(), wanted, expected));
        }
        let days = i128::from(period.weeks) * 7 + i128::from(period.days);
        let hours = days * 24 + i128::from(period.hours);
        let minutes = hours * 60 + i128::from(period.minutes);
        let seconds = minutes * 60 + i128::from(period.seconds);
        let sign: i8 = if period.negative { -1 } else { 1 };
        match i64::try_from(seconds * i128::from(sign)) {
            Ok(seconds) => Ok(Fixed {
                seconds,
                // Nanoseconds of one second: far below the type's limit.
                nanos: i32::from(sign) * period.nanos as i32,
            }),
            Err(_) => {
                let expected = "a value within the range of that type";
                Err(DateError::unfit(self.as_str(), wanted, expected))
            }
        }
    }

    /// Days of 24 hours, hours, minutes and seconds.
    pub(super) fn from_fixed(fixed: Fixed) -> Self {
        let seconds = fixed.seconds.unsigned_abs();
        let period = Period {
            negative: fixed.seconds < 0 || fixed.nanos < 0,
            days: seconds / 86_400,
            hours: seconds / 3600 % 24,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
            nanos: fixed.nanos.unsigned_abs(),
            ..Period::default()
        };
        Duration::from(period.to_string())
    }
}

/// The conversions between one of the types here and one of a time crate, which is called
/// `wanted` in errors. `read` gives `Ok(None)` where the value is out of range.
macro_rules! conversion {
    (
        $(#[doc = $doc:literal])*
        $text:ty => $other:ty, $wanted:literal, $read:expr $(, $write:expr)?
    ) => {
        $(#[doc = $doc])*
        impl TryFrom<&$text> for $other {
            type Error = DateError;

            fn try_from(text: &$text) -> Result<Self, DateError> {
                let read: fn(&$text) -> Result<Option<Self>, DateError> = $read;
                read(text)?.ok_or_else(|| {
                    let expected = "a value within the range of that type";
                    DateError::unfit(text.as_str(), $wanted, expected)
                })
            }
        }

        impl TryFrom<$text> for $other {
            type Error = DateError;

            fn try_from(text: $text) -> Result<Self, DateError> {
                Self::try_from(&text)
            }
        }

        $(
            impl From<$other> for $text {
                fn from(value: $other) -> Self {
                    let write: fn($other) -> Self = $write;
                    write(value)
                }
            }
        )?
    };
}

/// The types of a time crate that can be the end of an interval, as what they are written.
macro_rules! ends {
    ($($other:ty as $text:ident,)*) => {$(
        impl From<$other> for $crate::dates::IntervalEnd {
            fn from(end: $other) -> Self {
                Self::$text(end.into())
            }
        }
    )*};
}

pub(super) use {conversion, ends};

#[cfg(test)]
mod tests {
    use super::*;

    fn check_fixed(text: &str, expected: Option<(i64, i32)>, canonical: &str) {
        let found = Duration::from(text).fixed("a test").ok();
        assert_eq!(found.map(|f| (f.seconds, f.nanos)), expected, "{text}");
        if let Some(fixed) = found {
            assert_eq!(Duration::from_fixed(fixed), *canonical);
        }
    }

    #[test]
    fn a_fixed_length_has_no_calendar_units() {
        check_fixed("P1DT12H", Some((129_600, 0)), "P1DT12H");
        check_fixed("P1W", Some((604_800, 0)), "P7D");
        check_fixed("PT90M", Some((5_400, 0)), "PT1H30M");
        check_fixed("-PT1.5S", Some((-1, -500_000_000)), "-PT1.5S");
        check_fixed("-PT0.5S", Some((0, -500_000_000)), "-PT0.5S");
        check_fixed("P0M", Some((0, 0)), "PT0S");
        check_fixed("P1M", None, "");
        check_fixed("P1Y1D", None, "");
        check_fixed("P999999999999999D", None, "");
    }

    #[test]
    fn the_longest_spans_print() {
        let (seconds, nanos) = (i64::MIN, -999_999_999);
        assert_eq!(
            Duration::from_fixed(Fixed { seconds, nanos }),
            *"-P106751991167300DT15H30M8.999999999S"
        );
    }
}

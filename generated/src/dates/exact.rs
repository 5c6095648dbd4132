//! The arithmetic between numbers and seconds that the conversions share, so
//! that they cannot disagree. In: parsed numbers, or a time crate's seconds.
//! Out: the other of the two.
//!
//! Only what one of the features `jiff`, `chrono`, `time` needs.

use super::parts::{Clock, Day, Local, Zoned};
use super::period::Period;
use super::{DateError, DateTime, Duration, LocalDateTime};

/// A span of time in seconds; both numbers have the same sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) seconds: i64,
    pub(super) nanos: i32,
}

impl Zoned {
    /// Seconds since 1970 in UTC; the nanoseconds are those of the clock.
    pub(super) fn unix_seconds(&self) -> i64 {
        let Clock {
            hour,
            minute,
            second,
            ..
        } = self.local.clock;
        days_before(self.local.day) * 86_400
            + i64::from(hour) * 3600
            + i64::from(minute) * 60
            + i64::from(second)
            - i64::from(self.offset)
    }
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
            Err(_) => Err(out_of_range(self.as_str(), wanted)),
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

/// The text is well formed, its value beyond what `wanted` can hold.
pub(super) fn out_of_range(text: &str, wanted: &'static str) -> DateError {
    DateError::unfit(text, wanted, "a value within the range of that type")
}

/// Days from 1970-01-01 to `day`: the years are shifted to begin in March, so
/// that a leap day is a year's last (the method is Howard Hinnant's
/// `days_from_civil`).
fn days_before(day: Day) -> i64 {
    let month = i64::from(day.month);
    let year = i64::from(day.year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.day) - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + days - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parts::month_length;

    #[test]
    fn days_count_one_by_one_through_every_leap_rule() {
        let mut expected = -719_528;
        for year in 0..=2400 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    let day = Day { year, month, day };
                    assert_eq!(days_before(day), expected, "{day}");
                    expected += 1;
                }
            }
        }
    }

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

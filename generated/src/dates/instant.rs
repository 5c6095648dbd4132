//! The instant that a date-time is, to compare and to sort by.

use super::DateTime;
use super::grammar::{Clock, Day, Zoned};

/// An instant, counted from 1970-01-01 in UTC: what [`DateTime::instant`] gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    seconds: i64,
    nanos: u32,
}

impl Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds since the last whole second, below 1,000,000,000.
    #[must_use]
    pub const fn nanoseconds(self) -> u32 {
        self.nanos
    }
}

impl DateTime {
    /// The instant, if the text is well formed: two texts of one instant have the same.
    ///
    /// A `DateTime` itself has no order, because that of the texts is not that of time.
    ///
    /// ```
    /// use generated::dates::DateTime;
    ///
    /// let mut times = [
    ///     DateTime::new("2024-01-01T01:30+02:00"),
    ///     DateTime::new("2024-01-01T00:00:00.000Z"),
    ///     DateTime::new("soon"),
    /// ];
    /// times.sort_by_key(DateTime::instant);
    /// assert_eq!(times[0], "soon");
    /// assert_eq!(times[1], "2024-01-01T01:30+02:00");
    /// ```
    #[must_use]
    pub fn instant(&self) -> Option<Instant> {
        Some(self.parts().ok()?.instant())
    }
}

impl Zoned {
    pub(super) fn instant(&self) -> Instant {
        let Clock {
            hour,
            minute,
            second,
            nanos,
        } = self.local.clock;
        let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        let seconds = days_before(self.local.day) * 86_400 + of_day - i64::from(self.offset);
        Instant { seconds, nanos }
    }
}

/// Days from 1970-01-01 to `day`: the years are shifted to begin in March, so that a leap day is
/// a year's last (the method is Howard Hinnant's `days_from_civil`).
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
    use crate::dates::grammar::month_length;

    #[test]
    fn days_count_one_by_one_through_every_leap_rule() {
        let mut expected = -719_528;
        for year in 0..=2400 {
            for month in 1..=12 {
                for day in 1..=month_length(year, month) {
                    assert_eq!(days_before(Day { year, month, day }), expected);
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn instants_compare_whatever_their_offsets() {
        let instant = |text: &str| DateTime::new(text).instant();
        assert_eq!(
            instant("2024-01-01T00:00Z"),
            instant("2024-01-01T02:00:00.0+02")
        );
        assert!(instant("2024-01-01T01:00+02:00") < instant("2024-01-01T00:00Z"));
        assert!(instant("2024-01-01T00:00:00.001Z") > instant("2024-01-01T00:00Z"));
        assert_eq!(
            instant("1969-12-31T23:59:59.5Z").map(Instant::unix_seconds),
            Some(-1)
        );
        assert_eq!(instant("2021-04-2T15:30:51.418Z"), None);
    }
}

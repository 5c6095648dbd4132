//! Conversions from and to time, available with the feature `time-0_3`. In and out: time's
//! types. The only module that knows them.

use time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::exact::{Fixed, conversion, ends};
use super::grammar::{Clock, Day};
use super::{Date, DateError, DateTime, Duration, LocalDateTime, LocalTime};

conversion! {
    /// Keeps the offset.
    ///
    /// ```
    /// use generated::dates::DateTime;
    ///
    /// let text = DateTime::new("2024-01-01T02:00+02:00");
    /// let instant = time::OffsetDateTime::try_from(&text)?;
    /// assert_eq!(instant.unix_timestamp(), 1_704_067_200);
    /// assert_eq!(DateTime::from(instant), "2024-01-01T00:00:00.000Z");
    /// # Ok::<(), generated::dates::DateError>(())
    /// ```
    DateTime => OffsetDateTime, "a `time::OffsetDateTime`",
    |text| {
        let zoned = text.parts()?;
        let instant = zoned.instant();
        let nanos = i128::from(instant.unix_seconds()) * 1_000_000_000
            + i128::from(instant.nanoseconds());
        // By way of UTC: a value whose UTC is out of range would panic in `to_offset` later.
        Ok(OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .ok()
            .zip(UtcOffset::from_whole_seconds(zoned.offset).ok())
            .and_then(|(instant, offset)| instant.checked_to_offset(offset)))
    },
    in_utc
}

conversion! {
    Date => time::Date, "a `time::Date`",
    |text| Ok(date(text.parts()?)),
    |date| Date::from(day(date).to_string())
}

conversion! {
    LocalDateTime => PrimitiveDateTime, "a `time::PrimitiveDateTime`",
    |text| {
        let local = text.parts()?;
        let both = date(local.day).zip(of_day(local.clock));
        Ok(both.map(|(date, time)| PrimitiveDateTime::new(date, time)))
    },
    |local| LocalDateTime::from_parts(day(local.date()), clock(local.time()))
}

conversion! {
    LocalTime => Time, "a `time::Time`",
    |text| Ok(of_day(text.parts()?)),
    |time| LocalTime::from(clock(time).to_string())
}

conversion! {
    /// Refuses years and months; a day is 24 hours.
    Duration => time::Duration, "a `time::Duration`",
    |text| {
        let fixed = text.fixed("a `time::Duration`")?;
        Ok(Some(time::Duration::new(fixed.seconds, fixed.nanos)))
    },
    |duration| Duration::from_fixed(Fixed {
        seconds: duration.whole_seconds(),
        nanos: duration.subsec_nanoseconds(),
    })
}

ends! {
    OffsetDateTime as DateTime,
    PrimitiveDateTime as LocalDateTime,
    time::Date as Date,
    time::Duration as Duration,
}

/// In UTC, whatever the offset is.
fn in_utc(instant: OffsetDateTime) -> DateTime {
    match instant.checked_to_offset(UtcOffset::UTC) {
        Some(utc) => DateTime::from_utc(day(utc.date()), clock(utc.time())),
        // In UTC it is the day before or after all that a `Date` can be.
        None => {
            let (year, month, day) = match instant.year() {
                year @ 1.. => (year + 1, 1, 1),
                year => (year - 1, 12, 31),
            };
            let offset = time::Duration::seconds(instant.offset().whole_seconds().into());
            DateTime::from_utc(Day { year, month, day }, clock(instant.time() - offset))
        }
    }
}

fn date(day: Day) -> Option<time::Date> {
    let month = Month::try_from(day.month).ok()?;
    time::Date::from_calendar_date(day.year, month, day.day).ok()
}

fn day(date: time::Date) -> Day {
    Day {
        year: date.year(),
        month: u8::from(date.month()),
        day: date.day(),
    }
}

fn of_day(clock: Clock) -> Option<Time> {
    Time::from_hms_nano(clock.hour, clock.minute, clock.second, clock.nanos).ok()
}

fn clock(time: Time) -> Clock {
    Clock {
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        nanos: time.nanosecond(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_offset(text: &str, offset: Option<i32>) {
        let found = OffsetDateTime::try_from(&DateTime::new(text)).ok();
        let found = found.map(|instant| instant.offset().whole_seconds());
        assert_eq!(found, offset, "{text}");
    }

    #[test]
    fn an_offset_stays_and_a_value_beyond_the_range_is_refused() {
        check_offset("2024-01-01T00:00Z", Some(0));
        check_offset("2024-01-01T00:00+23:59", Some(86_340));
        check_offset("0000-01-01T00:00+23:59", Some(86_340));
        check_offset("9999-12-31T23:59+23:59", Some(86_340));
        check_offset("9999-12-31T23:59-23:59", None);
        check_offset("2024-01-01T00:00", None);
    }

    fn check_date(date: time::Date, text: &str) {
        assert_eq!(Date::from(date), text);
        let local = PrimitiveDateTime::new(date, Time::MIDNIGHT);
        let midnight = format!("{text}T00:00:00.000");
        assert_eq!(LocalDateTime::from(local), *midnight);
        let instant = local.assume_offset(UtcOffset::UTC);
        assert_eq!(DateTime::from(instant), *format!("{midnight}Z"));
    }

    #[test]
    fn the_ends_of_a_date_print() {
        check_date(time::Date::MAX, "9999-12-31");
        check_date(time::Date::MIN, "-009999-01-01");
    }

    #[test]
    fn an_instant_beyond_the_range_prints() {
        let noon = PrimitiveDateTime::new(time::Date::MAX, Time::MIDNIGHT).replace_hour(12);
        let west = UtcOffset::from_whole_seconds(-86_340);
        let instant = noon
            .ok()
            .zip(west.ok())
            .map(|(noon, west)| noon.assume_offset(west));
        let made = instant.map(DateTime::from).unwrap_or_default();
        assert_eq!(made, "+010000-01-01T11:59:00.000Z");
        let east = UtcOffset::from_whole_seconds(3_600);
        let first = PrimitiveDateTime::new(time::Date::MIN, Time::MIDNIGHT);
        let made = east.map(|east| DateTime::from(first.assume_offset(east)));
        assert_eq!(made.unwrap_or_default(), "-010000-12-31T23:00:00.000Z");
    }
}

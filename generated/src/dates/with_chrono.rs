//! Conversions from and to chrono, available with the feature `chrono-0_4`. In and out:
//! chrono's types. The only module that knows them.

use chrono::{
    Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};

use super::exact::{Fixed, conversion, ends};
use super::grammar::{Clock, Day};
use super::{Date, DateError, DateTime, Duration, IntervalEnd, LocalDateTime, LocalTime};

conversion! {
    /// ```
    /// use generated::dates::DateTime;
    ///
    /// let text = DateTime::new("2024-01-01T02:00+02:00");
    /// let instant = chrono::DateTime::<chrono::Utc>::try_from(&text)?;
    /// assert_eq!(instant.timestamp(), 1_704_067_200);
    /// assert_eq!(DateTime::from(instant), "2024-01-01T00:00:00.000Z");
    /// # Ok::<(), generated::dates::DateError>(())
    /// ```
    DateTime => chrono::DateTime<Utc>, "a `chrono::DateTime<Utc>`",
    |text| {
        let instant = text.parts()?.instant();
        Ok(chrono::DateTime::from_timestamp(instant.unix_seconds(), instant.nanoseconds()))
    }
}

conversion! {
    /// Keeps the offset.
    DateTime => chrono::DateTime<FixedOffset>, "a `chrono::DateTime<FixedOffset>`",
    |text| {
        let zoned = text.parts()?;
        let instant = zoned.instant();
        Ok(FixedOffset::east_opt(zoned.offset).and_then(|offset| {
            offset.timestamp_opt(instant.unix_seconds(), instant.nanoseconds()).single()
        }))
    }
}

/// In UTC, whatever the time zone is.
impl<Tz: TimeZone> From<chrono::DateTime<Tz>> for DateTime {
    fn from(instant: chrono::DateTime<Tz>) -> Self {
        let utc = instant.naive_utc();
        DateTime::from_utc(day(utc.date()), clock(utc.time()))
    }
}

impl<Tz: TimeZone> From<chrono::DateTime<Tz>> for IntervalEnd {
    fn from(instant: chrono::DateTime<Tz>) -> Self {
        DateTime::from(instant).into()
    }
}

conversion! {
    Date => NaiveDate, "a `chrono::NaiveDate`",
    |text| Ok(date(text.parts()?)),
    |date| Date::from(day(date).to_string())
}

conversion! {
    LocalDateTime => NaiveDateTime, "a `chrono::NaiveDateTime`",
    |text| {
        let local = text.parts()?;
        let both = date(local.day).zip(time(local.clock));
        Ok(both.map(|(date, time)| NaiveDateTime::new(date, time)))
    },
    |local| LocalDateTime::from_parts(day(local.date()), clock(local.time()))
}

conversion! {
    LocalTime => NaiveTime, "a `chrono::NaiveTime`",
    |text| Ok(time(text.parts()?)),
    |time| LocalTime::from(clock(time).to_string())
}

conversion! {
    /// Refuses years and months; a day is 24 hours.
    Duration => TimeDelta, "a `chrono::TimeDelta`",
    |text| {
        let fixed = text.fixed("a `chrono::TimeDelta`")?;
        let nanos = TimeDelta::nanoseconds(i64::from(fixed.nanos));
        let seconds = TimeDelta::try_seconds(fixed.seconds);
        Ok(seconds.and_then(|seconds| seconds.checked_add(&nanos)))
    },
    |delta| Duration::from_fixed(Fixed {
        seconds: delta.num_seconds(),
        nanos: delta.subsec_nanos(),
    })
}

ends! {
    NaiveDateTime as LocalDateTime,
    NaiveDate as Date,
    TimeDelta as Duration,
}

fn date(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, u32::from(day.month), u32::from(day.day))
}

fn day(date: NaiveDate) -> Day {
    // Months and days have two digits.
    Day {
        year: date.year(),
        month: date.month() as u8,
        day: date.day() as u8,
    }
}

fn time(clock: Clock) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(
        u32::from(clock.hour),
        u32::from(clock.minute),
        u32::from(clock.second),
        clock.nanos,
    )
}

fn clock(time: NaiveTime) -> Clock {
    // A leap second is nanoseconds beyond the second before it.
    let leap = time.nanosecond() / 1_000_000_000;
    Clock {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: (time.second() + leap) as u8,
        nanos: time.nanosecond() % 1_000_000_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_time(second: u32, nanos: u32, text: &str) {
        let time = NaiveTime::from_hms_nano_opt(23, 59, second, nanos);
        let made = time.map(LocalTime::from).unwrap_or_default();
        assert_eq!(made, text);
        if made.is_well_formed() {
            assert_eq!(NaiveTime::try_from(&made).ok(), time);
        }
    }

    #[test]
    fn a_leap_second_prints_and_is_not_well_formed() {
        check_time(59, 999_999_999, "23:59:59.999999999");
        check_time(59, 1_500_000_000, "23:59:60.500");
        assert!(!LocalTime::new("23:59:60.500").is_well_formed());
    }

    fn check_instant(instant: chrono::DateTime<Utc>, text: &str) {
        assert_eq!(DateTime::from(instant), text);
    }

    #[test]
    fn the_ends_of_a_date_time_print() {
        check_instant(
            chrono::DateTime::<Utc>::MIN_UTC,
            "-262143-01-01T00:00:00.000Z",
        );
        check_instant(
            chrono::DateTime::<Utc>::MAX_UTC,
            "+262142-12-31T23:59:59.999999999Z",
        );
    }

    fn check_offset(text: &str, offset: Option<i32>) {
        let found = chrono::DateTime::<FixedOffset>::try_from(&DateTime::new(text)).ok();
        let found = found.map(|instant| instant.offset().local_minus_utc());
        assert_eq!(found, offset, "{text}");
    }

    #[test]
    fn a_fixed_offset_stays() {
        check_offset("2024-01-01T00:00Z", Some(0));
        check_offset("2024-01-01T00:00+23:59", Some(86_340));
        check_offset("0000-01-01T00:00+23:59", Some(86_340));
        check_offset("9999-12-31T23:59-23:59", Some(-86_340));
        check_offset("2024-01-01T00:00", None);
    }

    #[test]
    fn a_duration_beyond_the_range_is_refused() {
        let long = Duration::new("P99999999999999D");
        assert!(TimeDelta::try_from(&long).is_err());
        assert_eq!(
            Duration::from(TimeDelta::MIN),
            "-P106751991167DT7H12M55.807S"
        );
    }
}

//! Conversions from and to jiff. In and out: jiff's types. The only module that knows them.
//!
//! Compiled once for each major version, as a module of `jiff_1` and of `jiff_0_2`: what is `jiff` here is
//! whatever the module around it calls so.
//!
//! jiff's numbers are signed; none of a parsed text is large enough to change by a cast.

use super::jiff;
use super::jiff::tz::Offset;
use super::jiff::{SignedDuration, Span, Timestamp, civil};
use crate::dates::exact::{Fixed, conversion, ends};
use crate::dates::grammar::{Clock, Day, Period};
use crate::dates::{Date, DateError, DateTime, Duration, LocalDateTime, LocalTime};

conversion! {
    DateTime => Timestamp, "a `jiff::Timestamp`",
    |text| {
        let instant = text.parts()?.instant();
        Ok(Timestamp::new(instant.unix_seconds(), instant.nanoseconds() as i32).ok())
    },
    |instant| {
        let utc = Offset::UTC.to_datetime(instant);
        DateTime::from_utc(day(utc.date()), clock(utc.time()))
    }
}

conversion! {
    Date => civil::Date, "a `jiff::civil::Date`",
    |text| Ok(date(text.parts()?)),
    |date| Date::from(day(date).to_string())
}

conversion! {
    LocalDateTime => civil::DateTime, "a `jiff::civil::DateTime`",
    |text| {
        let local = text.parts()?;
        let both = date(local.day).zip(time(local.clock));
        Ok(both.map(|(date, time)| civil::DateTime::from_parts(date, time)))
    },
    |local| LocalDateTime::from_parts(day(local.date()), clock(local.time()))
}

conversion! {
    LocalTime => civil::Time, "a `jiff::civil::Time`",
    |text| Ok(time(text.parts()?)),
    |time| LocalTime::from(clock(time).to_string())
}

conversion! {
    /// Keeps the units as they are written.
    Duration => Span, "a `jiff::Span`",
    |text| Ok(span(text.parts()?).ok()),
    from_span
}

conversion! {
    /// Refuses years and months; a day is 24 hours.
    Duration => SignedDuration, "a `jiff::SignedDuration`",
    |text| {
        let fixed = text.fixed("a `jiff::SignedDuration`")?;
        Ok(Some(SignedDuration::new(fixed.seconds, fixed.nanos)))
    },
    |duration| Duration::from_fixed(Fixed {
        seconds: duration.as_secs(),
        nanos: duration.subsec_nanos(),
    })
}

ends! {
    Timestamp as DateTime,
    civil::DateTime as LocalDateTime,
    civil::Date as Date,
    Span as Duration,
    SignedDuration as Duration,
}

/// Weeks become days, and units below the second its fraction; all other units stay as they are.
fn from_span(span: Span) -> Duration {
    let nanos = i128::from(span.get_seconds()) * 1_000_000_000
        + i128::from(span.get_milliseconds()) * 1_000_000
        + i128::from(span.get_microseconds()) * 1_000
        + i128::from(span.get_nanoseconds());
    let nanos = nanos.unsigned_abs();
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    let period = Period {
        negative: span.is_negative(),
        years: u64::from(span.get_years().unsigned_abs()),
        months: u64::from(span.get_months().unsigned_abs()),
        weeks: 0,
        days: days.unsigned_abs(),
        hours: u64::from(span.get_hours().unsigned_abs()),
        minutes: span.get_minutes().unsigned_abs(),
        // All four numbers together stay below 2⁴² seconds.
        seconds: (nanos / 1_000_000_000) as u64,
        nanos: (nanos % 1_000_000_000) as u32,
    };
    Duration::from(period.to_string())
}

fn date(day: Day) -> Option<civil::Date> {
    civil::Date::new(day.year as i16, day.month as i8, day.day as i8).ok()
}

fn day(date: civil::Date) -> Day {
    Day {
        year: i32::from(date.year()),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    }
}

fn time(clock: Clock) -> Option<civil::Time> {
    civil::Time::new(
        clock.hour as i8,
        clock.minute as i8,
        clock.second as i8,
        clock.nanos as i32,
    )
    .ok()
}

fn clock(time: civil::Time) -> Clock {
    Clock {
        hour: time.hour().unsigned_abs(),
        minute: time.minute().unsigned_abs(),
        second: time.second().unsigned_abs(),
        nanos: time.subsec_nanosecond().unsigned_abs(),
    }
}

fn span(period: Period) -> Result<Span, jiff::Error> {
    let nanos = period.nanos;
    let span = Span::new()
        .try_years(period.years as i64)?
        .try_months(period.months as i64)?
        .try_weeks(period.weeks as i64)?
        .try_days(period.days as i64)?
        .try_hours(period.hours as i64)?
        .try_minutes(period.minutes as i64)?
        .try_seconds(period.seconds as i64)?
        .try_milliseconds(nanos / 1_000_000)?
        .try_microseconds(nanos / 1_000 % 1_000)?
        .try_nanoseconds(nanos % 1_000)?;
    Ok(if period.negative { span.negate() } else { span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_span(text: &str, canonical: Option<&str>) {
        let span = Span::try_from(&Duration::new(text)).ok();
        let back = span.map(|span| Duration::from(span).into_string());
        assert_eq!(back.as_deref(), canonical, "{text}");
    }

    #[test]
    fn a_span_keeps_every_unit_but_weeks() {
        check_span("P1DT12H", Some("P1DT12H"));
        check_span("P1Y2M3DT4H5M6.007008009S", Some("P1Y2M3DT4H5M6.007008009S"));
        check_span("PT90M", Some("PT90M"));
        check_span("P2W1D", Some("P15D"));
        check_span("-P1M", Some("-P1M"));
        check_span("P0D", Some("PT0S"));
        check_span("P19999Y", None);
        check_span("P999999999999999999D", None);
        check_span("P1", None);
    }

    #[test]
    fn the_finest_units_of_a_span_add_up() {
        let span = Span::new().seconds(1).milliseconds(2_500).nanoseconds(1);
        assert_eq!(Duration::from(span), "PT3.500000001S");
    }

    fn check_extreme(instant: Timestamp, text: &str) {
        let made = DateTime::from(instant);
        assert_eq!(made, text);
        if made.is_well_formed() {
            assert_eq!(Timestamp::try_from(&made), Ok(instant));
        }
    }

    #[test]
    fn the_ends_of_a_timestamp_print() {
        check_extreme(Timestamp::MIN, "-009999-01-02T01:59:59.000Z");
        check_extreme(Timestamp::MAX, "9999-12-30T22:00:00.999999999Z");
        check_extreme(Timestamp::UNIX_EPOCH, "1970-01-01T00:00:00.000Z");
    }
}

//! Claims about all types and time crates at once: they agree, and no text
//! makes any of them panic.

use super::*;

/// Every text goes through everything that reads texts.
fn read(text: &str) {
    let _ = Date::new(text).check();
    let _ = LocalTime::new(text).check();
    let _ = DateTime::new(text).check().map_err(|e| e.to_string());
    let _ = LocalDateTime::new(text).check();
    let _ = Duration::new(text).check();
    let _ = Interval::new(text).ends();
    #[cfg(feature = "jiff-1")]
    {
        use ::jiff_1::{SignedDuration, Span, Timestamp, civil};
        let _ = Timestamp::try_from(&DateTime::new(text)).map(DateTime::from);
        let _ = civil::Date::try_from(&Date::new(text)).map(Date::from);
        let _ = civil::DateTime::try_from(&LocalDateTime::new(text)).map(LocalDateTime::from);
        let _ = civil::Time::try_from(&LocalTime::new(text)).map(LocalTime::from);
        let _ = Span::try_from(&Duration::new(text)).map(Duration::from);
        let _ = SignedDuration::try_from(&Duration::new(text)).map(Duration::from);
    }
    #[cfg(feature = "jiff-0_2")]
    {
        use ::jiff::{SignedDuration, Span, Timestamp, civil};
        let _ = Timestamp::try_from(&DateTime::new(text)).map(DateTime::from);
        let _ = civil::Date::try_from(&Date::new(text)).map(Date::from);
        let _ = civil::DateTime::try_from(&LocalDateTime::new(text)).map(LocalDateTime::from);
        let _ = civil::Time::try_from(&LocalTime::new(text)).map(LocalTime::from);
        let _ = Span::try_from(&Duration::new(text)).map(Duration::from);
        let _ = SignedDuration::try_from(&Duration::new(text)).map(Duration::from);
    }
    #[cfg(feature = "chrono-0_4")]
    {
        use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
        let _ = chrono::DateTime::<Utc>::try_from(&DateTime::new(text)).map(DateTime::from);
        let _ = chrono::DateTime::<FixedOffset>::try_from(&DateTime::new(text)).map(DateTime::from);
        let _ = NaiveDate::try_from(&Date::new(text)).map(Date::from);
        let _ = NaiveDateTime::try_from(&LocalDateTime::new(text)).map(LocalDateTime::from);
        let _ = NaiveTime::try_from(&LocalTime::new(text)).map(LocalTime::from);
        let _ = TimeDelta::try_from(&Duration::new(text)).map(Duration::from);
    }
    #[cfg(feature = "time-0_3")]
    {
        use time::{OffsetDateTime, PrimitiveDateTime, Time};
        let _ = OffsetDateTime::try_from(&DateTime::new(text)).map(DateTime::from);
        let _ = time::Date::try_from(&Date::new(text)).map(Date::from);
        let _ = PrimitiveDateTime::try_from(&LocalDateTime::new(text)).map(LocalDateTime::from);
        let _ = Time::try_from(&LocalTime::new(text)).map(LocalTime::from);
        let _ = time::Duration::try_from(&Duration::new(text)).map(Duration::from);
    }
}

/// Numbers that look random and are the same on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn letter(&mut self) -> char {
        let letters = "0123456789-+:.TZP/ WDHMSYé";
        let chosen = self.below(letters.chars().count());
        letters.chars().nth(chosen).unwrap_or_default()
    }
}

#[test]
fn no_short_text_makes_anything_panic() {
    let mut dice = Dice(0x5eed);
    for _ in 0..20_000 {
        let length = dice.below(34);
        let text: String = (0..length).map(|_| dice.letter()).collect();
        read(&text);
    }
}

#[test]
fn no_text_close_to_a_good_one_makes_anything_panic() {
    let good = [
        "0000-01-01T00:00:00.000000000+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
        "2024-02-29T12:00Z",
        "2024-02-29",
        "23:59:59.999",
        "2024-01-01T00:00:00Z/2024-01-02T00:00:00Z",
        "2024-01-01/P1D",
        "-P9Y9M9W9DT9H9M9.999999999S",
        "P999999999999999999W",
    ];
    let mut dice = Dice(0xda7e);
    for _ in 0..5_000 {
        for text in good {
            let mut letters: Vec<char> = text.chars().collect();
            for _ in 0..=dice.below(3) {
                let place = dice.below(letters.len());
                letters[place] = dice.letter();
            }
            read(&letters.into_iter().collect::<String>());
        }
    }
}

#[cfg(all(feature = "jiff-0_2", feature = "chrono-0_4", feature = "time-0_3"))]
mod agreement {
    use super::*;
    use ::time::{OffsetDateTime, PrimitiveDateTime};
    use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    use jiff::{SignedDuration, Timestamp, civil};

    /// Three crates' texts of one value, or `None` from all of them.
    fn check<T: PartialEq<&'static str> + std::fmt::Debug>(
        text: &str,
        found: [Option<T>; 3],
        canonical: Option<&'static str>,
    ) {
        for found in found {
            assert_eq!(found.is_some(), canonical.is_some(), "{text}");
            if let Some((found, canonical)) = found.zip(canonical) {
                assert_eq!(found, canonical, "{text}");
            }
        }
    }

    fn check_instant(text: &str, canonical: Option<&'static str>) {
        let value = DateTime::new(text);
        let jiff = Timestamp::try_from(&value).ok();
        let chrono = chrono::DateTime::<Utc>::try_from(&value).ok();
        let fixed = chrono::DateTime::<FixedOffset>::try_from(&value).ok();
        let time = OffsetDateTime::try_from(&value).ok();
        // Their own idea of the instant, not only our text of it.
        let nanos = jiff.map(|instant| instant.as_nanosecond());
        assert_eq!(time.map(|i| i.unix_timestamp_nanos()), nanos, "{text}");
        let whole = chrono.map(|i| i128::from(i.timestamp()) * 1_000_000_000);
        let part = chrono.map(|i| i128::from(i.timestamp_subsec_nanos()));
        assert_eq!(whole.zip(part).map(|(a, b)| a + b), nanos, "{text}");
        assert_eq!(fixed.map(|i| i.to_utc()), chrono, "{text}");
        check(
            text,
            [
                jiff.map(DateTime::from),
                chrono.map(DateTime::from),
                time.map(DateTime::from),
            ],
            canonical,
        );
    }

    #[test]
    fn on_instants() {
        let midnight = Some("2024-01-01T00:00:00.000Z");
        check_instant("2024-01-01T00:00:00.000Z", midnight);
        check_instant("2024-01-01T00:00Z", midnight);
        check_instant("2024-01-01T02:00:00+02:00", midnight);
        check_instant("2024-01-01T02:00:00.0+02", midnight);
        check_instant("2023-12-31T15:30:00-0830", midnight);
        check_instant("2023-12-31T00:01-23:59", midnight);
        check_instant("2024-01-01T23:59+23:59", midnight);
        check_instant("1969-12-31T23:59:59.5Z", Some("1969-12-31T23:59:59.500Z"));
        check_instant(
            "1901-02-03T04:05:06.123456789Z",
            Some("1901-02-03T04:05:06.123456789Z"),
        );
        check_instant(
            "1969-12-31T23:59:59.999999999Z",
            Some("1969-12-31T23:59:59.999999999Z"),
        );
        check_instant("0000-02-29T00:00Z", Some("0000-02-29T00:00:00.000Z"));
        check_instant(
            "0000-01-01T00:00+00:01",
            Some("-000001-12-31T23:59:00.000Z"),
        );
        check_instant("9999-12-30T22:00Z", Some("9999-12-30T22:00:00.000Z"));
        check_instant("2021-04-2T15:30:51.418Z", None);
        check_instant("2024-01-01T00:00:00", None);
        check_instant("2024-01-01", None);
        check_instant("2016-12-31T23:59:60Z", None);
        check_instant("2024-01-01T24:00:00Z", None);
        check_instant("", None);
    }

    #[test]
    fn on_instants_but_for_the_last_day_of_the_range() {
        let late = DateTime::new("9999-12-31T23:59:59Z");
        let error = Timestamp::try_from(&late).map_err(|error| error.to_string());
        assert_eq!(
            error,
            Err("`9999-12-31T23:59:59Z` is not a `jiff::Timestamp`: \
                 expected a value within the range of that type"
                .to_owned())
        );
        assert!(chrono::DateTime::<Utc>::try_from(&late).is_ok());
        assert!(OffsetDateTime::try_from(&late).is_ok());
    }

    fn check_date(text: &str, canonical: Option<&'static str>) {
        let value = Date::new(text);
        let found = [
            civil::Date::try_from(&value).ok().map(Date::from),
            NaiveDate::try_from(&value).ok().map(Date::from),
            ::time::Date::try_from(&value).ok().map(Date::from),
        ];
        check(text, found, canonical);
    }

    #[test]
    fn on_dates() {
        check_date("2024-02-29", Some("2024-02-29"));
        check_date("0000-01-01", Some("0000-01-01"));
        check_date("9999-12-31", Some("9999-12-31"));
        check_date("2023-02-29", None);
        check_date("2021-04-2", None);
    }

    fn check_local(text: &str, canonical: Option<&'static str>) {
        let value = LocalDateTime::new(text);
        let found = [
            civil::DateTime::try_from(&value)
                .ok()
                .map(LocalDateTime::from),
            NaiveDateTime::try_from(&value)
                .ok()
                .map(LocalDateTime::from),
            PrimitiveDateTime::try_from(&value)
                .ok()
                .map(LocalDateTime::from),
        ];
        check(text, found, canonical);
    }

    #[test]
    fn on_local_date_times() {
        check_local("2024-02-29T12:00", Some("2024-02-29T12:00:00.000"));
        check_local("0000-01-01T00:00:00.1", Some("0000-01-01T00:00:00.100"));
        check_local(
            "9999-12-31T23:59:59.999999999",
            Some("9999-12-31T23:59:59.999999999"),
        );
        check_local("2024-02-29T12:00Z", None);
        check_local("2024-02-29", None);
    }

    fn check_time(text: &str, canonical: Option<&'static str>) {
        let value = LocalTime::new(text);
        let found = [
            civil::Time::try_from(&value).ok().map(LocalTime::from),
            NaiveTime::try_from(&value).ok().map(LocalTime::from),
            ::time::Time::try_from(&value).ok().map(LocalTime::from),
        ];
        check(text, found, canonical);
    }

    #[test]
    fn on_times_of_day() {
        check_time("00:00", Some("00:00:00.000"));
        check_time("23:59:59.999999999", Some("23:59:59.999999999"));
        check_time("12:30:00.25", Some("12:30:00.250"));
        check_time("24:00", None);
        check_time("23:59:60", None);
    }

    fn check_duration(text: &str, canonical: Option<&'static str>) {
        let value = Duration::new(text);
        let found = [
            SignedDuration::try_from(&value).ok().map(Duration::from),
            TimeDelta::try_from(&value).ok().map(Duration::from),
            ::time::Duration::try_from(&value).ok().map(Duration::from),
        ];
        check(text, found, canonical);
    }

    #[test]
    fn on_intervals() {
        let day = |from: &str| civil::Date::try_from(Date::new(from)).ok();
        let noon = |from: &str| OffsetDateTime::try_from(DateTime::new(from)).ok();
        let length = TimeDelta::try_from(Duration::new("P1D")).ok();
        let interval = day("2024-01-01")
            .zip(length)
            .map(|(day, length)| Interval::between(day, length));
        assert_eq!(interval.unwrap_or_default(), "2024-01-01/P1D");
        let start = noon("2024-01-01T12:00+01:00");
        let end = Timestamp::try_from(DateTime::new("2024-01-02T00:00Z")).ok();
        let interval = start
            .zip(end)
            .map(|(start, end)| Interval::between(start, end));
        let text = "2024-01-01T11:00:00.000Z/2024-01-02T00:00:00.000Z";
        assert_eq!(interval.unwrap_or_default(), text);
    }

    #[test]
    fn on_durations() {
        check_duration("P1DT12H", Some("P1DT12H"));
        check_duration("P01DT08H30M", Some("P1DT8H30M"));
        check_duration("P1W", Some("P7D"));
        check_duration("PT0.000000001S", Some("PT0.000000001S"));
        check_duration("-PT0.5S", Some("-PT0.5S"));
        check_duration("-PT1.5S", Some("-PT1.5S"));
        check_duration("P0D", Some("PT0S"));
        check_duration("P1M", None);
        check_duration("P1Y", None);
        check_duration("P1", None);
    }
}

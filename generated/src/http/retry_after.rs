//! The value of the header `retry-after`: seconds, or one of the three forms of a date (RFC 9110, 5.6.7).

use std::time::{Duration, SystemTime};

use crate::dates::DateTime;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the pause from `now` on, in seconds since 1970.
pub(super) fn pause(text: &str, now: i64) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Some centuries more or less make no difference.
        return Some(Duration::from_secs(text.parse().unwrap_or(u32::MAX.into())));
    }
    let seconds = date(text, now)?.saturating_sub(now);
    Some(Duration::from_secs(seconds.try_into().unwrap_or(0)))
}

/// Returns the seconds since 1970 of a date. The form with two digits of the year means the last year with
/// these digits that is at most 50 years ahead.
pub(super) fn date(text: &str, now: i64) -> Option<i64> {
    let parts: Vec<_> = text
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month, year, time) = match parts[..] {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    let digits = year.len();
    let mut year: i64 = year.parse().ok()?;
    if digits == 2 {
        let this_year = 1970 + now / 31_556_952;
        year += this_year - this_year.rem_euclid(100) + 100;
        while year > this_year + 50 {
            year -= 100;
        }
    }
    // The grammar of dates finds what no calendar has.
    let text = format!("{year:04}-{month:02}-{day:0>2}T{time}Z");
    Some(DateTime::new(text).instant()?.unix_seconds())
}

pub(super) fn unix_seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs().try_into().unwrap_or(i64::MAX))
}

//! Periods such as `P1DT12H`. In: a text. Out: its numbers, and back.
//!
//! ```text
//! period = [ "-" ] "P" [ n "Y" ] [ n "M" ] [ n "W" ] [ n "D" ]
//!          [ "T" [ n "H" ] [ n "M" ] [ n [ "." 1 to 9 digits ] "S" ] ]
//! ```
//!
//! with at least one number, and one after a `T`. Weeks may stand next to other
//! units, and a sign may stand in front: both are from ISO 8601-2, and jiff
//! prints both. A fraction is for seconds alone.

use std::fmt;

use super::{Cursor, Fault};

const NUMBERS: &str = "numbers with their units, in the order `Y`, `M`, `W`, `D`, `T`, `H`, \
                       `M`, `S`, each of at most 18 digits, with a fraction for `S` alone";

/// The numbers of a period, as written: sixty minutes are not an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) negative: bool,
    pub(crate) years: u64,
    pub(crate) months: u64,
    pub(crate) weeks: u64,
    pub(crate) days: u64,
    pub(crate) hours: u64,
    pub(crate) minutes: u64,
    pub(crate) seconds: u64,
    pub(crate) nanos: u32,
}

pub(crate) fn period(text: &str) -> Result<Period, Fault> {
    let mut cursor = Cursor::new(text);
    let negative = cursor.eat(b'-');
    cursor.expect(b'P', "`P`")?;
    let units = [b'Y', b'M', b'W', b'D'].map(|unit| whole(&mut cursor, unit));
    let mut some = units.iter().any(Option::is_some);
    let [years, months, weeks, days] = units.map(Option::unwrap_or_default);
    let mut period = Period {
        negative,
        years,
        months,
        weeks,
        days,
        ..Period::default()
    };
    if cursor.eat(b'T') {
        let hours = whole(&mut cursor, b'H');
        let minutes = whole(&mut cursor, b'M');
        let seconds = fractional(&mut cursor, b'S');
        some = hours.is_some() || minutes.is_some() || seconds.is_some();
        period.hours = hours.unwrap_or_default();
        period.minutes = minutes.unwrap_or_default();
        (period.seconds, period.nanos) = seconds.unwrap_or_default();
    }
    if some && cursor.at_end() {
        Ok(period)
    } else {
        Err(cursor.fault(NUMBERS))
    }
}

/// Digits and their unit; or nothing, and the cursor stays.
fn whole(cursor: &mut Cursor<'_>, unit: u8) -> Option<u64> {
    let mut ahead = *cursor;
    let number = number(&mut ahead)?;
    ahead.eat(unit).then(|| {
        *cursor = ahead;
        number
    })
}

/// The same with a fraction, in nanoseconds.
fn fractional(cursor: &mut Cursor<'_>, unit: u8) -> Option<(u64, u32)> {
    let mut ahead = *cursor;
    let number = number(&mut ahead)?;
    let nanos = ahead.fraction().ok()?;
    ahead.eat(unit).then(|| {
        *cursor = ahead;
        (number, nanos)
    })
}

/// One to 18 digits: such a number fits an `i64`, and no sum of them, in
/// seconds, overflows an `i128`.
fn number(cursor: &mut Cursor<'_>) -> Option<u64> {
    let mut number = u64::from(cursor.digit()?);
    for _ in 1..18 {
        match cursor.digit() {
            Some(digit) => number = number * 10 + u64::from(digit),
            None => break,
        }
    }
    Some(number)
}

/// Canonical text: no unit that is zero, `PT0S` where all are.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negative { "-P" } else { "P" })?;
        let date = [
            (self.years, 'Y'),
            (self.months, 'M'),
            (self.weeks, 'W'),
            (self.days, 'D'),
        ];
        let time = [(self.hours, 'H'), (self.minutes, 'M')];
        let no_seconds = self.seconds == 0 && self.nanos == 0;
        write_units(f, &date)?;
        if no_seconds && time.iter().all(|unit| unit.0 == 0) {
            let zero = date.iter().all(|unit| unit.0 == 0);
            return f.write_str(if zero { "T0S" } else { "" });
        }
        f.write_str("T")?;
        write_units(f, &time)?;
        match self.nanos {
            0 if no_seconds => Ok(()),
            0 => write!(f, "{}S", self.seconds),
            nanos => {
                let digits = format!("{nanos:09}");
                write!(f, "{}.{}S", self.seconds, digits.trim_end_matches('0'))
            }
        }
    }
}

fn write_units(f: &mut fmt::Formatter<'_>, units: &[(u64, char)]) -> fmt::Result {
    units
        .iter()
        .filter(|(number, _)| *number != 0)
        .try_for_each(|(number, unit)| write!(f, "{number}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The canonical text of what was read, or the place of the fault.
    fn check(text: &str, expected: Result<&str, usize>) {
        let found = period(text).map(|period| period.to_string());
        let found = found.map_err(|fault| fault.at);
        assert_eq!(found, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn a_period_keeps_its_units() {
        check("P1D", Ok("P1D"));
        check("P1DT12H", Ok("P1DT12H"));
        check("P01DT08H30M", Ok("P1DT8H30M"));
        check("P01DT00H", Ok("P1D"));
        check("P1M10DT2H30M", Ok("P1M10DT2H30M"));
        check("P1Y2M3W4DT5H6M7.89S", Ok("P1Y2M3W4DT5H6M7.89S"));
        check("PT90M", Ok("PT90M"));
        check("PT0.000000001S", Ok("PT0.000000001S"));
        check("P0D", Ok("PT0S"));
        check("-PT36H", Ok("-PT36H"));
        check("P999999999999999999D", Ok("P999999999999999999D"));
    }

    #[test]
    fn a_period_needs_order_units_and_numbers() {
        check("", Err(0));
        check("P", Err(1));
        check("PT", Err(2));
        check("P1DT", Err(4));
        check("1D", Err(0));
        check("p1d", Err(0));
        check("+P1D", Err(0));
        check("P-1D", Err(1));
        check("P1", Err(1));
        check("P1D2Y", Err(3));
        check("P1H", Err(1));
        check("PT1D", Err(2));
        check("P1.5D", Err(1));
        check("PT1.5H", Err(2));
        check("PT1.S", Err(2));
        check("PT1.0000000001S", Err(2));
        check("P1000000000000000000D", Err(1));
        check("P1Dé", Err(3));
    }
}

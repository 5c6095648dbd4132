//! The one parser of dates and times. In: a text. Out: numbers, or the first
//! place where the text leaves the grammar.
//!
//! The grammar is the part of ISO 8601's extended format that the API is seen
//! to use. Beyond the API's own patterns it takes what RFC 3339 takes: any
//! fraction of up to nine digits, an offset instead of `Z`; and two forms that
//! only ISO 8601 has: no seconds (`12:30Z`), short offsets (`+0200`, `+02`).
//!
//! ```text
//! day    = yyyy "-" MM "-" dd
//! clock  = HH ":" mm [ ":" ss [ "." 1 to 9 digits ] ]
//! offset = "Z" / ( "+" / "-" ) hh [ [ ":" ] mm ]
//! ```
//!
//! A `:60` is refused although RFC 3339 allows it: each of the three time
//! crates does something else with a leap second, and a conversion that moves
//! a time silently is worse than none. So is `24:00`, which RFC 3339 excludes.
//!
//! The generator compiles this folder as well, to judge recorded payloads; so it
//! knows nothing beyond itself.

mod parts;
mod period;

use std::ops::RangeInclusive;

pub(crate) use parts::{Clock, Day, Local, Zoned, month_length};
pub(crate) use period::{Period, period};

/// The three kinds of point in time that a text can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    Date,
    LocalDateTime,
    DateTime,
}

pub(crate) fn date(text: &str) -> Result<Day, Fault> {
    let mut cursor = Cursor::new(text);
    let day = cursor.day()?;
    cursor.end(day)
}

pub(crate) fn local_time(text: &str) -> Result<Clock, Fault> {
    let mut cursor = Cursor::new(text);
    let clock = cursor.clock()?;
    cursor.end(clock)
}

pub(crate) fn local_date_time(text: &str) -> Result<Local, Fault> {
    let mut cursor = Cursor::new(text);
    let local = cursor.local()?;
    cursor.end(local)
}

pub(crate) fn date_time(text: &str) -> Result<Zoned, Fault> {
    let mut cursor = Cursor::new(text);
    let local = cursor.local()?;
    let offset = cursor.offset()?;
    cursor.end(Zoned { local, offset })
}

/// Tells a date from a date-time with or without an offset.
pub(crate) fn point(text: &str) -> Result<Point, Fault> {
    let mut cursor = Cursor::new(text);
    let day = cursor.day()?;
    if cursor.at_end() {
        return Ok(Point::Date);
    }
    cursor.clock_of(day)?;
    if cursor.at_end() {
        return Ok(Point::LocalDateTime);
    }
    cursor.offset()?;
    cursor.end(Point::DateTime)
}

/// An interval's two halves, still text.
pub(crate) struct Halves<'t> {
    pub(crate) start: Half<'t>,
    pub(crate) end: Half<'t>,
}

pub(crate) struct Half<'t> {
    pub(crate) text: &'t str,
    /// `None`: a period.
    pub(crate) point: Option<Point>,
}

pub(crate) fn halves(text: &str) -> Result<Halves<'_>, Fault> {
    let missing = Fault {
        expected: "two ends with a `/` between",
        at: text.len(),
    };
    let (start, end) = text.split_once('/').ok_or(missing)?;
    let second = start.len() + 1;
    let start = half(start)?;
    let end = half(end).map_err(|fault| fault.shifted(second))?;
    let odd = match (start.point, end.point) {
        (None, None) => "a date or date-time at one end at least",
        // ISO 8601 lets the end take over the start's zone; taking the text at
        // its word would be another instant. No recorded payload has this.
        (Some(Point::DateTime), Some(Point::LocalDateTime))
        | (Some(Point::LocalDateTime), Some(Point::DateTime)) => {
            "a time zone at both ends or at neither"
        }
        _ => return Ok(Halves { start, end }),
    };
    Err(Fault {
        expected: odd,
        at: second,
    })
}

fn half(text: &str) -> Result<Half<'_>, Fault> {
    let point = if text.starts_with(['P', '-']) {
        period(text).map(|_| None)?
    } else {
        Some(point(text)?)
    };
    Ok(Half { text, point })
}

/// A place in a text. A copy remembers a place to go back to.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Cursor {
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    pub(crate) fn fault(&self, expected: &'static str) -> Fault {
        Fault {
            expected,
            at: self.at,
        }
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// `read`, if it was everything.
    fn end<T>(&self, read: T) -> Result<T, Fault> {
        if self.at_end() {
            Ok(read)
        } else {
            Err(self.fault("nothing more"))
        }
    }

    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), Fault> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.fault(expected))
        }
    }

    pub(crate) fn digit(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        let digit = byte.is_ascii_digit().then(|| byte - b'0')?;
        self.at += 1;
        Some(digit)
    }

    /// Exactly two digits, and within the range. Blames their first place.
    fn two(&mut self, range: RangeInclusive<u8>, expected: &'static str) -> Result<u8, Fault> {
        let start = *self;
        match (self.digit(), self.digit()) {
            (Some(tens), Some(ones)) if range.contains(&(tens * 10 + ones)) => Ok(tens * 10 + ones),
            _ => Err(start.fault(expected)),
        }
    }

    fn day(&mut self) -> Result<Day, Fault> {
        let century = self.two(0..=99, "a year of four digits")?;
        let of_century = self.two(0..=99, "a year of four digits")?;
        let year = i32::from(century) * 100 + i32::from(of_century);
        self.expect(b'-', "`-` and a month")?;
        let month = self.two(1..=12, "a month from 01 to 12")?;
        self.expect(b'-', "`-` and a day")?;
        let length = month_length(year, month);
        let day = self.two(1..=length, "a day that the month has, in two digits")?;
        Ok(Day { year, month, day })
    }

    fn local(&mut self) -> Result<Local, Fault> {
        let day = self.day()?;
        self.clock_of(day)
    }

    fn clock_of(&mut self, day: Day) -> Result<Local, Fault> {
        self.expect(b'T', "`T` and a time of day")?;
        let clock = self.clock()?;
        Ok(Local { day, clock })
    }

    fn clock(&mut self) -> Result<Clock, Fault> {
        let hour = self.two(0..=23, "an hour from 00 to 23")?;
        self.expect(b':', "`:` and minutes")?;
        let minute = self.two(0..=59, "minutes from 00 to 59")?;
        let (mut second, mut nanos) = (0, 0);
        if self.eat(b':') {
            second = self.two(0..=59, "seconds from 00 to 59 (leap seconds are refused)")?;
            nanos = self.fraction()?;
        }
        Ok(Clock {
            hour,
            minute,
            second,
            nanos,
        })
    }

    /// Nanoseconds of a fraction; zero where there is none.
    pub(crate) fn fraction(&mut self) -> Result<u32, Fault> {
        if !self.eat(b'.') {
            return Ok(0);
        }
        let start = *self;
        let (mut nanos, mut unit) = (0, 100_000_000);
        while let Some(digit) = self.digit() {
            nanos += u32::from(digit) * unit;
            unit /= 10;
        }
        if (1..=9).contains(&(self.at - start.at)) {
            Ok(nanos)
        } else {
            Err(start.fault("a fraction of one to nine digits"))
        }
    }

    /// Seconds east of UTC. `-00:00`, by which RFC 3339 says that the local
    /// time is unknown, is the instant that it names: zero.
    fn offset(&mut self) -> Result<i32, Fault> {
        let sign = if self.eat(b'Z') {
            return Ok(0);
        } else if self.eat(b'+') {
            1
        } else if self.eat(b'-') {
            -1
        } else {
            return Err(self.fault("`Z` or an offset such as `+02:00`"));
        };
        let hours = self.two(0..=23, "hours of an offset, from 00 to 23")?;
        let minutes = if self.eat(b':') || !self.at_end() {
            self.two(0..=59, "minutes of an offset, from 00 to 59")?
        } else {
            0
        };
        Ok(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60))
    }
}

/// The place where a text leaves the grammar, and the characters that the grammar allows there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) expected: &'static str,
    /// The byte that does not fit, or the text's length where it ends early.
    pub(crate) at: usize,
}

impl Fault {
    /// The same fault in a text that has `bytes` more in front.
    pub(crate) fn shifted(self, bytes: usize) -> Self {
        Fault {
            at: self.at + bytes,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;

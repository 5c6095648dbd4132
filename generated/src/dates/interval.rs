//! Intervals. In: the text, or two ends. Out: two typed ends, or the text.

use std::fmt;

use super::error::DateError;
use super::grammar::{Half, Halves, Point, halves};
use super::newtype::text_type;
use super::{Date, DateTime, Duration, LocalDateTime};

text_type! {
    /// A span between two ends: `2024-01-01T00:00:00.000Z/2024-01-02T00:00:00.000Z`.
    ///
    /// The API's words: "Intervals are represented as an ISO-8601 string. For
    /// example: YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss", in places with a `Z`
    /// at both ends.
    ///
    /// Well formed are two ends with one `/` between, each a [`DateTime`], a
    /// [`LocalDateTime`] or a [`Date`], or one of them a [`Duration`]; see
    /// [`ends`](Interval::ends). Whether the start is before the end is not
    /// looked at. ISO 8601 has more, which is refused: an end that leaves out
    /// what it shares with the start (`2024-01-01/15`, or a time zone at one
    /// end alone), open ends (`2024-01-01/..`), repetitions (`R2/…`).
    Interval, halves => Halves<'_>, "an interval"
}

/// One end of an [`Interval`], as precise as the text says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IntervalEnd {
    /// An instant: `2024-01-01T00:00:00Z`.
    DateTime(DateTime),
    /// A local time, in a zone that is known from elsewhere: `2024-01-01T00:00:00`.
    LocalDateTime(LocalDateTime),
    /// A day: `2024-01-01`. Whether an interval that ends with a day includes
    /// it is for the operation to say; ISO 8601 leaves it open.
    Date(Date),
    /// The distance from the other end: `P1D`.
    Duration(Duration),
}

impl Interval {
    /// The interval between two ends, in their own words, or in those of a time crate's types.
    ///
    /// The ends are not looked at: whether they make sense together,
    /// [`is_well_formed`](Interval::is_well_formed) can tell.
    ///
    /// ```
    /// use generated::dates::{Date, Duration, Interval};
    ///
    /// let day = Interval::between(Date::new("2024-01-01"), Duration::new("P1D"));
    /// assert_eq!(day, "2024-01-01/P1D");
    /// ```
    pub fn between(start: impl Into<IntervalEnd>, end: impl Into<IntervalEnd>) -> Self {
        Interval::from(format!("{}/{}", start.into(), end.into()))
    }

    /// The start and the end.
    ///
    /// ```
    /// use generated::dates::{DateError, Interval, IntervalEnd};
    ///
    /// let interval = Interval::new("2024-01-01T00:00:00Z/P1D");
    /// let (start, end) = interval.ends()?;
    /// assert_eq!(start, IntervalEnd::DateTime("2024-01-01T00:00:00Z".into()));
    /// assert_eq!(end, IntervalEnd::Duration("P1D".into()));
    /// # Ok::<(), DateError>(())
    /// ```
    pub fn ends(&self) -> Result<(IntervalEnd, IntervalEnd), DateError> {
        let halves = self.parts()?;
        Ok((typed(&halves.start), typed(&halves.end)))
    }
}

impl IntervalEnd {
    /// The end's text.
    pub fn as_str(&self) -> &str {
        match self {
            IntervalEnd::DateTime(end) => end.as_str(),
            IntervalEnd::LocalDateTime(end) => end.as_str(),
            IntervalEnd::Date(end) => end.as_str(),
            IntervalEnd::Duration(end) => end.as_str(),
        }
    }
}

impl fmt::Display for IntervalEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl From<DateTime> for IntervalEnd {
    fn from(end: DateTime) -> Self {
        IntervalEnd::DateTime(end)
    }
}

impl From<LocalDateTime> for IntervalEnd {
    fn from(end: LocalDateTime) -> Self {
        IntervalEnd::LocalDateTime(end)
    }
}

impl From<Date> for IntervalEnd {
    fn from(end: Date) -> Self {
        IntervalEnd::Date(end)
    }
}

impl From<Duration> for IntervalEnd {
    fn from(end: Duration) -> Self {
        IntervalEnd::Duration(end)
    }
}

fn typed(half: &Half<'_>) -> IntervalEnd {
    match half.point {
        Some(Point::DateTime) => DateTime::from(half.text).into(),
        Some(Point::LocalDateTime) => LocalDateTime::from(half.text).into(),
        Some(Point::Date) => Date::from(half.text).into(),
        None => Duration::from(half.text).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of the two ends, by their first letters, or the fault's place.
    fn check(text: &str, expected: Result<&str, &str>) {
        let interval = Interval::from(text);
        assert_eq!(interval.is_well_formed(), expected.is_ok(), "{text}");
        let found = interval.ends().map(|(start, end)| {
            assert_eq!(Interval::between(start.clone(), end.clone()), interval);
            format!("{}{}", letter(&start), letter(&end))
        });
        match (found, expected) {
            (Ok(found), Ok(kinds)) => assert_eq!(found, kinds, "{text}"),
            (Err(error), Err(message)) => {
                let error = error.to_string();
                assert!(error.ends_with(message), "{error}");
            }
            (found, _) => assert_eq!(found.ok().as_deref(), expected.ok(), "{text}"),
        }
    }

    fn letter(end: &IntervalEnd) -> char {
        match end {
            IntervalEnd::DateTime(_) => 'Z',
            IntervalEnd::LocalDateTime(_) => 'L',
            IntervalEnd::Date(_) => 'D',
            IntervalEnd::Duration(_) => 'P',
        }
    }

    #[test]
    fn an_interval_has_two_typed_ends() {
        check(
            "2024-01-01T00:00:00.000Z/2024-01-02T00:00:00.000Z",
            Ok("ZZ"),
        );
        check(
            "2024-01-01T00:00Z/2024-01-02T00:00:00.123456789+02",
            Ok("ZZ"),
        );
        check("2024-01-01T00:00:00/2024-01-02T00:00:00", Ok("LL"));
        check("2024-01-01/2024-01-02", Ok("DD"));
        check("2024-01-01T00:00:00Z/2024-01-02", Ok("ZD"));
        check("2024-01-01/2024-01-02T00:00", Ok("DL"));
        check("2024-01-01T00:00:00Z/P1D", Ok("ZP"));
        check("P1M/2024-01-01", Ok("PD"));
        check("2024-01-02/2024-01-01", Ok("DD"));
    }

    #[test]
    fn what_is_no_interval_says_why() {
        let slash = "expected two ends with a `/` between, at character";
        check("", Err(&format!("{slash} 1")));
        check("2024-01-01", Err(&format!("{slash} 11")));
        check("/", Err("expected a year of four digits, at character 1"));
        check(
            "2024-01-01/15",
            Err("expected a year of four digits, at character 14"),
        );
        check(
            "2024-01-01/2024-02-30",
            Err("in two digits, at character 20"),
        );
        check(
            "2024-01-01/2024-02-01/",
            Err("`T` and a time of day, at character 22"),
        );
        check(
            "2024-01-01/..",
            Err("expected a year of four digits, at character 12"),
        );
        check(
            "R2/2024-01-01/P1D",
            Err("expected a year of four digits, at character 1"),
        );
        check("P1D/P1D", Err("at one end at least, at character 5"));
        check(
            "2024-01-01T00:00Z/2024-01-02T00:00",
            Err("a time zone at both ends or at neither, at character 19"),
        );
    }
}

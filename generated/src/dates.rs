//! Dates, times and durations, as the API wrote them.
//!
//! Each type here is a newtype over the exact text. A text that no calendar
//! knows (published payloads hold `2021-04-2T15:30:51.418Z`) is decoded, kept
//! and sent back like any other; [`is_well_formed`](DateTime::is_well_formed)
//! tells it apart. Equality, hash and `Display` are those of the text:
//! `2024-01-01T00:00:00Z` and `2024-01-01T00:00:00.000Z` differ. Only types
//! whose texts sort as what they mean have an order: [`Date`],
//! [`LocalDateTime`] and [`LocalTime`]. A [`DateTime`] is sorted by its
//! [`instant`](DateTime::instant). For more convert to a time crate.
//!
//! There is no `FromStr`, because `parse` would suggest that a text can be
//! refused; use `From<&str>` or `From<String>`, which take any.
//!
//! # Conversions
//!
//! Each behind the feature of its name, none on by default, in any
//! combination:
//!
//! | here | features `jiff-1`, `jiff-0_2` | feature `chrono-0_4` | feature `time-0_3` |
//! |---|---|---|---|
//! | [`DateTime`] | `Timestamp` | `DateTime<Utc>`, `DateTime<FixedOffset>` | `OffsetDateTime` |
//! | [`Date`] | `civil::Date` | `NaiveDate` | `Date` |
//! | [`LocalDateTime`] | `civil::DateTime` | `NaiveDateTime` | `PrimitiveDateTime` |
//! | [`LocalTime`] | `civil::Time` | `NaiveTime` | `Time` |
//! | [`Duration`] | `Span`, `SignedDuration` | `TimeDelta` | `Duration` |
//! | [`Interval`] | [`between`](Interval::between) two of these, and by its [`ends`](Interval::ends) | the same | the same |
//!
//! *From a text* with `TryFrom`, by reference or by value: a text that is not well formed, or whose
//! value does not fit, is a [`DateError`] that quotes it. All features read
//! with the same parser, so they take and refuse the same texts, but for the
//! ends of their ranges (`jiff::Timestamp` ends on 9999-12-30, for instance).
//!
#![cfg_attr(
    feature = "jiff-1",
    doc = "
 ```
 use generated::dates::DateTime;
 use jiff_1::Timestamp; // `jiff` in a program

 let text = DateTime::new(\"2024-01-01T02:00+02:00\");
 let instant = Timestamp::try_from(&text)?;
 assert_eq!(instant.as_second(), 1_704_067_200);
 assert_eq!(DateTime::from(instant), \"2024-01-01T00:00:00.000Z\");
 # Ok::<(), generated::dates::DateError>(())
 ```
"
)]
//!
//! *To a text* with `From`, in the API's form: UTC with `Z`, and milliseconds
//! (`2024-01-01T00:00:00.000Z`). A finer time is not cut off but gets six or
//! nine digits; round it first where the API is to see milliseconds. What the
//! text cannot say in well-formed words comes out in the words ISO 8601 has
//! for it, and not well formed: a year below 0 or above 9999
//! (`+010000-01-01`), and chrono's leap seconds (`23:59:60.000`).
//!
//! # Well formed
//!
//! The forms are those of ISO 8601 that the API is seen to use, in capital
//! letters and with real days of the Gregorian calendar: hours 00–23, minutes
//! and seconds 00–59, up to nine digits of a fraction. Seconds may be left out.
//! A leap second (`:60`) is refused, although RFC 3339 allows it, because the
//! time crates each do something else with it.

mod error;
#[cfg(any(
    feature = "jiff-1",
    feature = "jiff-0_2",
    feature = "chrono-0_4",
    feature = "time-0_3"
))]
mod exact;
mod grammar;
mod instant;
mod interval;
#[cfg(feature = "jiff-0_2")]
mod jiff_0_2;
#[cfg(feature = "jiff-1")]
mod jiff_1;
mod newtype;
#[cfg(feature = "chrono-0_4")]
mod with_chrono;
#[cfg(feature = "time-0_3")]
mod with_time;

pub use error::DateError;
pub use instant::Instant;
pub use interval::{Interval, IntervalEnd};

use grammar::{Clock, Day, Local, Period, Zoned};
use newtype::{ordered, text_type};

text_type! {
    /// An instant: `2024-01-01T12:00:00.000Z`.
    ///
    /// The API's words: "Date time is represented as an ISO-8601 string. For
    /// example: yyyy-MM-ddTHH:mm:ss[.mmm]Z".
    ///
    /// Well formed is what RFC 3339 calls a `date-time`, with a capital `T` and
    /// `Z`; also without seconds, and with an offset of the forms `+02:00`,
    /// `+0200`, `+02`. Without a zone it is none; where the API sends such a
    /// text all the same, read it as a [`LocalDateTime`] with a zone that you
    /// know from elsewhere.
    ///
    /// ```
    /// use generated::dates::DateTime;
    ///
    /// assert!(DateTime::new("2024-02-29T12:00:00.000Z").is_well_formed());
    /// assert!(DateTime::new("2024-02-29T12:00+02:00").is_well_formed());
    /// assert!(!DateTime::new("2023-02-29T12:00:00Z").is_well_formed());
    /// assert!(!DateTime::new("2024-02-29T12:00:00").is_well_formed());
    ///
    /// // One instant, two texts.
    /// assert_ne!(DateTime::new("2024-01-01T00:00Z"), DateTime::new("2024-01-01T00:00:00Z"));
    /// ```
    DateTime, grammar::date_time => Zoned, "a date-time"
}

text_type! {
    /// A day: `2024-01-01`.
    ///
    /// The API's words: "Dates are represented as an ISO-8601 string. For
    /// example: yyyy-MM-dd".
    ///
    /// Well formed is that form alone, of a day that exists.
    Date, grammar::date => Day, "a date"
}

text_type! {
    /// A day and a time of day in a zone that the text does not say:
    /// `2024-01-01T12:00:00.000`.
    ///
    /// The API's words: "Date time is represented as an ISO-8601 string without
    /// a timezone. For example: yyyy-MM-ddTHH:mm:ss.SSS".
    ///
    /// Well formed with up to nine digits of a fraction, without a fraction,
    /// and without seconds; never with a `Z` or an offset.
    LocalDateTime, grammar::local_date_time => Local, "a date-time without a zone"
}

text_type! {
    /// A time of day: `12:00:00.000`.
    ///
    /// The API's words: "Time is represented as an ISO-8601 string without a
    /// timezone. For example: HH:mm:ss.SSS".
    ///
    /// Well formed with up to nine digits of a fraction, without a fraction,
    /// and without seconds; from `00:00` on, and before `24:00`.
    LocalTime, grammar::local_time => Clock, "a time of day"
}

text_type! {
    /// A length of time: `P1DT12H`. The API calls it a period.
    ///
    /// The API's words: "Periods are represented as an ISO-8601 string. For
    /// example: P1D or P1DT12H".
    ///
    /// Well formed are numbers with the units `Y`, `M`, `W`, `D`, and after a
    /// `T` `H`, `M`, `S`, in this order; seconds may have a fraction of up to
    /// nine digits. As in ISO 8601-2, weeks may stand next to other units and a
    /// `-` in front of the `P`.
    ///
    /// Years and months have no fixed length: of the conversions only the one
    /// to `jiff::Span` takes them. Days are 24 hours to all others.
    Duration, grammar::period => Period, "a period"
}

ordered! { Date LocalDateTime LocalTime }

#[cfg(test)]
mod tests;

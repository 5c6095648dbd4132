//! Tells of a single text which class of dates it looks like.
//!
//! Looser than what a program should rely on, since a person reads the result; yet no word and no
//! number passes for a date.

use crate::model::Date;

/// The class that `text` looks like.
pub(super) fn class(text: &str) -> Option<Date> {
    if let Some((start, end)) = text.split_once('/') {
        return (moment(start).is_some() && moment(end).is_some()).then_some(Date::Interval);
    }
    if is_time(text) {
        return Some(Date::LocalTime);
    }
    moment(text).or_else(|| is_period(text).then_some(Date::Duration))
}

/// A day, or a day and a time.
fn moment(text: &str) -> Option<Date> {
    let Some((day, rest)) = text.split_once('T') else {
        return shaped(text, "0000-00-00").then_some(Date::Date);
    };
    if !shaped(day, "0000-00-00") {
        return None;
    }
    if let Some(time) = rest.strip_suffix('Z') {
        return is_time(time).then_some(Date::DateTime);
    }
    if is_time(rest) {
        return Some(Date::LocalDateTime);
    }
    let (time, offset) = rest.split_at(rest.rfind(['+', '-'])?);
    let offset = &offset[1..];
    let is_offset = shaped(offset, "00:00") || shaped(offset, "0000") || shaped(offset, "00");
    (is_time(time) && is_offset).then_some(Date::DateTime)
}

fn is_time(text: &str) -> bool {
    let (time, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = shaped(time, "00:00:00") || (shaped(time, "00:00") && !text.contains('.'));
    whole && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// `P1DT12H`: numbers, each with the letter of its unit.
fn is_period(text: &str) -> bool {
    let Some(units) = text.strip_prefix('P') else {
        return false;
    };
    let mut digits = 0;
    let mut numbers = 0;
    for letter in units.chars() {
        match letter {
            '0'..='9' | '.' => digits += 1,
            'T' if digits == 0 => {}
            'Y' | 'M' | 'W' | 'D' | 'H' | 'S' if digits > 0 => {
                digits = 0;
                numbers += 1;
            }
            _ => return false,
        }
    }
    digits == 0 && numbers > 0
}

/// Whether `text` has the shape of `pattern`, in which `0` stands for any digit.
fn shaped(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                wanted => byte == wanted,
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_apart() {
        for (text, expected) in [
            ("2024-05-01T08:30:00.123Z", Some(Date::DateTime)),
            ("2024-05-01T08:30Z", Some(Date::DateTime)),
            ("2024-05-01T08:30:00+02:00", Some(Date::DateTime)),
            ("2024-05-01T08:30:00.000-0700", Some(Date::DateTime)),
            ("2024-05-01", Some(Date::Date)),
            ("2024-05-01T08:30:00.123", Some(Date::LocalDateTime)),
            ("08:30:00", Some(Date::LocalTime)),
            ("08:30", Some(Date::LocalTime)),
            ("2024-05-01T00:00Z/2024-05-02T00:00Z", Some(Date::Interval)),
            ("2024-05-01/2024-05-02", Some(Date::Interval)),
            ("P1DT12H", Some(Date::Duration)),
            ("PT0.5S", Some(Date::Duration)),
        ] {
            assert_eq!(class(text), expected, "{text}");
        }
    }

    #[test]
    fn what_resembles_a_date_is_none() {
        for text in [
            "",
            "voice",
            "PT",
            "P",
            "P1",
            "2024",
            "20240501",
            "2024-5-1",
            "8:30",
            "T",
            "a/b",
            "1/2",
            "2024-05-01T",
            "2024-05-01T08:30:00.Z",
            "2024-05-01T08",
            "08:30.5",
            "é024-05-01",
            "+1-555-0100",
            "2024-05-01T08:30:00é",
            "2024-05-01T-é",
        ] {
            assert_eq!(class(text), None, "{text}");
        }
    }
}

//! The texts that the grammar takes, as numbers, and the place where it stops.

use super::*;

const NOON: (u8, u8, u8, u32) = (12, 0, 0, 0);

fn check_date(text: &str, expected: Result<(i32, u8, u8), usize>) {
    let found = date(text).map(|day| (day.year, day.month, day.day));
    assert_eq!(found.map_err(|fault| fault.at), expected, "{text}");
}

#[test]
fn a_date_is_a_real_day_of_the_calendar() {
    check_date("2024-02-29", Ok((2024, 2, 29)));
    check_date("0000-01-01", Ok((0, 1, 1)));
    check_date("9999-12-31", Ok((9999, 12, 31)));
    check_date("2023-02-29", Err(8));
    check_date("1900-02-29", Err(8));
    check_date("2024-04-31", Err(8));
    check_date("2024-04-00", Err(8));
    check_date("2024-00-01", Err(5));
    check_date("2024-13-01", Err(5));
    check_date("2024-1-01", Err(5));
    check_date("2021-04-2", Err(8));
    check_date("202-01-01", Err(2));
    check_date("+002024-01-01", Err(0));
    check_date("20240101", Err(4));
    check_date("2024-01-01Z", Err(10));
    check_date(" 2024-01-01", Err(0));
    check_date("2024-01-0é", Err(8));
    check_date("2024-01-٠١", Err(8));
    check_date("", Err(0));
}

fn check_time(text: &str, expected: Result<(u8, u8, u8, u32), usize>) {
    let found = local_time(text).map(|time| (time.hour, time.minute, time.second, time.nanos));
    assert_eq!(found.map_err(|fault| fault.at), expected, "{text}");
}

#[test]
fn a_time_has_minutes_and_up_to_nine_digits_of_a_second() {
    check_time("12:00", Ok(NOON));
    check_time("12:00:00", Ok(NOON));
    check_time("12:00:00.0", Ok(NOON));
    check_time("23:59:59.5", Ok((23, 59, 59, 500_000_000)));
    check_time("23:59:59.007", Ok((23, 59, 59, 7_000_000)));
    check_time("23:59:59.999999999", Ok((23, 59, 59, 999_999_999)));
    check_time("00:00:00.000000001", Ok((0, 0, 0, 1)));
    check_time("00:00:00.0000000001", Err(9));
    check_time("00:00:00.", Err(9));
    check_time("00:00:00,5", Err(8));
    check_time("00:00.5", Err(5));
    check_time("24:00:00", Err(0));
    check_time("23:60:00", Err(3));
    check_time("23:59:60", Err(6));
    check_time("9:00", Err(0));
    check_time("12", Err(2));
    check_time("1200", Err(2));
    check_time("T12:00", Err(0));
    check_time("12:00Z", Err(5));
}

fn check_offset(zone: &str, expected: Result<i32, usize>) {
    let text = format!("2024-01-01T12:00{zone}");
    let found = date_time(&text).map(|zoned| zoned.offset);
    assert_eq!(found.map_err(|fault| fault.at - 16), expected, "{text}");
}

#[test]
fn a_zone_is_z_or_an_offset_in_one_of_three_forms() {
    check_offset("Z", Ok(0));
    check_offset("+00:00", Ok(0));
    check_offset("-00:00", Ok(0));
    check_offset("+02:00", Ok(7200));
    check_offset("+0230", Ok(9000));
    check_offset("-08", Ok(-28800));
    check_offset("+23:59", Ok(86340));
    check_offset("-23:59", Ok(-86340));
    check_offset("", Err(0));
    check_offset("z", Err(0));
    check_offset(" Z", Err(0));
    check_offset("ZZ", Err(1));
    check_offset("+", Err(1));
    check_offset("+2", Err(1));
    check_offset("+24:00", Err(1));
    check_offset("+02:", Err(4));
    check_offset("+02:60", Err(4));
    check_offset("+02:000", Err(6));
    check_offset("+02Z", Err(3));
    check_offset("[Europe/Berlin]", Err(0));
}

fn check_point(text: &str, expected: Result<Point, usize>) {
    assert_eq!(point(text).map_err(|fault| fault.at), expected, "{text}");
    assert_eq!(date(text).is_ok(), expected == Ok(Point::Date));
    assert_eq!(
        local_date_time(text).is_ok(),
        expected == Ok(Point::LocalDateTime)
    );
    assert_eq!(date_time(text).is_ok(), expected == Ok(Point::DateTime));
}

#[test]
fn a_text_is_one_kind_of_point_at_most() {
    check_point("2024-01-01", Ok(Point::Date));
    check_point("2024-01-01T12:00", Ok(Point::LocalDateTime));
    check_point("2024-01-01T12:00:00.000", Ok(Point::LocalDateTime));
    check_point("2024-01-01T12:00:00.000Z", Ok(Point::DateTime));
    check_point("2024-01-01T12:00-08", Ok(Point::DateTime));
    check_point("2024-01-01T", Err(11));
    check_point("2024-01-01 12:00", Err(10));
    check_point("2024-01-01t12:00Z", Err(10));
    check_point("2024-01-01T12:00:00.000Z/", Err(24));
    check_point("2021-04-2T15:30:51.418Z", Err(8));
}

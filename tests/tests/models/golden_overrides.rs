//! Models with every kind of override, as the generator writes them: its golden cases.

use std::fmt::Debug;

use goldens::cases::overrides::models::{Direction, Home, Kinds, Odd, Other};
use goldens::wire::Lenient;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Decodes `text`, checks that it comes back as it went in, and gives the value.
#[track_caller]
fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> T {
    let wanted: Value = serde_json::from_str(text).expect("the payload is JSON");
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(
        serde_json::from_value::<T>(wanted.clone()).expect("the value decodes"),
        value
    );
    assert_eq!(
        serde_json::to_value(&value).expect("the model encodes"),
        wanted,
        "{text}"
    );
    value
}

fn kinds(mut properties: serde_json::Value) -> String {
    for (name, value) in [
        ("i32", json!(1)),
        ("direction", json!("inbound")),
        ("map", json!({})),
    ] {
        if properties.get(name).is_none() {
            properties[name] = value;
        }
    }
    properties.to_string()
}

#[test]
fn pinned_numbers_keep_their_limits() {
    let value = check::<Kinds>(&kinds(json!({
        "i32": i32::MIN, "i64": i64::MIN, "u32": u32::MAX, "u64": u64::MAX, "f64s": [0.5, 1], "f64": 0.1,
        "i32s": [0, -1], "grid": [[], [1.5]], "array": [1], "total": i64::MAX, "version": 7,
    })));
    assert_eq!((value.i32, value.u64), (i32::MIN, Some(u64::MAX)));
    assert_eq!(value.total, Some(i64::MAX));
}

#[test]
fn a_pin_that_a_payload_contradicts_is_an_error_with_model_property_and_path() {
    for (properties, message) in [
        (
            json!({ "i32": 1.5 }),
            "i32: expected an integer of the range of `i32`, found `1.5` in property `i32` of `Kinds`",
        ),
        (
            json!({ "i32": i64::MAX }),
            "i32: expected an integer of the range of `i32`, found `9223372036854775807` in property `i32` of `Kinds`",
        ),
        (
            json!({ "u32": -1 }),
            "u32: expected an integer of the range of `u32`, found `-1` in property `u32` of `Kinds`",
        ),
        (
            json!({ "i32s": [1, 1.5] }),
            "i32s[1]: expected an integer of the range of `i32`, found `1.5` in property `i32s` of `Kinds`",
        ),
    ] {
        let text = kinds(properties);
        let error = serde_json::from_str::<Kinds>(&text).unwrap_err();
        let error = error.to_string();
        assert!(
            error.starts_with(&format!("{message} at line 1 column ")),
            "{error}"
        );
    }
}

#[test]
fn dates_by_override_keep_their_text() {
    let value = check::<Kinds>(&kinds(json!({
        "dateTime": "2021-04-2T15:30:51.418Z", "date": "2024-05-01", "localDateTime": "2024-05-01T08:30:00",
        "localTime": "08:30", "interval": "2024-05-01/2024-05-02", "duration": "P1D",
        "dates": ["2024-05-01T08:30:00Z"], "plain": "no date at all",
    })));
    assert_eq!(value.plain.as_deref(), Some("no date at all"));
    assert_eq!(value.duration.unwrap().as_str(), "P1D");
}

#[test]
fn enums_keep_every_text_and_know_the_listed_ones() {
    let value = check::<Kinds>(&kinds(json!({
        "direction": "sideways", "odds": ["", "3DS", ">=", "X_Y", "x-y", "quote\"\\", "new"],
        "mapOfEnums": { "a": "outbound", "b": "" },
    })));
    assert_eq!(value.direction, "sideways");
    assert!(!value.direction.is_listed());
    let odds = value.odds.unwrap();
    assert_eq!(
        odds[..6],
        [
            Odd::NONE,
            Odd::_3DS,
            Odd::GREATER_OR_EQUAL,
            Odd::LEGACY_X_Y,
            Odd::X_Y,
            Odd::QUOTE
        ]
    );
    assert!(odds[..6].iter().all(Odd::is_listed) && !odds[6].is_listed());
    assert_eq!(value.map_of_enums.unwrap()["a"], Direction::OUTBOUND);
}

/// The value that `Lenient` fills in is no word of the list, unless the list has it.
#[test]
fn a_word_that_was_filled_in_is_not_listed() {
    let value: Lenient<Kinds> = serde_json::from_str("{}").unwrap();
    assert!(!value.unchecked().direction.is_listed());
    assert_eq!(value.unchecked().direction, "");
}

#[test]
fn maps_and_free_json_keep_what_they_hold() {
    let value = check::<Kinds>(&kinds(json!({
        "map": { "b": "1", "a": "" }, "maps": [{ "k": ["v", ""] }, {}],
        "mapOfModels": { "m": { "enforced": "x", "home": { "id": "h" }, "new": null } },
        "linked": [1, null, { "a": 1.0 }], "links": [null, "x"], "object": { "enforced": "x", "home": { "id": "h" } },
    })));
    assert_eq!(value.map["b"], "1");
    assert_eq!(value.object.unwrap().enforced, "x");
}

#[test]
fn required_flags_and_names_are_those_of_the_overrides() {
    let value = check::<Other>(
        r#"{"enforced":"x","home":{"id":"h"},"fooId":"y","kind":"k","version":18446744073709551615}"#,
    );
    assert_eq!(value.other_id.as_deref(), Some("y"));
    assert_eq!(value.r#type.as_deref(), Some("k"));
    assert_eq!(value.revision, Some(u64::MAX));
    assert_eq!((value.relaxed, value.relaxed_link), (None, None));
    let error = serde_json::from_str::<Other>("{}").unwrap_err().to_string();
    assert!(error.contains("`enforced`"), "{error}");
}

/// A required link in a box is on the wire what it is without.
#[test]
fn a_boxed_link_is_required_all_the_same() {
    let value = check::<Other>(r#"{"enforced":"x","home":{"id":"h","away":{"id":"a"},"new":1}}"#);
    let home: Box<Home> = value.home;
    assert_eq!(home.id, "h");
    for (text, expected) in [
        (r#"{"enforced":"x"}"#, "`home`"),
        (r#"{"enforced":"x","home":null}"#, "`home`"),
        (r#"{"enforced":"x","home":{}}"#, "`id`"),
    ] {
        let error = serde_json::from_str::<Other>(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

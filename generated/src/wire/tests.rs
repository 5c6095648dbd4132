//! The runtime, tested on models in the form in which the generator writes them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails is to panic"
)]

mod models;
mod overrides;

use models::{Direction, Empty, Everything, PagingSpec, Strict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Lenient, Model, unknown};
use crate::property;

/// Decodes and encodes a text by every way there is, and expects the JSON it came from.
fn check<T: DeserializeOwned + Serialize + PartialEq + Clone + std::fmt::Debug>(text: &str) -> T {
    let wanted: Value = serde_json::from_str(text).unwrap();
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(serde_json::from_slice::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(
        serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(),
        value
    );
    assert_eq!(serde_json::from_value::<T>(wanted.clone()).unwrap(), value);
    assert_eq!(serde_json::to_value(&value).unwrap(), wanted, "{text}");
    for again in [
        serde_json::to_string(&value),
        serde_json::to_string_pretty(&value),
    ] {
        let again = again.unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&again).unwrap(),
            wanted,
            "{text} became {again}"
        );
        // Equality of values would not see a key that came twice.
        assert_eq!(
            again.matches("\":").count(),
            wanted.to_string().matches("\":").count(),
            "{again}"
        );
    }
    let mut buffer = Vec::new();
    serde_json::to_writer(&mut buffer, &value.clone()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&buffer).unwrap(), wanted);
    value
}

fn everything(text: &str) -> Everything {
    check(text)
}

#[track_caller]
fn refuse<T: DeserializeOwned + std::fmt::Debug>(text: &str, message: &str) {
    assert_eq!(
        serde_json::from_str::<T>(text).unwrap_err().to_string(),
        message
    );
}

#[test]
fn every_type_of_field_survives() {
    let value = everything(
        r#"{"attributes":{"b":"1","a":""},"child":{"name":"c","child":{}},"children":[{},{"name":"x"}],
        "direction":"inbound","directions":["outbound","sideways"],"flag":false,"free":{"z":[null,1]},
        "grid":[[],[1,null,"x"]],"name":"","numbers":[1,1.0,-0.0,18446744073709551615,-9223372036854775808],
        "pages":{"p":[{"pageNumber":1,"pageSize":1.0}],"e":[]},"paging":{"pageNumber":-1,"pageSize":2},
        "ratio":0.5,"score":0.1,"self":18446744073709551615,"small":7,"tags":[],"type":1.0,"wait":-5,
        "when":"2021-04-2T15:30:51.418Z"}"#,
    );
    assert!(value.extra.is_empty());
    assert_eq!(value.direction.unwrap(), Direction::INBOUND);
    assert_eq!(value.children.unwrap()[1].name.as_deref(), Some("x"));
    check::<Empty>("{}");
    models::check_all_names();
}

#[test]
fn absent_empty_and_null_are_three_things() {
    for text in [
        "{}",
        r#"{"name":null,"tags":null,"child":null,"free":null,"children":[]}"#,
        r#"{"name":"","tags":[],"child":{},"attributes":{},"free":{}}"#,
        r#"{"child":{"child":{"type":null}},"children":[{"name":null},{}],"grid":[[null]]}"#,
    ] {
        everything(text);
    }
}

#[test]
fn a_float_keeps_the_form_of_its_number() {
    for text in [
        r#"{"ratio":5,"score":5}"#,
        r#"{"ratio":5.0,"score":5.0}"#,
        r#"{"ratio":18446744073709551615,"score":16777217}"#,
        r#"{"ratio":9007199254740993,"score":0.123456789012}"#,
        r#"{"ratio":-0.0,"score":-0.0}"#,
        r#"{"ratio":0,"score":1e300}"#,
    ] {
        everything(text);
    }
    let mut value = everything(r#"{"ratio":5}"#);
    value.ratio = Some(7.0);
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"ratio":7}"#);
    value.ratio = Some(7.5);
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"ratio":7.5}"#);
    value.ratio = None;
    assert_eq!(serde_json::to_string(&value).unwrap(), "{}");
}

#[test]
fn of_a_name_that_comes_twice_the_last_counts() {
    for (text, wanted) in [
        (r#"{"name":"a","name":"b"}"#, json!({"name": "b"})),
        (r#"{"name":null,"name":"b"}"#, json!({"name": "b"})),
        (r#"{"name":"a","name":null}"#, json!({"name": null})),
        (r#"{"ratio":1,"ratio":1.0}"#, json!({"ratio": 1.0})),
        (r#"{"ratio":1.5,"ratio":1}"#, json!({"ratio": 1})),
        (
            r#"{"child":{"name":"a","x":1},"child":{"flag":true}}"#,
            json!({"child": {"flag": true}}),
        ),
        (r#"{"tags":["a"],"tags":[]}"#, json!({"tags": []})),
        (
            r#"{"attributes":{"a":"1","a":"2"},"attributes":{"b":"1","b":"2"}}"#,
            json!({"attributes": {"b": "2"}}),
        ),
        (
            r#"{"x":1,"y":2,"x":{"z":3}}"#,
            json!({"x": {"z": 3}, "y": 2}),
        ),
    ] {
        let value: Everything = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), wanted, "{text}");
        everything(&serde_json::to_string(&value).unwrap());
    }
    let mut value: Everything = serde_json::from_str(r#"{"name":null,"name":"b"}"#).unwrap();
    assert!(value.extra.is_empty());
    value.name = None;
    assert_eq!(serde_json::to_string(&value).unwrap(), "{}");
}

#[test]
fn unknown_properties_are_kept_read_and_changed() {
    let text = r#"{"zeta":1,"name":"n","alpha":{"b":[1.0]},"child":{"mood":null},"$serde_json::private::Number":"1"}"#;
    let mut value = everything(text);
    let names: Vec<&str> = value.extra.unknown().map(|(name, _)| name).collect();
    assert_eq!(names, ["zeta", "alpha", "$serde_json::private::Number"]);
    assert_eq!(value.extra.get("zeta"), Some(&json!(1)));
    assert_eq!(
        value.insert_unknown("zeta", json!(2)).unwrap(),
        Some(json!(1))
    );
    assert_eq!(value.insert_unknown("new", json!(3)).unwrap(), None);
    assert_eq!(value.extra.remove("alpha"), Some(json!({"b": [1.0]})));
    let refused = value.insert_unknown("name", json!("x")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`name` is a property of `Everything`: set the field instead"
    );
    value.extra.remove("$serde_json::private::Number");
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"child":{"mood":null},"name":"n","zeta":2,"new":3}"#
    );
    value.extra.remove("zeta");
    value.extra.remove("new");
    assert!(value.extra.is_empty());
    check::<Everything>(r#"{"$serde_json::private::Number":"1"}"#);
}

#[test]
fn no_name_is_sent_twice_even_if_an_extra_is_moved_to_another_model() {
    let other: PagingSpec =
        serde_json::from_str(r#"{"pageNumber":1,"pageSize":2,"name":"x","flag":true,"free":1}"#)
            .unwrap();
    let mut value = Everything {
        name: Some("n".into()),
        ..Everything::default()
    };
    value.extra = other.extra;
    value.send_null(property!(Everything, "free"));
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"name":"n","free":null,"flag":true}"#
    );
}

#[test]
fn a_null_is_sent_on_demand_unless_there_is_a_value() {
    let mut value = Everything::default();
    value.send_null(property!(Everything, "type"));
    value.send_null(property!(Everything, "name"));
    value.send_null(property!(Everything, "type"));
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"name":null,"type":null}"#
    );
    value.r#type = Some(1.into());
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"type":1,"name":null}"#
    );
    assert_eq!(value.extra.nulls().collect::<Vec<_>>(), ["name", "type"]);
    value.extra.keep_silent("name");
    value.extra.keep_silent("type");
    assert!(value.extra.is_empty());
    assert_eq!(size_of_val(&value.extra), 8);
}

#[test]
fn what_is_missing_is_named() {
    refuse::<PagingSpec>(
        r#"{"pageNumber":1}"#,
        "missing required property `pageSize` of `PagingSpec` at line 1 column 16",
    );
    refuse::<PagingSpec>(
        "{\"pageSize\":1,\n \"pageNumber\":null}",
        "null for required property `pageNumber` of `PagingSpec` at line 2 column 19",
    );
    refuse::<Everything>(
        r#"{"children":[{},{"pages":{"a b":[{"pageNumber":1}]}}]}"#,
        "children[1].pages[\"a b\"][0]: missing required property `pageSize` of `PagingSpec` at line 1 column 49",
    );
    let error =
        serde_json::from_value::<Everything>(json!({"paging": {"pageNumber": 1}})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "paging: missing required property `pageSize` of `PagingSpec`"
    );
}

#[test]
fn a_wrong_type_is_named() {
    refuse::<Everything>(
        r#"{"child":{"name":5}}"#,
        "child.name: expected a string, found `5` in property `name` of `Everything` at line 1 column 18",
    );
    for (text, message) in [
        (
            r#"{"tags":["a",null]}"#,
            "tags[1]: expected a string, found null in property `tags` of `Everything`",
        ),
        (
            r#"{"tags":{}}"#,
            "tags: expected an array, found an object in property `tags` of `Everything`",
        ),
        (
            r#"{"child":[]}"#,
            "child: expected an object (`Everything`), found an array in property `child` of `Everything`",
        ),
        (
            r#"{"flag":"yes"}"#,
            "flag: expected a boolean, found \"yes\" in property `flag` of `Everything`",
        ),
        (
            r#"{"type":{"a":1}}"#,
            "type: expected a number, found an object in property `type` of `Everything`",
        ),
        (
            r#"{"small":-1}"#,
            "small: expected an integer of the range of `u32`, found `-1` in property `small` of `Everything`",
        ),
        (
            r#"{"wait":1.5}"#,
            "wait: expected an integer of the range of `i64`, found `1.5` in property `wait` of `Everything`",
        ),
        (
            r#"{"attributes":{"a":true}}"#,
            "attributes.a: expected a string, found `true` in property `attributes` of `Everything`",
        ),
        (
            r#"{"when":7}"#,
            "when: expected a string, found `7` in property `when` of `Everything`",
        ),
        (r#"[]"#, "expected an object (`Everything`), found an array"),
    ] {
        let error = serde_json::from_str::<Everything>(text).unwrap_err();
        let found = error.to_string();
        assert_eq!(found.split(" at line").next(), Some(message));
        assert!(error.is_data());
    }
    assert!(
        serde_json::from_str::<Everything>(r#"{"child":{"name":"#)
            .unwrap_err()
            .is_eof()
    );
    assert!(
        serde_json::from_str::<Everything>(r#"{"child":{"name":x"#)
            .unwrap_err()
            .is_syntax()
    );
}

#[test]
fn lenient_decoding_fills_in_and_leaves_out_again() {
    let text = r#"{"children":[{"paging":{"pageSize":null,"x":1}},{"pages":{"p":[{}]}}]}"#;
    let mut lenient: Lenient<Everything> = check(text);
    assert_eq!(
        lenient.filled(),
        [
            "children[0].paging.pageNumber",
            "children[0].paging.pageSize",
            "children[1].pages.p[0].pageNumber",
            "children[1].pages.p[0].pageSize",
        ]
    );
    assert_eq!(
        serde_json::to_value(&lenient.value).unwrap(),
        serde_json::from_str::<Value>(text).unwrap()
    );
    let paging = lenient.value.children.as_mut().unwrap()[0]
        .paging
        .as_mut()
        .unwrap();
    paging.page_size = 3.into();
    assert_eq!(
        serde_json::to_string(&**paging).unwrap(),
        r#"{"pageSize":3,"x":1}"#
    );

    for text in [
        "{}",
        r#"{"direction":null,"flag":null,"free":null,"name":null,"paging":null,"ratio":null,"tags":null,"when":null}"#,
        r#"{"paging":{}}"#,
        r#"{"ratio":0,"name":"","flag":false,"tags":[],"direction":"","when":""}"#,
    ] {
        let mut value: Strict = check::<Lenient<Strict>>(text).into_value();
        value.flag = true;
        value.paging.page_number = 1;
        value.when = "2024-01-01".into();
        let again = serde_json::to_value(&value).unwrap();
        assert_eq!(again["flag"], json!(true));
        assert_eq!(again["paging"]["pageNumber"], json!(1));
        assert_eq!(again["when"], json!("2024-01-01"));
    }
    assert!(serde_json::from_str::<Lenient<Strict>>(r#"{"name":5}"#).is_err());
    assert_eq!(
        check::<Lenient<Vec<PagingSpec>>>("[{}]").filled(),
        ["[0].pageNumber", "[0].pageSize"]
    );
    let whole: Lenient<PagingSpec> = check(r#"{"pageNumber":0,"pageSize":0}"#);
    assert!(whole.filled().is_empty() && whole.value.extra.is_empty());
}

#[test]
fn unknown_properties_are_found_at_any_depth() {
    let value = everything(
        r#"{"child":{"mood":1,"name":"x"},"children":[{},{"type":1,"a b":{"c":1}}],
        "pages":{"p":[{"pageNumber":1,"pageSize":1},{"pageNumber":1,"pageSize":1,"more":1}]},"free":{"z":1},"last":1}"#,
    );
    assert_eq!(
        unknown(&value),
        [
            "last",
            "child.mood",
            "children[1][\"a b\"]",
            "pages.p[1].more"
        ]
    );
    assert_eq!(
        unknown(&vec![Everything::default(), value.clone()])[0],
        "[1].last"
    );
    assert!(unknown(&Empty::default()).is_empty());
}

#[test]
fn debug_leaves_out_what_is_absent() {
    let value = everything(
        r#"{"type":5,"child":{"flag":true},"tags":["a"],"direction":"up","x":1,"name":null}"#,
    );
    assert_eq!(
        format!("{value:?}"),
        r#"Everything { child: Everything { flag: true }, direction: "up", tags: ["a"], type: Number(5), extra: {"x": Number(1), "name": Null} }"#
    );
}

#[test]
fn a_model_tells_its_shape() {
    let shape = PagingSpec::SHAPE;
    assert_eq!(shape.name(), "PagingSpec");
    let told: Vec<_> = shape
        .properties()
        .iter()
        .map(|p| (p.name(), p.field(), p.kind(), p.is_required()))
        .collect();
    assert_eq!(
        told,
        [
            ("pageNumber", "page_number", "number", true),
            ("pageSize", "page_size", "number", true)
        ]
    );
    assert_eq!(Everything::SHAPE.property("type").unwrap().field(), "type");
    assert!(!Everything::SHAPE.property("type").unwrap().is_required());
    assert_eq!(PagingSpec::new(1, 2.into()).page_number, 1);
}

#[test]
fn words_are_open() {
    let word = Direction::from("inbound");
    assert!(word.is_listed() && word == Direction::INBOUND && word == "inbound");
    let other: Direction = serde_json::from_str("\"diagonal\"").unwrap();
    assert!(!other.is_listed());
    assert_eq!(serde_json::to_string(&other).unwrap(), "\"diagonal\"");
    assert_eq!(other.to_string(), "diagonal");
    assert_eq!(
        Direction::listed(),
        [Direction::INBOUND, Direction::OUTBOUND]
    );
    assert_eq!(size_of::<Option<Direction>>(), 24);
}

#[test]
fn nesting_is_refused_where_serde_json_refuses_it() {
    let nested = |depth: usize| "{\"child\":".repeat(depth) + "{}" + &"}".repeat(depth);
    everything(&nested(126));
    let error = serde_json::from_str::<Everything>(&nested(128)).unwrap_err();
    assert!(
        error.to_string().starts_with("recursion limit exceeded"),
        "{error}"
    );
}

#[test]
fn many_unknown_properties_take_time_in_proportion() {
    let text: Vec<String> = (0..60_000)
        .map(|number| format!("\"x{}\":{number}", number % 50_000))
        .collect();
    let value: Everything = serde_json::from_str(&format!("{{{}}}", text.join(","))).unwrap();
    assert_eq!(value.extra.unknown().len(), 50_000);
    assert_eq!(value.extra.get("x9999"), Some(&json!(59_999)));
    assert_eq!(
        serde_json::to_value(&value)
            .unwrap()
            .as_object()
            .unwrap()
            .len(),
        50_000
    );
}

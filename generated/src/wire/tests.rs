//! The runtime, tested on models in the form in which the generator writes them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails is to panic"
)]

mod mismatches;
#[allow(unreachable_pub, reason = "blocks of enums are for public ones")]
mod models;
mod refusals;

use models::level::Level;
use models::{Blank, Direction, Empty, Everything, PagingSpec};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::shape::{Lookup, Property, Shape};
use super::{Lenient, Model, unknown};
use crate::property;

/// Decodes and encodes a text by every way there is, and expects the JSON it came from.
fn check<T: DeserializeOwned + Serialize + PartialEq + Clone + std::fmt::Debug>(text: &str) -> T {
    let expected: Value = serde_json::from_str(text).unwrap();
    let value: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(serde_json::from_slice::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(
        serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(),
        value
    );
    assert_eq!(
        serde_json::from_value::<T>(expected.clone()).unwrap(),
        value
    );
    assert_eq!(serde_json::to_value(&value).unwrap(), expected, "{text}");
    for again in [
        serde_json::to_string(&value),
        serde_json::to_string_pretty(&value),
    ] {
        let again = again.unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&again).unwrap(),
            expected,
            "{text} became {again}"
        );
        // Equality of values would not see a key that came twice.
        assert_eq!(
            again.matches("\":").count(),
            expected.to_string().matches("\":").count(),
            "{again}"
        );
    }
    let mut buffer = Vec::new();
    serde_json::to_writer(&mut buffer, &value.clone()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&buffer).unwrap(), expected);
    value
}

fn everything(text: &str) -> Everything {
    check(text)
}

#[test]
fn every_type_of_field_survives() {
    let value = everything(
        r#"{"attributes":{"b":"1","a":""},"child":{"name":"c","child":{}},"children":[{},{"name":"x"}],
        "direction":"inbound","directions":["outbound","sideways"],"flag":false,"free":{"z":[null,1]},"gaps":["a",null],
        "grid":[[],[1,null,"x"]],"name":"","optional":{"a":null,"b":""},"numbers":[1,1.0,-0.0,18446744073709551615,-9223372036854775808],
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
        r#"{"ratios":{"a":[1,1.0,-0.0,0,1e300,16777217,3.141592653589793,9007199254740993],"b":[]}}"#,
        r#"{"steps":[1,2.0,3,-0.0],"small":100.0,"wait":-5.0,"self":1e3}"#,
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
    value.ratio = Some(-0.0);
    assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"ratio":-0.0}"#);
    value.ratio = None;
    assert_eq!(serde_json::to_string(&value).unwrap(), "{}");
    let mut value = everything(r#"{"steps":[1.0,2.0,3]}"#);
    value.steps.as_mut().unwrap()[1] = 7;
    assert_eq!(
        serde_json::to_string(&value).unwrap(),
        r#"{"steps":[1.0,7,3]}"#
    );
}

/// Returns `true` if another crate has turned on serde_json's `arbitrary_precision`: numbers then come as
/// objects with one property of a private name.
fn precise() -> bool {
    serde_json::from_str::<serde_json::Number>("1e999").is_ok()
}

#[test]
fn numbers_come_back_as_they_are_spelled() {
    let text = |whole: &str, float: &str| {
        format!(
            r#"{{"free":{{"a":[{float}]}},"numbers":[{float},{whole}],"ratio":{float},"ratios":{{"a":[{float},{whole}]}},"steps":[{whole}],"type":{float},"wait":{whole},"x":[{float}]}}"#
        )
    };
    let printed = [
        ("7", "92.45916748046875"),
        ("-7", "1e-7"),
        ("0", "5e-324"),
        ("3", "3.141592653589793"),
        ("1", "-0.0"),
    ];
    let spelled = [
        ("1.0", "1.10"),
        ("1e+2", "1e+5"),
        ("-0", "-0"),
        ("100.00", "123456789012345678901234567890.50"),
        ("0.1e+1", "0.00001"),
    ];
    for (whole, float) in printed {
        let text = text(whole, float);
        assert_eq!(serde_json::to_string(&everything(&text)).unwrap(), text);
    }
    for (whole, float) in spelled {
        let text = text(whole, float);
        let value: Everything = serde_json::from_str(&text).unwrap();
        let sent = serde_json::to_string(&value).unwrap();
        if precise() {
            assert_eq!(sent, text);
        }
        let floats = |text: &str| -> Vec<u64> {
            let numbers = text.split(|c: char| !(c.is_ascii_digit() || "-+.eE".contains(c)));
            numbers
                .filter_map(|number| Some(number.parse::<f64>().ok()?.to_bits()))
                .collect()
        };
        assert_eq!(floats(&sent), floats(&text), "{text} became {sent}");
    }
    let long = format!(r#"{{"type":{0},"x":{0}}}"#, "1234567890".repeat(10));
    assert!(serde_json::from_str::<Everything>(&long).is_ok());
}

#[test]
fn a_number_is_no_object_however_it_comes() {
    let lenient = |text: &str| serde_json::from_str::<Lenient<Everything>>(text).unwrap();
    for text in [
        r#"{"child":1.50}"#,
        r#"{"attributes":1.50}"#,
        r#"{"pages":{"a":1.50}}"#,
        r#"{"children":[{},1.50]}"#,
    ] {
        assert!(serde_json::from_str::<Everything>(text).is_err());
        let value = lenient(text);
        assert_eq!(value.deviations().len(), 1, "{text}");
        let expected = if precise() {
            text.to_owned()
        } else {
            text.replace("1.50", "1.5")
        };
        assert_eq!(serde_json::to_string(&value).unwrap(), expected);
    }
    assert!(serde_json::from_str::<PagingSpec>("1.50").is_err());
    if !precise() {
        let text = r#"{"attributes":{"$serde_json::private::Number":"1"}}"#;
        assert_eq!(everything(text).attributes.unwrap().len(), 1);
    }
}

#[test]
fn of_a_name_that_comes_twice_the_last_counts() {
    for (text, expected) in [
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
        assert_eq!(serde_json::to_value(&value).unwrap(), expected, "{text}");
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
    // Where this is how serde_json itself hands on numbers, it is one to `Value` as well.
    if !precise() {
        check::<Everything>(r#"{"$serde_json::private::Number":"1"}"#);
    }
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
    // The note says that a property is null that the other model does not know.
    let mut paging = PagingSpec::new(1, 2.into());
    paging.extra = value.extra;
    paging.insert_unknown("free", json!(1)).unwrap();
    assert_eq!(
        serde_json::to_string(&paging).unwrap(),
        r#"{"pageNumber":1,"pageSize":2,"free":null,"name":"x","flag":true}"#
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
    value.extra.forget("name");
    value.extra.forget("type");
    assert!(value.extra.is_empty());
    assert_eq!(size_of_val(&value.extra), 8);
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
        r#"{"type":5,"child":{"flag":true},"tags":["a"],"direction":"up","x":1,"name":null,"attributes":{"a":"b"}}"#,
    );
    assert_eq!(
        format!("{value:?}"),
        r#"Everything { attributes: {"a": "b"}, child: Everything { flag: true }, direction: "up", tags: ["a"], type: Number(5), extra: {"x": Number(1), "name": Null} }"#
    );
}

#[test]
fn a_model_tells_its_shape() {
    let shape = PagingSpec::SHAPE;
    assert_eq!(shape.name(), "PagingSpec");
    let found: Vec<_> = shape
        .properties()
        .iter()
        .map(|p| (p.name(), p.field(), p.is_required()))
        .collect();
    assert_eq!(
        found,
        [
            ("pageNumber", "page_number", true),
            ("pageSize", "page_size", true)
        ]
    );
    assert_eq!(Everything::SHAPE.property("type").unwrap().field(), "type");
    assert!(!Everything::SHAPE.property("type").unwrap().is_required());
    assert_eq!(PagingSpec::new(1, 2.into()).page_number, 1);
}

#[test]
fn names_that_differ_in_one_byte_are_two() {
    for length in 1..=40 {
        let name: &str = "a".repeat(length).leak();
        let (field, required) = (name, false);
        let properties = Box::leak(Box::new([Property {
            field,
            name,
            required,
        }]));
        let shape = Box::leak(Box::new(Shape { name, properties }));
        let names = Box::leak(Box::new(Lookup::new())).of(shape);
        assert_eq!(names.find(name.as_bytes(), None), Some(0));
        for at in 0..length {
            let mut other = name.as_bytes().to_vec();
            other[at] = b'b';
            assert_eq!(names.find(&other, None), None, "{length} bytes, at {at}");
        }
        assert_eq!(names.find(&name.as_bytes()[1..], None), None);
    }
}

#[test]
fn words_are_open() {
    let word = Direction::from("inbound");
    assert!(word.is_listed() && word == Direction::INBOUND && word == "inbound");
    let other: Direction = serde_json::from_str("\"diagonal\"").unwrap();
    assert!(!other.is_listed());
    assert_eq!(serde_json::to_string(&other).unwrap(), "\"diagonal\"");
    assert_eq!(other.to_string(), "diagonal");
    // A constant is a pattern, however its value was made.
    for word in [
        Direction::from("inbound"),
        Direction::from("inbound".to_owned()),
        "inbound".parse().unwrap(),
        serde_json::from_str("\"inbound\"").unwrap(),
        serde_json::from_value(json!("inbound")).unwrap(),
        Direction::listed()[0].clone(),
    ] {
        assert!(matches!(word, Direction::INBOUND));
    }
    assert_eq!(
        Direction::listed(),
        [Direction::INBOUND, Direction::OUTBOUND]
    );
    assert_eq!(size_of::<Option<Direction>>(), 24);
}

#[test]
fn order_equality_and_hash_agree_where_the_empty_text_is_listed() {
    let filled = super::Item::empty();
    for empty in [Blank::_EMPTY, Blank::from(""), Blank::default(), filled] {
        assert_eq!(empty, Blank::_EMPTY);
        assert_eq!(empty.cmp(&Blank::_EMPTY), std::cmp::Ordering::Equal);
        assert!(empty.is_listed() && matches!(empty, Blank::_EMPTY));
        assert!(std::collections::HashSet::from([empty]).contains(""));
    }
    let text = "";
    assert!(!Direction::default().is_listed());
    assert_eq!(Direction::default(), Direction::from(text));
}

#[test]
fn enums_compare_and_convert_from_both_sides() {
    let word = Direction::from("up");
    assert_eq!(word, "up");
    assert_eq!("up", word);
    assert_eq!(*"up", word);
    let text = String::from("up");
    assert_eq!(word, text);
    assert_eq!(text, word);
    assert!(23 == Level::_23 && Level::default() == 0);
    assert_eq!(String::from(word), "up");
    assert_eq!(String::from(Direction::INBOUND), "inbound");
    let counts = std::collections::HashMap::from([(Direction::INBOUND, 1)]);
    assert_eq!(counts.get("inbound"), Some(&1));
    assert_eq!(i64::from(Level::_23), 23);
    assert!(std::any::type_name::<Direction>().ends_with("::Direction>"));
}

#[test]
fn any_json_takes_an_integer_of_any_size() {
    for number in [
        "170141183460469231731687303715884105728",
        "1".repeat(60).as_str(),
    ] {
        let text = format!(r#"{{"free":{number},"type":{number}}}"#);
        let value: Everything = serde_json::from_str(&text).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&value).unwrap(), expected);
        if precise() {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
    }
}

#[test]
fn constants_of_open_enums_are_patterns() {
    let found = |word: &Direction| match *word {
        Direction::INBOUND => 1,
        Direction::OUTBOUND => 2,
        _ => 3,
    };
    let words = ["inbound", "outbound", "diagonal"];
    assert_eq!(words.map(|word| found(&word.into())), [1, 2, 3]);
    assert_eq!("outbound".parse(), Ok(Direction::OUTBOUND));
    let first = Direction::from("a");
    assert!(first < Direction::INBOUND);
}

#[test]
fn a_value_converts_to_an_enum_that_lists_it() {
    assert_eq!(
        Direction::OUTBOUND.convert(),
        Some(models::turn::Turn::OUTBOUND)
    );
    let inbound: Option<Direction> = models::turn::Turn::from("inbound").convert();
    assert_eq!(inbound, Some(Direction::INBOUND));
    for other in ["inbound", "diagonal"] {
        let turn: Option<models::turn::Turn> = Direction::from(other).convert();
        assert_eq!(turn, None);
    }
}

#[test]
fn integers_are_open() {
    let level: Level = serde_json::from_str("23").unwrap();
    assert!(level.is_listed() && level == Level::_23 && level == 23);
    assert!(matches!(level, Level::_23) && !matches!(level, Level::MINUS_1));
    let other: Level = serde_json::from_str("7").unwrap();
    assert!(!other.is_listed());
    assert_eq!(serde_json::to_string(&other).unwrap(), "7");
    assert_eq!((other.get(), other.to_string().as_str()), (7, "7"));
    assert_eq!(Level::listed(), [Level::MINUS_1, Level::_23]);
    assert!(serde_json::from_str::<Level>("\"23\"").is_err());
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

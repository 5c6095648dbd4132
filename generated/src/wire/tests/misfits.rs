//! What does not fit is kept beside the typed values, listed, and written back.

use serde::Serialize;
use serde_json::{Value, json};

use super::models::{Everything, PagingSpec, Strict};
use super::{check, everything};
use crate::wire::{Item, Lenient, OddKind, odd};

/// Decodes leniently, expects the same JSON again and these lines of what was odd.
#[track_caller]
fn lenient<T>(text: &str, lines: &[&str]) -> T
where
    T: Item + serde::de::DeserializeOwned + Serialize + PartialEq + Clone + std::fmt::Debug,
{
    assert!(serde_json::from_str::<T>(text).is_err(), "{text}");
    let lenient: Lenient<T> = check(text);
    let said: Vec<_> = lenient.odd().iter().map(ToString::to_string).collect();
    assert_eq!(said, lines, "{text}");
    lenient.into_value()
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn whatever_does_not_fit_a_property_is_kept() {
    for (text, line) in [
        (r#"{"name":5.0}"#, "name: expected a string, found `5.0`"),
        (
            r#"{"name":[null,{"a":1}]}"#,
            "name: expected a string, found an array",
        ),
        (
            r#"{"direction":true}"#,
            "direction: expected a string, found `true`",
        ),
        (r#"{"when":{}}"#, "when: expected a string, found an object"),
        (
            r#"{"flag":"yes"}"#,
            "flag: expected a boolean, found \"yes\"",
        ),
        (r#"{"type":"5"}"#, "type: expected a number, found \"5\""),
        (
            r#"{"ratio":[]}"#,
            "ratio: expected a number, found an array",
        ),
        (
            r#"{"small":5.5}"#,
            "small: expected an integer of the range of `u32`, found `5.5`",
        ),
        (
            r#"{"small":-1}"#,
            "small: expected an integer of the range of `u32`, found `-1`",
        ),
        (
            r#"{"wait":9223372036854775808}"#,
            "wait: expected an integer of the range of `i64`, found `9223372036854775808`",
        ),
        (
            r#"{"self":1e300}"#,
            "self: expected an integer of the range of `u64`, found `1e300`",
        ),
        (
            r#"{"tags":{"a":1}}"#,
            "tags: expected an array, found an object",
        ),
        (
            r#"{"pages":[]}"#,
            "pages: expected an object, found an array",
        ),
        (
            r#"{"attributes":7}"#,
            "attributes: expected an object, found `7`",
        ),
        (
            r#"{"child":7}"#,
            "child: expected an object (`Everything`), found `7`",
        ),
        (
            r#"{"child":{"children":[{},{"child":{"flag":0}}]}}"#,
            "child.children[1].child.flag: expected a boolean, found `0`",
        ),
    ] {
        // With `arbitrary_precision` a number keeps its form, `1e300` or `1e+300`.
        let line = line.replace("`1e300`", &format!("`{}`", json!(1e300)));
        lenient::<Everything>(text, &[&line]);
    }
    assert_eq!(
        lenient::<Everything>(r#"{"name":5}"#, &["name: expected a string, found `5`"]).name,
        None
    );
}

#[test]
fn items_that_fit_stay_typed() {
    let mut value: Everything = lenient(
        r#"{"steps":[null,1,"2",3,4.5,[]],"attributes":{"a":null,"b":"x","c":[1]},"children":[{},null,{"name":1}]}"#,
        &[
            "attributes.a: expected a string, found null",
            "attributes.c: expected a string, found an array",
            "children[1]: expected an object (`Everything`), found null",
            "children[2].name: expected a string, found `1`",
            "steps[0]: expected an integer of the range of `i32`, found null",
            "steps[2]: expected an integer of the range of `i32`, found \"2\"",
            "steps[4]: expected an integer of the range of `i32`, found `4.5`",
            "steps[5]: expected an integer of the range of `i32`, found an array",
        ],
    );
    assert_eq!(value.steps.as_deref(), Some(&[1, 3][..]));
    value.steps.as_mut().unwrap().extend([6, 7]);
    // A key that has a value wins over the misfit.
    value
        .attributes
        .as_mut()
        .unwrap()
        .insert("a".into(), "y".into());
    value.children = None;
    assert_eq!(
        json(&value),
        json!({
            "steps": [null, 1, "2", 3, 4.5, [], 6, 7],
            "attributes": {"a": "y", "b": "x", "c": [1]},
        })
    );
    value.steps.as_mut().unwrap().truncate(1);
    assert_eq!(json(&value)["steps"], json!([null, 1, "2", 4.5, []]));

    lenient::<Everything>(
        r#"{"pages":{"a":[{"pageNumber":1,"pageSize":1},5],"b":7},"grid":[[1],2],"ratios":{"a":[1,null,2.5],"b":[1]}}"#,
        &[
            "grid[1]: expected an array, found `2`",
            "pages.a[1]: expected an object (`PagingSpec`), found `5`",
            "pages.b: expected an array, found `7`",
            "ratios.a[1]: expected a number, found null",
        ],
    );
}

#[test]
fn a_field_that_is_set_wins() {
    let mut value: Everything = lenient(
        r#"{"name":5,"tags":"x"}"#,
        &[
            "name: expected a string, found `5`",
            "tags: expected an array, found \"x\"",
        ],
    );
    value.name = Some(String::new());
    value.tags = Some(vec![]);
    assert_eq!(json(&value), json!({"name": "", "tags": []}));
    assert!(odd(&value).is_empty());

    let mut value: Strict = lenient(
        r#"{"flag":"no","free":null,"name":1,"paging":[],"ratio":"","tags":[1],"when":null}"#,
        &[
            "direction: expected a value (required by `Strict`), found nothing",
            "flag: expected a boolean, found \"no\"",
            "name: expected a string, found `1`",
            "paging: expected an object (`PagingSpec`), found an array",
            "ratio: expected a number, found \"\"",
            "tags[0]: expected a string, found `1`",
            "when: expected a value (required by `Strict`), found null",
        ],
    );
    value.name = "n".into();
    value.extra.forget("flag");
    value.paging = PagingSpec::new(0, 0.into());
    value.paging.page_number = 1;
    let paging = json!({"pageNumber": 1, "pageSize": 0});
    assert_eq!(
        json(&value),
        json!({"flag": false, "free": null, "name": "n", "paging": paging, "ratio": "", "tags": [1], "when": null})
    );
}

#[test]
fn misfits_are_read_and_taken_out() {
    let text = r#"{"name":5,"steps":[1,"2"],"pages":{"a b":[null,[]],"c":1}}"#;
    let mut value = serde_json::from_str::<Lenient<Everything>>(text)
        .unwrap()
        .value;
    let misfits = value.extra.misfits();
    let paths: Vec<_> = misfits.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "name",
            "pages[\"a b\"][0]",
            "pages[\"a b\"][1]",
            "pages.c",
            "steps[1]"
        ]
    );
    assert_eq!(misfits[4].1, &json!("2"));
    assert_eq!(value.extra.take_misfit("steps[0]"), None);
    assert_eq!(value.extra.take_misfit("steps"), None);
    for (path, was, left) in [
        (
            "steps[1]",
            json!("2"),
            json!({"name": 5, "steps": [1], "pages": {"a b": [null, []], "c": 1}}),
        ),
        (
            "pages[\"a b\"][0]",
            json!(null),
            json!({"name": 5, "steps": [1], "pages": {"a b": [[]], "c": 1}}),
        ),
        (
            "pages.c",
            json!(1),
            json!({"name": 5, "steps": [1], "pages": {"a b": [[]]}}),
        ),
        (
            "pages[\"a b\"][1]",
            json!([]),
            json!({"name": 5, "steps": [1], "pages": {"a b": []}}),
        ),
        (
            "name",
            json!(5),
            json!({"steps": [1], "pages": {"a b": []}}),
        ),
    ] {
        assert_eq!(value.extra.take_misfit(path), Some(was), "{path}");
        assert_eq!(value.extra.take_misfit(path), None, "{path}");
        assert_eq!(json(&value), left);
    }
    assert!(value.extra.is_empty());
}

#[test]
fn of_a_name_that_comes_twice_the_last_counts() {
    for (text, wanted) in [
        (r#"{"name":5,"name":"b"}"#, json!({"name": "b"})),
        (r#"{"name":"b","name":5}"#, json!({"name": 5})),
        (r#"{"name":5,"name":null}"#, json!({"name": null})),
        (r#"{"steps":["x"],"steps":[1]}"#, json!({"steps": [1]})),
        (r#"{"steps":[1],"steps":"x"}"#, json!({"steps": "x"})),
        (
            r#"{"attributes":{"a":1,"a":"b"}}"#,
            json!({"attributes": {"a": "b"}}),
        ),
        (
            r#"{"attributes":{"a":"b","a":1}}"#,
            json!({"attributes": {"a": 1}}),
        ),
        (
            r#"{"ratios":{"a":[null,1],"a":[2]}}"#,
            json!({"ratios": {"a": [2]}}),
        ),
        (
            r#"{"pages":{"a":[null],"a":7}}"#,
            json!({"pages": {"a": 7}}),
        ),
    ] {
        let value: Lenient<Everything> = serde_json::from_str(text).unwrap();
        assert_eq!(json(&value), wanted, "{text}");
        let again: Lenient<Everything> = serde_json::from_value(wanted).unwrap();
        assert_eq!(value.odd(), again.odd(), "{text}");
    }
    let value: Lenient<Strict> =
        serde_json::from_str(r#"{"name":5,"name":null,"flag":null,"flag":1}"#).unwrap();
    assert_eq!(json(&value), json!({"name": null, "flag": 1}));
}

#[test]
fn where_no_model_is_around_it_what_does_not_fit_is_refused() {
    for text in ["5", "null", "[]", "\"x\""] {
        assert!(
            serde_json::from_str::<Lenient<Everything>>(text).is_err(),
            "{text}"
        );
    }
    assert!(serde_json::from_str::<Lenient<Vec<Everything>>>("[{},null]").is_err());
    let list: Vec<Everything> = lenient(
        "[{},{\"name\":1}]",
        &["[1].name: expected a string, found `1`"],
    );
    assert_eq!(list.len(), 2);
}

#[test]
fn what_is_odd_is_listed_with_its_kind() {
    let value = everything(
        r#"{"children":[{"direction":"up","directions":["inbound","down"],"when":"2021-04-2T15:30:51.418Z"}],"mood":{},"":1}"#,
    );
    let odd: Vec<_> = odd(&value)
        .into_iter()
        .map(|odd| (odd.kind, odd.to_string()))
        .collect();
    assert_eq!(
        odd,
        [
            (
                OddKind::UnknownProperty,
                "mood: expected nothing (unknown to `Everything`), found an object".to_owned()
            ),
            (
                OddKind::UnknownProperty,
                "[\"\"]: expected nothing (unknown to `Everything`), found `1`".to_owned()
            ),
            (
                OddKind::UnlistedWord,
                "children[0].direction: expected a listed word of `Direction`, found \"up\""
                    .to_owned()
            ),
            (
                OddKind::UnlistedWord,
                "children[0].directions[1]: expected a listed word of `Direction`, found \"down\""
                    .to_owned()
            ),
            (
                OddKind::MalformedDate,
                "children[0].when: expected a date-time, found \"2021-04-2T15:30:51.418Z\""
                    .to_owned()
            ),
        ]
    );
}

#[test]
fn many_misfits_take_time_in_proportion() {
    let items: Vec<_> = (0..100_000).map(|number| format!("\"{number}\"")).collect();
    let entries: Vec<_> = (0..100_000)
        .map(|number| format!("\"k{}\":{number}", number % 60_000))
        .collect();
    let text = format!(
        "{{\"steps\":[{}],\"attributes\":{{{}}}}}",
        items.join(","),
        entries.join(",")
    );
    let value: Lenient<Everything> = serde_json::from_str(&text).unwrap();
    assert_eq!(value.odd().len(), 160_000);
    assert_eq!(json(&value), serde_json::from_str::<Value>(&text).unwrap());
}

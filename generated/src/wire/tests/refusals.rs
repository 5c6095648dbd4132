//! Refusals, their words, and the deviations that lenient decoding forgives.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::models::{Everything, Inner, Outer, PagingSpec, Strict};
use super::{check, everything};
use crate::wire::Lenient;

#[track_caller]
fn refuse<T: DeserializeOwned + std::fmt::Debug>(text: &str, message: &str) {
    assert_eq!(
        serde_json::from_str::<T>(text).unwrap_err().to_string(),
        message
    );
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
    let text =
        r#"{"children":[{"paging":{"pageSize":null,"x":1}},{"pages":{"p":[{"pageSize":null}]}}]}"#;
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
        serde_json::to_value(lenient.unchecked()).unwrap(),
        serde_json::from_str::<Value>(text).unwrap()
    );
    let paging = lenient.unchecked_mut().children.as_mut().unwrap()[0]
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
        let mut value: Strict = check::<Lenient<Strict>>(text).into_unchecked();
        value.flag = true;
        value.paging.page_number = 1;
        value.when = "2024-01-01".into();
        let again = serde_json::to_value(&value).unwrap();
        assert_eq!(again["flag"], json!(true));
        assert_eq!(again["paging"]["pageNumber"], json!(1));
        assert_eq!(again["when"], json!("2024-01-01"));
    }
    assert_eq!(
        check::<Lenient<Vec<PagingSpec>>>("[{\"pageSize\":null}]").filled(),
        ["[0].pageNumber", "[0].pageSize"]
    );
    let whole: Lenient<PagingSpec> = check(r#"{"pageNumber":0,"pageSize":0}"#);
    assert!(whole.filled().is_empty() && whole.unchecked().extra.is_empty());
}

/// A required model that did not come is sent once there is something in it.
#[test]
fn what_is_put_into_a_model_that_was_filled_in_is_sent() {
    let sent = |put: fn(&mut Inner)| {
        let mut outer = check::<Lenient<Outer>>("{}").into_unchecked();
        put(&mut outer.inner);
        serde_json::to_value(&outer).unwrap()
    };
    assert_eq!(sent(|_| {}), json!({}));
    let put: [fn(&mut Inner); 4] = [
        |it| it.list.push(1),
        |it| _ = it.map.insert("a".to_owned(), 1),
        |it| it.paging.page_number = 1,
        |it| it.text.push('a'),
    ];
    for put in put {
        assert!(sent(put)["inner"].is_object());
    }
}

#[test]
fn control_characters_of_names_are_refused_unless_they_are_escaped() {
    refuse::<Everything>(
        "{\"a\tb\":1}",
        "control character (\\u0000-\\u001F) found while parsing a string at line 1 column 4",
    );
    everything(r#"{"a\tb":1}"#);
    // Neither a reader nor an escape next to it may hide one.
    for text in [
        "{\"a\tb\":1}",
        "{\"a\tb\\n\":1}",
        "{\"na\tme\\n\":1}",
        "{\"\\n\u{1}\":1}",
    ] {
        let refused = [
            serde_json::from_str::<Everything>(text),
            serde_json::from_slice(text.as_bytes()),
            serde_json::from_reader(text.as_bytes()),
        ];
        assert!(serde_json::from_str::<Value>(text).is_err());
        for result in refused {
            let error = result.unwrap_err().to_string();
            assert!(error.starts_with("control character"), "{text}: {error}");
        }
    }
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

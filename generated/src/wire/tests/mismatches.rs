//! A value that does not fit is kept next to the typed values, listed, and written back.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::models::{Everything, PagingSpec, Strict};
use super::{check, everything};
use crate::wire::{Deviation, DeviationKind, Item, Known, Lenient, Model, deviations, summarize};

/// Decodes leniently, expects the same JSON again and these lines of deviations.
#[track_caller]
fn lenient<T>(text: &str, lines: &[&str]) -> T
where
    T: Item + serde::de::DeserializeOwned + Serialize + PartialEq + Clone + std::fmt::Debug,
{
    assert!(serde_json::from_str::<T>(text).is_err(), "{text}");
    let lenient: Lenient<T> = check(text);
    let deviations = lenient.deviations();
    let found: Vec<_> = deviations.iter().map(ToString::to_string).collect();
    assert_eq!(found, lines, "{text}");
    assert!(deviations.iter().all(|it| it.kind.is_refused()));
    lenient.into_unchecked()
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
    value.steps.as_mut().unwrap()[1] = 6;
    // A key that has a value wins over the mismatch.
    value
        .attributes
        .as_mut()
        .unwrap()
        .insert("a".into(), "y".into());
    value.children = None;
    assert_eq!(
        json(&value),
        json!({
            "steps": [null, 1, "2", 6, 4.5, []],
            "attributes": {"a": "y", "b": "x", "c": [1]},
        })
    );
    value.steps.as_mut().unwrap().truncate(1);
    assert_eq!(json(&value)["steps"], json!([1]));

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
    assert!(deviations(&value).is_empty());

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
fn mismatches_are_read_and_taken_out() {
    let text = r#"{"name":5,"steps":[1,"2"],"pages":{"a b":[null,[]],"c":1}}"#;
    let mut value = serde_json::from_str::<Lenient<Everything>>(text)
        .unwrap()
        .into_unchecked();
    let mismatches = value.extra.mismatches();
    let paths: Vec<_> = mismatches.iter().map(|(path, _)| path.as_str()).collect();
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
    assert_eq!(mismatches[4].1, &json!("2"));
    assert_eq!(value.extra.take_mismatch("steps[0]"), None);
    assert_eq!(value.extra.take_mismatch("steps"), None);
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
        assert_eq!(value.extra.take_mismatch(path), Some(was), "{path}");
        assert_eq!(value.extra.take_mismatch(path), None, "{path}");
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
        assert_eq!(value.deviations(), again.deviations(), "{text}");
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
}

#[test]
fn a_list_at_the_top_keeps_its_mismatches_like_any_other() {
    let text = r#"[{},null,{"name":1},[5]]"#;
    let mut list: Lenient<Vec<Everything>> = check(text);
    let lines = |list: &Lenient<Vec<Everything>>| {
        let deviations = list.deviations().into_iter();
        deviations.map(|it| it.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&list),
        [
            "[1]: expected an object (`Everything`), found null",
            "[2].name: expected a string, found `1`",
            "[3]: expected an object (`Everything`), found an array",
        ]
    );
    assert_eq!(list.clone().into_parts().1, list.deviations());
    assert_eq!(list.clone().strict().unwrap_err().deviations().len(), 3);
    assert_eq!(list.take_mismatch("[0]"), None);
    assert_eq!(list.take_mismatch("[1]"), Some(Value::Null));
    assert_eq!(list.take_mismatch("[1]"), None);
    list.unchecked_mut()[1].name = Some("n".into());
    assert_eq!(json(&list), json!([{}, {"name": "n"}, [5]]));
    list.unchecked_mut().clear();
    assert_eq!(json(&list), json!([]));

    let map: Lenient<BTreeMap<String, PagingSpec>> =
        check(r#"{"a":{"pageNumber":1,"pageSize":2},"b":7,"":{}}"#);
    assert_eq!(map.deviations()[0].path, "[\"\"]");
    assert_eq!(map.deviations()[1].path, "b");
    assert_eq!(map.unchecked().len(), 1);
}

#[test]
fn an_item_with_none_of_its_properties_does_not_fit() {
    let text = r#"{"p":[{},{"pageNumber":null},{"z":1,"a":[]}],"q":[]}"#;
    let text = format!(r#"{{"pages":{text},"paging":{{}}}}"#);
    let value: Everything = lenient(
        &text,
        &[
            "pages.p[0]: expected an object (`PagingSpec`), found an object with none of its properties",
            "pages.p[1].pageNumber: expected a value (required by `PagingSpec`), found null",
            "pages.p[1].pageSize: expected a value (required by `PagingSpec`), found nothing",
            "pages.p[2]: expected an object (`PagingSpec`), found an object with none of its properties",
            "paging.pageNumber: expected a value (required by `PagingSpec`), found nothing",
            "paging.pageSize: expected a value (required by `PagingSpec`), found nothing",
        ],
    );
    assert_eq!(value.pages.unwrap()["p"].len(), 1);
}

/// Decodes leniently, lets a step change the value, and expects that it is sent as `wanted`.
#[track_caller]
fn sends(text: &str, change: fn(&mut Everything), wanted: Value) {
    let mut value: Everything = check::<Lenient<_>>(text).into_unchecked();
    change(&mut value);
    assert_eq!(json(&value), wanted, "{text}");
    assert_eq!(json(&value.clone()), wanted, "{text}");
}

#[test]
fn what_the_program_replaced_is_not_sent_again() {
    let paging = |number| PagingSpec::new(number, 0.into());
    let children = r#"{"children":["lost",{"name":"a"}]}"#;
    let two = |it: &mut Everything| {
        it.children = Some(vec![Everything::default(), Everything::default()]);
    };
    sends(children, two, json!({"children": [{}, {}]}));
    sends(
        children,
        |it| it.children.as_mut().unwrap().clear(),
        json!({"children": []}),
    );
    sends(children, |it| it.children = None, json!({}));
    sends(
        children,
        |it| it.children.as_mut().unwrap()[0].flag = Some(true),
        json!({"children": ["lost", {"name": "a", "flag": true}]}),
    );
    let one = |it: &mut Everything| {
        it.children = Some(vec![Everything::default()]);
        it.extra.forget("children");
    };
    sends(children, one, json!({"children": [{}]}));

    // All items were lost.
    sends(
        r#"{"steps":["x"]}"#,
        |it| it.steps = Some(vec![1]),
        json!({"steps": [1]}),
    );
    // A list within a list goes with it, and so does the form of its numbers.
    sends(
        r#"{"ratios":{"a":[1,null],"b":[1]}}"#,
        |it| _ = it.ratios.as_mut().unwrap().remove("b"),
        json!({"ratios": {"a": [1.0]}}),
    );

    let attributes = r#"{"attributes":{"a":1,"b":"x","c":"y"}}"#;
    sends(
        attributes,
        |it| it.attributes.as_mut().unwrap().clear(),
        json!({"attributes": {}}),
    );
    sends(
        attributes,
        |it| it.attributes = Some([("b".into(), "z".into())].into()),
        json!({"attributes": {"b": "z"}}),
    );
    let insert = |it: &mut Everything| {
        let attributes = it.attributes.as_mut().unwrap();
        attributes.insert("d".into(), String::new());
    };
    sends(
        attributes,
        insert,
        json!({"attributes": {"a": 1, "b": "x", "c": "y", "d": ""}}),
    );
    sends(
        r#"{"attributes":{"a":1}}"#,
        insert_into_none,
        json!({"attributes": {"d": ""}}),
    );
    let mut strict =
        check::<Lenient<Strict>>(r#"{"flag":1,"tags":"x","paging":7,"ratio":""}"#).into_unchecked();
    strict.extra.forget("flag");
    strict.extra.forget("tags");
    strict.extra.forget("name");
    strict.paging = paging(0);
    strict.paging.page_number = 1;
    assert_eq!(
        json(&strict),
        json!({"flag": false, "name": "", "tags": [], "paging": {"pageNumber": 1, "pageSize": 0}, "ratio": ""})
    );
}

fn insert_into_none(it: &mut Everything) {
    let attributes = it.attributes.as_mut().unwrap();
    attributes.insert("d".into(), String::new());
}

#[test]
fn what_was_only_filled_in_is_known() {
    let mut value: Strict =
        check::<Lenient<_>>(r#"{"flag":"no","ratio":null,"name":""}"#).into_unchecked();
    let filled = |value: &Strict| {
        let names = [
            "direction",
            "flag",
            "free",
            "name",
            "paging",
            "ratio",
            "tags",
        ];
        let known = names.map(|name| Known::<Strict>::of(name).unwrap());
        let filled = known.into_iter().filter(|it| value.is_filled(*it));
        filled.map(Known::name).collect::<Vec<_>>()
    };
    assert_eq!(
        filled(&value),
        ["direction", "flag", "free", "paging", "ratio", "tags"]
    );
    value.flag = true;
    value.paging.page_number = 1;
    value.extra.forget("tags");
    assert_eq!(filled(&value), ["direction", "free", "ratio"]);
    assert_eq!(value.extra.nulls().collect::<Vec<_>>(), ["ratio"]);
}

/// A model with a required model.
#[derive(Clone, PartialEq)]
struct Holder {
    child: Box<Everything>,
    extra: crate::wire::Extra,
}

crate::wire! {
    Holder {
        child: "child" required boxed,
    }
}

#[test]
fn an_optional_property_with_an_empty_value_has_one() {
    let mut holder: Holder = check::<Lenient<_>>("{\"other\":1}").into_unchecked();
    assert_eq!(json(&holder), json!({"other": 1}));
    holder.child.flag = Some(false);
    assert_eq!(json(&holder), json!({"other": 1, "child": {"flag": false}}));
    assert!(!holder.is_filled(Known::checked("child")));
}

#[test]
fn deviations_are_listed_with_their_kinds() {
    let value = everything(
        r#"{"children":[{"direction":"up","directions":["inbound","down"],"when":"2021-04-2T15:30:51.418Z"}],"mood":{},"":1}"#,
    );
    let found: Vec<_> = deviations(&value)
        .into_iter()
        .map(|it| (it.kind, it.to_string()))
        .collect();
    assert_eq!(
        found,
        [
            (
                DeviationKind::UnknownProperty,
                "mood: expected nothing (unknown to `Everything`), found an object".to_owned()
            ),
            (
                DeviationKind::UnknownProperty,
                "[\"\"]: expected nothing (unknown to `Everything`), found `1`".to_owned()
            ),
            (
                DeviationKind::UnlistedWord,
                "children[0].direction: expected a listed word of `Direction`, found \"up\""
                    .to_owned()
            ),
            (
                DeviationKind::UnlistedWord,
                "children[0].directions[1]: expected a listed word of `Direction`, found \"down\""
                    .to_owned()
            ),
            (
                DeviationKind::MalformedDate,
                "children[0].when: expected a date-time, found \"2021-04-2T15:30:51.418Z\""
                    .to_owned()
            ),
        ]
    );
}

#[test]
fn many_mismatches_take_time_in_proportion() {
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
    assert_eq!(value.deviations().len(), 160_000);
    assert_eq!(json(&value), serde_json::from_str::<Value>(&text).unwrap());
    let mut value = value.into_unchecked();
    let paths: Vec<_> = value
        .extra
        .mismatches()
        .into_iter()
        .map(|it| it.0)
        .collect();
    for path in &paths {
        assert!(value.extra.take_mismatch(path).is_some(), "{path}");
    }
    assert_eq!(json(&value), json!({"steps": [], "attributes": {}}));
    assert!(value.extra.is_empty());
}

#[test]
fn every_way_in_leads_to_the_same_deviations() {
    let models = [everything(r#"{"mood":1}"#), everything(r#"{"when":"x"}"#)];
    let [first, second] = [
        "[0].mood: expected nothing (unknown to `Everything`), found `1`",
        "[1].when: expected a date-time, found \"x\"",
    ];
    let lines = |found: Vec<Deviation>| found.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(lines(deviations(&models)), [first, second]);
    assert_eq!(lines(deviations(models.as_slice())), [first, second]);
    assert_eq!(lines(deviations(&models.to_vec())), [first, second]);
    let map = BTreeMap::from([(String::new(), models[0].clone())]);
    assert_eq!(deviations(&map)[0].path, "[\"\"].mood");
    let map: std::collections::HashMap<_, _> = map.into_iter().collect();
    assert_eq!(deviations(&map)[0].path, "[\"\"].mood");
    assert!(deviations(&()).is_empty());
}

#[test]
fn deviations_are_summarised_by_their_paths_without_indices() {
    let text = r#"{"children":[{"a]b\"[0]":1,"child":{"name":5}},{"a]b\"[0]":1}],"x[1]":2}"#;
    let value = check::<Lenient<Everything>>(text);
    let lines: Vec<_> = summarize(&value.deviations())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        lines,
        [
            "children[*][\"a]b\\\"[0]\"]: unknown property (2 times)",
            "[\"x[1]\"]: unknown property (1 time)",
            "children[*].child.name: mismatch (1 time)",
        ]
    );
}

#[test]
fn what_is_taken_out_leaves_the_others_in_their_places() {
    let mut value: Everything =
        check::<Lenient<_>>(r#"{"steps":[null,1,"2",3.0,"4"]}"#).into_unchecked();
    assert_eq!(value.extra.take_mismatch("steps[0]"), Some(Value::Null));
    let same = check::<Lenient<Everything>>(r#"{"steps":[null,1,"2",3.0,"4"]}"#);
    assert_ne!(&value, same.unchecked());
    assert_eq!(json(&value), json!({"steps": [1, "2", 3.0, "4"]}));
    let paths = |value: &Everything| deviations(value).into_iter().map(|it| it.path);
    let mismatches = value.extra.mismatches().into_iter().map(|(path, _)| path);
    assert!(mismatches.eq(paths(&value)), "both count as received");
    assert_eq!(value.extra.take_mismatch("steps[4]"), Some(json!("4")));
    assert_eq!(value.extra.take_mismatch("steps[2]"), Some(json!("2")));
    assert_eq!(json(&value), json!({"steps": [1, 3.0]}));

    for name in ["a", "b c", "", "q\"\\\n\u{7f}\u{200b}é]", "x.y", "[0]"] {
        let text = json!({"attributes": {name: 1}}).to_string();
        let mut value: Everything = check::<Lenient<_>>(&text).into_unchecked();
        let path = value.extra.mismatches()[0].0.clone();
        assert_eq!(value.extra.take_mismatch(&path), Some(json!(1)), "{path}");
        assert_eq!(json(&value), json!({"attributes": {}}));
    }
}

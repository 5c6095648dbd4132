use serde_json::json;

use super::*;
use crate::source::Sources;

const CALL: &str = "\
# `Call` Definition

| Property | Type | Required | Description |
|---|---|---|---|
| count | `number` | No | |
| counts | `number[]` | No | |
| share | `number` | No | |
| size | `number` | No | |
| start | `string` | No | |
| days | `string[]` | No | |
| media | `string` | Yes | |
| note | `string` | No | |
| queueId | `string` | No | |
| $odd key | `number` | No | |
| legs | [`Call[]`](call-definition.md) | No | |
";

fn model(overrides: &str) -> Model {
    let mut sources = Sources::default();
    sources.add("call-definition.md", CALL);
    sources.overrides = Some(sources.add("overrides.toml", overrides));
    crate::decide(&sources)
        .expect("the definition is sound")
        .model
}

/// Checks the suggestions, below the line that names their source.
#[track_caller]
fn check(overrides: &str, payloads: &[Value], expected: &str) {
    let found = suggest(&model(overrides), "Call", payloads).expect("the definition is there");
    let (_, entries) = found.text.split_once('\n').expect("the first line");
    assert_eq!(entries, expected);
}

/// A payload in which the required property is present and adds nothing.
fn call(mut value: Value) -> Value {
    value["media"] = "some thing".into();
    value
}

#[test]
fn numbers_that_were_integers_throughout() {
    let payloads = [
        call(json!({ "count": 3, "share": 1, "counts": [1, -2], "size": u64::MAX, "$odd key": 1 })),
        call(json!({ "count": 7, "share": 0.5, "counts": [], "size": 0 })),
    ];
    check(
        "",
        &payloads,
        "\n[definitions.Call]\n\"$odd key\" = \"i64\"  # 1 integer, 1 to 1\n\
         count = \"i64\"  # 2 integers, 3 to 7\ncounts = \"i64[]\"  # 2 integers, -2 to 1\n\
         size = \"u64\"  # 2 integers, 0 to 18446744073709551615\n",
    );
    // An integer in floating point form is none: who sends it may send 1.5 as well.
    let payloads = [call(json!({ "share": 1.0 })), call(json!({ "share": 2 }))];
    check("", &payloads, "# Nothing that is not known already.\n");
}

#[test]
fn texts_that_were_always_dates() {
    let payloads = [
        call(json!({ "start": "2024-05-01T08:30:00Z", "days": ["2024-05-01", "2024-05-02"] })),
        call(json!({ "start": "2024-05-01T08:30:00Z", "note": "2024-05-01" })),
        call(json!({ "note": "tomorrow" })),
    ];
    check(
        "",
        &payloads,
        "\n[definitions.Call]\ndays = \"date[]\"  # 2 texts\nstart = \"date-time\"  # 2 texts\n",
    );
}

#[test]
fn small_sets_of_words() {
    let media = ["voice", "chat", "voice", "voice"];
    let payloads = media.map(|media| json!({ "media": media, "queueId": "main", "note": "a b" }));
    check(
        "",
        &payloads,
        "\n[enums.Media]\nvalues = [\"chat\", \"voice\"]\n\n\
         [definitions.Call]\nmedia = \"Media\"  # 4 texts of 2 words\n",
    );
    check("", &payloads[..3], "# Nothing that is not known already.\n");
    let unlike = ["SMS", "sms", "SMS", "sms"].map(|media| json!({ "media": media }));
    check("", &unlike, "# Nothing that is not known already.\n");
}

#[test]
fn a_list_that_is_there_is_used_if_it_has_every_word() {
    let payloads = ["voice"; 4].map(|media| json!({ "media": media }));
    let listing =
        |words: &str| format!("[enums]\nMedia = [{words}]\n[definitions.Call]\nnote = \"Media\"\n");
    check(
        &listing("\"voice\", \"chat\""),
        &payloads,
        "\n[definitions.Call]\nmedia = \"Media\"  # 4 texts of 1 word\n",
    );
    check(
        &listing("\"chat\""),
        &payloads,
        "\n[enums.CallMedia]\nvalues = [\"voice\"]\n\n\
         [definitions.Call]\nmedia = \"CallMedia\"  # 4 texts of 1 word\n",
    );
}

#[test]
fn required_properties_that_were_absent_at_any_depth() {
    let payloads = [json!([
        { "media": "some thing", "legs": [{ "media": null }, {}] },
        { "media": "some thing" },
    ])];
    check(
        "",
        &payloads,
        "\n[definitions.Call]\nmedia = { required = false }  # absent or null in 2 of 4 objects\n",
    );
}

#[test]
fn what_is_suggested_is_accepted_and_then_known() {
    let payloads = ["voice", "chat", "voice", "voice", ""].map(|media| {
        json!({
            "media": if media.is_empty() { Value::Null } else { media.into() },
            "count": 1, "$odd key": 2, "start": "2024-05-01T08:30:00Z", "counts": [1],
        })
    });
    let found = suggest(&model(""), "Call", &payloads).expect("the definition is there");
    let text = found.text;
    assert!(
        text.contains("media = { type = \"Media\", required = false }"),
        "{text}"
    );
    check(&text, &payloads, "# Nothing that is not known already.\n");
}

#[test]
fn values_of_another_kind_are_reported() {
    let payloads = [
        json!({ "media": 1, "counts": [1, "a", {}], "legs": [3], "share": null }),
        json!({ "media": "some thing", "counts": "none", "size": true }),
    ];
    check(
        "[definitions.Call]\ncount = \"i32\"\n",
        &payloads,
        "\n# `counts` of `Call` holds a string in 1 of 2, the definition says `number[]`.\n\
         # `counts` of `Call` is a string in 1 of 2, the definition says `number[]`.\n\
         # `legs` of `Call` holds a number in 1 of 1, the definition says `Call[]`.\n\
         # `media` of `Call` is a number in 1 of 2, the definition says `string`.\n\
         # `size` of `Call` is a boolean in 1 of 1, the definition says `number`.\n\
         \n[definitions.Call]\ncounts = \"i64[]\"  # 1 integer, 1 to 1\n",
    );
}

#[test]
fn nulls_in_lists_and_maps() {
    let payloads = [
        call(json!({ "counts": [1, null, 2], "days": ["x y", null] })),
        call(json!({ "legs": [null], "counts": [null] })),
    ];
    check(
        "",
        &payloads,
        "\n[definitions.Call]\ncounts = \"i64?[]\"  # 2 integers, 1 to 2, 2 nulls\n\
         days = \"string?[]\"  # 1 null\nlegs = \"Call?[]\"  # 1 null\n",
    );
    let known =
        "[definitions.Call]\ncounts = \"i64?[]\"\ndays = \"string?[]\"\nlegs = \"Call?[]\"\n";
    check(known, &payloads, "# Nothing that is not known already.\n");
}

#[test]
fn payloads_of_another_model_are_doubted() {
    let payloads = [
        json!({ "a": 1, "b": 2, "c": 3, "d": 4 }),
        json!([{ "media": "x y", "a": 1, "b": 2 }, { "c": 3 }]),
        json!([{ "media": "x y", "a": 1 }, { "media": "x y", "b": 1 }]),
        json!(["x"]),
        json!([]),
    ];
    let found = suggest(&model(""), "Call", &payloads).expect("the definition is there");
    let doubts: Vec<_> = found
        .doubts
        .iter()
        .map(|doubt| (doubt.payload, doubt.message.as_str()))
        .collect();
    assert_eq!(
        doubts,
        [
            (
                0,
                "none of its 4 properties is known to `Call`: wrong --model?"
            ),
            (
                1,
                "only 1 of its 4 properties is known to `Call`: wrong --model?"
            ),
            (3, "it is or holds a string, not an object"),
        ]
    );
    // The first is not read as what it is not.
    assert!(
        found
            .text
            .starts_with("# Suggested by 4 objects of `Call`.")
    );
    assert!(found.text.contains("absent or null in 1 of 4 objects"));
}

#[test]
fn a_model_that_is_not_there_is_an_error() {
    let error = suggest(&model(""), "Cal", &[]).expect_err("there is no such definition");
    assert_eq!(
        error.to_string(),
        "there is no definition `Cal`; did you mean `Call`?"
    );
}

//! Overrides as the users of the command see them.

use crate::support::{Scratch, assert_contains, assert_ends, assert_starts};

const CALL: (&str, &str) = (
    "Call",
    "| id | `string` | Yes | |\n| count | `number` | No | |\n| media | `string` | No | |\n",
);

const OVERRIDES: &str = "\
[enums]
Media = [\"chat\", \"voice\"]

[definitions.Call]
count = \"i32\"
media = \"Media\"
";

fn with_overrides() -> Scratch {
    let scratch = Scratch::new(&[CALL]);
    scratch.write("definitions/overrides.toml", OVERRIDES);
    let run = scratch.regen(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        run.stdout,
        "1 definition, 3 properties: 4 written, 0 removed, 0 unchanged\n"
    );
    scratch
}

#[test]
fn those_in_the_folder_are_used_without_being_named() {
    let scratch = with_overrides();
    let call = scratch.read("out/src/models/call.rs");
    assert_contains(&call, "pub count: Option<i32>,");
    assert_contains(call, "pub media: Option<super::Media>,");
    let models = scratch.read("out/src/models.rs");
    assert_contains(models, "mod media;\npub use media::Media;\n");
}

#[test]
fn those_that_are_named_are_used_instead() {
    let scratch = with_overrides();
    scratch.write("others.toml", "[definitions.Call]\ncount = \"u64\"\n");
    let run = scratch.regen(&["--overrides", "others.toml"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        scratch
            .read("out/src/models/call.rs")
            .contains("pub count: Option<u64>,")
    );
    let run = scratch.regen(&["--check"]);
    assert_eq!(run.code, Some(1));
}

#[test]
fn those_that_are_named_and_not_there_are_an_error() {
    let scratch = with_overrides();
    let run = scratch.regen(&["--overrides", "gone.toml"]);
    assert_eq!(run.code, Some(2));
    assert_starts(&run.stderr, "error[unreadable-file]: ");
    assert_contains(&run.stderr, "gone.toml");
    assert!(
        run.stderr.contains("there is no such file") && run.stderr.contains("correct the path"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_removed_property_is_reported_at_the_entry_that_names_it() {
    let scratch = with_overrides();
    scratch.define(
        "Call",
        "| id | `string` | Yes | |\n| media | `string` | No | |\n",
    );
    let run = scratch.regen(&[]);
    assert_eq!(run.code, Some(2));
    assert_starts(&run.stderr, "error[unknown-override-property]: ");
    assert_contains(&run.stderr, "definitions/overrides.toml:5:1");
    assert!(
        scratch
            .read("out/src/models/call.rs")
            .contains("pub count: Option<i32>,")
    );
}

#[test]
fn an_enum_that_goes_takes_its_file_with_it() {
    let scratch = with_overrides();
    scratch.write(
        "definitions/overrides.toml",
        "[definitions.Call]\ncount = \"i32\"\n",
    );
    let run = scratch.regen(&[]);
    assert_eq!(
        run.stdout,
        "1 definition, 3 properties: 2 written, 1 removed, 1 unchanged\n"
    );
}

#[test]
fn suggestions_are_ready_to_paste() {
    let scratch = Scratch::new(&[CALL]);
    for (name, media) in [("1.json", "chat"), ("2.json", "voice")] {
        let payload = format!(
            "[{{ \"id\": \"a\", \"count\": 1, \"media\": \"{media}\" }}, {{ \"media\": \"{media}\" }}]"
        );
        scratch.write(name, &payload);
    }
    let arguments = ["1.json", "2.json", "--model", "Call"];
    let run = scratch.suggest(&arguments);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        run.stdout,
        "# Suggested by 4 objects of `Call`. A comment says what an entry rests on.\n\n\
         [enums.Media]\nvalues = [\"chat\", \"voice\"]\n\n\
         [definitions.Call]\n\
         count = \"i64\"  # 2 integers, 1 to 1\n\
         id = { required = false }  # absent or null in 2 of 4 objects\n\
         media = \"Media\"  # 4 texts of 2 words\n"
    );
    scratch.write("definitions/overrides.toml", &run.stdout);
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let run = scratch.suggest(&arguments);
    assert_ends(&run.stdout, "\n# Nothing that is not known already.\n");
}

#[test]
fn payloads_of_another_model_are_warned_of() {
    let scratch = Scratch::new(&[CALL]);
    scratch.write("good.json", r#"{ "id": 1, "media": "chat" }"#);
    scratch.write("other.json", r#"[{ "a": 1, "b": 2 }, { "c": 3 }]"#);
    let run = scratch.suggest(&["good.json", "other.json", "--model", "Call"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(
        run.stderr,
        "warning: `other.json`: none of its 3 properties is known to `Call`: wrong --model?\n"
    );
    assert_contains(
        &run.stdout,
        "# `id` of `Call` is a number in 1 of 1, the definition says `string`.\n",
    );
}

#[test]
fn payloads_that_cannot_be_read_are_named() {
    let scratch = Scratch::new(&[CALL]);
    scratch.write("bad.json", "{");
    for (arguments, expected) in [
        (
            ["gone.json", "--model", "Call"],
            "error: cannot read the payload `gone.json`: ",
        ),
        (
            ["bad.json", "--model", "Call"],
            "error: cannot read the payload `bad.json`: EOF",
        ),
    ] {
        let run = scratch.suggest(&arguments);
        assert_eq!(run.code, Some(2));
        assert_starts(&run.stderr, expected);
    }
    scratch.write("good.json", "{}");
    let run = scratch.suggest(&["good.json", "--model", "Cal"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            Some(2),
            "error: there is no definition `Cal`; did you mean `Call`?\n"
        )
    );
}

#[test]
fn a_byte_order_mark_before_a_payload_means_nothing() {
    let scratch = Scratch::new(&[("Agent", "| n | `number` | No | |\n")]);
    scratch.write("payload.json", "\u{feff}{\"n\": 1}");
    let run = scratch.suggest(&["payload.json", "--model", "Agent"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_contains(&run.stdout, "n = \"i64\"");
}

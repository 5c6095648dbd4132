//! `cargo xtask overrides import`, as it is typed.

use crate::import;
use tests::folder::definition;

use crate::support::{Run, Scratch, assert_contains, assert_ends, assert_starts};

const DOCUMENT: &str = r#"{"swagger": "2.0", "definitions": {
    "Queue": {"properties": {
        "id": {"type": "string", "readOnly": true},
        "size": {"type": "integer", "format": "int32"},
        "kind": {"type": "string", "enum": ["chat", "voice"]}
    }},
    "Call": {"properties": {"kind": {"enum": ["voice", "chat"]}, "cost": {"type": "number", "format": "float"}}}
}}"#;

const QUEUE: &str =
    "| id | `string` | No | |\n| size | `number` | No | |\n| kind | `string` | No | |\n";

fn folder() -> Scratch {
    let folder = Scratch::empty();
    folder.write(
        "definitions/queue-definition.md",
        &definition("Queue", QUEUE),
    );
    folder.write("openapi.json", DOCUMENT);
    folder
}

fn facts(folder: &Scratch, arguments: &[&str]) -> Run {
    let fixed = [
        "overrides",
        "import",
        "openapi.json",
        "--definitions",
        "definitions",
    ];
    folder.run(&[&fixed, arguments].concat())
}

#[test]
fn facts_are_written_once_and_read_by_regen() {
    let folder = folder();
    let written =
        "3 facts and 1 enum of 1 definition; wrote `facts.toml`; next, run `cargo xtask regen`\n";
    facts(&folder, &[]).check(0, written, "");
    let text = folder.read("definitions/facts.toml");
    assert_ends(
        text,
        "\n[enums]\nKind = [\"chat\", \"voice\"]\n\n[definitions]\nQueue.id = { read_only = true }\nQueue.kind = \"Kind\"\nQueue.size = \"i64\"\n",
    );
    let again = "3 facts and 1 enum of 1 definition; nothing to do\n";
    facts(&folder, &[]).check(0, again, "");
    folder.write("out/src/lib.rs", "");
    let run = folder.run(&["regen", "--definitions", "definitions", "--out", "out"]);
    run.check(
        0,
        "1 definition, 3 properties: 4 written, 0 removed, 0 unchanged\n",
        "",
    );
    assert!(
        folder
            .read("out/src/models/queue.rs")
            .contains("pub size: Option<i64>")
    );
    assert!(
        folder
            .read("out/src/models/kind.rs")
            .contains("from `definitions/facts.toml`")
    );
    facts(&folder, &["--exact-integers"]);
    assert!(
        folder
            .read("definitions/facts.toml")
            .contains("Queue.size = \"i32\"\n")
    );
}

#[test]
fn facts_that_cannot_be_read_are_written_anew_when_asked() {
    let folder = folder();
    facts(&folder, &[]);
    let written = folder.read("definitions/facts.toml");
    let renamed = written.replace("Kind", "Medium");
    let conflict = format!("<<<<<<< HEAD\n{renamed}=======\n[enums]\n>>>>>>> update\n");
    folder.write("definitions/facts.toml", &conflict);
    let run = facts(&folder, &[]);
    run.fails("error[merge-conflict]: the file has an unresolved merge conflict");
    assert_contains(&run.stderr, "--> definitions/facts.toml:1:1\n");
    assert_contains(&run.stderr, "`--overwrite`");
    assert_contains(&run.stderr, "1 problem in 1 file; nothing was written");
    assert_eq!(folder.read("definitions/facts.toml"), conflict);
    // The enums keep the names of the first side.
    assert_eq!(facts(&folder, &["--overwrite"]).code, Some(0));
    assert_eq!(folder.read("definitions/facts.toml"), renamed);

    for broken in ["[enums\n", "[enums]\nKind = 1\n", "a\na = 1\n"] {
        folder.write("definitions/facts.toml", broken);
        assert_eq!(facts(&folder, &[]).code, Some(2), "{broken}");
        assert_eq!(facts(&folder, &["--overwrite"]).code, Some(0), "{broken}");
        assert_eq!(folder.read("definitions/facts.toml"), written, "{broken}");
    }
}

#[test]
fn what_does_not_fit_is_reported() {
    let folder = folder();
    folder.write(
        "definitions/facts.toml",
        "[definitions]\nGone.size = \"i64\"\nQueue.id = \"date\"\n",
    );
    let rows = QUEUE.replace("kind | `string`", "kind | `boolean`");
    folder.write(
        "definitions/queue-definition.md",
        &definition("Queue", &rows),
    );
    folder.write("openapi.json", &DOCUMENT.replace("int32", "int7"));
    let expected = "\
warning: definitions/queue-definition.md:7: `kind` of `Queue` is `boolean` here, and `Kind` in the document; nothing is stated
warning: passed over, at `Queue.size`: the format `int7` of `integer`
dropped of `Gone`: `size` (gone)
dropped of `Queue`: `id`
2 facts and 0 enums of 1 definition; wrote `facts.toml`; next, run `cargo xtask regen`
";
    facts(&folder, &[]).check(0, expected, "");
}

#[test]
fn names_of_an_older_file_are_kept_until_they_are_given_up() {
    let folder = folder();
    let old =
        "[enums]\nCallKind = [\"chat\", \"voice\"]\n\n[definitions]\nQueue.kind = \"CallKind\"\n";
    folder.write("definitions/facts.toml", old);
    let kept = facts(&folder, &[]);
    assert!(
        folder
            .read("definitions/facts.toml")
            .contains("Queue.kind = \"CallKind\"")
    );
    let note = "note: 1 enum keeps the name and properties from `facts.toml`";
    assert!(kept.stdout.starts_with(note), "{}", kept.stdout);
    let renamed = facts(&folder, &["--rename-enums"]);
    assert!(
        folder
            .read("definitions/facts.toml")
            .contains("Queue.kind = \"Kind\"")
    );
    assert!(!renamed.stdout.contains("note"), "{}", renamed.stdout);
}

#[test]
fn regen_goes_on_where_facts_no_longer_fit() {
    let folder = folder();
    facts(&folder, &[]);
    let rows = QUEUE.replace("size | `number`", "size | `string`");
    folder.write(
        "definitions/queue-definition.md",
        &definition("Queue", &rows),
    );
    folder.write("out/src/lib.rs", "");
    let run = folder.run(&["regen", "--definitions", "definitions", "--out", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_starts(
        &run.stderr,
        "warning[override-mismatch]: `size` of `Queue` cannot become `i64`",
    );
    assert!(
        run.stderr
            .contains("help: `cargo xtask overrides import` writes the facts anew")
    );
    assert!(
        folder
            .read("out/src/models/queue.rs")
            .contains("pub size: Option<String>")
    );
}

#[test]
fn a_document_that_cannot_be_used_leaves_the_file_as_it_was() {
    let folder = folder();
    facts(&folder, &[]);
    let before = folder.read("definitions/facts.toml");
    let refused: [(&str, &[&str]); 5] = [
        (
            "[]",
            &[
                "this is a list and should be a Swagger 2.0 or OpenAPI 3 document",
                "openapi.json:1:1\n",
                "1 | []\n",
            ],
        ),
        (
            "{\"openapi\": \"3.1.0\"}",
            &[
                "the document has neither definitions nor paths",
                "openapi.json:1:1\n",
                "`components`",
            ],
        ),
        (
            "{\"swagger\": \"2.0\", \"paths\": {}}",
            &[
                "the document has no definitions",
                "openapi.json:1:1\n",
                "OpenAPI 3 in `components.schemas`",
            ],
        ),
        (
            &DOCUMENT.replace("\"string\"", "7"),
            &[
                "this is a number and should be a text, in `/definitions/Queue/properties/id/type`",
                "openapi.json:3:24\n",
                "help: correct the document",
            ],
        ),
        (
            &DOCUMENT.replace(
                "{\"properties\": {\"kind\"",
                "{\"$ref\": \"#/definitions/Call\", \"x\": {\"kind\"",
            ),
            &[
                "a cycle of `$ref`",
                "openapi.json:7:5\n",
                "help: give one of them properties",
            ],
        ),
    ];
    for (document, parts) in refused {
        folder.write("openapi.json", document);
        let run = facts(&folder, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert_starts(&run.stderr, "error[malformed-document]: ");
        for part in parts {
            assert_contains(&run.stderr, part);
        }
        assert!(run.stderr.ends_with("; nothing was written\n"));
        assert_eq!(folder.read("definitions/facts.toml"), before);
    }
    assert_eq!(
        folder.names("definitions"),
        ["facts.toml", "queue-definition.md"]
    );
    let missing = folder.run(&[
        "overrides",
        "import",
        "none.json",
        "--definitions",
        "definitions",
    ]);
    assert!(
        missing
            .stderr
            .starts_with("error: cannot read `none.json`: "),
        "{}",
        missing.stderr
    );
}

/// Problems of the Markdown alone do not appear in facts.
#[test]
fn problems_of_the_markdown_alone_are_not_reported() {
    let folder = folder();
    let rest = "\"paths\": {\"/a\": {\"get\": {\"description\": \"\\ud83d\", \"tags\": [\"/\"]}}}, \"definitions\"";
    let inline = "\"id\": {\"properties\": {}, \"allOf\": []}";
    let document = DOCUMENT.replace("\"definitions\"", rest);
    let document = document.replace("\"id\": {\"type\": \"string\", \"readOnly\": true}", inline);
    assert!(document.contains(inline));
    folder.write("openapi.json", &document);
    let written =
        "2 facts and 1 enum of 1 definition; wrote `facts.toml`; next, run `cargo xtask regen`\n";
    facts(&folder, &[]).check(0, written, "");
}

#[test]
fn broken_definitions_stop_the_import() {
    let folder = folder();
    folder.write("definitions/call-definition.md", "# `Call` Definition\n");
    let run = facts(&folder, &[]);
    run.fails("error[missing-table]");
    assert_eq!(folder.names("definitions").len(), 2);
}

#[test]
fn nothing_to_state_makes_no_file() {
    let folder = folder();
    folder.write(
        "openapi.json",
        "{\"swagger\": \"2.0\", \"definitions\": {\"Queue\": {}}}",
    );
    facts(&folder, &[]).check(
        0,
        "0 facts and 0 enums of 1 definition; nothing to do\n",
        "",
    );
    assert_eq!(folder.names("definitions"), ["queue-definition.md"]);
}

#[test]
fn an_import_of_definitions_says_how_many_have_no_facts() {
    let folder = import::published();
    folder.write(
        "definitions/facts.toml",
        "[definitions]\nQueue.size = \"i64\"\n",
    );
    let run = import::import(&folder, &["--root", "Call"]);
    assert_contains(
        &run.stdout,
        "no facts for 2 definitions: run `cargo xtask overrides import OPENAPI.json`\n",
    );
    // A definition that comes with a map needs what the map holds.
    let again = import::import(&folder, &[]);
    assert!(!again.stdout.contains("no facts"), "{}", again.stdout);
}

/// `show` warns of no more than `regen`.
#[test]
fn a_fact_that_is_set_by_hand_is_a_note_of_other_commands_as_well() {
    let folder = folder();
    facts(&folder, &[]);
    folder.write(
        "definitions/overrides.toml",
        "[definitions.Queue]\nsize = \"i32\"\n",
    );
    folder.write("out/src/lib.rs", "");
    for command in [&["regen", "--out", "out"][..], &["show", "Queue"]] {
        let run = folder.run(&[command, &["--definitions", "definitions"]].concat());
        assert_eq!(run.code, Some(0));
        let noted = run.stderr.starts_with("note[override-without-effect]");
        assert!(noted, "{}", run.stderr);
    }
}

//! Definitions, documents, payloads, sources and file names come from others: nothing that a command prints is
//! a command to a terminal or to a workflow.

use crate::support::{Run, Scratch, commands};

/// Text that a terminal or a workflow would obey, were it printed as it is.
const HOSTILE: &str = "x\n::error::evil\n \u{a0}::add-mask::evil\r::stop-commands::evil\u{1b}[2J\u{9b}2J\u{202e}\u{200b}##[add-mask]evil";

/// The part of it that a file's name can hold.
const NAME: &str = "x\n::error::evil\r::stop-commands::evil\u{1b}[2J\u{202e}##[add-mask]evil";

/// Commands that leave printing to the commands that they run, or print what is ours alone.
const OTHERS: [&str; 4] = ["bench", "ci", "bless", "completions"];

/// The runs of each command.
const RUNS: [&[&str]; 46] = [
    &["regen", "--definitions", "hostile", "--out", "out"],
    &[
        "regen",
        "--definitions",
        "hostile",
        "--out",
        "out",
        "--format",
        "json",
    ],
    &[
        "regen",
        "--definitions",
        "hostile",
        "--out",
        "out",
        "--format",
        "github",
    ],
    &["regen", "--definitions", "sound", "--out", "out"],
    &["regen", "--definitions", "sound", "--out", "out", "--check"],
    &[
        "regen",
        "--definitions",
        "sound",
        "--out",
        "other",
        "--check",
        "--format",
        "json",
    ],
    &[
        "regen",
        "--definitions",
        "sound",
        "--out",
        "other",
        "--check",
        "--format",
        "github",
    ],
    &["regen", "--definitions", NAME, "--out", "out"],
    &[
        "import",
        "document.json",
        "--definitions",
        "here",
        "--all",
        "--dry-run",
    ],
    &[
        "import",
        "document.json",
        "--definitions",
        "here",
        "--all",
        "--format",
        "json",
    ],
    &[
        "import",
        "document.json",
        "--definitions",
        "here",
        "--all",
        "--format",
        "github",
    ],
    &[
        "import",
        "sound",
        "--definitions",
        "here",
        "--all",
        "--overwrite",
    ],
    &[
        "import",
        "hostile",
        "--definitions",
        "here",
        "--all",
        "--dry-run",
    ],
    &[
        "import",
        "sound",
        "--definitions",
        "here",
        "--root",
        HOSTILE,
    ],
    &["import", NAME, "--definitions", "here", "--all"],
    &["changes", "--from", "sound", "--to", "changed"],
    &[
        "changes", "--from", "sound", "--to", "changed", "--format", "json",
    ],
    &[
        "changes", "--from", "sound", "--to", "changed", "--format", "markdown",
    ],
    &[
        "changes", "--from", "sound", "--to", "changed", "--format", "comment",
    ],
    &[
        "changes",
        "--from",
        "sound",
        "--to",
        "changed",
        "--format",
        "markdown",
        "--changelog",
    ],
    &[
        "changes", "--from", "sound", "--to", "changed", "--format", "github",
    ],
    &[
        "changes", "--from", "sound", "--to", "changed", "--format", "entries",
    ],
    &[
        "changes",
        "--from",
        "sound",
        "--to",
        "changed",
        "--fail-on",
        "any",
    ],
    &[
        "changes",
        "--from",
        "sound",
        "--to",
        "changed",
        "--used-by",
        "code",
    ],
    &[
        "changes",
        "--from",
        "sound",
        "--to",
        "changed",
        "--used-by",
        NAME,
    ],
    &[
        "changes", "--from", "sound", "--to", "changed", "--only", HOSTILE,
    ],
    &["changes", "--from", "sound", "--to", "document.json"],
    &["changes", "--from", "sound", "--to", NAME],
    &["changes", "--base", HOSTILE],
    &[
        "changes", "--from", "sound", "--to", "changed", "--allow", "list", "--accept", HOSTILE,
    ],
    &["schema", "--definitions", "sound"],
    &[
        "schema",
        "--definitions",
        "sound",
        "--format",
        "json-schema",
    ],
    &["graph", "--definitions", "sound"],
    &["graph", "--definitions", "sound", "--format", "dot"],
    &["graph", "--definitions", "sound", "--root", HOSTILE],
    &["show", "Agent", "--definitions", "sound"],
    &["show", "Agent", "--definitions", "document.json"],
    &["show", HOSTILE, "--definitions", "sound"],
    &["explain", HOSTILE],
    &["explain"],
    &[
        "drift",
        "payload.json",
        "--model",
        "Agent",
        "--definitions",
        "sound",
    ],
    &[
        "drift",
        "payload.json",
        "--model",
        "Agent",
        "--definitions",
        "sound",
        "--each",
    ],
    &[
        "drift",
        "payload.json",
        "--model",
        "Agent",
        "--definitions",
        "sound",
        "--format",
        "json",
    ],
    &[
        "overrides",
        "import",
        "document.json",
        "--definitions",
        "sound",
    ],
    &[
        "overrides",
        "suggest",
        "payload.json",
        "--model",
        "Agent",
        "--definitions",
        "sound",
    ],
    &["no such command", HOSTILE],
];

/// A text of JSON, which may hold anything.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A folder in which whatever comes from others is hostile.
fn scratch() -> Scratch {
    let scratch = Scratch::empty();
    for folder in ["out", "other", "here"] {
        std::fs::create_dir(scratch.path(folder)).expect("a folder can be made");
    }
    // What a definition can hold and still be sound.
    let words = HOSTILE.replace('\n', " <br>").replace('\r', " ");
    let agent = |ty: &str, words: &str| {
        let rows = format!(
            "| state | `string` | No | {words} |\n| n | `{ty}` | Yes | ::error::evil ##[group]evil |\n\
             | ##[error]other | `string` | No | |\n| ::error::evil | `{ty}` | No | |\n"
        );
        tests::folder::definition("Agent", &rows).replace(
            "Definition\n",
            &format!("Definition\n\n::error::evil\n  ::warning::{words}\n"),
        )
    };
    for (folder, ty, words) in [
        ("sound", "string", &*words),
        ("changed", "number", &*format!("{words}, too")),
    ] {
        scratch.write(&format!("{folder}/agent-definition.md"), &agent(ty, words));
        scratch.write(&format!("{folder}/{NAME}"), "");
        let overrides = format!(
            "[enums]\nState = {{ values = [\"a\", {0}], description = {0}, reason = {0} }}\n\n\
             [definitions.Agent]\nstate = {{ type = \"State\", reason = {0} }}\n",
            json(words)
        );
        scratch.write(&format!("{folder}/overrides.toml"), &overrides);
    }
    for (at, part) in HOSTILE.lines().enumerate() {
        let rows = format!(
            "| {part} | `{part}` | {part} | {part} |\n| a | [`{part}`]({part}) | No | |\n{part}\n"
        );
        scratch.write(
            &format!("hostile/n{at}-definition.md"),
            &format!("# `{part}` Definition\n\n{}{rows}", tests::folder::HEADER),
        );
    }
    scratch.write(
        &format!("hostile/{NAME}-definition.md"),
        &agent("nothing", ""),
    );
    scratch.write(
        "hostile/operations/a-api.md",
        &HOSTILE.replace('x', "# `A` Class\n\n### `a`"),
    );
    scratch.write(
        "hostile/overrides.toml",
        &format!("{0} = 1\n[enums]\n{0} = [{0}]\n", json(HOSTILE)),
    );
    scratch.write(&format!("out/src/models/{NAME}.rs"), "// mine\n");
    scratch.write(&format!("other/src/models/{NAME}.rs"), "// mine\n");
    scratch.write(
        "payload.json",
        &format!(
            "{{{0}: {0}, \"state\": {0}, \"n\": [{{{0}: 1}}]}}",
            json(HOSTILE)
        ),
    );
    scratch.write("list", "");
    scratch.write("code/a.rs", "fn f( Agent");
    scratch.write(&format!("code/{NAME}.rs"), "fn f( Agent");
    let hostile = json(HOSTILE);
    scratch.write("document.json", &format!(
        r##"{{"swagger": "2.0", "info": {{"title": {hostile}, "version": {hostile}}}, "tags": [{{"name": {hostile}, "description": {hostile}}}],
        "paths": {{"/a": {{"get": {{"tags": [{hostile}], "operationId": {hostile}, "summary": {hostile}, "responses": {{"200": {{"description": {hostile}, "schema": {{"$ref": {hostile}}}}}}}}},
                           "put": {{"tags": ["A"], "operationId": "putA", "summary": {hostile}, "parameters": [{{"name": {hostile}, "in": "query", "type": {hostile}}}], "responses": {{}}}}}},
                   {hostile}: {{"get": {{"responses": {{}}}}}}}},
        "definitions": {{{hostile}: {{"properties": {{}}}}, "Agent": {{"description": {hostile}, "properties": {{
            {hostile}: {{"type": "string"}}, "state": {{"type": "string", "enum": ["a", {hostile}]}}, "a": {{"type": {hostile}}},
            "b": {{"type": "string", "format": {hostile}}}, "c": {{"$ref": {hostile}}}, "n": {{"type": "integer", "format": {hostile}}}}}}}}}}}"##
    ));
    scratch
}

/// Asserts that nothing printed is a command, with the arguments that led to it.
fn check(run: &Run, arguments: &[&str]) {
    let is_for_github = arguments.contains(&"github");
    for (text, may_annotate) in [(&run.stdout, is_for_github), (&run.stderr, false)] {
        let command = |line: &str| line.trim_start().strip_prefix("::").map(str::to_owned);
        let is_command = |rest: String| rest.starts_with(char::is_alphabetic);
        let is_annotated = text.lines().filter_map(command).any(is_command);
        assert!(
            may_annotate || !is_annotated,
            "{arguments:?} prints\n{text}"
        );
        tests::claims::no_command(text);
    }
}

#[test]
fn nothing_that_is_printed_is_a_command() {
    let scratch = scratch();
    for arguments in RUNS {
        let run = scratch.run(arguments);
        assert!(
            matches!(run.code, Some(0..=2)),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(
            !run.stdout.is_empty() || !run.stderr.is_empty() || run.code == Some(0),
            "{arguments:?}"
        );
        check(&run, arguments);
    }
}

#[test]
fn every_command_is_among_the_runs() {
    for command in commands(&[]) {
        let words: Vec<_> = command.split(' ').collect();
        let is_run = RUNS.iter().any(|run| run.starts_with(&words));
        assert!(is_run || OTHERS.contains(&&*command), "{command}");
    }
}

#[test]
fn json_says_the_hostile_text_itself() {
    let scratch = scratch();
    let sound = scratch.run(&["regen", "--definitions", "sound", "--out", "other"]);
    assert_eq!(sound.code, Some(0), "{}", sound.stderr);
    let run = scratch.run(&["schema", "--definitions", "sound"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert!(schema.to_string().contains("##[error]other"));
}

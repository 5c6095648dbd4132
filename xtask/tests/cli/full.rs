//! A command whose output cannot be written fails, whichever it is.

use std::fs::File;
use std::process::Stdio;

use crate::support::{Run, Scratch, commands};

/// Commands that leave printing to the commands that they run, of which cargo is the first.
const OTHERS: [&str; 3] = ["bench", "ci", "bless"];

/// The arguments with which each command prints something, after its name.
const ARGUMENTS: [(&str, &[&str]); 11] = [
    ("regen", &["--definitions", "definitions", "--out", "out"]),
    (
        "import",
        &[
            "other",
            "--all",
            "--overwrite",
            "--definitions",
            "definitions",
        ],
    ),
    ("changes", &["--from", "other", "--to", "definitions"]),
    ("schema", &["--definitions", "definitions"]),
    ("graph", &["--definitions", "definitions"]),
    ("show", &["Agent", "--definitions", "definitions"]),
    ("explain", &[]),
    ("completions", &["bash"]),
    (
        "drift",
        &[
            "odd.json",
            "--model",
            "Agent",
            "--definitions",
            "definitions",
        ],
    ),
    (
        "overrides import",
        &["openapi.json", "--definitions", "definitions"],
    ),
    (
        "overrides suggest",
        &[
            "payload.json",
            "--model",
            "Agent",
            "--definitions",
            "definitions",
        ],
    ),
];

/// Further ways to print.
const WAYS: [(&str, &[&str]); 9] = [
    ("regen", &["--check"]),
    ("regen", &["--check", "--format", "json"]),
    ("import", &["--dry-run"]),
    ("changes", &["--format", "json"]),
    ("changes", &["--format", "markdown"]),
    ("changes", &["--format", "github"]),
    ("schema", &["--format", "json-schema"]),
    ("graph", &["--format", "dot"]),
    ("explain", &["unknown-type"]),
];

fn scratch() -> Scratch {
    let scratch = Scratch::new(&[("Agent", "| n | `number` | No | |\n")]);
    let other = "definitions/agent-definition.md";
    std::fs::create_dir(scratch.path("other")).expect("a folder can be made");
    let text = scratch.read(other).replace("| n |", "| m |");
    scratch.write("other/agent-definition.md", &text);
    let integer = r#"{"properties": {"n": {"type": "integer", "format": "int64"}}}"#;
    let openapi = format!(r#"{{"swagger": "2.0", "definitions": {{"Agent": {integer}}}}}"#);
    scratch.write("openapi.json", &openapi);
    scratch.write("odd.json", "{\"other\":1}");
    scratch.write("payload.json", "[{\"n\":1},{\"n\":2}]");
    scratch
}

fn run(scratch: &Scratch, words: &[&str], stdout: impl Into<Stdio>) -> Run {
    let output = scratch
        .command(words)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output);
    Run::from(output.expect("the command can be run"))
}

fn words(name: &str) -> Vec<&str> {
    let (_, arguments) = ARGUMENTS
        .iter()
        .find(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("say in `ARGUMENTS` how `{name}` is run so that it prints"));
    name.split(' ').chain(arguments.iter().copied()).collect()
}

#[track_caller]
fn fails(words: &[&str]) {
    let scratch = scratch();
    let full = File::options().write(true).open("/dev/full");
    let run = run(&scratch, words, full.expect("the device is there"));
    assert_eq!(run.code, Some(2), "{words:?}: {}", run.stderr);
    let message = "error: cannot write the output: ";
    assert!(run.stderr.contains(message), "{words:?}: {}", run.stderr);
}

#[test]
fn no_command_succeeds_whose_output_cannot_be_written() {
    let names = commands(&[]);
    assert!(names.len() > ARGUMENTS.len(), "{names:?}");
    for name in &names {
        let words: Vec<_> = name.split(' ').chain(["--help"]).collect();
        fails(&words);
    }
    for name in names.iter().filter(|name| !OTHERS.contains(&name.as_str())) {
        fails(&words(name));
    }
    for (name, more) in WAYS {
        fails(&[&words(name), more].concat());
    }
    fails(&["--version"]);
}

#[test]
fn a_reader_who_stops_reading_early_is_no_failure() {
    let scratch = scratch();
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    let run = run(&scratch, &words("schema"), writer);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

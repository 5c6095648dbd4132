//! Every command that writes leaves all files as they were or as they should be, wherever it runs out of space
//! or is killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tests::folder::definition;
use tests::pages;

use crate::support::{Run, Scratch, commands};

/// Commands that write no file of a user.
const READERS: [&str; 9] = [
    "schema",
    "show",
    "graph",
    "drift",
    "explain",
    "completions",
    "overrides suggest",
    "bench",
    "ci",
];

/// A command that writes only what the project's own tests expect.
const OF_TESTS: &str = "bless";

/// Every way to write.
const WRITERS: [&[&str]; 6] = [
    &["regen", "--definitions", "definitions", "--out", "out"],
    &[
        "import",
        "from",
        "--all",
        "--overwrite",
        "--prune",
        "--definitions",
        "definitions",
    ],
    &[
        "import",
        "from",
        "--pages",
        "pages",
        "--operations",
        "all",
        "--all",
        "--overwrite",
        "--definitions",
        "definitions",
    ],
    &[
        "import",
        "document.json",
        "--all",
        "--overwrite",
        "--definitions",
        "definitions",
    ],
    &[
        "overrides",
        "import",
        "document.json",
        "--definitions",
        "definitions",
    ],
    &[
        "changes",
        "--from",
        "from",
        "--to",
        "definitions",
        "--allow",
        "accepted.txt",
        "--accept",
        "seen",
    ],
];

/// The text of every file below a folder, by path.
type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path, prefix: &str, found: &mut Files) {
    for entry in fs::read_dir(folder)
        .expect("the folder can be listed")
        .flatten()
    {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read(entry.path()).expect("the file can be read"));
        }
    }
}

fn state(scratch: &Scratch) -> Files {
    let mut found = Files::new();
    files(&scratch.path(""), "", &mut found);
    found
}

fn restore(scratch: &Scratch, before: &Files) {
    for (path, text) in state(scratch) {
        if before.get(&path) != Some(&text) {
            fs::remove_file(scratch.path(&path)).expect("the file is there");
        }
    }
    for (path, text) in before {
        if !scratch.path(path).exists() {
            fs::write(scratch.path(path), text).expect("a file can be written");
        }
    }
}

/// Returns a folder where every writer has work, in files of many sizes: each limit stops another write.
fn scratch() -> Scratch {
    let scratch = Scratch::empty();
    for folder in ["out", "definitions/operations"] {
        fs::create_dir_all(scratch.path(folder)).expect("a folder can be made");
    }
    let (mut properties, mut operations) = (Vec::new(), String::new());
    for at in 0..12_usize {
        let words = "long ".repeat(at * at * 40);
        let text = |ty: &str| {
            definition(
                &format!("N{at}"),
                &format!("| a | `{ty}` | No | {words} |\n"),
            )
        };
        scratch.write(&format!("from/n{at}-definition.md"), &text("number"));
        operations += &format!("| getN{at} | `GET /n{at}` | | | `N{at}` |\n");
        if at % 3 > 0 {
            scratch.write(&format!("definitions/n{at}-definition.md"), &text("string"));
        }
        let word = "x".repeat(at * 60 + 1);
        properties.push(format!(
            r#""N{at}": {{"description": "{words}", "properties": {{"a": {{"type": "string", "enum": ["a", "{word}"]}}}}}}"#
        ));
    }
    scratch.write("pages/test-api.md", &pages::page(&operations));
    scratch.write("document.json", &format!(
        r##"{{"swagger": "2.0", "paths": {{"/n1": {{"get": {{"tags": ["A"], "operationId": "getN1", "summary": "{}", "responses": {{"200": {{"description": "", "schema": {{"$ref": "#/definitions/N1"}}}}}}}}}}}},
            "definitions": {{{}}}}}"##,
        "word ".repeat(700), properties.join(", ")
    ));
    scratch.write(
        "accepted.txt",
        &"# seen before, and long enough to be cut\n".repeat(60),
    );
    scratch.write("definitions/facts.toml", "");
    scratch
}

/// A writer's files before it runs and after. Definitions that are there are those of the other folder, of
/// which some differ.
fn sides(arguments: &[&str]) -> (Scratch, Files, Files) {
    let scratch = scratch();
    if arguments[0] == "regen" {
        let first = scratch.run(arguments);
        assert_eq!(first.code, Some(0), "{}", first.stderr);
        let changed = definition("N1", "| b | `boolean` | No | |\n");
        scratch.write("definitions/n1-definition.md", &changed);
        scratch.write("definitions/n12-definition.md", &definition("N12", ""));
        fs::remove_file(scratch.path("definitions/n2-definition.md")).expect("it is there");
    }
    let before = state(&scratch);
    let run = scratch.run(arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    let after = state(&scratch);
    assert_ne!(before, after, "{arguments:?} has nothing to write");
    restore(&scratch, &before);
    (scratch, before, after)
}

#[test]
fn every_command_is_among_the_writers_or_writes_nothing() {
    for command in commands(&[]) {
        let words: Vec<_> = command.split(' ').collect();
        let writes = WRITERS.iter().any(|run| run.starts_with(&words));
        assert!(
            writes || READERS.contains(&&*command) || command == OF_TESTS,
            "{command}"
        );
    }
}

/// A limit on the size of files stands in for a full disk.
#[test]
fn no_write_that_fails_leaves_a_trace() {
    for arguments in WRITERS {
        let (scratch, before, after) = sides(arguments);
        let mut failed = 0;
        let step = 64 / tests::tries(64) as usize;
        for blocks in (0..64).step_by(step).chain([96, 128, 256]) {
            let command = scratch.command(arguments);
            let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            let run = Command::new("sh")
                .args(["-c", &limited])
                .arg(command.get_program())
                .args(command.get_args())
                .current_dir(scratch.path(""))
                .output();
            let run = Run::from(run.expect("a shell can be run"));
            let now = state(&scratch);
            match run.code {
                Some(0) => assert!(now == after, "{arguments:?} is done with {blocks} blocks"),
                code => {
                    assert_eq!(code, Some(2), "{arguments:?}: {}", run.stderr);
                    assert!(
                        now == before,
                        "{arguments:?} left {:?} with {blocks} blocks",
                        difference(&now, &before)
                    );
                    failed += 1;
                }
            }
            restore(&scratch, &before);
        }
        assert!(failed > 0, "{arguments:?} was never out of space");
    }
}

/// The paths that differ.
fn difference(now: &Files, before: &Files) -> Vec<String> {
    let paths = now.keys().chain(before.keys());
    let paths: std::collections::BTreeSet<_> = paths.collect();
    paths
        .into_iter()
        .filter(|path| now.get(*path) != before.get(*path))
        .cloned()
        .collect()
}

#[test]
fn no_command_that_is_killed_leaves_half_a_file() {
    for arguments in WRITERS {
        let (scratch, before, after) = sides(arguments);
        for round in 0..u64::from(tests::tries(150)) {
            let command = scratch
                .command(arguments)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            let mut child = command.expect("the command can be run");
            // Up to the time that a whole run takes, in steps of no pattern.
            std::thread::sleep(Duration::from_micros(round * 7_919 % 40_000));
            child.kill().expect("the command can be killed");
            child.wait().expect("the command ends");
            for (path, text) in state(&scratch) {
                // While models change, the list names the old and the new.
                let is_list = path == "out/src/models.rs";
                let is_old = before.get(&path) == Some(&text);
                let is_new = after.get(&path) == Some(&text);
                assert!(
                    is_old || is_new || path.ends_with(".regen-tmp") || is_list,
                    "{arguments:?}: {path}"
                );
            }
            if round % 3 == 0 {
                let run = scratch.run(arguments);
                assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
                let mut now = state(&scratch);
                now.retain(|path, _| !path.ends_with(".regen-tmp"));
                assert!(
                    now == after,
                    "{arguments:?} left {:?}",
                    difference(&now, &after)
                );
                restore(&scratch, &before);
            }
        }
    }
}

//! `cargo xtask changes`: what a new generator changes, and which version is proposed.

use std::process::Command;

use crate::changes::{ID, JSON, NUMBER, changes, check, commit, git};
use crate::support::{Run, Scratch};

/// A repository with one commit, of `Queue` and the models and manifests that go with it; `alter`
/// changes the model as if another generator had written it.
fn with_models(alter: impl Fn(&str) -> String) -> Scratch {
    let scratch = Scratch::new(&[("Queue", NUMBER)]);
    std::fs::create_dir(scratch.path("generated")).expect("a folder can be made");
    regen(&scratch);
    let text = scratch.read(MODEL);
    scratch.write(MODEL, &alter(&text));
    scratch.write("Cargo.toml", "[workspace.package]\nversion = \"0.4.0\"\n");
    let manifest = "[package]\nname = \"generated\"\nversion.workspace = true\n";
    scratch.write("generated/Cargo.toml", manifest);
    git(&scratch.path(""), &["init", "-q", "-b", "main"]);
    commit(&scratch, "one");
    scratch
}

fn regen(scratch: &Scratch) {
    let folders = ["--definitions", "definitions", "--out", "generated"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(scratch.path(""));
    let output = command.arg("regen").args(folders).output();
    let run = Run::from(output.expect("the command can be run"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

const MODEL: &str = "generated/src/models/queue.rs";

#[test]
fn what_a_new_generator_changes_is_told_from_the_models_of_the_revision() {
    let scratch = with_models(|text| text.replace("serde_json::Number", "f64"));
    let root = scratch.path("");
    // Of the working tree, it does not matter whether the models were written anew already.
    let run = changes(&root, &root, &JSON);
    check(&run, &["rust-type-changed"]);
    regen(&scratch);
    assert_eq!(changes(&root, &root, &JSON).stdout, run.stdout);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let entry = &report["changes"][0];
    assert_eq!(entry["definition"], "Queue");
    assert_eq!(entry["property"], "id");
    assert_eq!(entry["old"], "Option<f64>");
    assert_eq!(entry["new"], "Option<Number>");
    assert_eq!(entry["wire"]["sent"], "none");
    assert_eq!(entry["rust"], "major");
    assert_eq!(entry["file"], "definitions/queue-definition.md");

    // Between two revisions, the models of both count.
    commit(&scratch, "two");
    scratch.define("Agent", ID);
    commit(&scratch, "three");
    let between = |range| changes(&root, &root, &["--base", range, "--format", "json"]);
    check(&between("HEAD~2..HEAD~1"), &["rust-type-changed"]);
    check(&between("HEAD~1..HEAD"), &["definition-added"]);
    check(
        &between("HEAD~2.."),
        &["definition-added", "rust-type-changed"],
    );
    // Of folders, only the definitions are known.
    let folder = scratch.path("definitions").to_string_lossy().into_owned();
    let folders = ["--from", &folder, "--to", &folder, "--format", "json"];
    check(&changes(&root, &root, &folders), &[]);
}

#[test]
fn what_a_generator_did_before_as_it_does_now_is_no_change() {
    let scratch = with_models(|text| text.replace("serde_json::Number", "f64"));
    let root = scratch.path("");
    scratch.define("Agent", ID);
    commit(&scratch, "two");
    let range = ["--base", "HEAD~1..HEAD", "--format", "json"];
    check(&changes(&root, &root, &range), &["definition-added"]);
}

#[test]
fn models_that_cannot_be_read_are_a_note() {
    let scratch = with_models(|text| text.replace("pub struct", "pub strict"));
    let root = scratch.path("");
    let run = changes(&root, &root, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let note = "the models at the base could not be read: 1 file";
    assert!(run.stdout.contains(note), "{}", run.stdout);
    let strangers = with_models(|_| "pub strict Queue;".to_owned());
    let root = strangers.path("");
    let run = changes(&root, &root, &[]);
    assert!(!run.stdout.contains("could not"), "{}", run.stdout);
}

#[test]
fn the_proposed_version_follows_that_of_the_base() {
    let scratch = with_models(str::to_owned);
    let root = scratch.path("");
    scratch.define("Queue", ID);
    let proposed = |run: Run| run.stdout.lines().nth(1).map(str::to_owned);
    let expected = "proposed version: 0.4.0 → 0.5.0, because code may not compile, and what is on \
                    the wire breaks";
    assert_eq!(
        proposed(changes(&root, &root, &[])).as_deref(),
        Some(expected)
    );
    // Whoever has raised it already is told the same.
    scratch.write("Cargo.toml", "[workspace.package]\nversion = \"0.5.0\"\n");
    assert_eq!(
        proposed(changes(&root, &root, &[])).as_deref(),
        Some(expected)
    );
    let old = Scratch::new(&[("Queue", NUMBER)]);
    let folder = old.path("definitions").to_string_lossy().into_owned();
    assert_eq!(
        proposed(changes(&root, &root, &["--from", &folder])).as_deref(),
        Some(
            "proposed version: the next major, because code may not compile, and what is on the \
             wire breaks"
        )
    );
}

//! Checks that everything passes with other sets of definitions in `definitions/`: a set of one
//! definition on every run of `cargo xtask ci`, four sets with `--sets`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use generator::failure::Failure;
use generator::overrides::FILE;

use super::cargo::{cargo, passes, program};
use crate::cli::in_workspace;
use crate::output;

/// The smallest set.
const ONE: &str = "\
# `Only` Definition

| Property | Type | Required | Description |
|----------|------|----------|-------------|
| id | `string` | No | What it is known by. |
";

/// The roots that are imported in addition to the forty to make a set of many.
const ROOTS: [&str; 10] = [
    "--root",
    "UserEntityListing",
    "--root",
    "QueueEntityListing",
    "--root",
    "Conversation",
    "--root",
    "UserMe",
    "--root",
    "Routing*",
];

/// The ways to turn the definitions of a clean clone into a set.
enum Set {
    /// As they are.
    Committed,
    /// One definition, nothing else.
    One,
    /// With definitions of the corpus, as `import` takes them in by these words.
    Imported(&'static [&'static str]),
}

const SETS: [(&str, Set); 4] = [
    ("the committed definitions", Set::Committed),
    ("one definition", Set::One),
    ("many definitions", Set::Imported(&ROOTS)),
    ("the whole corpus", Set::Imported(&["--all"])),
];

/// Checks the crate `generated` with the set of one definition. The copy shares the workspace's
/// target folder, so that no dependency is built twice.
pub(crate) fn one() -> Result<(), Failure> {
    let root = in_workspace("target/one");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    copy(&in_workspace("generated"), &root.join("generated"))?;
    fs::copy(in_workspace("Cargo.lock"), root.join("Cargo.lock"))?;
    let manifest = fs::read_to_string(in_workspace("Cargo.toml"))?;
    let of_others =
        |line: &&str| !line.starts_with("default-members") && !line.starts_with("exclude");
    let lines = manifest.lines().filter(of_others).map(|line| {
        let line = if line.starts_with("members") {
            "members = [\"generated\"]"
        } else {
            line
        };
        format!("{line}\n")
    });
    fs::write(root.join("Cargo.toml"), lines.collect::<String>())?;
    write_one(&root.join("definitions"))?;

    let [root, target] = [root, in_workspace("target")].map(|it| it.to_string_lossy().into_owned());
    let [definitions, out] = ["definitions", "generated"].map(|it| format!("{root}/{it}"));
    let manifest = format!("{root}/Cargo.toml");
    let regen = [
        "xtask",
        "regen",
        "--definitions",
        &definitions,
        "--out",
        &out,
    ];
    cargo(&[], &regen)?;
    cargo(&[], &[&regen[..], &["--check"]].concat())?;
    let on_it = |words: &[&'static str], variables: &[(&str, &str)]| {
        let place = ["--manifest-path", &manifest, "--target-dir", &target];
        cargo(variables, &[&words[..1], &place, &words[1..]].concat())
    };
    let clippy = [
        "clippy",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ];
    on_it(&clippy, &[])?;
    let warnings = [("RUSTDOCFLAGS", "-D warnings")];
    on_it(&["doc", "--no-deps", "--all-features"], &warnings)?;
    on_it(&["test", "--all-features"], &[])
}

/// Runs everything for every set, each in a clean clone of the last commit.
pub(crate) fn all() -> Result<(), Failure> {
    let corpus = std::env::var_os("DEFINITIONS_CORPUS").map(PathBuf::from);
    let corpus = corpus.map(fs::canonicalize).transpose()?;
    let sets = Clone::new()?;
    for (name, set) in SETS {
        let begin = Instant::now();
        output::message(&format!("\n=== {name}\n"));
        match (&set, &corpus) {
            (Set::Imported(_), None) => {
                output::message("ignored: DEFINITIONS_CORPUS is unset\n");
                continue;
            }
            (Set::Imported(words), Some(corpus)) => {
                sets.reset()?;
                let from = corpus.to_string_lossy();
                sets.cargo(&[&["xtask", "import", &*from], *words].concat())?;
                remove_outdated(&sets.root.join("definitions"))?;
            }
            (Set::One, _) => {
                fs::remove_dir_all(sets.root.join("definitions"))?;
                write_one(&sets.root.join("definitions"))?;
            }
            (Set::Committed, _) => {}
        }
        sets.cargo(&["xtask", "regen"])?;
        sets.cargo(&["xtask", "ci"])?;
        let minutes = begin.elapsed().as_secs().div_ceil(60);
        output::message(&format!("\n=== {name}: passed in {minutes} min\n"));
    }
    Ok(())
}

/// A clone of the workspace with a target folder next to it that outlives it.
struct Clone {
    root: PathBuf,
    target: PathBuf,
}

impl Clone {
    fn new() -> Result<Self, Failure> {
        let sets = in_workspace("target/sets");
        fs::create_dir_all(&sets)?;
        let (sets, here) = (
            fs::canonicalize(sets)?,
            fs::canonicalize(in_workspace("."))?,
        );
        let clone = Self {
            root: sets.join("clone"),
            target: sets.join("target"),
        };
        if clone.root.exists() {
            fs::remove_dir_all(&clone.root)?;
        }
        let mut git = Command::new("git");
        passes(git.args(["clone", "--quiet"]).args([&here, &clone.root]))?;
        Ok(clone)
    }

    /// Brings back what was cloned.
    fn reset(&self) -> Result<(), Failure> {
        for words in [&["checkout", "--quiet", "--", "."][..], &["clean", "-fdq"]] {
            passes(Command::new("git").current_dir(&self.root).args(words))?;
        }
        Ok(())
    }

    fn cargo(&self, words: &[&str]) -> Result<(), Failure> {
        output::message(&format!("\n$ cargo {}\n", words.join(" ")));
        let mut cargo = Command::new(program());
        cargo.current_dir(&self.root).args(words);
        cargo.env("CARGO_TARGET_DIR", &self.target);
        // What else is read from a corpus depends on no set, and has been checked by then.
        for name in ["CORPUS", "PAGES", "OPENAPI", "FACTS"] {
            cargo.env_remove(format!("DEFINITIONS_{name}"));
        }
        passes(&mut cargo)
    }
}

/// Does what a user is asked to: removes the entries of the overrides that no longer fit, until no
/// more are reported.
fn remove_outdated(definitions: &Path) -> Result<(), Failure> {
    loop {
        let sources = generator::read(definitions, None)?;
        let problems = generator::decide(&sources).err().unwrap_or_default();
        let Some(overrides) = sources.overrides else {
            return Ok(());
        };
        let source = sources.get(overrides);
        let outdated = problems.errors().filter(|problem| {
            problem.place.file == overrides && problem.code.follows_from_update()
        });
        let lines = outdated.map(|problem| source.position(problem.place.span.start).line);
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            return Ok(());
        }
        output::message(&format!("removed from the overrides: lines {lines:?}\n"));
        fs::write(definitions.join(FILE), without(&source.text, &lines))?;
    }
}

/// The text without the entries at these lines, counted from 1: a line, or all below a header.
fn without(text: &str, lines: &[usize]) -> String {
    let mut goes = false;
    let mut kept = String::new();
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let named = lines.contains(&number);
        if line.starts_with('[') {
            goes = named;
        }
        if !goes && !named {
            kept.push_str(line);
        }
    }
    kept
}

fn write_one(definitions: &Path) -> Result<(), Failure> {
    fs::create_dir_all(definitions)?;
    Ok(fs::write(definitions.join("only-definition.md"), ONE)?)
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (from, to) = (entry?.path(), to);
        let to = to.join(from.file_name().unwrap_or_default());
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

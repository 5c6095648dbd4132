//! `cargo xtask changes`: what is compared with what, and how it ends.

use std::path::Path;
use std::process::Command;

use crate::support::{Run, Scratch, assert_contains, assert_starts};

pub(crate) const ID: &str = "| id | `string` | No | The id. |\n";
pub(crate) const NUMBER: &str = "| id | `number` | No | The id. |\n";

/// Runs `changes` in `here`, a folder of the workspace `root`.
pub(crate) fn changes(root: &Path, here: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    // Cargo sets this for `cargo xtask`.
    command.env("CARGO_MANIFEST_DIR", root.join("xtask"));
    command.current_dir(here).arg("changes").args(arguments);
    Run::of(isolated(command))
}

pub(crate) fn git(here: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    command.current_dir(here).args(identity).args(arguments);
    let run = Run::of(isolated(command));
    assert_eq!(run.code, Some(0), "git {arguments:?}: {}", run.stderr);
    run.stdout.trim().to_owned()
}

/// Hides the user's git settings and any repository around the scratch folder.
fn isolated(mut command: Command) -> Command {
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    command
}

/// A repository with one commit, of the definition `Queue`.
fn repository() -> Scratch {
    let scratch = Scratch::new(&[("Queue", ID)]);
    git(&scratch.path(""), &["init", "-q", "-b", "main"]);
    commit(&scratch, "one");
    scratch
}

pub(crate) fn commit(scratch: &Scratch, message: &str) {
    git(&scratch.path(""), &["add", "--all"]);
    git(&scratch.path(""), &["commit", "-q", "-m", message]);
}

/// Asserts that the run ended well and named just these kinds, in order.
#[track_caller]
pub(crate) fn check(run: &Run, expected: &[&str]) {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let entries = report["changes"].as_array().expect("it is a list");
    let ids: Vec<_> = entries
        .iter()
        .filter_map(|entry| entry["id"].as_str())
        .collect();
    assert_eq!(ids, expected);
}

pub(crate) const JSON: [&str; 2] = ["--format", "json"];

#[test]
fn the_working_tree_is_compared_with_head_where_there_is_no_upstream() {
    let scratch = repository();
    let root = scratch.path("");
    check(&changes(&root, &root, &JSON), &[]);
    scratch.define("Queue", NUMBER);
    scratch.define("Agent", ID);
    let expected = ["type-scalar-changed", "definition-added"];
    check(&changes(&root, &root, &JSON), &expected);
    check(
        &changes(&root, &scratch.path("definitions"), &JSON),
        &expected,
    );
}

#[test]
fn a_branch_is_compared_with_where_it_left_the_upstream() {
    let upstream = repository();
    let clone = tempfile::tempdir().expect("a folder can be made");
    let root = clone.path().join("clone");
    let from = upstream.path("").to_string_lossy().into_owned();
    git(clone.path(), &["clone", "-q", &from, "clone"]);
    upstream.define("Later", ID);
    commit(&upstream, "meanwhile");
    git(&root, &["fetch", "-q"]);
    std::fs::remove_file(root.join("definitions/queue-definition.md")).expect("it is there");
    git(&root, &["commit", "-q", "-a", "-m", "mine"]);
    check(&changes(&root, &root, &JSON), &["definition-removed"]);
}

#[test]
fn a_clone_that_does_not_know_where_it_left_the_upstream_is_an_error() {
    let upstream = repository();
    let clone = tempfile::tempdir().expect("a folder can be made");
    let root = clone.path().join("clone");
    let from = format!("file://{}", upstream.path("").display());
    git(
        clone.path(),
        &["clone", "-q", "--depth", "1", &from, "clone"],
    );
    upstream.define("Later", ID);
    commit(&upstream, "meanwhile");
    git(&root, &["fetch", "-q", "--depth", "1"]);
    let run = changes(&root, &root, &[]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert_contains(&run.stderr, "fetch more history, or name `--base`");
    check(
        &changes(&root, &root, &["--base", "HEAD", "--format", "json"]),
        &[],
    );
}

#[test]
fn what_a_hook_sets_for_its_own_repository_counts_for_nothing() {
    let scratch = repository();
    let root = scratch.path("");
    scratch.define("Queue", NUMBER);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("CARGO_MANIFEST_DIR", root.join("xtask"));
    let mut command = isolated(command);
    command.current_dir(&root).arg("changes").args(JSON);
    command.env("GIT_DIR", "/nowhere").env("GIT_PREFIX", "x/");
    command.env("GIT_WORK_TREE", "/nowhere");
    command.env("GIT_INDEX_FILE", "/nowhere");
    let run = Run::of(command);
    check(&run, &["type-scalar-changed"]);
}

#[test]
fn revisions_are_compared_with_each_other() {
    let scratch = repository();
    let root = scratch.path("");
    git(&root, &["checkout", "-q", "-b", "topic"]);
    scratch.define("Queue", NUMBER);
    commit(&scratch, "two");
    git(&root, &["checkout", "-q", "main"]);
    scratch.define("Agent", ID);
    commit(&scratch, "three");
    let base = |range| changes(&root, &root, &["--base", range, "--format", "json"]);
    check(
        &base("main..topic"),
        &["type-scalar-changed", "definition-removed"],
    );
    check(&base("main...topic"), &["type-scalar-changed"]);
    check(
        &base("topic.."),
        &["type-scalar-changed", "definition-added"],
    );
    check(&base("main~1"), &["definition-added"]);
    let unknown = base("nowhere");
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("git has no revision `nowhere`"));
}

#[test]
fn a_worktree_and_a_workspace_below_the_repository_will_do() {
    let scratch = repository();
    git(&scratch.path(""), &["worktree", "add", "-q", "tree"]);
    let tree = scratch.path("tree");
    check(&changes(&tree, &tree, &JSON), &[]);

    let below = Scratch::new(&[]);
    std::fs::create_dir_all(below.path("api/definitions")).expect("a folder can be made");
    below.write(
        "api/definitions/queue-definition.md",
        &scratch.read("definitions/queue-definition.md"),
    );
    git(&below.path(""), &["init", "-q"]);
    commit(&below, "one");
    let api = below.path("api");
    check(&changes(&api, &api, &JSON), &[]);
}

#[test]
fn overrides_are_read_from_the_revision_too() {
    let scratch = Scratch::new(&[("Queue", NUMBER)]);
    let root = scratch.path("");
    git(&root, &["init", "-q"]);
    scratch.write(
        "definitions/overrides.toml",
        "[definitions.Queue]\nid = \"i64\"\n",
    );
    commit(&scratch, "one");
    check(&changes(&root, &root, &JSON), &[]);
    scratch.write(
        "definitions/overrides.toml",
        "[definitions.Queue]\nid = \"i32\"\n",
    );
    check(&changes(&root, &root, &JSON), &["override-changed"]);
    scratch.write("definitions/overrides.toml", "[properties]\nid = \"i64\"\n");
    check(&changes(&root, &root, &JSON), &[]);
}

#[test]
fn operations_are_read_from_the_revision_too_and_direct_the_verdicts() {
    let scratch = repository();
    let page = format!("definitions/{}", tests::pages::FILE);
    let row = "| getQueue | `GET /queue` | | | [`Queue`](queue-definition.md) |\n";
    scratch.write(&page, &tests::pages::page(row));
    commit(&scratch, "operations");
    scratch.write(
        &page,
        &tests::pages::page(&row.replace("/queue`", "/queues`")),
    );
    scratch.define("Queue", NUMBER);
    let here = scratch.path("");
    let run = changes(&here, &here, &["--format", "json"]);
    check(&run, &["type-scalar-changed", "operation-endpoint-changed"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let wire = &report["changes"][0]["wire"];
    assert_eq!(
        (&wire["sent"], &wire["received"]),
        (&"none".into(), &"breaking".into())
    );
    assert_eq!(report["summary"]["operations"]["changed"], 1);
}

#[test]
fn everything_is_new_to_a_revision_without_definitions() {
    let scratch = Scratch::new(&[]);
    let root = scratch.path("");
    git(&root, &["init", "-q"]);
    git(&root, &["commit", "-q", "--allow-empty", "-m", "nothing"]);
    scratch.define("Queue", ID);
    check(&changes(&root, &root, &JSON), &["definition-added"]);
}

#[test]
fn folders_need_no_git() {
    let (old, new) = (
        Scratch::new(&[("Queue", ID)]),
        Scratch::new(&[("Queue", NUMBER)]),
    );
    let folder = |scratch: &Scratch| scratch.path("definitions").to_string_lossy().into_owned();
    let (from, to) = (folder(&old), folder(&new));
    let here = old.path("");
    let run = changes(
        &here,
        &here,
        &["--from", &from, "--to", &to, "--format", "json"],
    );
    check(&run, &["type-scalar-changed"]);
    let run = changes(&here, &here, &[]);
    run.fails("not a git repository");
}

#[test]
fn what_a_consumer_does_not_use_is_left_out() {
    let scratch = repository();
    scratch.define("User", &ID.replace("| id", "| name"));
    commit(&scratch, "two");
    scratch.define("Queue", NUMBER);
    scratch.define("User", &NUMBER.replace("| id", "| name"));
    scratch.write(
        "app/src/main.rs",
        "fn id(it: &Queue) -> Option<&String> { it.id.as_ref() }\n",
    );
    scratch.write("app/src/broken.rs", "fn {\n");
    scratch.write(
        "models/user.rs",
        &format!("{}\npub struct User;\n", generator::tree::MARK),
    );
    scratch.write("empty/notes.md", "no Rust\n");
    let root = scratch.path("");
    let used_by = |folder: &str| changes(&root, &root, &["--used-by", folder]);
    let run = used_by("app");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("Queue.id") && !run.stdout.contains("User.name"),
        "{}",
        run.stdout
    );
    assert_contains(&run.stdout, "what `app` may use");
    assert_contains(
        &run.stderr,
        "`app/src/broken.rs` is not valid Rust; its words were read anyway",
    );
    // Models name everything, and are not what uses them.
    for folder in ["models", "empty"] {
        let run = used_by(folder);
        run.fails(format!("there are no Rust sources in `{folder}`"));
    }
}

#[test]
fn what_means_the_same_makes_no_entry_and_fails_nothing() {
    let rows = "| a | `string` | No | One. |\n| b | `number` | No | Two. |\n";
    let scratch = Scratch::new(&[("Queue", rows)]);
    let root = scratch.path("");
    git(&root, &["init", "-q"]);
    commit(&scratch, "one");
    let text = scratch.read("definitions/queue-definition.md");
    let (a, b) = rows.split_once('\n').expect("there are two rows");
    let text = text.replace(rows, &format!("{b}{a}  \n"));
    let text = text.replace("2025", "2026").replace('\n', "\r\n");
    scratch.write("definitions/queue-definition.md", &text);
    let run = changes(&root, &root, &["--fail-on", "any"]);
    assert_eq!(run.code, Some(0));
    let (title, rest) = run.stdout.split_once('\n').expect("there are lines");
    assert_starts(title, "What changed from HEAD (");
    assert_eq!(
        rest,
        "No running program fails · Rust: no change · no definition changed\n\n\
         No action needed\n  1 definition with rows in another order\n"
    );
}

#[test]
fn what_breaks_fails_unless_it_was_accepted() {
    let scratch = repository();
    let root = scratch.path("");
    scratch.define("Queue", "| ID | `string` | No | The id. |\n");
    let run = |arguments: &[&str]| changes(&root, &root, arguments);
    assert_eq!(run(&[]).code, Some(0));
    assert_eq!(run(&["--fail-on", "rust"]).code, Some(0));
    assert_eq!(run(&["--fail-on", "wire"]).code, Some(1));
    let failed = run(&["--fail-on", "any"]);
    assert_eq!(failed.code, Some(1));

    let report: serde_json::Value = serde_json::from_str(&run(&JSON).stdout).expect("it is JSON");
    let fingerprint = report["changes"][0]["fingerprint"]
        .as_str()
        .expect("it is text");
    assert_eq!(
        failed.stderr,
        format!(
            "error: 1 of 1 change breaks and is not accepted (--fail-on any): \
             wire-name-case-changed Queue.ID [{fingerprint}]\n"
        )
    );
    let list = scratch.path("accepted.txt");
    let list = list.to_string_lossy();
    scratch.write("accepted.txt", &format!("# seen\n{fingerprint} # by all\n"));
    let accepted = run(&["--fail-on", "any", "--allow", &list]);
    assert_eq!((accepted.code, &*accepted.stderr), (Some(0), ""));
    assert!(accepted.stdout.contains("\nAccepted: 1 cause\n"));

    // The change of a line may be gone since the base moved.
    scratch.write(
        "accepted.txt",
        &format!("{fingerprint}\n0123456789abcdef\n"),
    );
    let stale = run(&["--fail-on", "any", "--allow", &list]);
    assert_eq!(stale.code, Some(0), "{}", stale.stderr);
    let warns = stale.stderr.starts_with("warning: ") && stale.stderr.contains("accepted.txt:2: ");
    assert!(warns, "{}", stale.stderr);
    scratch.write("accepted.txt", "not a fingerprint\n");
    let wrong = run(&["--allow", &list]);
    wrong.fails("accepted.txt:1: ");
}

#[test]
fn what_is_to_be_accepted_is_written_with_its_reason() {
    let scratch = repository();
    let root = scratch.path("");
    scratch.define("Queue", "| ID | `string` | No | The id. |\n");
    let list = scratch.path("accepted.txt");
    let list = list.to_string_lossy();
    let run =
        |arguments: &[&str]| changes(&root, &root, &[&["--allow", &*list], arguments].concat());
    let nothing = run(&["--fail-on", "rust", "--accept", "nothing of it"]);
    assert_eq!(nothing.code, Some(0), "{}", nothing.stderr);
    assert_eq!(scratch.read("accepted.txt"), "");
    scratch.write("accepted.txt", "# what was agreed on");
    let accepted = run(&["--accept", "agreed in May", "--fail-on", "wire"]);
    assert_eq!(accepted.code, Some(0), "{}", accepted.stderr);
    assert_contains(&accepted.stderr, "1 line added to `");
    let text = scratch.read("accepted.txt");
    let expected = " # wire-name-case-changed Queue.ID: id → ID: agreed in May\n";
    assert!(
        text.starts_with("# what was agreed on\n") && text.ends_with(expected),
        "{text}"
    );
    assert_eq!(run(&["--fail-on", "any"]).code, Some(0));
    let alone = changes(&root, &root, &["--accept", "why"]);
    assert_eq!(alone.code, Some(2));
}

#[test]
fn a_file_of_levels_decides_what_fails_and_what_is_shown() {
    let scratch = repository();
    let root = scratch.path("");
    scratch.define("Queue", NUMBER);
    let level = |level: &str| {
        let text = format!("[type-scalar-changed]\nlevel = \"{level}\"\nreason = \"we know\"\n");
        scratch.write("definitions/changes.toml", &text);
        changes(&root, &root, &["--fail-on", "any"])
    };
    let error = level("error");
    assert_eq!(error.code, Some(1));
    assert_contains(&error.stdout, "error here: we know");
    let warning = level("warning");
    assert_eq!(warning.code, Some(0));
    assert_contains(&warning.stdout, "warning here: we know");
    assert!(level("note").stdout.contains("\nNo running program fails"));
    let off = level("off");
    assert!(
        !off.stdout.contains("type-scalar-changed"),
        "{}",
        off.stdout
    );
    assert_contains(&off.stdout, "1 entry of kinds that are off");
    let run = changes(&root, &root, &JSON);
    check(&run, &["type-scalar-changed"]);
    // What a revision set counts for what is compared with it as the new side.
    commit(&scratch, "levels");
    let run = changes(
        &root,
        &root,
        &["--base", "HEAD~1..HEAD", "--format", "text"],
    );
    assert_contains(&run.stdout, "1 entry of kinds that are off");
    let wrong = level("loud");
    wrong.fails("changes.toml:2:9: ");
    assert_contains(&wrong.stderr, "  | level = \"loud\"");
}

#[test]
fn the_first_line_says_what_was_compared() {
    let upstream = repository();
    let clone = tempfile::tempdir().expect("a folder can be made");
    let root = clone.path().join("clone");
    let from = upstream.path("").to_string_lossy().into_owned();
    git(clone.path(), &["clone", "-q", &from, "clone"]);
    let hash = git(&root, &["rev-parse", "HEAD"])[..10].to_owned();
    let title = |arguments: &[&str]| {
        let run = changes(&root, &root, arguments);
        run.stdout.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        title(&[]),
        format!(
            "What changed from the merge base with origin/main ({hash}) to the working tree based on HEAD ({hash})"
        )
    );
    assert_eq!(
        title(&["--base", "main..HEAD"]),
        format!("What changed from main ({hash}) to HEAD ({hash})")
    );
    let markdown = title(&["--base", "main", "--format", "markdown"]);
    assert_eq!(
        markdown,
        format!("## What changed from main ({hash}) to the working tree based on HEAD ({hash})")
    );
    let json = changes(&root, &root, &["--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let before = &json["summary"]["compared"]["before"]["hash"];
    assert!(
        before.as_str().is_some_and(|it| it.starts_with(&hash)),
        "{before}"
    );
}

#[test]
fn definitions_with_problems_are_not_compared() {
    let scratch = repository();
    let root = scratch.path("");
    scratch.define("Queue", "| id | `strin` | No | The id. |\n");
    commit(&scratch, "wrong");
    scratch.define("Queue", ID);
    let run = changes(&root, &root, &[]);
    run.fails("unknown-type");
    assert_contains(&run.stderr, "nothing was compared");
    assert_eq!(run.stdout, "");
}

#[test]
fn the_version_is_that_of_the_workspace_where_the_crate_says_so() {
    let scratch = repository();
    let manifest = "[package]\nname = \"models\"\nversion";
    scratch.write("Cargo.toml", "[workspace.package]\nversion = \"1.4.2\"\n");
    for (version, next) in [
        (".workspace = true", "1.4.2 → 2.0.0"),
        (" = \"3.1.0\"", "3.1.0 → 4.0.0"),
    ] {
        scratch.write("generated/Cargo.toml", &format!("{manifest}{version}\n"));
        scratch.define("Queue", ID);
        commit(&scratch, version);
        scratch.define("Queue", NUMBER);
        let root = scratch.path("");
        let run = changes(&root, &root, &["--base", "HEAD"]);
        assert_contains(&run.stdout, format!("Proposed version: {next}"));
    }
}

/// Models that another generator made are counted, and are no entries.
#[test]
fn models_that_another_generator_made_are_named_and_make_no_entry() {
    const MODEL: &str = "generated/src/models/queue.rs";
    let scratch = Scratch::new(&[("Queue", NUMBER), ("Agent", ID)]);
    let root = scratch.path("");
    std::fs::create_dir(scratch.path("generated")).expect("a folder can be made");
    let regen = || {
        let folders = ["--definitions", "definitions", "--out", "generated"];
        let run = scratch.run(&[&["regen"], &folders[..]].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    };
    regen();
    let ours = scratch.read(MODEL);
    scratch.write(MODEL, &ours.replace("serde_json::Number", "f64"));
    git(&root, &["init", "-q", "-b", "main"]);
    commit(&scratch, "one");
    let regenerated = |range: Option<&str>| {
        let base = range.map_or(vec![], |range| vec!["--base", range]);
        let run = changes(&root, &root, &[&base[..], &JSON].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        let entries = report["changes"].as_array().map_or(0, Vec::len);
        (entries, report["summary"]["regenerated"].to_string())
    };
    // A file that is the same on both sides is not counted, whichever generator made it.
    assert_eq!(regenerated(None), (0, "[]".to_owned()));
    regen();
    assert_eq!(regenerated(None), (0, "[\"Queue\"]".to_owned()));
    let run = changes(&root, &root, &[]);
    let expected = "the generator itself changed 1 model: Queue";
    let stdout = run.stdout.replace("\n  ", " ");
    assert_contains(stdout, expected);
    commit(&scratch, "two");
    assert_eq!(regenerated(Some("HEAD~1..HEAD")).1, "[\"Queue\"]");
    // One that a person edited was ours before.
    let agent = "generated/src/models/agent.rs";
    scratch.write(agent, &(scratch.read(agent) + "// edited\n"));
    assert_eq!(regenerated(None), (0, "[]".to_owned()));
    // Where the definition changed as well, its own entries speak.
    scratch.define("Queue", ID);
    regen();
    assert_eq!(regenerated(Some("HEAD~1")), (1, "[]".to_owned()));
}

/// A link in a commit counts as the folder it leads to.
#[cfg(unix)]
#[test]
fn links_of_a_commit_are_followed() {
    use std::os::unix::fs::symlink;

    let scratch = Scratch::empty();
    let root = scratch.path("");
    git(&root, &["init", "-q", "-b", "main"]);
    let text = tests::folder::definition("Queue", ID);
    scratch.write("shared/queue-definition.md", &text);
    scratch.write("more/agent.md", &tests::folder::definition("Agent", ID));
    let link = |to: &str, from: &str| {
        symlink(to, scratch.path(from)).expect("a link can be made");
    };
    link("../more/agent.md", "shared/agent-definition.md");
    link("shared", "definitions");
    scratch.write(
        "pages/a-api.md",
        &tests::pages::page("| getQueue | `GET /a` | | | `Queue` |\n"),
    );
    link("../pages", "shared/operations");
    commit(&scratch, "one");
    check(&changes(&root, &root, &JSON), &[]);

    scratch.write(
        "shared/queue-definition.md",
        &text.replace("`string`", "`number`"),
    );
    check(&changes(&root, &root, &JSON), &["type-scalar-changed"]);
}

/// Everything would be new, which fails nothing.
#[cfg(unix)]
#[test]
fn a_commit_whose_definitions_are_elsewhere_is_no_empty_one() {
    use std::os::unix::fs::symlink;

    let other = repository();
    let links = ["/nowhere", "nowhere", "definitions", "../above"];
    for target in links.into_iter().map(Some).chain([None]) {
        let scratch = Scratch::empty();
        let root = scratch.path("");
        git(&root, &["init", "-q", "-b", "main"]);
        let expected = match target {
            Some(target) => {
                symlink(target, scratch.path("definitions")).expect("a link can be made");
                "error: `definitions` is a link in that commit, and this repository does not have"
            }
            None => {
                git(
                    &root,
                    &[
                        "clone",
                        "-q",
                        &other.path("").to_string_lossy(),
                        "definitions",
                    ],
                );
                git(
                    &root,
                    &["-c", "advice.addEmbeddedRepo=false", "add", "definitions"],
                );
                "error: `definitions` is a submodule in that commit"
            }
        };
        commit(&scratch, "one");
        drop(std::fs::remove_file(scratch.path("definitions")));
        scratch.define("Agent", ID);
        let run = changes(&root, &root, &["--fail-on", "any"]);
        run.fails(expected);
    }
}

#[test]
fn a_repository_of_another_owner_is_refused_in_the_words_of_git() {
    let scratch = repository();
    let root = scratch.path("");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("CARGO_MANIFEST_DIR", root.join("xtask"));
    command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    command.current_dir(&root).arg("changes");
    let run = Run::of(isolated(command));
    run.fails("dubious ownership");
}

//! `cargo xtask import`, as it is typed.

use crate::changes::git;
use tests::folder::definition;

use crate::support::{Run, Scratch, assert_contains};

/// A folder `from` with two roots, what they link to, and one definition that nothing links to.
pub(crate) fn published() -> Scratch {
    let folder = Scratch::empty();
    let definitions: &[(&str, &[&str])] = &[
        ("Call", &["Queue"]),
        ("Queue", &["Member"]),
        ("Member", &["Queue"]),
        ("Flow", &[]),
        ("FlowStep", &["Flow"]),
    ];
    folder.write_linked("from", definitions);
    folder
}

pub(crate) fn import(folder: &Scratch, arguments: &[&str]) -> Run {
    let fixed = ["import", "from", "--definitions", "definitions"];
    folder.run(&[&fixed, arguments].concat())
}

pub(crate) fn last_line(run: &Run) -> &str {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout.lines().last().unwrap_or_default()
}

#[test]
fn roots_come_with_everything_they_link_to_and_are_remembered() {
    let folder = published();
    let run = import(&folder, &["--root", "Call"]);
    assert!(last_line(&run).starts_with("3 definitions from 1 root: 3 new"));
    assert!(last_line(&run).ends_with("next, run `cargo xtask regen`"));
    let files = [
        "call-definition.md",
        "imported.txt",
        "member-definition.md",
        "queue-definition.md",
    ];
    assert_eq!(folder.names("definitions")[..4], files);
    assert!(folder.read("definitions/roots.txt").ends_with("\nCall\n"));

    let again = import(&folder, &[]);
    let expected = "3 definitions from 1 root: 0 new, 0 changed, 3 unchanged; nothing to do\n";
    assert_eq!(again.stdout, expected);
}

#[test]
fn a_pattern_is_a_root_and_all_is_one_too() {
    let folder = published();
    import(&folder, &["--root", "Flow*"]);
    assert_eq!(folder.names("definitions").len(), 2 + 2);
    import(&folder, &["--all"]);
    assert_eq!(folder.names("definitions").len(), 5 + 2);
    assert!(
        folder
            .read("definitions/roots.txt")
            .ends_with("\nFlow*\n*\n")
    );
}

#[test]
fn comments_in_the_file_of_roots_outlive_an_import() {
    let folder = published();
    folder.write("definitions/roots.txt", "# ours\nCall # the voice team\n");
    import(&folder, &["--root", "Flow"]);
    let expected = "# ours\nCall # the voice team\nFlow\n";
    assert_eq!(folder.read("definitions/roots.txt"), expected);
}

#[test]
fn bytes_are_the_other_folders_and_equal_files_stay_as_they_are() {
    let folder = published();
    let rows = "| a | `string` | No | x |\n| b | `string` | No | y |\n";
    let crlf = definition("Flow", rows).replace('\n', "\r\n");
    folder.write("from/flow-definition.md", &crlf);
    import(&folder, &["--root", "Flow"]);
    assert_eq!(folder.read("definitions/flow-definition.md"), crlf);

    let rows = "| b | `string` | No | y |  \n| a | `string` | No | x |\n\n---\n\n*This file was generated on 2025-01-01*";
    let other = definition("Flow", rows);
    folder.write("from/flow-definition.md", &other);
    let run = import(&folder, &[]);
    assert!(last_line(&run).contains("0 new, 0 changed, 1 unchanged"));
    assert_eq!(folder.read("definitions/flow-definition.md"), crlf);

    folder.write("from/flow-definition.md", &other.replace("| y |", "| z |"));
    let run = import(&folder, &["--overwrite"]);
    assert!(last_line(&run).contains("0 new, 1 changed"));
    assert_contains(
        &run.stdout,
        "No running program fails · Rust: no change · 1 definition changed\n",
    );
    assert!(folder.read("definitions/flow-definition.md").contains("z"));
}

#[test]
fn an_edit_is_not_overwritten_before_it_is_committed() {
    let folder = published();
    import(&folder, &["--all"]);
    let text = |name, row: &str| definition(name, &format!("| {row} | `string` | No | |\n"));
    folder.write("from/flow-definition.md", &text("Flow", "theirs"));
    folder.write("from/queue-definition.md", &text("Queue", "theirs"));
    // What an import wrote and nothing has touched is no edit, whether git has it or not.
    folder.write("from/member-definition.md", &text("Member", "theirs"));
    folder.write("definitions/flow-definition.md", &text("Flow", "ours"));
    folder.write("definitions/queue-definition.md", &text("Queue", "ours"));
    let refusal = |names: &str| {
        format!(
            "error: FROM's text would overwrite uncommitted changes in\n{names}\
             commit these files, or import with `--overwrite`; nothing was written\n"
        )
    };
    let both = refusal("  flow-definition.md\n  queue-definition.md\n");
    for arguments in [&[][..], &["--dry-run"]] {
        let run = import(&folder, arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), both.as_str()));
    }

    git(&folder.path(""), &["init", "--quiet"]);
    git(
        &folder.path(""),
        &["add", "definitions/queue-definition.md"],
    );
    git(&folder.path(""), &["commit", "--quiet", "--message", "one"]);
    let run = import(&folder, &[]);
    assert_eq!(
        (run.code, run.stderr),
        (Some(2), refusal("  flow-definition.md\n"))
    );
    assert!(
        folder
            .read("definitions/flow-definition.md")
            .contains("ours")
    );
    assert!(
        !folder
            .read("definitions/queue-definition.md")
            .contains("theirs")
    );

    git(&folder.path(""), &["add", "definitions"]);
    git(&folder.path(""), &["commit", "--quiet", "--message", "two"]);
    folder.write("definitions/queue-definition.md", &text("Queue", "ours"));
    let run = import(&folder, &["--overwrite"]);
    assert!(last_line(&run).contains("3 changed"), "{}", run.stdout);
    folder.write("definitions/roots.txt", "Call\n");
    let run = import(&folder, &["--prune"]);
    assert!(last_line(&run).contains("3 removed"), "{}", run.stdout);
}

#[test]
fn an_enum_of_ours_has_the_name_of_what_comes() {
    let folder = published();
    let overrides = "[enums]\nQueue = [\"a\"]\n\n[definitions.Ours]\nkind = \"Queue\"\n";
    folder.write("definitions/overrides.toml", overrides);
    let rows = "| kind | `string` | No | |\n";
    folder.write("definitions/ours-definition.md", &definition("Ours", rows));
    let run = import(&folder, &["--root", "Call"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    for part in [
        "error[type-collision]: the definition `Queue` and the enum `Queue` both become `queue.rs`",
        "give the enum another name, such as `QueueWord`, in `enums.Queue`, `definitions.Ours.kind`",
        "1 problem in 1 file; nothing was written",
    ] {
        assert_contains(&run.stderr, part);
    }
    let edited = overrides.replace("Queue", "QueueWord");
    folder.write("definitions/overrides.toml", &edited);
    let run = import(&folder, &["--root", "Call"]);
    assert!(
        last_line(&run).ends_with("next, run `cargo xtask regen`"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_enum_is_no_link() {
    let folder = published();
    let rows = "| kind | `string` | No | |\n";
    folder.write("from/flow-definition.md", &definition("Flow", rows));
    let overrides = "[enums]\nQueue = [\"a\"]\n\n[definitions.Flow]\nkind = \"Queue\"\n";
    folder.write("definitions/overrides.toml", overrides);
    let run = import(&folder, &["--root", "Flow"]);
    assert!(
        last_line(&run).starts_with("1 definition from 1 root"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let folder = published();
    let run = import(&folder, &["--root", "Flow", "--dry-run"]);
    assert_contains(&run.stdout, "new           84 B  flow-definition.md\n");
    assert!(run.stdout.contains(" · 1 definition new\n"));
    assert!(last_line(&run).contains("1 new (84 B)"));
    assert!(last_line(&run).ends_with("nothing was written"));
    assert!(folder.names("definitions").is_empty());
}

#[test]
fn a_broken_definition_among_those_reached_stops_everything() {
    let folder = published();
    let rows = "| a | `strng` | Maybe | |\n| b | [`Gone`](gone-definition.md) | No | |\n";
    folder.write("from/member-definition.md", &definition("Member", rows));
    let run = import(&folder, &["--root", "Call"]);
    run.fails("from/member-definition.md");
    assert!(run.stderr.contains("unknown-type"));
    assert!(run.stderr.contains("invalid-required"));
    assert!(run.stderr.contains("unknown-definition"));
    assert!(
        run.stderr
            .ends_with("3 problems in 1 file; nothing was written\n")
    );
    assert!(folder.names("definitions").is_empty());
}

#[test]
fn a_broken_definition_elsewhere_is_only_counted() {
    let folder = published();
    folder.write("from/member-definition.md", "broken");
    let run = import(&folder, &["--root", "FlowStep"]);
    assert!(last_line(&run).starts_with("2 definitions"));
    assert!(run.stdout.contains("1 broken definition was not taken in"));
    assert!(
        !folder
            .names("definitions")
            .contains(&"member-definition.md".to_owned())
    );
}

#[test]
fn roots_that_match_nothing_are_reported_all_at_once() {
    let folder = published();
    let run = import(
        &folder,
        &["--root", "Quue", "--root", "call*", "--root", "Flow"],
    );
    assert_eq!(run.code, Some(2));
    let expected = "\
error: there is no definition `Quue`; did you mean `Queue`?
no definition has a name like `call*`; did you mean `Call`?
";
    assert_eq!(run.stderr, expected);
    assert!(folder.names("definitions").is_empty());
}

#[test]
fn folders_that_cannot_be_taken_from_are_refused() {
    let folder = published();
    folder.write("empty/notes.md", "nothing here");
    for (from, reason) in [
        ("nowhere", "cannot read the folder `nowhere`"),
        ("empty", "`empty` holds no definition"),
        (
            "./definitions/",
            "is the folder that definitions are copied to",
        ),
    ] {
        folder.write("definitions/roots.txt", "Call\n");
        let run = folder.run(&["import", from, "--definitions", "definitions"]);
        run.fails(reason);
    }
}

#[test]
fn without_any_root_there_is_nothing_to_take_in() {
    let run = import(&published(), &[]);
    run.fails("--root NAME");
}

#[test]
fn something_in_the_way_stops_everything() {
    let folder = published();
    folder.write("definitions/queue-definition.md/file", "");
    let run = import(&folder, &["--root", "Call"]);
    run.fails("unreadable-file");
    assert_eq!(folder.names("definitions"), ["queue-definition.md"]);
}

#[test]
fn a_part_of_a_folder_is_generated_without_what_is_broken_elsewhere() {
    let folder = published();
    folder.write("from/broken-definition.md", "broken");
    folder.write("crate/src/lib.rs", "");
    let fixed = ["regen", "--definitions", "from", "--out", "crate", "--root"];
    let run = folder.run(&[&fixed[..], &["Flow*"]].concat());
    assert!(
        last_line(&run).starts_with("2 definitions"),
        "{}",
        run.stdout
    );
    let run = folder.run(&[&fixed[..], &["Quue"]].concat());
    run.fails("did you mean `Queue`?");
}

#[test]
fn a_part_replaces_the_whole_only_in_a_named_folder() {
    let folder = published();
    for check in [&["--check"][..], &[]] {
        let fixed = ["regen", "--definitions", "from", "--root", "Flow"];
        let run = folder.run(&[&fixed[..], check].concat());
        let expected = "\
error: `--root` needs `--out DIR`: the default crate holds all models, and a part would replace them
";
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert_eq!(run.stderr, expected);
    }
}

#[test]
fn what_an_override_links_to_comes_too() {
    let folder = published();
    let rows = "| steps | `object` | No | |\n";
    folder.write("from/call-definition.md", &definition("Call", rows));
    let overrides = "[definitions.Call]\nsteps = \"map<FlowStep>\"\n";
    folder.write("definitions/overrides.toml", overrides);
    let run = import(&folder, &["--root", "Call"]);
    assert!(
        last_line(&run).starts_with("3 definitions"),
        "{}",
        run.stdout
    );
    assert!(last_line(&run).ends_with("next, run `cargo xtask regen`"));
    assert_eq!(folder.read("definitions/overrides.toml"), overrides);
}

#[test]
fn a_part_is_generated_with_the_overrides_of_the_whole() {
    let folder = published();
    folder.write("crate/src/lib.rs", "");
    let rows = "| kind | `string` | No | |\n| more | `object` | No | |\n";
    folder.write("from/lonely-definition.md", &definition("Lonely", rows));
    folder.write(
        "from/overrides.toml",
        "[enums]\nKind = [\"a\"]\n\n[properties]\nkind = \"Kind\"\n\n[definitions.Lonely]\nmore = \"map<FlowStep>\"\n",
    );
    let fixed = ["regen", "--definitions", "from", "--out", "crate", "--root"];
    folder.run(&[&fixed[..], &["Flow"]].concat());
    assert_eq!(folder.names("crate/src/models"), ["flow.rs"]);
    folder.run(&[&fixed[..], &["Lonely"]].concat());
    let expected = ["flow.rs", "flow_step.rs", "kind.rs", "lonely.rs"];
    assert_eq!(folder.names("crate/src/models"), expected);
}

#[test]
fn a_file_that_only_looks_like_a_leftover_is_left_alone() {
    let folder = published();
    folder.write("definitions/notes.regen-tmp", "mine");
    folder.write("definitions/call-definition.md.regen-tmp", "half a def");
    import(&folder, &["--root", "Flow"]);
    let files = [
        "flow-definition.md",
        "imported.txt",
        "notes.regen-tmp",
        "roots.txt",
    ];
    assert_eq!(folder.names("definitions"), files);
}

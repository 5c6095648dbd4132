//! `cargo xtask regen` as its users see it.

use tests::folder::HEADER;

use crate::support::{Scratch, assert_contains, assert_ends, assert_starts};

const QUEUE: (&str, &str) = (
    "Queue",
    "| id | `string` | Yes | |\n| lead | [`Agent`](agent-definition.md) | No | |\n",
);
const AGENT: (&str, &str) = ("Agent", "| id | `string` | Yes | |\n");

/// Two definitions and their models, up to date.
fn fresh() -> Scratch {
    let scratch = Scratch::new(&[QUEUE, AGENT]);
    let run = scratch.regen(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(
        run.stdout,
        "2 definitions, 3 properties: 4 written, 0 removed, 0 unchanged\n"
    );
    scratch
}

#[test]
fn a_second_run_changes_nothing() {
    let scratch = fresh();
    let written = std::fs::metadata(scratch.path("out/src/models/queue.rs"))
        .expect("the file is there")
        .modified();
    let run = scratch.regen(&[]);
    assert_eq!(
        run.stdout,
        "2 definitions, 3 properties: 0 written, 0 removed, 4 unchanged\n"
    );
    let now = std::fs::metadata(scratch.path("out/src/models/queue.rs"))
        .expect("the file is there")
        .modified();
    assert_eq!(written.ok(), now.ok());
    let run = scratch.regen(&["--check"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), "2 definitions, 3 properties: up to date\n")
    );
}

#[test]
fn files_that_differ_in_line_ends_alone_are_reported_as_such() {
    let scratch = fresh();
    let convert = |path: &str| scratch.write(path, &scratch.read(path).replace('\n', "\r\n"));
    let models = ["out/src/models/agent.rs", "out/src/models/queue.rs"];
    models.iter().for_each(|path| convert(path));
    let listed = models
        .map(|path| format!("{path}: only the line ends differ\n"))
        .concat();
    let check = scratch.regen(&["--check"]);
    let expected = format!(
        "{listed}2 definitions, 3 properties: 2 files differ in line ends alone; git converted them: add \
         `* text=auto eol=lf` to `.gitattributes` or set `core.autocrlf` to `false`, and check them out again\n"
    );
    check.check(1, &expected, "");
    // With another difference, it is that which needs the command.
    scratch.define("Agent", "| id | `string` | No | |\n");
    let check = scratch.regen(&["--check"]);
    assert_contains(&check.stdout, "queue.rs: only the line ends differ\n");
    assert_contains(&check.stdout, "agent.rs: stale");
    assert_ends(
        &check.stdout,
        "run `cargo xtask regen --definitions definitions --out out`\n",
    );
    assert_eq!(scratch.regen(&[]).code, Some(0));
    assert_eq!(scratch.regen(&["--check"]).code, Some(0));
}

#[test]
fn a_new_property_changes_its_own_file_by_its_own_lines() {
    let scratch = fresh();
    scratch.define(
        "Agent",
        "| id | `string` | Yes | |\n| name | `string` | No | What callers hear. |\n",
    );
    let check = scratch.regen(&["--check"]);
    assert_eq!(check.code, Some(1));
    assert_starts(&check.stdout, "out/src/models/agent.rs: stale");
    let added: Vec<_> = check
        .stdout
        .lines()
        .filter(|line| line.starts_with('+') && !line.starts_with("+++"))
        .collect();
    let expected = [
        "+    /// What callers hear.",
        "+    pub name: Option<String>,",
        "+        name: \"name\",",
    ];
    assert_eq!(added, expected);
    assert!(
        !check
            .stdout
            .lines()
            .any(|line| line.starts_with('-') && !line.starts_with("---")),
        "{}",
        check.stdout
    );
    assert_ends(
        &check.stdout,
        "2 definitions, 4 properties: 0 missing, 1 stale, 0 orphaned, 3 unchanged; to fix it, \
                   run `cargo xtask regen --definitions definitions --out out`\n",
    );

    let before = scratch.files();
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let changed: Vec<_> = scratch
        .files()
        .into_iter()
        .filter(|(path, text)| before.get(path) != Some(text))
        .collect();
    assert_eq!(
        changed
            .iter()
            .map(|(path, _)| path.as_str())
            .collect::<Vec<_>>(),
        ["src/models/agent.rs"]
    );
}

#[test]
fn the_footer_and_the_order_of_rows_change_nothing() {
    let scratch = fresh();
    scratch.write(
        "definitions/queue-definition.md",
        &format!(
            "# `Queue` Definition\n\n{HEADER}| lead | [`Agent`](agent-definition.md) | No | |\n| id | `string` | Yes | |\n\
             \n---\n\n*This file was generated on 2031-01-01*\n"
        ),
    );
    assert_eq!(scratch.regen(&["--check"]).code, Some(0));
}

#[test]
fn a_definition_that_goes_takes_its_file_and_its_line_with_it() {
    let scratch = fresh();
    scratch.define("Queue", "| id | `string` | Yes | |\n");
    std::fs::remove_file(scratch.path("definitions/agent-definition.md"))
        .expect("the file is there");
    let check = scratch.regen(&["--check"]);
    assert_eq!(check.code, Some(1));
    assert_contains(&check.stdout, "out/src/models/agent.rs: orphaned");
    let run = scratch.regen(&[]);
    assert_eq!(
        run.stdout,
        "1 definitions, 1 properties: 2 written, 1 removed, 1 unchanged\n"
            .replace("1 definitions, 1 properties", "1 definition, 1 property")
    );
    assert!(!scratch.path("out/src/models/agent.rs").exists());
    assert!(!scratch.read("out/src/models.rs").contains("agent"));
}

#[test]
fn a_foreign_file_is_reported_and_left_alone() {
    let scratch = fresh();
    scratch.write("out/src/models/mine.rs", "// mine\n");
    scratch.write("out/src/lib.rs", "mod models;\n");
    let run = scratch.regen(&[]);
    assert_eq!(run.code, Some(0));
    assert_contains(&run.stdout, "out/src/models/mine.rs: not generated");
    assert!(!run.stdout.contains("lib.rs"));
    assert_eq!(scratch.read("out/src/models/mine.rs"), "// mine\n");
    assert_eq!(scratch.regen(&["--check"]).code, Some(0));
}

#[test]
fn a_file_of_somebody_else_is_never_overwritten() {
    let scratch = fresh();
    scratch.write("out/src/models/agent.rs", "// mine\n");
    scratch.define("Queue", "| id | `string` | Yes | |\n");
    let before = scratch.files();
    let run = scratch.regen(&[]);
    run.fails("`src/models/agent.rs`");
    assert_eq!(scratch.files(), before);
}

/// Three faults in one definition, which is otherwise the `Queue` that was generated from.
fn three_faults(scratch: &Scratch) {
    scratch.define(
        "Queue",
        "| id | `strng` | Yes | |\n| lead | [`Agnt`](agnt-definition.md) | No | |\n| a | `string` | No | |\n| a | `string` | No | |\n",
    );
}

#[test]
fn every_problem_is_shown_and_nothing_is_written() {
    let scratch = fresh();
    three_faults(&scratch);
    scratch.define("Agent", "| id | `string` | No | |\n");
    let before = scratch.files();
    for arguments in [&[] as &[&str], &["--check"]] {
        let run = scratch.regen(arguments);
        assert_eq!(run.code, Some(2));
        for excerpt in [
            "error[unknown-type]: unknown type `strng`\n --> definitions/queue-definition.md:5:8",
            "error[unknown-definition]: there is no definition `Agnt`\n --> definitions/queue-definition.md:6:10",
            "error[duplicate-property]: `Queue` has the property `a` twice\n --> definitions/queue-definition.md:8:3",
            "did you mean `Agent`?",
            "8 | | a | `string` | No | |",
            "error: 3 problems in 1 file; nothing was written\n",
        ] {
            assert!(
                run.stderr.contains(excerpt),
                "{excerpt:?} is missing from\n{}",
                run.stderr
            );
        }
        assert_eq!(scratch.files(), before);
    }
}

#[test]
fn problems_for_programs_are_one_object_a_line() {
    let scratch = Scratch::new(&[AGENT]);
    three_faults(&scratch);
    let run = scratch.regen(&["--format", "json"]);
    assert_eq!(run.code, Some(2));
    let objects: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(objects.len(), 3);
    let expected = serde_json::json!({
        "code": "duplicate-property",
        "severity": "error",
        "message": "`Queue` has the property `a` twice",
        "help": "remove one of the two rows",
        "file": "definitions/queue-definition.md",
        "line": 8,
        "column": 3,
        "end": { "line": 8, "column": 4 },
        "related": [{
            "message": "it stands here first",
            "file": "definitions/queue-definition.md",
            "line": 7,
            "column": 3,
            "end": { "line": 7, "column": 4 },
        }],
    });
    assert_eq!(objects[2], expected);
}

#[test]
fn problems_for_github_are_annotations() {
    let scratch = Scratch::new(&[AGENT, ("Queue", "| a,b | `strng` | No | |\n")]);
    let run = scratch.regen(&["--format", "github"]);
    assert_eq!(
        run.stdout,
        "::error file=definitions/queue-definition.md,line=5,col=9,endLine=5,endColumn=16,title=unknown-type\
         ::unknown type `strng`%0Ahelp: did you mean `string`?\n"
    );
}

#[test]
fn quiet_says_nothing_but_problems() {
    let scratch = Scratch::new(&[AGENT]);
    let run = scratch.regen(&["--quiet"]);
    run.check(0, "", "");
    scratch.define("Agent", "");
    let run = scratch.regen(&["--quiet", "--check"]);
    run.check(1, "", "");
}

#[test]
fn files_that_are_no_definitions_are_counted() {
    let scratch = Scratch::new(&[AGENT]);
    scratch.write("definitions/README.md", "about\n");
    let run = scratch.regen(&[]);
    assert_eq!(
        run.stdout,
        "1 definition, 1 property (1 other file passed over: README.md): 3 written, 0 removed, 0 unchanged\n"
    );
}

#[test]
fn folders_that_are_not_there_are_named() {
    let scratch = Scratch::new(&[AGENT]);
    let run = scratch.regen(&["--out", "nowhere"]);
    assert_eq!(run.code, Some(2));
    let run = scratch.run(&["regen", "--definitions", "nowhere-at-all"]);
    run.fails("cannot read the folder `nowhere-at-all`");
}

#[test]
fn a_folder_without_definitions_is_refused_and_one_below_it_is_named() {
    let scratch = fresh();
    let before = scratch.files();
    let in_folder = |folder: &str| scratch.regen_from(folder, &[]);
    let run = in_folder(".");
    assert_eq!(run.code, Some(2));
    let expected = "error: `.` holds no definition: their names end in `-definition.md`; \
                did you mean `./definitions`?\n";
    assert_eq!(run.stderr, expected);
    let run = in_folder("out");
    let expected = "error: `out` holds no definition: their names end in `-definition.md`; \
                `cargo xtask regen --allow-empty` removes all models\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), expected));
    assert_eq!(scratch.files(), before);
    let run = scratch.regen_from("out", &["--allow-empty"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_starts(&run.stdout, "0 definitions, 0 properties");
    assert!(!scratch.path("out/src/models/agent.rs").exists());
}

#[test]
fn a_check_does_not_advise_what_will_be_refused() {
    let scratch = fresh();
    scratch.write("out/src/models/agent.rs", "// mine\n");
    let check = scratch.regen(&["--check"]);
    assert_eq!(check.code, Some(1));
    assert_contains(
        &check.stdout,
        "to fix it, move or remove the 1 file in the way, and run `cargo xtask regen",
    );
}

#[test]
fn a_command_that_is_advised_can_be_pasted() {
    let scratch = fresh();
    std::fs::rename(scratch.path("definitions"), scratch.path("it's mine"))
        .expect("a folder can be moved");
    scratch.write("out/src/models/agent.rs", "");
    let check = scratch.regen_from("it's mine", &["--check"]);
    let expected = r"run `cargo xtask regen --definitions 'it'\''s mine' --out out`";
    assert_contains(&check.stdout, expected);
}

/// Names of files come from outside as well, and a terminal obeys some of their characters.
#[test]
fn no_command_to_a_terminal_comes_from_a_file() {
    const CLEAR: &str = "\u{1b}[2J\u{202e}";
    let scratch = fresh();
    scratch.write(&format!("definitions/{CLEAR}.txt"), "");
    scratch.write(&format!("out/src/models/{CLEAR}.rs"), "// mine\n");
    let sound = scratch.regen(&[]);
    scratch.write(
        &format!("definitions/{CLEAR}-definition.md"),
        &format!("# {CLEAR}\n"),
    );
    let problem = scratch.regen(&[]);
    let none = scratch.regen_from(CLEAR, &[]);
    for run in [&sound, &problem, &none] {
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        }
    }
    assert_contains(&sound.stdout, "\u{fffd}[2J\u{fffd}.txt");
}

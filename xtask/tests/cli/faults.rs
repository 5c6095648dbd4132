//! Whatever the file system does, no file is half written and the next run ends right.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Run, Scratch, assert_contains};

/// A folder of many definitions, each with the one property `name`.
fn many(scratch: &Scratch, name: &str) {
    for index in 0..100 {
        scratch.define(
            &format!("N{index}"),
            &format!("| {name} | `string` | No | |\n"),
        );
    }
}

#[test]
fn a_definition_that_is_no_file_is_a_problem_like_any_other() {
    let scratch = Scratch::new(&[("Agent", "| a | `strng` | No | |\n")]);
    std::fs::create_dir(scratch.path("definitions/folder-definition.md"))
        .expect("a folder can be made");
    symlink(
        "nowhere",
        scratch.path("definitions/dangling-definition.md"),
    )
    .expect("a link can be made");
    symlink(
        "cycle-definition.md",
        scratch.path("definitions/cycle-definition.md"),
    )
    .expect("a link can be made");
    let run = scratch.regen(&[]);
    assert_eq!(run.code, Some(2));
    for excerpt in [
        "error[unreadable-file]",
        "definitions/folder-definition.md:1:1",
        "definitions/dangling-definition.md:1:1",
        "definitions/cycle-definition.md:1:1",
        "error[unknown-type]",
        "4 problems in 4 files",
    ] {
        assert!(
            run.stderr.contains(excerpt),
            "{excerpt:?} is missing from\n{}",
            run.stderr
        );
    }
    assert!(scratch.files().is_empty());
}

#[test]
fn a_definition_that_is_not_utf8_is_reported_with_its_offset() {
    let scratch = Scratch::new(&[]);
    std::fs::write(
        scratch.path("definitions/agent-definition.md"),
        b"# `Agent`\n\xff",
    )
    .expect("a file can be written");
    let run = scratch.regen(&[]);
    assert_contains(
        &run.stderr,
        "error[not-utf8]: the file is not UTF-8: byte 10 is 0xff",
    );
    assert_contains(&run.stderr, "definitions/agent-definition.md:2:1");
}

/// Runs the command as a user whom permissions bind: root reads and writes everything. The command is
/// copied, because that user may have no access to the folder where it was built.
fn run_unprivileged(scratch: &Scratch) -> Run {
    const UNPRIVILEGED: u32 = 65_534;
    let user = Command::new("id").arg("-u").output();
    let user = user.expect("the user can be asked for").stdout;
    if !user.starts_with(b"0\n") {
        return scratch.regen(&[]);
    }
    let copy = scratch.path("xtask");
    // Not `fs::copy`: a process that another test starts meanwhile inherits every descriptor of this one
    // until its `exec`, and Linux executes no file that is open for writing (`ETXTBSY`).
    let copied = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_xtask"))
        .arg(&copy)
        .status();
    assert!(copied.expect("`cp` can be run").success());
    set_mode(scratch, "", 0o755);
    set_mode(scratch, "xtask", 0o755);
    let command = scratch.regen_command(&[]);
    let mut copied = Command::new(copy);
    copied
        .args(command.get_args())
        .current_dir(scratch.path(""));
    Run::from(
        copied
            .uid(UNPRIVILEGED)
            .output()
            .expect("the command can be run"),
    )
}

#[test]
fn an_unreadable_definition_is_a_problem_like_any_other() {
    let scratch = Scratch::new(&[("Agent", "")]);
    set_mode(&scratch, "definitions/agent-definition.md", 0o000);
    let run = run_unprivileged(&scratch);
    run.fails("error[unreadable-file]");
}

#[test]
fn a_read_only_folder_is_reported() {
    let scratch = Scratch::new(&[("Agent", "")]);
    set_mode(&scratch, "out", 0o555);
    let run = run_unprivileged(&scratch);
    run.fails("cannot create");
    assert!(scratch.files().is_empty());
    set_mode(&scratch, "out", 0o755);
}

fn set_mode(scratch: &Scratch, path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(scratch.path(path), PermissionsExt::from_mode(mode))
        .expect("the mode can be set");
}

#[test]
fn a_file_in_place_of_the_folder_is_reported() {
    let scratch = Scratch::new(&[("Agent", "")]);
    scratch.write("out/src", "a file\n");
    let run = scratch.regen(&[]);
    run.fails("cannot create `out/src/models`");
    assert_eq!(scratch.read("out/src"), "a file\n");
}

/// A limit on the size of files stands in for a full disk: the write fails midway all the same.
#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let scratch = Scratch::new(&[]);
    many(&scratch, "before");
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let before = scratch.files();
    many(&scratch, "after");
    scratch.define(
        "Long",
        &format!("| a | `string` | No | {} |\n", "long ".repeat(2_000)),
    );

    let command = scratch.regen_command(&[]);
    let run = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(scratch.path(""))
        .output()
        .expect("a shell can be run");
    let run = Run::from(run);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_contains(&run.stderr, "cannot write");
    assert_eq!(scratch.files(), before);
    assert_eq!(scratch.regen(&[]).code, Some(0));
    assert_eq!(scratch.regen(&["--check"]).code, Some(0));
}

#[test]
fn a_killed_run_leaves_every_file_either_old_or_new() {
    let scratch = Scratch::new(&[]);
    many(&scratch, "one");
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let one = scratch.files();
    many(&scratch, "two");
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let two = scratch.files();

    for round in 0..u64::from(tests::tries(150)) {
        many(&scratch, if round % 2 == 0 { "one" } else { "two" });
        let mut child = scratch
            .regen_command(&[])
            .stdout(Stdio::null())
            .spawn()
            .expect("the command can be run");
        // Up to the time that a whole run takes, in steps of no pattern.
        std::thread::sleep(Duration::from_micros(round * 7_919 % 40_000));
        child.kill().expect("the command can be killed");
        child.wait().expect("the command ends");
        for (path, text) in scratch.files() {
            let temporary = path.ends_with(".regen-tmp");
            assert!(
                temporary || one.get(&path) == Some(&text) || two.get(&path) == Some(&text),
                "{path}: {text}"
            );
        }
    }
    many(&scratch, "one");
    assert_eq!(scratch.regen(&[]).code, Some(0));
    assert_eq!(scratch.files(), one);
}

/// The models that `models.rs` lists are there, and whole, and neither they nor the operations name one
/// that it does not list: what makes a crate of them compile, short of compiling it.
fn fits_together(scratch: &Scratch) {
    let files = scratch.files();
    let Some(list) = files.get("src/models.rs") else {
        return;
    };
    let listed: BTreeMap<_, _> = list
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub use ")?
                .strip_suffix(';')?
                .split_once("::")
        })
        .map(|(module, ident)| (ident, module))
        .collect();
    for module in listed.values() {
        let Some(text) = files.get(&format!("src/models/{module}.rs")) else {
            panic!("`{module}` is listed and is not there");
        };
        let whole = text.ends_with("}\n") || text.ends_with("= serde_json::Value;\n");
        assert!(whole, "`{module}` is not whole:\n{text}");
    }
    let is_model = |path: &str| {
        let stem = path
            .strip_prefix("src/models/")
            .and_then(|path| path.strip_suffix(".rs"));
        stem.is_some_and(|stem| listed.values().any(|module| *module == stem))
    };
    for (path, text) in files
        .iter()
        .filter(|(path, _)| is_model(path) || *path == "src/operations.rs")
    {
        for used in text.split("super::").skip(1) {
            let ident = used.split(|letter: char| !letter.is_alphanumeric()).next();
            let ident = ident.unwrap_or_default();
            assert!(
                listed.contains_key(ident),
                "`{path}` names `{ident}`, which is not listed"
            );
        }
    }
}

/// Kills a command as soon as what it writes is seen to have `begun`.
fn kill_while_writing(mut command: Command, begun: impl Fn() -> bool) {
    let child = command.stdout(Stdio::null()).spawn();
    let mut child = child.expect("the command can be run");
    while !begun() {
        if child
            .try_wait()
            .expect("the command can be asked")
            .is_some()
        {
            return;
        }
    }
    child.kill().expect("the command can be killed");
    child.wait().expect("the command ends");
}

#[test]
fn a_run_killed_while_it_writes_models_for_the_first_time_lists_none_that_is_not_there() {
    let scratch = Scratch::new(&[]);
    for index in 0..400 {
        scratch.define(&format!("N{index}"), "| a | `string` | No | |\n");
    }
    let list = scratch.path("out/src/models.rs");
    for _ in 0..tests::tries(10) {
        kill_while_writing(scratch.regen_command(&[]), || list.exists());
        fits_together(&scratch);
        std::fs::remove_dir_all(scratch.path("out/src")).expect("the folder is there");
    }
}

#[test]
fn a_run_killed_while_it_writes_other_models_leaves_none_that_names_one_not_there() {
    let scratch = Scratch::new(&[]);
    let mut before = "Even";
    for round in 0..tests::tries(60) {
        let now = if round % 2 == 0 { "Even" } else { "Odd" };
        let mut operations = String::new();
        for index in 0..100 {
            let old = format!("definitions/{before}{index}-definition.md").to_lowercase();
            drop(std::fs::remove_file(scratch.path(&old)));
            let link = format!("{now}{index}");
            let file = link.to_lowercase();
            operations += &format!(
                "| get{index} | `GET /{index}` | | | [`{link}`]({file}-definition.md) |\n"
            );
            scratch.define(&link, "");
            scratch.define(
                &format!("User{index}"),
                &format!("| a | [`{link}`]({file}-definition.md) | No | |\n"),
            );
        }
        scratch.write(
            &format!("definitions/{}", tests::pages::FILE),
            &tests::pages::page(&operations),
        );
        // Each of the three kinds of files is the last that is known to be in place.
        let user = format!("models/user{round}.rs");
        let (file, word, there) = match round % 3 {
            0 => (&*user, now, true),
            1 => ("operations.rs", now, true),
            _ => ("models.rs", before, false),
        };
        let file = scratch.path(&format!("out/src/{file}"));
        let begun =
            || std::fs::read_to_string(&file).is_ok_and(|text| text.contains(word) == there);
        kill_while_writing(scratch.regen_command(&[]), begun);
        fits_together(&scratch);
        if round % 5 == 0 {
            assert_eq!(scratch.regen(&[]).code, Some(0));
        }
        before = now;
    }
}

#[test]
fn a_killed_import_remembers_no_root_before_all_that_it_leads_to_is_there() {
    let scratch = Scratch::new(&[]);
    for index in 0..400 {
        scratch.define(&format!("N{index}"), "");
    }
    let roots = scratch.path("here/roots.txt");
    for _ in 0..tests::tries(10) {
        let import = ["import", "definitions", "--all", "--definitions", "here"];
        kill_while_writing(scratch.command(&import), || roots.exists());
        if roots.exists() {
            let there = |index| {
                scratch
                    .path(&format!("here/n{index}-definition.md"))
                    .exists()
            };
            assert!((0..400).all(there));
        }
        std::fs::remove_dir_all(scratch.path("here")).expect("the folder is there");
    }
}

#[test]
fn a_folder_in_the_way_of_a_model_is_found_before_anything_is_written() {
    for rest in ["", "/mine.rs"] {
        let scratch = Scratch::new(&[("Agent", ""), ("Queue", "")]);
        let folder = scratch.path("out/src/models/queue.rs");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        if !rest.is_empty() {
            scratch.write(&format!("out/src/models/queue.rs{rest}"), "// mine\n");
        }
        let before = scratch.files();
        for _ in 0..2 {
            let run = scratch.regen(&[]);
            run.fails("in the way of a file to be written: `src/models/queue.rs`");
            assert_eq!(scratch.files(), before);
        }
        let check = scratch.regen(&["--check"]);
        assert_contains(&check.stdout, "queue.rs: not generated, and in the way");
        std::fs::remove_dir_all(folder).expect("the folder is there");
        assert_eq!(scratch.regen(&[]).code, Some(0));
    }
}

/// A crash of the machine can leave a file that the disk never got the text of.
#[test]
fn a_model_of_length_zero_is_written_again_and_an_empty_file_of_somebody_else_is_left_alone() {
    let scratch = Scratch::new(&[("Agent", "")]);
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let before = scratch.files();
    for path in ["out/src/models/agent.rs", "out/src/models.rs"] {
        scratch.write(path, "");
    }
    scratch.write("out/src/models/mine.rs", "");
    assert_eq!(scratch.regen(&["--check"]).code, Some(1));
    assert_eq!(scratch.regen(&[]).code, Some(0));
    let mut after = scratch.files();
    assert_eq!(after.remove("src/models/mine.rs").as_deref(), Some(""));
    assert_eq!(after, before);
}

#[test]
fn nothing_but_files_is_read() {
    let scratch = Scratch::new(&[("Agent", "")]);
    symlink("/dev/null", scratch.path("definitions/null-definition.md"))
        .expect("a link can be made");
    let run = scratch.regen(&[]);
    run.fails("the file cannot be read: it is not a regular file");
}

/// Without a writer, reading from a pipe never ends.
#[test]
fn a_pipe_among_definitions_or_models_does_not_stop_a_run() {
    let scratch = Scratch::new(&[("Agent", "")]);
    assert_eq!(scratch.regen(&[]).code, Some(0));
    for path in [
        "definitions/pipe-definition.md",
        "definitions/overrides.toml",
        "out/src/models/pipe.rs",
    ] {
        let made = Command::new("mkfifo").arg(scratch.path(path)).status();
        assert!(made.expect("a pipe can be made").success());
        let run = scratch.regen(&["--check"]);
        let ours = path.starts_with("out");
        assert_eq!(
            run.code,
            Some(if ours { 0 } else { 2 }),
            "{path}: {}",
            run.stderr
        );
        std::fs::remove_file(scratch.path(path)).expect("the pipe is there");
    }
}

#[test]
fn runs_at_once_wait_for_each_other() {
    let scratch = Scratch::new(&[]);
    for name in ["one", "two", "three"] {
        many(&scratch, name);
        let runs: Vec<_> = (0..4)
            .map(|_| scratch.regen_command(&[]).stdout(Stdio::null()).spawn())
            .collect();
        for run in runs {
            let status = run
                .expect("the command can be run")
                .wait()
                .expect("the command ends");
            assert_eq!(status.code(), Some(0));
        }
        assert_eq!(scratch.regen(&["--check"]).code, Some(0));
        assert!(
            !scratch
                .files()
                .keys()
                .any(|path| path.ends_with(".regen-tmp"))
        );
    }
}

//! Whatever the file system does, no file is half written and the next run ends right.

use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Run, Scratch};

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
        "circle-definition.md",
        scratch.path("definitions/circle-definition.md"),
    )
    .expect("a link can be made");
    let run = scratch.regen(&[]);
    assert_eq!(run.code, Some(2));
    for excerpt in [
        "error[unreadable-file]",
        "definitions/folder-definition.md:1:1",
        "definitions/dangling-definition.md:1:1",
        "definitions/circle-definition.md:1:1",
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
fn a_definition_that_is_not_utf8_is_told_with_its_offset() {
    let scratch = Scratch::new(&[]);
    std::fs::write(
        scratch.path("definitions/agent-definition.md"),
        b"# `Agent`\n\xff",
    )
    .expect("a file can be written");
    let run = scratch.regen(&[]);
    assert!(
        run.stderr
            .contains("error[not-utf8]: the file is not UTF-8: byte 10 is 0xff"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("definitions/agent-definition.md:2:1"),
        "{}",
        run.stderr
    );
}

/// Runs the command as somebody to whom permissions mean something: root reads and writes everything.
/// Where that somebody cannot even run it, says so.
fn run_unprivileged(scratch: &Scratch) -> Option<Run> {
    const NOBODY: u32 = 65_534;
    let user = Command::new("id").arg("-u").output();
    let user = user.expect("the user can be asked for").stdout;
    let mut command = scratch.command(&[]);
    if user.starts_with(b"0\n") {
        set_mode(scratch, "", 0o755);
        command.uid(NOBODY);
    }
    match command.output() {
        Ok(output) => Some(Run::from(output)),
        Err(error) => {
            eprintln!("nothing checked: the command cannot be run without privileges: {error}");
            None
        }
    }
}

#[test]
fn an_unreadable_definition_is_a_problem_like_any_other() {
    let scratch = Scratch::new(&[("Agent", "")]);
    set_mode(&scratch, "definitions/agent-definition.md", 0o000);
    let Some(run) = run_unprivileged(&scratch) else {
        return;
    };
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("error[unreadable-file]"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_read_only_folder_is_told() {
    let scratch = Scratch::new(&[("Agent", "")]);
    set_mode(&scratch, "out", 0o555);
    let Some(run) = run_unprivileged(&scratch) else {
        return;
    };
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cannot create"), "{}", run.stderr);
    assert!(scratch.files().is_empty());
    set_mode(&scratch, "out", 0o755);
}

fn set_mode(scratch: &Scratch, path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(scratch.path(path), PermissionsExt::from_mode(mode))
        .expect("the mode can be set");
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let scratch = Scratch::new(&[("Agent", "")]);
    scratch.write("out/src", "a file\n");
    let run = scratch.regen(&[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("cannot create `out/src/models`"),
        "{}",
        run.stderr
    );
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

    let command = scratch.command(&[]);
    let run = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(scratch.path(""))
        .output()
        .expect("a shell can be run");
    let run = Run::from(run);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
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

    for round in 0..150_u64 {
        many(&scratch, if round % 2 == 0 { "one" } else { "two" });
        let mut child = scratch
            .command(&[])
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

#[test]
fn runs_at_once_wait_for_each_other() {
    let scratch = Scratch::new(&[]);
    for name in ["one", "two", "three"] {
        many(&scratch, name);
        let runs: Vec<_> = (0..4)
            .map(|_| scratch.command(&[]).stdout(Stdio::null()).spawn())
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

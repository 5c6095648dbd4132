//! The workflow `update.yml`, whose last step runs here with a command `gh` of our own.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::changes::git;
use crate::support::{Run, Scratch};

/// The script of the workflow's last step.
fn script() -> String {
    let path = tests::project().join(".github/workflows/update.yml");
    let text = std::fs::read_to_string(path).expect("the workflow can be read");
    let (_, script) = text.rsplit_once("run: |\n").expect("it has a script");
    script
        .lines()
        .map(|line| line.trim_start().to_owned() + "\n")
        .collect()
}

/// A clone with an update staged, as the steps before leave it, and a pull request that is open or not.
fn update(folder: &Scratch, is_open: bool) -> Run {
    let clone = folder.path("clone");
    drop(std::fs::remove_dir_all(&clone));
    git(&folder.path(""), &["clone", "-q", "origin.git", "clone"]);
    let text = format!("{} updates\n", folder.names("").len());
    folder.write("clone/definitions.md", &text);
    git(&clone, &["add", "--all"]);
    let number = if is_open { "7" } else { "" };
    folder.write(
        "bin/gh",
        &format!("#!/bin/sh\n[ \"$2\" = list ] && echo {number}\nexit 0\n"),
    );
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path("bin/gh"), mode).expect("the mode can be set");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("bash");
    command
        .current_dir(&clone)
        .args(["-e", "-c", &script()])
        .env("PATH", format!("{}:{path}", folder.path("bin").display()))
        .env("BRANCH", "update-definitions")
        .env("RUNNER_TEMP", folder.path(""))
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

/// The commit of the branch of updates.
fn pushed(folder: &Scratch) -> String {
    git(
        &folder.path("origin.git"),
        &["rev-parse", "update-definitions"],
    )
}

#[test]
fn an_update_never_replaces_the_commit_of_a_reviewer() {
    let folder = Scratch::empty();
    let root = folder.path("");
    git(&root, &["init", "-q", "--bare", "-b", "main", "origin.git"]);
    git(&root, &["clone", "-q", "origin.git", "mine"]);
    folder.write("mine/definitions.md", "none\n");
    let mine = folder.path("mine");
    git(&mine, &["add", "--all"]);
    git(&mine, &["commit", "-q", "-m", "one"]);
    git(&mine, &["push", "-q", "origin", "HEAD:main"]);

    update(&folder, false);
    let first = pushed(&folder);
    folder.write("more", "");
    update(&folder, true);
    let second = pushed(&folder);
    assert_ne!(first, second, "an update of its own is replaced");

    git(&mine, &["fetch", "-q"]);
    git(&mine, &["checkout", "-q", "update-definitions"]);
    folder.write("mine/review.md", "better\n");
    git(&mine, &["add", "--all"]);
    git(&mine, &["commit", "-q", "-m", "review"]);
    git(&mine, &["push", "-q", "origin", "update-definitions"]);
    let reviewed = pushed(&folder);
    let run = update(&folder, true);
    assert_eq!(pushed(&folder), reviewed);
    assert!(
        run.stdout
            .contains("::warning::pull request 7 has commits of others"),
        "{}",
        run.stdout
    );

    // Once the pull request is merged or closed, the branch is free.
    update(&folder, false);
    assert_ne!(pushed(&folder), reviewed);
}

//! A folder of definitions and a crate to generate into, and the command run on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) const HEADER: &str = "| Property | Type | Required | Description |\n|---|---|---|---|\n";

/// A scratch folder with `definitions/` and a crate's root `out/`; it goes with the value.
pub(crate) struct Scratch {
    folder: TempDir,
}

/// What a run of the command said, and how it ended.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scratch {
    /// A scratch folder with the given definitions, each a name and its rows.
    pub(crate) fn new(definitions: &[(&str, &str)]) -> Self {
        let scratch = Self {
            folder: tempfile::tempdir().expect("a scratch folder can be made"),
        };
        std::fs::create_dir(scratch.path("definitions")).expect("a folder can be made");
        std::fs::create_dir(scratch.path("out")).expect("a folder can be made");
        for (name, rows) in definitions {
            scratch.define(name, rows);
        }
        scratch
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes the definition `name` with the given rows.
    pub(crate) fn define(&self, name: &str, rows: &str) {
        let text = format!(
            "# `{name}` Definition\n\n{HEADER}{rows}\n---\n\n*This file was generated on 2025-01-01*\n"
        );
        self.write(
            &format!("definitions/{}-definition.md", name.to_lowercase()),
            &text,
        );
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let folder = path.parent().expect("it lies in the scratch folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("a file can be read")
    }

    /// The command `cargo xtask regen` with further arguments, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.command_from("definitions", arguments)
    }

    fn command_from(&self, definitions: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.folder.path()).args([
            "regen",
            "--definitions",
            definitions,
            "--out",
            "out",
        ]);
        command.args(arguments);
        command
    }

    /// The same, run with another folder of definitions.
    pub(crate) fn regen_from(&self, definitions: &str, arguments: &[&str]) -> Run {
        let mut command = self.command_from(definitions, arguments);
        Run::from(command.output().expect("the command can be run"))
    }

    pub(crate) fn regen(&self, arguments: &[&str]) -> Run {
        Run::from(
            self.command(arguments)
                .output()
                .expect("the command can be run"),
        )
    }

    /// The command `cargo xtask overrides suggest`.
    pub(crate) fn suggest(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .current_dir(self.folder.path())
            .args(["overrides", "suggest", "--definitions", "definitions"])
            .args(arguments);
        Run::from(command.output().expect("the command can be run"))
    }

    /// Every file below the crate's root, by path.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        list(&self.path("out"), "", &mut files);
        files
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .flatten()
    {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(
                path,
                std::fs::read_to_string(entry.path()).expect("the file is text"),
            );
        }
    }
}

/// The commands that the help lists, for users and for maintainers, with those below them.
pub(crate) fn commands(words: &[&str]) -> Vec<String> {
    let help = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(words)
        .arg("--help")
        .output();
    let help = Run::from(help.expect("the command can be run")).stdout;
    let lists = ["Commands:\n", "For maintainers of the generator:\n"];
    let lists = lists
        .iter()
        .filter_map(|title| Some(help.split_once(title)?.1));
    let rows = lists.flat_map(|list| list.lines().take_while(|line| !line.is_empty()));
    let names: Vec<_> = rows
        .filter_map(|row| row.split_whitespace().next())
        .collect();
    if names.is_empty() {
        return vec![words.join(" ")];
    }
    let names = names.iter().filter(|&&name| name != "help");
    names
        .flat_map(|&name| commands(&[words, &[name]].concat()))
        .collect()
}

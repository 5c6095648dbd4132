//! A temporary folder of definitions and any other files, and the command run there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use tests::folder::definition;

/// A folder that is removed with the value.
pub(crate) struct Scratch {
    root: TempDir,
}

/// The exit code and the output of a command.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scratch {
    /// A folder without files.
    pub(crate) fn empty() -> Self {
        Self {
            root: tempfile::tempdir().expect("a temporary folder can be made"),
        }
    }

    /// A folder with `definitions`, each a name and its rows, and the root `out` of a crate.
    pub(crate) fn new(definitions: &[(&str, &str)]) -> Self {
        let scratch = Self::empty();
        for folder in ["definitions", "out"] {
            fs::create_dir(scratch.path(folder)).expect("a folder can be made");
        }
        for (name, rows) in definitions {
            scratch.define(name, rows);
        }
        scratch
    }

    /// The path of a file or folder in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Writes the definition `name` with the given rows and a footer.
    pub(crate) fn define(&self, name: &str, rows: &str) {
        let text = definition(name, rows) + "\n---\n\n*This file was generated on 2025-01-01*\n";
        let file = name.to_lowercase();
        self.write(&format!("definitions/{file}-definition.md"), &text);
    }

    /// Writes definitions that are nothing but links into the folder `name`: `("A", &["B"])`.
    pub(crate) fn write_linked(&self, name: &str, definitions: &[(&str, &[&str])]) {
        for (from, links) in definitions {
            let row = |to: &&str| {
                let file = to.to_lowercase();
                format!("| to{to} | [`{to}`]({file}-definition.md) | No | |\n")
            };
            let rows: String = links.iter().map(row).collect();
            let path = format!("{name}/{}-definition.md", from.to_lowercase());
            self.write(&path, &definition(from, &rows));
        }
    }

    /// Writes a file, with the folders that it needs.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let folder = path.parent().expect("it lies in the scratch folder");
        fs::create_dir_all(folder).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file can be read")
    }

    /// The names of the files in a folder, in order; none where there is no folder.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten();
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        let mut names: Vec<_> = entries.flatten().map(name).collect();
        names.sort();
        names
    }

    /// Every file below the crate's root, by path.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        list(&self.path("out"), "", &mut files);
        files
    }

    /// The command with these arguments, to be run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.root.path()).args(arguments);
        command
    }

    /// Runs the command with these arguments, in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// The command `cargo xtask regen` with further arguments, not yet run.
    pub(crate) fn regen_command(&self, arguments: &[&str]) -> Command {
        let fixed = ["regen", "--definitions", "definitions", "--out", "out"];
        self.command(&[&fixed, arguments].concat())
    }

    /// Runs `cargo xtask regen` with another folder of definitions.
    pub(crate) fn regen_from(&self, definitions: &str, arguments: &[&str]) -> Run {
        let fixed = ["regen", "--definitions", definitions, "--out", "out"];
        self.run(&[&fixed, arguments].concat())
    }

    pub(crate) fn regen(&self, arguments: &[&str]) -> Run {
        Run::of(self.regen_command(arguments))
    }

    /// Runs `cargo xtask overrides suggest`.
    pub(crate) fn suggest(&self, arguments: &[&str]) -> Run {
        let fixed = ["overrides", "suggest", "--definitions", "definitions"];
        self.run(&[&fixed, arguments].concat())
    }
}

impl Run {
    pub(crate) fn of(mut command: Command) -> Self {
        Self::from(command.output().expect("the command can be run"))
    }

    /// Checks how the run ended and all that it printed.
    #[track_caller]
    pub(crate) fn check(&self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(
            (self.code, &*self.stdout, &*self.stderr),
            (Some(code), stdout, stderr)
        );
    }

    /// Checks that the run failed and that its errors contain `part`.
    #[track_caller]
    pub(crate) fn fails(&self, part: impl AsRef<str>) {
        assert_eq!(self.code, Some(2), "{}", self.stderr);
        assert_contains(&self.stderr, part);
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

#[track_caller]
pub(crate) fn assert_contains(text: impl AsRef<str>, part: impl AsRef<str>) {
    let (text, part) = (text.as_ref(), part.as_ref());
    assert!(text.contains(part), "{part:?} is missing from\n{text}");
}

#[track_caller]
pub(crate) fn assert_starts(text: impl AsRef<str>, part: impl AsRef<str>) {
    let (text, part) = (text.as_ref(), part.as_ref());
    assert!(text.starts_with(part), "{part:?} does not begin\n{text}");
}

#[track_caller]
pub(crate) fn assert_ends(text: impl AsRef<str>, part: impl AsRef<str>) {
    let (text, part) = (text.as_ref(), part.as_ref());
    assert!(text.ends_with(part), "{part:?} does not end\n{text}");
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder)
        .expect("the folder can be listed")
        .flatten()
    {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(
                path,
                fs::read_to_string(entry.path()).expect("the file is text"),
            );
        }
    }
}

/// The commands that the help lists, for users and for maintainers, with those below them.
pub(crate) fn commands(words: &[&str]) -> Vec<String> {
    let help = Scratch::empty().run(&[words, &["--help"]].concat()).stdout;
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

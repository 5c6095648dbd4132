//! A temporary folder of any files, definitions that are nothing but links, and the command run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that is gone after the test.
pub(crate) struct Folder {
    root: tempfile::TempDir,
}

/// How a command ended.
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// The result.
    pub(crate) stdout: String,
    /// What was said beside it.
    pub(crate) stderr: String,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            root: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// The path of a file or folder in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Writes a file, with the folders it needs.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        let parent = path.parent().expect("a path below the folder");
        fs::create_dir_all(parent).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    /// Writes definitions that are nothing but links into the folder `name`: `("A", &["B"])`.
    pub(crate) fn write_linked(&self, name: &str, definitions: &[(&str, &[&str])]) {
        for (definition, links) in definitions {
            let rows = links.iter().map(|to| {
                let file = to.to_lowercase();
                format!("| to{to} | [`{to}`]({file}-definition.md) | No | |\n")
            });
            let rows: String = rows.collect();
            let file = definition.to_lowercase();
            self.write(
                &format!("{name}/{file}-definition.md"),
                &definition_text(definition, &rows),
            );
        }
    }

    /// What a file says.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a readable file")
    }

    /// The names of the files in a folder, in order.
    pub(crate) fn names(&self, name: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(name)) else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .map(|entry| {
                let name = entry.expect("a readable folder").file_name();
                name.to_string_lossy().into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// Runs the command with these arguments, in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.root.path(), arguments)
    }
}

/// Runs the command with these arguments, in `folder`.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the built command");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: status.code(),
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

/// The text of a definition with these rows.
pub(crate) fn definition_text(name: &str, rows: &str) -> String {
    format!(
        "# `{name}` Definition\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n{rows}"
    )
}

//! The line of stages holds: stages know the plain data between them and never each other.

use std::path::{Path, PathBuf};

/// The stages. Every other module of the generator is plain data, or helps with names.
const VERBS: [&str; 10] = [
    "read", "parse", "select", "resolve", "render", "recover", "write", "compare", "report",
    "suggest",
];

/// A source file of the generator: the module at the crate's root that it belongs to, its path, and
/// its text without its tests.
struct Source {
    owner: String,
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .with_file_name("generator")
        .join("src");
    let mut files = Vec::new();
    list(&root, &mut files);
    let source = |file: PathBuf| {
        let path = file
            .strip_prefix(&root)
            .expect("the file is below the root");
        let path = path.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&file).expect("the source can be read");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        Source {
            owner: path.split(['/', '.']).next().unwrap_or_default().to_owned(),
            path,
            // Without blanks, so that no way of writing an import escapes.
            text: code.replace(' ', ""),
        }
    };
    files.into_iter().map(source).collect()
}

#[test]
fn no_module_but_the_crate_root_imports_a_stage() {
    let sources = sources();
    for Source { owner, path, text } in sources.iter().filter(|source| source.owner != "lib") {
        assert!(
            !text.contains("usecrate::{"),
            "{path}: import one module of the crate in a line"
        );
        assert!(!text.contains("usecrate::*"), "{path} imports everything");
        for verb in VERBS.into_iter().filter(|verb| verb != owner) {
            let imported = [":", ";", "{"]
                .iter()
                .any(|end| text.contains(&format!("crate::{verb}{end}")));
            assert!(!imported, "{path} imports the stage `{verb}`");
        }
        // From the first level of modules, `super` is the crate's root.
        let depth = path.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
        assert!(
            !text.contains(&"super::".repeat(depth + 1)),
            "{path} reaches the crate's root by `super`"
        );
    }
    for verb in VERBS {
        assert!(
            sources.iter().any(|source| source.owner == verb),
            "the stage `{verb}` has no module"
        );
    }
}

#[test]
fn only_read_and_write_touch_the_file_system() {
    for Source { owner, path, text } in sources() {
        let touches = ["std::fs", "fs::", "File::", "process::Command"]
            .iter()
            .any(|call| text.contains(call));
        assert!(
            matches!(owner.as_str(), "read" | "write") || !touches,
            "{path} touches the file system"
        );
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

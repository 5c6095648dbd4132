//! The line of stages holds: stages know the plain data between them and never each other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The stages. Every other module of the generator is plain data, or helps with names.
const VERBS: [&str; 9] = [
    "read", "parse", "select", "resolve", "render", "write", "compare", "report", "suggest",
];

#[test]
fn no_module_but_the_crate_root_imports_a_stage() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .with_file_name("generator")
        .join("src");
    let mut files = Vec::new();
    list(&root, &mut files);
    let mut seen = BTreeSet::new();
    for file in files {
        let path = file
            .strip_prefix(&root)
            .expect("the file is below the root");
        let owner = path
            .iter()
            .next()
            .expect("the path is not empty")
            .to_string_lossy();
        let owner = owner.trim_end_matches(".rs");
        seen.insert(owner.to_owned());
        let text = std::fs::read_to_string(&file).expect("the source can be read");
        let tests_begin = text.find("#[cfg(test)]").unwrap_or(text.len());
        for verb in VERBS
            .into_iter()
            .filter(|&verb| owner != "lib" && verb != owner)
        {
            let imported = text[..tests_begin].contains(&format!("crate::{verb}::"));
            assert!(!imported, "{} imports the stage `{verb}`", path.display());
        }
    }
    assert!(
        VERBS.iter().all(|verb| seen.contains(*verb)),
        "a stage has no module: {seen:?}"
    );
}

#[test]
fn only_read_and_write_touch_the_file_system() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .with_file_name("generator")
        .join("src");
    let mut files = Vec::new();
    list(&root, &mut files);
    for file in files {
        let path = file
            .strip_prefix(&root)
            .expect("the file is below the root");
        let owner = path
            .iter()
            .next()
            .expect("the path is not empty")
            .to_string_lossy();
        let text = std::fs::read_to_string(&file).expect("the source can be read");
        let touches = text.contains("std::fs") || text.contains("File::open");
        let may = matches!(owner.trim_end_matches(".rs"), "read" | "write");
        assert!(
            may || !touches,
            "{} touches the file system",
            path.display()
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

//! The generator's files as a map: which room each belongs to, how long it is, and which others its
//! `use` lines lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::UseTree;

/// The features beside the line, each with the other features that it may see: the map at the top of
/// `generator/src/lib.rs`.
pub const FEATURES: [(&str, &[&str]); 6] = [
    ("changes", &[]),
    ("facts", &[]),
    ("import", &["changes"]),
    ("inspect", &[]),
    ("openapi", &[]),
    ("suggest", &[]),
];

/// The stages of the line.
pub const STAGES: [&str; 7] = [
    "read", "parse", "resolve", "select", "render", "write", "report",
];

/// A source file without its tests and comments.
pub struct File {
    /// The path below `src`, with `/` between the parts.
    pub path: String,
    /// The module, such as `["changes", "compare"]`; nothing for the crate's root.
    pub module: Vec<String>,
    /// The text, as far as it is code.
    pub code: String,
    /// How many lines it has, comments and blank lines included, tests not.
    pub lines: usize,
}

impl File {
    /// The feature that the file belongs to, or `line`.
    pub fn room(&self) -> &str {
        let top = self.module.first().map_or("", String::as_str);
        let mut features = FEATURES.iter().map(|(name, _)| *name);
        features.find(|name| *name == top).unwrap_or("line")
    }

    /// The module at the crate's root that the file belongs to.
    pub fn top(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// Every file of the generator, by path.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("generator");
    let root = root.join("src");
    let mut paths = Vec::new();
    list(&root, &mut paths);
    paths.sort();
    let files = paths.into_iter().filter(|path| !path.ends_with("tests.rs"));
    files.map(|path| file(&root, &path)).collect()
}

fn file(root: &Path, path: &Path) -> File {
    let text = std::fs::read_to_string(path).expect("the source can be read");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let path = path.strip_prefix(root).expect("it is below the root");
    let path = path.to_string_lossy().replace('\\', "/");
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let module = stem.split('/').filter(|part| *part != "lib");
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    File {
        module: module.map(str::to_owned).collect(),
        code: code.map(|line| format!("{line}\n")).collect(),
        lines: text.lines().count(),
        path,
    }
}

/// For each file, those that its `use` lines lead to, by their places in `files`.
pub fn uses(files: &[File]) -> Vec<BTreeSet<usize>> {
    let modules = files.iter().map(|file| file.module.as_slice());
    let numbers: BTreeMap<&[String], usize> = modules.zip(0..).collect();
    let uses = files.iter().zip(0..).map(|(file, own)| {
        let parsed = syn::parse_file(&file.code).expect("the generator compiles");
        let mut paths = Vec::new();
        for item in parsed.items {
            if let syn::Item::Use(item) = item {
                walk(&item.tree, &mut Vec::new(), &mut paths);
            }
        }
        let modules = paths.iter().filter_map(|path| absolute(&file.module, path));
        let found = modules.filter_map(|mut module| {
            loop {
                match numbers.get(module.as_slice()) {
                    Some(&number) => return Some(number),
                    None => module.pop()?,
                };
            }
        });
        found.filter(|&number| number != own).collect()
    });
    uses.collect()
}

/// Adds every path of the tree.
fn walk(tree: &UseTree, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            walk(&path.tree, before, paths);
            before.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                walk(tree, before, paths);
            }
        }
        UseTree::Name(syn::UseName { ident, .. })
        | UseTree::Rename(syn::UseRename { ident, .. }) => {
            paths.push([&before[..], &[ident.to_string()]].concat());
        }
        UseTree::Glob(_) => paths.push(before.clone()),
    }
}

/// The parts of a path from the crate's root; `None` for what stands outside the crate.
fn absolute(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let mut found = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for part in path {
        match part.as_str() {
            "crate" | "self" => {}
            "super" => drop(found.pop()?),
            part => found.push(part.to_owned()),
        }
    }
    Some(found)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

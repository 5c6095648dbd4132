//! The workspace's files as a map: which room each belongs to, how long it is, which other files it
//! names, and where it touches the file system.
//!
//! Files are read as tokens, so that a path counts wherever it appears: in a `use` item, in an
//! expression, in a type, or among the arguments of a macro, which a visitor of the syntax tree would
//! pass over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::project;

/// The features that are no stage, each with the other features that it may see: the map at the top of
/// `generator/src/lib.rs`.
pub const FEATURES: [(&str, &[&str]); 7] = [
    ("changes", &["documents"]),
    ("documents", &["facts", "openapi"]),
    ("facts", &["openapi"]),
    ("import", &["changes", "documents", "facts"]),
    ("inspect", &[]),
    ("openapi", &[]),
    ("suggest", &[]),
];

/// The stages of the line.
pub const STAGES: [&str; 7] = [
    "read", "parse", "resolve", "select", "render", "write", "report",
];

/// The folders of source files in which every folder or file at the top is a module of one crate.
pub const CRATES: [&str; 8] = [
    "generated/src",
    "generator/src",
    "xtask/src",
    "xtask/tests/cli",
    "tests/src",
    "tests/tests/line",
    "tests/tests/changes",
    "tests/tests/models",
];

/// Paths that are generated or built.
const GENERATED: [&str; 6] = [
    "generated/src/models",
    "generated/src/models.rs",
    "generated/src/operations.rs",
    "generated/src/example",
    "tests/cases",
    "target",
];

/// Modules whose functions touch the file system, run a program, or ask the machine.
const OUTER_MODULES: [&str; 4] = ["env", "fs", "net", "process"];

/// Methods of `Path` that ask the file system.
const OUTER_METHODS: [&str; 11] = [
    "exists",
    "try_exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "canonicalize",
    "metadata",
    "symlink_metadata",
    "read_dir",
    "read_link",
    "set_permissions",
];

/// A source file without its tests.
pub struct File {
    /// The path below the crate's folder, with `/` between the parts.
    pub path: String,
    /// The module, such as `["changes", "compare"]`; nothing for the crate's root.
    pub module: Vec<String>,
    /// The number of lines, with comments and blank lines, without tests.
    pub lines: usize,
    /// Every path of two or more names that the code contains.
    paths: BTreeSet<Vec<String>>,
    /// Every method that the code calls.
    methods: BTreeSet<String>,
}

impl File {
    /// The feature that the file belongs to, or `line`.
    pub fn room(&self) -> &str {
        let mut features = FEATURES.iter().map(|(name, _)| *name);
        features.find(|name| *name == self.top()).unwrap_or("line")
    }

    /// The module at the crate's root that the file belongs to.
    pub fn top(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// The paths and methods by which the file touches the file system or runs a program.
    pub fn outer(&self) -> Vec<String> {
        let is_outer =
            |path: &&Vec<String>| path[0] == "std" && OUTER_MODULES.contains(&path[1].as_str());
        let paths = self.paths.iter().filter(is_outer);
        let methods = self.methods.iter();
        let methods = methods.filter(|name| OUTER_METHODS.contains(&name.as_str()));
        let paths = paths.map(|path| path.join("::"));
        paths
            .chain(methods.map(|name| format!(".{name}()")))
            .collect()
    }

    /// Adds the paths and methods that the tokens name. `prefix` is the path that a group of a `use` item
    /// continues.
    fn add(&mut self, tokens: TokenStream, prefix: &[String]) {
        let tokens = Vec::from_iter(tokens);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match (token, tokens.get(at)) {
                (TokenTree::Ident(_), _) => at = self.add_path(&tokens, at - 1, prefix),
                (TokenTree::Group(group), _) => self.add(group.stream(), &[]),
                (token, Some(TokenTree::Group(group))) if is(token, '#') && is_of_tests(group) => {
                    let ends = tokens[at..].iter().position(ends_item);
                    at += ends.unwrap_or_default() + 1;
                }
                (token, Some(TokenTree::Ident(name))) if is(token, '.') => {
                    if matches!(tokens.get(at + 1), Some(TokenTree::Group(_))) {
                        self.methods.insert(name.to_string());
                    }
                }
                (token, _) if is(token, '*') && !prefix.is_empty() => {
                    self.paths.insert(prefix.to_vec());
                }
                _ => {}
            }
        }
    }

    /// Adds the path that begins with the name at `at`, and returns the place of the token behind it.
    fn add_path(&mut self, tokens: &[TokenTree], mut at: usize, prefix: &[String]) -> usize {
        let mut path = prefix.to_vec();
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(name)) => path.push(name.to_string()),
                Some(TokenTree::Group(group)) => {
                    self.add(group.stream(), &path);
                    return at + 1;
                }
                _ => break, // A star or the arguments of a type.
            }
            at += 1;
            match tokens.get(at..at + 2) {
                Some([first, second]) if is(first, ':') && is(second, ':') => at += 2,
                _ => break,
            }
        }
        if path.len() > 1 {
            self.paths.insert(path);
        }
        at
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == sign)
}

fn is_of_tests(attribute: &Group) -> bool {
    attribute.stream().to_string().replace(' ', "") == "cfg(test)"
}

fn ends_item(token: &TokenTree) -> bool {
    is(token, ';') || matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace)
}

/// Returns every file of a crate, by path, without those that are generated.
pub fn files(folder: &str) -> Vec<File> {
    let root = project().join(folder);
    let mut paths = Vec::new();
    list(&root, &mut paths);
    paths.sort();
    let is_own =
        |path: &&PathBuf| !path.ends_with("tests.rs") && !path.starts_with(root.join("bin"));
    paths
        .iter()
        .filter(is_own)
        .map(|path| file(&root, path))
        .collect()
}

fn file(root: &Path, path: &Path) -> File {
    let text = std::fs::read_to_string(path).expect("the source can be read");
    let path = path.strip_prefix(root).expect("it is below the root");
    let path = path.to_string_lossy().replace('\\', "/");
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let module = stem
        .split('/')
        .filter(|part| !["lib", "main"].contains(part));
    let mut file = File {
        module: module.map(str::to_owned).collect(),
        lines: text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .count(),
        paths: BTreeSet::new(),
        methods: BTreeSet::new(),
        path,
    };
    file.add(text.parse().expect("the source is Rust"), &[]);
    file
}

/// Returns, for each file, those of the same crate that it names, by their places in `files`.
pub fn uses(files: &[File]) -> Vec<BTreeSet<usize>> {
    let modules = files.iter().map(|file| file.module.as_slice());
    let numbers: BTreeMap<&[String], usize> = modules.zip(0..).collect();
    let uses = files.iter().zip(0..).map(|(file, own)| {
        let modules = file
            .paths
            .iter()
            .filter_map(|path| absolute(&file.module, path));
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

/// Resolves a path to its parts from the crate's root; `None` if it leads out of the crate, or into a
/// module of the file's own, which it names without `self`.
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

/// Counts the lines and files of Rust below a folder of the project, tests included, without what is
/// generated or built.
pub fn count(folder: &str) -> (usize, usize) {
    let mut paths = Vec::new();
    list(&project().join(folder), &mut paths);
    let lines =
        |path: &PathBuf| std::fs::read_to_string(path).map_or(0, |text| text.lines().count());
    (paths.iter().map(lines).sum(), paths.len())
}

/// Lists the Rust files below a folder, without what is generated or built.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if GENERATED.iter().any(|end| path.ends_with(end)) {
            continue;
        } else if path.is_dir() {
            list(&path, files);
        } else if is_rust {
            files.push(path);
        }
    }
}

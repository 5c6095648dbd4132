//! Texts that tests compare with files, and the one place that knows what they should be.
//!
//! A test only ever compares. `cargo xtask bless` writes what the code says now; the difference is
//! then for a reviewer to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::Generated;
use generator::diagnostic::Code;
use generator::links::Links;
use generator::report::{self, Drawing, Format};
use generator::roots::Roots;

use crate::examples::{borrowed, example};
use crate::{generate, sources};

/// The folder that holds the expected texts.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected")
}

/// Every expected text, by its path below [`folder`], as the code says it now.
pub fn texts() -> BTreeMap<String, String> {
    wordings().chain(goldens()).chain(overviews()).collect()
}

/// How the problem of each explanation's wrong example is shown.
fn wordings() -> impl Iterator<Item = (String, String)> {
    Code::ALL.iter().filter_map(|code| {
        let wrong = example(code.explanation(), "Wrong");
        let files = borrowed(&wrong);
        let problems = generate(&files).err()?;
        let text = report::problems(&problems, &sources(&files), Format::Human { colour: false });
        Some((format!("problems/{}.txt", code.name()), text))
    })
}

/// Every case in `golden/`, by name, with what it becomes.
fn cases() -> impl Iterator<Item = (String, Generated)> {
    let root = folder().with_file_name("golden");
    let mut cases: Vec<_> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    cases.sort_unstable();
    cases.into_iter().filter_map(|case| {
        let name = case.file_name()?.to_string_lossy().into_owned();
        let sources = generator::read::read(&case, None).ok()?;
        Some((name, generator::generate(&sources).ok()?))
    })
}

/// How each case in `golden/` looks to those who do not read Rust.
fn overviews() -> impl Iterator<Item = (String, String)> {
    cases().flat_map(|(name, Generated { schema, model, .. })| {
        let links = Links::of(&model);
        let drawn = |drawing| report::graph(&links, &Roots::default(), None, drawing).text;
        let shown: Vec<_> = model
            .structs
            .iter()
            .map(|item| report::show(&schema, &model, item, &links, report::WIDTH))
            .collect();
        [
            ("graph.dot", drawn(Drawing::Dot)),
            ("graph.mmd", drawn(Drawing::Mermaid)),
            ("schema.json", report::json_schema(&schema, &model, None)),
            ("show.txt", shown.join("\n")),
        ]
        .map(|(file, text)| (format!("overview/{name}/{file}"), text))
    })
}

/// The Rust that each case in `golden/` becomes.
fn goldens() -> impl Iterator<Item = (String, String)> {
    cases().flat_map(|(name, generated)| {
        let files = generated.tree.files.into_iter();
        files.map(move |(path, text)| {
            let path = path.strip_prefix("src/").unwrap_or(&path).to_owned();
            (format!("golden/{name}/{path}"), text)
        })
    })
}

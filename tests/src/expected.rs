//! Texts that tests compare with files, and the one place that knows what they should be.
//!
//! A test only ever compares. `cargo xtask bless` writes what the code says now; the difference is
//! then for a reviewer to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::Decided;
use generator::changes::{self, Audience, Changes, Side};
use generator::diagnostic::Code;
use generator::import::Roots;
use generator::inspect::{self, Drawing};
use generator::links::Links;
use generator::report::{self, Format};
use generator::source::Sources;

use crate::examples::{borrowed, example};
use crate::{generate, sources};

/// The folder that holds the expected texts.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected")
}

/// Every expected text, by its path below [`folder`], as the code says it now.
pub fn texts() -> BTreeMap<String, String> {
    wordings()
        .chain(goldens())
        .chain(overviews())
        .chain(changes())
        .collect()
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
fn cases() -> impl Iterator<Item = (String, Decided)> {
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
        Some((name, generator::decide(&sources).ok()?))
    })
}

/// How each case in `golden/` looks to those who do not read Rust.
fn overviews() -> impl Iterator<Item = (String, String)> {
    cases().flat_map(|(name, decided)| {
        let model = &decided.model;
        let links = Links::of(model);
        let drawn = |drawing| inspect::graph(&links, &Roots::default(), None, drawing).text;
        let shown = inspect::show(&decided, "*", report::WIDTH).unwrap_or_default();
        [
            ("graph.dot", drawn(Drawing::Dot)),
            ("graph.mmd", drawn(Drawing::Mermaid)),
            ("schema.json", inspect::json_schema(model, None)),
            ("show.txt", shown),
        ]
        .map(|(file, text)| (format!("overview/{name}/{file}"), text))
    })
}

/// The Rust that each case in `golden/` becomes.
fn goldens() -> impl Iterator<Item = (String, String)> {
    cases().flat_map(|(name, decided)| {
        let files = generator::render::render(&decided.model).files.into_iter();
        files.map(move |(path, text)| {
            let path = path.strip_prefix("src/").unwrap_or(&path).to_owned();
            (format!("golden/{name}/{path}"), text)
        })
    })
}

/// How the difference of the two folders in `changes/` is reported, which differ in every kind of
/// edit.
fn changes() -> impl Iterator<Item = (String, String)> {
    let forms = [
        ("report.txt", Audience::Terminal),
        ("report.md", Audience::Reviewer),
        ("changelog.md", Audience::Changelog),
        ("report.json", Audience::Program),
        ("annotations.txt", Audience::Annotations),
    ];
    let changes = changes_of_every_kind();
    forms.into_iter().filter_map(move |(name, audience)| {
        let text = changes::report(changes.as_ref()?, audience, Some("0.4.2"));
        Some((format!("changes/{name}"), text))
    })
}

/// What differs between the two folders in `changes/`; `None` where they cannot be read.
pub fn changes_of_every_kind() -> Option<Changes> {
    let ((old, was), (new, is)) = (state("before")?, state("after")?);
    Some(changes::compare(
        Side::new(&old, &was),
        Side::new(&new, &is),
    ))
}

fn state(side: &str) -> Option<(Sources, Decided)> {
    let folder = folder().with_file_name("changes").join(side);
    let read = generator::read::read(&folder, None).unwrap_or_default();
    let mut sources = Sources::default();
    for (_, source) in read.iter() {
        // Where the project lies is nothing to compare.
        let id = sources.add(format!("{side}/{}", source.file_name()), &source.text);
        if source.file_name() == generator::overrides::FILE {
            sources.overrides = Some(id);
        }
    }
    let decided = generator::decide(&sources).ok()?;
    Some((sources, decided))
}

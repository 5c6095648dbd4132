//! The parts of README.md that follow from the definitions, and so must follow their changes.
//!
//! Each stands between two comments, `<!-- name -->` and `<!-- /name -->`. `cargo xtask bless` writes
//! them, and a test compares.

use std::path::{Path, PathBuf};

use generator::import::Roots;
use generator::inspect::{Drawing, graph};
use generator::links::Links;

use crate::{Generated, generate_from};

/// Where the file lies.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("README.md")
}

/// What the file should say, where it says `text` now.
pub fn renewed(text: &str) -> String {
    sections()
        .into_iter()
        .fold(text.to_owned(), |text, (name, section)| {
            replaced(&text, name, &section)
        })
}

/// The sections, by name.
fn sections() -> Vec<(&'static str, String)> {
    let folder = path().with_file_name("definitions");
    let sources = generator::read::read(&folder, None).unwrap_or_default();
    let Ok(Generated { model, tree, .. }) = generate_from(&sources) else {
        return Vec::new();
    };
    let links = Links::of(&model);
    let graph = graph(&links, &Roots::default(), None, Drawing::Mermaid).text;
    let paging = tree.files.get("src/models/paging_spec.rs");
    let (_, paging) = paging
        .and_then(|text| text.split_once("\n\n"))
        .unwrap_or_default();
    vec![
        ("excerpt", format!("```rust\n{paging}```\n")),
        ("graph", format!("```mermaid\n{graph}```\n")),
    ]
}

/// `text` with `section` between the comments with that name; unchanged where there are none.
fn replaced(text: &str, name: &str, section: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let parts = text
        .split_once(&open)
        .and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
    match parts {
        Some((before, after)) => format!("{before}{open}{section}{close}{after}"),
        None => text.to_owned(),
    }
}

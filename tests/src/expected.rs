//! Texts that tests compare with files, and the one place that knows what they should be.
//!
//! A test only ever compares. `cargo xtask bless` writes what the code says now; the difference is
//! then for a reviewer to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::diagnostic::Code;
use generator::report::{self, Format};

use crate::examples::{borrowed, example};
use crate::{generate, sources};

/// The folder that holds the expected texts.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected")
}

/// Every expected text, by its path below [`folder`], as the code says it now.
pub fn texts() -> BTreeMap<String, String> {
    wordings().chain(goldens()).collect()
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

/// The Rust that each case in `golden/` becomes.
fn goldens() -> impl Iterator<Item = (String, String)> {
    let root = folder().with_file_name("golden");
    let mut cases: Vec<_> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    cases.sort_unstable();
    cases.into_iter().flat_map(|case| {
        let name = case
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let sources = generator::read::read(&case, None).unwrap_or_default();
        let tree = generator::generate(&sources)
            .map(|generated| generated.tree)
            .unwrap_or_default();
        tree.files.into_iter().map(move |(path, text)| {
            let path = path.strip_prefix("src/").unwrap_or(&path).to_owned();
            (format!("golden/{name}/{path}"), text)
        })
    })
}

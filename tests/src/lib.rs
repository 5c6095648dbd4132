//! What the end-to-end tests share.

pub mod claims;
pub mod corpus;
pub mod dispatch;
pub mod examples;
pub mod expected;
pub mod payload;
pub mod readme;
pub mod rooms;
pub mod round_trip;

use std::path::Path;

use generator::diagnostic::Diagnostics;
use generator::model::Model;
use generator::overrides;
use generator::schema::Schema;
use generator::source::Sources;
use generator::tree::Tree;

/// Sources of the given files, by name; one called `overrides.toml` is just that.
pub fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in files {
        add(&mut sources, format!("definitions/{name}"), text);
    }
    sources
}

/// Adds a file as `read` would.
pub fn add(sources: &mut Sources, path: String, text: &str) {
    let file = sources.add(path, text);
    if sources.get(file).file_name() == overrides::FILE {
        sources.overrides = Some(file);
    }
}

/// Everything that the line makes of some files.
#[derive(Clone, Debug)]
pub struct Generated {
    /// What the authors wrote.
    pub schema: Schema,
    /// What was decided.
    pub model: Model,
    /// What is to be written.
    pub tree: Tree,
}

/// What comes of the sources.
///
/// # Errors
///
/// Every problem, where there is one.
pub fn generate_from(sources: &Sources) -> Result<Generated, Diagnostics> {
    let generator::Decided { schema, model, .. } = generator::decide(sources)?;
    let tree = generator::render::render(&model);
    Ok(Generated {
        schema,
        model,
        tree,
    })
}

/// What comes of the given files.
///
/// # Errors
///
/// Every problem, where there is one.
pub fn generate(files: &[(&str, &str)]) -> Result<Generated, Diagnostics> {
    generate_from(&sources(files))
}

/// The project's own definitions and overrides, by path.
pub fn definitions() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("definitions");
    let sources = generator::read::read(&folder, None).expect("the definitions can be read");
    sources
        .iter()
        .map(|(_, source)| (source.path.clone(), source.text.clone()))
        .collect()
}

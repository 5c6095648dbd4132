//! Helpers that the end-to-end tests share.

pub mod claims;
pub mod corpus;
pub mod dispatch;
pub mod examples;
pub mod expected;
pub mod facts;
pub mod folder;
pub mod numbers;
pub mod pages;
pub mod payload;
pub mod random;
pub mod readme;
pub mod rooms;
pub mod round_trip;
pub mod updates;
pub mod world;

use std::path::{Path, PathBuf};

use generator::diagnostic::Diagnostics;
use generator::model::Model;
use generator::schema::Schema;
use generator::source::Sources;
use generator::tree::Tree;

/// The root of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

/// Everything that the line makes of some files.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The parsed definitions.
    pub schema: Schema,
    /// The decisions.
    pub model: Model,
    /// The files to write.
    pub tree: Tree,
}

/// `true` if tests take the time to try everything, as in `cargo xtask ci`.
pub const THOROUGH: bool = cfg!(feature = "thorough");

/// The number of random inputs, rows or runs of a test: `all` if thorough, and a tenth of it
/// otherwise.
#[must_use]
pub const fn tries(all: u32) -> u32 {
    if THOROUGH { all } else { all.div_ceil(10) }
}

/// Generates from the sources.
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

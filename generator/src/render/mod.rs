//! The stage `render`: the [`Model`] goes in, the [`Tree`] of Rust files comes out.
//!
//! Nothing is decided here: each part of the model has its template, and that is all.

mod docs;
mod layout;
mod structure;
mod types;

use rayon::prelude::*;

use crate::model::{Model, Struct};
use crate::tree::{FOLDER, MARK, MODULE_FILE, Tree};

/// The files that `model` amounts to.
pub fn render(model: &Model) -> Tree {
    let mut files: Vec<_> = model
        .structs
        .par_iter()
        .map(|item| {
            (
                format!("{FOLDER}/{}.rs", item.file_stem),
                structure::file(item),
            )
        })
        .collect();
    files.push((MODULE_FILE.to_owned(), module_file(&model.structs)));
    Tree {
        files: files.into_iter().collect(),
    }
}

/// The file that declares and re-exports every model, each with two lines of its own.
fn module_file(structs: &[Struct]) -> String {
    let mut text = format!("{MARK}. Do not edit.\n\n//! The models, one for each definition.\n\n");
    for Struct { module, ident, .. } in structs {
        text.push_str(&format!("mod {module};\npub use {module}::{ident};\n"));
    }
    text
}

//! The stage `render`: the [`Model`] goes in, the [`Tree`] of Rust files comes out.
//!
//! Nothing is decided here: each part of the model has its template, and that is all.

mod docs;
mod enumeration;
mod operations;
mod structure;
mod written;

use rayon::prelude::*;

use crate::model::Model;
use crate::tree::{FOLDER, MODULE_FILE, OPERATIONS_FILE, Tree};

/// The files that `model` amounts to.
pub fn render(model: &Model) -> Tree {
    let path = |stem: &str| format!("{FOLDER}/{stem}.rs");
    let structs = model.structs.par_iter();
    let mut files: Vec<_> = structs
        .map(|item| (path(&item.file_stem), structure::file(item)))
        .collect();
    let enums = model.enums.iter();
    files.extend(enums.map(|item| (path(&item.file_stem), enumeration::file(item))));
    let deprecated = if model.has_deprecated() {
        DEPRECATED
    } else {
        ""
    };
    files.push((MODULE_FILE.to_owned(), module_file(model, deprecated)));
    let operations = operations::file(&model.calls, deprecated);
    files.push((OPERATIONS_FILE.to_owned(), operations));
    Tree {
        files: files.into_iter().collect(),
    }
}

/// The file that declares and re-exports every model, each with two lines of its own.
fn module_file(model: &Model, deprecated: &str) -> String {
    let structs = model.structs.iter();
    let structs = structs.map(|item| (&item.file_stem, &item.module, &item.ident));
    let enums = model.enums.iter();
    let enums = enums.map(|item| (&item.file_stem, &item.module, &item.ident));
    let mut types: Vec<_> = structs.chain(enums).collect();
    types.sort_unstable();
    let mut text =
        docs::overview("The models, one for each definition, and the enums in them.") + deprecated;
    for (_, module, ident) in types {
        text.push_str(&format!("mod {module};\npub use {module}::{ident};\n"));
    }
    text
}

/// Allows deprecated items: code generated for them still decodes, encodes and names them.
const DEPRECATED: &str = "\
#![allow(deprecated, reason = \"what is deprecated is decoded, too\")]\n\n";

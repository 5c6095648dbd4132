//! Reads a publisher's Swagger 2.0 or OpenAPI 3 document, and writes its definitions and operations as
//! the Markdown that this project works with.
//!
//! ```text
//! text ─read→ Document ─markdown→ definitions and pages
//! ```
//!
//! The Markdown is byte for byte what the publisher's utility makes of the same document, but for two
//! things: the footer names the document and holds no time, and a line states the permissions that an
//! operation requires. What neither the dialect nor the utility can state, such as an inline
//! object, is a warning with the JSON pointer and with what is written instead. What is
//! written is always read back: by the parser, before it is handed out.

mod catalog;
mod definitions;
mod document;
mod footer;
mod given;
mod operations;
mod pages;
mod problems;
mod read;
mod types;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

pub use document::{
    Body, Composition, Definition, Document, Form, Literal, Operation, Parameter, Path,
    Permissions, Property, Response, Schema, Tag, definition_of,
};
pub use given::parameters;
pub use read::read;

use self::catalog::Catalog;
use self::footer::Footer;
use self::problems::Warnings;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// The files that a document makes, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The definitions.
    pub definitions: BTreeMap<String, String>,
    /// The pages of operations.
    pub pages: BTreeMap<String, String>,
    /// For each definition, those that its maps have as values. In the Markdown a map is an `object`.
    pub maps: BTreeMap<String, BTreeSet<String>>,
    /// The title of the document; `None` where it has none.
    pub title: Option<String>,
}

/// Writes the definitions and the pages of operations of a document. What they cannot state is a warning.
pub fn markdown(document: &Document<'_>, problems: &mut Diagnostics) -> Markdown {
    let mut warnings = Warnings::new(document);
    let catalog = Catalog::new(document, &mut warnings);
    let footer = Footer::of(document);
    let markdown = Markdown {
        definitions: definitions::write(&catalog, &footer, &mut warnings),
        pages: pages::write(&catalog, &footer, &mut warnings),
        maps: definitions::maps(&catalog),
        title: document.title.as_deref().map(str::to_owned),
    };
    problems.extend(warnings.finish());
    markdown
}

impl Markdown {
    /// The definitions as the line reads them, as if they were files of a folder called `folder`.
    pub fn sources(&self, folder: &str) -> Sources {
        sources(folder, &self.definitions)
    }

    /// The pages as the parser of pages reads them, as if they were files of a folder called `folder`.
    pub fn page_sources(&self, folder: &str) -> Sources {
        let mut sources = sources(folder, &self.pages);
        sources.pages = sources.iter().map(|(file, _)| file).collect();
        sources
    }
}

fn sources(folder: &str, files: &BTreeMap<String, String>) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.add(format!("{folder}/{name}"), text);
    }
    sources
}

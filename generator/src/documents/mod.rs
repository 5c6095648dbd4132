//! The room `documents`: opens the publisher's document like a folder of definitions, with its pages of
//! operations and its facts.
//!
//! ```text
//! document ─openapi→ definitions, pages ─facts→ facts.toml
//! ```

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::facts::{self, Facts};
use crate::failure::Failure;
use crate::openapi::{self, Markdown};
use crate::operations::{Endpoint, FOLDER, Operation};
use crate::overrides::{FACTS_FILE, Overrides};
use crate::roots::Roots;
use crate::schema::{Schema, file_name};
use crate::source::{FileId, Sources};
use crate::{parse, read};

/// The publisher's document, with the Markdown that it makes.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The document alone.
    pub source: Sources,
    /// The document among the sources.
    file: FileId,
    /// Its definitions and pages.
    pub markdown: Markdown,
    /// The parts that the Markdown cannot state.
    warnings: Diagnostics,
}

/// The circumstances of facts.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The entries of `overrides.toml`, which facts do not repeat.
    pub by_hand: &'a Overrides,
    /// The facts until now, so that enums keep their names.
    pub before: &'a Overrides,
    /// `true` if `int32` becomes `i32`, and not the `i64` that it may grow into.
    pub exact_integers: bool,
}

/// Returns `true` if `path` is a document, which is a file, and not a folder of definitions.
pub fn is_document(path: &Path) -> bool {
    read::is_file(path)
}

/// Opens a folder of definitions, or a document, to look around in it.
///
/// # Errors
///
/// Fails if it cannot be read, or is neither.
pub fn open(path: &Path, overrides: Option<&Path>) -> Result<Sources, Failure> {
    if !is_document(path) {
        return crate::read_with_pages(path, overrides);
    }
    let publication = Publication::read(path)?;
    let mut sources = publication.sources();
    if let Some(path) = overrides {
        let content = read::file(path).map_err(|error| Failure::unreadable(path, &error))?;
        let file = read::add(
            &mut sources,
            path.to_string_lossy().into_owned(),
            Ok(content),
        );
        sources.overrides = Some(file);
    }
    // There is more to see in a document than facts: where it cannot be used for them, the rest is shown.
    drop(publication.add_facts(&mut sources, None));
    Ok(sources)
}

impl Publication {
    /// Reads a document, and writes its Markdown.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read or is no document.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let content = read::file(path).map_err(|error| Failure::unreadable(path, &error))?;
        let mut source = Sources::default();
        let name = path.to_string_lossy().into_owned();
        let file = read::add(&mut source, name, Ok(content));
        let mut warnings = Diagnostics::default();
        let markdown = match openapi::read(&source, file, &mut warnings) {
            Some(document) => openapi::markdown(&document, &mut warnings),
            None => return Err(Failure::problems(warnings.sorted(), &source)),
        };
        Ok(Self {
            source,
            file,
            markdown,
            warnings,
        })
    }

    /// The definitions and pages, without facts.
    pub fn sources(&self) -> Sources {
        let folder = &self.source.get(self.file).path;
        let mut sources = self.markdown.sources(folder);
        for (name, text) in &self.markdown.pages {
            let page = sources.add(format!("{folder}/{FOLDER}/{name}"), text);
            sources.pages.push(page);
        }
        sources
    }

    /// Adds the facts of the document to its own definitions. The enums of the facts `before` keep their
    /// names, as they do in an import.
    ///
    /// # Errors
    ///
    /// Fails if the document cannot be used for facts, or the overrides have problems.
    pub fn add_facts(
        &self,
        sources: &mut Sources,
        before: Option<&Overrides>,
    ) -> Result<(), Failure> {
        let mut problems = Diagnostics::default();
        let schema = parse::parse(sources, &mut problems);
        let operations = parse::operations(sources, &mut problems).unwrap_or_default();
        let layers = parse::layers(sources, &mut problems);
        let (by_hand, none) = layers.unwrap_or_default();
        let layers = Layers {
            by_hand: &by_hand,
            before: before.unwrap_or(&none),
            exact_integers: false,
        };
        if let Some(facts) = self.facts(&schema, &operations.operations, layers)? {
            let path = format!("{}/{FACTS_FILE}", self.source.get(self.file).path);
            sources.facts = Some(sources.add(path, &facts.text));
        }
        Ok(())
    }

    /// The facts of the document that are about the definitions of `schema` and these `operations`; `None` where
    /// it has none of the definitions that are there.
    ///
    /// # Errors
    ///
    /// Fails if the document cannot be used for facts.
    pub fn facts(
        &self,
        schema: &Schema,
        operations: &[Operation],
        layers: Layers<'_>,
    ) -> Result<Option<Facts>, Failure> {
        let definitions = schema.definitions.iter();
        let is_described = definitions
            .map(|it| file_name(&it.name.value))
            .any(|file| self.markdown.definitions.contains_key(&file));
        let has_operations_alone = schema.definitions.is_empty() && !operations.is_empty();
        if !is_described && !has_operations_alone {
            return Ok(None);
        }
        let request = facts::Request {
            schema,
            operations,
            by_hand: layers.by_hand,
            before: layers.before,
            exact_integers: layers.exact_integers,
            rename_enums: false,
        };
        let mut problems = Diagnostics::default();
        let document = openapi::read(&self.source, self.file, &mut problems).ok_or(problems);
        let facts = document
            .and_then(|document| facts::facts(&document, request))
            .map_err(|problems| Failure::problems(problems.sorted(), &self.source))?;
        Ok(Some(facts))
    }

    /// Returns the warnings about the definitions in `files`, about `endpoints`, about what the `roots` name, which
    /// may have no Markdown at all, and about the document as a whole.
    pub fn warnings(
        &self,
        files: &BTreeSet<&str>,
        endpoints: &[&Endpoint],
        roots: &Roots,
    ) -> Diagnostics {
        let concerns = |warning: &&Diagnostic| match Part::of(
            warning.pointer.as_deref().unwrap_or_default(),
        ) {
            Part::Definition(name) => {
                files.contains(&*file_name(&name)) || roots.iter().any(|root| root.is_for(&name))
            }
            Part::Path(path, method) => {
                let one = Endpoint::parse(&format!("{} {path}", method.to_uppercase()));
                let is_root = |one| roots.iter().any(|root| root.is_for_endpoint(one));
                let mut endpoints = endpoints.iter();
                match &one {
                    Ok(one) => endpoints.any(|endpoint| *endpoint == one) || is_root(one),
                    // Parameters of the path are those of all its operations.
                    Err(_) => endpoints.any(|endpoint| endpoint.path == *path),
                }
            }
            Part::Other => true,
        };
        self.warnings.iter().filter(concerns).cloned().collect()
    }
}

/// The part of a document that a warning is about.
enum Part<'a> {
    Definition(Cow<'a, str>),
    Path(Cow<'a, str>, Cow<'a, str>),
    Other,
}

impl<'a> Part<'a> {
    /// The part at a JSON pointer.
    fn of(pointer: &'a str) -> Self {
        let unescape = |token: &'a str| match token.contains('~') {
            true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
            false => Cow::Borrowed(token),
        };
        let mut tokens = pointer.split('/').skip(1).map(unescape);
        let mut next = || tokens.next();
        match (next().as_deref(), next(), next()) {
            (Some("definitions"), Some(name), _) => Self::Definition(name),
            (Some("components"), Some(section), Some(name)) if section == "schemas" => {
                Self::Definition(name)
            }
            (Some("paths"), Some(path), method) => Self::Path(path, method.unwrap_or_default()),
            _ => Self::Other,
        }
    }
}

//! Turns Markdown API definitions into Rust models.
//!
//! ```text
//! definitions/* ─read→ Sources ─parse→ Schema, Operations, Overrides ─resolve→ Model ─render→ Tree ─write→ generated/
//! ```
//!
//! [`regen`] is that pipeline as code. Nouns are plain data, verbs are stages: a verb imports nouns and
//! never another verb; this file alone connects them. In the pipeline only [`mod@read`] and [`mod@write`]
//! touch the file system; everything between is a function of its input. Stages add problems to
//! [`Diagnostics`], and [`report`] shows them.
//!
//! # For the author of a tool
//!
//! Texts go in, and texts come out; nothing here needs a folder. [`decide`] runs the pipeline up to
//! the model, [`generate`] up to the files, and the rooms work on [`Decided`]:
//!
//! ```
//! use generator::inspect;
//! use generator::report::{self, Format};
//! use generator::source::Sources;
//!
//! let text = "# `Queue` Definition\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n\
//!             | name | `string` | Yes | What agents call it |\n";
//! let mut sources = Sources::default();
//! sources.add("definitions/queue-definition.md", text);
//!
//! let decided = generator::decide(&sources).expect("the definition is sound");
//! assert_eq!(decided.model.structs[0].fields[0].ident, "name");
//! assert!(inspect::show(&decided, "Queue", 80).expect("it is there").contains("string"));
//!
//! let tree = generator::generate(&sources).expect("the definition is sound");
//! assert!(tree.files["src/models/queue.rs"].contains("pub name: String"));
//!
//! sources.add("definitions/agent-definition.md", &text.replace("Queue", "Agent").replace("string", "strng"));
//! let problems = generator::generate(&sources).expect_err("there is no such type");
//! let shown = report::problems(&problems, &sources, Format::Human { colour: false });
//! assert!(shown.starts_with("error[unknown-type]: unknown type `strng`"));
//! ```
//!
//! [`regen`] reads and writes folders, [`import::import`] takes definitions in, [`changes::between`] compares
//! two states, [`facts::import`] reads the facts of an OpenAPI document, and [`documents::open`] opens it like a
//! folder. Types and functions may change with any
//! version: depend on a revision.
//!
//! # Rooms
//!
//! Around the line there are features, one folder each. A feature is entered by its `mod.rs`. It sees
//! the line and, of other features, those in the last column. The line sees no feature.
//!
//! | room | what it is for | may see |
//! |------|----------------|---------|
//! | [`import`] | takes definitions in from another folder or a document, with operations and facts | [`changes`], [`documents`], [`facts`] |
//! | [`inspect`] | shows a model, draws a graph, prints schemas, compares payloads with a model | |
//! | [`changes`] | reports the consequences of an update for programs that send, receive and compile | [`documents`] |
//! | [`documents`] | opens the publisher's document like a folder of definitions, with pages and facts | [`facts`], [`openapi`] |
//! | [`facts`] | takes from the publisher's OpenAPI document, as `facts.toml`, what the Markdown does not state | [`openapi`] |
//! | [`openapi`] | reads the publisher's document, and writes its definitions and pages as Markdown | |
//! | [`suggest`] | suggests overrides for recorded payloads | |
//!
//! `import` and `facts` alone write to `definitions/`, and `git.rs` alone runs git.
//!
//! ARCHITECTURE.md, next to this folder, has the invariants; CONTRIBUTING.md lists which file does what.

pub mod attribute;
pub mod diagnostic;
pub mod direction;
pub mod failure;
pub mod freshness;
pub mod json;
pub mod links;
pub mod model;
pub mod operations;
pub mod overrides;
pub mod permissions;
pub mod record;
pub mod roots;
pub mod scalar;
pub mod schema;
pub mod source;
pub mod tree;

pub mod parse;
pub mod read;
pub mod render;
pub mod report;
pub mod resolve;
pub mod select;
pub mod write;

pub mod changes;
pub mod documents;
pub mod facts;
pub mod import;
pub mod inspect;
pub mod openapi;
pub mod suggest;

mod cycles;
mod date_sentences;
mod explanation;
mod fingerprint;
mod git;
mod names;
mod nearest;
mod toml_text;
mod unseen;

use std::collections::BTreeSet;
use std::path::Path;

use diagnostic::{Diagnostics, Severity};
use failure::Failure;
use freshness::Freshness;
use links::Links;
use model::Model;
use operations::Page;
use overrides::Overrides;
use roots::Roots;
use schema::Schema;
use select::{Companions, Selection, UnknownRoots, select};
use source::{Place, Sources, shown_path};
use tree::Tree;

/// Runs the whole pipeline: reads `definitions`, and brings the crate at `out` up to date with them; with
/// `check`, only finds out what differs.
///
/// # Errors
///
/// Every problem of the definitions; a folder that cannot be read or written. Nothing has been
/// written then.
pub fn regen(
    definitions: &Path,
    overrides: Option<&Path>,
    out: &Path,
    check: bool,
) -> Result<Regenerated, Failure> {
    let sources = read(definitions, overrides)?;
    let decided = decide(&sources).map_err(|found| Failure::problems(found, &sources))?;
    let done = bring_up_to_date(sources, &decided, out, check);
    // It takes longer than some stages, and a process that is at its end need not wait for it.
    std::thread::spawn(move || drop(decided));
    done
}

/// Runs the end of the line, for definitions that were read and decided before.
///
/// # Errors
///
/// Fails if something is in the way, or the file system refuses. Nothing has been written then.
pub fn bring_up_to_date(
    sources: Sources,
    decided: &Decided,
    out: &Path,
    check: bool,
) -> Result<Regenerated, Failure> {
    let tree = render::render(&decided.model);
    let freshness = if check {
        write::compare(out, &tree)?
    } else {
        write::write(out, &tree)?
    };
    Ok(Regenerated {
        definitions: decided.schema.definitions.len(),
        properties: decided.schema.property_count(),
        problems: decided.problems.clone(),
        sources,
        freshness,
    })
}

/// Reads a folder of definitions, with the overrides in it or elsewhere.
///
/// # Errors
///
/// Fails if the folder cannot be listed, or holds no definition: then it is the wrong one.
pub fn read(definitions: &Path, overrides: Option<&Path>) -> Result<Sources, Failure> {
    let folder = shown_path(definitions);
    let sources = read::read(definitions, overrides)
        .map_err(|error| Failure::new(format!("cannot read the folder `{folder}`: {error}")))?;
    let suffix = schema::FILE_SUFFIX;
    if sources
        .iter()
        .any(|(_, source)| source.file_name().ends_with(suffix))
    {
        return Ok(sources);
    }
    let mut message = format!("`{folder}` holds no definition: their names end in `{suffix}`");
    if let Some(below) = read::below(definitions) {
        message += &format!("; did you mean `{}`?", shown_path(&below));
    } else {
        message += "; `cargo xtask regen --allow-empty` removes all models";
    }
    Err(Failure::new(message))
}

/// The same for commands that only look: where the folder has no pages of operations, those of the
/// publisher in the folder `classes` next to it belong to it.
///
/// # Errors
///
/// As of [`read()`](fn@read).
pub fn read_with_pages(definitions: &Path, overrides: Option<&Path>) -> Result<Sources, Failure> {
    let mut sources = read(definitions, overrides)?;
    let folder = read::published_pages(definitions).filter(|_| sources.pages.is_empty());
    if let Some(folder) = folder {
        let pages = read::pages(&folder).map_err(|error| Failure::unreadable(&folder, &error))?;
        let pages = pages
            .iter()
            .map(|(_, page)| sources.add_source(page.clone()));
        sources.pages = pages.collect();
    }
    Ok(sources)
}

/// The input of [`regen`], and the differences that it found.
#[derive(Clone, Debug)]
pub struct Regenerated {
    /// The number of definitions.
    pub definitions: usize,
    /// The number of their properties.
    pub properties: usize,
    /// The text of the definitions.
    pub sources: Sources,
    /// Warnings and notes.
    pub problems: Diagnostics,
    /// The differences before, or if it was only checked, now.
    pub freshness: Freshness,
}

/// The content of the sources, and the decisions about it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The definitions, as written.
    pub schema: Schema,
    /// The overrides, as written.
    pub overrides: Overrides,
    /// The decisions.
    pub model: Model,
    /// The problems; errors only until the decisions are checked.
    pub problems: Diagnostics,
}

impl Decided {
    /// Refuses errors.
    fn checked(self) -> Result<Self, Diagnostics> {
        if self.problems.has_errors() {
            Err(self.problems)
        } else {
            Ok(self)
        }
    }
}

/// Runs the pure part of the line, from text to text.
///
/// # Errors
///
/// Every problem of every source, sorted by place.
pub fn generate(sources: &Sources) -> Result<Tree, Diagnostics> {
    Ok(render::render(&decide(sources)?.model))
}

/// Runs the line as far as its decisions.
///
/// # Errors
///
/// Every problem of every source, sorted by place.
pub fn decide(sources: &Sources) -> Result<Decided, Diagnostics> {
    open(sources).0.checked()
}

/// Runs the line as far as its decisions, for the definitions that `roots` name and everything they link
/// to, or for all where there are no roots. Problems of others do not matter.
///
/// All are decided first and the part is taken out then, because an override may link to further
/// definitions, and is about the whole folder.
///
/// # Errors
///
/// Every root that names no definition, else every problem of the part and of the overrides.
pub fn decide_part(sources: &Sources, roots: &Roots) -> Result<Decided, Failure> {
    let part = open_part(sources, roots)?;
    part.checked()
        .map_err(|problems| Failure::problems(problems, sources))
}

/// Does the same for viewing only: problems of the overrides are warnings, and the overrides apply as far
/// as they can.
///
/// # Errors
///
/// Every root that names no definition, else every problem of the part.
pub fn decide_part_leniently(sources: &Sources, roots: &Roots) -> Result<Decided, Failure> {
    let mut part = open_part(sources, roots)?;
    let problems = part.problems.into_iter().map(|problem| {
        let is_in_overrides =
            [sources.overrides, sources.facts].contains(&Some(problem.place.file));
        if is_in_overrides && problem.severity == Severity::Error {
            problem.with(Severity::Warning)
        } else {
            problem
        }
    });
    part.problems = problems.collect();
    part.checked()
        .map_err(|problems| Failure::problems(problems, sources))
}

/// Decides the part, and keeps its problems. Definitions that are roots bring the operations that send or
/// return them, as in an import.
fn open_part(sources: &Sources, roots: &Roots) -> Result<Decided, UnknownRoots> {
    let (decided, pages) = open(sources);
    if roots.is_empty() {
        return Ok(decided);
    }
    let selected = select(
        &decided.schema,
        &Links::of(&decided.model),
        decided.model.operations.as_deref().unwrap_or_default(),
        roots,
        BTreeSet::new(),
        Companions::OfRoots,
    );
    let is_in_page = |place: Place| sources.pages.contains(&place.file);
    let Selection { files, operations } = match selected {
        Ok(selected) => selected,
        // A page with errors may hold the operation that the root names.
        Err(unknown) => {
            let problems = decided.problems.only(is_in_page);
            return match problems.has_errors() {
                true => Ok(Decided {
                    problems,
                    ..decided
                }),
                false => Err(unknown),
            };
        }
    };
    let problems = decided.problems.only(|place| {
        let file = sources.get(place.file).file_name();
        [sources.overrides, sources.table, sources.facts].contains(&Some(place.file))
            || is_in_page(place) && pages.iter().any(|page| page.concerns(place, &operations))
            || files.contains(file)
    });
    Ok(Decided {
        schema: decided.schema.only(&files),
        model: decided.model.only(&files, &operations),
        problems,
        ..decided
    })
}

/// Parses and decides as far as possible, and collects all problems, with the pages of operations.
fn open(sources: &Sources) -> (Decided, Vec<Page>) {
    let (mut problems, mut of_others) = (Diagnostics::default(), Diagnostics::default());
    let (schema, (operations, overrides)) = rayon::join(
        || parse::parse(sources, &mut problems),
        || {
            let operations = parse::operations(sources, &mut of_others);
            (operations, parse::overrides(sources, &mut of_others))
        },
    );
    problems.extend(of_others);
    let of_imports = sources.record.into_iter().chain(sources.roots);
    problems.extend(parse::unparsable(of_imports, sources));
    let unknown = overrides.is_none();
    let overrides = overrides.unwrap_or_default();
    let mut undecided = Diagnostics::default();
    let model = resolve::resolve(&schema, operations.as_ref(), &overrides, &mut undecided);
    // Any decision may depend on an override, so without them there is none to report on.
    if !unknown {
        problems.extend(undecided);
    }
    let decided = Decided {
        schema,
        overrides,
        model,
        problems: problems.lenient_in(sources.facts).sorted(),
    };
    (decided, operations.unwrap_or_default().pages)
}

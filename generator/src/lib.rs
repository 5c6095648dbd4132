//! Turns Markdown API definitions into Rust models.
//!
//! ```text
//! definitions/*.md    ─read→ Sources ─parse→ Schema    ─resolve→ Model ─render→ Tree ─write→ generated/
//! definitions/overrides.toml          └parse→ Overrides ┘           │
//!                                                two of them ─compare→ Changes ─report→ text, Markdown, JSON
//! ```
//!
//! Nouns are plain data ([`source`], [`schema`], [`overrides`], [`model`], [`tree`], [`freshness`],
//! [`mod@changes`], [`committed`], [`links`], [`roots`], [`mod@import`], [`diagnostic`]); verbs are
//! stages ([`mod@read`], [`mod@parse`], [`mod@resolve`],
//! [`mod@render`], [`mod@write`], [`mod@compare`], [`mod@report`]). Verbs know nouns and never each
//! other: this file alone connects them. Only `read` and `write` touch the file system.
//!
//! A revision's side of the comparison also has the models that were committed with its definitions:
//! [`mod@recover`] finds in what they are not what this generator makes, so that the report tells what
//! a new generator changes as well ([`committed`]).
//!
//! Beside the line, [`mod@suggest`] finds overrides in payloads, [`mod@select`] finds what some
//! definitions link to, and an import takes those from another folder:
//!
//! ```text
//! Sources + Roots ─select→ Generated      FROM + definitions ─compare→ Import ─write→ definitions/
//! ```

pub mod changes;
pub mod committed;
pub mod compare;
pub mod diagnostic;
pub mod freshness;
pub mod import;
pub mod links;
pub mod model;
pub mod overrides;
pub mod parse;
pub mod read;
pub mod recover;
pub mod render;
pub mod report;
pub mod resolve;
pub mod roots;
pub mod schema;
pub mod select;
pub mod source;
pub mod suggest;
pub mod tree;
pub mod write;

mod circles;
mod explanation;
mod names;
mod nearest;

use std::collections::BTreeSet;

use changes::Changes;
use committed::Committed;
use diagnostic::Diagnostics;
use import::{Folder, Import};
use links::Links;
use model::Model;
use overrides::Overrides;
use roots::Roots;
use schema::{Definition, Schema};
use select::UnknownRoots;
use source::Sources;
use tree::Tree;

/// What the pure part of the line makes of the sources.
#[derive(Clone, Debug)]
pub struct Generated {
    /// What the authors wrote.
    pub schema: Schema,
    /// What they wrote beside the definitions.
    pub overrides: Overrides,
    /// What was decided.
    pub model: Model,
    /// What is to be written.
    pub tree: Tree,
}

/// The pure part of the line, from text to text.
///
/// # Errors
///
/// Every problem of every source, sorted by place. A tree comes out only where there is none.
pub fn generate(sources: &Sources) -> Result<Generated, Diagnostics> {
    let Decided {
        schema,
        overrides,
        model,
    } = decide(sources)?;
    let tree = render::render(&model);
    Ok(Generated {
        schema,
        overrides,
        model,
        tree,
    })
}

/// What the sources say, and what was decided about it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What the authors wrote.
    pub schema: Schema,
    /// What they wrote beside the definitions.
    pub overrides: Overrides,
    /// What was decided.
    pub model: Model,
}

/// The line as far as its decisions, with nothing rendered.
///
/// # Errors
///
/// Every problem of every source, sorted by place.
pub fn decide(sources: &Sources) -> Result<Decided, Diagnostics> {
    let mut problems = Diagnostics::default();
    let schema = parse::parse(sources, &mut problems);
    // Any decision may hang on an override, so without them there is none to report on.
    let Some(overrides) = parse::overrides(sources, &mut problems) else {
        return Err(problems.sorted());
    };
    let model = resolve::resolve(&schema, &overrides, &mut problems);
    if !problems.is_empty() {
        return Err(problems.sorted());
    }
    Ok(Decided {
        schema,
        overrides,
        model,
    })
}

/// The same for a part of the definitions: those that `roots` name, and everything they link to.
/// What is wrong with others does not matter.
///
/// All of them are decided first and the part is taken out then, because an override may link to
/// further definitions, and is about the whole folder.
///
/// # Errors
///
/// Every root that stands for no definition, else every problem of the part and of the overrides.
pub fn generate_part(sources: &Sources, roots: &Roots) -> Result<Generated, Refused> {
    let mut problems = Diagnostics::default();
    let schema = parse::parse(sources, &mut problems);
    let overrides = parse::overrides(sources, &mut problems);
    let broken = overrides.is_none();
    let overrides = overrides.unwrap_or_default();
    let model = resolve::resolve(&schema, &overrides, &mut problems);
    let files = select::select(&schema, &Links::of(&model), roots, BTreeSet::new())?;
    let problems: Diagnostics = problems
        .into_iter()
        .filter(|problem| {
            let file = sources.get(problem.place.file).file_name();
            // Without the overrides, nothing that was decided is to be relied on.
            sources.overrides == Some(problem.place.file) || !broken && files.contains(file)
        })
        .collect();
    if !problems.is_empty() {
        return Err(Refused::Problems(problems.sorted()));
    }
    let model = model.only(&files);
    let tree = render::render(&model);
    Ok(Generated {
        schema: schema.only(&files),
        overrides,
        model,
        tree,
    })
}

/// Why a part of the definitions was not generated.
#[derive(Clone, Debug)]
pub enum Refused {
    /// Roots stand for no definition.
    Roots(UnknownRoots),
    /// Something is wrong with the part.
    Problems(Diagnostics),
}

impl From<UnknownRoots> for Refused {
    fn from(roots: UnknownRoots) -> Self {
        Self::Roots(roots)
    }
}

/// What taking in `roots` from the folder `from` does to the folder `here`. What definitions of our
/// own link to is taken in as well, and what our overrides link to. Problems are not for here: they
/// are those of [`Import::outcome`].
///
/// # Errors
///
/// Every root that stands for no definition of `from`.
pub fn import(from: &Sources, here: &Sources, roots: &Roots) -> Result<Import, UnknownRoots> {
    let mut ignored = Diagnostics::default();
    let theirs = parse::parse(from, &mut ignored);
    let ours = parse::parse(here, &mut ignored);
    let overrides = parse::overrides(here, &mut ignored).unwrap_or_default();
    let model = resolve::resolve(&theirs, &overrides, &mut ignored);
    let own = ours
        .definitions
        .iter()
        .filter(|definition| !theirs.files.contains_key(&definition.file));
    let linked = own.flat_map(Definition::links).collect();
    let reached = select::select(&theirs, &Links::of(&model), roots, linked)?;
    let folder = |sources, schema| Folder { sources, schema };
    Ok(Import::compare(
        folder(from, &theirs),
        folder(here, &ours),
        &reached,
    ))
}

/// One state of the definitions.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// The text.
    pub sources: &'a Sources,
    /// What was decided about it.
    pub decided: &'a Decided,
    /// In what the models of that state are not what was decided; `None` where they are not known, or
    /// are yet to be written.
    pub committed: Option<&'a Committed>,
}

impl<'a> State<'a> {
    /// A state whose models are what this generator makes.
    pub const fn new(sources: &'a Sources, decided: &'a Decided) -> Self {
        Self {
            sources,
            decided,
            committed: None,
        }
    }
}

/// In what `models`, the files that were committed with definitions, are not what this generator
/// makes of the definitions.
pub fn recover(decided: &Decided, models: &Tree) -> Committed {
    if models.files.is_empty() {
        return Committed::default();
    }
    recover::recover(&decided.model, &render::render(&decided.model), models)
}

/// What changed from one state of the definitions to another.
pub fn changes(before: State<'_>, after: State<'_>) -> Changes {
    fn side(state: State<'_>) -> compare::Side<'_> {
        compare::Side {
            sources: state.sources,
            schema: &state.decided.schema,
            overrides: &state.decided.overrides,
            model: &state.decided.model,
            committed: state.committed,
        }
    }
    compare::compare(side(before), side(after))
}

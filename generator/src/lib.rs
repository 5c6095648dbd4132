//! Turns Markdown API definitions into Rust models.
//!
//! ```text
//! definitions/*.md    ─read→ Sources ─parse→ Schema    ─resolve→ Model ─render→ Tree ─write→ generated/
//! definitions/overrides.toml          └parse→ Overrides ┘           │
//!                                                two of them ─compare→ Changes ─report→ text, Markdown, JSON
//! ```
//!
//! Nouns are plain data ([`source`], [`schema`], [`overrides`], [`model`], [`tree`],
//! [`mod@changes`], [`diagnostic`]); verbs are stages ([`mod@read`], [`mod@parse`], [`mod@resolve`],
//! [`mod@render`], [`mod@write`], [`mod@compare`], [`mod@report`]). Verbs know nouns and never each other: this file alone connects them. Only `read`
//! and `write` touch the file system. Beside the line, [`mod@suggest`] finds overrides in payloads.

pub mod changes;
pub mod compare;
pub mod diagnostic;
pub mod freshness;
pub mod model;
pub mod overrides;
pub mod parse;
pub mod read;
pub mod render;
pub mod report;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod tree;
pub mod write;

mod explanation;
mod names;
mod nearest;

use changes::Changes;
use diagnostic::Diagnostics;
use model::Model;
use overrides::Overrides;
use schema::Schema;
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

/// What changed from one state of the definitions to another.
pub fn changes(before: (&Sources, &Decided), after: (&Sources, &Decided)) -> Changes {
    fn side<'a>((sources, decided): (&'a Sources, &'a Decided)) -> compare::Side<'a> {
        compare::Side {
            sources,
            schema: &decided.schema,
            overrides: &decided.overrides,
            model: &decided.model,
        }
    }
    compare::compare(side(before), side(after))
}

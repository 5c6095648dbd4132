//! `cargo xtask schema`: prints what the definitions say.

use generator::{Generated, report};

use crate::cli::{Schema, SchemaFormat, Selection};
use crate::{Failure, Outcome, output, regen};

pub(crate) fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let sources = regen::read(&arguments.input)?;
    let generated = regen::generate_selected(&arguments.input, &arguments.selection, &sources)?;
    let Generated { schema, model, .. } = &generated;
    output::result(&match arguments.format {
        SchemaFormat::Json => report::schema(schema),
        SchemaFormat::JsonSchema => report::json_schema(schema, model, root(&arguments.selection)),
    });
    Ok(Outcome::Done)
}

/// The definition that the whole is about, where just one was asked for.
fn root(selection: &Selection) -> Option<&str> {
    match selection.roots.as_slice() {
        [root] if !root.contains('*') => Some(root),
        _ => None,
    }
}

//! `cargo xtask schema`: prints what the definitions say.

use generator::failure::Failure;
use generator::inspect;

use crate::cli::{Schema, SchemaFormat, Selection};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let decided = arguments.input.decide(&arguments.selection.roots())?;
    output::result(&match arguments.format {
        SchemaFormat::Json => inspect::schema(&decided.schema),
        SchemaFormat::JsonSchema => {
            inspect::json_schema(&decided.model, root(&arguments.selection))
        }
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

//! `cargo xtask schema`: prints what the definitions say.

use generator::failure::Failure;
use generator::{inspect, schema};

use crate::cli::{Schema, SchemaFormat, Selection};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let decided = arguments.input.decide(&arguments.selection.roots())?;
    output::result(&match arguments.format {
        SchemaFormat::Json => inspect::schema(&decided.schema, &decided.model),
        SchemaFormat::JsonSchema => {
            inspect::json_schema(&decided.model, root(&arguments.selection, &decided.schema))
        }
    });
    Ok(Outcome::Done)
}

/// The definition that the whole is about, where just one was asked for.
fn root<'a>(selection: &'a Selection, schema: &schema::Schema) -> Option<&'a str> {
    let [root] = selection.roots.as_slice() else {
        return None;
    };
    let mut definitions = schema.definitions.iter();
    definitions
        .any(|definition| definition.name.value == *root)
        .then_some(root)
}

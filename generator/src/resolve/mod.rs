//! The stage `resolve`: the [`Schema`] goes in, the [`Model`] comes out.
//!
//! Every decision about the Rust falls here: names, types, what is boxed, how values are made. Where
//! a definition cannot be decided, the reason is reported and the definition left out.

mod cycles;
mod dates;
mod definitions;
mod fields;

use crate::diagnostic::Diagnostics;
use crate::model::{Construction, Model, Prelude, Struct};
use crate::schema::{Definition, Schema};
use definitions::{Names, Resolved};

/// Names of the prelude that rendered types use.
const PRELUDE: [&str; 4] = ["Option", "Vec", "Box", "String"];

/// From how many arguments on clippy's `too_many_arguments` speaks up, less one.
const MANY_ARGUMENTS: usize = 7;

/// Decides what the Rust for `schema` is.
pub fn resolve(schema: &Schema, problems: &mut Diagnostics) -> Model {
    let names = definitions::resolve(schema, problems);
    let mut structs: Vec<_> = names
        .iter()
        .map(|resolved| structure(resolved, &names, schema, problems))
        .collect();
    cycles::report(&names, problems);
    structs.sort_by(|a, b| a.file_stem.cmp(&b.file_stem));
    Model { structs }
}

fn structure(
    resolved: &Resolved<'_>,
    names: &Names<'_>,
    schema: &Schema,
    problems: &mut Diagnostics,
) -> Struct {
    let Definition {
        name,
        file,
        description,
        ..
    } = resolved.definition;
    let fields = fields::resolve(resolved.definition, names, schema, problems);
    let construction = match fields.iter().filter(|field| field.required).count() {
        0 => Construction::Default,
        arguments => Construction::New {
            crowded: arguments > MANY_ARGUMENTS,
        },
    };
    let description = if description.is_empty() {
        format!(
            "The API's definition `{}`, which it does not describe.",
            name.value
        )
    } else {
        description.clone()
    };
    Struct {
        definition: name.value.clone(),
        source: file.clone(),
        ident: resolved.ident.clone(),
        file_stem: resolved.file_stem.clone(),
        module: crate::names::module(&resolved.file_stem),
        description,
        fields,
        prelude: if PRELUDE.contains(&resolved.ident.as_str()) {
            Prelude::Hidden
        } else {
            Prelude::Visible
        },
        construction,
    }
}

//! The stage `resolve`: the [`Schema`] and the [`Overrides`] go in, the [`Model`] comes out.
//!
//! Every decision about the Rust falls here: names, types, what is boxed, how values are made. Where
//! a definition cannot be decided, the reason is reported and the definition left out.

mod backlinks;
mod calls;
mod cycles;
mod definitions;
mod derives;
mod entries;
mod enums;
mod fields;
mod layers;
mod leftovers;
mod limits;
mod operations;
mod required;
mod types;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::attribute::Target;
use crate::diagnostic::Diagnostics;
use crate::model::{Construction, Model, PartOf, Prelude, Struct};
use crate::nearest::Guesses;
use crate::operations::Operations;
use crate::overrides::{FACTS_FILE, Overrides};
use crate::schema::Schema;
use definitions::Resolved;
use layers::Layers;
use types::Known;

/// Names of the prelude that rendered types use.
const PRELUDE: [&str; 4] = ["Option", "Vec", "Box", "String"];

/// From how many arguments on clippy's `too_many_arguments` speaks up, less one.
const MANY_ARGUMENTS: usize = 7;

/// Decides what the Rust for `schema` is, with what `overrides` say about it.
pub fn resolve(
    schema: &Schema,
    operations: Option<&Operations>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> Model {
    let names = definitions::resolve(schema, overrides, problems);
    let (mut enums, types) = enums::resolve(overrides, &names, problems);
    let known = Known {
        guesses: &Guesses::default(),
        schema,
        names: &names,
        overrides,
        enums: &types,
        has_foreign: entries::has_foreign(overrides),
    };
    entries::check(&known, problems);
    required::check(&known, problems);
    let mut layers = Layers::new(overrides);
    let mut structs: Vec<_> = names
        .iter()
        .map(|resolved| structure(resolved, &known, &mut layers, problems))
        .collect();
    layers.finish(&known, problems);
    derives::check(&names, &structs, problems);
    if !cycles::report(&structs, overrides, problems) {
        limits::report(&structs, problems);
    }
    structs.sort_by(|a, b| a.file_stem.cmp(&b.file_stem));
    // What a machine lists for the whole API is no type of a crate that has no use for it.
    let fields = structs.iter().flat_map(|item| &item.fields);
    let used: BTreeSet<_> = fields.filter_map(|field| field.ty.ident()).collect();
    enums.retain(|item| item.source != FACTS_FILE || used.contains(item.ident.as_str()));
    backlinks::tell(&mut structs);
    let operations = operations.map(|written| operations::resolve(written, &known));
    operations::tell(&mut structs, operations.as_deref().unwrap_or_default());
    let calls = calls::resolve(
        operations.as_deref().unwrap_or_default(),
        &structs,
        &known,
        problems,
    );
    let model = Model {
        structs,
        enums,
        operations,
        calls,
    };
    operations::check_sent(&model, &layers, problems);
    model
}

fn structure<'a>(
    resolved: &Resolved<'a>,
    known: &Known<'a>,
    layers: &mut Layers<'a>,
    problems: &mut Diagnostics,
) -> Struct {
    let definition = resolved.definition;
    let fields = fields::resolve(definition, known, layers, problems);
    let construction = match fields.iter().filter(|field| field.required).count() {
        _ if resolved.is_alias() => Construction::Alias,
        0 => Construction::Default,
        arguments => Construction::New {
            crowded: arguments > MANY_ARGUMENTS,
        },
    };
    let undescribed = definition.description.trim().is_empty().then(|| {
        let name = &definition.name.value;
        format!("The API's definition `{name}`, which it does not describe.")
    });
    let any_json = resolved
        .is_alias()
        .then(|| "Any JSON: the definition has no properties.".to_owned());
    let entry = resolved.entry;
    let facts = || {
        entry
            .into_iter()
            .flat_map(|entry| &entry.facts)
            .map(|fact| &fact.value)
    };
    let attribute = |fact| entries::attribute(fact, Target::Model, known.has_foreign);
    Struct {
        definition: Arc::clone(definition),
        ident: resolved.ident.clone(),
        file_stem: resolved.file_stem.clone(),
        module: crate::names::module(&resolved.file_stem),
        notes: undescribed.into_iter().chain(any_json).collect(),
        part_of: PartOf::Each(Vec::new()),
        aliases: Vec::new(),
        fields,
        prelude: if PRELUDE.contains(&resolved.ident.as_str()) {
            Prelude::Hidden
        } else {
            Prelude::Visible
        },
        construction,
        derives: facts().filter_map(entries::derive).collect(),
        attributes: facts().filter_map(attribute).collect(),
        deprecated: facts().find_map(entries::deprecated).cloned(),
        overrides: facts().map(ToString::to_string).collect(),
        reason: entry.and_then(|entry| entry.reason.clone()),
    }
}

//! The stage `resolve`: the [`Schema`] and the [`Overrides`] go in, the [`Model`] comes out.
//!
//! Every decision about the Rust falls here: names, types, what is boxed, how values are made. Where
//! a definition cannot be decided, the reason is reported and the definition left out.

mod answer_pages;
mod backlinks;
mod calls;
mod derives;
mod facts_aside;
mod fields;
mod layers;
mod leftovers;
mod limits;
mod operations;
mod override_checks;
mod parameters;
mod property_types;
mod read_only;
mod required;
mod required_cycles;
mod type_names;
mod word_lists;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::attribute::{Attribute, Derive, Target};
use crate::diagnostic::Diagnostics;
use crate::model::{Construction, Field, Indexed, Model, PartOf, Prelude, Struct};
use crate::nearest::Guesses;
use crate::operations::Operations;
use crate::overrides::{FACTS_FILE, ModelEntry, Overrides};
use crate::schema::{Schema, Spanned};
use layers::Layers;
use operations::Uses;
use property_types::Known;
use type_names::Resolved;

/// Names of the prelude that rendered types use.
const PRELUDE: [&str; 4] = ["Option", "Vec", "Box", "String"];

/// From how many arguments on clippy's `too_many_arguments` speaks up, less one.
const MANY_ARGUMENTS: usize = 7;

/// Decides the Rust types of `schema`, with the `overrides`. A generated fact never stops it.
pub fn resolve(
    schema: &Schema,
    operations: Option<&Operations>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> Model {
    let mut found = Diagnostics::default();
    let model = decide(schema, operations, overrides, &mut found);
    let again = facts_aside::decide_without(schema, operations, overrides, &mut found);
    problems.extend(found);
    again.unwrap_or(model)
}

/// Decides with the overrides and facts as they are.
fn decide(
    schema: &Schema,
    operations: Option<&Operations>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> Model {
    let names = type_names::resolve(schema, overrides, problems);
    let (mut enums, types) = word_lists::resolve(overrides, &names, problems);
    let known = Known {
        guesses: &Guesses::default(),
        schema,
        names: &names,
        overrides,
        enums: &types,
        has_foreign: override_checks::has_foreign(overrides),
    };
    override_checks::check(&known, problems);
    required::check(&known, problems);
    parameters::check(operations, &known, problems);
    let mut layers = Layers::new(overrides);
    let fields: Vec<_> = names
        .iter()
        .map(|resolved| fields::resolve(resolved.definition, &known, &mut layers, problems))
        .collect();
    layers.finish(&known, problems);
    let operations = operations.map(|written| operations::resolve(written, &known));
    let uses = operations::uses(operations.as_deref().unwrap_or_default());
    let parts = backlinks::resolve(&names, &fields);
    let mut structs: Vec<_> = names
        .iter()
        .zip(fields.into_iter().zip(parts))
        .map(|(resolved, (fields, part_of))| {
            let uses = uses.get(&*resolved.definition.name.value);
            structure(resolved, fields, part_of, uses, &known)
        })
        .collect();
    structs.sort_by(|a, b| a.file_stem.cmp(&b.file_stem));
    let structs = Indexed::new(structs);
    let structs = match &operations {
        Some(operations) => read_only::make_optional(structs, operations),
        None => structs,
    };
    derives::check(&names, &structs, problems);
    if !required_cycles::report(&structs, overrides, problems) {
        limits::report(&structs, problems);
    }
    let calls = calls::resolve(
        operations.as_deref().unwrap_or_default(),
        &structs,
        &known,
        problems,
    );
    // What a machine lists for the whole API is no type of a crate that has no use for it.
    let fields = structs.iter().flat_map(|item| &item.fields);
    let used = fields.filter_map(|field| field.ty.ident());
    let used: BTreeSet<_> = used.chain(calls.enums()).collect();
    enums.retain(|item| item.source != FACTS_FILE || used.contains(item.ident.as_str()));
    let model = Model {
        structs,
        enums: Indexed::new(enums),
        operations,
        calls,
    };
    operations::check_sent(&model, &layers, problems);
    model
}

fn structure(
    resolved: &Resolved<'_>,
    fields: Vec<Field>,
    part_of: PartOf,
    uses: Option<&Uses<'_>>,
    known: &Known<'_>,
) -> Struct {
    let definition = resolved.definition;
    let construction = match resolved.is_alias() {
        true => Construction::Alias,
        false => construction(&fields),
    };
    // Without a description, the first of the others is the line that lists of models show.
    let is_bare = definition.description.trim().is_empty()
        && !resolved.is_alias()
        && uses.is_none()
        && matches!(&part_of, PartOf::Each(models) if models.is_empty());
    let undescribed = is_bare.then(|| {
        let name = &definition.name.value;
        format!("`{name}` (the API gives no description).")
    });
    let any_json = resolved
        .is_alias()
        .then(|| "Any JSON: the definition has no properties.".to_owned());
    let notes = [undescribed, any_json, uses.map(Uses::text)];
    let ident = &resolved.ident;
    let callers = uses.into_iter().flat_map(Uses::all);
    let aliases = callers.map(|operation| &operation.name.value);
    let Stated {
        derives,
        attributes,
        deprecated,
        overrides,
        reason,
    } = resolved
        .entry
        .map(|entry| stated(entry, known.has_foreign))
        .unwrap_or_default();
    Struct {
        definition: Arc::clone(definition),
        ident: ident.clone(),
        file_stem: resolved.file_stem.clone(),
        module: crate::names::module(&resolved.file_stem),
        notes: notes.into_iter().flatten().collect(),
        part_of,
        aliases: aliases.filter(|name| *name != ident).cloned().collect(),
        fields,
        prelude: if PRELUDE.contains(&ident.as_str()) {
            Prelude::Hidden
        } else {
            Prelude::Visible
        },
        construction,
        derives,
        attributes,
        deprecated,
        overrides,
        reason,
    }
}

/// The way in which users make a value with these fields.
fn construction(fields: &[Field]) -> Construction {
    match fields.iter().filter(|field| field.required).count() {
        0 => Construction::Default,
        arguments => Construction::New {
            crowded: arguments > MANY_ARGUMENTS,
        },
    }
}

/// The part of a struct that its entry states.
#[derive(Default)]
struct Stated {
    derives: Vec<Derive>,
    attributes: Vec<Attribute>,
    deprecated: Option<String>,
    overrides: Vec<String>,
    reason: Option<String>,
}

/// Takes an entry apart, and words each of its facts. What is malformed is reported elsewhere; the
/// identifier has been decided with all others.
fn stated(entry: &ModelEntry, has_foreign: bool) -> Stated {
    let ModelEntry {
        place: _,
        rename,
        derives,
        deprecated,
        attributes,
        reason,
    } = entry;
    let words = |word: &'static str, facts: &mut dyn Iterator<Item = &Spanned<String>>| -> Vec<_> {
        facts
            .map(|fact| format!("{word} = {}", fact.value))
            .collect()
    };
    let parse = |text: &Spanned<String>| Attribute::parse(&text.value, Target::Model, has_foreign);
    Stated {
        overrides: [
            words("rename", &mut rename.iter()),
            words("derive", &mut derives.iter()),
            words("deprecated", &mut deprecated.iter()),
            words("attribute", &mut attributes.iter()),
        ]
        .concat(),
        derives: derives
            .iter()
            .filter_map(|path| Derive::parse(&path.value).ok())
            .collect(),
        attributes: attributes
            .iter()
            .filter_map(|text| parse(text).ok())
            .collect(),
        deprecated: deprecated.as_ref().map(|message| message.value.clone()),
        reason: reason.clone(),
    }
}

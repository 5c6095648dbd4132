//! `cargo xtask schema`, `graph`, `show` and `drift`: print what the definitions contain.

use generator::failure::Failure;
use generator::links::Links;
use generator::roots::Roots;
use generator::source::shown_path;
use generator::{inspect, report, schema};

use crate::cli::{Drawing, Drift, DriftFormat, Graph, Schema, SchemaFormat, Selection, Show};
use crate::overrides::payload;
use crate::{Outcome, output};

/// The number of links from which a picture is hard to read.
const READABLE: usize = 60;

pub(crate) fn schema(arguments: &Schema) -> Result<Outcome, Failure> {
    let decided = arguments.input.decide(&arguments.selection.roots())?;
    output::json(&match arguments.format {
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

pub(crate) fn graph(arguments: &Graph) -> Result<Outcome, Failure> {
    let roots = arguments.selection.roots();
    let decided = arguments.input.decide(&roots)?;
    let drawn = inspect::graph(
        &Links::of(&decided.model),
        decided.model.operations.as_deref().unwrap_or_default(),
        &roots,
        arguments.depth,
        match arguments.format {
            Drawing::Mermaid => inspect::Drawing::Mermaid,
            Drawing::Dot => inspect::Drawing::Dot,
        },
    );
    if drawn.links > READABLE && arguments.depth.is_none() {
        return Err(Failure::new(format!(
            "{} links are more than a picture shows: choose fewer with `--root NAME --depth N`; \
             `--root '*' --depth 1` draws all of them",
            drawn.links
        )));
    }
    output::text(&drawn.text);
    Ok(Outcome::Done)
}

pub(crate) fn show(arguments: &Show) -> Result<Outcome, Failure> {
    // All of them, because any may link to the one.
    let decided = arguments.input.decide(&Roots::default())?;
    output::text(&inspect::show(&decided, &arguments.name, report::WIDTH)?);
    Ok(Outcome::Done)
}

pub(crate) fn drift(arguments: &Drift) -> Result<Outcome, Failure> {
    let model = arguments.input.decide(&Roots::default())?.model;
    let mut found = Vec::new();
    for path in &arguments.payloads {
        let payload = payload(path)?;
        let drift = inspect::drift(&model, &arguments.model, arguments.request, &payload)?;
        found.push((shown_path(path), drift));
    }
    let is_json = arguments.json || arguments.format == DriftFormat::Json;
    match (is_json, arguments.each) {
        (true, _) => output::json(&inspect::drift_json(&found)),
        (false, true) => output::text(&inspect::drift_text(&found)),
        (false, false) => output::text(&inspect::drift_summary(&found)),
    }
    Ok(if found.iter().all(|(_, it)| it.deviations.is_empty()) {
        Outcome::Done
    } else {
        Outcome::OutOfDate
    })
}

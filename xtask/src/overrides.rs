//! `cargo xtask overrides`: helps with writing `overrides.toml`.

use std::path::Path;

use generator::failure::Failure;
use generator::report::Format;
use generator::roots::Roots;
use generator::source::shown_path;
use serde_json::Value;

use crate::cli::{ImportFacts, Overrides, Suggest};
use crate::{Outcome, output};

pub(crate) fn run(command: &Overrides) -> Result<Outcome, Failure> {
    match command {
        Overrides::Suggest(arguments) => suggest(arguments),
        Overrides::Import(arguments) => import(arguments),
    }
}

fn import(arguments: &ImportFacts) -> Result<Outcome, Failure> {
    let input = &arguments.input;
    let text = generator::facts::import(&generator::facts::Import {
        document: &arguments.document,
        here: &input.definitions(),
        overrides: input.overrides.as_deref(),
        exact_integers: arguments.exact_integers,
        rename_enums: arguments.rename_enums,
        overwrite: arguments.overwrite,
    })?;
    // Programs read the problems from stdout, so the text for people goes to stderr.
    match input.format(arguments.format).format() {
        Format::Human { .. } => output::text(&text),
        Format::Json | Format::Github => output::message(&text),
    }
    Ok(Outcome::Done)
}

fn suggest(arguments: &Suggest) -> Result<Outcome, Failure> {
    let decided = arguments.input.decide(&Roots::default())?;
    let payloads: Result<Vec<_>, _> = arguments
        .payloads
        .iter()
        .map(|path| payload(path))
        .collect();
    let found = generator::suggest::suggest(&decided.model, &arguments.model, &payloads?)?;
    for doubt in &found.doubts {
        let path = &arguments.payloads[doubt.payload];
        output::warning(&format!("`{}`: {}", shown_path(path), doubt.message));
    }
    output::text(&found.text);
    Ok(Outcome::Done)
}

pub(crate) fn payload(path: &Path) -> Result<Value, Failure> {
    let failed = |error: &dyn std::error::Error| {
        Failure::new(format!(
            "cannot read the payload `{}`: {error}",
            shown_path(path)
        ))
    };
    let bytes = std::fs::read(path).map_err(|error| failed(&error))?;
    let text = bytes.strip_prefix("\u{feff}".as_bytes());
    serde_json::from_slice(text.unwrap_or(&bytes)).map_err(|error| failed(&error))
}

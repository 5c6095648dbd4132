//! Rust that reaches every model by its name.
//!
//! In: a generated `models.rs`, which lists all types. Out: functions that hand a payload to what is
//! generic over the model it is for. Compiled into the build script as well, so that the list
//! is never written down a second time.

use std::fmt::Write;

/// The source of `round_trip(model, payload)`, which calls `check::<Model>(payload)`. `path` is where
/// the models are.
pub fn round_trip(models: &str, path: &str) -> String {
    function(models, path, ("round_trip", "()", "check"))
}

/// The source of `lenient(model, payload)`, which calls `judge::<Model>(payload)`.
#[allow(dead_code, reason = "the corpus has no use for it")]
pub fn lenient(models: &str, path: &str) -> String {
    function(models, path, ("lenient", "Judged", "judge"))
}

fn function(models: &str, path: &str, (name, gives, calls): (&str, &str, &str)) -> String {
    let mut source = format!(
        "/// Decodes and encodes a payload of the model of that name.\n\
         ///\n\
         /// # Errors\n\
         ///\n\
         /// Describes what was lost or refused.\n\
         #[rustfmt::skip]\n\
         #[allow(deprecated, reason = \"what is deprecated is kept, too\")]\n\
         pub fn {name}(model: &str, payload: &str) -> Result<{gives}, String> {{\n    \
         match model {{\n",
    );
    let names = models.lines().filter_map(|line| {
        let (_, name) = line.strip_prefix("pub use ")?.split_once("::")?;
        name.strip_suffix(';')
    });
    for name in names {
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            source,
            "        \"{name}\" => {calls}::<{path}::{name}>(payload),"
        );
    }
    source + "        _ => Err(format!(\"there is no model `{model}`\")),\n    }\n}\n"
}

/// The source of `fields(model, payload, donor)`, which calls `assign::<Model>(payload, donor, fields)` with a
/// step for each field that takes its value from another model. `files` are the models' own.
#[allow(dead_code, reason = "the corpus has no use for it")]
pub fn fields(files: &[String], path: &str) -> String {
    let mut source = String::from(
        "#[rustfmt::skip]\n\
         #[allow(deprecated, reason = \"what is deprecated is kept, too\")]\n\
         #[allow(clippy::clone_on_copy, reason = \"some fields are `Copy`\")]\n\
         pub fn fields(model: &str, payload: &str, donor: &str) -> Result<usize, String> {\n    \
         match model {\n",
    );
    for file in files {
        let Some((_, block)) = file.split_once("crate::wire! {\n") else {
            continue;
        };
        let mut lines = block.lines();
        let model = lines.next().unwrap_or_default().split_whitespace().next();
        let model = model.unwrap_or_default().trim_end_matches(':');
        let _ = writeln!(
            source,
            "        \"{model}\" => assign::<{path}::{model}>(payload, donor, &["
        );
        for (field, rest) in lines.filter_map(|line| line.trim().split_once(": \"")) {
            let name = rest.split('"').next().unwrap_or_default();
            let _ = writeln!(
                source,
                "            (\"{name}\", |to, from| to.{field} = from.{field}.clone(), \
                 |it| it.extra.forget(\"{name}\")),"
            );
        }
        source.push_str("        ]),\n");
    }
    source + "        _ => Err(format!(\"there is no model `{model}`\")),\n    }\n}\n"
}

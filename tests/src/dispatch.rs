//! Rust that reaches every model by its name.
//!
//! In: a generated `models.rs`, which lists all types. Out: a function that hands a payload to
//! the round trip of the model it is for. Compiled into the build script as well, so that the list
//! is never written down a second time.

use std::fmt::Write;

/// The source of `round_trip(model, payload)`, which calls `check::<Model>(payload)`. `path` is where
/// the models are.
pub fn round_trip(models: &str, path: &str) -> String {
    let mut source = String::from(
        "/// Decodes and encodes a payload of the model of that name.\n\
         ///\n\
         /// # Errors\n\
         ///\n\
         /// What was lost or refused.\n\
         #[rustfmt::skip]\n\
         #[allow(deprecated, reason = \"what is deprecated is kept, too\")]\n\
         pub fn round_trip(model: &str, payload: &str) -> Result<(), String> {\n    \
         match model {\n",
    );
    let names = models.lines().filter_map(|line| {
        let (_, name) = line.strip_prefix("pub use ")?.split_once("::")?;
        name.strip_suffix(';')
    });
    for name in names {
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            source,
            "        \"{name}\" => check::<{path}::{name}>(payload),"
        );
    }
    source + "        _ => Err(format!(\"there is no model `{model}`\")),\n    }\n}\n"
}

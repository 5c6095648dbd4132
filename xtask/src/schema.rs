//! `cargo xtask schema`: prints what the definitions say.

use generator::report;

use crate::cli::{Schema, SchemaFormat};
use crate::{Failure, Outcome, output, regen};

pub(crate) fn run(arguments: &Schema) -> Result<Outcome, Failure> {
    let sources = regen::read(&arguments.input)?;
    let generated = regen::generate(&arguments.input, &sources)?;
    match arguments.format {
        SchemaFormat::Json => output::result(&report::schema(&generated.schema)),
    }
    Ok(Outcome::Done)
}

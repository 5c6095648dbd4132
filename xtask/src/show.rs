//! `cargo xtask show`: shows one model, or an operation with its models, to a person.

use generator::failure::Failure;
use generator::roots::Roots;
use generator::{inspect, report};

use crate::cli::Show;
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Show) -> Result<Outcome, Failure> {
    // All of them, because any may link to the one.
    let decided = arguments.input.decide(&Roots::default())?;
    output::result(&inspect::show(&decided, &arguments.name, report::WIDTH)?);
    Ok(Outcome::Done)
}

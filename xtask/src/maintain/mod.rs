//! The commands that only maintainers of the generator run.

mod cargo;
mod ci;
mod sets;

use std::process::Command;

use clap::ValueEnum;
use generator::failure::Failure;

use crate::Outcome;
use crate::cli::{Bench, BenchFormat};

pub(crate) use ci::ci;

/// Writes the texts that the tests compare with.
pub(crate) fn bless() -> Result<Outcome, Failure> {
    cargo::cargo(
        &[],
        &["run", "--quiet", "--package", "tests", "--bin", "bless"],
    )?;
    Ok(Outcome::Done)
}

/// Runs the package `bench`, which nothing else compiles.
pub(crate) fn bench(arguments: &Bench) -> Result<Outcome, Failure> {
    let mut command = Command::new(cargo::program());
    command.args(["run", "--quiet", "--package", "bench", "--"]);
    if let Some(folder) = &arguments.definitions {
        command.arg("--definitions").arg(folder);
    }
    if matches!(arguments.format, BenchFormat::Json) {
        command.arg("--json");
    }
    for part in arguments
        .parts
        .iter()
        .filter_map(ValueEnum::to_possible_value)
    {
        command.arg(part.get_name());
    }
    match command.status()?.code() {
        Some(0) => Ok(Outcome::Done),
        Some(1) => Ok(Outcome::OutOfDate),
        _ => Err(Failure::new("not everything could be measured".to_owned())),
    }
}

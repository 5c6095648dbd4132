//! `cargo xtask bench`: runs the package `bench`, which nothing else compiles.

use std::process::Command;

use clap::ValueEnum;

use crate::cli::{Bench, BenchFormat};
use generator::failure::Failure;

use crate::Outcome;

pub(crate) fn run(arguments: &Bench) -> Result<Outcome, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
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

//! The command line of the workspace: `cargo xtask …`.
//!
//! Arguments, printing and exit codes live here; everything else is the generator's.

mod bench;
mod changes;
mod checks;
mod cli;
mod completions;
mod drift;
mod explain;
mod graph;
mod import;
mod output;
mod overrides;
mod regen;
mod schema;
mod sets;
mod show;

use std::process::ExitCode;

use clap::Parser;
use cli::{Cli, Command};

/// How a command ended, where it did not fail.
enum Outcome {
    /// All is well.
    Done,
    /// What was checked is not as it should be.
    OutOfDate,
}

fn main() -> ExitCode {
    let code = match Cli::try_parse() {
        Ok(arguments) => run(&arguments.command),
        Err(usage) => u8::try_from(output::usage(&usage)).unwrap_or(2),
    };
    match output::unwritten() {
        Some(message) => {
            output::error(&message);
            ExitCode::from(2)
        }
        None => ExitCode::from(code),
    }
}

/// Runs a command, and gives its exit code.
fn run(command: &Command) -> u8 {
    let result = match command {
        Command::Regen(arguments) => regen::run(arguments),
        Command::Changes(arguments) => changes::run(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Graph(arguments) => graph::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Overrides(command) => overrides::run(command),
        Command::Drift(arguments) => drift::run(arguments),
        Command::Bench(arguments) => bench::run(arguments),
        Command::Ci(arguments) => checks::ci(arguments),
        Command::Bless => checks::bless(),
        Command::Completions(arguments) => completions::run(arguments),
    };
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::OutOfDate) => 1,
        Err(failure) => {
            output::failure(&failure, command.message_format());
            2
        }
    }
}

//! The command line of the workspace: `cargo xtask …`.
//!
//! Arguments, printing and exit codes live here; everything else is the generator's.

mod changes;
mod cli;
mod completions;
mod explain;
mod import;
mod maintain;
mod output;
mod overrides;
mod overview;
mod regen;

use std::process::ExitCode;

use cli::{Cli, Command};

/// The outcome of a command that did not fail.
enum Outcome {
    /// All is well.
    Done,
    /// A check found a difference.
    OutOfDate,
}

fn main() -> ExitCode {
    let code = match Cli::read() {
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
        Command::Schema(arguments) => overview::schema(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Graph(arguments) => overview::graph(arguments),
        Command::Show(arguments) => overview::show(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Overrides(command) => overrides::run(command),
        Command::Drift(arguments) => overview::drift(arguments),
        Command::Bench(arguments) => maintain::bench(arguments),
        Command::Ci(arguments) => maintain::ci(arguments),
        Command::Bless => maintain::bless(),
        Command::Completions(arguments) => completions::run(arguments),
    };
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::OutOfDate) => 1,
        Err(failure) => {
            output::failure(&failure, command.message_format().format());
            2
        }
    }
}

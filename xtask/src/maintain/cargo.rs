//! Runs cargo and other commands that must not fail.

use std::ffi::OsString;
use std::process::Command;

use generator::failure::Failure;

use crate::output;

/// The cargo that runs this program.
pub(crate) fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs cargo, which must not fail, with these variables and words.
pub(crate) fn cargo(variables: &[(&str, &str)], words: &[&str]) -> Result<(), Failure> {
    output::message(&format!("\n$ cargo {}\n", words.join(" ")));
    let mut command = Command::new(program());
    passes(command.args(words).envs(variables.iter().copied()))
}

/// Runs a command that must not fail.
pub(crate) fn passes(command: &mut Command) -> Result<(), Failure> {
    if command.status()?.success() {
        return Ok(());
    }
    let name = command.get_program().to_string_lossy();
    let name = name.rsplit(['/', '\\']).next().unwrap_or(&name);
    let words = command.get_args().map(|word| word.to_string_lossy());
    let words: Vec<_> = words.collect();
    Err(Failure::new(format!("`{name} {}` failed", words.join(" "))))
}

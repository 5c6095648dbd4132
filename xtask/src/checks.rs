//! `cargo xtask ci` and `cargo xtask bless`: what contributors run before they push.

use std::process::Command;
use std::time::Instant;

use generator::failure::Failure;

use crate::cli::Ci;
use crate::{Outcome, output, sets};

/// A command of CI: variables of its environment, and its words behind `cargo`.
type Step = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// The checks of the workspace, the quickest first.
const CHECKS: [Step; 6] = [
    (&[], &["fmt", "--all", "--check"]),
    (&[], &["xtask", "regen", "--check"]),
    (
        &[],
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        &[("RUSTDOCFLAGS", "-D warnings")],
        &["doc", "--workspace", "--no-deps", "--all-features"],
    ),
    (&[], &["test", "-p", "generated", "--all-features"]),
    (&[], &["test", "--workspace"]),
];

pub(crate) fn ci(arguments: &Ci) -> Result<Outcome, Failure> {
    if arguments.sets {
        sets::all()?;
        return Ok(Outcome::Done);
    }
    let begin = Instant::now();
    let manifest = include_str!("../../generated/Cargo.toml");
    let declared = manifest
        .lines()
        .find(|line| line.starts_with("rust-version"))
        .unwrap_or_default();
    let used = Command::new("rustc").arg("--version").output()?;
    output::message(&format!(
        "generated: {declared}; built with {}",
        String::from_utf8_lossy(&used.stdout)
    ));
    CHECKS
        .iter()
        .try_for_each(|(variables, words)| cargo(variables, words))?;
    sets::one()?;
    let seconds = begin.elapsed().as_secs();
    output::message(&format!(
        "\neverything passed in {} min {} s\n",
        seconds / 60,
        seconds % 60
    ));
    Ok(Outcome::Done)
}

pub(crate) fn bless() -> Result<Outcome, Failure> {
    cargo(
        &[],
        &["run", "--quiet", "--package", "tests", "--bin", "bless"],
    )?;
    Ok(Outcome::Done)
}

pub(crate) fn cargo(variables: &[(&str, &str)], words: &[&str]) -> Result<(), Failure> {
    output::message(&format!("\n$ cargo {}\n", words.join(" ")));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
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

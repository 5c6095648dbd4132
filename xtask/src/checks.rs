//! `cargo xtask ci` and `cargo xtask bless`: what contributors run before they push.

use std::process::Command;

use generator::failure::Failure;

use crate::{Outcome, output};

/// A command of CI: variables of its environment, and its words behind `cargo`.
type Step = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// The checks, the quickest first. The tests come last, so that the output ends with their summary.
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

pub(crate) fn ci() -> Result<Outcome, Failure> {
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
    Ok(Outcome::Done)
}

pub(crate) fn bless() -> Result<Outcome, Failure> {
    cargo(
        &[],
        &["run", "--quiet", "--package", "tests", "--bin", "bless"],
    )?;
    Ok(Outcome::Done)
}

fn cargo(variables: &[(&str, &str)], words: &[&str]) -> Result<(), Failure> {
    output::message(&format!("\n$ cargo {}\n", words.join(" ")));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(words)
        .envs(variables.iter().copied())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`cargo {}` failed", words.join(" "))))
    }
}

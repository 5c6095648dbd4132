//! `cargo xtask ci`: runs what CI runs.

use std::process::Command;
use std::time::Instant;

use generator::failure::Failure;

use super::cargo::{cargo, passes};
use super::sets;
use crate::cli::{Ci, in_workspace};
use crate::{Outcome, output};

/// A command of CI: variables of its environment, and its words behind `cargo`.
type Step = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

/// The manifest of the models.
const GENERATED: &str = "generated/Cargo.toml";

/// The manifest of the HTTP clients, which are a workspace of their own, and where they are built.
const CLIENTS: &str = "tests/clients/Cargo.toml";
const CLIENTS_TARGET: &[(&str, &str)] = &[("CARGO_TARGET_DIR", "target/clients")];

/// The checks of the workspace, the quickest first.
const CHECKS: [Step; 10] = [
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
    (
        &[],
        &["test", "--manifest-path", GENERATED, "--all-features"],
    ),
    // By its folder, because a fork gives the package another name.
    (
        &[],
        &[
            "package",
            "--manifest-path",
            GENERATED,
            "--allow-dirty",
            "--quiet",
        ],
    ),
    (
        &[],
        &["fmt", "--all", "--check", "--manifest-path", CLIENTS],
    ),
    (
        CLIENTS_TARGET,
        &[
            "clippy",
            "--manifest-path",
            CLIENTS,
            "--locked",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        CLIENTS_TARGET,
        &["test", "--manifest-path", CLIENTS, "--locked"],
    ),
    (
        &[],
        &["test", "--workspace", "--features", "tests/thorough"],
    ),
];

pub(crate) fn ci(arguments: &Ci) -> Result<Outcome, Failure> {
    if arguments.sets {
        sets::all()?;
        return Ok(Outcome::Done);
    }
    let begin = Instant::now();
    CHECKS
        .iter()
        .try_for_each(|(variables, words)| cargo(variables, words))?;
    oldest()?;
    sets::one()?;
    let seconds = begin.elapsed().as_secs();
    output::message(&format!(
        "\neverything passed in {} min {} s\n",
        seconds / 60,
        seconds % 60
    ));
    Ok(Outcome::Done)
}

/// Builds with the toolchains that the manifests name as the oldest, where they are installed.
fn oldest() -> Result<(), Failure> {
    let rustup = Command::new("rustup").args(["toolchain", "list"]).output();
    let installed = rustup.map(|list| String::from_utf8_lossy(&list.stdout).into_owned());
    let installed = installed.unwrap_or_default();
    for manifest in [GENERATED, "Cargo.toml"] {
        let text = std::fs::read_to_string(in_workspace(manifest))?;
        let line = text.lines().find(|line| line.starts_with("rust-version"));
        let version = line.and_then(|line| line.split('"').nth(1));
        let version =
            version.ok_or_else(|| Failure::new(format!("{manifest}: no rust-version")))?;
        let mut names = installed.split_whitespace();
        let Some(name) = names.find(|name| name.starts_with(version)) else {
            output::message(&format!(
                "\nignored: toolchain {version}, the oldest for {manifest}, is not installed\n"
            ));
            continue;
        };
        output::message(&format!("\n$ cargo +{version} check ({manifest})\n"));
        let mut cargo = Command::new("rustup");
        cargo.args([
            "run",
            name,
            "cargo",
            "check",
            "--all-features",
            "--target-dir",
        ]);
        cargo.arg(in_workspace("target/oldest"));
        cargo.arg("--manifest-path").arg(in_workspace(manifest));
        // What cargo set for this program is another toolchain's.
        for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
            cargo.env_remove(variable);
        }
        passes(&mut cargo)?;
    }
    Ok(())
}

//! Measures first builds, and the growth of cost with ten times as much input.

use std::path::Path;
use std::process::Command;

use generator::schema::FILE_SUFFIX;
use tests::corpus::write;
use tests::folder::definition;

use crate::cost;
use crate::crates::{cargo, project, scratch, target};
use crate::measures::{Result, least, run};
use crate::table::{Bar, Table, Unit};

/// The largest cost of the first `cargo xtask regen` of a clone, and of all tests after it, as
/// multiples of the build of syn alone.
const FIRST: [(&str, &[&str], f64); 2] = [
    (
        "first cargo xtask regen",
        &["run", "--package", "xtask", "--", "regen", "--check"],
        14.0,
    ),
    (
        "first cargo test --workspace",
        &["test", "--workspace"],
        36.0,
    ),
];

/// The factor between the two inputs, and the factor that the cost may grow by.
const TIMES: usize = 10;
const BAR: f64 = 10.5;

/// The rows of the definition that may take [`ROW`] bytes for each.
const ROWS: usize = 200_000;
const ROW: f64 = 1024.0;

/// The exit codes of `regen --check` for models that are out of date, and for a problem.
const OUT_OF_DATE: u8 = 1;
const REFUSED: u8 = 2;

/// The first commands of a clone, which has nothing more to test with.
pub(crate) fn cold(table: &mut Table) -> Result {
    let target = scratch("cold")?;
    let command = |words: &[&str], folder: &str| {
        let mut command = Command::new(cargo());
        command.arg("--quiet").args(words).current_dir(project());
        command.env("CARGO_TARGET_DIR", target.path().join(folder));
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("DEFINITIONS_") {
                command.env_remove(variable);
            }
        }
        command
    };
    let syn = cost::of(&command(&["build", "--package", "syn@3"], "syn"))?;
    for (name, words, bar) in FIRST {
        let cost = cost::of(&command(words, "all"))?;
        let figures = [&cost, &syn].map(|cost| cost.cpu.as_secs_f64());
        table.add(name, Unit::Seconds, figures, "syn", Bar::AtMost(bar));
    }
    Ok(())
}

/// Ten times the definitions, and one with a great many rows. That one is refused in the end.
pub(crate) fn scale(definitions: &Path, table: &mut Table) -> Result {
    let scratch = scratch("scale")?;
    let root = scratch.path();
    run(Command::new(cargo()).args(["build", "--quiet", "--release", "--package", "xtask"]))?;
    let regen = |folder: &str, code| {
        let mut command = Command::new(target()?.join("release/xtask"));
        command
            .arg("regen")
            .arg("--definitions")
            .arg(root.join(folder));
        command
            .arg("--check")
            .arg("--out")
            .arg(project().join("generated"));
        least(3, || cost::ending(code, &command))
    };
    for (folder, copies) in [("once", 1), ("more", TIMES)] {
        for copy in 0..copies {
            copy_of(definitions, copy, &root.join(folder))?;
        }
    }
    for (folder, rows) in [("few", ROWS / TIMES), ("many", ROWS)] {
        let row =
            |at| format!("| property{at} | `string` | No | Words about it, as there are many |\n");
        let text = definition("Foo", &(0..rows).map(row).collect::<String>());
        write(
            &root.join(folder).join("foo-definition.md"),
            text.as_bytes(),
        )?;
    }
    for (name, larger, smaller, code) in [
        ("definitions", "more", "once", OUT_OF_DATE),
        ("rows", "many", "few", REFUSED),
    ] {
        let (larger, smaller) = (regen(larger, code)?, regen(smaller, code)?);
        if name == "rows" {
            let figures = [larger.peak as f64 / ROWS as f64, ROW];
            table.add(
                "peak memory of a row",
                Unit::Bytes,
                figures,
                "KiB",
                Bar::AtMost(1.0),
            );
        }
        let cpu = [&larger, &smaller].map(|cost| cost.cpu.as_secs_f64());
        let name = format!("ten times the {name}");
        table.add(
            format!("{name}: CPU time"),
            Unit::Seconds,
            cpu,
            "once",
            Bar::AtMost(BAR),
        );
        let peak = [&larger, &smaller].map(|cost| cost.peak as f64);
        table.add(
            format!("{name}: peak memory"),
            Unit::Bytes,
            peak,
            "once",
            Bar::AtMost(BAR),
        );
    }
    Ok(())
}

/// Copies definitions under other names, so that each copy links to others of its own.
fn copy_of(definitions: &Path, copy: usize, to: &Path) -> std::io::Result<()> {
    let renamed = |name: &str| {
        let lists = name.trim_end_matches("[]").len();
        format!("{}C{copy}{}", &name[..lists], &name[lists..])
    };
    let suffix = format!("c{copy}{FILE_SUFFIX}");
    for entry in std::fs::read_dir(definitions)? {
        let name = entry?.file_name().display().to_string();
        if !name.ends_with(FILE_SUFFIX) {
            continue;
        }
        let text = std::fs::read_to_string(definitions.join(&name))?;
        let text = text.replace(FILE_SUFFIX, &suffix);
        let (heading, rest) = text.split_once("` Definition").unwrap_or_default();
        let (linked, rest) = match rest.rsplit_once("`](") {
            Some((linked, rest)) => (
                linked
                    .split("`](")
                    .map(|text| renamed(text) + "`](")
                    .collect(),
                rest,
            ),
            None => (String::new(), rest),
        };
        let text = format!("{}` Definition{linked}{rest}", renamed(heading));
        write(
            &to.join(name.replace(FILE_SUFFIX, &suffix)),
            text.as_bytes(),
        )?;
    }
    Ok(())
}

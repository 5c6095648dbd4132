//! Measures the commands: a release build against the [`floor`], and a default build against the
//! release build.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::tree::{FOLDER, MARK};
use serde_json::Value;
use tempfile::TempDir;

use crate::cost::{self, Cost};
use crate::floor;
use crate::measures::{Result, least, run};
use crate::table::{Bar, Table, Unit};

/// The number of times that a command is measured; the least disturbed one counts.
const TIMES: usize = 5;

/// A command in words: `DEFINITIONS`, `EDITED` and `EMPTY` are folders of definitions, `OUT` is a crate
/// that is up to date, `STALE` one where a model is not, and `NEW` is a new folder. Then come the work
/// that it cannot do without, and the multiple of it that it may cost, in CPU time and on the clock.
type Run = (&'static str, &'static str, &'static str, [f64; 2]);

const RUNS: [Run; 7] = [
    (
        "regen, new folder",
        "regen --definitions DEFINITIONS --out NEW",
        "read DEFINITIONS print OUT write OUT NEW",
        [1.5, 1.0],
    ),
    (
        "regen, unchanged",
        "regen --definitions DEFINITIONS --out OUT",
        "read DEFINITIONS print OUT read OUT",
        [1.2, 0.7],
    ),
    (
        "regen, one changed",
        "regen --definitions DEFINITIONS --out STALE",
        "read DEFINITIONS print OUT read OUT",
        [1.2, 0.7],
    ),
    (
        "regen --check",
        "regen --check --definitions DEFINITIONS --out OUT",
        "read DEFINITIONS print OUT read OUT",
        [1.2, 0.7],
    ),
    (
        "changes",
        "changes --from DEFINITIONS --to EDITED",
        "read DEFINITIONS read EDITED",
        [13.0, 10.0],
    ),
    (
        "schema",
        "schema --definitions DEFINITIONS",
        "read DEFINITIONS",
        [13.0, 10.0],
    ),
    (
        "import --dry-run",
        "import DEFINITIONS --all --dry-run --definitions EMPTY",
        "read DEFINITIONS",
        [13.0, 10.0],
    ),
];

/// The largest cost of a default build as a multiple of a release build's.
const DEFAULT: f64 = 3.0;

/// The largest memory of a run into a new folder, as a multiple of the files that it reads and writes.
const MEMORY: f64 = 6.0;

pub(crate) fn runs(definitions: &Path, table: &mut Table) -> Result {
    let place = Place::new(definitions)?;
    for (name, words, work, [cpu, wall]) in RUNS {
        let floor = place.least(&place.bench, &format!("{} {work}", floor::WORD))?;
        let ours = place.least(&place.release, words)?;
        let default = place.least(&place.default, words)?;
        let seconds = |of: fn(&Cost) -> f64| [&ours, &floor, &default].map(of);
        let [ours_cpu, floor_cpu, default_cpu] = seconds(|cost| cost.cpu.as_secs_f64());
        let [ours_wall, floor_wall, _] = seconds(|cost| cost.wall.as_secs_f64());
        let mut add = |what, figures, reference, bar| {
            table.add(
                format!("{name}: {what}"),
                Unit::Seconds,
                figures,
                reference,
                Bar::AtMost(bar),
            );
        };
        add("CPU time", [ours_cpu, floor_cpu], "floor", cpu);
        add("wall clock", [ours_wall, floor_wall], "floor", wall);
        add(
            "default profile",
            [default_cpu, ours_cpu],
            "release",
            DEFAULT,
        );
        if words.ends_with("NEW") {
            let figures = [
                ours.peak as f64,
                (size(definitions)? + size(&place.models())?) as f64,
            ];
            let name = format!("{name}: peak memory");
            table.add(name, Unit::Bytes, figures, "files", Bar::AtMost(MEMORY));
        }
    }
    match std::env::var_os("DEFINITIONS_SWAGGER") {
        Some(folder) => document(&place, Path::new(&folder), table),
        None => Ok(()),
    }
}

/// The limits in seconds and bytes for an import of one endpoint from a document that has everything twice
/// and is thereby larger than those of 2026.
const DOCUMENT: (f64, f64) = (0.5, 120e6);

/// The minimum size of that document in bytes.
const SIZE: usize = 7_000_000;

/// Measures the import of one endpoint from the newest document in `folder`.
fn document(place: &Place, folder: &Path, table: &mut Table) -> Result {
    let entries = std::fs::read_dir(folder)?.flatten();
    let documents = entries.map(|entry| entry.path());
    let newest = documents
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
        .max();
    let newest = newest.ok_or("the folder holds no document")?;
    let mut document: Value = serde_json::from_str(&std::fs::read_to_string(newest)?)?;
    for (section, copied) in [("definitions", "Copy"), ("paths", "/copy")] {
        let Some(parts) = document[section].as_object_mut() else {
            continue;
        };
        let copies = parts.iter();
        let copies: Vec<_> = copies
            .map(|(name, part)| (format!("{name}{copied}"), part.clone()))
            .collect();
        parts.extend(copies);
    }
    let path = place.root.path().join("DOCUMENT");
    let mut text = document.to_string();
    text.extend(std::iter::repeat_n(' ', SIZE.saturating_sub(text.len())));
    std::fs::write(path, text)?;
    let words = "import DOCUMENT --root /api/v2/users --definitions NEW";
    let cost = place.least(&place.release, words)?;
    let (wall, peak) = DOCUMENT;
    let name = |what| format!("import of a document: {what}");
    let seconds = [cost.wall.as_secs_f64(), wall];
    table.add(
        name("wall clock"),
        Unit::Seconds,
        seconds,
        "goal",
        Bar::AtMost(1.0),
    );
    let bytes = [cost.peak as f64, peak];
    table.add(
        name("peak memory"),
        Unit::Bytes,
        bytes,
        "goal",
        Bar::AtMost(1.0),
    );
    Ok(())
}

/// The folders where the commands run, and the programs.
struct Place {
    definitions: PathBuf,
    root: TempDir,
    bench: PathBuf,
    release: PathBuf,
    default: PathBuf,
}

impl Place {
    /// Builds the programs, and the folders that the commands name.
    fn new(definitions: &Path) -> std::result::Result<Self, Box<dyn Error>> {
        let build = |flags: &[&str]| {
            run(Command::new(crate::crates::cargo())
                .args(["build", "--quiet"])
                .args(flags))
        };
        build(&["--release", "--package", "xtask", "--package", "bench"])?;
        build(&["--package", "xtask"])?;
        let target = crate::crates::target()?;
        let place = Self {
            definitions: definitions.to_owned(),
            root: crate::crates::scratch("runs")?,
            bench: target.join("release/bench"),
            release: target.join("release/xtask"),
            default: target.join("debug/xtask"),
        };
        for folder in ["EDITED", "EMPTY", "OUT", "STALE"] {
            std::fs::create_dir_all(place.root.path().join(folder))?;
        }
        // Every eighth definition has another text, which overrides would not fit.
        for (at, entry) in std::fs::read_dir(definitions)?.enumerate() {
            let (from, to) = (entry?.path(), place.root.path().join("EDITED"));
            if from.extension().is_some_and(|it| it == "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&from)?;
            let edited = match at % 8 {
                0 => text.replace("`string` | No", "`number` | Yes"),
                _ => text,
            };
            std::fs::write(to.join(from.file_name().unwrap_or_default()), edited)?;
        }
        for out in ["OUT", "STALE"] {
            let words = format!("regen --definitions DEFINITIONS --out {out}");
            run(&mut place.command(&place.release, &words, 0))?;
        }
        Ok(place)
    }

    fn models(&self) -> PathBuf {
        self.root.path().join("OUT").join(FOLDER)
    }

    /// A program with such words; each turn has a new folder of its own.
    fn command(&self, program: &Path, words: &str, turn: usize) -> Command {
        let mut command = Command::new(program);
        for word in words.split(' ') {
            match word {
                "DEFINITIONS" => command.arg(&self.definitions),
                "NEW" => command.arg(self.root.path().join(format!("NEW-{turn}"))),
                "DOCUMENT" | "EDITED" | "EMPTY" | "OUT" | "STALE" => {
                    command.arg(self.root.path().join(word))
                }
                word => command.arg(word),
            };
        }
        command
    }

    fn least(&self, program: &Path, words: &str) -> std::result::Result<Cost, Box<dyn Error>> {
        let kind = program.display().to_string();
        least(TIMES, || {
            let turn = std::fs::read_dir(self.root.path())?.count();
            std::fs::create_dir(self.root.path().join(format!("NEW-{turn}")))?;
            let stale = self.root.path().join("STALE").join(FOLDER);
            if let Some(model) = std::fs::read_dir(stale)?.next() {
                std::fs::write(model?.path(), MARK)?;
            }
            cost::of(&self.command(program, words, turn))
                .map_err(|error| format!("{kind}: {error}").into())
        })
    }
}

/// Returns the size of a folder's files in bytes.
fn size(folder: &Path) -> std::io::Result<u64> {
    let sizes = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len()));
    sizes.sum()
}

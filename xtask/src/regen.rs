//! `cargo xtask regen`: writes the models, or checks that they are up to date.

use std::path::Path;

use generator::Regenerated;
use generator::decide_part;
use generator::failure::Failure;
use generator::freshness::State;
use generator::report::{self, Format, Printable};

use crate::cli::Regen;
use crate::{Outcome, output};

/// The message for a part without a folder to write to.
const PART_OF_THE_WHOLE: &str = "\
`--root` needs `--out DIR`: the default crate holds all models, and a part would replace them";

/// The cause of other line ends, and the way to the right ones.
const LINE_ENDS: &str = "\
git converted them: add `* text=auto eol=lf` to `.gitattributes` or set `core.autocrlf` to `false`, and check them out \
again";

/// The most files without a definition that a message names.
const NAMED: usize = 3;

pub(crate) fn run(arguments: &Regen) -> Result<Outcome, Failure> {
    let input = &arguments.input;
    if !arguments.selection.roots.is_empty() && arguments.out.is_none() {
        return Err(Failure::new(PART_OF_THE_WHOLE));
    }
    let out = arguments.out();
    let done = output::working("making the models", || regenerated(arguments, &out))?;
    let format = input.format(arguments.format).format();
    output::problems(&done.problems, &done.sources, format);
    let listed = if arguments.check {
        &done.freshness
    } else {
        &done.freshness.only(|state| *state == State::Foreign)
    };
    if !arguments.quiet {
        output::result(&report::differences(listed, &out.to_string_lossy(), format));
        let line = Printable::line(&format!("{}: {}", counts(&done), closing(arguments, &done)));
        // Programs read the result from stdout, so the line for people goes to stderr.
        match format {
            Format::Human { .. } => output::result(&line),
            Format::Json | Format::Github => output::message(&line),
        }
    }
    Ok(if arguments.check && !done.freshness.is_fresh() {
        Outcome::OutOfDate
    } else {
        Outcome::Done
    })
}

fn regenerated(arguments: &Regen, out: &Path) -> Result<Regenerated, Failure> {
    let (input, selection, check) = (&arguments.input, &arguments.selection, arguments.check);
    let (definitions, overrides) = (input.definitions(), input.overrides.as_deref());
    if arguments.allow_empty {
        let unreadable = |error| Failure::unreadable(&definitions, &error);
        let sources = generator::read::read(&definitions, overrides).map_err(unreadable)?;
        let decided = generator::decide(&sources);
        let decided = decided.map_err(|found| Failure::problems(found, &sources))?;
        generator::bring_up_to_date(sources, &decided, out, check)
    } else if selection.roots.is_empty() {
        generator::regen(&definitions, overrides, out, check)
    } else {
        let sources = generator::read(&definitions, overrides)?;
        let part = decide_part(&sources, &selection.roots())?;
        generator::bring_up_to_date(sources, &part, out, check)
    }
}

/// `40 definitions, 338 properties`, and what else lay in the folder.
fn counts(done: &Regenerated) -> String {
    let definitions = report::count(done.definitions, "definition", "definitions");
    let properties = report::count(done.properties, "property", "properties");
    let others = match done.sources.passed_over.as_slice() {
        [] => String::new(),
        others => {
            let count = report::count(others.len(), "other file", "other files");
            // Among many, a misspelt name would not be seen anyway.
            let named = if others.len() <= NAMED {
                format!(": {}", others.join(", "))
            } else {
                String::new()
            };
            format!(" ({count} passed over{named})")
        }
    };
    format!("{definitions}, {properties}{others}")
}

/// Returns the end of the last line: the result, or the command to run.
fn closing(arguments: &Regen, done: &Regenerated) -> String {
    let freshness = &done.freshness;
    if !arguments.check {
        return report::summary(freshness);
    }
    if freshness.is_fresh() {
        return "up to date".to_owned();
    }
    let differ = freshness.count(|state| *state != State::Foreign);
    if freshness.count(State::is_converted) == differ {
        let files = report::count(differ, "file differs", "files differ");
        return format!("{files} in line ends alone; {LINE_ENDS}");
    }
    let fix = match freshness.count(|state| *state == State::InTheWay) {
        0 => "to fix it, run".to_owned(),
        in_the_way => {
            let files = report::count(in_the_way, "file", "files");
            format!("to fix it, move or remove the {files} in the way, and run")
        }
    };
    let missing = freshness.count(|state| matches!(state, State::Missing { .. }));
    let stale = freshness.count(|state| matches!(state, State::Stale { .. }));
    let orphaned = freshness.count(|state| matches!(state, State::Orphaned { .. }));
    format!(
        "{missing} missing, {stale} stale, {orphaned} orphaned, {} unchanged; {fix} `{}`",
        freshness.unchanged,
        command(arguments)
    )
}

/// The command that does what `--check` found to be missing.
fn command(arguments: &Regen) -> String {
    let mut command = "cargo xtask regen".to_owned();
    for (flag, folder) in [
        ("--definitions", &arguments.input.definitions),
        ("--overrides", &arguments.input.overrides),
        ("--out", &arguments.out),
    ] {
        if let Some(folder) = folder {
            command.push_str(&format!(" {flag} {}", word(&folder.to_string_lossy())));
        }
    }
    for root in &arguments.selection.roots {
        command.push_str(&format!(" --root {}", word(root)));
    }
    command
}

/// One word of a command, for a shell.
fn word(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-=:,+@%".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

//! `cargo xtask regen`: writes the models, or checks that they are up to date.

use std::path::Path;

use generator::diagnostic::Diagnostics;
use generator::freshness::{Freshness, State};
use generator::report::{self, Format};
use generator::source::Sources;
use generator::{Generated, Refused, read, write};

use crate::cli::{Input, Regen, Selection};
use crate::{Failure, Outcome, output};

/// Why a part has no default to be written to.
const PART_OF_THE_WHOLE: &str = "\
`--root` needs `--out DIR`: the default crate holds all models, and a part would replace them";

pub(crate) fn run(arguments: &Regen) -> Result<Outcome, Failure> {
    if !arguments.selection.roots.is_empty() && arguments.out.is_none() {
        return Err(Failure {
            message: PART_OF_THE_WHOLE.to_owned(),
        });
    }
    let sources = read(&arguments.input)?;
    let generated = generate_selected(&arguments.input, &arguments.selection, &sources)?;
    let out = arguments.out();
    if arguments.check {
        let freshness = write::compare(&out, &generated.tree)?;
        return Ok(check(
            arguments,
            &out,
            &freshness,
            &counts(&sources, &generated),
        ));
    }
    let freshness = write::write(&out, &generated.tree)?;
    let foreign = Freshness {
        files: freshness
            .files
            .iter()
            .filter(|(_, state)| **state == State::Foreign)
            .map(|(path, state)| (path.clone(), state.clone()))
            .collect(),
        unchanged: 0,
    };
    tell(
        arguments,
        &report::differences(
            &foreign,
            &out.to_string_lossy(),
            output::format(arguments.input.message_format),
        ),
    );
    close(
        arguments,
        &format!(
            "{}: {}",
            counts(&sources, &generated),
            report::summary(&freshness)
        ),
    );
    Ok(Outcome::Done)
}

/// Reads the definitions.
pub(crate) fn read(input: &Input) -> Result<Sources, Failure> {
    let folder = input.definitions();
    read::read(&folder, input.overrides.as_deref()).map_err(|error| Failure {
        message: format!("cannot read the folder `{}`: {error}", folder.display()),
    })
}

/// Generates from `sources`, and shows every problem where there is one.
pub(crate) fn generate(input: &Input, sources: &Sources) -> Result<Generated, Failure> {
    generator::generate(sources).map_err(|problems| refuse(input, sources, &problems))
}

/// Generates from the definitions that were asked for, and everything they link to.
pub(crate) fn generate_selected(
    input: &Input,
    selection: &Selection,
    sources: &Sources,
) -> Result<Generated, Failure> {
    let roots = selection.roots();
    if roots.is_empty() {
        return generate(input, sources);
    }
    generator::generate_part(sources, &roots).map_err(|refused| match refused {
        Refused::Roots(unknown) => unknown.into(),
        Refused::Problems(problems) => refuse(input, sources, &problems),
    })
}

/// Shows the problems that stopped a command.
pub(crate) fn refuse(input: &Input, sources: &Sources, problems: &Diagnostics) -> Failure {
    let format = output::format(input.message_format);
    let text = report::problems(problems, sources, format);
    match format {
        Format::Human { .. } => output::message(&text),
        Format::Json | Format::Github => output::result(&text),
    }
    Failure {
        message: format!("{}; nothing was written", report::closing(problems)),
    }
}

/// How many files that are no definitions are named.
const NAMED: usize = 3;

/// `40 definitions, 338 properties`, and what else lay in the folder.
fn counts(sources: &Sources, generated: &Generated) -> String {
    let definitions = report::count(
        generated.schema.definitions.len(),
        "definition",
        "definitions",
    );
    let properties = report::count(generated.schema.property_count(), "property", "properties");
    let others = match sources.passed_over.as_slice() {
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

/// Shows what differs and how to mend it.
fn check(arguments: &Regen, out: &Path, freshness: &Freshness, counts: &str) -> Outcome {
    let format = output::format(arguments.input.message_format);
    tell(
        arguments,
        &report::differences(freshness, &out.to_string_lossy(), format),
    );
    if freshness.is_fresh() {
        close(arguments, &format!("{counts}: up to date"));
        return Outcome::Done;
    }
    let missing = freshness.count(|state| matches!(state, State::Missing { .. }));
    let stale = freshness.count(|state| matches!(state, State::Stale { .. }));
    let orphaned = freshness.count(|state| matches!(state, State::Orphaned { .. }));
    close(
        arguments,
        &format!(
            "{counts}: {missing} missing, {stale} stale, {orphaned} orphaned, {} unchanged; to mend it, run `{}`",
            freshness.unchanged,
            mending(arguments)
        ),
    );
    Outcome::OutOfDate
}

/// The command that does what `--check` found to be missing.
fn mending(arguments: &Regen) -> String {
    let mut command = "cargo xtask regen".to_owned();
    for (flag, folder) in [
        ("--definitions", &arguments.input.definitions),
        ("--overrides", &arguments.input.overrides),
        ("--out", &arguments.out),
    ] {
        if let Some(folder) = folder {
            command.push_str(&format!(" {flag} {}", folder.display()));
        }
    }
    for root in &arguments.selection.roots {
        command.push_str(&format!(" --root '{root}'"));
    }
    command
}

fn tell(arguments: &Regen, text: &str) {
    if !arguments.quiet {
        output::result(text);
    }
}

/// The one line that says what happened. Programs that read the result find it beside.
fn close(arguments: &Regen, line: &str) {
    if arguments.quiet {
        return;
    }
    let line = format!("{line}\n");
    match output::format(arguments.input.message_format) {
        Format::Human { .. } => output::result(&line),
        Format::Json | Format::Github => output::message(&line),
    }
}

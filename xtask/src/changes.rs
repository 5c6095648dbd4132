//! `cargo xtask changes`: reports what an update of the definitions means.

use std::io::ErrorKind;
use std::path::Path;

use generator::changes::{self, Answer, Audience, Changes, FailOn, Question};
use generator::failure::Failure;
use generator::report;
use generator::source::shown_path;

use crate::cli::{self, ChangesFormat, in_workspace};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &cli::Changes) -> Result<Outcome, Failure> {
    let audience = audience(arguments)?;
    let question = Question {
        workspace: &in_workspace(""),
        base: arguments.base.as_deref(),
        from: arguments.from.as_deref(),
        to: arguments.to.as_deref(),
        only: &arguments.only,
        used_by: &arguments.used_by,
    };
    let answer = output::working("comparing definitions", || changes::between(&question))?;
    let Answer {
        mut changes,
        version,
    } = answer;
    for warning in changes.scope.iter().flat_map(|scope| &scope.warnings) {
        output::warning(warning);
    }
    let fail_on = match arguments.fail_on {
        cli::FailOn::None => FailOn::Nothing,
        cli::FailOn::Rust => FailOn::Rust,
        cli::FailOn::Wire => FailOn::Wire,
        cli::FailOn::Any => FailOn::Any,
    };
    if let Some(list) = &arguments.allow {
        accept(list, fail_on, arguments.accept.as_deref(), &mut changes)?;
    }
    output::result(&changes::report(&changes, audience, version.as_deref()));
    Ok(match changes::failing(fail_on, &changes) {
        Some(sentence) => {
            output::error(&sentence);
            Outcome::OutOfDate
        }
        None => Outcome::Done,
    })
}

/// Marks what the list accepts, and adds to it what is to be accepted for the `reason`.
fn accept(
    list: &Path,
    fail_on: FailOn,
    reason: Option<&str>,
    changes: &mut Changes,
) -> Result<(), Failure> {
    let name = shown_path(list);
    let mut text = match std::fs::read_to_string(list) {
        Err(error) if reason.is_some() && error.kind() == ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| Failure::unreadable(list, &error))?,
    };
    for warning in changes::accept(&name, &text, changes)? {
        output::warning(&warning);
    }
    let Some(reason) = reason else {
        return Ok(());
    };
    let fail_on = match fail_on {
        FailOn::Nothing => FailOn::Any,
        fail_on => fail_on,
    };
    let lines = changes::acceptance(fail_on, reason, changes);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text += &lines;
    generator::write::file(list, &text)?;
    let added = report::count(lines.lines().count(), "line", "lines");
    output::message(&format!("{added} added to `{name}`\n"));
    changes::accept(&name, &text, changes).map(drop)
}

fn audience(arguments: &cli::Changes) -> Result<Audience, Failure> {
    Ok(match (arguments.format, arguments.changelog) {
        (ChangesFormat::Text, false) => Audience::Terminal,
        (ChangesFormat::Markdown, false) => Audience::Reviewer,
        (ChangesFormat::Markdown, true) => Audience::Changelog,
        (ChangesFormat::Migration, false) => Audience::Migration,
        (ChangesFormat::Json, false) => Audience::Program,
        (ChangesFormat::Github, false) => Audience::Annotations,
        (ChangesFormat::Comment, false) => Audience::Comment,
        (ChangesFormat::Entries, false) => Audience::Entries,
        (_, true) => return Err(Failure::new("`--changelog` needs `--format markdown`")),
    })
}

//! `cargo xtask changes`: tells what an update of the definitions means.

use std::path::{Path, PathBuf};

use generator::Decided;
use generator::changes::{Accepted, Changes, Fault, Rust};
use generator::read::{self, git};
use generator::report::{self, Audience, Format};
use generator::source::Sources;

use crate::cli::{Changes as Arguments, ChangesFormat, FailOn, in_workspace};
use crate::{Failure, Outcome, output};

/// The version of the models' crate: all crates of the workspace share it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder of the definitions, from the workspace's.
const DEFINITIONS: &str = "definitions";

/// Where one side of the comparison comes from.
enum State {
    /// A folder as it is now.
    Folder(PathBuf),
    /// A commit, and what the user called it.
    Commit { hash: String, name: String },
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let audience = audience(arguments)?;
    let (before, after) = states(arguments)?;
    let (old, new) = (before.read()?, after.read()?);
    let (was, is) = (before.decide(&old)?, after.decide(&new)?);
    let mut changes = generator::changes((&old, &was), (&new, &is));
    if let Some(list) = &arguments.allow {
        accept(list, &mut changes)?;
    }
    output::result(&report::changes(&changes, audience, Some(VERSION)));
    Ok(verdict(arguments.fail_on, &changes))
}

fn audience(arguments: &Arguments) -> Result<Audience, Failure> {
    Ok(match (arguments.format, arguments.changelog) {
        (ChangesFormat::Text, false) => Audience::Terminal,
        (ChangesFormat::Markdown, false) => Audience::Reviewer,
        (ChangesFormat::Markdown, true) => Audience::Changelog,
        (ChangesFormat::Json, false) => Audience::Program,
        (ChangesFormat::Github, false) => Audience::Annotations,
        (_, true) => {
            return Err(failure(
                "`--changelog` needs `--format markdown`".to_owned(),
            ));
        }
    })
}

/// What is compared with what. Git is asked only where a folder is not named.
fn states(arguments: &Arguments) -> Result<(State, State), Failure> {
    let now = || State::Folder(in_workspace(DEFINITIONS));
    let folder = |folder: &Option<PathBuf>| folder.clone().map(State::Folder);
    let (from, to) = (folder(&arguments.from), folder(&arguments.to));
    let Some(range) = &arguments.base else {
        let from = match from {
            Some(from) => from,
            None => {
                let hash = git::base(&workspace())?;
                State::Commit {
                    name: hash.chars().take(12).collect(),
                    hash,
                }
            }
        };
        return Ok((from, to.unwrap_or_else(now)));
    };
    let name = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
    if let Some((old, new)) = range.split_once("...") {
        let (old, new) = (name(old), name(new));
        let before = State::Commit {
            hash: git::merge_base(&workspace(), &old, &new)?,
            name: format!("the merge base of {old} and {new}"),
        };
        return with_end(before, Some(State::commit(&new)?), to);
    }
    match range.split_once("..") {
        Some((old, new)) => {
            let new = State::commit(&name(new))?;
            with_end(State::commit(&name(old))?, Some(new), to)
        }
        None => Ok((State::commit(range)?, to.unwrap_or_else(now))),
    }
}

fn with_end(
    before: State,
    after: Option<State>,
    to: Option<State>,
) -> Result<(State, State), Failure> {
    match (after, to) {
        (Some(after), None) => Ok((before, after)),
        _ => Err(failure(
            "`--base A..B` names both sides: leave out `--to`".to_owned(),
        )),
    }
}

impl State {
    fn commit(name: &str) -> Result<Self, Failure> {
        Ok(Self::Commit {
            hash: git::commit(&workspace(), name)?,
            name: name.to_owned(),
        })
    }

    fn read(&self) -> Result<Sources, Failure> {
        match self {
            Self::Folder(folder) => read::read(folder, None).map_err(|error| {
                failure(format!(
                    "cannot read the folder `{}`: {error}",
                    folder.display()
                ))
            }),
            Self::Commit { hash, .. } => Ok(git::read(&workspace(), hash, DEFINITIONS)?),
        }
    }

    /// Shows every problem where there is one: what cannot be read cannot be compared, and a report
    /// that leaves it out would not be whole.
    fn decide(&self, sources: &Sources) -> Result<Decided, Failure> {
        generator::decide(sources).map_err(|problems| {
            let format = Format::Human { colour: false };
            output::message(&report::problems(&problems, sources, format));
            let place = match self {
                Self::Folder(folder) => format!("in `{}`", folder.display()),
                Self::Commit { name, .. } => format!("in the definitions of `{name}`"),
            };
            let closing = report::closing(&problems);
            failure(format!("{closing} {place}; nothing was compared"))
        })
    }
}

fn workspace() -> PathBuf {
    in_workspace("")
}

fn accept(list: &Path, changes: &mut Changes) -> Result<(), Failure> {
    let shown = list.display();
    let text = std::fs::read_to_string(list)
        .map_err(|error| failure(format!("cannot read `{shown}`: {error}")))?;
    let applied = Accepted::parse(&text).and_then(|accepted| accepted.apply(changes));
    applied.map_err(|faults| {
        for Fault { line, message } in &faults {
            output::message(&format!("{shown}:{line}: {message}\n"));
        }
        let wrong = report::count(faults.len(), "wrong line", "wrong lines");
        failure(format!("`{shown}` has {wrong}"))
    })
}

/// What was accepted fails nothing.
fn verdict(fail_on: FailOn, changes: &Changes) -> Outcome {
    let fails = changes.count(|change| {
        let rust = change.rust == Rust::Major;
        let wire = change.breaks_wire();
        !change.accepted
            && match fail_on {
                FailOn::None => false,
                FailOn::Rust => rust,
                FailOn::Wire => wire,
                FailOn::Any => rust || wire,
            }
    });
    if fails == 0 {
        Outcome::Done
    } else {
        Outcome::OutOfDate
    }
}

fn failure(message: String) -> Failure {
    Failure { message }
}

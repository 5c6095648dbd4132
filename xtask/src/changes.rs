//! `cargo xtask changes`: tells what an update of the definitions means.

use std::path::{Path, PathBuf};

use generator::Decided;
use generator::changes::{Accepted, Change, Changes, Fault, Rust};
use generator::read;
use generator::read::git::{self, Snapshot};
use generator::report::{self, Audience, Format};
use generator::source::Sources;

use crate::cli::{Changes as Arguments, ChangesFormat, FailOn, in_workspace};
use crate::{Failure, Outcome, output};

/// The folder of the definitions, from the workspace's.
const DEFINITIONS: &str = "definitions";

/// The crate of the models.
const GENERATED: &str = "generated";

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
    let (was, is) = (before.decide(&old.sources)?, after.decide(&new.sources)?);
    let recovered = [(&was, &old), (&is, &new)]
        .map(|(decided, snapshot)| generator::recover(decided, &snapshot.models));
    let mut changes = generator::changes(
        generator::State {
            committed: Some(&recovered[0]),
            ..generator::State::new(&old.sources, &was)
        },
        generator::State {
            committed: Some(&recovered[1]),
            ..generator::State::new(&new.sources, &is)
        },
    );
    if let Some(list) = &arguments.allow {
        accept(list, &mut changes)?;
    }
    output::result(&report::changes(&changes, audience, old.version.as_deref()));
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

    /// Of a folder the definitions alone: what its models will be is for this generator to say.
    fn read(&self) -> Result<Snapshot, Failure> {
        match self {
            Self::Folder(folder) => match read::read(folder, None) {
                Ok(sources) => Ok(Snapshot {
                    sources,
                    ..Snapshot::default()
                }),
                Err(error) => Err(failure(format!(
                    "cannot read the folder `{}`: {error}",
                    folder.display()
                ))),
            },
            Self::Commit { hash, .. } => Ok(git::read(&workspace(), hash, DEFINITIONS, GENERATED)?),
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

/// What was accepted fails nothing; what does is named, because whoever reads a log begins at its end.
fn verdict(fail_on: FailOn, changes: &Changes) -> Outcome {
    const NAMED: usize = 3;
    let word = match fail_on {
        FailOn::None => return Outcome::Done,
        FailOn::Rust => "rust",
        FailOn::Wire => "wire",
        FailOn::Any => "any",
    };
    let fails = |change: &&Change| {
        let rust = change.rust == Rust::Major && fail_on != FailOn::Wire;
        let wire = change.breaks_wire() && fail_on != FailOn::Rust;
        !change.accepted && (rust || wire)
    };
    let failing: Vec<_> = changes.entries.iter().filter(fails).collect();
    if failing.is_empty() {
        return Outcome::Done;
    }
    let named = failing.iter().take(NAMED).map(|change| {
        let (id, subject) = (change.kind.name(), change.subject());
        format!("{id} {subject} [{}]", change.fingerprint())
    });
    let mut named = named.collect::<Vec<_>>().join(", ");
    if failing.len() > NAMED {
        named += &format!(" and {} more", failing.len() - NAMED);
    }
    let all = report::count(changes.entries.len(), "change", "changes");
    let verb = if failing.len() == 1 {
        "breaks and is"
    } else {
        "break and are"
    };
    output::error(&format!(
        "{} of {all} {verb} not accepted (--fail-on {word}): {named}",
        failing.len()
    ));
    Outcome::OutOfDate
}

fn failure(message: String) -> Failure {
    Failure { message }
}

//! `cargo xtask import`: takes definitions in from another folder.

use std::io::ErrorKind;
use std::path::Path;

use generator::diagnostic::{Diagnostic, Diagnostics};
use generator::import::{Import as Outline, State};
use generator::report::{self, Format};
use generator::roots::{self, Roots};
use generator::source::Sources;
use generator::{Decided, read, write};

use crate::cli::{Import, Input};
use crate::{Failure, Outcome, output, regen};

pub(crate) fn run(arguments: &Import) -> Result<Outcome, Failure> {
    let here = arguments.input.definitions();
    if is_same(&arguments.from, &here) {
        return Err(failure(format!(
            "`{}` is the folder that definitions are taken in to; name another to take them from",
            arguments.from.display()
        )));
    }
    let roots = roots(arguments, &here)?;
    let theirs = read_from(&arguments.from)?;
    let ours = match read::read(&here, arguments.input.overrides.as_deref()) {
        Err(error) if error.kind() == ErrorKind::NotFound => Sources::default(),
        sources => sources.map_err(|error| unreadable(&here, &error))?,
    };
    let import = generator::import(&theirs, &ours, &roots)?;
    let outcome = import.outcome(&theirs, &ours, arguments.prune);
    let decided = decide(&arguments.input, &outcome)?;
    let show = || {
        tell(arguments, &report::import(&import, listing(arguments)));
        if let (Ok(is), false) = (&decided, import.changes_nothing(arguments.prune))
            && let Ok(was) = generator::decide(&ours)
        {
            let changes = generator::changes(
                generator::State::new(&ours, &was),
                generator::State::new(&outcome, is),
            );
            tell(arguments, &(report::changes_summary(&changes) + "\n"));
        }
    };
    if arguments.dry_run {
        show();
        if let Err(outdated) = &decided {
            tell(arguments, &report::import_outdated(outdated, &outcome));
        }
    }
    may_prune(arguments, &import, &outcome, &decided)?;
    if !arguments.dry_run {
        write::import(&arguments.from, &here, &import, &roots, arguments.prune)?;
        show();
    }
    let outdated = decided.map_or_else(|problems| problems.len(), |_| 0);
    tell(arguments, &closing(arguments, &import, &roots, outdated));
    Ok(Outcome::Done)
}

/// Refuses to remove anything where overrides would not fit what is left. What is copied can be
/// mended with a look at it; what was removed is no longer there to be looked at.
fn may_prune(
    arguments: &Import,
    import: &Outline,
    outcome: &Sources,
    decided: &Result<Decided, Diagnostics>,
) -> Result<(), Failure> {
    let goes = !import.names(|state| state == State::Unreached).is_empty();
    match decided {
        Err(outdated) if arguments.prune && goes => Err(failure(format!(
            "`--prune` would leave a folder that cannot be regenerated\n{}\
             import without `--prune`, mend these entries, and prune then; nothing was written",
            report::import_in_the_way(outdated, outcome)
        ))),
        _ => Ok(()),
    }
}

/// What the folder will hold, or the overrides that do not fit it. They do not stop an import: only
/// once the new definitions are there can anybody see what they should say. Any other problem does.
fn decide(input: &Input, outcome: &Sources) -> Result<Result<Decided, Diagnostics>, Failure> {
    let decided = generator::decide(outcome);
    let is_outdated = |problem: &Diagnostic| {
        Some(problem.place.file) == outcome.overrides && problem.code.comes_of_an_update()
    };
    match &decided {
        Err(problems) if !problems.iter().all(is_outdated) => {
            Err(regen::refuse(input, outcome, problems))
        }
        _ => Ok(decided),
    }
}

/// The roots that are remembered, and those that were named now.
fn roots(arguments: &Import, here: &Path) -> Result<Roots, Failure> {
    let mut roots =
        read::roots(here).map_err(|error| unreadable(&here.join(roots::FILE), &error))?;
    for root in &arguments.roots {
        roots.add(root);
    }
    if arguments.all {
        roots.add("*");
    }
    if roots.is_empty() {
        return Err(failure(
            "nothing says what to take in: name definitions with `--root NAME`, or use `--all`",
        ));
    }
    Ok(roots)
}

fn read_from(from: &Path) -> Result<Sources, Failure> {
    let sources = read::read(from, None).map_err(|error| unreadable(from, &error))?;
    if sources.len() == usize::from(sources.overrides.is_some()) {
        return Err(failure(format!(
            "`{}` holds no definition: their names end in `{}`",
            from.display(),
            generator::schema::FILE_SUFFIX
        )));
    }
    Ok(sources)
}

/// Whether two paths lead to one folder.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    failure(format!("cannot read `{}`: {error}", path.display()))
}

fn failure(message: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
    }
}

const fn listing(arguments: &Import) -> report::Listing {
    report::Listing {
        dry_run: arguments.dry_run,
        prune: arguments.prune,
    }
}

/// The line that says what happened, and what to do next.
fn closing(arguments: &Import, import: &Outline, roots: &Roots, outdated: usize) -> String {
    let summary = report::import_summary(import, roots, arguments.prune);
    let changes_nothing = import.changes_nothing(arguments.prune);
    let entries = report::entries(outdated);
    let next = match (arguments.dry_run, changes_nothing, outdated) {
        (true, _, 0) => "this was a dry run, nothing was written".to_owned(),
        (true, ..) => {
            format!("{entries} would be outdated; this was a dry run, nothing was written")
        }
        (false, true, 0) => "nothing to do".to_owned(),
        (false, false, 0) => "next, run `cargo xtask regen`".to_owned(),
        (false, ..) => format!("next, mend {entries}, which `cargo xtask regen` shows"),
    };
    format!("{summary}; {next}\n")
}

/// Programs that read problems from the result find what is said to people beside it.
fn tell(arguments: &Import, text: &str) {
    match output::format(arguments.input.message_format) {
        Format::Human { .. } => output::result(text),
        Format::Json | Format::Github => output::message(text),
    }
}

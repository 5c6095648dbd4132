//! Shows what becomes of the files of an import, and which overrides it leaves behind.

use super::plan::{Plan, Request, State};
use super::removals::Kept;
use super::sections::{PageChange, Table};
use crate::diagnostic::Diagnostics;
use crate::facts::Facts;
use crate::operations;
use crate::overrides::FACTS_FILE;
use crate::report::{WIDTH, count, list};
use crate::roots::{Root, Roots};
use crate::schema::ROOTS_FILE;
use crate::source::{Sources, shown_path};

/// The most names listed of completed changes, which the diff shows as well.
const DONE: usize = 40;
/// The most names listed of planned changes.
const AHEAD: usize = 100;
/// The most names listed within a sentence.
const FEW: usize = 3;

/// Reports the changed files, if any.
pub(super) fn files(plan: &Plan, listing: &Request<'_>) -> String {
    let mut text = moved(plan, listing);
    let gone = plan.gone.iter().map(|(file, users)| {
        let users: Vec<_> = users.iter().map(|name| format!("`{name}`")).collect();
        let users = match users.len() {
            ..=FEW => users.join(", "),
            more => format!("{} and {} more", users[..FEW].join(", "), more - FEW),
        };
        format!("gone from FROM, still linked to by {users}: {file}\n")
    });
    text += &folded(gone.collect(), limit(listing));
    text += &folded(kept(plan), limit(listing));
    if listing.dry_run || !plan.changes_nothing(listing.prune) {
        text += &others(plan, listing);
    }
    text
}

/// Reports the roots that no longer match anything.
pub(super) fn gone_roots(roots: &[Root]) -> String {
    let lines = roots.iter().map(|Root { text, line }| {
        let line = line.map_or_else(String::new, |line| format!(" (line {line} of `{ROOTS_FILE}`)"));
        format!("warning: the publisher removed what the root `{text}`{line} stands for: remove the root\n")
    });
    lines.collect()
}

/// Lists what the publisher removed and the import keeps.
fn kept(plan: &Plan) -> Vec<String> {
    let files = plan.files.iter().filter_map(|(name, state)| match state {
        State::Kept(why) => Some((name, *why)),
        _ => None,
    });
    let endpoints = plan
        .pages
        .kept
        .iter()
        .map(|(endpoint, why)| (endpoint, *why));
    let line = |(name, why): (&String, Kept)| match why {
        Kept::Edited => {
            format!(
                "warning: no longer in FROM; kept, because it was edited after the import: {name}\n"
            )
        }
        Kept::Linked => {
            format!(
                "warning: no longer in FROM; kept, because a definition that stays links to it: {name}\n"
            )
        }
        Kept::AsAsked => format!("no longer in FROM; kept: {name}\n"),
        Kept::Unrecorded => {
            format!("left alone, because FROM lacks it and no import recorded it: {name}\n")
        }
    };
    files.chain(endpoints).map(line).collect()
}

/// Files among the publisher's pages that may be pages by another name.
pub(super) fn no_pages<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names = names.filter(|name| name.ends_with(".md") && *name != operations::INDEX);
    let line = |name: &String| {
        format!(
            "not a page of operations: its name does not end in `{}`: {name}\n",
            operations::PAGE_SUFFIX
        )
    };
    folded(names.map(line).collect(), FEW)
}

/// Lists the files that are removed, changed or added, one a line. New ones come last, because folding them
/// hides least.
fn moved(plan: &Plan, listing: &Request<'_>) -> String {
    let (mut lines, mut new) = (Vec::new(), Vec::new());
    let line = |word, bytes: &str, name: &str| format!("{word:8} {bytes:>9}  {name}\n");
    for (name, state) in &plan.files {
        match *state {
            State::New { bytes } => new.push(line("new", &size(bytes), name)),
            State::Changed { bytes } => lines.push(line("changed", &size(bytes), name)),
            State::Unreached if listing.prune => lines.push(line("removed", "", name)),
            State::Removed => lines.push(line("removed", "", name)),
            State::Unreached | State::Gone | State::Own | State::Kept(_) | State::InTheWay => {}
        }
    }
    let pages = plan.pages.changes.iter();
    let pages = pages.map(|(name, change)| (format!("{}/{name}", operations::FOLDER), change));
    let facts = plan.facts.iter().map(|it| (FACTS_FILE.to_owned(), it));
    for (name, change) in pages.chain(facts) {
        match change {
            PageChange::New(text) => new.push(line("new", &size(text.len()), &name)),
            PageChange::Changed(text) => lines.push(line("changed", &size(text.len()), &name)),
            PageChange::Removed => lines.push(line("removed", "", &name)),
        }
    }
    if plan.pages.table == Some(Table::Converted) {
        lines.push(line("removed", "", operations::TABLE));
    }
    lines.append(&mut new);
    folded(lines, limit(listing))
}

/// The files that stay as they are for a reason that may surprise: counted, and in a dry run named.
fn others(plan: &Plan, listing: &Request<'_>) -> String {
    let mut text = String::new();
    let mut group = |state: State, why: &str| {
        let names = plan.names(|other| other == state);
        let counted = count(names.len(), "file is", "files are");
        match names.len() {
            0 => {}
            _ if !listing.dry_run => text.push_str(&format!("{counted} {why}\n")),
            all => {
                let shown = all.min(AHEAD);
                let names = list(&names[..shown], "  ", WIDTH);
                text.push_str(&format!("{counted} {why}:\n{names}{}", more(all - shown)));
            }
        }
    };
    if !listing.prune {
        group(
            State::Unreached,
            "reached by no root; `--prune` removes such files, `--root NAME` keeps them up to date",
        );
    }
    let own = "left alone, because FROM has no file of that name";
    group(State::Own, own);
    let has_own = !plan.names(|state| state == State::Own).is_empty();
    if has_own && plan.is_first && plan.unchanged > 0 {
        text += "no import has recorded what was taken from FROM: `--adopt` records it, so that later imports can \
                 remove it\n";
    }
    if plan.broken_elsewhere > 0 {
        text.push_str(&format!(
            "{} not taken in and not looked into further\n",
            count(
                plan.broken_elsewhere,
                "broken definition was",
                "broken definitions were"
            )
        ));
    }
    text
}

/// The entries of the overrides that would no longer fit.
pub(super) fn outdated(outdated: &Diagnostics, sources: &Sources) -> String {
    named(outdated, sources, AHEAD)
}

/// Lists the first outdated entries, for a refusal.
pub(super) fn in_the_way(outdated: &Diagnostics, sources: &Sources) -> String {
    named(outdated, sources, FEW)
}

/// The files whose text would be lost, as far as they are listed.
pub(super) fn lost(lines: Vec<String>) -> String {
    folded(lines, AHEAD)
}

/// `1 entry of the overrides` or `2 entries of the overrides`.
fn entries(number: usize) -> String {
    count(number, "entry of the overrides", "entries of the overrides")
}

/// Returns the number of problems, and the first of them, each in a line of its own.
fn named(outdated: &Diagnostics, sources: &Sources, limit: usize) -> String {
    let lines = outdated.iter().map(|problem| {
        let source = sources.get(problem.place.file);
        let line = source.position(problem.place.span.start).line;
        format!(
            "  {}:{line}: {}\n",
            shown_path(&source.path),
            problem.message
        )
    });
    let lines = folded(lines.collect(), limit);
    format!("{} would be outdated:\n{lines}", entries(outdated.len()))
}

fn limit(listing: &Request<'_>) -> usize {
    if listing.dry_run { AHEAD } else { DONE }
}

/// The first `limit` lines, and how many more there are.
fn folded(mut lines: Vec<String>, limit: usize) -> String {
    let rest = lines.len().saturating_sub(limit);
    lines.truncate(limit);
    lines.concat() + &more(rest)
}

fn more(rest: usize) -> String {
    match rest {
        0 => String::new(),
        rest => format!("  and {rest} more\n"),
    }
}

/// Reports what the document states and the Markdown does not, and how much of it concerns the `new`
/// properties of existing definitions.
pub(super) fn facts(facts: &Facts, (new, stated): (usize, usize)) -> String {
    let about_new = match new {
        0 => String::new(),
        _ => format!(
            "; {stated} of {} of known definitions {} facts",
            count(new, "new property", "new properties"),
            if new == 1 { "has" } else { "have" }
        ),
    };
    format!(
        "{} and {}{about_new}\n",
        count(facts.stated, "fact", "facts"),
        count(facts.lists, "enum", "enums")
    )
}

/// Reports why a document gives no facts.
pub(super) fn refused_facts(reason: &str) -> String {
    format!(
        "warning: `{FACTS_FILE}` stays as it is, because the document cannot be used for facts: {reason}\n"
    )
}

/// Reports the numbers of new definitions, and of new properties of definitions with facts, for which the
/// publisher's document may have facts.
pub(super) fn without_facts(definitions: usize, properties: usize) -> String {
    let definitions = (definitions > 0).then(|| count(definitions, "definition", "definitions"));
    let properties = (properties > 0).then(|| {
        let new = count(properties, "new property", "new properties");
        format!("{new} of known definitions")
    });
    let waiting: Vec<_> = definitions.into_iter().chain(properties).collect();
    match waiting.is_empty() {
        true => String::new(),
        false => format!(
            "no facts for {}: run `cargo xtask overrides import OPENAPI.json`\n",
            waiting.join(" and ")
        ),
    }
}

/// Returns the last line: the result, and the next step.
pub(super) fn closing(
    request: &Request<'_>,
    plan: &Plan,
    roots: &Roots,
    outdated: usize,
) -> String {
    let summary = summary(plan, roots, request.prune);
    let entries = entries(outdated);
    let next = match (
        request.dry_run,
        plan.changes_nothing(request.prune),
        outdated,
    ) {
        (true, _, 0) => "this was a dry run, nothing was written".to_owned(),
        (true, ..) => {
            format!("{entries} would be outdated; this was a dry run, nothing was written")
        }
        (false, true, 0) => "nothing to do".to_owned(),
        (false, false, 0) => "next, run `cargo xtask regen`".to_owned(),
        (false, ..) => format!("next, fix {entries}, which `cargo xtask regen` shows"),
    };
    format!("{summary}; {next}\n")
}

/// One line on the whole: `170 definitions from 2 roots: 165 new (201 KiB), 3 changed (9 KiB), 2 unchanged`.
fn summary(plan: &Plan, roots: &Roots, prune: bool) -> String {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for state in plan.files.values() {
        match *state {
            State::New { bytes } => new.push(bytes),
            State::Changed { bytes } => changed.push(bytes),
            State::Unreached
            | State::Gone
            | State::Own
            | State::Removed
            | State::Kept(_)
            | State::InTheWay => {}
        }
    }
    let total = new.len() + changed.len() + plan.unchanged;
    let sized = |files: &[usize], word: &str| match files {
        [] => format!("0 {word}"),
        files => format!("{} {word} ({})", files.len(), size(files.iter().sum())),
    };
    let unreached = match plan.names(|state| state == State::Unreached).len() {
        0 => String::new(),
        count if prune => format!(", {count} removed"),
        count => format!(", {count} reached by no root"),
    };
    let removed = plan.names(|state| state == State::Removed).len() + plan.pages.removed.len();
    let removed = match removed {
        0 => String::new(),
        count => format!(", {count} removed by the publisher"),
    };
    let gone = match plan.gone.len() {
        0 => String::new(),
        count => format!(", {count} gone from FROM but still linked to"),
    };
    let operations = match plan.pages.count {
        0 => String::new(),
        number => format!(", {}", count(number, "operation", "operations")),
    };
    format!(
        "{} from {}: {}, {}, {} unchanged{unreached}{removed}{gone}{operations}",
        count(total, "definition", "definitions"),
        count(roots.len(), "root", "roots"),
        sized(&new, "new"),
        sized(&changed, "changed"),
        plan.unchanged
    )
}

/// A number of bytes as people read it.
#[expect(
    clippy::cast_precision_loss,
    reason = "one digit behind the point is shown"
)]
fn size(bytes: usize) -> String {
    match bytes {
        0..0x400 => format!("{bytes} B"),
        0x400..0x10_0000 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1024.0 / 1024.0),
    }
}

//! The room `import`: imports definitions from another folder, or from the publisher's document.
//!
//! ```text
//! FROM ─origin→ Origin, definitions ─select→ files ─plan→ Plan ─write→ definitions/
//! ```
//!
//! The dry run, the writing and the report all follow the [`Plan`], so that they cannot disagree.

mod origin;
mod plan;
mod recording;
mod removals;
mod report;
mod sections;
mod write;

use std::collections::BTreeSet;
use std::io::ErrorKind;

pub use plan::{Plan, Request, State};
pub use removals::{Kept, Recorded};
pub use sections::{PageChange, Pages, Published, Table};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::links::Links;
use crate::operations::FOLDER;
use crate::overrides::{FACTS_FILE, Overrides};
use crate::record::{self, Record};
use crate::roots::{Root, Roots};
use crate::schema::{ROOTS_FILE, Schema, Spanned, file_name};
use crate::select::{Companions, UnknownRoots, select};
use crate::source::{Sources, shown_path};
use crate::{Decided, decide, git, parse, read};
use crate::{changes, documents, facts};
use origin::{NewFacts, Origin};
use removals::Fate;

/// The result of an import, or of its preview.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The report, line by line.
    pub text: String,
    /// Warnings about parts of the document that were taken in and that Markdown cannot state.
    pub warnings: Diagnostics,
    /// The document that the warnings are about.
    pub document: Sources,
    /// The reason why nothing was written, if the request cannot be met.
    pub refused: Option<Failure>,
}

/// Imports the roots and everything they link to, and also what the user's own definitions and overrides link to.
///
/// # Errors
///
/// Fails if a root matches nothing, definitions or pages have problems, or the file system refuses.
/// Nothing has been written then.
pub fn import(request: &Request<'_>) -> Result<Imported, Failure> {
    let Request { from, here, .. } = *request;
    if read::is_same(from, here) {
        return Err(Failure::new(format!(
            "`{}` is the folder that definitions are copied to; name another to copy them from",
            shown_path(from)
        )));
    }
    let roots = remembered(request)?;
    let origin = Origin::read(request)?;
    let theirs = &origin.sources;
    let mut ours = read_here(request)?;
    let facts_before = ours.facts;
    if request.overwrite && documents::is_document(from) {
        parse::salvage_facts(&mut ours);
    }
    let record = ours.record.map(|id| Record::parse(&ours.get(id).text));
    let record = record.unwrap_or_default();
    let source = origin.name(from);
    let recorded = Recorded {
        record: &record,
        source: &source,
        keep: request.keep_removed || request.adopt,
    };
    let (mut plan, gone) = plan_known(&origin, &ours, &roots, request, &recorded)?;
    may_remove(request, &plan, &recorded)?;
    let mut outcome = plan.outcome(theirs, &ours, here, request.prune);
    let record = recording::after(&recorded, &plan, (&origin, &ours, &outcome), request);
    let path = format!("{}/{}", shown_path(here), record::FILE);
    outcome.record = Some(outcome.add(path, &record.text()));
    let facts = origin.facts(&outcome, request.exact_integers);
    if let NewFacts::Of(facts) = &facts {
        plan.facts = Plan::new_facts(facts, facts_before.map(|id| ours.get(id)));
        if let Some(text) = plan.facts.as_ref().and_then(PageChange::text) {
            let path = format!("{}/{FACTS_FILE}", shown_path(here));
            outcome.facts = Some(outcome.add(path, text));
        }
    }
    let decided = decide_outcome(&outcome)?;
    let mut text = report::gone_roots(&gone);
    text += &report::files(&plan, request);
    let published = origin.published.iter();
    text += &report::no_pages(published.flat_map(|it| &it.sources.passed_over));
    if !plan.changes_nothing(request.prune) {
        text += &decided
            .as_ref()
            .map_or_else(|_| String::new(), |is| summary(&ours, (&outcome, is)));
        text += &match &facts {
            NewFacts::None => String::new(),
            NewFacts::Refused(reason) => report::refused_facts(reason),
            NewFacts::Of(facts) => {
                let new = new_properties(&plan, &ours, &outcome);
                facts::notes(facts, &outcome) + &report::facts(facts, new)
            }
        };
    }
    let outdated = decided.err().unwrap_or_default();
    let refused = may_prune(request, &plan, &outdated, &outcome).or_else(|| {
        let files = plan.overwritten(theirs, &ours, recorded.record, request.prune);
        may_overwrite(request, &files, plan.overwritten_pages())
    });
    if let (Some(failure), false) = (&refused, request.dry_run) {
        return Err(failure.clone());
    }
    if request.dry_run && !outdated.is_empty() {
        text += &report::outdated(&outdated, &outcome);
    }
    if refused.is_none() {
        if !request.dry_run {
            write::write(
                &origin,
                (from, here),
                &plan,
                &roots,
                [recorded.record, &record],
                request.prune,
            )?;
            if matches!(facts, NewFacts::None) {
                let waiting = new_without_facts(&plan, &ours, &outcome);
                text += &report::without_facts(added_without_facts(&plan, &outcome), waiting);
            }
        }
        if let Some(Table::Kept(rows)) = &plan.pages.table {
            text += &sections::kept_table(rows);
        }
        text += &report::closing(request, &plan, &roots, outdated.len());
    }
    let (warnings, document) = origin.warnings(&plan, &roots);
    Ok(Imported {
        text,
        warnings,
        document,
        refused,
    })
}

/// Reads the folder of definitions, which may be absent.
///
/// # Errors
///
/// Fails if a file that an import has to understand cannot be parsed.
fn read_here(request: &Request<'_>) -> Result<Sources, Failure> {
    let ours = match read::read(request.here, request.overrides) {
        Err(error) if error.kind() == ErrorKind::NotFound => Sources::default(),
        read => read.map_err(|error| Failure::unreadable(request.here, &error))?,
    };
    // A page that is not read would count as one that is not there, and be replaced.
    let written = ours.record.iter().chain(&ours.pages).copied();
    let written = written.filter(|_| !request.overwrite);
    let unparsable: Diagnostics = parse::unparsable(written.chain(ours.roots), &ours).collect();
    match unparsable.is_empty() {
        true => Ok(ours),
        false => Err(Failure::problems(unparsable, &ours)),
    }
}

/// Plans the import, and returns the roots that the publisher removed. A root that stood for something once is
/// no mistake.
fn plan_known(
    origin: &Origin,
    ours: &Sources,
    roots: &Roots,
    request: &Request<'_>,
    recorded: &Recorded<'_>,
) -> Result<(Plan, Vec<Root>), Failure> {
    let published = origin.published.as_ref();
    let plan = |roots| plan(origin, ours, roots, request, recorded);
    let unknown = match plan(roots) {
        Ok(plan) => return Ok((plan, Vec::new())),
        Err(unknown) => unknown,
    };
    let gone: Vec<_> = unknown.0.iter().map(|it| it.root.clone()).collect();
    let is_known = |root: &Root| recorded.record.knows(recorded.source, root);
    let left = roots.only(|root| !gone.contains(root));
    let unknown = match gone.iter().all(is_known).then(|| plan(&left)) {
        Some(Ok(plan)) => return Ok((plan, gone)),
        Some(Err(others)) => others,
        None => unknown,
    };
    let has_endpoint = unknown.0.iter().any(|unknown| unknown.root.is_endpoint());
    let hint = match has_endpoint && published.is_none() && !documents::is_document(request.from) {
        true => "\nname the folder of the pages with `--pages DIR`",
        false => "",
    };
    Err(Failure::new(format!("{unknown}{hint}")))
}

/// Returns the line on what the import changes, if the definitions before are sound.
fn summary(ours: &Sources, (outcome, is): (&Sources, &Decided)) -> String {
    let Ok(was) = decide(ours) else {
        return String::new();
    };
    let (was, is) = (
        changes::Side::new(ours, &was),
        changes::Side::new(outcome, is),
    );
    changes::summary(&changes::compare(was, is)) + "\n"
}

/// The files of ours that link to a definition whose name has another letter case over there. The file of that one is
/// the same, so a text that stays would link to a name that is gone.
fn misspelt(ours: &Schema, theirs: &Schema) -> Vec<String> {
    let files = ours.files.iter();
    let respelt = files.filter(|(file, was)| match (was, theirs.files.get(*file)) {
        (Some(was), Some(Some(is))) => was != is,
        _ => false,
    });
    let respelt: BTreeSet<_> = respelt.map(|(file, _)| file.as_str()).collect();
    let there = ours.definitions.iter().filter(|_| !respelt.is_empty());
    let there = there.filter(|it| theirs.files.contains_key(&it.file));
    let linking = there.filter(|it| it.links().any(|file| respelt.contains(file.as_str())));
    linking.map(|it| it.file.clone()).collect()
}

/// Plans the changes to the folder `here` when `roots` are imported.
/// Problems are reported by [`Plan::outcome`], not here.
///
/// # Errors
///
/// Every root that stands for no definition and for no operation of the origin.
fn plan(
    origin: &Origin,
    here: &Sources,
    roots: &Roots,
    request: &Request<'_>,
    recorded: &Recorded<'_>,
) -> Result<Plan, UnknownRoots> {
    let (from, published) = (&origin.sources, origin.published.as_ref());
    let mut ignored = Diagnostics::default();
    let ours = parse::parse(here, &mut ignored);
    let theirs = parse::parse(from, &mut ignored);
    let overrides = parse::overrides(here, &mut ignored).unwrap_or_default();
    let listed = parse::operations(here, &mut ignored);
    // Only an override that names a definition gives the models links that no row has.
    let definitions = theirs.definitions.iter();
    let names: BTreeSet<_> = definitions.map(|it| it.name.value.as_str()).collect();
    let mut types = overrides.entries().filter_map(|(_, _, it)| it.ty.as_ref());
    let further = types
        .any(|ty| names.contains(ty.value.word()))
        .then(|| crate::resolve::resolve(&theirs, None, &overrides, &mut ignored));
    let whole = || crate::resolve::resolve(&ours, None, &overrides, &mut Diagnostics::default());
    let removals = recorded.files(&theirs, (here, &ours), whole);
    let own = ours
        .definitions
        .iter()
        .filter(|definition| !theirs.files.contains_key(&definition.file))
        .filter(|definition| removals.get(&definition.file) != Some(&Fate::Goes));
    let mut linked: BTreeSet<_> = own.flat_map(|it| it.links()).collect();
    if !request.prune {
        linked.extend(misspelt(&ours, &theirs));
    }
    let operations = published.map(|it| &it.operations).or(listed.as_ref());
    let operations = operations.map_or(&[][..], |it| &it.operations);
    let companions = match request.all_operations {
        true => Companions::OfAll,
        false => Companions::OfRoots,
    };
    let mut links = further.as_ref().map(Links::of).unwrap_or_default();
    for (from, to) in origin.maps() {
        links.add(from, to);
    }
    let selected = select(&theirs, &links, operations, roots, linked, companions)?;
    let sides = ((from, &theirs), (here, &ours));
    let plan = Plan::of(sides.0, sides.1, &selected.files, &removals, request.prune);
    let selected = &selected.operations;
    let (listed, prune) = (listed.as_ref(), request.prune);
    let pages = sections::pages(published, here, listed, selected, recorded, prune);
    Ok(Plan {
        pages,
        is_first: recorded.record.taken_from(recorded.source).next().is_none(),
        ..plan
    })
}

/// Decides the outcome of the import, or returns the overrides that do not fit it. Those do not stop an import:
/// their author needs the new definitions to correct them. Any other problem does stop it, including an enum
/// that has the name of a new definition: the edit that resolves the conflict is known before the import, and
/// is right with or without it.
fn decide_outcome(outcome: &Sources) -> Result<Result<Decided, Diagnostics>, Failure> {
    let decided = decide(outcome);
    let is_outdated = |problem: &Diagnostic| {
        Some(problem.place.file) == outcome.overrides
            && problem.code.follows_from_update()
            && problem.code != Code::TypeCollision
    };
    match decided {
        Err(problems) if !problems.errors().all(is_outdated) => {
            let stopping = problems.into_iter().filter(|it| !is_outdated(it));
            Err(Failure::problems(stopping.collect(), outcome))
        }
        Err(problems) => Ok(Err(problems.errors().cloned().collect())),
        decided => Ok(decided),
    }
}

/// Counts the new definitions that no fact concerns.
fn added_without_facts(plan: &Plan, outcome: &Sources) -> usize {
    let mut ignored = Diagnostics::default();
    let overrides = parse::overrides(outcome, &mut ignored).unwrap_or_default();
    let stated: BTreeSet<_> = overrides.facts.keys().map(|name| file_name(name)).collect();
    let new = plan.names(|state| matches!(state, State::New { .. }));
    new.iter().filter(|file| !stated.contains(**file)).count()
}

/// Counts the properties that were added to existing definitions, and those of them that have facts.
fn new_properties(plan: &Plan, ours: &Sources, outcome: &Sources) -> (usize, usize) {
    let (new, overrides) = added_properties(plan, ours, outcome);
    let stated = new.iter().filter(|it| has_fact(&overrides, it)).count();
    (new.len(), stated)
}

/// Counts the properties without facts that were added to definitions with facts.
fn new_without_facts(plan: &Plan, ours: &Sources, outcome: &Sources) -> usize {
    let (new, overrides) = added_properties(plan, ours, outcome);
    let known = new.iter().filter(|it| overrides.facts.contains_key(&it.0));
    known.filter(|it| !has_fact(&overrides, it)).count()
}

fn has_fact(overrides: &Overrides, (definition, property): &(String, String)) -> bool {
    let facts = overrides.facts.get(definition);
    facts.is_some_and(|it| it.properties.contains_key(property))
}

/// Returns the properties that were added to existing definitions, and the overrides with the facts.
fn added_properties(
    plan: &Plan,
    ours: &Sources,
    outcome: &Sources,
) -> (Vec<(String, String)>, Overrides) {
    let mut ignored = Diagnostics::default();
    let (was, is) = (
        parse::parse(ours, &mut ignored),
        parse::parse(outcome, &mut ignored),
    );
    let overrides = parse::overrides(outcome, &mut ignored).unwrap_or_default();
    let properties = |schema: &Schema| -> BTreeSet<(String, String)> {
        let changed = schema.definitions.iter().filter(|it| {
            let state = plan.files.get(&it.file);
            matches!(state, Some(State::Changed { .. }))
        });
        let names = changed.flat_map(|it| {
            let name =
                move |property: &Spanned<String>| (it.name.value.clone(), property.value.clone());
            it.properties
                .iter()
                .map(move |property| name(&property.name))
        });
        names.collect()
    };
    let (was, is) = (properties(&was), properties(&is));
    (is.difference(&was).cloned().collect(), overrides)
}

/// Refuses an origin that lacks so much of what was taken from it that it is most likely another one, or cut
/// off.
fn may_remove(request: &Request<'_>, plan: &Plan, recorded: &Recorded<'_>) -> Result<(), Failure> {
    let taken = recorded.record.taken_from(recorded.source);
    let taken = taken.filter(|key| !key.contains(' ')).map(file_name);
    let taken: BTreeSet<_> = taken.collect();
    let lacks = |state| matches!(state, State::Removed | State::Kept(_) | State::Gone);
    let gone = plan.names(lacks).into_iter();
    let gone = gone.filter(|file| taken.contains(*file)).count();
    let taken = taken.len();
    if request.allow_removals || request.keep_removed || gone * 4 <= taken {
        return Ok(());
    }
    Err(Failure::new(format!(
        "FROM lacks {gone} of the {taken} definitions that were taken from it, more than a quarter: is `{}` \
         the right source, and complete?\nif it is, import with `--allow-removals`; nothing was written",
        shown_path(request.from)
    )))
}

/// Refuses to remove anything where overrides would not fit what is left. What is copied can be
/// looked at and fixed; what was removed is no longer there to be looked at.
fn may_prune(
    request: &Request<'_>,
    plan: &Plan,
    outdated: &Diagnostics,
    outcome: &Sources,
) -> Option<Failure> {
    let goes = !plan.names(|state| state == State::Unreached).is_empty();
    (request.prune && goes && !outdated.is_empty()).then(|| {
        Failure::new(format!(
            "`--prune` would leave a folder that cannot be regenerated\n{}\
             import without `--prune`, fix these entries, and prune then; nothing was written",
            report::in_the_way(outdated, outcome)
        ))
    })
}

/// Refuses to replace or remove a file that differs from the last commit: its text could not be recovered.
fn may_overwrite<'a>(
    request: &Request<'_>,
    names: &[&str],
    pages: impl Iterator<Item = &'a str>,
) -> Option<Failure> {
    let pages: Vec<_> = pages.collect();
    if request.overwrite || names.is_empty() && pages.is_empty() {
        return None;
    }
    let committed = git::committed(request.here);
    let edited = names.iter().filter(|&&name| !committed.contains(name));
    let edited = edited.map(|name| format!("  {name}\n"));
    let committed = match pages.is_empty() {
        true => BTreeSet::new(),
        false => git::committed(&request.here.join(FOLDER)),
    };
    let edited_pages = pages.iter().filter(|&&name| !committed.contains(name));
    let edited_pages = edited_pages.map(|name| format!("  {FOLDER}/{name}\n"));
    let edited: Vec<_> = edited.chain(edited_pages).collect();
    (!edited.is_empty()).then(|| {
        Failure::new(format!(
            "FROM's text would overwrite uncommitted changes in\n{}\
             commit these files, or import with `--overwrite`; nothing was written",
            report::lost(edited)
        ))
    })
}

/// The roots that are remembered, and those that were named now.
fn remembered(request: &Request<'_>) -> Result<Roots, Failure> {
    let path = request.here.join(ROOTS_FILE);
    let text = read::file(&path);
    let text = text.and_then(|text| String::from_utf8(text).map_err(std::io::Error::other));
    let mut roots = match text {
        Ok(text) => Roots::parse(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Roots::default(),
        Err(error) => return Err(Failure::unreadable(&path, &error)),
    };
    for root in request.roots {
        roots.add(root);
    }
    if roots.is_empty() {
        return Err(Failure::new(
            "no root says what to import: name one with `--root NAME`, or use `--all`",
        ));
    }
    Ok(roots)
}

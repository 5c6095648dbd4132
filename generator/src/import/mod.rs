//! The room `import`: takes definitions in from another folder.
//!
//! ```text
//! FROM, definitions ─select→ files ─plan→ Plan ─write→ definitions/
//! ```
//!
//! The dry run, the writing and the report all go by the [`Plan`], so that they cannot disagree.

mod plan;
mod report;
mod sections;
mod write;

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub use plan::{Plan, Request, State};
pub use sections::{PageChange, Pages, Published, Table};

use crate::changes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::links::Links;
use crate::operations::{FOLDER, PAGE_SUFFIX};
use crate::report::printable;
use crate::roots::Roots;
use crate::schema::{ROOTS_FILE, file_name};
use crate::select::{Companions, UnknownRoots, select};
use crate::source::{FileId, Source, Sources};
use crate::{Decided, decide, git, parse, read};

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What there is to say, line by line.
    pub text: String,
    /// Why nothing was done, where the request cannot be met.
    pub refused: Option<Failure>,
}

/// Takes in what the roots name and everything it links to. What definitions of our own link to is
/// taken in as well, and what our overrides link to.
///
/// # Errors
///
/// When a root stands for nothing, definitions or pages have problems, or the file system refuses.
/// Nothing has been written then.
pub fn import(request: &Request<'_>) -> Result<Imported, Failure> {
    let Request { from, here, .. } = *request;
    if read::is_same(from, here) {
        return Err(Failure::new(format!(
            "`{}` is the folder that definitions are copied to; name another to copy them from",
            from.display()
        )));
    }
    let roots = remembered(request)?;
    let theirs = read(from, None)?;
    let ours = match read::read(here, request.overrides) {
        Err(error) if error.kind() == ErrorKind::NotFound => Sources::default(),
        read => read.map_err(|error| Failure::unreadable(here, &error))?,
    };
    let published = read_pages(request)?.map(published).transpose()?;
    let plan = plan(&theirs, published.as_ref(), &ours, &roots, request).map_err(|unknown| {
        let endpoint = unknown.0.iter().any(|unknown| unknown.root.is_endpoint());
        let hint = "\nname the folder of the publisher's pages with `--pages DIR`";
        let hint = if endpoint && published.is_none() {
            hint
        } else {
            ""
        };
        Failure::new(format!("{unknown}{hint}"))
    })?;
    let outcome = plan.outcome(&theirs, &ours, here, request.prune);
    let decided = decide_outcome(&outcome)?;
    let mut text = report::files(&plan, request);
    text += &report::no_pages(published.iter().flat_map(|it| &it.sources.passed_over));
    if let (Ok(is), false, Ok(was)) = (&decided, plan.changes_nothing(request.prune), decide(&ours))
    {
        let sides = (
            changes::Side::new(&ours, &was),
            changes::Side::new(&outcome, is),
        );
        text += &format!(
            "{}\n",
            changes::summary(&changes::compare(sides.0, sides.1))
        );
    }
    let outdated = decided.err().unwrap_or_default();
    let refused = may_prune(request, &plan, &outdated, &outcome).or_else(|| {
        let files = plan.overwritten(&theirs, &ours, request.prune);
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
            write::write(from, here, &plan, &roots, request.prune)?;
            text += &report::without_facts(added_without_facts(&plan, &outcome));
        }
        if let Some(Table::Kept(rows)) = &plan.pages.table {
            text += &sections::kept_table(rows);
        }
        text += &report::closing(request, &plan, &roots, outdated.len());
    }
    let text = printable(&text);
    Ok(Imported { text, refused })
}

/// What becomes of the files of the folder `here` when `roots` are taken in from the folder `from`, and
/// with them operations of the `published` pages.
/// Problems are not for here: they are those of [`Plan::outcome`].
///
/// # Errors
///
/// Every root that stands for no definition of `from` and for no operation.
pub fn plan(
    from: &Sources,
    published: Option<&Published>,
    here: &Sources,
    roots: &Roots,
    request: &Request<'_>,
) -> Result<Plan, UnknownRoots> {
    let mut ignored = Diagnostics::default();
    let ours = parse::parse(here, &mut ignored);
    let theirs = parse::parse(from, &mut ignored);
    let overrides = parse::overrides(here, &mut ignored).unwrap_or_default();
    let listed = parse::operations(here, &mut ignored);
    let model = crate::resolve::resolve(&theirs, None, &overrides, &mut ignored);
    let own = ours
        .definitions
        .iter()
        .filter(|definition| !theirs.files.contains_key(&definition.file));
    let linked: BTreeSet<_> = own.flat_map(|it| it.links()).collect();
    let operations = published.map(|it| &it.operations).or(listed.as_ref());
    let operations = operations.map_or(&[][..], |it| &it.operations);
    let companions = match request.all_operations {
        true => Companions::OfAll,
        false => Companions::OfRoots,
    };
    let links = Links::of(&model);
    let selected = select(&theirs, &links, operations, roots, linked, companions)?;
    let plan = Plan::of((from, &theirs), (here, &ours), &selected.files);
    let selected = &selected.operations;
    let pages = sections::pages(published, here, listed.as_ref(), selected, request.prune);
    Ok(Plan { pages, ..plan })
}

/// What the folder will hold, or the overrides that do not fit it. They do not stop an import: only
/// once the new definitions are there can anybody see what they should say. Any other problem does,
/// also an enum that has the name of a new definition: which edit gets it out of the way is known
/// before, and is right whether or not the import follows.
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

/// How many of the definitions that came no fact is about.
fn added_without_facts(plan: &Plan, outcome: &Sources) -> usize {
    let mut ignored = Diagnostics::default();
    let overrides = parse::overrides(outcome, &mut ignored).unwrap_or_default();
    let stated: BTreeSet<_> = overrides.facts.keys().map(|name| file_name(name)).collect();
    let new = plan.names(|state| matches!(state, State::New { .. }));
    new.iter().filter(|file| !stated.contains(**file)).count()
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

/// Refuses to replace or remove a file that is not what the last commit has: nobody could get it
/// back.
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
            "FROM's text would replace what git has no commit of\n{}\
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

/// Reads the publisher's pages; nothing where no folder is named, and none is in the usual place.
fn read_pages(request: &Request<'_>) -> Result<Option<(PathBuf, Sources)>, Failure> {
    let named = request.pages.map(Path::to_owned);
    let Some(folder) = named.or_else(|| read::published_pages(request.from)) else {
        return Ok(None);
    };
    let folder = &*folder;
    let sources = read::pages(folder).map_err(|error| Failure::unreadable(folder, &error))?;
    if sources.is_empty() && request.pages.is_some() {
        return Err(Failure::new(format!(
            "`{}` holds no page of operations: their names end in `{PAGE_SUFFIX}`",
            folder.display()
        )));
    }
    Ok((!sources.is_empty()).then(|| (folder.to_owned(), sources)))
}

/// What the pages say, and the bytes of their files.
fn published((folder, sources): (PathBuf, Sources)) -> Result<Published, Failure> {
    let mut problems = Diagnostics::default();
    let operations = parse::operations(&sources, &mut problems).unwrap_or_default();
    if problems.has_errors() {
        return Err(Failure::problems(problems.sorted(), &sources));
    }
    let text = |(id, source): (FileId, &Source)| {
        let path = folder.join(source.file_name());
        let bytes = read::file(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        Ok((id, String::from_utf8_lossy(&bytes).into_owned()))
    };
    let texts = sources.iter().map(text).collect::<Result<_, Failure>>()?;
    Ok(Published {
        sources,
        texts,
        operations,
    })
}

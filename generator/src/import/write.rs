//! Copies definitions from a folder or document into a folder, with the care that generated files get: all of
//! them under temporary names first, then into place.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::origin::Origin;
use super::plan::{Plan, State};
use super::sections::{PageChange, Table};
use crate::operations::{FOLDER, PAGE_SUFFIX, TABLE};
use crate::overrides::FACTS_FILE;
use crate::record::{self, Record};
use crate::roots::Roots;
use crate::schema::{FILE_SUFFIX, ROOTS_FILE};
use crate::source::Source;
use crate::write::{Error, TEMPORARY, failed, lock, remove, replace, temporary};

/// Copies the files of `plan` from the folder or document `from` into the folder `here`, byte by byte, removes
/// those no longer reached if `prune` is set, and writes the roots.
///
/// # Errors
///
/// Fails if something that is not a readable file is in the way, or the file system refuses. Then nothing
/// has been written. If the file system refuses while finished files are put into place, every file is
/// either old or new, and the next run completes the rest.
pub(super) fn write(
    origin: &Origin,
    (from, here): (&Path, &Path),
    plan: &Plan,
    roots: &Roots,
    [before, record]: [&Record; 2],
    prune: bool,
) -> Result<(), Error> {
    let in_the_way = plan.names(|state| state == State::InTheWay);
    if !in_the_way.is_empty() {
        let paths = in_the_way.into_iter().map(str::to_owned);
        return Err(Error::InTheWay(paths.collect()));
    }
    fs::create_dir_all(here).map_err(failed("create", here))?;
    let _lock = lock(here)?;
    let pages = here.join(FOLDER);
    remove_leftovers(here)?;
    let underway = record.underway(before);
    let copied = plan.names(State::is_copied);
    let paths: Vec<_> = copied.iter().map(|name| here.join(name)).collect();
    stage(origin, (from, here), &copied)
        .and_then(|()| {
            let facts = stage_facts(here, plan)?;
            let record = stage_record(here, [before, &underway])?;
            let roots = stage_roots(here, roots)?;
            Ok((stage_pages(&pages, plan)?, facts, record, roots))
        })
        .and_then(|(staged, facts, record, roots)| {
            // The record first, so that nothing is written that it does not have. The others in this order,
            // because each refers to those before it.
            replace(record.as_slice())?;
            replace(&paths)?;
            replace(&staged)?;
            replace(facts.as_slice())?;
            replace(roots.as_slice())
        })
        .inspect_err(|_| {
            // Report the first error only; the next run removes what cannot be removed now.
            drop(remove_leftovers(here));
        })?;
    let goes = |state| state == State::Removed || prune && state == State::Unreached;
    let unreached = plan.names(goes);
    let unreached = unreached.into_iter().map(|name| here.join(name));
    let changes = plan.pages.changes.iter();
    let emptied = changes.filter(|(_, change)| **change == PageChange::Removed);
    let emptied = emptied.map(|(name, _)| pages.join(name));
    let table = plan
        .pages
        .table
        .iter()
        .filter(|table| **table == Table::Converted);
    let mut gone = unreached
        .chain(emptied)
        .chain(table.map(|_| here.join(TABLE)));
    gone.try_for_each(|path| remove(&path))?;
    replace(stage_record(here, [&underway, record])?.as_slice())
}

/// Writes every copy under its temporary name.
fn stage(origin: &Origin, (from, here): (&Path, &Path), names: &[&str]) -> Result<(), Error> {
    names.par_iter().try_for_each(|name| {
        let path = temporary(&here.join(name));
        // Not `fs::copy`, which copies the read-only flag.
        let bytes = match origin.text(name) {
            Some(text) => Cow::Borrowed(text.as_bytes()),
            None => {
                let source = from.join(name);
                Cow::Owned(fs::read(&source).map_err(failed("read", &source))?)
            }
        };
        fs::write(&path, bytes).map_err(failed("write", &path))
    })
}

/// Writes the file of facts under its temporary name, if its text changes.
fn stage_facts(here: &Path, plan: &Plan) -> Result<Option<PathBuf>, Error> {
    let text = plan.facts.as_ref().and_then(PageChange::text);
    text.map(|text| stage_text(here.join(FACTS_FILE), text))
        .transpose()
}

/// Writes the pages in the folder `pages` that come or change under their temporary names.
fn stage_pages(pages: &Path, plan: &Plan) -> Result<Vec<PathBuf>, Error> {
    let changes = plan.pages.changes.iter();
    let texts: Vec<_> = changes
        .filter_map(|(name, it)| Some((pages.join(name), it.text()?)))
        .collect();
    if !texts.is_empty() {
        fs::create_dir_all(pages).map_err(failed("create", pages))?;
    }
    let staged = texts.into_iter().map(|(path, text)| stage_text(path, text));
    staged.collect()
}

/// Writes the record under its temporary name, if its content changes or a merge left it in two
/// versions.
fn stage_record(here: &Path, [before, record]: [&Record; 2]) -> Result<Option<PathBuf>, Error> {
    let path = here.join(record::FILE);
    let is_whole = |text: String| Source::new(String::new(), &text, None).conflict().is_none();
    if before == record && fs::read_to_string(&path).map_or(true, is_whole) {
        return Ok(None);
    }
    stage_text(path, &record.text()).map(Some)
}

/// Writes the file of roots under its temporary name, if its text changes.
fn stage_roots(here: &Path, roots: &Roots) -> Result<Option<PathBuf>, Error> {
    let path = here.join(ROOTS_FILE);
    if fs::read_to_string(&path).is_ok_and(|text| Roots::parse(&text) == *roots) {
        return Ok(None);
    }
    stage_text(path, roots.text()).map(Some)
}

/// Writes a text under the temporary name of its path.
fn stage_text(path: PathBuf, text: &str) -> Result<PathBuf, Error> {
    let staged = temporary(&path);
    fs::write(&staged, text).map_err(failed("write", &staged))?;
    Ok(path)
}

/// Removes what a killed run left behind, and no file that only looks like it.
fn remove_leftovers(here: &Path) -> Result<(), Error> {
    remove_leftovers_of(here, |name| {
        [ROOTS_FILE, FACTS_FILE, record::FILE].contains(&name) || name.ends_with(FILE_SUFFIX)
    })?;
    let pages = here.join(FOLDER);
    if pages.is_dir() {
        remove_leftovers_of(&pages, |name| name.ends_with(PAGE_SUFFIX))?;
    }
    Ok(())
}

fn remove_leftovers_of(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(failed("list", folder))? {
        let name = entry.map_err(failed("list", folder))?.file_name();
        let name = name.to_string_lossy();
        if name.strip_suffix(TEMPORARY).is_some_and(&is_ours) {
            remove(&folder.join(&*name))?;
        }
    }
    Ok(())
}

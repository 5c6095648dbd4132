//! The stage `read`: a folder and the file of overrides go in, the [`Sources`] come out.
//!
//! With `write` the only stage that touches the file system.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::operations;
use crate::overrides;
use crate::record;
use crate::schema::{FILE_SUFFIX, LEVELS_FILE, ROOTS_FILE};
use crate::source::{Fault, FileId, Source, Sources, shown_path};

/// The role of a file in the folder of definitions, in the order in which files are read: the overrides
/// come last, so that their problems are shown after those of the definitions they build on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Definition,
    /// The folder of pages of operations.
    Pages,
    /// A page of operations in that folder.
    Page,
    /// The table of operations that earlier versions wrote.
    Table,
    Facts,
    Overrides,
    /// The levels of kinds of changes, which are neither a definition nor a stranger.
    Levels,
    /// The roots of the selection, likewise.
    Roots,
    /// The record of what was imported, likewise.
    Record,
    /// A stranger, which is left alone and counted.
    Other,
}

/// Classifies a file by its path in the folder of definitions.
pub(crate) fn classify(name: &OsStr) -> Part {
    match name.to_str() {
        Some(overrides::FILE) => Part::Overrides,
        Some(overrides::FACTS_FILE) => Part::Facts,
        Some(operations::FOLDER) => Part::Pages,
        Some(operations::TABLE) => Part::Table,
        Some(LEVELS_FILE) => Part::Levels,
        Some(ROOTS_FILE) => Part::Roots,
        Some(record::FILE) => Part::Record,
        Some(path) if path.contains('/') => match path.split_once('/') {
            Some((operations::FOLDER, page)) if is_page(page.as_ref()) => Part::Page,
            _ => Part::Other,
        },
        _ if name.as_encoded_bytes().ends_with(FILE_SUFFIX.as_bytes()) => Part::Definition,
        _ => Part::Other,
    }
}

/// `true` if a file in a folder of pages is one.
fn is_page(name: &OsStr) -> bool {
    let suffix = operations::PAGE_SUFFIX.as_bytes();
    name.as_encoded_bytes().ends_with(suffix) && !name.as_encoded_bytes().contains(&b'/')
}

/// Reads every definition in `folder`, in the order of their names, and the `overrides`; where none
/// are named, those in the folder, if it has any. Other files are left alone, and counted. A file
/// that cannot be read takes part with its name and its fault.
///
/// # Errors
///
/// Fails if the folder itself cannot be listed.
pub fn read(folder: &Path, overrides: Option<&Path>) -> io::Result<Sources> {
    let (mut definitions, mut others) = (Vec::new(), Vec::new());
    let (mut facts, mut table, mut own) = (None, None, None);
    let (mut record, mut roots) = (None, None);
    let mut pages = Sources::default();
    for name in names(folder)? {
        let path = folder.join(&name);
        match classify(&name) {
            Part::Definition => definitions.push(name),
            Part::Pages if path.is_dir() => pages = self::pages(&path)?,
            Part::Table => table = Some(path),
            Part::Facts => facts = Some(path),
            Part::Overrides if overrides.is_none() => own = Some(path),
            Part::Record => record = Some(path),
            Part::Roots => roots = Some(path),
            Part::Levels => {}
            Part::Overrides | Part::Pages | Part::Page | Part::Other => others.push(name),
        }
    }
    let mut sources = files(folder, &definitions, &others);
    let strangers = pages.passed_over.iter();
    let strangers = strangers.map(|name| format!("{}/{name}", operations::FOLDER));
    sources.passed_over.extend(strangers);
    let pages = pages
        .iter()
        .map(|(_, page)| sources.add_source(page.clone()));
    sources.pages = pages.collect();
    let mut listed = |path: PathBuf| {
        let content = file(&path);
        add(&mut sources, display(&path), content)
    };
    let [facts, table] = [facts, table].map(|path| path.map(&mut listed));
    let [record, roots] = [record, roots].map(|path| path.map(&mut listed));
    (sources.facts, sources.table) = (facts, table);
    (sources.record, sources.roots) = (record, roots);
    // Last, so that its problems are shown after those of the definitions it builds on.
    sources.overrides = overrides.or(own.as_deref()).map(|path| {
        // One that was named may be anything: it was meant.
        let content = if own.is_some() {
            file(path)
        } else {
            std::fs::read(path)
        };
        match &content {
            // One in the folder was listed: where that is not there, it is a link to nowhere.
            Err(error) if error.kind() == io::ErrorKind::NotFound && own.is_none() => {
                sources.add_source(Source::new(display(path), "", Some(Fault::Missing)))
            }
            _ => add(&mut sources, display(path), content),
        }
    });
    Ok(sources)
}

/// Reads the pages of operations in `folder`, in the order of their names. Other files, such as the index
/// of the publisher's pages, are left alone, and counted.
///
/// # Errors
///
/// Fails if the folder cannot be listed.
pub fn pages(folder: &Path) -> io::Result<Sources> {
    let names = names(folder)?.into_iter();
    let (names, others): (Vec<_>, Vec<_>) = names.partition(|name| is_page(name));
    let mut sources = files(folder, &names, &others);
    sources.pages = sources.iter().map(|(id, _)| id).collect();
    Ok(sources)
}

/// Returns the folder of the publisher's pages that belongs to its folder of definitions, if there is
/// one: it is called `classes` and has the same parent.
pub(crate) fn published_pages(definitions: &Path) -> Option<PathBuf> {
    let folder = match definitions.file_name() {
        Some(_) => definitions.with_file_name("classes"),
        None => definitions.join("../classes"),
    };
    folder.is_dir().then_some(folder)
}

/// Reads files, and every file `*.rs` of folders and those in them, in the order of their paths, each once,
/// whatever links lead to it. Folders called `target` and those with a dot before their name are left alone.
/// A file that is not UTF-8 is read with the replacement character for what is not, and its fault; a link in
/// a folder that leads nowhere takes part with its fault alone.
///
/// # Errors
///
/// Fails if a folder cannot be listed or a file cannot be read, with its path.
pub fn rust(paths: &[PathBuf]) -> Result<Sources, (PathBuf, io::Error)> {
    let mut sources = Sources::default();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<_> = paths.iter().rev().cloned().collect();
    while let Some(path) = waiting.pop() {
        let failed = |error| (path.clone(), error);
        match path.canonicalize() {
            // One that was found in a folder is there: it is a link to nowhere, or to itself.
            Err(_) if !paths.contains(&path) && path.is_symlink() => {
                sources.add_source(Source::new(display(&path), "", Some(Fault::Missing)));
                continue;
            }
            real => {
                if !seen.insert(real.map_err(failed)?) {
                    continue;
                }
            }
        }
        if !path.is_dir() {
            let bytes = file(&path).map_err(failed)?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let fault = source(String::new(), Ok(bytes)).fault;
            sources.add_source(Source::new(display(&path), &text, fault));
            continue;
        }
        let below = names(&path).map_err(failed)?.into_iter().rev();
        let below = below
            .map(|name| (path.join(&name), name))
            .filter(|(path, name)| {
                let text = name.to_string_lossy();
                let is_folder = path.is_dir();
                !(text.starts_with('.') || is_folder && text == "target")
                    && (is_folder || text.ends_with(".rs"))
            });
        waiting.extend(below.map(|(path, _)| path));
    }
    Ok(sources)
}

/// The names of what is in `folder`, sorted.
fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let names = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    let mut names: Vec<_> = names.collect::<io::Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

/// Reads the files `names` of `folder`, which also contains `others`.
fn files(folder: &Path, names: &[OsString], others: &[OsString]) -> Sources {
    let read = |name| {
        let path = folder.join(name);
        source(display(&path), file(&path))
    };
    let read: Vec<_> = names.par_iter().map(read).collect();
    let mut sources = Sources::default();
    let others = others.iter().map(shown_path);
    sources.passed_over = others.collect();
    for source in read {
        sources.add_source(source);
    }
    sources
}

/// The first folder right below `folder` that holds a definition, for those who named one too high.
pub(crate) fn below(folder: &Path) -> Option<PathBuf> {
    let entries = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_definition = |name: OsString| classify(&name) == Part::Definition;
    let below = entries(folder).map(|entry| entry.path());
    below
        .filter(|folder| entries(folder).any(|entry| is_definition(entry.file_name())))
        .min()
}

/// Returns the content of a regular file. Others may hold no end, or wait for a writer.
pub(crate) fn file(path: &Path) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?;
    if kind.is_file() || kind.is_dir() {
        return std::fs::read(path);
    }
    Err(io::Error::other("it is not a regular file"))
}

/// Returns `true` if `path` is no folder, but something that can be read.
pub(crate) fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|it| !it.is_dir())
}

/// Returns `true` if two paths lead to one folder.
pub(crate) fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

pub(crate) fn add(sources: &mut Sources, path: String, content: io::Result<Vec<u8>>) -> FileId {
    sources.add_source(source(path, content))
}

fn source(path: String, content: io::Result<Vec<u8>>) -> Source {
    match content.map(String::from_utf8) {
        Ok(Ok(text)) => Source::new(path, &text, None),
        Ok(Err(error)) => {
            let offset = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
            // What comes before the fault is kept: the report shows where it ends.
            let beginning = String::from_utf8_lossy(&error.as_bytes()[..offset]);
            Source::new(path, &beginning, Some(Fault::NotUtf8 { offset, byte }))
        }
        Err(error) => Source::new(path, "", Some(Fault::Unreadable(error.to_string()))),
    }
}

/// A path as it is shown to people, the same on every platform. Where a backslash parts nothing, it
/// belongs to the name.
fn display(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into_owned()
    }
}

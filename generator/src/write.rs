//! The stage `write`: the [`Tree`] goes in, files come out.
//!
//! With `read` the only stage that touches the file system. Files are written under temporary names
//! first and put into place when all of them are whole, so that a failed run changes nothing and a
//! killed one leaves every file either old or new, and none listed or named that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::freshness::{Freshness, State};
use crate::source::shown_path;
use crate::tree::{FOLDER, MODULE_FILE, OPERATIONS_FILE, Tree};

/// The suffix of files that are not complete yet.
pub(crate) const TEMPORARY: &str = ".regen-tmp";

/// The reason why the files could not be compared or written.
#[derive(Debug)]
pub enum Error {
    /// The file system refused.
    Io {
        /// The action that failed, such as `write`.
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// The error of the file system.
        error: io::Error,
    },
    /// Files or folders that were not generated are in the way of files to write.
    InTheWay(Vec<String>),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io {
                action,
                path,
                error,
            } => write!(f, "cannot {action} `{}`: {error}", shown_path(path)),
            Self::InTheWay(paths) => write!(
                f,
                "in the way of a file to be written: `{}`; move or remove it first",
                paths.join("`, `")
            ),
        }
    }
}

impl std::error::Error for Error {}

pub(crate) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |error| Error::Io {
        action,
        path,
        error,
    }
}

/// Compares what is below the crate's root `out` with `tree`. Writes nothing.
///
/// # Errors
///
/// Fails if `out` or a file in its folder of models cannot be read.
pub fn compare(out: &Path, tree: &Tree) -> Result<Freshness, Error> {
    fs::read_dir(out).map_err(failed("open the crate's folder", out))?;
    let mut paths = Vec::new();
    list(
        out,
        FOLDER,
        &|path| tree.files.contains_key(path),
        &mut paths,
    )?;
    paths.retain(|path| !path.ends_with(TEMPORARY));
    let single = [MODULE_FILE, OPERATIONS_FILE].into_iter();
    let single = single.filter(|path| exists(&out.join(path)));
    paths.extend(single.map(str::to_owned));
    let found: Result<BTreeMap<_, _>, _> = paths
        .into_par_iter()
        .map(|path| Ok((path.clone(), text(&out.join(path))?)))
        .collect();
    Ok(Freshness::compare(tree, found?))
}

/// Brings what is below the crate's root `out` in line with `tree`, and returns what differed before.
///
/// # Errors
///
/// Fails if a file that was not generated is in the way, or the file system refuses. Then nothing has
/// been written; should the file system refuse midway through putting finished files into place,
/// every file is either old or new, and the next run completes the rest.
pub fn write(out: &Path, tree: &Tree) -> Result<Freshness, Error> {
    fs::read_dir(out).map_err(failed("open the crate's folder", out))?;
    let folder = out.join(FOLDER);
    fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
    let _lock = lock(&out.join("src"))?;
    remove_leftovers(out)?;
    let freshness = compare(out, tree)?;
    let in_the_way: Vec<_> = freshness
        .files
        .iter()
        .filter(|(_, state)| **state == State::InTheWay)
        .map(|(path, _)| path.clone())
        .collect();
    if !in_the_way.is_empty() {
        return Err(Error::InTheWay(in_the_way));
    }
    stage(out, &freshness)
        .and_then(|()| put_into_place(out, &freshness))
        .inspect_err(|_| {
            // The first error is the one to report; what cannot be removed now, the next run removes.
            drop(remove_leftovers(out));
        })?;
    Ok(freshness)
}

/// Writes a file whole or not at all, where a link leads to it as well.
///
/// # Errors
///
/// Fails if the file system refuses. The file is then unchanged.
pub fn file(path: &Path, text: &str) -> Result<(), Error> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(path).is_ok_and(|file| !file.is_file()) {
        // No file takes the place of a device.
        return fs::write(path, text).map_err(failed("write", path));
    }
    let part = temporary(path);
    fs::write(&part, text)
        .map_err(failed("write", path))
        .and_then(|()| rename(&part, path))
        .inspect_err(|_| drop(remove(&part)))
}

/// Waits until no other run writes below `folder`. The lock is on the folder itself, so that nothing
/// is left behind; where a platform cannot lock a folder, runs at once are the user's to avoid.
pub(crate) fn lock(folder: &Path) -> Result<Option<File>, Error> {
    let Ok(handle) = File::open(folder) else {
        return Ok(None);
    };
    match handle.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => {
            Err(failed("lock", folder)(error))
        }
        _ => Ok(Some(handle)),
    }
}

/// Removes what a killed run left behind.
fn remove_leftovers(out: &Path) -> Result<(), Error> {
    let single = [MODULE_FILE, OPERATIONS_FILE].map(|path| format!("{path}{TEMPORARY}"));
    let mut paths = single.to_vec();
    list(out, FOLDER, &|_| false, &mut paths)?;
    for path in paths.iter().filter(|path| path.ends_with(TEMPORARY)) {
        remove(&out.join(path))?;
    }
    Ok(())
}

/// Writes every new file under its temporary name.
fn stage(out: &Path, freshness: &Freshness) -> Result<(), Error> {
    let write = |path: &Path, text: &str| {
        let path = temporary(path);
        fs::write(&path, text).map_err(failed("write", &path))
    };
    if let Some(State::Stale { old, new }) = freshness.files.get(MODULE_FILE) {
        write(&out.join(BOTH), &both(old, new))?;
    }
    freshness
        .files
        .par_iter()
        .try_for_each(|(path, state)| match state {
            State::Missing { new } | State::Stale { new, .. } => write(&out.join(path), new),
            State::Orphaned { .. } | State::Foreign | State::InTheWay => Ok(()),
        })
}

/// The prefix of the paths of models.
const MODELS: &str = "src/models/";

/// The module that lists both the old models and the new ones, while some files are old and some new.
/// No model has a file of this name.
const BOTH: &str = "src/models/models.rs";

fn both(old: &str, new: &str) -> String {
    let listed: BTreeSet<_> = new.lines().collect();
    let lists = |line: &&str| line.starts_with("mod ") || line.starts_with("pub use ");
    let gone = old
        .lines()
        .filter(lists)
        .filter(|line| !listed.contains(line));
    gone.fold(new.to_owned(), |list, line| list + line + "\n")
}

/// Puts the finished files into place, one kind after the other: new models, the list of both old and
/// new, changed models and operations, the list, and last, models whose definition is gone are removed.
/// So at any moment, what is listed is there, and what a model or an operation names is listed.
fn put_into_place(out: &Path, freshness: &Freshness) -> Result<(), Error> {
    let models = |is: fn(&State) -> bool| {
        let files = freshness.files.iter();
        let models = files.filter(move |(path, state)| path.starts_with(MODELS) && is(state));
        models.map(|(path, _)| out.join(path)).collect::<Vec<_>>()
    };
    let operations = freshness.files.get_key_value(OPERATIONS_FILE);
    let operations = operations.map(|(path, _)| out.join(path));
    let list = out.join(MODULE_FILE);
    let listed = freshness.files.get(MODULE_FILE);
    replace(&models(|state| matches!(state, State::Missing { .. })))?;
    if let Some(State::Stale { .. }) = listed {
        rename(&temporary(&out.join(BOTH)), &list)?;
    }
    replace(&models(|state| matches!(state, State::Stale { .. })))?;
    replace(operations.as_slice())?;
    if listed.is_some() {
        replace(&[list])?;
    }
    let orphaned = models(|state| matches!(state, State::Orphaned { .. }));
    orphaned.iter().try_for_each(|path| remove(path))
}

/// Puts finished files into place, in no order.
pub(crate) fn replace(paths: &[impl AsRef<Path> + Sync]) -> Result<(), Error> {
    paths
        .par_iter()
        .try_for_each(|path| rename(&temporary(path.as_ref()), path.as_ref()))
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(failed("replace", to))
}

pub(crate) fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(TEMPORARY);
    name.into()
}

pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Adds every file at any depth below the folder `relative` of `out`, and every folder where a file
/// `must_go`. Links to folders are files here: what lies behind them is not ours.
fn list(
    out: &Path,
    relative: &str,
    must_go: &impl Fn(&str) -> bool,
    paths: &mut Vec<String>,
) -> Result<(), Error> {
    let folder = out.join(relative);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed("list", &folder))?,
    };
    for entry in entries {
        let entry = entry.map_err(failed("list", &folder))?;
        let path = format!("{relative}/{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().map_err(failed("list", &folder))?.is_dir();
        if is_folder {
            list(out, &path, must_go, paths)?;
        }
        if !is_folder || must_go(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Returns the file's text, or `None` if there is no file, or a link that leads nowhere.
fn text(path: &Path) -> Result<Option<String>, Error> {
    if fs::metadata(path).map_or_else(|_| exists(path), |file| !file.is_file()) {
        return Ok(None);
    }
    let bytes = fs::read(path).map_err(failed("read", path))?;
    Ok(String::from_utf8(bytes).ok())
}

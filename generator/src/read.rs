//! The stage `read`: a folder and the file of overrides go in, the [`Sources`] come out.
//!
//! With `write` the only stage that touches the file system.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::overrides;
use crate::schema::{FILE_SUFFIX, ROOTS_FILE};
use crate::source::{Fault, FileId, Sources};

/// Reads every definition in `folder`, in the order of their names, and the `overrides`; where none
/// are named, those in the folder, if it has any. Other files are left alone, and counted. A file
/// that cannot be read takes part with its name and its fault.
///
/// # Errors
///
/// When the folder itself cannot be listed.
pub fn read(folder: &Path, overrides: Option<&Path>) -> io::Result<Sources> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    // The generator's own files beside the definitions are neither definitions nor strangers.
    names.retain(|name| name != ROOTS_FILE);
    names.sort_unstable();
    let own = names.iter().any(|name| name == overrides::FILE);
    let own = (own && overrides.is_none()).then(|| folder.join(overrides::FILE));
    let (names, others): (Vec<_>, Vec<_>) = names
        .into_iter()
        .filter(|name| own.is_none() || name != overrides::FILE)
        .partition(|name| name.as_encoded_bytes().ends_with(FILE_SUFFIX.as_bytes()));
    let contents: Vec<_> = names
        .par_iter()
        .map(|name| std::fs::read(folder.join(name)))
        .collect();

    let mut sources = Sources::default();
    let others = others
        .iter()
        .map(|name| name.to_string_lossy().into_owned());
    sources.passed_over = others.collect();
    for (name, content) in names.iter().zip(contents) {
        add(&mut sources, display(&folder.join(name)), content);
    }
    // Last, so that its problems are shown after those of the definitions it builds on.
    sources.overrides = overrides.or(own.as_deref()).map(|path| {
        let content = std::fs::read(path);
        match &content {
            // One in the folder was listed: where that is not there, it is a link to nowhere.
            Err(error) if error.kind() == io::ErrorKind::NotFound && own.is_none() => {
                sources.add_unreadable(display(path), "", Fault::Missing)
            }
            _ => add(&mut sources, display(path), content),
        }
    });
    Ok(sources)
}

pub(crate) fn add(sources: &mut Sources, path: String, content: io::Result<Vec<u8>>) -> FileId {
    match content.map(String::from_utf8) {
        Ok(Ok(text)) => sources.add(path, &text),
        Ok(Err(error)) => {
            let offset = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
            // What comes before the fault is kept: the report shows where it ends.
            let beginning = String::from_utf8_lossy(&error.as_bytes()[..offset]);
            sources.add_unreadable(path, &beginning, Fault::NotUtf8 { offset, byte })
        }
        Err(error) => sources.add_unreadable(path, "", Fault::Unreadable(error.to_string())),
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

//! The stage `read`: a folder goes in, the [`Sources`] come out.
//!
//! With `write` the only stage that touches the file system.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::schema::FILE_SUFFIX;
use crate::source::{Fault, Sources};

/// Reads every definition in `folder`, in the order of their names. Other files are left alone, and
/// counted. A file that cannot be read takes part with its name and its fault.
///
/// # Errors
///
/// When the folder itself cannot be listed.
pub fn read(folder: &Path) -> io::Result<Sources> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    let entries = names.len();
    names.retain(|name| name.as_encoded_bytes().ends_with(FILE_SUFFIX.as_bytes()));
    names.sort_unstable();
    let contents: Vec<_> = names
        .par_iter()
        .map(|name| std::fs::read(folder.join(name)))
        .collect();

    let mut sources = Sources::default();
    sources.passed_over = entries - names.len();
    for (name, content) in names.iter().zip(contents) {
        add(&mut sources, display(&folder.join(name)), content);
    }
    Ok(sources)
}

fn add(sources: &mut Sources, path: String, content: io::Result<Vec<u8>>) {
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
    };
}

/// A path as it is shown to people, the same on every platform.
fn display(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

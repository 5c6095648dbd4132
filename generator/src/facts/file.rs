//! Writes the file of facts.

use std::fs;
use std::path::Path;

use crate::overrides::FACTS_FILE;
use crate::write::{Error, failed, lock, remove, temporary};

/// Writes the file into the folder of definitions, whole or not at all.
///
/// # Errors
///
/// When the file system refuses.
pub(super) fn write(here: &Path, text: &str) -> Result<(), Error> {
    let _lock = lock(here)?;
    let path = here.join(FACTS_FILE);
    let part = temporary(&path);
    fs::write(&part, text)
        .map_err(failed("write", &part))
        .and_then(|()| fs::rename(&part, &path).map_err(failed("replace", &path)))
        .inspect_err(|_| drop(remove(&part)))
}

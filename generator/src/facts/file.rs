//! Writes the file of facts.

use std::path::Path;

use crate::overrides::FACTS_FILE;
use crate::write::{self, Error, lock};

/// Writes the file into the folder of definitions, whole or not at all.
///
/// # Errors
///
/// Fails if the file system refuses.
pub(super) fn write(here: &Path, text: &str) -> Result<(), Error> {
    let _lock = lock(here)?;
    write::file(&here.join(FACTS_FILE), text)
}

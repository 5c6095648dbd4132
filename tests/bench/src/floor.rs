//! Plain programs that do what no generator can leave out, each measured in a process of its own.

use std::error::Error;
use std::path::{Path, PathBuf};

use generator::tree::FOLDER;

/// The argument that makes this program do such work.
pub(crate) const WORD: &str = "floor";

/// Performs the words one after the other: `read DIR`, `print DIR`, `write DIR TO`.
pub(crate) fn run(words: &[String]) -> Result<(), Box<dyn Error>> {
    match words {
        [] => Ok(()),
        [word, folder, rest @ ..] if word == "read" => {
            texts(folder.as_ref())?;
            run(rest)
        }
        [word, folder, rest @ ..] if word == "print" => {
            for (_, text) in texts(folder.as_ref())? {
                std::hint::black_box(prettyplease::unparse(&syn::parse_file(&text)?));
            }
            run(rest)
        }
        [word, folder, to, rest @ ..] if word == "write" => {
            let to = Path::new(to);
            std::fs::create_dir_all(to)?;
            for (path, text) in texts(folder.as_ref())? {
                std::fs::write(to.join(path.file_name().unwrap_or_default()), text)?;
            }
            run(rest)
        }
        _ => Err(format!("{words:?} is not work for `{WORD}`").into()),
    }
}

/// The files of a folder, and of the models where it is a crate.
fn texts(folder: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let models = folder.join(FOLDER);
    let folder = if models.is_dir() { &models } else { folder };
    let read = |path: PathBuf| Ok((path.clone(), std::fs::read_to_string(path)?));
    let paths = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    paths.map(|path| path.and_then(read)).collect()
}

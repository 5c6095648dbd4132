//! Reads the files of one commit, all of them in one listing and one batch.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostics;
use crate::documents::Publication;
use crate::failure::Failure;
use crate::git::{Error, Target, contents, follow, git};
use crate::operations;
use crate::parse;
use crate::read::{self, add, classify};
use crate::source::{Sources, shown_path};

/// The manifest of the workspace, from which crates may take their version.
const MANIFEST: &str = "Cargo.toml";

/// The files of a commit that the comparison needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// The definitions, the operations and the overrides.
    pub(super) sources: Sources,
    /// The version of the crate, from its manifest or the workspace's.
    pub(super) version: Option<String>,
    /// The file that sets the levels of kinds: its path and its text.
    pub(super) levels: Option<(String, String)>,
    /// The document that the definitions come from, if it is one.
    pub(super) publication: Option<Publication>,
}

impl Snapshot {
    /// Adds the facts of the document, as an import into the state `before` makes them.
    ///
    /// # Errors
    ///
    /// Fails if the document cannot be used for facts.
    pub(super) fn add_facts(&mut self, before: Option<&Self>) -> Result<(), Failure> {
        let Some(publication) = &self.publication else {
            return Ok(());
        };
        let before = before.and_then(|before| {
            let layers = parse::layers(&before.sources, &mut Diagnostics::default());
            layers.map(|(_, facts)| facts)
        });
        publication.add_facts(&mut self.sources, before.as_ref())
    }
}

/// A file of the commit.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    part: Part,
    /// The path below the folder of its part.
    name: String,
    object: String,
}

/// The role of a file in the snapshot, in the order in which they are read.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Listed(read::Part),
    CrateManifest,
    WorkspaceManifest,
}

/// Reads every definition that the folder `definitions` held in `commit` and the overrides in it, and
/// the version of the crate `generated`. Where a folder was not there, it held nothing; links are followed
/// within the repository.
///
/// # Errors
///
/// Fails if git refuses, or lacks the target of a link or submodule: the folder would count as empty, and
/// everything as new.
pub(super) fn read(
    workspace: &Path,
    commit: &str,
    definitions: &str,
    generated: &str,
) -> Result<Snapshot, Error> {
    let definitions = definitions.trim_end_matches('/');
    let pages = format!("{definitions}/{}", operations::FOLDER);
    let manifest = format!("{}/{MANIFEST}", generated.trim_end_matches('/'));
    let paths = [definitions, &pages, &manifest, MANIFEST];
    let targets = follow(workspace, commit, &paths)?;
    let mut snapshot = Snapshot::default();
    let (mut entries, mut links) = (Vec::new(), Vec::new());
    for (path, target) in paths.into_iter().zip(targets) {
        let is_manifest = path.ends_with(MANIFEST);
        match target {
            Target::Folder(object) if !is_manifest => {
                let folder = path.strip_prefix(definitions).unwrap_or_default();
                let folder = folder.trim_start_matches('/');
                snapshot.list(workspace, &object, folder, &mut entries, &mut links)?;
            }
            Target::File(object) if is_manifest => entries.push(Entry {
                part: if path == manifest {
                    Part::CrateManifest
                } else {
                    Part::WorkspaceManifest
                },
                name: path.to_owned(),
                object,
            }),
            Target::Elsewhere(elsewhere) if !is_manifest => {
                return Err(Error::Elsewhere(path.to_owned(), elsewhere));
            }
            Target::Folder(_) | Target::File(_) | Target::Nothing | Target::Elsewhere(_) => {}
        }
    }
    let paths: Vec<_> = links
        .iter()
        .map(|(_, name)| format!("{definitions}/{name}"))
        .collect();
    let targets = follow(workspace, commit, &paths)?;
    for ((part, name), (path, target)) in links.into_iter().zip(paths.into_iter().zip(targets)) {
        match target {
            Target::File(object) => entries.push(Entry { part, name, object }),
            Target::Elsewhere(elsewhere) => return Err(Error::Elsewhere(path, elsewhere)),
            Target::Folder(_) | Target::Nothing => {
                snapshot.sources.passed_over.push(shown_path(name))
            }
        }
    }
    entries.sort_unstable();
    let objects: Vec<_> = entries.iter().map(|entry| entry.object.as_str()).collect();
    let contents = contents(workspace, &objects)?;
    snapshot.fill(entries, contents, &format!("{definitions}/"))?;
    Ok(snapshot)
}

impl Snapshot {
    /// Adds the files in a folder that take part, and the links that may lead to some.
    fn list(
        &mut self,
        workspace: &Path,
        object: &str,
        folder: &str,
        entries: &mut Vec<Entry>,
        links: &mut Vec<(Part, String)>,
    ) -> Result<(), Error> {
        let listing = git(workspace, &["ls-tree", "-z", "--full-tree", object])?;
        for line in listing.split(|&byte| byte == 0).filter(|it| !it.is_empty()) {
            let line = String::from_utf8_lossy(line);
            let Some((facts, name)) = line.split_once('\t') else {
                continue;
            };
            let name = match folder {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            let part = match classify(OsStr::new(&name)) {
                read::Part::Pages => continue,
                read::Part::Other => None,
                part => Some(Part::Listed(part)),
            };
            let facts: Vec<_> = facts.split(' ').collect();
            match (part, &facts[..]) {
                (Some(part), [mode, "blob", object]) if mode.starts_with("100") => {
                    let object = (*object).to_owned();
                    entries.push(Entry { part, name, object });
                }
                // A line break would end the question about it.
                (Some(part), ["120000", ..]) if !name.contains('\n') => links.push((part, name)),
                _ => self.sources.passed_over.push(shown_path(name)),
            }
        }
        Ok(())
    }

    fn fill(
        &mut self,
        entries: Vec<Entry>,
        contents: Vec<io::Result<Vec<u8>>>,
        definitions: &str,
    ) -> Result<(), Error> {
        let (mut own, mut shared) = (None, None);
        for (Entry { part, name, .. }, content) in entries.into_iter().zip(contents) {
            match part {
                Part::Listed(read::Part::Levels) => {
                    self.levels = Some((definitions.to_owned() + &name, text(content)?));
                }
                Part::Listed(part) => {
                    let file = add(&mut self.sources, definitions.to_owned() + &name, content);
                    match part {
                        read::Part::Page => self.sources.pages.push(file),
                        read::Part::Table => self.sources.table = Some(file),
                        read::Part::Facts => self.sources.facts = Some(file),
                        read::Part::Record => self.sources.record = Some(file),
                        read::Part::Roots => self.sources.roots = Some(file),
                        read::Part::Overrides => self.sources.overrides = Some(file),
                        read::Part::Definition
                        | read::Part::Pages
                        | read::Part::Levels
                        | read::Part::Other => {}
                    }
                }
                Part::CrateManifest => own = Some(text(content)?),
                Part::WorkspaceManifest => shared = Some(text(content)?),
            }
        }
        self.version = own.and_then(|own| version(&own, shared.as_deref()));
        Ok(())
    }
}

fn text(content: io::Result<Vec<u8>>) -> Result<String, Error> {
    let content = content.map_err(|error| Error::Refused(error.to_string()))?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// The version in a crate's manifest, which may leave it to the workspace's.
fn version(own: &str, shared: Option<&str>) -> Option<String> {
    let manifest = DeTable::parse(own).ok()?;
    match get(manifest.get_ref(), "package")?
        .get("version")?
        .get_ref()
    {
        DeValue::String(version) => Some(version.to_string()),
        DeValue::Table(_) => {
            let manifest = DeTable::parse(shared?).ok()?;
            let workspace = get(manifest.get_ref(), "workspace")?;
            let version = get(workspace, "package")?.get("version")?.get_ref();
            version.as_str().map(str::to_owned)
        }
        _ => None,
    }
}

fn get<'a, 'b>(table: &'a DeTable<'b>, name: &str) -> Option<&'a DeTable<'b>> {
    table.get(name)?.get_ref().as_table()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(own: &str, shared: &str, expected: Option<&str>) {
        assert_eq!(version(own, Some(shared)).as_deref(), expected);
    }

    #[test]
    fn a_version_is_the_crates_own_or_the_workspaces() {
        let shared = "[workspace.package]\nversion = \"1.2.3\"\n";
        check("[package]\nversion = \"0.4.0\"\n", shared, Some("0.4.0"));
        check(
            "[package]\nversion.workspace = true\n",
            shared,
            Some("1.2.3"),
        );
        check("[package]\nversion.workspace = true\n", "", None);
        check("[package", shared, None);
        check("[package]\nname = \"generated\"\n", shared, None);
    }
}

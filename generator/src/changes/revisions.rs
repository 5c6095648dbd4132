//! Finds out what is compared with what, and reads both sides: out of git, or from folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::change::{Changes, Revision, Side};
use super::compare::compare;

use super::level::Levels;
use super::scope;
use super::snapshot::{self, Snapshot};
use super::uses::Uses;
use crate::documents::{Publication, is_document};
use crate::failure::Failure;
use crate::git;
use crate::model::{Model, Struct};
use crate::schema::LEVELS_FILE;
use crate::source::{Fault, shown_path};
use crate::tree::{FOLDER, MARK};
use crate::{Decided, decide, read, read_with_pages, render};

/// The folder of the definitions, from the workspace's.
const DEFINITIONS: &str = "definitions";

/// The crate of the models.
const GENERATED: &str = "generated";

/// The two sides to compare, and the options.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The folder of the workspace.
    pub workspace: &'a Path,
    /// A revision, or two as `A..B` or `A...B`.
    pub base: Option<&'a str>,
    /// A folder or document to compare with, in place of a revision.
    pub from: Option<&'a Path>,
    /// The folder or document that is compared, in place of the workspace's.
    pub to: Option<&'a Path>,
    /// Definitions, endpoints or patterns of them, to limit the changes to these and what they contain.
    pub only: &'a [String],
    /// A consumer's Rust files or folders of them, to limit the changes to what they use.
    pub used_by: &'a [PathBuf],
}

/// The changes, and the version that the models' crate had before, if that is known.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The changes.
    pub changes: Changes,
    /// The version before.
    pub version: Option<String>,
}

/// The origin of one side of the comparison.
enum State {
    /// A folder as it is now, or a document.
    Folder(PathBuf),
    /// The working tree of the workspace.
    Worktree(PathBuf),
    /// A commit, and what the user called it.
    Commit { hash: String, name: String },
}

/// Compares what the question names.
///
/// # Errors
///
/// Fails if a side cannot be read, or its definitions have problems: a report that leaves something out
/// would not be whole.
pub fn between(question: &Question<'_>) -> Result<Answer, Failure> {
    let (before, after) = question.states()?;
    let workspace = question.workspace;
    let (old, new) = rayon::join(|| before.read(workspace), || after.read(workspace));
    let (mut old, mut new) = (old?, new?);
    old.add_facts(None)?;
    new.add_facts(Some(&old))?;
    let (was, is) = rayon::join(|| before.decide(&old), || after.decide(&new));
    let (was, is) = (was?, is?);
    let levels = match &new.levels {
        Some((path, text)) => Levels::parse(path, text)?,
        None => Levels::default(),
    };
    let sides = (Side::new(&old.sources, &was), Side::new(&new.sources, &is));
    let mut changes = compare(sides.0, sides.1, &levels);
    let entries = changes.entries.iter();
    let reported = entries
        .filter_map(|change| change.subject.definition())
        .collect();
    changes.regenerated = regenerated(workspace, (&before, &was), (&after, &is), &reported)?;
    changes.compared = [&before, &after].map(|state| state.revision(workspace));
    let models = [&was.model, &is.model];
    if !question.only.is_empty() {
        scope::only(&mut changes, question.only, models)?;
    }
    if !question.used_by.is_empty() {
        used(&mut changes, question.used_by, models)?;
    }
    let version = old.version;
    Ok(Answer { changes, version })
}

/// Leaves what a consumer's code uses. Models are left out, which name everything.
fn used(changes: &mut Changes, code: &[PathBuf], models: scope::Sides<'_>) -> Result<(), Failure> {
    let mut uses = Uses::default();
    let sources = read::rust(code).map_err(|(path, error)| Failure::unreadable(&path, &error))?;
    let (mut files, mut warnings) = (0, Vec::new());
    for (_, source) in sources.iter().filter(|(_, it)| !it.text.starts_with(MARK)) {
        let file = &source.path;
        match &source.fault {
            Some(Fault::NotUtf8 { offset, .. }) => warnings.push(format!(
                "`{file}` is not UTF-8 at byte {offset}; its words were read anyway"
            )),
            Some(_) => {
                warnings.push(format!(
                    "`{file}` is a link that leads to no file; passed over"
                ));
                continue;
            }
            None => {}
        }
        uses.add(file, &source.text);
        files += 1;
    }
    let paths: Vec<_> = code
        .iter()
        .map(|path| format!("`{}`", shown_path(path)))
        .collect();
    if files == 0 {
        let message = format!("there are no Rust sources in {}", paths.join(", "));
        return Err(Failure::new(message));
    }
    scope::used(
        changes,
        &uses,
        format!("what {} may use", paths.join(", ")),
        models,
    );
    if let Some(scope) = &mut changes.scope {
        let warning =
            |file: &String| format!("`{file}` is not valid Rust; its words were read anyway");
        warnings.extend(uses.invalid.iter().map(warning));
        scope.warnings = warnings;
    }
    Ok(())
}

impl Question<'_> {
    /// Both sides. Git is asked only where a folder is not named.
    fn states(&self) -> Result<(State, State), Failure> {
        let to = self.to.map(|folder| State::Folder(folder.to_owned()));
        let now = || State::Worktree(self.workspace.join(DEFINITIONS));
        let Some(range) = self.base else {
            let from = match self.from {
                Some(from) => State::Folder(from.to_owned()),
                None => {
                    let (hash, name) = git::base(self.workspace)?;
                    State::Commit { hash, name }
                }
            };
            return Ok((from, to.unwrap_or_else(now)));
        };
        let end = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
        let (before, after) = if let Some((old, new)) = range.split_once("...") {
            let (old, new) = (end(old), end(new));
            let before = State::Commit {
                hash: git::merge_base(self.workspace, &old, &new)?,
                name: format!("the merge base of {old} and {new}"),
            };
            (before, self.commit(new)?)
        } else if let Some((old, new)) = range.split_once("..") {
            (self.commit(end(old))?, self.commit(end(new))?)
        } else {
            return Ok((self.commit(range.to_owned())?, to.unwrap_or_else(now)));
        };
        match to {
            None => Ok((before, after)),
            Some(_) => Err(Failure::new(
                "`--base A..B` names both sides: leave out `--to`",
            )),
        }
    }

    fn commit(&self, name: String) -> Result<State, Failure> {
        let hash = git::commit(self.workspace, &name)?;
        Ok(State::Commit { hash, name })
    }
}

impl State {
    /// Returns the name and the commit, of the working tree that of HEAD.
    fn revision(&self, workspace: &Path) -> Revision {
        match self {
            Self::Folder(folder) => Revision::named(shown_path(folder)),
            Self::Worktree(_) => Revision {
                name: "the working tree based on HEAD".to_owned(),
                hash: git::commit(workspace, "HEAD").ok(),
            },
            Self::Commit { hash, name } => Revision {
                name: name.clone(),
                hash: Some(hash.clone()),
            },
        }
    }

    fn read(&self, workspace: &Path) -> Result<Snapshot, Failure> {
        match self {
            Self::Folder(document) if is_document(document) => {
                let publication = Publication::read(document)?;
                Ok(Snapshot {
                    sources: publication.sources(),
                    publication: Some(publication),
                    ..Snapshot::default()
                })
            }
            Self::Folder(folder) => Ok(Snapshot {
                sources: read_with_pages(folder, None)?,
                publication: None,
                levels: levels(folder)?,
                version: None,
            }),
            // All of them may be gone.
            Self::Worktree(folder) => Ok(Snapshot {
                sources: read::read(folder, None)
                    .map_err(|error| Failure::unreadable(folder, &error))?,
                publication: None,
                levels: levels(folder)?,
                version: None,
            }),
            Self::Commit { hash, .. } => {
                Ok(snapshot::read(workspace, hash, DEFINITIONS, GENERATED)?)
            }
        }
    }

    fn decide(&self, snapshot: &Snapshot) -> Result<Decided, Failure> {
        decide(&snapshot.sources).map_err(|problems| {
            let place = match self {
                Self::Folder(folder) | Self::Worktree(folder) => {
                    format!("in `{}`", shown_path(folder))
                }
                Self::Commit { name, .. } => format!("in the definitions of `{name}`"),
            };
            Failure::Problems {
                problems,
                sources: Box::new(snapshot.sources.clone()),
                consequence: format!(" {place}; nothing was compared"),
            }
        })
    }
}

/// The file of levels in a folder, if it has one.
fn levels(folder: &Path) -> Result<Option<(String, String)>, Failure> {
    let path = folder.join(LEVELS_FILE);
    match read::file(&path) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Some((shown_path(&path), text)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::unreadable(&path, &error)),
    }
}

/// The models whose committed files another generator made: the file changed since the base, what is
/// decided about the definition did not, and the file at the base is not what this generator makes.
/// Files that are the same on both sides are not even read, nor those of definitions that are in
/// `reported`, which have entries.
fn regenerated(
    workspace: &Path,
    (before, was): (&State, &Decided),
    (after, is): (&State, &Decided),
    reported: &BTreeSet<&str>,
) -> Result<Vec<String>, Failure> {
    let (State::Commit { hash, .. }, new) = (before, after) else {
        return Ok(Vec::new());
    };
    let new = match new {
        State::Folder(_) => return Ok(Vec::new()),
        State::Worktree(_) => None,
        State::Commit { hash, .. } => Some(hash.as_str()),
    };
    let folder = format!("{GENERATED}/{FOLDER}");
    let changed = git::changed(workspace, hash, new, &folder)?;
    let suspects = |decided: &Decided| {
        let structs = decided.model.structs.iter();
        let structs = structs.filter(|item| !reported.contains(item.name()));
        let structs = structs.filter(|item| changed.contains(&path(&folder, item)));
        let model = Model {
            structs: structs.cloned().collect(),
            ..Model::default()
        };
        (render::render(&model), model)
    };
    let ((old, model), (new, _)) = (suspects(was), suspects(is));
    // What this generator makes of both alike, and the base has otherwise.
    let same = |item: &&Struct| {
        let file = path(FOLDER, item);
        old.files.get(&file) == new.files.get(&file)
    };
    let suspects: Vec<_> = model.structs.iter().filter(same).collect();
    if suspects.is_empty() {
        return Ok(Vec::new());
    }
    let object = |item: &&Struct| format!("{hash}:./{}", path(&folder, item));
    let objects: Vec<_> = suspects.iter().map(object).collect();
    let committed = git::contents(workspace, &objects)?;
    let foreign = suspects.into_iter().zip(committed).filter(|(item, text)| {
        let made = old.files.get(&path(FOLDER, item)).map(String::as_bytes);
        text.as_ref()
            .is_ok_and(|text| text.starts_with(MARK.as_bytes()) && made != Some(text))
    });
    Ok(foreign.map(|(item, _)| item.name().to_owned()).collect())
}

fn path(folder: &str, item: &Struct) -> String {
    format!("{folder}/{}.rs", item.file_stem)
}

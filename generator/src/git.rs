//! Reads definitions out of git, without touching the checkout. The only module that runs `git`.
//!
//! One `git ls-tree` names the files and one `git cat-file --batch` gives all their contents, however
//! many there are. Every command runs in the workspace's folder and names paths relative to it, so
//! that the workspace may be a folder of a larger repository, or a worktree.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};

/// The reason why git gave no answer.
#[derive(Debug)]
pub(crate) enum Error {
    /// It cannot be run at all.
    Missing(io::Error),
    /// The folder belongs to no repository.
    NoRepository,
    /// The revision is not there.
    UnknownRevision(String),
    /// The two revisions share no commit, or a shallow clone does not have it.
    NothingShared(String, String),
    /// A path of the commit leads to where this repository has nothing.
    Elsewhere(String, Elsewhere),
    /// It refused, with these words.
    Refused(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(error) => write!(
                f,
                "cannot run `git`: {error}; `--from` and `--to` compare folders without it"
            ),
            Self::NoRepository => f.write_str(
                "this is not a git repository; `--from` and `--to` compare folders without one",
            ),
            Self::UnknownRevision(revision) => {
                write!(f, "git has no revision `{revision}`")
            }
            Self::NothingShared(one, other) => write!(
                f,
                "`{one}` and `{other}` share no commit in this clone: fetch more history, or name \
                 `--base`"
            ),
            Self::Elsewhere(path, Elsewhere::Submodule) => write!(
                f,
                "`{path}` is a submodule in that commit, and its files are not in this repository; \
                 `--from` compares with a folder"
            ),
            Self::Elsewhere(path, Elsewhere::Link(target)) => write!(
                f,
                "`{path}` is a link in that commit, and this repository does not have what it leads to, \
                 `{target}`; `--from` compares with a folder"
            ),
            Self::Refused(words) => write!(f, "git refused: {words}"),
        }
    }
}

impl std::error::Error for Error {}

/// A path of a commit whose content the repository does not have.
#[derive(Clone, Debug)]
pub(crate) enum Elsewhere {
    /// The commit of another repository.
    Submodule,
    /// A link, with where it leads.
    Link(String),
}

/// The target of a path in a commit.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// A folder, by its object.
    Folder(String),
    /// A file, by its object.
    File(String),
    /// Nothing.
    Nothing,
    /// Something that the repository does not have.
    Elsewhere(Elsewhere),
}

/// The commit that `revision` names.
///
/// # Errors
///
/// Fails if there is no such commit, no repository, or no git.
pub(crate) fn commit(workspace: &Path, revision: &str) -> Result<String, Error> {
    let object = format!("{revision}^{{commit}}");
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &object,
    ];
    match try_git(workspace, &arguments)? {
        Some(hash) => Ok(hash),
        None => {
            inside(workspace)?;
            Err(Error::UnknownRevision(revision.to_owned()))
        }
    }
}

/// The last commit that two revisions share.
///
/// # Errors
///
/// Fails if they share none, or one of them is not there.
pub(crate) fn merge_base(workspace: &Path, one: &str, other: &str) -> Result<String, Error> {
    let (a, b) = (commit(workspace, one)?, commit(workspace, other)?);
    try_git(workspace, &["merge-base", &a, &b])?
        .ok_or_else(|| Error::NothingShared(one.to_owned(), other.to_owned()))
}

/// The commit that a change is best compared with, and what it is called: where the change left the
/// upstream's default branch, or `HEAD` where there is no such branch.
///
/// # Errors
///
/// Fails if there is no commit, no repository, or no git; or if the branch shares no commit with `HEAD`:
/// a comparison with `HEAD` would then hide committed changes.
pub(crate) fn base(workspace: &Path) -> Result<(String, String), Error> {
    inside(workspace)?;
    for branch in default_branches(workspace)? {
        match commit(workspace, &branch) {
            Ok(_) => {
                let hash = merge_base(workspace, &branch, "HEAD")?;
                let short = try_git(workspace, &["rev-parse", "--abbrev-ref", &branch])?;
                let branch = short.unwrap_or(branch);
                return Ok((hash, format!("the merge base with {branch}")));
            }
            Err(Error::UnknownRevision(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((commit(workspace, "HEAD")?, "HEAD".to_owned()))
}

/// Returns the refs that may be the upstream's default branch, the likeliest first.
fn default_branches(workspace: &Path) -> Result<Vec<String>, Error> {
    let remotes = try_git(workspace, &["remote"])?.unwrap_or_default();
    let remotes: Vec<_> = remotes.lines().collect();
    let remote = match (remotes.contains(&"upstream"), remotes.contains(&"origin")) {
        (true, _) => "upstream",
        (_, true) => "origin",
        _ => match remotes.first() {
            Some(first) => first,
            None => return Ok(Vec::new()),
        },
    };
    let names = ["HEAD", "main", "master"];
    Ok(names
        .map(|name| format!("refs/remotes/{remote}/{name}"))
        .into())
}

/// The files in `folder` that differ between a commit and another, or the working tree.
pub(crate) fn changed(
    workspace: &Path,
    old: &str,
    new: Option<&str>,
    folder: &str,
) -> Result<BTreeSet<String>, Error> {
    let mut arguments = vec![
        "diff",
        "--name-only",
        "--no-renames",
        "--relative",
        "-z",
        old,
    ];
    arguments.extend(new);
    arguments.extend(["--", folder]);
    let listing = git(workspace, &arguments)?;
    let names = listing.split(|&byte| byte == 0);
    Ok(names
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect())
}

/// The names of the files in `folder` that are what the last commit has. None where there is no
/// repository, no commit or no git.
pub(crate) fn committed(folder: &Path) -> BTreeSet<String> {
    let Ok(listing) = git(folder, &["ls-tree", "-z", "--name-only", "HEAD", "."]) else {
        return BTreeSet::new();
    };
    let Ok(changed) = changed(folder, "HEAD", None, ".") else {
        return BTreeSet::new();
    };
    let names = listing.split(|&byte| byte == 0);
    names
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .filter(|name| !changed.contains(name))
        .collect()
}

/// The content of each object, or why it cannot be had.
pub(crate) fn contents<S: AsRef<str>>(
    workspace: &Path,
    objects: &[S],
) -> Result<Vec<io::Result<Vec<u8>>>, Error> {
    batch(workspace, &["cat-file", "--batch"], objects, answer)
}

/// Finds the target of each path in a commit, through the links on its way and at its end.
pub(crate) fn follow<S: AsRef<str>>(
    workspace: &Path,
    commit: &str,
    paths: &[S],
) -> Result<Vec<Target>, Error> {
    let objects: Vec<_> = paths
        .iter()
        .map(|path| format!("{commit}:./{}", path.as_ref()))
        .collect();
    let arguments = ["cat-file", "--batch-check", "--follow-symlinks"];
    let mut targets = batch(workspace, &arguments, &objects, target)?;
    for (target, path) in targets.iter_mut().zip(paths) {
        // git gives the same answer for a submodule and for what is not there.
        if let Target::Nothing = target {
            let arguments = ["ls-tree", "-z", commit, "--", path.as_ref()];
            if git(workspace, &arguments)?.starts_with(b"160000 ") {
                *target = Target::Elsewhere(Elsewhere::Submodule);
            }
        }
    }
    Ok(targets)
}

/// One answer of `cat-file --batch-check --follow-symlinks`: a line `object type size`, or a word and the
/// length of a path, which follows.
fn target(output: &mut impl BufRead) -> io::Result<Target> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    let words: Vec<_> = line.trim_end().split(' ').collect();
    Ok(match words[..] {
        [object, "tree", _] => Target::Folder(object.to_owned()),
        [object, "blob", _] => Target::File(object.to_owned()),
        ["symlink" | "dangling" | "loop" | "notdir", size] => {
            let size = size.parse().map_err(io::Error::other)?;
            Target::Elsewhere(Elsewhere::Link(
                String::from_utf8_lossy(&sized(output, size)?).into_owned(),
            ))
        }
        _ => Target::Nothing,
    })
}

/// Asks one run of git for every object, and reads its answers.
fn batch<S: AsRef<str>, T>(
    workspace: &Path,
    arguments: &[&str],
    objects: &[S],
    read: impl Fn(&mut BufReader<ChildStdout>) -> io::Result<T>,
) -> Result<Vec<T>, Error> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let mut child = command(workspace, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Error::Missing)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::Refused("it takes no input".to_owned()));
    };
    let asked: String = objects
        .iter()
        .map(|it| format!("{}\n", it.as_ref()))
        .collect();
    let contents = std::thread::scope(|scope| {
        // git answers while it reads: a writer that sends all objects first blocks for ever on a full pipe.
        scope.spawn(move || input.write_all(asked.as_bytes()));
        let mut output = BufReader::new(output);
        let answers = objects.iter().map(|_| read(&mut output));
        answers.collect::<io::Result<Vec<_>>>()
    });
    let ended = child.wait();
    let contents = contents.map_err(|error| Error::Refused(error.to_string()))?;
    ended.map_err(|error| Error::Refused(error.to_string()))?;
    Ok(contents)
}

/// One answer of `cat-file --batch`: a line `object type size`, the content and a line's end.
fn answer(output: &mut impl BufRead) -> io::Result<io::Result<Vec<u8>>> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    let size = line.trim_end().rsplit(' ').next().unwrap_or_default();
    let Ok(size) = size.parse::<usize>() else {
        // A clone without its blobs answers `missing`.
        return Ok(Err(io::Error::other(format!(
            "git says `{}`",
            line.trim_end()
        ))));
    };
    Ok(Ok(sized(output, size)?))
}

/// So many bytes, behind which a line ends.
fn sized(output: &mut impl BufRead, size: usize) -> io::Result<Vec<u8>> {
    let mut content = vec![0; size];
    output.read_exact(&mut content)?;
    output.read_exact(&mut [0])?;
    Ok(content)
}

fn inside(workspace: &Path) -> Result<(), Error> {
    match git(workspace, &["rev-parse", "--show-toplevel"]) {
        Err(Error::Refused(words)) if words.contains("not a git repository") => {
            Err(Error::NoRepository)
        }
        top => top.map(drop),
    }
}

/// Returns the output of a command; `None` if it answers no.
fn try_git(workspace: &Path, arguments: &[&str]) -> Result<Option<String>, Error> {
    let output = command(workspace, arguments)
        .stderr(Stdio::null())
        .output()
        .map_err(Error::Missing)?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(output.status.success().then_some(text))
}

/// Returns the output of a command that must not fail.
pub(crate) fn git(workspace: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let output = command(workspace, arguments)
        .output()
        .map_err(Error::Missing)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Error::Refused(words))
    }
}

fn command(workspace: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    let here = workspace.as_os_str();
    command.current_dir(if here.is_empty() {
        OsStr::new(".")
    } else {
        here
    });
    // A hook sets these for the repository that it runs in, and they win over the folder.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    // Its words are read, and quoted among English ones.
    command.env("LC_ALL", "C");
    command.args(arguments);
    command
}

//! What can be typed behind `cargo xtask import`.

use std::path::PathBuf;

use clap::Args;

use super::Input;

/// Take definitions in from another folder, or bring them up to date
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask import ../api/definitions --root ConversationQuery --root 'Analytics*'
                                             takes these and everything they link to
  cargo xtask import ../api/definitions --root 'GET /api/v2/routing/*'
                                             takes what these endpoints are sent and return
  cargo xtask import ../api/definitions      brings what was taken in up to date
  cargo xtask import ../api/definitions --dry-run --prune
                                             shows what would be copied and removed

The roots are remembered in `roots.txt` beside the definitions; to drop one, remove its line. What
definitions written here link to is taken in as well. A file is left as it is where it says the same
but for the time stamp in its footer, the order of its rows, line ends and whitespace; where it says
something else it becomes FROM's; if git has no commit of what it says, or there is no git, --overwrite
is needed.

The publisher's pages of operations, `*-api.md`, tell which endpoint takes and returns what. Those
operations that take or return a definition taken in are written to `operations.md` beside the
definitions. Without pages, that file keeps its operations, and roots are looked up in it.

A definition counts as FROM's if FROM has a file of its name, whether it was imported or not. What
FROM lacks is left alone, and singled out where what is taken links to it.

Exit codes:
  0  done
  2  a root stands for nothing, the definitions or the pages have problems, overrides would not fit
     what --prune leaves, an enum of theirs has the name of what comes, edits would be lost, or the file
     system refused; nothing was written")]
pub(crate) struct Import {
    /// The folder to take definitions from
    pub(crate) from: PathBuf,

    /// The folder of the publisher's pages of operations [default: `classes` beside FROM, where it is]
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,

    /// A definition to take in with everything it links to, or an operation with both its sides, by name
    /// or by endpoint ('GET /api/v2/users/me'); a pattern such as 'Analytics*' names several
    #[arg(long = "root", value_name = "NAME")]
    pub(crate) roots: Vec<String>,

    /// Take in every definition; the same as --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Write nothing; list what would be copied and removed, and the overrides that would be outdated
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Remove definitions whose names FROM has, but that no root leads to
    #[arg(long)]
    pub(crate) prune: bool,

    /// Replace and remove files even if they hold edits that git has no commit of
    #[arg(long)]
    pub(crate) overwrite: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

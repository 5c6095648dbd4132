//! What can be typed behind `cargo xtask import`.

use std::path::PathBuf;

use clap::Args;

use super::Input;

/// Take definitions from another folder, or update them
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask import ../api/definitions --root ConversationQuery
      takes this definition and everything it links to
  cargo xtask import ../api/definitions --root 'GET /api/v2/routing/*'
      takes what these endpoints are sent and return
  cargo xtask import ../api/definitions
      updates what was taken in before
  cargo xtask import ../api/definitions --dry-run --prune
      shows what would be copied and removed

`roots.txt`, beside the definitions, remembers the roots. To drop a root,
remove its line. What your own definitions link to is taken in as well.

A definition counts as FROM's if FROM has a file of its name, imported or not.
A file stays as it is if only its footer's time stamp, the order of its rows,
line ends or whitespace differ. Otherwise FROM's text replaces it. If git has
no commit of the old text, or there is no git, --overwrite is needed. What FROM
lacks stays, and is reported if a definition that was taken in links to it.

The publisher's pages of operations, `*-api.md`, say which endpoint takes and
returns what. Operations that use a definition taken in are written to
`operations.md` beside the definitions. Without pages, that file keeps its
operations, and roots are looked up in it.

Exit codes:
  0  done
  2  nothing was written: a root stands for nothing, the definitions or the
     pages have problems, overrides would not fit what --prune leaves, an enum
     of the overrides has the name of a definition that comes, edits would be
     lost, or the file system refused")]
pub(crate) struct Import {
    /// The folder to take definitions from
    pub(crate) from: PathBuf,

    /// The folder of the publisher's pages of operations
    /// [default: `classes` beside FROM, if it exists]
    #[arg(long, value_name = "DIR", verbatim_doc_comment)]
    pub(crate) pages: Option<PathBuf>,

    /// What to take in, with everything it links to: a definition, an
    /// operation or endpoint (both sides) such as 'GET /api/v2/users/me', or
    /// a pattern such as 'Analytics*'
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,

    /// Take in every definition, like --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Write nothing; list what would be copied and removed, and the
    /// overrides that would be outdated
    #[arg(long, verbatim_doc_comment)]
    pub(crate) dry_run: bool,

    /// Remove definitions that FROM has and no root leads to
    #[arg(long)]
    pub(crate) prune: bool,

    /// Replace and remove files even if git has no commit of their edits
    #[arg(long)]
    pub(crate) overwrite: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

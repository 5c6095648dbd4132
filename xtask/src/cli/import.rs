//! The arguments of `cargo xtask import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Input;

/// Take in definitions from a document or folder, or update them
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask import ../swagger.json --root 'GET /api/v2/users/me'
      takes this endpoint from the publisher's document, with facts
  cargo xtask import ../api/definitions --root ConversationQuery
      takes this definition and everything it links to
  cargo xtask import ../api/definitions --root 'GET /api/v2/routing/*'
      takes these endpoints, and what they are sent and return
  cargo xtask import ../api/definitions
      updates what was taken in before
  cargo xtask import ../api/definitions --dry-run --prune
      shows what would be copied and removed

`roots.txt`, in the definitions' folder, holds the roots. To drop a root,
remove its line. What your own definitions link to is taken in as well.

FROM is a folder of Markdown, or the publisher's document: Swagger 2.0 or
OpenAPI 3, as JSON. A document makes the definitions, their pages of operations
and `facts.toml`, which states what Markdown cannot, in one run. What Markdown
cannot state of the parts that are taken in is a warning.

A definition counts as FROM's if FROM has a file of its name, imported or not.
A file stays as it is if only its footer's time stamp, the order of its rows,
line ends or whitespace differ. Otherwise FROM's text replaces it. If git has
no commit of the old text, or there is no git, --overwrite is needed, unless
the old text is what an import wrote.

`imported.txt`, in the definitions' folder, records what imports wrote. What
was taken from FROM and is gone from it is removed, unless it was edited or a
definition that stays links to it. Roots and overrides that still name it are
warnings. What no import recorded is yours, and stays.

The publisher's pages of operations, `*-api.md`, describe endpoints. The folder
`operations` in the definitions' folder gets the sections of those that roots
name, and of those that send or return a definition that is a root, with what
they return on failure. Operations that are there are kept up to date; --prune
removes those that no root leads to. Pages of your own, under another name,
stay. Without the publisher's pages, all of them stay, and roots are looked up
in them. An `operations.md` of an earlier version is turned into pages.

Exit codes:
  0  done
  2  nothing was written: a root stands for nothing, the document, the
     definitions or the pages have problems, overrides would not fit what
     --prune leaves, an enum of the overrides has the name of a definition
     that comes, edits would be lost, or the file system refused")]
pub(crate) struct Import {
    /// The folder or document to take definitions from
    pub(crate) from: PathBuf,

    /// The folder of the publisher's pages of operations
    /// [default: `classes` next to FROM, if it exists]
    #[arg(long, value_name = "DIR", verbatim_doc_comment)]
    pub(crate) pages: Option<PathBuf>,

    /// The roots to take in, with everything they link to: a definition, an
    /// operation or endpoint (both sides) such as 'GET /api/v2/users/me', or
    /// a pattern such as 'Analytics*'
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,

    /// Take in every definition, like --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Further operations to take in: `all` that send or return any
    /// definition that is taken in
    #[arg(long, value_name = "WHICH", verbatim_doc_comment)]
    pub(crate) operations: Option<Operations>,

    /// Turn `int32` of a document into `i32`. The default is `i64`, because
    /// an update may turn an `int32` into an `int64`
    #[arg(long, verbatim_doc_comment)]
    pub(crate) exact_integers: bool,

    /// Write nothing; list what would be copied and removed, and the
    /// overrides that would be outdated
    #[arg(long, verbatim_doc_comment)]
    pub(crate) dry_run: bool,

    /// Remove definitions and operations that FROM has and no root leads to
    #[arg(long)]
    pub(crate) prune: bool,

    /// Replace and remove files even if git has no commit of their edits, and
    /// write `facts.toml` and `imported.txt` anew even if they are broken
    #[arg(long, verbatim_doc_comment)]
    pub(crate) overwrite: bool,

    /// Record what is there, and not recorded yet, as taken from FROM: what
    /// FROM has, and what its tool wrote. Removes nothing
    #[arg(long, verbatim_doc_comment)]
    pub(crate) adopt: bool,

    /// Accept that FROM lacks more than a quarter of what was taken from it
    #[arg(long)]
    pub(crate) allow_removals: bool,

    /// Keep what was taken from FROM and is gone from it
    #[arg(long)]
    pub(crate) keep_removed: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Operations {
    /// Those that send or return any definition that is taken in
    All,
}

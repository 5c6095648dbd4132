//! The arguments of `cargo xtask import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, MessageFormat};

/// Import definitions from a document or folder, or update them
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask import ../swagger.json --root 'GET /api/v2/routing/queues'
      imports this endpoint from the publisher's document, with facts
  cargo xtask import ../api/docs/definitions --root ConversationQuery
      imports this definition and everything it links to
  cargo xtask import ../swagger.json --root 'GET /api/v2/routing/*'
      imports these endpoints, and the definitions that they send and return
  cargo xtask import ../swagger.json
      updates what was imported before
  cargo xtask import ../swagger.json --dry-run --prune
      lists what would be written and removed

FROM is a folder of Markdown, or the publisher's document: Swagger 2.0 or
OpenAPI 3, as JSON. From a document, one run writes the definitions, their
pages of operations, and `facts.toml`, which states what Markdown cannot. A
warning names what neither can state of the imported parts.

`roots.txt`, in the folder of definitions, lists the roots. To drop a root,
remove its line. Everything that your own definitions link to is imported, too.

A file stays as it is if only its footer's time stamp, the order of its rows,
line ends or whitespace differ. Otherwise FROM's text replaces it. If the old
text was edited, and git has no commit of it, this needs --overwrite.

`imported.txt`, in the folder of definitions, records what imports wrote. What
was imported from FROM, and is gone from it, is removed, unless it was edited
or a remaining definition links to it. Roots and overrides that still name it
are warnings. What no import recorded is yours, and stays.

The folder `operations`, in the folder of definitions, gets the sections of the
publisher's pages, `*-api.md`, for the endpoints that roots name, and for those
that send or return a root, with the definitions of their errors. Later imports
update them; --prune removes those that no root leads to. Pages of your own,
under another name, stay. If FROM has no pages, all sections stay, and roots
are looked up in them. An `operations.md` of an earlier version becomes pages.

Exit codes:
  0  done
  2  nothing was written: a root names nothing, the document, the definitions
     or the pages have problems, overrides would not fit what --prune leaves,
     an enum of the overrides has the name of a new definition, edits would be
     lost, or the file system refused")]
pub(crate) struct Import {
    /// The folder or document to import from
    pub(crate) from: PathBuf,

    /// The folder of the publisher's pages of operations
    /// [default: `classes` next to FROM, if it exists]
    #[arg(long, value_name = "DIR", verbatim_doc_comment)]
    pub(crate) pages: Option<PathBuf>,

    /// A root to import, with everything it links to: a definition, an
    /// operation, an endpoint such as 'GET /api/v2/routing/queues', or a
    /// pattern such as 'Analytics*'
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,

    /// Import every definition, like --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Further operations to import: `all` that send or return an imported
    /// definition
    #[arg(long, value_name = "WHICH", verbatim_doc_comment)]
    pub(crate) operations: Option<Operations>,

    /// Turn `int32` of a document into `i32`. The default is `i64`, because
    /// an update may turn an `int32` into an `int64`
    #[arg(long, verbatim_doc_comment)]
    pub(crate) exact_integers: bool,

    /// Write nothing; list what would be written and removed, and the
    /// overrides that would be outdated
    #[arg(long, verbatim_doc_comment)]
    pub(crate) dry_run: bool,

    /// Remove definitions and operations of FROM that no root leads to
    #[arg(long)]
    pub(crate) prune: bool,

    /// Replace and remove files even if git has no commit of their edits, and
    /// write `facts.toml` and `imported.txt` anew even if they are broken
    #[arg(long, verbatim_doc_comment)]
    pub(crate) overwrite: bool,

    /// Record unrecorded files as imported from FROM, if FROM has them or its
    /// tool wrote them. Removes nothing
    #[arg(long, verbatim_doc_comment)]
    pub(crate) adopt: bool,

    /// Accept that FROM lacks more than a quarter of its recorded definitions
    #[arg(long)]
    pub(crate) allow_removals: bool,

    /// Keep what was imported from FROM and is gone from it
    #[arg(long)]
    pub(crate) keep_removed: bool,

    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: MessageFormat,

    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Operations {
    /// Those that send or return an imported definition
    All,
}

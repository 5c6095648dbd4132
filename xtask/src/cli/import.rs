//! The arguments of `cargo xtask import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, MessageFormat};

/// Import definitions from a document or folder, or update them
#[derive(Args)]
#[command(mut_arg("definitions", super::folder_alone))]
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
pages of operations, and `facts.toml`, for what Markdown cannot express, such as
integers and enums. Warnings list what neither can express.

New roots are added to `roots.txt` in the folder of definitions. To drop one,
remove its line and import with --prune. Whatever your own definitions link to
is imported as well, if FROM has it.

A file is left alone if it differs from FROM's only in the footer's time stamp,
the order of rows, line endings or whitespace. Otherwise FROM's text replaces
it. If you edited the file and git has no commit of that, nothing is written
unless you give --overwrite.

`imported.txt`, in the folder of definitions, records what imports wrote. What
was imported from FROM and is gone from it is removed, unless you edited it or a
remaining definition links to it. Roots and overrides that still name it cause
warnings. Files that no import recorded are yours, and are never removed.

The subfolder `operations` receives pages, `*-api.md`, with a section for each
endpoint that a root names, and for each that sends or returns a definition
that is a root. The definitions of their error responses are imported, too.
Later imports update the sections; --prune removes those that no root leads to.
Pages that you write under other names are left alone. If FROM has no pages, the
existing sections stay, and endpoints in roots are looked up there. An
`operations.md` of an earlier version is converted into pages.

Exit codes:
  0  done
  2  nothing was written. Causes: a root that names nothing; problems in the
     document, definitions or pages; overrides that would not fit after --prune;
     an enum of the overrides with the name of a new definition; edits that
     would be lost; a file that could not be read or written")]
pub(crate) struct Import {
    /// The folder or document to import from
    pub(crate) from: PathBuf,

    /// The folder of the pages of operations
    /// [default: `classes` next to FROM, if it exists]
    #[arg(long, value_name = "DIR", verbatim_doc_comment)]
    pub(crate) pages: Option<PathBuf>,

    /// A root to import, with everything it links to: a definition, an
    /// operation, an endpoint such as 'GET /api/v2/routing/queues', or a
    /// pattern such as 'Analytics*'. May be repeated
    /// [default: those in `roots.txt`]
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,

    /// Import every definition, like --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Import further operations, too
    #[arg(long, value_name = "WHICH")]
    pub(crate) operations: Option<Operations>,

    /// Use `i32` for the document's `int32`. By default it becomes `i64`,
    /// because a later document may widen it
    #[arg(long, verbatim_doc_comment)]
    pub(crate) exact_integers: bool,

    /// Write nothing; list what would be written and removed, and the
    /// overrides that would no longer fit
    #[arg(long, verbatim_doc_comment)]
    pub(crate) dry_run: bool,

    /// Remove what was imported from FROM and no root leads to any more
    #[arg(long)]
    pub(crate) prune: bool,

    /// Replace and remove files even if git has no commit of their edits, and
    /// rewrite `facts.toml` and `imported.txt` even if they cannot be read
    #[arg(long, verbatim_doc_comment)]
    pub(crate) overwrite: bool,

    /// Record files that no import wrote as imported from FROM, if FROM has
    /// them or their footer is that of FROM's files. Removes nothing
    #[arg(long, verbatim_doc_comment)]
    pub(crate) adopt: bool,

    /// Continue if more than a quarter of what was imported from FROM is gone
    #[arg(long)]
    pub(crate) allow_removals: bool,

    /// Keep files that were imported from FROM but are no longer in it
    #[arg(long)]
    pub(crate) keep_removed: bool,

    /// The form of the messages
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: MessageFormat,

    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Operations {
    /// Every operation that sends or returns an imported definition
    All,
}

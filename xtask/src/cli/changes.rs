//! The arguments of `cargo xtask changes`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Report what an update of the definitions breaks, and for whom
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask changes
      compares the working tree with the commit where it left the upstream's
      default branch, or with HEAD if there is no upstream
  cargo xtask changes --base v1.2.0
  cargo xtask changes --base v1.2.0..v1.3.0
  cargo xtask changes --from OLD --to NEW
      compares two folders or documents of the publisher's, without git
  cargo xtask changes --used-by ../app/src
      reports what concerns that code
  cargo xtask changes --only 'Queue*' --only 'GET /api/v2/routing/queues'
  cargo xtask changes --fail-on wire --allow accepted.txt
  cargo xtask changes --allow accepted.txt --accept 'agreed with routing'
      adds breaking changes to the list, with the reason
  cargo xtask changes --format json | jq -r '.changes[].id'
  cargo xtask explain type-one-to-list
      gives the reasons for the verdicts of one kind of change

Each change has three verdicts. `sent` and `received` are about programs built
with the old models that call the new API: none, compatible, silent (data is
lost without an error) or breaking. `Rust` is about code that moves to the new
models: none, minor or major. It assumes values made with `new` or
`..Default::default()`. If operations only return a definition, its changes
break no program that sends, and the reverse.

The report lists causes, the worst first. Equal edits, and the consequences of
an edit, are one cause. `changes.toml`, in the definitions' folder, sets the
level of a kind of change:
  [property-removed]
  level = \"warning\"
  reason = \"…\"
The levels are `error` (fails a check), `warning`, `note` (affects no one)
and `off` (not shown).

If a model's file differs but its definition does not, the generator changed.
Such models are counted and named. With --from, no models and no version are
known: the report proposes only the step to the next version.

`generator/src/changes/report/changes.schema.json` describes the JSON.

Exit codes:
  0  done
  1  a change that --fail-on names is not accepted by --allow
  2  the definitions have problems, or git or the file system refused")]
pub(crate) struct Changes {
    /// The revision to compare with, or two revisions as `A..B`
    #[arg(long, value_name = "REV", conflicts_with = "from")]
    pub(crate) base: Option<String>,

    /// The folder of definitions, or the publisher's document, to compare
    /// with
    #[arg(long, value_name = "PATH", verbatim_doc_comment)]
    pub(crate) from: Option<PathBuf>,

    /// The folder of definitions, or the publisher's document, to compare
    /// [default: definitions]
    #[arg(long, value_name = "PATH", verbatim_doc_comment)]
    pub(crate) to: Option<PathBuf>,

    /// Report only this and what it contains: a definition, an endpoint,
    /// or a pattern of either
    #[arg(long, value_name = "ROOT", verbatim_doc_comment)]
    pub(crate) only: Vec<String>,

    /// Report only what this Rust file or folder may use, and where
    #[arg(long, value_name = "PATH", conflicts_with = "only")]
    pub(crate) used_by: Vec<PathBuf>,

    /// The form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ChangesFormat,

    /// With `--format markdown`: print an entry for a changelog
    #[arg(long)]
    pub(crate) changelog: bool,

    /// The changes that make the command fail
    #[arg(long, value_name = "WHAT", default_value = "none")]
    pub(crate) fail_on: FailOn,

    /// A file of accepted changes, one fingerprint a line
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Option<PathBuf>,

    /// Add the changes that --fail-on names, or else all breaking ones, to
    /// the file of --allow, with this reason
    #[arg(long, value_name = "REASON", requires = "allow", verbatim_doc_comment)]
    pub(crate) accept: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ChangesFormat {
    /// For a terminal
    Text,
    /// For the summary of a job: the page, and every entry
    Markdown,
    /// For a comment on a pull request: the page alone
    Comment,
    /// Every entry in a line, as `--allow` takes it
    Entries,
    /// The edits to code that moves along, in Markdown
    Migration,
    /// One JSON object
    Json,
    /// GitHub's workflow annotations
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Nothing
    None,
    /// A change that is major for Rust
    Rust,
    /// A change that breaks what is sent or received
    Wire,
    /// Either
    Any,
}

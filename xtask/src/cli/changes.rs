//! The arguments of `cargo xtask changes`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Report what an update of the definitions breaks, and for whom
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask changes
      compares the working tree with its merge base with the remote's default
      branch, or with HEAD if there is no remote
  cargo xtask changes --base v1.2.0
  cargo xtask changes --base v1.2.0..v1.3.0
  cargo xtask changes --from OLD --to NEW
      compares two folders, or two of the publisher's documents, without git
  cargo xtask changes --used-by ../app/src
      reports what concerns that code
  cargo xtask changes --only 'Queue*' --only 'GET /api/v2/routing/queues'
  cargo xtask changes --fail-on wire --allow accepted.txt
  cargo xtask changes --allow accepted.txt --accept 'agreed with routing'
      adds breaking changes to the list, with the reason
  cargo xtask changes --format json | jq -r '.changes[].id'
  cargo xtask explain type-one-to-list
      gives the reasons for the verdicts of a kind of change

Each change has three verdicts. `sent` and `received` state what happens to a
program that was built with the old models and calls the new API: none,
compatible, silent (data is lost without an error) or breaking. `Rust` states
what happens to code that moves to the new models: none, minor or major; it
assumes that the code makes values with `new` or `..Default::default()`. A
definition that operations only return cannot break sending, and one that they
only take cannot break receiving.

The report lists causes, the worst first. The same edit in several places, with
all that follows from it, is one cause. `changes.toml`, in the folder of
definitions, sets the level of a kind of change:
  [property-removed]
  level = \"warning\"
  reason = \"…\"
The levels are `error` (--fail-on fails), `warning` (shown), `note` (only
counted) and `off` (not shown).

A model whose file differs although its definition does not was changed by a new
generator. Such models are counted and named. With --from there are no models
and no version, so the report proposes only which part of the version to raise.

`generator/src/changes/report/changes.schema.json` describes the JSON.

Exit codes:
  0  done
  1  a change that --fail-on names is not accepted by --allow
  2  the definitions have problems, git failed, or a file could not be read")]
pub(crate) struct Changes {
    /// The old revision, or the old and the new one as `A..B`
    #[arg(long, value_name = "REV", conflicts_with = "from")]
    pub(crate) base: Option<String>,

    /// The old side without git: a folder of definitions, or the publisher's
    /// document
    #[arg(long, value_name = "PATH", verbatim_doc_comment)]
    pub(crate) from: Option<PathBuf>,

    /// The new side: a folder of definitions, or the publisher's document
    /// [default: definitions]
    #[arg(long, value_name = "PATH", verbatim_doc_comment)]
    pub(crate) to: Option<PathBuf>,

    /// Report only this and what it contains: a definition, an endpoint,
    /// or a pattern of either. May be repeated
    #[arg(long, value_name = "NAME", verbatim_doc_comment)]
    pub(crate) only: Vec<String>,

    /// Report only what this Rust code may use, and where
    #[arg(long, value_name = "PATH", conflicts_with = "only")]
    pub(crate) used_by: Vec<PathBuf>,

    /// The form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ChangesFormat,

    /// With `--format markdown`, print only an entry for a changelog
    #[arg(long)]
    pub(crate) changelog: bool,

    /// The changes that make the command fail
    #[arg(long, value_name = "WHAT", default_value = "none")]
    pub(crate) fail_on: FailOn,

    /// A file of accepted changes, one fingerprint per line
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Option<PathBuf>,

    /// Add changes to the file of --allow, with this reason: those that
    /// --fail-on selects, or else all breaking ones
    #[arg(long, value_name = "REASON", requires = "allow", verbatim_doc_comment)]
    pub(crate) accept: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ChangesFormat {
    /// For a terminal
    Text,
    /// The page and every change, for the summary of a job
    Markdown,
    /// The page alone, for a comment on a pull request
    Comment,
    /// One line per change, with its fingerprint, for --allow
    Entries,
    /// The edits that code needs for the new models, in Markdown
    Migration,
    /// One JSON object
    Json,
    /// GitHub's workflow annotations
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// No change
    None,
    /// Changes that are major for Rust
    Rust,
    /// Changes that break sending or receiving
    Wire,
    /// Both
    Any,
}

//! The arguments of `cargo xtask overrides`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Input, MessageFormat};

#[derive(Subcommand)]
pub(crate) enum Overrides {
    Suggest(Suggest),
    Import(ImportFacts),
}

/// Write `facts.toml` from the publisher's document
#[derive(Args)]
#[command(mut_arg("definitions", super::folder_alone))]
#[command(after_help = "Examples:
  cargo xtask overrides import ../swagger.json
  cargo xtask regen

The file states what the document has and the Markdown does not: integers and
floats, dates that no description mentions, the words of enums, and the values
of maps. It omits what `overrides.toml` states. Each run writes the whole file.
Enums that are in the file keep their names and properties; their words become
those of the document.

Exit codes:
  0  the file was written or is up to date; contradictions are only reported
  2  the document cannot be used, the definitions have problems, or a file could
     not be read or written; nothing was written")]
pub(crate) struct ImportFacts {
    /// The document: Swagger 2.0 or OpenAPI 3, as JSON
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: PathBuf,

    /// Use `i32` for `int32`. By default it becomes `i64`, because a later
    /// document may widen it
    #[arg(long, verbatim_doc_comment)]
    pub(crate) exact_integers: bool,

    /// Group and name all enums as a first import would. Code that uses the
    /// old names will not compile
    #[arg(long, verbatim_doc_comment)]
    pub(crate) rename_enums: bool,

    /// Rewrite `facts.toml` even if it cannot be read
    #[arg(long)]
    pub(crate) overwrite: bool,

    /// The form of the messages
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: MessageFormat,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// Print entries for `overrides.toml` that recorded payloads suggest
#[derive(Args)]
#[command(after_help = "Example:
  cargo xtask overrides suggest ../responses/*.json --model QueueEntityListing

Suggests integers, dates, enums, and which required properties are optional, as
far as the definitions and facts do not state them. Check each entry before you
paste it: payloads show only what happened to be sent. Comments point out values
that do not fit the type of their property. A warning names files that have none
of the properties of the definition.")]
pub(crate) struct Suggest {
    /// Files with one payload each, or with a JSON array of payloads
    #[arg(required = true, value_name = "PAYLOAD")]
    pub(crate) payloads: Vec<PathBuf>,

    /// The definition that the payloads belong to
    #[arg(long, value_name = "NAME")]
    pub(crate) model: String,

    #[command(flatten)]
    pub(crate) input: Input,
}

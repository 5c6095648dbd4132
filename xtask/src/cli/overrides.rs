//! The arguments of `cargo xtask overrides`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Input, MessageFormat};

#[derive(Subcommand)]
pub(crate) enum Overrides {
    Suggest(Suggest),
    Import(ImportFacts),
}

/// Write `facts.toml` from the publisher's OpenAPI document
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask overrides import ../swagger.json
  cargo xtask regen

The file states what the document has and the Markdown does not: integers and
floats, dates that no sentence states, the words of enums, and the values of
maps. It omits what `overrides.toml` states, which wins. Each run writes the
whole file. Enums keep the names and the properties that they have in it, and
list the words of all these properties.

Exit codes:
  0  the file is up to date; contradictions were reported
  2  the document cannot be used, the definitions have problems, or the file
     system refused; nothing was written")]
pub(crate) struct ImportFacts {
    /// The document: Swagger 2.0 or OpenAPI 3, as JSON
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: PathBuf,

    /// Turn `int32` into `i32`. The default is `i64`, because an update
    /// may turn an `int32` into an `int64`
    #[arg(long, verbatim_doc_comment)]
    pub(crate) exact_integers: bool,

    /// Group and name the enums as in a first import. Code that uses the
    /// old names no longer compiles
    #[arg(long, verbatim_doc_comment)]
    pub(crate) rename_enums: bool,

    /// Write `facts.toml` anew even if it cannot be read
    #[arg(long)]
    pub(crate) overwrite: bool,

    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: MessageFormat,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// Print entries for `overrides.toml` that recorded payloads suggest
#[derive(Args)]
#[command(after_help = "Example:
  cargo xtask overrides suggest ../responses/*.json --model QueueEntityListing

Suggests integers, dates that no sentence states, small sets of words, and
required properties that were absent. Known facts are omitted. Check each entry
before you paste it: payloads show only what happened to be sent. A comment
names values of another kind than their type. A warning names files whose
properties the definition does not have.")]
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

//! What can be typed behind `cargo xtask schema`, `graph` and `show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Selection};

/// Print what the definitions say, for other tools
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask schema | jq -r '.definitions[] | select(.properties == []) | .name'
  cargo xtask schema --format json-schema --root ConversationQuery > query.schema.json

The form of json:
  {\"definitions\": [{\"name\", \"file\", \"description\",
    \"properties\": [{\"name\", \"type\", \"required\", \"description\"}]}]}
  Where there is an `operations.md`, each definition has a \"direction\" (sent, received, both or
  unreached), and beside the definitions stand \"operations\": [{\"name\", \"method\", \"path\",
  \"query\": [..], \"request\", \"responses\": [{\"status\", \"type\"}]}], by endpoint.
  Definitions come by name, properties as written. A type is in the definitions' own words, such
  as string, number[], AnalyticsFlow[] or Array[]. A description that is missing is \"\".

The form of json-schema: draft 2020-12, with every definition in \"$defs\". With one --root the whole
describes values of that definition. Unknown properties are allowed; a property that is not required
may also be null.")]
pub(crate) struct Schema {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(crate) format: SchemaFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// What the definitions say, as one JSON object
    Json,
    /// What values look like, for validators and other languages
    JsonSchema,
}

/// Draw who links to whom
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask graph                          every definition, for a ```mermaid block on GitHub
  cargo xtask graph --root User --depth 2    what two links lead to from User
  cargo xtask graph --root 'GET /api/v2/users/me'
                                             what an operation sends and returns
  cargo xtask graph --format dot | dot -Tsvg > models.svg

Links in a cycle are thick, and models in one have a thick frame. A dashed frame says that a model
links to more than --depth shows. More than 60 links are drawn only with --depth.")]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// How many links to follow from the roots [default: all, where these are at most 60]
    #[arg(long, value_name = "N", requires = "roots")]
    pub(crate) depth: Option<usize>,

    /// The language of the picture
    #[arg(long, value_name = "FORMAT", default_value = "mermaid")]
    pub(crate) format: Drawing,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Drawing {
    /// Drawn by GitHub in a ```mermaid block
    Mermaid,
    /// Drawn by Graphviz
    Dot,
}

/// Report what recorded payloads hold that the definitions do not say
#[derive(Args)]
#[command(after_help = "Example:
  cargo xtask drift responses/*.json --model AnalyticsConversationQueryResponse --json

Reported are unknown properties, words that an enum does not list, dates that are not well formed,
required properties that are missing, and values that do not fit: what `generated::wire::odd` reports
of a value that was decoded by `Lenient`, without a program that decodes it. Of a long text only the
start is shown.

The form of the JSON:
  {\"payloads\": [{\"file\", \"odd\": [{\"path\", \"kind\", \"expected\", \"found\"}]}]}
  A kind is unknown-property, unlisted-word, malformed-date, missing-property or misfit.

Exit codes:
  0  nothing is odd
  1  something is
  2  the definitions have problems, there is no such model, or a payload cannot be read")]
pub(crate) struct Drift {
    /// Files with one payload each, or a list of them as a JSON array
    #[arg(required = true, value_name = "PAYLOAD")]
    pub(crate) payloads: Vec<PathBuf>,

    /// The definition that the payloads are read as
    #[arg(long, value_name = "NAME")]
    pub(crate) model: String,

    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// Show one model: its properties, its operations, what it links to and who links to it; or list several
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask show PagingSpec                all of one
  cargo xtask show 'Segment*'                a line for each
  cargo xtask show 'Queue*' --definitions ../api/definitions
                                             what there is in a folder before an import
  cargo xtask show 'GET /api/v2/users/me'    an operation with the models of both sides")]
pub(crate) struct Show {
    /// A definition's name, an operation's name or endpoint, or a pattern such as 'Analytics*'
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) input: Input,
}

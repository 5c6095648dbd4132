//! The arguments of `cargo xtask schema`, `graph` and `show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Input, Selection};

/// Print the definitions as JSON or JSON Schema, for other tools
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask schema | jq -r '.definitions[].name'
  cargo xtask schema --format json-schema --root ConversationQuery

The form of json:
  {\"definitions\": [{\"name\", \"file\", \"description\",
    \"properties\": [{\"name\", \"type\", \"required\", \"description\"}]}]}
  Definitions are sorted by name; properties are in the order of the file. Types
  are spelled as in the Markdown, such as string, number[] or AnalyticsFlow[].
  A missing description is \"\". If there are pages of operations, a definition
  has a \"direction\" as seen by a client (sent, received, both or unreached),
  and there are also \"operations\", sorted by endpoint:
   [{\"name\", \"method\", \"path\",
    \"summary\", \"description\", \"deprecated\",
    \"permissions\": {\"requires\": \"any\" or \"all\", \"names\"},
    \"parameters\": [{\"name\", \"in\", \"type\", \"required\", \"description\"}],
    \"answers\": [{\"status\", \"type\", \"description\"}]}]
  A parameter also has \"as\" if facts, overrides or its description state a more
  exact type, and \"list\": \"csv\" if values are sent separated by commas.

The form of json-schema: draft 2020-12, with every definition in \"$defs\". With
one --root, the schema describes values of that definition; otherwise it has
only \"$defs\". Unknown properties are allowed. A property that is not required
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
    /// The content of the definitions, as one JSON object
    Json,
    /// The JSON Schema of the values, for validators
    JsonSchema,
}

/// Draw a graph of the links between models
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask graph --root User --depth 2
      everything up to two links from User
  cargo xtask graph --root 'GET /api/v2/routing/queues'
      what an operation sends and returns
  cargo xtask graph --format dot | dot -Tsvg > models.svg

Links that form a cycle, and the frames of their models, are thick. A dashed
frame marks a model with links that are left out. Without --depth, the graph
stops at 60 links.")]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The number of links to follow from the roots [default: no limit]
    #[arg(long, value_name = "N", requires = "roots")]
    pub(crate) depth: Option<usize>,

    /// The format of the graph
    #[arg(long, value_name = "FORMAT", default_value = "mermaid")]
    pub(crate) format: Drawing,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Drawing {
    /// For a ```mermaid block on GitHub
    Mermaid,
    /// For Graphviz
    Dot,
}

/// Report where recorded payloads deviate from the definitions
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask drift ../responses/*.json --model 'GET /api/v2/routing/queues'
  cargo xtask drift ../responses/*.json --model QueueEntityListing --each
  cargo xtask drift ../body.json --model 'POST /api/v2/routing/queues' --request

Reports unknown properties, words that an enum does not list, malformed dates,
missing required properties, and mismatched values, such as
  entities[*].mood: unknown property (3 times)
Deviations whose paths differ only in indices share a line, with their number.
`generated::wire::deviations` returns the same deviations of a decoded value in
a program. Long values are shortened.

The form of the JSON:
  {\"payloads\": [{\"file\", \"payloads\", \"clean\",
    \"deviations\": [{\"path\", \"kind\", \"expected\", \"found\"}]}]}
  The kinds are unknown-property, unlisted-word, malformed-date,
  missing-property and mismatch.

Exit codes:
  0  no payload deviates
  1  a payload deviates
  2  the definitions have problems, there is no such model or endpoint, or a
     payload cannot be read")]
pub(crate) struct Drift {
    /// Files with one payload each, or with a JSON array of payloads
    #[arg(required = true, value_name = "PAYLOAD")]
    pub(crate) payloads: Vec<PathBuf>,

    /// The definition of the payloads, or their endpoint
    #[arg(long, value_name = "NAME")]
    pub(crate) model: String,

    /// The payloads are request bodies, not responses
    #[arg(long)]
    pub(crate) request: bool,

    /// Print a line for each deviation, with what was expected and found
    #[arg(long)]
    pub(crate) each: bool,

    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: DriftFormat,

    // The earlier name of `--format json`.
    #[arg(long, hide = true)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DriftFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// Show a model or an endpoint, or list those that match a pattern
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask show PagingSpec
      everything about one model
  cargo xtask show 'Segment*'
      a line for each model
  cargo xtask show 'Queue*' --definitions ../api/docs/definitions
      the definitions of a folder or document, before an import
  cargo xtask show 'GET /api/v2/routing/queues'
      its parameters and responses, and the models that it sends and returns
  cargo xtask show '/api/v2/routing/*'
      a line for each endpoint")]
pub(crate) struct Show {
    /// A definition, an operation, an endpoint, or a pattern such as
    /// 'Queue*'. Letter case does not matter
    #[arg(verbatim_doc_comment)]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) input: Input,
}

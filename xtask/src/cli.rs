//! What can be typed behind `cargo xtask`.

mod import;
mod overview;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use generator::Decided;
use generator::failure::Failure;
use generator::roots::Roots;

use crate::output;
pub(crate) use import::Import;
pub(crate) use overview::{Drawing, Drift, Graph, Schema, SchemaFormat, Show};

/// Turns the Markdown definitions in `definitions/` into the Rust models in `generated/`.
///
/// After an update of the definitions, run `cargo xtask regen` and commit what it wrote.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    version
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Regen(Regen),
    Import(Import),
    Changes(Changes),
    Schema(Schema),
    Graph(Graph),
    Show(Show),
    Explain(Explain),
    /// Help with stating what the definitions cannot say
    #[command(
        subcommand,
        after_help = concat!(
            "Every kind of entry that `definitions/overrides.toml` can have:\n\n",
            include_str!("cli/overrides.toml"),
            "\nAll entries and models take a `reason`; `required` is for both ways. An entry that says what\n\
             is so without it, or that no longer fits, is reported."
        )
    )]
    Overrides(Overrides),
    Drift(Drift),
    Bench(Bench),
    Ci(Ci),
    /// Write the texts that tests compare with, as the code says them now
    #[command(
        after_help = "Look at the difference before you commit it: it is what users will see."
    )]
    Bless,
}

/// Write the models, or check that they are up to date
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask regen                          after a change of the definitions
  cargo xtask regen --check                  in CI: fails when the models are out of date
  cargo xtask regen --root User --definitions DIR --out DIR
                                             a part of a folder, for trying things out
  cargo xtask regen --definitions DIR --out DIR
                                             from and into other folders

With --root, --out must be named, because the default crate holds the models of all definitions: those
of a part would replace them. Let DIR be a copy of `generated/`. Only its `src/models*` and
`src/operations.rs` are written, and they need the modules beside them, such as `wire` and `dates`.

Exit codes:
  0  the models are up to date
  1  the models are out of date (only with --check)
  2  the definitions have problems, the file system refused, or --root stands without --out; nothing
     was written")]
pub(crate) struct Regen {
    /// Write nothing; list and show every file that is missing, stale or orphaned
    #[arg(long)]
    pub(crate) check: bool,

    /// Take a folder without definitions for one, and remove all models
    #[arg(long, conflicts_with = "roots")]
    pub(crate) allow_empty: bool,

    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The root of the crate whose `src/models` and operations are written [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Say nothing unless something is wrong
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Subcommand)]
pub(crate) enum Overrides {
    Suggest(Suggest),
    Import(ImportFacts),
}

/// Write `facts.toml`: what the publisher's OpenAPI document says and the Markdown leaves unsaid
#[derive(Args)]
#[command(after_help = "Example:
  cargo xtask overrides import ../publicapi-v2.json
  cargo xtask regen

Stated are integers and floats, dates that no sentence tells, the words of enums and what maps hold,
of the definitions that are there; not what the Markdown or `overrides.toml` says. The file is written
anew each time; enums keep the names that they have in it. `overrides.toml` wins over it.

Exit codes:
  0  the file is up to date; what the document contradicts was told
  2  the document cannot be used, the definitions have problems, or the file system refused; nothing
     was written")]
pub(crate) struct ImportFacts {
    /// The document: Swagger 2.0 or OpenAPI 3, as JSON
    #[arg(value_name = "OPENAPI.json")]
    pub(crate) document: PathBuf,

    /// Make `i32` of `int32`, and not the `i64` that it may become in an update
    #[arg(long)]
    pub(crate) exact_integers: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// Print entries for `overrides.toml` that recorded payloads speak for
#[derive(Args)]
#[command(after_help = "Example:
  cargo xtask overrides suggest responses/*.json --model AnalyticsConversationQueryResponse

Suggested are integers, dates that no sentence tells, small sets of words, and required properties
that were absent; not what is known already. Look at each before you paste it: payloads show what
happened to be sent. A file whose properties the definition does not know is warned of, and a value
of another kind than its type is told in a comment.")]
pub(crate) struct Suggest {
    /// Files with one payload each, or a list of them as a JSON array
    #[arg(required = true, value_name = "PAYLOAD")]
    pub(crate) payloads: Vec<PathBuf>,

    /// The definition that the payloads are read as
    #[arg(long, value_name = "NAME")]
    pub(crate) model: String,

    #[command(flatten)]
    pub(crate) input: Input,
}

/// Report what an update of the definitions breaks, and for whom
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask changes                        what the working tree changes, compared with where it
                                             left the upstream's default branch, else with HEAD
  cargo xtask changes --base v1.2.0          ... compared with a revision
  cargo xtask changes --base v1.2.0..v1.3.0  one revision compared with another
  cargo xtask changes --from OLD --to NEW    two folders, without git
  cargo xtask changes --format json | jq -r '.changes[] | select(.rust == \"major\") | .id'
  cargo xtask changes --fail-on wire --allow accepted.txt
  cargo xtask changes --allow accepted.txt --accept 'agreed with the team of routing'
                                             adds what breaks to the list, with the reason
  cargo xtask changes --used-by ../app/src   what it means for that code alone
  cargo xtask changes --only 'Queue*' --only 'GET /api/v2/users/{userId}'
  cargo xtask explain type-one-to-list       why a change has its verdicts

The verdicts: `sent` and `received` are about programs that were built with the old models and meet
the new API: none, compatible, silent (something is lost without an error), breaking. `Rust` is about
code that moves to the new models (none, minor, major), where values are made with `new` or
`..Default::default()`. Where `operations.md` tells who meets a definition, its changes break nobody on
the other side.

The report shows causes, worst first: equal edits, and what follows from an edit, are one. A file
`changes.toml` beside the definitions sets how much a kind of change weighs:
  [property-removed]
  level = \"warning\"    error fails a check, warning and note do not; a note concerns nobody; off hides it
  reason = \"…\"

Models that differ between two revisions although nothing about their definitions does are counted
and named: their difference is another generator's. Of a folder that --from names, no models and no
version are known, so that only the step to the next version is proposed.

The JSON is of the form that `generator/src/changes/report/changes.schema.json` describes.

Exit codes:
  0  done
  1  something changed that --fail-on names and --allow does not accept
  2  the definitions have problems, or git or the file system refused")]
pub(crate) struct Changes {
    /// The revision to compare with, or two of them as `A..B`
    #[arg(long, value_name = "REV", conflicts_with = "from")]
    pub(crate) base: Option<String>,

    /// The folder of definitions to compare with
    #[arg(long, value_name = "DIR")]
    pub(crate) from: Option<PathBuf>,

    /// The folder of definitions to be compared [default: definitions]
    #[arg(long, value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,

    /// Report only these and what they contain: a definition, an endpoint, or a pattern of either
    #[arg(long, value_name = "ROOT")]
    pub(crate) only: Vec<String>,

    /// Report only what this Rust file, or folder of them, may use, and where it does
    #[arg(long, value_name = "PATH", conflicts_with = "only")]
    pub(crate) used_by: Vec<PathBuf>,

    /// For whom the changes are shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ChangesFormat,

    /// With `--format markdown`: in short, as an entry of a changelog
    #[arg(long)]
    pub(crate) changelog: bool,

    /// What makes the command fail: nothing, what breaks Rust code, what breaks the wire, or either
    #[arg(long, value_name = "WHAT", default_value = "none")]
    pub(crate) fail_on: FailOn,

    /// A file of fingerprints, one a line, of changes that fail nothing
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Option<PathBuf>,

    /// Add to the file of --allow what --fail-on names, or else what breaks, with this reason
    #[arg(long, value_name = "REASON", requires = "allow")]
    pub(crate) accept: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ChangesFormat {
    /// For people at a terminal
    Text,
    /// For the reviewer of a pull request, with every entry folded below the page
    Markdown,
    /// The same without the entries
    Comment,
    /// Every entry in a line, as `--allow` takes it
    Entries,
    /// One JSON object
    Json,
    /// GitHub's workflow annotations
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Nothing
    None,
    /// What is major for Rust
    Rust,
    /// What is breaking when sent or received
    Wire,
    /// Either
    Any,
}

/// Explain what a problem's code or a change's id means
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask explain                        lists every code and id
  cargo xtask explain unknown-type           a problem, with a wrong and a right example
  cargo xtask explain required-added         a change, with the reasons for its verdicts")]
pub(crate) struct Explain {
    /// The code of a problem, as it stands in brackets before it, or the id of a change
    pub(crate) code: Option<String>,
}

/// Run every check that CI runs, and stop at the first that fails
#[derive(Args)]
#[command(
    after_help = "Checks the workspace as it is, and the crate `generated` with a set of one definition.
With DEFINITIONS_CORPUS set to a folder of published definitions, the tests also read, generate,
check and document the models of all of them; with DEFINITIONS_PAGES set to the folder of their pages
of operations, those, too.

With --sets, the last commit is cloned below target/sets, and `cargo xtask regen` and `cargo xtask ci`
run there for four sets in `definitions/`: as committed, one definition alone, many of the corpus, and
all of it. The last two are ignored where DEFINITIONS_CORPUS is unset. This takes an hour or more."
)]
pub(crate) struct Ci {
    /// Check four sets of definitions, each in a clean clone
    #[arg(long)]
    pub(crate) sets: bool,
}

/// Which definitions take part.
#[derive(Args)]
pub(crate) struct Selection {
    /// Only this definition, or both sides of this operation or endpoint, and everything they link to; a
    /// pattern such as 'Analytics*' or 'GET /api/v2/routing/*' names several
    #[arg(long = "root", value_name = "NAME")]
    pub(crate) roots: Vec<String>,
}

/// Measure what the models cost against the same models with serde's derive
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask bench                          all parts: many minutes, most of them for the derive
  cargo xtask bench values sizes             decoding, encoding and memory, and sizes of models

Builds both crates of models below target/bench, and keeps them there. Prints both figures of each
measure, the ratio of ours to the derive, and the bar that the ratio is held against. Ratios hold
anywhere; seconds are those of this machine.

Exit codes:
  0  every bar is met
  1  one is not
  2  something could not be measured")]
pub(crate) struct Bench {
    /// What to measure [default: everything]
    #[arg(value_name = "PART")]
    pub(crate) parts: Vec<BenchPart>,

    /// The folder that holds the definitions [default: DEFINITIONS_CORPUS]
    #[arg(long, value_name = "DIR")]
    pub(crate) definitions: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BenchPart {
    /// CPU time and memory of `cargo check` of all models
    Check,
    /// CPU time of building a program that decodes one response, and its size
    Program,
    /// Speed of decoding and encoding a response of 2 MB, and the memory of its value
    Values,
    /// The largest models
    Sizes,
    /// How the generator's time grows with each input
    Growth,
}

/// Where the definitions are, and how problems with them are shown.
#[derive(Args)]
pub(crate) struct Input {
    /// The folder that holds the definitions [default: definitions]
    #[arg(long, value_name = "DIR")]
    pub(crate) definitions: Option<PathBuf>,

    /// The file of overrides [default: `overrides.toml` in the folder, if it is there]
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,

    /// For whom problems are shown
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, with excerpts
    Human,
    /// One JSON object a line
    Json,
    /// GitHub's workflow annotations
    Github,
}

impl Selection {
    /// The roots, none where everything takes part.
    pub(crate) fn roots(&self) -> Roots {
        self.roots.iter().map(String::as_str).collect()
    }
}

impl Input {
    /// What the folder says about the definitions that `roots` name, and what was decided, for those
    /// who look at it.
    pub(crate) fn decide(&self, roots: &Roots) -> Result<Decided, Failure> {
        let sources = generator::read(&self.definitions(), self.overrides.as_deref())?;
        let decided = generator::import::look_at_part(&sources, roots)?;
        output::problems(
            &decided.problems,
            &sources,
            output::format(self.message_format),
        );
        Ok(decided)
    }

    /// The folder that holds the definitions.
    pub(crate) fn definitions(&self) -> PathBuf {
        self.definitions
            .clone()
            .unwrap_or_else(|| in_workspace("definitions"))
    }
}

impl Command {
    /// For whom problems are shown.
    pub(crate) const fn message_format(&self) -> MessageFormat {
        match self {
            Self::Regen(Regen { input, .. })
            | Self::Import(Import { input, .. })
            | Self::Schema(Schema { input, .. })
            | Self::Graph(Graph { input, .. })
            | Self::Show(Show { input, .. })
            | Self::Drift(Drift { input, .. })
            | Self::Overrides(
                Overrides::Suggest(Suggest { input, .. })
                | Overrides::Import(ImportFacts { input, .. }),
            ) => input.message_format,
            Self::Changes(_) | Self::Explain(_) | Self::Bench(_) | Self::Ci(_) | Self::Bless => {
                MessageFormat::Human
            }
        }
    }
}

impl Regen {
    /// The root of the crate that is written to.
    pub(crate) fn out(&self) -> PathBuf {
        self.out
            .clone()
            .unwrap_or_else(|| in_workspace("generated"))
    }
}

/// A folder of the workspace, from wherever in it the command was called. Relative where that is
/// possible, because that is how people name it.
pub(crate) fn in_workspace(folder: &str) -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let Some(root) = manifest.as_deref().and_then(|xtask| xtask.parent()) else {
        return PathBuf::from(folder); // Not called by cargo: the command runs where it is.
    };
    let here = std::env::current_dir().unwrap_or_default();
    if let Ok(below) = root.strip_prefix(&here) {
        return below.join(folder);
    }
    match here.strip_prefix(root) {
        Ok(above) => {
            let up: PathBuf = above.iter().map(|_| "..").collect();
            up.join(folder)
        }
        Err(_) => root.join(folder),
    }
}

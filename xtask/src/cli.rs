//! What can be typed behind `cargo xtask`.

mod changes;
mod import;
mod overrides;
mod overview;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use generator::Decided;
use generator::failure::Failure;
use generator::roots::Roots;

use crate::output;
pub(crate) use changes::{Changes, ChangesFormat, FailOn};
pub(crate) use import::{Import, Operations};
pub(crate) use overrides::{ImportFacts, Overrides, Suggest};
pub(crate) use overview::{Drawing, Drift, Graph, Schema, SchemaFormat, Show};

/// Turn Markdown API definitions into Rust models
///
/// Reads `definitions/` and writes `generated/`. After an update of the
/// definitions, run `cargo xtask regen` and commit what it wrote.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    disable_help_flag = true,
    verbatim_doc_comment,
    after_help = "Examples:
  cargo xtask import ../api/definitions --root 'GET /api/v2/users/me'
  cargo xtask regen
  cargo xtask changes

Colour is off where NO_COLOR is set, and where the output is not a terminal.",
    version
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Print help
    #[arg(short, long, global = true, action = clap::ArgAction::HelpLong)]
    help: Option<bool>,
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
    /// Help to write `overrides.toml`
    #[command(
        subcommand,
        after_help = concat!(
            "Examples:\n  \
             cargo xtask overrides import ../publicapi-v2.json\n  \
             cargo xtask overrides suggest responses/*.json --model UserEntityListing\n\n\
             Every kind of entry that `definitions/overrides.toml` can have:\n\n",
            include_str!("cli/overrides.toml"),
            "\nEvery entry and model takes a `reason`. `required` is `true` or `false`. An\n\
             entry that no longer fits, or says nothing new, is reported."
        )
    )]
    Overrides(Overrides),
    Drift(Drift),
    Bench(Bench),
    Ci(Ci),
    /// Write the texts that the tests compare with
    #[command(after_help = "Example:
  cargo xtask bless && git diff

Read the difference before you commit it: it is what users will see.")]
    Bless,
    Completions(Completions),
}

/// Write the models, or check that they are up to date
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask regen
      writes the models after a change of the definitions
  cargo xtask regen --check
      fails in CI if the models are out of date
  cargo xtask regen --definitions DIR --out DIR
      reads and writes other folders
  cargo xtask regen --root User --out DIR
      writes the models of a part, to try something

--root needs --out: the default crate holds all models, and those of a part
would replace them. Make DIR a copy of `generated/`. Only its `src/models*` and
`src/operations.rs` are written. They need the modules beside them, such as
`wire` and `dates`.

Exit codes:
  0  the models are up to date
  1  the models are out of date (only with --check)
  2  the definitions have problems, the file system refused, or --root lacks
     --out; nothing was written")]
pub(crate) struct Regen {
    /// Write nothing; show every file that is missing, stale or orphaned
    #[arg(long)]
    pub(crate) check: bool,

    /// Accept a folder without definitions, and remove all models
    #[arg(long, conflicts_with = "roots")]
    pub(crate) allow_empty: bool,

    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The root of the crate to write to [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Print nothing unless something is wrong
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Explain the code of a problem or the id of a change
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask explain
      lists every code and id
  cargo xtask explain unknown-type
      a problem, with a wrong and a right example
  cargo xtask explain required-added
      a change, with the reasons for its verdicts")]
pub(crate) struct Explain {
    /// A problem's code, as in `error[CODE]`, or a change's id
    pub(crate) code: Option<String>,
}

/// Run every check that CI runs, and stop at the first that fails
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask ci
  DEFINITIONS_CORPUS=../api/docs/definitions cargo xtask ci --sets

Checks the workspace as it is, and `generated` with a set of one definition.
If DEFINITIONS_CORPUS names a folder of published definitions, the tests read
all of them and check the crate of their models. If DEFINITIONS_PAGES names the
folder of their pages of operations, the tests read those too.

--sets clones the last commit to target/sets. There it runs `cargo xtask regen`
and `cargo xtask ci` for four sets of definitions: as committed, a single one,
many of the corpus, and the whole corpus. Without DEFINITIONS_CORPUS, the last
two are left out. This takes an hour or more.")]
pub(crate) struct Ci {
    /// Check four sets of definitions, each in a clean clone
    #[arg(long)]
    pub(crate) sets: bool,
}

/// Print a script that completes the commands in a shell
#[derive(Args)]
#[command(after_help = "Examples:
  source <(cargo xtask completions bash)
  cargo xtask completions zsh > ~/.xtask.zsh
  cargo xtask completions fish | source

The script defines a function `xtask` that calls `cargo xtask`, because cargo
completes no commands behind an alias. Type `xtask regen` and the like.")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Which definitions take part.
#[derive(Args)]
pub(crate) struct Selection {
    /// Only this and everything it links to: a definition, an operation or
    /// endpoint (both sides), or a pattern such as 'Analytics*' or
    /// 'GET /api/v2/routing/*'
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,
}

/// Measure what the models and the commands cost
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask bench
      all parts; takes many minutes, most of them for the derive
  cargo xtask bench values sizes
      decoding, encoding, memory, and the sizes of models
  cargo xtask bench runs --format json
      the commands, for programs

Builds both crates of models below target/bench and keeps them there. Prints
both figures of each measure, their ratio, and the bar for the ratio. A command
stands beside a program that reads, prints and writes the same files. Ratios
hold on any machine, seconds on this one only.

Exit codes:
  0  every bar is met
  1  a bar is not met
  2  something could not be measured")]
pub(crate) struct Bench {
    /// What to measure [default: everything]
    #[arg(value_name = "PART")]
    pub(crate) parts: Vec<BenchPart>,

    /// The folder of definitions [default: DEFINITIONS_CORPUS]
    #[arg(long, value_name = "DIR")]
    pub(crate) definitions: Option<PathBuf>,

    /// For whom the measures are
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: BenchFormat,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BenchFormat {
    /// A table, for people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum BenchPart {
    /// CPU time and memory of `cargo check` of all models
    Check,
    /// CPU time to build a small program, and the program's size
    Program,
    /// Speed and memory of decoding and encoding 2 MB
    Values,
    /// The largest models
    Sizes,
    /// The commands, in a release build and by default
    Runs,
    /// The first `regen` of a clone, and the first tests
    Cold,
    /// Ten times the definitions, and 200,000 rows
    Scale,
    /// How the generator's time grows with each input
    Growth,
}

/// Where the definitions are, and how problems with them are shown.
#[derive(Args)]
pub(crate) struct Input {
    /// The folder of definitions [default: definitions]
    #[arg(long, value_name = "DIR")]
    pub(crate) definitions: Option<PathBuf>,

    /// The file of overrides [default: `overrides.toml` in that folder]
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,

    /// The form in which problems are shown
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
        let overrides = self.overrides.as_deref();
        let sources = generator::read_with_pages(&self.definitions(), overrides)?;
        let decided = generator::look_at_part(&sources, roots)?;
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
            Self::Changes(_)
            | Self::Explain(_)
            | Self::Bench(_)
            | Self::Ci(_)
            | Self::Bless
            | Self::Completions(_) => MessageFormat::Human,
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

//! The arguments of `cargo xtask`.

mod changes;
mod import;
mod maintain;
mod overrides;
mod overview;

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use generator::Decided;
use generator::failure::Failure;
use generator::report::Format;
use generator::roots::Roots;

use crate::output;
pub(crate) use changes::{Changes, ChangesFormat, FailOn};
pub(crate) use import::{Import, Operations};
pub(crate) use maintain::{Bench, BenchFormat, Ci};
pub(crate) use overrides::{ImportFacts, Overrides, Suggest};
pub(crate) use overview::{Drawing, Drift, DriftFormat, Graph, Schema, SchemaFormat, Show};

/// Turn Markdown API definitions into Rust models
///
/// `import` writes `definitions/`, `regen` generates `generated/` from it, and
/// `changes` reports what an update means for your programs.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    disable_help_flag = true,
    verbatim_doc_comment,
    version
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Print help
    #[arg(short, long, global = true, action = clap::ArgAction::HelpLong)]
    help: Option<bool>,
}

/// The end of the help, below the commands for maintainers.
const EXAMPLES: &str = "
Examples:
  cargo xtask import ../swagger.json --root 'GET /api/v2/routing/queues'
  cargo xtask regen
  cargo xtask changes

Output has no colour if NO_COLOR is set or if it does not go to a terminal.";

/// The commands that only maintainers of the generator run. Help lists them apart.
const FOR_MAINTAINERS: [&str; 3] = ["bench", "ci", "bless"];

impl Cli {
    /// Parses the arguments of the program.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let mut list = "For maintainers of the generator:\n".to_owned();
        for name in FOR_MAINTAINERS {
            let about = command.find_subcommand(name).and_then(|it| it.get_about());
            let about = about.map(ToString::to_string).unwrap_or_default();
            list += &format!("  {name:11}  {about}\n");
            command = command.mut_subcommand(name, |it| it.hide(true));
        }
        let matches = command.after_help(list + EXAMPLES).try_get_matches()?;
        Self::from_arg_matches(&matches)
    }
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
    /// Suggest entries of `overrides.toml`, or import `facts.toml`
    #[command(
        subcommand,
        after_help = concat!(
            "Examples:\n  \
             cargo xtask overrides import ../swagger.json\n  \
             cargo xtask overrides suggest ../responses/*.json --model QueueEntityListing\n\n\
             Every kind of entry that `definitions/overrides.toml` can have:\n\n",
            include_str!("cli/overrides.toml"),
            "\nEvery entry can have a `reason`: size = { type = \"i32\", reason = \"…\" }.\n\
             `regen` reports entries that no longer fit or have no effect."
        )
    )]
    Overrides(Overrides),
    Drift(Drift),
    Bench(Bench),
    Ci(Ci),
    /// Update the expected output of the tests
    #[command(after_help = "Example:
  cargo xtask bless && git diff

Read the diff before you commit it: it is what users will see.")]
    Bless,
    Completions(Completions),
}

/// Generate the models, or check that they are up to date
#[derive(Args)]
#[command(mut_arg("definitions", folder_alone))]
#[command(after_help = "Examples:
  cargo xtask regen
      generates the models after a change of the definitions
  cargo xtask regen --check
      fails in CI if the models are out of date
  cargo xtask regen --definitions DIR --out DIR
      reads one folder and writes to another
  cargo xtask regen --root User --out DIR
      generates only these models, to try something

--root needs --out, because in `generated/` the selected models would replace
all others. First copy `generated/` to DIR: only `src/models*` and
`src/operations.rs` are written there, and they use the rest of the crate.

Exit codes:
  0  the models are up to date
  1  the models are out of date (only with --check)
  2  the definitions have problems, a file could not be read or written, or
     --root lacks --out; nothing was written")]
pub(crate) struct Regen {
    /// Write nothing; show files that are missing, out of date or left over
    #[arg(long)]
    pub(crate) check: bool,

    /// Accept a folder without definitions, and remove all models
    #[arg(long, conflicts_with = "roots")]
    pub(crate) allow_empty: bool,

    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// The folder of the crate to write to [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Print nothing unless something is wrong
    #[arg(long, short)]
    pub(crate) quiet: bool,

    /// The form of the messages
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: MessageFormat,
}

/// Explain the code of a problem or a kind of change
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask explain
      lists every code and kind
  cargo xtask explain unknown-type
      a problem, with a wrong and a right example
  cargo xtask explain required-added
      a kind of change, with the reasons for its verdicts")]
pub(crate) struct Explain {
    /// A problem's code, as in `error[CODE]`, or a kind of change
    pub(crate) code: Option<String>,
}

/// Print a completion script for a shell
#[derive(Args)]
#[command(after_help = "Examples:
  source <(cargo xtask completions bash)
  cargo xtask completions zsh > ~/.xtask.zsh
  cargo xtask completions fish | source

The script defines a function `xtask` that calls `cargo xtask`, because cargo
does not complete the arguments of an alias. Type `xtask regen` in place of
`cargo xtask regen`. For zsh, add `source ~/.xtask.zsh` to ~/.zshrc.")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// The definitions that take part.
#[derive(Args)]
pub(crate) struct Selection {
    /// Only this and everything it links to: a definition, an operation, an
    /// endpoint, or a pattern such as 'Analytics*' or 'GET /api/v2/routing/*'
    #[arg(long = "root", value_name = "NAME", verbatim_doc_comment)]
    pub(crate) roots: Vec<String>,
}

/// The help of `--definitions` where the command writes.
fn folder_alone(definitions: clap::Arg) -> clap::Arg {
    const HELP: &str = "The folder of definitions [default: definitions]";
    definitions.help(HELP).long_help(HELP)
}

/// The folder of the definitions.
#[derive(Args)]
pub(crate) struct Input {
    /// The folder of definitions, or the publisher's
    /// document [default: definitions]
    #[arg(long, value_name = "DIR", verbatim_doc_comment)]
    pub(crate) definitions: Option<PathBuf>,

    /// The file of overrides [default: `overrides.toml`
    /// in the folder of definitions]
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(crate) overrides: Option<PathBuf>,

    // The earlier name of `--format`, also where that is the form of a result.
    #[arg(long, value_name = "FORMAT", hide = true)]
    message_format: Option<MessageFormat>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, with excerpts
    #[value(alias = "human")]
    Text,
    /// One JSON object per line
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

impl MessageFormat {
    /// The generator's format.
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Text => Format::Human {
                colour: output::colour(),
            },
            Self::Json => Format::Json,
            Self::Github => Format::Github,
        }
    }
}

impl Input {
    /// Reads the folder and decides the types of the definitions that `roots` name, for commands that show
    /// them.
    pub(crate) fn decide(&self, roots: &Roots) -> Result<Decided, Failure> {
        let overrides = self.overrides.as_deref();
        let sources = generator::documents::open(&self.definitions(), overrides)?;
        let decided = generator::decide_part_leniently(&sources, roots)?;
        let format = self.format(MessageFormat::Text);
        output::problems(&decided.problems, &sources, format.format());
        Ok(decided)
    }

    /// The form in which problems are shown, where the command has `given` for it.
    pub(crate) fn format(&self, given: MessageFormat) -> MessageFormat {
        self.message_format.unwrap_or(given)
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
    pub(crate) fn message_format(&self) -> MessageFormat {
        match self {
            Self::Regen(Regen { input, format, .. })
            | Self::Import(Import { input, format, .. })
            | Self::Overrides(Overrides::Import(ImportFacts { input, format, .. })) => {
                input.format(*format)
            }
            Self::Schema(Schema { input, .. })
            | Self::Graph(Graph { input, .. })
            | Self::Show(Show { input, .. })
            | Self::Drift(Drift { input, .. })
            | Self::Overrides(Overrides::Suggest(Suggest { input, .. })) => {
                input.format(MessageFormat::Text)
            }
            Self::Changes(_)
            | Self::Explain(_)
            | Self::Bench(_)
            | Self::Ci(_)
            | Self::Bless
            | Self::Completions(_) => MessageFormat::Text,
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

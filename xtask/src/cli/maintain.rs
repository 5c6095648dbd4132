//! The arguments of `cargo xtask ci` and `bench`, which only maintainers of the generator run.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
is compared with a program that reads, prints and writes the same files. Ratios
hold on any machine, seconds on this one only.

Exit codes:
  0  every bar is met
  1  a bar is not met
  2  something could not be measured")]
pub(crate) struct Bench {
    /// The parts to measure [default: everything]
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
    /// The growth of the generator's time with each input
    Growth,
}

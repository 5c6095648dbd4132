//! What can be typed behind `cargo xtask import`.

use std::path::PathBuf;

use clap::Args;

use super::Input;

/// Take definitions in from another folder, or bring them up to date
#[derive(Args)]
#[command(after_help = "Examples:
  cargo xtask import ../api/definitions --root ConversationQuery --root 'Analytics*'
                                             takes these and everything they link to
  cargo xtask import ../api/definitions      brings what was taken in up to date
  cargo xtask import ../api/definitions --dry-run --prune
                                             shows what would be copied and removed

The roots are remembered in `roots.txt` beside the definitions; to drop one, remove its line. What
definitions written here link to is taken in as well. A file is left as it is where it says the same
but for the time stamp in its footer, the order of its rows, line ends and blanks.

Exit codes:
  0  done
  2  a root stands for no definition, the definitions have problems, or the file system refused;
     nothing was written")]
pub(crate) struct Import {
    /// The folder to take definitions from
    pub(crate) from: PathBuf,

    /// A definition to take in with everything it links to, or a pattern such as 'Analytics*'
    #[arg(long = "root", value_name = "NAME")]
    pub(crate) roots: Vec<String>,

    /// Take in every definition; the same as --root '*'
    #[arg(long)]
    pub(crate) all: bool,

    /// Write nothing; list what would be copied and removed
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Remove definitions that FROM has but no root leads to any more
    #[arg(long)]
    pub(crate) prune: bool,

    #[command(flatten)]
    pub(crate) input: Input,
}

//! `cargo xtask completions`: prints what a shell needs to complete the commands.

use clap::CommandFactory;
use clap_complete::Shell;
use generator::failure::Failure;

use crate::cli::{Cli, Completions};
use crate::{Outcome, output};

/// The name of the command in a shell's completions.
const NAME: &str = "xtask";

pub(crate) fn run(arguments: &Completions) -> Result<Outcome, Failure> {
    // The name of the whole command is two words, which no shell completes.
    let mut command = Cli::command().name(NAME).bin_name(NAME);
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, NAME, &mut script);
    let script = String::from_utf8_lossy(&script);
    output::text(&match arguments.shell {
        // zsh reads the first line of the script.
        Shell::Zsh => format!("{script}{}", function(Shell::Zsh)),
        shell => format!("{}{script}", function(shell)),
    });
    Ok(Outcome::Done)
}

/// The function that the script completes.
fn function(shell: Shell) -> &'static str {
    match shell {
        Shell::Elvish => "fn xtask {|@words| cargo xtask $@words }\n",
        Shell::Fish => "function xtask\n    cargo xtask $argv\nend\n",
        Shell::PowerShell => "function xtask { cargo xtask @args }\n",
        _ => "xtask() { cargo xtask \"$@\"; }\n",
    }
}

//! Prints. The only module that knows the terminal.

use std::io::{IsTerminal, Write};

use generator::report::Format;

use crate::cli::MessageFormat;

/// The generator's format for what the user asked for.
pub(crate) fn format(format: MessageFormat) -> Format {
    match format {
        MessageFormat::Human => Format::Human { colour: colour() },
        MessageFormat::Json => Format::Json,
        MessageFormat::Github => Format::Github,
    }
}

/// Whether problems are shown in colour: on a terminal, unless `NO_COLOR` is set to anything
/// (<https://no-color.org>).
fn colour() -> bool {
    std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints what was asked for. A reader who stops reading early, such as `head`, is no failure.
pub(crate) fn result(text: &str) {
    drop(std::io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints what is to be said beside the result.
pub(crate) fn message(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

/// Prints why a command failed.
pub(crate) fn error(text: &str) {
    message(&format!("error: {text}\n"));
}

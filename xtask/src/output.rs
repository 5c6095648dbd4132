//! Prints. The only module that handles the terminal.
//!
//! Texts are made [`Printable`] on the way, each by the function of its kind: what they quote is not theirs.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use generator::diagnostic::Diagnostics;
use generator::failure::Failure;
use generator::report::{self, Format, Printable};
use generator::source::Sources;

/// Returns `true` if problems are shown in colour: on a terminal, unless `NO_COLOR` is set to anything
/// (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The first failure to print. Commands go on without it, and `main` checks it in the end, so that every
/// command's failure is reported.
static FAILED: OnceLock<io::Error> = OnceLock::new();

/// Prints what was asked for.
pub(crate) fn result(text: &Printable) {
    note(io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints what was asked for, for people.
pub(crate) fn text(text: &str) {
    result(&Printable::text(text));
}

/// Prints what was asked for, for programs.
pub(crate) fn json(json: &str) {
    result(&Printable::json(json));
}

/// Prints what people read next to the result.
pub(crate) fn message(text: &str) {
    print_message(&Printable::text(text));
}

fn print_message(text: &Printable) {
    note(io::stderr().lock().write_all(text.as_bytes()));
}

/// Runs work that may take long, and reports it to people after half a second.
pub(crate) fn working<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let (working, done) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                message(&format!("{what} …"));
                let _ended = done.recv();
                note(io::stderr().lock().write_all(ERASE));
            }
        });
        let result = work();
        drop(working);
        result
    })
}

/// Returns to the beginning of the line and erases it.
const ERASE: &[u8] = b"\r\x1b[K";

/// The time after which a command shows that it is still working.
const PATIENCE: Duration = Duration::from_millis(500);

/// Prints problems, where programs look for them if one asked.
pub(crate) fn problems(problems: &Diagnostics, sources: &Sources, format: Format) {
    let text = report::problems(problems, sources, format);
    match format {
        Format::Human { .. } => print_message(&text),
        Format::Json | Format::Github => result(&text),
    }
}

/// Prints why a command came to nothing.
pub(crate) fn failure(failure: &Failure, format: Format) {
    match failure {
        Failure::Message(message) => error(message),
        Failure::Problems {
            problems,
            sources,
            consequence,
        } => {
            self::problems(problems, sources, format);
            error(&format!("{}{consequence}", report::closing(problems)));
        }
    }
}

/// Prints why a command failed.
pub(crate) fn error(text: &str) {
    message(&format!("error: {text}\n"));
}

/// Prints a warning in one line.
pub(crate) fn warning(text: &str) {
    print_message(&Printable::line(&format!("warning: {text}")));
}

/// Prints the help or what is wrong with the arguments, and gives the exit code that goes with it.
pub(crate) fn usage(error: &clap::Error) -> i32 {
    // An argument that is quoted may come from a list that others wrote.
    let shown = error.render();
    let (is_terminal, print): (_, fn(&Printable)) = match error.use_stderr() {
        true => (io::stderr().is_terminal(), print_message),
        false => (io::stdout().is_terminal(), result),
    };
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    print(&match is_terminal && !no_colour {
        true => Printable::coloured(&shown.ansi().to_string()),
        false => Printable::text(&shown.to_string()),
    });
    error.exit_code()
}

/// A reader who stops reading early, such as `head`, is no failure.
fn note(printed: io::Result<()>) {
    let flushed = printed.and_then(|()| io::stdout().flush());
    if let Err(error) = flushed
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        // Only the first is kept.
        drop(FAILED.set(error));
    }
}

/// Returns the reason why something was not printed, if anything was not.
pub(crate) fn unwritten() -> Option<String> {
    let error = FAILED.get()?;
    Some(format!("cannot write the output: {error}"))
}

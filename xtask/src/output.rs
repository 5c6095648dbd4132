//! Prints. The only module that knows the terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use generator::diagnostic::Diagnostics;
use generator::failure::Failure;
use generator::report::{self, Format};
use generator::source::Sources;

/// Returns `true` if problems are shown in colour: on a terminal, unless `NO_COLOR` is set to anything
/// (<https://no-color.org>).
pub(crate) fn colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The first failure to print. Commands go on without it; `main` asks for it in the end, so that no
/// command can forget to.
static FAILED: OnceLock<io::Error> = OnceLock::new();

/// Prints what was asked for.
pub(crate) fn result(text: &str) {
    note(io::stdout().lock().write_all(text.as_bytes()));
}

/// Prints what is to be said beside the result.
pub(crate) fn message(text: &str) {
    note(io::stderr().lock().write_all(text.as_bytes()));
}

/// Does what may take long, and from half a second on says so, to people only.
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
                message("\r\x1b[K");
            }
        });
        let result = work();
        drop(working);
        result
    })
}

/// How long nobody wonders what goes on.
const PATIENCE: Duration = Duration::from_millis(500);

/// Prints problems, where programs look for them if one asked.
pub(crate) fn problems(problems: &Diagnostics, sources: &Sources, format: Format) {
    let text = report::problems(problems, sources, format);
    match format {
        Format::Human { .. } => message(&text),
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

/// Prints why a command failed, in one line.
pub(crate) fn error(text: &str) {
    message(&report::printable(&format!("error: {text}\n")));
}

/// Prints what somebody should look at, in one line.
pub(crate) fn warning(text: &str) {
    message(&report::printable(&format!("warning: {text}\n")));
}

/// Prints the help or what is wrong with the arguments, and gives the exit code that goes with it.
pub(crate) fn usage(error: &clap::Error) -> i32 {
    note(error.print());
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

/// Why something was not printed, if anything was not.
pub(crate) fn unwritten() -> Option<String> {
    let error = FAILED.get()?;
    Some(format!("cannot write the output: {error}"))
}

//! Measures the cost of a command, with all the processes that it starts.
//!
//! The system adds up what all children of a process cost, and of their peaks keeps the highest. So
//! each command is run by a process of its own: this program, called with [`ALONE`].

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The argument that makes this program run one command and print its cost.
pub(crate) const ALONE: &str = "cost-of";

/// The cost of a command.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// CPU time, of the user and of the system.
    pub(crate) cpu: Duration,
    /// Time on the clock.
    pub(crate) wall: Duration,
    /// The most memory that any one process held, in bytes.
    pub(crate) peak: u64,
}

/// Runs a command by itself, which has to succeed.
pub(crate) fn of(command: &Command) -> Result<Cost, Box<dyn Error>> {
    ending(0, command)
}

/// Runs a command by itself, which has to end with such a code.
pub(crate) fn ending(code: u8, command: &Command) -> Result<Cost, Box<dyn Error>> {
    let mut alone = Command::new(std::env::current_exe()?);
    alone.arg(ALONE).arg(code.to_string());
    alone.arg(command.get_program());
    alone.args(command.get_args()).stderr(Stdio::inherit());
    if let Some(folder) = command.get_current_dir() {
        alone.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => alone.env(name, value),
            None => alone.env_remove(name),
        };
    }
    let output = alone.output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    let text = String::from_utf8(output.stdout)?;
    let figures: Vec<_> = text
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    let [cpu, wall, peak] = figures[..] else {
        return Err("no cost was printed".into());
    };
    let [cpu, wall] = [cpu, wall].map(Duration::from_micros);
    Ok(Cost { cpu, wall, peak })
}

/// Runs a command, behind its exit code, and prints its time in microseconds, of CPUs and on the clock, and its peak in bytes.
pub(crate) fn print(command: &[String]) -> Result<(), Box<dyn Error>> {
    let [code, program, arguments @ ..] = command else {
        return Err("no command".into());
    };
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .status()?;
    if status.code() != Some(code.parse()?) {
        return Err(format!("`{program}` ended with {status}, and not with {code}").into());
    }
    let (wall, (cpu, peak)) = (start.elapsed().as_micros(), children()?);
    println!("{cpu} {wall} {peak}");
    Ok(())
}

#[cfg(unix)]
fn children() -> Result<(i64, i64), Box<dyn Error>> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = usage.user_time() + usage.system_time();
    // Apple's systems count bytes, all others kilobytes.
    let unit = if cfg!(target_vendor = "apple") {
        1
    } else {
        1024
    };
    Ok((cpu.num_microseconds(), usage.max_rss() * unit))
}

#[cfg(not(unix))]
fn children() -> Result<(i64, i64), Box<dyn Error>> {
    Err("what a command costs can be measured on Unix only".into())
}

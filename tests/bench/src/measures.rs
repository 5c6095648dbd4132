//! The measures, one function for each part.

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::cost::{self, Cost};
use crate::crates::{Crates, Side};
use crate::table::{Bar, Table, Unit};

/// In how many processes of each side values are measured, and how often in each of them.
const PROCESSES: usize = 9;
const TURNS: usize = 40;

pub(crate) type Result = std::result::Result<(), Box<dyn Error>>;

/// The number of times that a build is measured; the least disturbed one counts.
const BUILDS: usize = 2;

/// `cargo check` of all models, what they depend on being built already.
pub(crate) fn check(crates: &Crates, table: &mut Table) -> Result {
    let [ours, derived] = both(|side| {
        run(&mut crates.cargo(side, &["check"]))?;
        least(BUILDS, || {
            crates.touch(side)?;
            cost::of(&crates.cargo(side, &["check"]))
        })
    })?;
    let cpu = [ours.cpu, derived.cpu].map(|cpu| cpu.as_secs_f64());
    table.add(
        "cargo check: CPU time",
        Unit::Seconds,
        cpu,
        "derive",
        Bar::AtMost(0.3),
    );
    let peak = [ours.peak, derived.peak].map(|peak| peak as f64);
    table.add(
        "cargo check: peak memory",
        Unit::Bytes,
        peak,
        "derive",
        Bar::AtMost(0.35),
    );
    Ok(())
}

/// A release build of a program that decodes one response and prints it, with the models built already.
pub(crate) fn program(crates: &Crates, table: &mut Table) -> Result {
    let build = ["build", "--release"];
    let [ours, derived] = both(|side| {
        run(&mut crates.cargo_program(side, &build))?;
        let cost = least(BUILDS, || {
            crates.touch_program(side)?;
            cost::of(&crates.cargo_program(side, &build))
        })?;
        Ok((cost.cpu, crates.binary(side)?))
    })?;
    let cpu = [ours.0, derived.0].map(|cpu| cpu.as_secs_f64());
    table.add(
        "building a program: CPU time",
        Unit::Seconds,
        cpu,
        "derive",
        Bar::AtMost(0.35),
    );
    let size = [ours.1, derived.1].map(|size| size as f64);
    table.add(
        "building a program: size of the binary",
        Unit::Bytes,
        size,
        "derive",
        Bar::AtMost(1.15),
    );
    Ok(())
}

/// Decoding and encoding a response of 2 MB, and what the decoded value holds.
///
/// Each side in a process of its own, because what one leaves on the heap changes what the other
/// costs. They take turns, so that whatever else goes on in the machine, its caches too, disturbs both
/// alike, and the middle of all turns counts.
pub(crate) fn values(crates: &Crates, table: &mut Table) -> Result {
    let length = std::fs::metadata(crates.response())?.len() as f64;
    run(&mut crates.cargo_measure(&["build", "--release"]))?;
    let mut turns = [Vec::new(), Vec::new()];
    for _ in 0..PROCESSES {
        let mut sides = both(|side| Measuring::start(crates, side))?;
        for _ in 0..TURNS {
            for (side, turns) in sides.iter_mut().zip(&mut turns) {
                turns.push(side.turn()?);
            }
        }
        for side in sides {
            side.end()?;
        }
    }
    let middle = |figure: usize| turns.each_ref().map(|turns| median(turns, figure));
    let speed = |nanoseconds: f64| length / nanoseconds * 1e9;
    let (decode, encode) = (middle(0).map(speed), middle(1).map(speed));
    table.add(
        "decoding 2 MB: speed",
        Unit::BytesEachSecond,
        decode,
        "derive",
        Bar::AtLeast(1.1),
    );
    table.add(
        "encoding 2 MB: speed",
        Unit::BytesEachSecond,
        encode,
        "derive",
        Bar::AtLeast(1.0),
    );
    table.add(
        "heap of the decoded value",
        Unit::Bytes,
        middle(2),
        "derive",
        Bar::AtMost(0.8),
    );
    Ok(())
}

/// A process that decodes and encodes with one side, once for each line that it gets.
struct Measuring {
    process: Child,
    orders: ChildStdin,
    figures: Lines<BufReader<ChildStdout>>,
}

impl Measuring {
    fn start(crates: &Crates, side: Side) -> std::result::Result<Self, Box<dyn Error>> {
        let mut command = Command::new(crates.measure());
        command.arg(side.name()).arg(crates.response());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let orders = process.stdin.take().ok_or("no input")?;
        let output = process.stdout.take().ok_or("no output")?;
        let figures = BufReader::new(output).lines();
        Ok(Self {
            process,
            orders,
            figures,
        })
    }

    fn end(mut self) -> Result {
        drop(self.orders);
        self.process.wait()?;
        Ok(())
    }

    /// Times in nanoseconds to decode and to encode, and bytes held.
    fn turn(&mut self) -> std::result::Result<Vec<f64>, Box<dyn Error>> {
        writeln!(self.orders)?;
        let line = self.figures.next().ok_or("the measuring program ended")??;
        Ok(line
            .split(' ')
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()?)
    }
}
/// The sizes of all models.
pub(crate) fn sizes(crates: &Crates, table: &mut Table) -> Result {
    let output = crates
        .cargo_measure(&["run", "--release", "--", "sizes"])
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    for line in String::from_utf8(output.stdout)?.lines() {
        let (name, size) = line.split_once(' ').ok_or("no size was printed")?;
        table.size(name, size.parse()?);
    }
    Ok(())
}

fn both<T>(
    mut measure: impl FnMut(Side) -> std::result::Result<T, Box<dyn Error>>,
) -> std::result::Result<[T; 2], Box<dyn Error>> {
    Ok([measure(Side::Ours)?, measure(Side::Derived)?])
}

pub(crate) fn least(
    times: usize,
    mut measure: impl FnMut() -> std::result::Result<Cost, Box<dyn Error>>,
) -> std::result::Result<Cost, Box<dyn Error>> {
    let mut least = Cost {
        cpu: Duration::MAX,
        wall: Duration::MAX,
        peak: u64::MAX,
    };
    for _ in 0..times {
        let cost = measure()?;
        least.cpu = least.cpu.min(cost.cpu);
        least.wall = least.wall.min(cost.wall);
        least.peak = least.peak.min(cost.peak);
    }
    Ok(least)
}

fn median(turns: &[Vec<f64>], figure: usize) -> f64 {
    let mut figures: Vec<f64> = turns
        .iter()
        .filter_map(|turn| turn.get(figure).copied())
        .collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

pub(crate) fn run(command: &mut Command) -> Result {
    if command.status()?.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed").into())
    }
}

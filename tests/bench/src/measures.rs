//! The measures, one function for each part.

use std::error::Error;
use std::process::Command;
use std::time::Duration;

use crate::cost::{self, Cost};
use crate::crates::{Crates, Side};
use crate::table::{Bar, Table, Unit};

/// How often the values are measured, each time in new processes, and how often in each of them.
const ROUNDS: usize = 5;
const TIMES: &str = "60";

type Result = std::result::Result<(), Box<dyn Error>>;

/// How often a build is measured; the least disturbed one counts.
const BUILDS: usize = 2;

/// `cargo check` of all models, what they depend on being built already.
pub(crate) fn check(crates: &Crates, table: &mut Table) -> Result {
    let [ours, derived] = both(|side| {
        run(&mut crates.cargo(side, &["check"]))?;
        least(|| {
            crates.touch(side)?;
            cost::of(&crates.cargo(side, &["check"]))
        })
    })?;
    let cpu = [ours.cpu, derived.cpu].map(|cpu| cpu.as_secs_f64());
    table.add("check: CPU time", Unit::Seconds, cpu, Bar::AtMost(0.25));
    let peak = [ours.peak, derived.peak].map(|peak| peak as f64);
    table.add("check: peak memory", Unit::Bytes, peak, Bar::AtMost(0.35));
    Ok(())
}

/// A release build of a program that decodes one response and prints it, with the models built already.
pub(crate) fn program(crates: &Crates, table: &mut Table) -> Result {
    let build = ["build", "--release"];
    let [ours, derived] = both(|side| {
        run(&mut crates.cargo_program(side, &build))?;
        let cost = least(|| {
            crates.touch_program(side)?;
            cost::of(&crates.cargo_program(side, &build))
        })?;
        Ok((cost.cpu, crates.binary(side)?))
    })?;
    let cpu = [ours.0, derived.0].map(|cpu| cpu.as_secs_f64());
    table.add("program: CPU time", Unit::Seconds, cpu, Bar::AtMost(0.3));
    let size = [ours.1, derived.1].map(|size| size as f64);
    table.add("program: binary", Unit::Bytes, size, Bar::AtMost(1.0));
    Ok(())
}

/// Decoding and encoding a response of 2 MB, and what the decoded value holds.
pub(crate) fn values(crates: &Crates, table: &mut Table) -> Result {
    let length = std::fs::metadata(crates.response())?.len() as f64;
    // Each side in processes of its own, because what one leaves on the heap changes what the other
    // costs; and in turn, so that whatever else goes on in the machine disturbs both alike.
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let [ours, derived] = both(|side| value(crates, side))?;
        rounds.push([
            ours.decode,
            derived.decode,
            ours.encode,
            derived.encode,
            ours.held,
            derived.held,
        ]);
    }
    let [
        decode_ours,
        decode_derived,
        encode_ours,
        encode_derived,
        ours,
        derived,
    ] = std::array::from_fn(|index| {
        rounds
            .iter()
            .map(|figures| figures[index])
            .fold(f64::INFINITY, f64::min)
    });
    let speed = |nanoseconds: f64| length / nanoseconds * 1e9;
    for (name, times, bar) in [
        (
            "decoding 2 MB",
            [decode_ours, decode_derived],
            Bar::AtLeast(1.1),
        ),
        (
            "encoding 2 MB",
            [encode_ours, encode_derived],
            Bar::AtLeast(1.0),
        ),
    ] {
        table.add(name, Unit::BytesEachSecond, times.map(speed), bar);
    }
    table.add(
        "heap of the value",
        Unit::Bytes,
        [ours, derived],
        Bar::AtMost(1.0),
    );
    Ok(())
}

/// What one side costs: times in nanoseconds, and bytes.
struct Figures {
    decode: f64,
    encode: f64,
    held: f64,
}

fn value(crates: &Crates, side: Side) -> std::result::Result<Figures, Box<dyn Error>> {
    let mut command = crates.cargo_measure(&["run", "--release"]);
    command
        .args(["--", side.name()])
        .arg(crates.response())
        .arg(TIMES);
    let output = command.output()?;
    let text = String::from_utf8(output.stdout)?;
    let figures: Vec<f64> = text
        .split_whitespace()
        .map(str::parse)
        .collect::<std::result::Result<_, _>>()?;
    match figures[..] {
        [decode, encode, held] => Ok(Figures {
            decode,
            encode,
            held,
        }),
        _ => Err(String::from_utf8_lossy(&output.stderr).into()),
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

fn least(
    mut measure: impl FnMut() -> std::result::Result<Cost, Box<dyn Error>>,
) -> std::result::Result<Cost, Box<dyn Error>> {
    let mut least = Cost {
        cpu: Duration::MAX,
        peak: u64::MAX,
    };
    for _ in 0..BUILDS {
        let cost = measure()?;
        least.cpu = least.cpu.min(cost.cpu);
        least.peak = least.peak.min(cost.peak);
    }
    Ok(least)
}

fn run(command: &mut Command) -> Result {
    if command.status()?.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed").into())
    }
}

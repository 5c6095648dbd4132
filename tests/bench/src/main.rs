//! Measures the generated models against the same models with serde's derive, and prints a table.
//!
//! In: a folder of definitions, and what to measure. Out: for each measure both figures, their ratio,
//! and the bar it is held against. Called by `cargo xtask bench`.

mod cost;
mod crates;
mod derive;
mod growth;
mod measures;
mod response;
mod table;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use crates::Crates;
use table::Table;

/// What can be measured alone.
const PARTS: [&str; 5] = ["check", "program", "values", "sizes", GROWTH];

/// The one part that is about the generator, and takes no definitions.
const GROWTH: &str = "growth";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((word, command)) if word == cost::ALONE => cost::print(command).map(|()| true),
        _ => bench(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Takes `--definitions DIR` and names of parts. Whether every bar is met.
fn bench(arguments: &[String]) -> Result<bool, Box<dyn Error>> {
    let mut definitions = std::env::var_os("DEFINITIONS_CORPUS").map(PathBuf::from);
    let mut parts = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--definitions" => definitions = words.next().map(PathBuf::from),
            part if PARTS.contains(&part) => parts.push(part),
            other => return Err(format!("`{other}` is none of {PARTS:?}").into()),
        }
    }
    let is_asked = |part: &str| parts.is_empty() || parts.contains(&part);
    let grows_well = !is_asked(GROWTH) || growth::growth();
    if parts == [GROWTH] {
        return Ok(grows_well);
    }
    let definitions = definitions.ok_or("set DEFINITIONS_CORPUS, or give --definitions DIR")?;
    let sources = generator::read::read(&definitions, None)?;
    let generated = tests::generate_from(&sources)
        .map_err(|problems| format!("{} problems with the definitions", problems.len()))?;
    let crates = Crates::write(&generated)?;

    let mut table = Table::new(&generated.model);
    for part in PARTS
        .into_iter()
        .filter(|&part| part != GROWTH && is_asked(part))
    {
        eprintln!("measuring {part} …");
        match part {
            "check" => measures::check(&crates, &mut table)?,
            "program" => measures::program(&crates, &mut table)?,
            "values" => measures::values(&crates, &mut table)?,
            _ => measures::sizes(&crates, &mut table)?,
        }
    }
    println!("{table}");
    Ok(table.is_met() && grows_well)
}

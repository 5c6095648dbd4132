//! Measures the generated models against the same models with serde's derive, and the commands against
//! plain programs that do what none can leave out; and prints a table.
//!
//! In: a folder of definitions, and what to measure. Out: for each measure both figures, their ratio,
//! and the bar it is held against. Called by `cargo xtask bench`.

mod cost;
mod crates;
mod derive;
mod floor;
mod growth;
mod measures;
mod response;
mod runs;
mod scale;
mod table;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use crates::Crates;
use table::Table;

/// The parts that can be measured alone: the models, and the generator.
const MODELS: [&str; 4] = ["check", "program", "values", "sizes"];
const GENERATOR: [&str; 4] = ["runs", "cold", "scale", "growth"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((word, command)) if word == cost::ALONE => cost::print(command).map(|()| true),
        Some((word, work)) if word == floor::WORD => floor::run(work).map(|()| true),
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

/// Takes `--definitions DIR`, `--json` and names of parts. Whether every bar is met.
fn bench(arguments: &[String]) -> Result<bool, Box<dyn Error>> {
    let mut definitions = std::env::var_os("DEFINITIONS_CORPUS").map(PathBuf::from);
    let (mut parts, mut is_json) = (Vec::new(), false);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--definitions" => definitions = words.next().map(PathBuf::from),
            "--json" => is_json = true,
            part if MODELS.contains(&part) || GENERATOR.contains(&part) => parts.push(part),
            other => return Err(format!("`{other}` is not a valid part").into()),
        }
    }
    if parts.is_empty() {
        parts.extend(MODELS.iter().chain(&GENERATOR));
    }
    let definitions = definitions.ok_or("set DEFINITIONS_CORPUS, or give --definitions DIR")?;
    let sources = generator::read::read(&definitions, None)?;
    let generated = tests::generate_from(&sources)
        .map_err(|problems| format!("{} problems with the definitions", problems.len()))?;
    let mut table = Table::new(&generated.model);
    let crates = match parts.iter().any(|part| MODELS.contains(part)) {
        true => Some(Crates::write(&generated)?),
        false => None,
    };
    // What could be measured took minutes, so it is shown even if something could not.
    let done = parts.into_iter().try_for_each(|part| {
        eprintln!("measuring {part} …");
        match (part, &crates) {
            ("check", Some(crates)) => measures::check(crates, &mut table),
            ("program", Some(crates)) => measures::program(crates, &mut table),
            ("values", Some(crates)) => measures::values(crates, &mut table),
            ("sizes", Some(crates)) => measures::sizes(crates, &mut table),
            ("runs", _) => runs::runs(&definitions, &mut table),
            ("cold", _) => scale::cold(&mut table),
            ("scale", _) => scale::scale(&definitions, &mut table),
            _ => {
                growth::growth(&mut table);
                Ok(())
            }
        }
    });
    match is_json {
        true => print!("{}", table.json()),
        false => println!("{table}"),
    }
    done.map(|()| table.is_met())
}

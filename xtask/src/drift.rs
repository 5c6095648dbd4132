//! `cargo xtask drift`: reports what recorded payloads hold that the definitions do not say.

use generator::failure::Failure;
use generator::inspect;
use generator::roots::Roots;

use crate::cli::Drift;
use crate::overrides::payload;
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Drift) -> Result<Outcome, Failure> {
    let model = arguments.input.decide(&Roots::default())?.model;
    let mut found = Vec::new();
    for path in &arguments.payloads {
        let odd = inspect::drift(&model, &arguments.model, &payload(path)?)?;
        found.push((path.display().to_string(), odd));
    }
    output::result(&if arguments.json {
        inspect::drift_json(&found)
    } else {
        generator::report::printable(&inspect::drift_text(&found))
    });
    Ok(if found.iter().all(|(_, odd)| odd.is_empty()) {
        Outcome::Done
    } else {
        Outcome::OutOfDate
    })
}

//! `cargo xtask drift`: reports the deviations of recorded payloads from the definitions.

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
        let payload = payload(path)?;
        let drift = inspect::drift(&model, &arguments.model, arguments.request, &payload)?;
        found.push((path.display().to_string(), drift));
    }
    output::result(&match (arguments.json, arguments.each) {
        (true, _) => inspect::drift_json(&found),
        (false, true) => generator::report::printable(&inspect::drift_text(&found)),
        (false, false) => generator::report::printable(&inspect::drift_summary(&found)),
    });
    Ok(if found.iter().all(|(_, it)| it.deviations.is_empty()) {
        Outcome::Done
    } else {
        Outcome::OutOfDate
    })
}

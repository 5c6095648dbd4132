//! `cargo xtask show`: shows one model to a person.

use std::collections::BTreeSet;

use generator::links::Links;
use generator::roots::Roots;
use generator::{Generated, report, select};

use crate::cli::Show;
use crate::{Failure, Outcome, output, regen};

pub(crate) fn run(arguments: &Show) -> Result<Outcome, Failure> {
    let sources = regen::read(&arguments.input)?;
    // All of them, because any may link to the one.
    let Generated { schema, model, .. } = &regen::generate(&arguments.input, &sources)?;
    let links = Links::of(model);
    let roots = Roots::from_iter([arguments.name.as_str()]);
    select::select(schema, &links, &roots, BTreeSet::new())?;
    let asked = model
        .structs
        .iter()
        .filter(|item| roots.iter().any(|root| root.is_for(&item.definition)));
    let texts: Vec<_> = asked
        .map(|item| report::show(schema, model, item, &links, report::WIDTH))
        .collect();
    output::result(&texts.join("\n"));
    Ok(Outcome::Done)
}

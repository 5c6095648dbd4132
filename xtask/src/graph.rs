//! `cargo xtask graph`: draws who links to whom.

use generator::links::Links;
use generator::report;

use crate::cli::{Drawing, Graph};
use crate::{Failure, Outcome, output, regen};

/// How many models a picture shows before people lose their way in it.
const READABLE: usize = 40;

pub(crate) fn run(arguments: &Graph) -> Result<Outcome, Failure> {
    let sources = regen::read(&arguments.input)?;
    let generated = regen::generate_selected(&arguments.input, &arguments.selection, &sources)?;
    let drawn = report::graph(
        &Links::of(&generated.model),
        &arguments.selection.roots(),
        arguments.depth,
        match arguments.format {
            Drawing::Mermaid => report::Drawing::Mermaid,
            Drawing::Dot => report::Drawing::Dot,
        },
    );
    output::result(&drawn.text);
    if drawn.models > READABLE {
        output::message(&format!(
            "{} models: more than a picture shows well; choose fewer with `--root NAME --depth N`\n",
            drawn.models
        ));
    }
    Ok(Outcome::Done)
}

//! `cargo xtask graph`: draws who links to whom.

use generator::failure::Failure;
use generator::inspect;
use generator::links::Links;

use crate::cli::{Drawing, Graph};
use crate::{Outcome, output};

/// How many models a picture shows before people lose their way in it.
const READABLE: usize = 40;

pub(crate) fn run(arguments: &Graph) -> Result<Outcome, Failure> {
    let roots = arguments.selection.roots();
    let decided = arguments.input.decide(&roots)?;
    let drawn = inspect::graph(
        &Links::of(&decided.model),
        decided.model.operations.as_deref().unwrap_or_default(),
        &roots,
        arguments.depth,
        match arguments.format {
            Drawing::Mermaid => inspect::Drawing::Mermaid,
            Drawing::Dot => inspect::Drawing::Dot,
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

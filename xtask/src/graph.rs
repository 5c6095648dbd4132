//! `cargo xtask graph`: draws who links to whom.

use generator::failure::Failure;
use generator::inspect;
use generator::links::Links;

use crate::cli::{Drawing, Graph};
use crate::{Outcome, output};

/// How many links a picture shows before people lose their way in it.
const READABLE: usize = 60;

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
    if drawn.links > READABLE && arguments.depth.is_none() {
        return Err(Failure::new(format!(
            "{} links are more than a picture shows: choose fewer with `--root NAME --depth N`; \
             `--root '*' --depth 1` draws all of them",
            drawn.links
        )));
    }
    output::result(&drawn.text);
    Ok(Outcome::Done)
}

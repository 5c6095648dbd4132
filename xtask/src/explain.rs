//! `cargo xtask explain`: tells what a code means.

use generator::diagnostic::Code;

use crate::cli::Explain;
use crate::{Failure, Outcome, output};

pub(crate) fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.code else {
        output::result(&list());
        return Ok(Outcome::Done);
    };
    let code = Code::from_name(name).map_err(|near| Failure {
        message: match near {
            Some(near) => format!("there is no code `{name}`; did you mean `{near}`?"),
            None => format!("there is no code `{name}`; `cargo xtask explain` lists them"),
        },
    })?;
    output::result(&format!("{}\n\n{}", code.name(), code.explanation()));
    Ok(Outcome::Done)
}

/// Every code with the first sentence of its explanation.
fn list() -> String {
    let width = Code::ALL
        .iter()
        .map(|code| code.name().len())
        .max()
        .unwrap_or_default();
    let line = |code: &Code| format!("{:width$}  {}\n", code.name(), code.summary());
    Code::ALL.iter().map(line).collect()
}

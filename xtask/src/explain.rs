//! `cargo xtask explain`: explains what a problem's code or a change's id means.

use generator::changes::ChangeKind;
use generator::diagnostic::Code;
use generator::failure::Failure;
use generator::report::{WIDTH, wrap};

use crate::cli::Explain;
use crate::{Outcome, output};

pub(crate) fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.code else {
        output::text(&list());
        return Ok(Outcome::Done);
    };
    let explanation = match (Code::from_name(name), ChangeKind::from_name(name)) {
        (Ok(code), _) => code.explanation(),
        (_, Ok(kind)) => kind.explanation(),
        (Err(code), Err(change)) => {
            let message = match code.or(change) {
                Some(near) => format!("there is no code `{name}`; did you mean `{near}`?"),
                None => format!("there is no code `{name}`; `cargo xtask explain` lists them"),
            };
            return Err(Failure::new(message));
        }
    };
    output::text(&format!("{name}\n\n{explanation}"));
    Ok(Outcome::Done)
}

/// Every code and id with the first sentence of its explanation.
fn list() -> String {
    let problems = Code::ALL.iter().map(|code| (code.name(), code.summary()));
    let changes = ChangeKind::ALL
        .iter()
        .map(|kind| (kind.name(), kind.summary()));
    format!(
        "Problems:\n{}\nChanges:\n{}",
        table(problems.collect()),
        table(changes.collect())
    )
}

fn table(rows: Vec<(&str, String)>) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    let row = |(name, summary): (&str, String)| {
        let lines = wrap(summary.split(' '), WIDTH.saturating_sub(width + 4));
        let indent = format!("\n{:width$}    ", "");
        format!("  {name:width$}  {}\n", lines.join(&indent))
    };
    rows.into_iter().map(row).collect()
}

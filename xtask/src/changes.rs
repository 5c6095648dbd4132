//! `cargo xtask changes`: reports what an update of the definitions means.

use generator::changes::{self, Answer, Audience, FailOn, Question};
use generator::failure::Failure;

use crate::cli::{self, ChangesFormat, in_workspace};
use crate::{Outcome, output};

pub(crate) fn run(arguments: &cli::Changes) -> Result<Outcome, Failure> {
    let audience = audience(arguments)?;
    let Answer {
        mut changes,
        version,
    } = changes::between(&Question {
        workspace: &in_workspace(""),
        base: arguments.base.as_deref(),
        from: arguments.from.as_deref(),
        to: arguments.to.as_deref(),
    })?;
    if let Some(list) = &arguments.allow {
        let text =
            std::fs::read_to_string(list).map_err(|error| Failure::unreadable(list, &error))?;
        changes::accept(&list.to_string_lossy(), &text, &mut changes)?;
    }
    output::result(&changes::report(&changes, audience, version.as_deref()));
    let fail_on = match arguments.fail_on {
        cli::FailOn::None => FailOn::Nothing,
        cli::FailOn::Rust => FailOn::Rust,
        cli::FailOn::Wire => FailOn::Wire,
        cli::FailOn::Any => FailOn::Any,
    };
    Ok(match changes::failing(fail_on, &changes) {
        Some(sentence) => {
            output::error(&sentence);
            Outcome::OutOfDate
        }
        None => Outcome::Done,
    })
}

fn audience(arguments: &cli::Changes) -> Result<Audience, Failure> {
    Ok(match (arguments.format, arguments.changelog) {
        (ChangesFormat::Text, false) => Audience::Terminal,
        (ChangesFormat::Markdown, false) => Audience::Reviewer,
        (ChangesFormat::Markdown, true) => Audience::Changelog,
        (ChangesFormat::Json, false) => Audience::Program,
        (ChangesFormat::Github, false) => Audience::Annotations,
        (_, true) => return Err(Failure::new("`--changelog` needs `--format markdown`")),
    })
}

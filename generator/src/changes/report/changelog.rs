//! The changes in short, for the changelog of the models.

use super::ink::MARKDOWN;
use super::line::{Shown, line};
use crate::changes::cause::Cause;
use crate::changes::change::Changes;
use crate::changes::change_kind::Mention;
use crate::changes::level::Level;
use crate::changes::verdict::SemverImpact;
use crate::report::{WIDTH, wrap};

/// The number of items that a list of changes that break nothing names.
const SHOWN: usize = 30;

pub(super) fn changelog(changes: &Changes) -> String {
    let entries = |cause: &Cause| changes.of(cause).iter();
    let of = |holds: &dyn Fn(&Cause) -> bool| {
        let is_off = |cause: &Cause| entries(cause).all(|it| it.is_set_to(Level::Off));
        let causes = changes.causes.iter();
        let causes = causes.filter(|cause| holds(cause) && !is_off(cause));
        let lines = causes.map(|cause| line(changes, cause, &MARKDOWN, &mut Shown::new()));
        lines.collect::<Vec<_>>()
    };
    let deprecates =
        |cause: &Cause| entries(cause).any(|it| it.kind.row().mention == Mention::Deprecated);
    let breaks = |cause: &Cause| cause.concern.needs_action();
    let adds = |cause: &Cause| {
        !breaks(cause)
            && !deprecates(cause)
            && entries(cause).any(|it| it.rust == SemverImpact::Minor)
    };
    let mut text = String::new();
    // Moving to the new version needs all of these.
    list(&mut text, "Breaking", &of(&breaks), usize::MAX);
    list(&mut text, "Added", &of(&adds), SHOWN);
    list(&mut text, "Deprecated", &of(&deprecates), SHOWN);
    let reworded = changes.count(|change| change.kind.row().mention == Mention::Reworded);
    if reworded > 0 {
        let plural = if reworded == 1 { "" } else { "s" };
        text += &format!("{reworded} description{plural} reworded.\n");
    }
    if text.is_empty() {
        text += "No change of the models.\n";
    }
    text
}

fn list(text: &mut String, title: &str, items: &[String], shown: usize) {
    if items.is_empty() {
        return;
    }
    *text += &format!("### {title}\n\n");
    for item in items.iter().take(shown) {
        let lines = wrap(item.split(' '), WIDTH);
        *text += &format!("- {}\n", lines.join("\n  "));
    }
    if items.len() > shown {
        *text += &format!("- and {} more\n", items.len() - shown);
    }
    text.push('\n');
}

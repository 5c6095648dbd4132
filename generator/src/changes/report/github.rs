//! The causes as annotations of a workflow, each at the line of its worst entry.

use super::ink::TERMINAL;
use super::line::{Shown, line};
use super::summary::summary;
use crate::changes::change::Changes;
use crate::report::annotation;

/// The number of causes annotated. GitHub shows as many of a step.
const SHOWN: usize = 10;

/// A notice for the whole, and a warning for every cause that breaks something, worst first.
pub(super) fn annotations(changes: &Changes) -> String {
    let title = [("title", "what changed".to_owned())];
    let mut text = annotation("notice", &title, &summary(changes, str::to_owned));
    let breaking = changes.open().filter(|cause| cause.concern.needs_action());
    let mut shown = Shown::new();
    for cause in breaking.take(SHOWN) {
        let Some(head) = changes.of(cause).first() else {
            continue;
        };
        let properties = [
            ("file", head.location.file.clone()),
            ("line", head.location.line.to_string()),
            (
                "title",
                format!("{}: {}", cause.concern.word(), head.kind.name()),
            ),
        ];
        text += &annotation(
            "warning",
            &properties,
            &line(changes, cause, &TERMINAL, &mut shown),
        );
    }
    text
}

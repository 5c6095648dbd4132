//! The causes as annotations of a workflow, each at the line of its worst entry.

use super::ink::TERMINAL;
use super::line::{Shown, line};
use super::summary::summary;
use crate::changes::change::Changes;
use crate::report::{Level, Printable, count};

/// The number of causes annotated. GitHub shows as many of a step.
const SHOWN: usize = 10;

/// A notice for the whole, and a warning for every cause that breaks something, worst first.
pub(super) fn annotations(changes: &Changes) -> Printable {
    let title = [("title", "what changed".to_owned())];
    let breaking = || changes.open().filter(|cause| cause.concern.needs_action());
    let mut whole = summary(changes, str::to_owned);
    let left_out = breaking().count().saturating_sub(SHOWN);
    if left_out > 0 {
        let causes = count(left_out, "cause", "causes");
        whole += &format!(" · annotated are the worst {SHOWN}; {causes} left out");
    }
    let mut texts = vec![Printable::annotation(Level::Notice, &title, &whole)];
    let mut shown = Shown::new();
    for cause in breaking().take(SHOWN) {
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
        let message = line(changes, cause, &TERMINAL, &mut shown);
        texts.push(Printable::annotation(Level::Warning, &properties, &message));
    }
    texts.into_iter().collect()
}

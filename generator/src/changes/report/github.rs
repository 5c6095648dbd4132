//! The changes as annotations of a workflow, each at the line of the definitions.

use super::summary::summary;
use super::words;
use crate::changes::change::{Change, Changes};
use crate::report::annotation;

/// A warning for every entry that breaks something and was not accepted, a notice for every other,
/// and one for the whole. GitHub shows the first few of each; what matters most comes first.
pub(super) fn annotations(changes: &Changes) -> String {
    let title = [("title", "what changed".to_owned())];
    let mut text = annotation("notice", &title, &summary(changes, str::to_owned));
    let (breaking, other): (Vec<_>, Vec<_>) = changes
        .entries
        .iter()
        .partition(|change| change.is_breaking() && !change.accepted);
    text.extend(breaking.into_iter().map(|change| at("warning", change)));
    text.extend(other.into_iter().map(|change| at("notice", change)));
    text
}

fn at(level: &str, change: &Change) -> String {
    let properties = [
        ("file", change.location.file.clone()),
        ("line", change.location.line.to_string()),
        ("title", change.kind.name().to_owned()),
    ];
    let sides = match (&change.old, &change.new) {
        _ if words::is_prose(change) => String::new(),
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        _ => String::new(),
    };
    let mut message = format!(
        "{}{sides}\nsent {}, received {}, Rust {}",
        change.subject(),
        change.wire.sent.word(),
        change.wire.received.word(),
        change.rust.word(),
    );
    if let Some(note) = &change.note {
        message += &format!("\n{note}");
    }
    annotation(level, &properties, &message)
}

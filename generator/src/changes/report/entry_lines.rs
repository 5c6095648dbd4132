//! Every entry in a line that a list of accepted changes can have.

use super::phrases;
use crate::changes::change::{Change, Changes};
use crate::changes::level::Level;
use crate::changes::subject::Value;

/// Every entry that is shown to people, worst first, with a cause's together and room between causes.
pub(super) fn entries(changes: &Changes) -> String {
    let mut text = String::new();
    let mut concern = None;
    for cause in &changes.causes {
        let own = changes
            .of(cause)
            .iter()
            .filter(|it| !it.is_set_to(Level::Off));
        let lines: String = own.map(|change| entry(change) + "\n").collect();
        if lines.is_empty() {
            continue;
        }
        if concern.replace(cause.concern) != Some(cause.concern) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}# {}\n", cause.concern.word());
        }
        text += &lines;
    }
    text
}

/// `0123456789abcdef # type-scalar-changed Foo.bar: string → number; sent breaking, …`
fn entry(change: &Change) -> String {
    let code = change.code_sides();
    let code = code.map(|(old, new)| format!(" ({old} → {new})"));
    let note = change.note().map(|note| format!("; {note}"));
    let line = format!(
        "{} # {}; sent {}, received {}, Rust {}{}{}",
        change.fingerprint(),
        what(change),
        change.wire.sent.word(),
        change.wire.received.word(),
        change.rust.word(),
        code.unwrap_or_default(),
        note.unwrap_or_default(),
    );
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if change.accepted {
        line + "; accepted"
    } else {
        line
    }
}

/// `type-scalar-changed Foo.bar: string → number`
pub(in super::super) fn what(change: &Change) -> String {
    let sides = match (&change.old, &change.new) {
        _ if change.kind.is_about_prose() => {
            let (old, new) = phrases::excerpt(change, 60);
            format!(": “{old}” → “{new}”")
        }
        (Some(old), Some(new)) => format!(": {old} → {new}"),
        (Some(one), None) | (None, Some(one)) if !is_subject(one, change) => format!(": {one}"),
        _ => String::new(),
    };
    let what = format!("{} {}{sides}", change.kind.name(), change.subject);
    what.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `true` if a side of an entry only repeats what it is about.
fn is_subject(side: &Value, change: &Change) -> bool {
    let name = side.name();
    name == Some(change.subject.owner())
        || name.is_some() && name == change.subject.part().as_deref()
}

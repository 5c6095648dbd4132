//! The changes for people at a terminal.

use super::{proposal, summary, version_reason, words};
use crate::changes::{Change, Changes, Rust};

/// How many models and ways are named for one entry.
const SHOWN: usize = 4;

pub(super) fn text(changes: &Changes, version: Option<&str>) -> String {
    let mut text = summary(changes, str::to_owned) + "\n";
    if let Some(proposal) = proposal(version, changes) {
        let reason = version_reason(changes);
        text += &format!("proposed version: {proposal}, {reason}\n");
    }
    let (breaking, other): (Vec<_>, Vec<_>) = changes
        .entries
        .iter()
        .partition(|change| change.is_breaking());
    section(&mut text, "what breaks", &breaking);
    section(&mut text, "what does not break", &other);
    text
}

fn section(text: &mut String, title: &str, entries: &[&Change]) {
    if entries.is_empty() {
        return;
    }
    *text += &format!("\n{title}: {}\n", words::entries(entries.len()));
    for (definition, group) in words::by_definition(entries) {
        *text += &format!("\n  {definition}");
        let file = group.first().map(|change| change.location.file.as_str());
        *text += &format!("  {}\n", file.unwrap_or_default());
        for change in &group {
            *text += &entry(change);
        }
        if let Some(change) = group.iter().find(|change| change.is_breaking()) {
            reach(text, change);
        }
    }
}

fn entry(change: &Change) -> String {
    let property = match &change.property {
        Some(property) => format!(" {property}"),
        None => String::new(),
    };
    let mut text = format!("    {}{property}", change.kind.name());
    let sides = sides(change);
    if !sides.is_empty() {
        text += &format!(": {sides}");
    }
    text.push('\n');
    if change.is_breaking() {
        text += &format!(
            "      sent {}, received {}, Rust {}{}",
            change.wire.sent.word(),
            change.wire.received.word(),
            change.rust.word(),
            code(change)
        );
        let accepted = if change.accepted { ", accepted" } else { "" };
        text += &format!("  [{}{accepted}]\n", change.fingerprint());
    }
    if let Some(note) = &change.note {
        let note = note.replace('\n', " ");
        text += &format!("      note: {note}\n");
    }
    text
}

/// `old → new`, as far as that says more than the kind.
fn sides(change: &Change) -> String {
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    if words::is_prose(change) {
        let (old, new) = words::excerpt(old.unwrap_or_default(), new.unwrap_or_default(), 80);
        return format!("\"{old}\" → \"{new}\"");
    }
    match (old, new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(one), None) | (None, Some(one)) if one != change.definition => one.to_owned(),
        _ => String::new(),
    }
}

fn code(change: &Change) -> String {
    let sides = change.code.as_ref().filter(|_| change.rust != Rust::None);
    match sides.and_then(|code| Some((code.old.as_ref()?, code.new.as_ref()?))) {
        Some((old, new)) => format!(" ({old} → {new})"),
        None => String::new(),
    }
}

fn reach(text: &mut String, change: &Change) {
    let reach = &change.reach;
    if reach.direct.is_empty() {
        return;
    }
    let direct = words::names(&reach.direct, SHOWN, str::to_owned);
    *text += &format!("      contained in {direct}\n");
    let ways: Vec<_> = words::ways(reach).collect();
    for path in ways.iter().take(SHOWN) {
        *text += &format!("      reaches {}\n", words::path(path, str::to_owned));
    }
    if ways.len() > SHOWN {
        *text += &format!("      and {} more\n", ways.len() - SHOWN);
    }
}

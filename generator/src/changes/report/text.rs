//! The changes for people at a terminal.

use super::summary::summary;
use super::version::{proposal, version_reason};
use super::words;
use crate::changes::change::{Change, Changes};
use crate::changes::kind::Kind;
use crate::changes::verdict::Rust;
use crate::report::{count, list, wrap};

/// How many models and ways are named for one entry.
const SHOWN: usize = 4;

/// How wide the lines are at most.
const WIDTH: usize = 100;

pub(super) fn text(changes: &Changes, version: Option<&str>) -> String {
    // One line, however long: it is what is quoted and searched for.
    let mut text = summary(changes, str::to_owned) + "\n";
    if let Some(proposal) = proposal(version, changes) {
        let reason = version_reason(changes);
        text += &format!("proposed version: {proposal}, {reason}\n");
    }
    let [breaking, accepted, other] = words::parts(changes);
    section(&mut text, "what breaks", &breaking);
    section(&mut text, "what was accepted", &accepted);
    section(&mut text, "what does not break", &other);
    text
}

/// A line behind `indent`, with what does not fit in lines below it.
fn line(indent: &str, text: &str) -> String {
    let room = WIDTH.saturating_sub(indent.len() + 2);
    let lines = wrap(text.split(' '), room);
    let lines = lines.iter().enumerate().map(|(at, line)| {
        let deeper = if at > 0 { "  " } else { "" };
        format!("{indent}{deeper}{}\n", line.trim_end())
    });
    lines.collect()
}

fn section(text: &mut String, title: &str, entries: &[&Change]) {
    if entries.is_empty() {
        return;
    }
    *text += &format!("\n{title}: {}\n", words::entries(entries.len()));
    let (added, rest): (Vec<&Change>, Vec<&Change>) = entries
        .iter()
        .partition(|change| change.kind == Kind::DefinitionAdded);
    if !added.is_empty() {
        let count = count(added.len(), "new definition", "new definitions");
        let names: Vec<_> = added.iter().map(|it| it.definition.as_str()).collect();
        *text += &format!("\n  {count}\n{}", list(&names, "    ", WIDTH));
    }
    for (definition, group) in words::by_definition(&rest) {
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
    let mut head = format!("{}{property}", change.kind.name());
    let sides = sides(change);
    if !sides.is_empty() {
        head += &format!(": {sides}");
    }
    let mut text = line("    ", &head);
    if change.is_breaking() || change.accepted {
        let verdicts = format!(
            "sent {}, received {}, Rust {}{}  [{}]",
            change.wire.sent.word(),
            change.wire.received.word(),
            change.rust.word(),
            code(change),
            change.fingerprint()
        );
        text += &line("      ", &verdicts);
    }
    if let Some(note) = &change.note {
        let note = note.replace('\n', " ");
        text += &line("      ", &format!("note: {note}"));
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
        (Some(one), None) | (None, Some(one)) if !words::is_subject(one, change) => one.to_owned(),
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
    *text += &line("      ", &format!("contained in {direct}"));
    let ways: Vec<_> = words::ways(reach).collect();
    for path in ways.iter().take(SHOWN) {
        let path = words::path(path, str::to_owned);
        *text += &line("      ", &format!("reaches {path}"));
    }
    if ways.len() > SHOWN {
        *text += &format!("      and {} more\n", ways.len() - SHOWN);
    }
}

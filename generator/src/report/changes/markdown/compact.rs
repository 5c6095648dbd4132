//! The report in short: one table of what breaks, and lists of what does not.

use std::collections::BTreeMap;

use super::super::words;
use super::Block;
use super::table::{code, effect, header, kind, row, rust, sides};
use crate::changes::{Change, Effect, Kind, Rust};

/// How many names are listed for one kind of change.
const NAMES: usize = 200;

/// What breaks, in one table. Where all three verdicts are the worst, one cell says so.
pub(super) fn breaking(entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let count = words::entries(entries.len());
    let columns = [
        "Where",
        "Change",
        "Before → after",
        "Sent",
        "Received",
        "Rust",
        "In the end in",
    ];
    let mut blocks = vec![Block {
        text: format!("### What breaks\n\n{count}.\n\n{}", header(&columns)),
        entries: 0,
    }];
    for change in entries {
        let note = match change.kind {
            Kind::WireNameCaseChanged if change.rust == Rust::None => {
                " (**the field keeps its name**)"
            }
            _ => "",
        };
        let text = row(&[
            code(&change.subject()),
            format!("{}{note}", kind(change)),
            if words::is_prose(change) {
                String::new()
            } else {
                sides(change)
            },
            mark(change.wire.sent),
            mark(change.wire.received),
            if words::is_prose(change) {
                rust(change)
            } else {
                change.rust.word().replace("none", "")
            },
            ends(change),
        ]);
        blocks.push(Block { text, entries: 1 });
    }
    blocks
}

/// What does not break: for each kind the names of what it is about.
pub(super) fn other(entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let count = words::entries(entries.len());
    let mut blocks = vec![Block {
        text: format!("\n### What does not break\n\n{count}.\n\n"),
        entries: 0,
    }];
    let mut by_kind: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for change in entries {
        by_kind
            .entry(change.kind)
            .or_default()
            .push(change.subject());
    }
    for (kind, subjects) in by_kind {
        let names = words::names(&subjects, NAMES, code);
        blocks.push(Block {
            text: format!(
                "<details><summary>{}: {}</summary>\n\n{names}\n\n</details>\n\n",
                kind.name(),
                subjects.len()
            ),
            entries: subjects.len().min(NAMES),
        });
    }
    blocks
}

/// The nearest end, and how many there are beside it.
fn ends(change: &Change) -> String {
    let mut ends = change.reach.paths.iter().filter_map(|path| path.last());
    match (ends.next(), ends.count()) {
        (None, _) => String::new(),
        (Some(end), 0) => code(end),
        (Some(end), more) => format!("{} +{more}", code(end)),
    }
}

/// A verdict in one short word.
fn mark(verdict: Effect) -> String {
    match verdict {
        Effect::Compatible => "ok".to_owned(),
        verdict => effect(verdict),
    }
}

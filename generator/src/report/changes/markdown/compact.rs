//! The report in short: one table of what breaks, and lists of what does not.

use super::super::words;
use super::table::{code, effect, header, kind, row, rust, sides};
use super::{Block, full};
use crate::changes::{Change, Effect, Kind};

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
    ];
    let mut blocks = vec![Block {
        text: format!("### What breaks\n\n{count}.\n\n{}", header(&columns)),
        entries: 0,
    }];
    for change in entries {
        let note = match change.kind {
            Kind::WireNameCaseChanged if change.rust == crate::changes::Rust::None => {
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
        ]);
        blocks.push(Block { text, entries: 1 });
    }
    blocks
}

/// What does not break: one line for each definition.
pub(super) fn other(entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let count = words::entries(entries.len());
    let mut blocks = vec![Block {
        text: format!("\n### What does not break\n\n{count}.\n\n"),
        entries: 0,
    }];
    let (added, rest): (Vec<&Change>, Vec<&Change>) = entries
        .iter()
        .partition(|change| change.kind == Kind::DefinitionAdded);
    if !added.is_empty() {
        let names: Vec<_> = added
            .iter()
            .map(|change| code(&change.definition))
            .collect();
        blocks.push(Block {
            text: format!("- new definitions: {}\n", names.join(", ")),
            entries: added.len(),
        });
    }
    for (definition, group) in words::by_definition(&rest) {
        blocks.push(Block {
            text: format!("- {}: {}\n", code(definition), full::kinds(&group)),
            entries: group.len(),
        });
    }
    blocks
}

/// A verdict in one short word.
fn mark(verdict: Effect) -> String {
    match verdict {
        Effect::Compatible => "ok".to_owned(),
        verdict => effect(verdict),
    }
}

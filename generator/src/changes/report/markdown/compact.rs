//! The report in short, for updates of hundreds of definitions.
//!
//! Grouped by kind and not by definition: entries of a kind mostly share their verdicts, which are
//! then said once, and a table of three columns fits a screen. What no compiler points out comes
//! first.

use std::collections::BTreeMap;

use super::super::words;
use super::block::Block;
use super::table::{code, effect, header, row, sides};
use crate::changes::change::Change;
use crate::changes::kind::Kind;
use crate::changes::verdict::{Effect, Rust};

/// How many names are listed for one kind that breaks nothing.
const NAMES: usize = 200;

/// How many names make a block that is shown or cut as a whole.
const CHUNK: usize = 12;

/// What the entries of one table have in common, in the order of the tables.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    compiles: bool,
    kind: Kind,
    sent: Effect,
    received: Effect,
    rust: Rust,
}

/// What breaks or was accepted: for each kind its verdicts and a table.
pub(super) fn section(title: &str, entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let count = words::entries(entries.len());
    let mut blocks = vec![Block {
        text: format!("### {title}\n\n{count}.\n\n"),
        entries: 0,
    }];
    let mut groups: BTreeMap<Group, Vec<&Change>> = BTreeMap::new();
    for change in entries {
        let group = Group {
            compiles: change.rust != Rust::None,
            kind: change.kind,
            sent: change.wire.sent,
            received: change.wire.received,
            rust: change.rust,
        };
        groups.entry(group).or_default().push(change);
    }
    for (group, changes) in groups {
        blocks.push(Block {
            text: heading(&group, changes.len()),
            entries: 0,
        });
        if is_shown_by_name(group.kind) {
            blocks.extend(names(&changes));
        } else {
            blocks.extend(table(&changes));
        }
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
        text: format!("### What does not break\n\n{count}.\n\n"),
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

fn heading(group: &Group, count: usize) -> String {
    let effect = |verdict| match verdict {
        Effect::None => "no change".to_owned(),
        verdict => effect(verdict),
    };
    let rust = match group.rust {
        Rust::None => "**code compiles as before**".to_owned(),
        level => format!("Rust {}", level.word()),
    };
    format!(
        "#### {}: {count}\n\nSent: {}, received: {}, {rust}.\n\n",
        group.kind.name(),
        effect(group.sent),
        effect(group.received),
    )
}

/// Whether there is nothing to say of an entry that its kind does not say.
const fn is_shown_by_name(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::DefinitionRemoved
            | Kind::DefinitionEmptied
            | Kind::PropertyRemoved
            | Kind::RequiredAdded
            | Kind::RequiredDropped
            | Kind::EnumRemoved
            | Kind::EnumValueRemoved
    )
}

fn names(changes: &[&Change]) -> Vec<Block> {
    let mut blocks: Vec<_> = changes
        .chunks(CHUNK)
        .map(|chunk| {
            let names: Vec<_> = chunk.iter().map(|change| code(&change.subject())).collect();
            Block {
                text: format!("{},\n", names.join(", ")),
                entries: chunk.len(),
            }
        })
        .collect();
    if let Some(last) = blocks.last_mut() {
        last.text = last.text.replace(",\n", "\n\n");
    }
    blocks
}

fn table(changes: &[&Change]) -> Vec<Block> {
    let columns = header(&["Where", "Before → after", "In the end in"]);
    let mut blocks = vec![Block {
        text: columns,
        entries: 0,
    }];
    for change in changes {
        blocks.push(Block {
            text: row(&[code(&change.subject()), sides(change), ends(change)]),
            entries: 1,
        });
    }
    if let Some(last) = blocks.last_mut() {
        last.text.push('\n');
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

//! The report with all its details: a heading and a table for each definition.

use super::super::words;
use super::block::Block;
use super::table::{code, effect, header, note, plain, row, rust, sides};
use crate::changes::change::Change;
use crate::changes::kind::Kind;

/// How many models and ways are named for one definition.
const SHOWN: usize = 12;

/// What breaks or was accepted: whole definitions first, then the others one by one.
pub(super) fn section(title: &str, entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let (whole, rest): (Vec<&Change>, Vec<&Change>) =
        entries.iter().partition(|change| is_whole(change));
    let count = words::entries(entries.len());
    let mut blocks = vec![Block {
        text: format!("### {title}\n\n{count}.\n\n"),
        entries: 0,
    }];
    if !whole.is_empty() {
        blocks.push(whole_definitions(&whole));
    }
    for (definition, group) in words::by_definition(&rest) {
        let mut text = format!("#### {}\n\n", code(definition));
        text += &header(&[
            "Property",
            "Change",
            "Before → after",
            "Sent",
            "Received",
            "Rust",
        ]);
        for change in &group {
            let mut changed = change.kind.name().to_owned();
            if let Some(note) = note(change) {
                changed += &format!("<br>{note}");
            }
            text += &row(&[
                code(change.property.as_deref().unwrap_or_default()),
                changed,
                sides(change),
                effect(change.wire.sent),
                effect(change.wire.received),
                rust(change),
            ]);
        }
        text.push('\n');
        if let Some(change) = group.first() {
            text += &reach(change);
        }
        blocks.push(Block {
            text,
            entries: group.len(),
        });
    }
    blocks.push(acceptance(entries));
    blocks
}

/// What does not break, folded up.
pub(super) fn other(entries: &[&Change]) -> Vec<Block> {
    if entries.is_empty() {
        return Vec::new();
    }
    let count = words::entries(entries.len());
    let mut blocks = vec![Block {
        text: format!("### What does not break\n\n{count}.\n\n"),
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
        let summary = format!("New definitions: {}", added.len());
        blocks.push(folded(
            &summary,
            &format!("{}\n", names.join(", ")),
            added.len(),
        ));
    }
    for (definition, group) in words::by_definition(&rest) {
        let summary = format!("<code>{}</code>: {}", plain(definition), kinds(&group));
        let mut text = header(&["Property", "Change", "Before → after", "Rust"]);
        for change in &group {
            text += &row(&[
                code(change.property.as_deref().unwrap_or_default()),
                change.kind.name().to_owned(),
                sides(change),
                rust(change),
            ]);
        }
        blocks.push(folded(&summary, &text, group.len()));
    }
    blocks
}

/// Whether the entry is about the definition as a whole.
pub(super) const fn is_whole(change: &Change) -> bool {
    matches!(
        change.kind,
        Kind::DefinitionRemoved | Kind::DefinitionRenamed
    )
}

/// `2 description-changed, 1 property-added-optional`
pub(super) fn kinds(entries: &[&Change]) -> String {
    let mut kinds: Vec<_> = entries.iter().map(|change| change.kind).collect();
    kinds.sort_unstable();
    let counts = kinds.chunk_by(|a, b| a == b);
    let counts: Vec<_> = counts
        .filter_map(|same| Some(format!("{} {}", same.len(), same.first()?.name())))
        .collect();
    counts.join(", ")
}

fn whole_definitions(entries: &[&Change]) -> Block {
    let mut text = header(&[
        "Definition",
        "Change",
        "Sent",
        "Received",
        "Rust",
        "Contained in",
    ]);
    for change in entries {
        let name = match (&change.old, &change.new) {
            (Some(old), Some(new)) => format!("{} → {}", code(old), code(new)),
            _ => code(&change.definition),
        };
        text += &row(&[
            name,
            change.kind.name().to_owned(),
            effect(change.wire.sent),
            effect(change.wire.received),
            rust(change),
            words::names(&change.reach.direct, 3, code),
        ]);
    }
    text.push('\n');
    Block {
        text,
        entries: entries.len(),
    }
}

fn reach(change: &Change) -> String {
    let reach = &change.reach;
    if reach.direct.is_empty() {
        return String::new();
    }
    let direct = words::names(&reach.direct, SHOWN, code);
    let ways: Vec<_> = words::ways(reach).collect();
    if ways.is_empty() {
        return format!("Contained in {direct}.\n\n");
    }
    let ends: Vec<_> = reach
        .paths
        .iter()
        .filter_map(|path| path.last())
        .cloned()
        .collect();
    let summary = format!(
        "Contained in {}; in the end in {}",
        words::names(&reach.direct, 2, html),
        words::names(&ends, 2, html)
    );
    let mut text = format!("Directly in {direct}.\n\n");
    for path in ways.iter().take(SHOWN) {
        text += &format!("- {}\n", words::path(path, code));
    }
    if ways.len() > SHOWN {
        text += &format!("- and {} more\n", ways.len() - SHOWN);
    }
    folded(&summary, &text, 0).text
}

fn html(name: &str) -> String {
    format!("<code>{}</code>", plain(name))
}

/// The lines that accept what breaks.
fn acceptance(entries: &[&Change]) -> Block {
    let lines: String = entries
        .iter()
        .filter(|change| !change.accepted)
        .map(|change| {
            let subject = change.subject().replace(['`', '\n'], " ");
            format!(
                "{} # {} {subject}\n",
                change.fingerprint(),
                change.kind.name()
            )
        })
        .collect();
    if lines.is_empty() {
        return Block {
            text: String::new(),
            entries: 0,
        };
    }
    folded(
        "Lines for an <code>--allow</code> file, to accept what breaks",
        &format!("```text\n{lines}```\n"),
        0,
    )
}

fn folded(summary: &str, body: &str, entries: usize) -> Block {
    Block {
        text: format!("<details><summary>{summary}</summary>\n\n{body}\n</details>\n\n"),
        entries,
    }
}

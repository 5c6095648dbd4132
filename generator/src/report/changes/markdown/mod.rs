//! The changes for the reviewer of a pull request, in Markdown as GitHub renders it.
//!
//! GitHub takes about 65,000 characters. A report that would be longer is shown in less detail, and
//! one that still is has its end cut; either is said at its top.

mod compact;
mod full;
mod table;

pub(super) use table::code;

use super::{next_version, summary, version_reason, words};
use crate::changes::{Change, Changes, Kind};

/// How many characters a report may have.
const LIMIT: usize = 60_000;

/// Room for the summary and for what is said about cuts.
const RESERVED: usize = 2_500;

/// A part of the report that is shown or cut as a whole.
struct Block {
    text: String,
    /// How many entries it shows.
    entries: usize,
}

pub(super) fn markdown(changes: &Changes, version: Option<&str>) -> String {
    let head = head(changes, version);
    let (breaking, other): (Vec<_>, Vec<_>) = changes
        .entries
        .iter()
        .partition(|change| change.is_breaking());
    let mut full = full::breaking(&breaking);
    full.extend(full::other(&other));
    if length(&full) <= LIMIT - RESERVED {
        return assemble(&head, "", full);
    }
    let mut compact = compact::breaking(&breaking);
    compact.extend(compact::other(&other));
    let short = "Too long to be shown in full: the models that contain what breaks, and the \
                 words of descriptions, are left out.";
    if length(&compact) <= LIMIT - RESERVED {
        return assemble(&head, &format!("> {short} {ALL}\n\n"), compact);
    }
    let (shown, missing) = cut(compact);
    let missing_breaking = breaking.len().saturating_sub(entries(&shown));
    let cut = format!(
        "> {short} **The end is cut as well: {missing} of {} are not shown, {missing_breaking} \
         of them breaking.** {ALL}\n\n",
        words::entries(changes.entries.len()),
    );
    assemble(&head, &cut, shown)
}

const ALL: &str = "`cargo xtask changes` shows everything.";

fn head(changes: &Changes, version: Option<&str>) -> String {
    let line = summary(changes, code);
    let mut text = format!("## What changed in the definitions\n\n**{line}**\n\n");
    if let Some((version, next)) =
        version.and_then(|version| Some((version, next_version(version, changes)?)))
    {
        let reason = version_reason(changes);
        text += &format!("Proposed version of `generated`: **{version} → {next}**, {reason}.\n\n");
    }
    if changes.entries.iter().any(Change::is_breaking) {
        text += "*Sent* and *received* are about programs that were built with the old models, \
                 *Rust* is about code that moves to the new ones. \
                 `cargo xtask explain <change>` gives the reasons.\n\n";
    }
    let respelled = changes.entries.iter();
    let respelled = respelled.filter(|change| change.kind == Kind::WireNameCaseChanged);
    let respelled: Vec<_> = respelled.map(Change::subject).collect();
    if !respelled.is_empty() {
        text += &format!(
            "> [!WARNING]\n> The letter case of a wire name changed, so that code mostly compiles \
             as before, and reads and writes a property that is not there any more: {}.\n\n",
            words::names(&respelled, 5, code)
        );
    }
    text
}

fn assemble(head: &str, note: &str, blocks: Vec<Block>) -> String {
    let blocks: String = blocks.into_iter().map(|block| block.text).collect();
    format!("{}\n", format!("{head}{note}{blocks}").trim_end())
}

fn length(blocks: &[Block]) -> usize {
    let characters = blocks.iter().map(|block| block.text.chars().count());
    characters.sum()
}

fn entries(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.entries).sum()
}

/// The blocks that fit, and how many entries the others have.
fn cut(blocks: Vec<Block>) -> (Vec<Block>, usize) {
    let mut room = LIMIT - RESERVED;
    let mut missing = 0;
    let mut shown = Vec::new();
    for block in blocks {
        let length = block.text.chars().count();
        // Once something is cut, all that follows is: a gap would look like an end.
        if missing == 0 && length <= room {
            room -= length;
            shown.push(block);
        } else {
            missing += block.entries;
        }
    }
    (shown, missing)
}

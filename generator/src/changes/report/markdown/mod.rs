//! The changes for the reviewer of a pull request, in Markdown as GitHub renders it.
//!
//! GitHub takes about 65,000 characters. A report that would be longer is shown in less detail, and
//! one that still is has its end cut; either is said at its top.

mod block;
mod compact;
mod full;
mod table;

pub(super) use table::{code, note};

use super::summary::summary;
use super::version::{proposal, version_reason};
use super::words;
use crate::changes::change::{Change, Changes};
use crate::changes::kind::Kind;
use block::Block;

/// How many characters a report may have.
const LIMIT: usize = 60_000;

/// Room for the summary and for what is said about cuts.
const RESERVED: usize = 2_500;

pub(super) fn markdown(changes: &Changes, version: Option<&str>) -> String {
    let head = head(changes, version);
    let [breaking, accepted, other] = words::parts(changes);
    let mut full = full::section(BREAKING, &breaking);
    full.extend(full::section(ACCEPTED, &accepted));
    full.extend(full::other(&other));
    if length(&full) <= LIMIT - RESERVED {
        return assemble(&head, "", full);
    }
    let mut compact = compact::section(BREAKING, &breaking);
    compact.extend(compact::section(ACCEPTED, &accepted));
    compact.extend(compact::other(&other));
    let shown = fitting(compact);
    let missing = changes.entries.len() - entries(&shown);
    let mut note = "> Too long to be shown in full: most of the models that contain what breaks, \
                    and the words of descriptions, are left out."
        .to_owned();
    if missing > 0 {
        let breaking = breaking.len().saturating_sub(entries(&shown));
        note += &format!(
            " **Of {}, {missing} are left out as well, {breaking} of them breaking.**",
            words::entries(changes.entries.len())
        );
    }
    assemble(&head, &format!("{note} {ALL}\n\n"), shown)
}

const BREAKING: &str = "What breaks";
const ACCEPTED: &str = "What was accepted";

const ALL: &str = "`cargo xtask changes` shows everything.";

fn head(changes: &Changes, version: Option<&str>) -> String {
    let line = summary(changes, code);
    let mut text = format!("## What changed in the definitions\n\n**{line}**\n\n");
    if let Some(proposal) = proposal(version, changes) {
        let reason = version_reason(changes);
        text += &format!("Proposed version of `generated`: **{proposal}**, {reason}.\n\n");
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

/// The blocks that there is room for. Once something is cut, so is all that follows: a gap would look
/// like an end.
fn fitting(blocks: Vec<Block>) -> Vec<Block> {
    let mut room = LIMIT - RESERVED;
    let fits = |block: &Block| {
        let length = block.text.chars().count();
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    };
    blocks.into_iter().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::change::example;
    use crate::changes::verdict::Rust;

    /// A report on so many entries, of which every other breaks nothing.
    fn report(count: usize) -> String {
        let entry = |number: usize| Change {
            definition: format!("DefinitionNumber{number:05}"),
            rust: if number.is_multiple_of(2) {
                Rust::Major
            } else {
                Rust::None
            },
            wire: crate::changes::Wire {
                sent: crate::changes::Effect::None,
                received: crate::changes::Effect::None,
            },
            ..example(Kind::TypeScalarChanged)
        };
        let changes = Changes {
            entries: (0..count).map(entry).collect(),
            ..Changes::default()
        };
        markdown(&changes, Some("1.0.0"))
    }

    #[test]
    fn a_report_of_any_length_is_one_that_github_takes() {
        for count in [1, 100, 1_000, 10_000] {
            let report = report(count);
            assert!(report.chars().count() <= LIMIT, "{count} entries");
            assert_eq!(report.contains("Too long"), count > 100, "{count} entries");
            assert_eq!(
                report.contains("are left out as well"),
                count > 800,
                "{count}"
            );
        }
        assert!(report(10_000).contains("Of 10000 entries, "));
    }
}

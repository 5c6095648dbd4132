//! The page in Markdown as GitHub renders it, with every entry folded below it.

use std::collections::BTreeSet;

use super::entry_lines::entries;
use super::ink::{MARKDOWN, row};
use super::phrases;
use super::reviewer_page::{LINES, Page};
use crate::changes::cause::{Concern, distinct};
use crate::changes::change::Changes;
use crate::report::count;

/// The number of bytes of entries shown. GitHub takes a mebibyte of a job's summary.
const LIMIT: usize = 1_000_000;

/// The page, and with `all` what it has no room for below it.
pub(super) fn markdown(changes: &Changes, version: Option<&str>, all: bool) -> String {
    let mut page = Page::of(changes, version, &MARKDOWN);
    let mut text = format!("## {}\n", page.title);
    for (line, mark) in page.head.iter().zip(["**", ""]) {
        text += &format!("\n{mark}{line}{mark}\n");
    }
    if !page.table.is_empty() {
        text += "\n| Who | What breaks | The worst |\n|---|---|---|\n";
        text.extend(page.table.iter().map(|cells| row(cells)));
    }
    // With a gap above each heading, and above what is folded.
    let frame = text.lines().count() + 2 * page.sections.len() + 1;
    page.fit(LINES.saturating_sub(frame), |_| 1);
    for section in &page.sections {
        text += &format!("\n### {}\n", section.title);
        text.extend(section.lines.iter().map(|line| format!("- {line}\n")));
    }
    if all && !changes.entries.is_empty() {
        let failing = failing_endpoints(changes);
        if !failing.is_empty() {
            let number = count(failing.len(), "endpoint", "endpoints");
            let lines: String = failing.iter().map(|it| format!("{it}\n")).collect();
            text += &folded(
                &format!("{number} over which running programs fail"),
                &lines,
            );
        }
        let number = phrases::entries(changes.entries.len());
        let title = format!("{number}, as lines for an <code>--allow</code> file");
        text += &folded(&title, &entries(changes));
    }
    text
}

/// The endpoints over which running programs fail. The page above names some of them.
fn failing_endpoints(changes: &Changes) -> BTreeSet<&str> {
    let fail = changes
        .open()
        .filter(|cause| cause.concern <= Concern::Operations);
    let endpoints = distinct(fail.map(|cause| &cause.endpoints));
    endpoints
        .flat_map(|set| set.iter())
        .map(AsRef::as_ref)
        .collect()
}

fn folded(title: &str, lines: &str) -> String {
    let mut lines = lines.replace("```", "'''");
    if lines.len() > LIMIT {
        let end = (0..=LIMIT).rev().find(|&end| lines.is_char_boundary(end));
        lines.truncate(end.unwrap_or_default());
        lines.truncate(lines.rfind('\n').map_or(0, |end| end + 1));
        lines += "# and more: `cargo xtask changes --format entries`\n";
    }
    format!("\n<details><summary>{title}</summary>\n\n```text\n{lines}```\n\n</details>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::change::{Change, example, property};
    use crate::changes::change_kind::ChangeKind;

    /// A mebibyte is what GitHub takes of a job's summary, and 65,536 characters of a comment.
    #[test]
    fn a_summary_of_any_length_is_one_that_github_takes() {
        for count in [1, 100_000] {
            let entry = |at: usize| Change {
                subject: property(&format!("Definition{at}"), "name"),
                ..example(ChangeKind::TypeScalarChanged)
            };
            let changes = Changes::one_by_one((0..count).map(entry).collect());
            let text = markdown(&changes, None, true);
            assert!(text.len() < 1_048_576, "{count}");
            assert_eq!(text.contains("# and more"), count > 1, "{count}");
            let page = markdown(&changes, None, false);
            assert!(page.len() < 65_536, "{page}");
        }
    }
}

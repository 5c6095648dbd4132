//! The page for people at a terminal.

use super::ink::TERMINAL;
use super::reviewer_page::{LINES, Page};
use crate::changes::change::Changes;
use crate::report::{WIDTH, wrap};

pub(super) fn text(changes: &Changes, version: Option<&str>) -> String {
    let mut page = Page::of(changes, version, &TERMINAL);
    let mut text = format!("{}\n", page.title);
    for line in &page.head {
        text += &lines("", line);
    }
    if !page.table.is_empty() {
        text.push('\n');
    }
    let width = |column: usize| {
        let cells = page.table.iter().map(|cells| cells[column].chars().count());
        cells.max().unwrap_or_default()
    };
    let (who, what) = (width(0), width(1));
    for [cell, breaks, example] in &page.table {
        text += format!("{cell:who$}  {breaks:what$}  {example}").trim_end();
        text.push('\n');
    }
    let frame = text.lines().count() + 2 * page.sections.len() + 2;
    page.fit(LINES.saturating_sub(frame), |line| {
        lines("  ", line).lines().count()
    });
    for section in &page.sections {
        text += &format!("\n{}\n", section.title);
        text.extend(section.lines.iter().map(|line| lines("  ", line)));
    }
    if !changes.entries.is_empty() {
        text += "\nEvery entry: `cargo xtask changes --format entries`; what concerns one endpoint: \
                 `--only 'GET /…'`\n";
    }
    text
}

/// A line behind `indent`, with what does not fit in lines below it.
fn lines(indent: &str, text: &str) -> String {
    let room = WIDTH.saturating_sub(indent.len() + 2);
    let lines = wrap(text.split(' '), room);
    let lines = lines.iter().enumerate().map(|(at, line)| {
        let deeper = if at > 0 { "  " } else { "" };
        format!("{indent}{deeper}{}\n", line.trim_end())
    });
    lines.collect()
}

//! Reads one page from top to bottom: heading, list, sections, footer.

use std::collections::BTreeSet;

use super::lines::{malformed, prose};
use super::section::{self, Read};
use crate::diagnostic::Code;
use crate::operations::Page;
use crate::parse::definition::is_footer;
use crate::parse::ledger::Claim;
use crate::parse::reader::Reader;
use crate::parse::table;
use crate::source::Span;

/// The page without its sections, and its sections, with what is wrong reported.
pub(super) fn read(reader: &mut Reader<'_>) -> (Page, Vec<Read>) {
    let whole = Span::new(0, reader.text.len());
    let mut lines: Vec<_> = table::lines(reader.text, whole)
        .filter(|line| !line.is_empty())
        .collect();
    let Some(&first) = lines.first() else {
        let help = "write the page of a class, or remove the file";
        reader.report(Code::EmptyFile, whole, "the file is empty", help);
        return (page(reader, Span::default()), Vec::new());
    };
    footer(reader, &mut lines);
    let begins = |line: &Span| reader.slice(*line).starts_with("### `");
    let starts: Vec<_> = (0..lines.len()).filter(|&at| begins(&lines[at])).collect();
    let above = &lines[..starts.first().copied().unwrap_or(lines.len())];
    let is_list = |line: &&Span| reader.slice(**line) == LIST;
    let top = above.iter().take_while(|line| !is_list(line)).last();
    let top = Span::new(first.start, top.map_or(first.start, |line| line.end));
    let listed = head(reader, above);
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let sections: Vec<_> = starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| section::read(reader, &lines[start..end]))
        .collect();
    if starts.is_empty() && listed.is_empty() && reader.problems.is_empty() {
        let help = "add its operations, or remove the file";
        malformed(reader, first, "the page has no operation".to_owned(), help);
    }
    // A heading without a name may be the missing one.
    let known: BTreeSet<_> = sections
        .iter()
        .map(|read| read.section.name.value.clone())
        .collect();
    for span in listed
        .into_iter()
        .filter(|_| sections.len() == starts.len())
    {
        let name = reader.slice(span);
        if !known.contains(name) {
            let message = format!("the page lists `{name}` and does not describe it");
            let help = "add its section, or remove it from the list";
            malformed(reader, span, message, help);
        }
    }
    (page(reader, top), sections)
}

/// The title of the list of methods.
const LIST: &str = "## Methods";

fn page(reader: &Reader<'_>, top: Span) -> Page {
    Page {
        top: reader.place(top),
        sections: Vec::new(),
    }
}

/// Takes the rule and the footer from the page's end.
fn footer(reader: &mut Reader<'_>, lines: &mut Vec<Span>) {
    let is_rule = |at: usize| reader.slice(lines[at]) == "---";
    let ends = |at: usize| {
        is_footer(reader.slice(lines[at])) && (at + 1 == lines.len() || is_rule(at - 1))
    };
    let Some(footer) = (1..lines.len()).rev().find(|&at| ends(at)) else {
        return;
    };
    let rule = footer - usize::from(is_rule(footer - 1));
    let last = lines[lines.len() - 1];
    reader.claim(
        Span::new(lines[rule].start, lines[footer].end),
        Claim::Footer,
    );
    if let Some(below) = lines.get(footer + 1) {
        let below = *below;
        reader.claim(Span::new(below.start, last.end), Claim::Reported);
        let help = "move it above the footer or remove it";
        reader.report(Code::TextAfterFooter, below, "text after the footer", help);
    }
    lines.truncate(rule);
}

/// Reads the heading, the prose and the list. The names in the list come out.
fn head(reader: &mut Reader<'_>, lines: &[Span]) -> Vec<Span> {
    let title = |text: &str| text.starts_with("# `") && text.ends_with("` Class");
    let below = match lines.split_first() {
        Some((&first, below)) if title(reader.slice(first)) => {
            reader.claim(first, Claim::Markup);
            below
        }
        _ => {
            let first = lines.first().copied().unwrap_or_default();
            let help = "begin the page with ``# `Name` Class``; only pages of operations have a name \
                        that ends in `-api.md`";
            malformed(
                reader,
                first,
                "the page does not begin with the heading of a class".to_owned(),
                help,
            );
            lines.get(1..).unwrap_or_default()
        }
    };
    let list = below.iter().position(|line| reader.slice(*line) == LIST);
    let (above, list) = below.split_at(list.unwrap_or(below.len()));
    prose(reader, above);
    let mut names = Vec::new();
    for (at, &line) in list.iter().enumerate() {
        let text = reader.slice(line);
        let name = text
            .strip_prefix("- [`")
            .and_then(|text| text.split_once("`](#"));
        match name {
            _ if at == 0 => reader.claim(line, Claim::Markup),
            Some((name, _)) => {
                reader.claim(line, Claim::Description);
                names.push(Span::new(line.start + 4, line.start + 4 + name.len()));
            }
            None if text.starts_with("- ") => {
                let help = "write it as ``- [`name`](#name) - what it does``";
                malformed(
                    reader,
                    line,
                    "this is not an item of the list of methods".to_owned(),
                    help,
                );
            }
            None => prose(reader, &[line]),
        }
    }
    names
}

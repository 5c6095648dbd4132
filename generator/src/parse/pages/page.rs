//! Reads one page from top to bottom: heading, list, operations, footer.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{malformed, prose};
use super::{parameters, returns};
use crate::diagnostic::Code;
use crate::operations::{Endpoint, Operation};
use crate::parse::definition::is_footer;
use crate::parse::ledger::Claim;
use crate::parse::operations::{self, in_backticks};
use crate::parse::reader::{Reader, trim};
use crate::parse::table;
use crate::schema::Spanned;
use crate::source::Span;

/// A heading ``### `name` `` and what stands below it.
pub(super) struct Section {
    pub(super) name: Spanned<String>,
    pub(super) span: Span,
    /// `None` where a part of it is wrong.
    pub(super) operation: Option<Operation>,
}

/// The operations of a page, with what is wrong reported.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Section> {
    let whole = Span::new(0, reader.text.len());
    let mut lines: Vec<_> = table::lines(reader.text, whole)
        .filter(|line| !line.is_empty())
        .collect();
    let Some(&first) = lines.first() else {
        let help = "write the page of a class, or remove the file";
        reader.report(Code::EmptyFile, whole, "the file is empty", help);
        return Vec::new();
    };
    footer(reader, &mut lines);
    let begins = |line: &Span| reader.slice(*line).starts_with("### `");
    let starts: Vec<_> = (0..lines.len()).filter(|&at| begins(&lines[at])).collect();
    let listed = head(
        reader,
        &lines[..starts.first().copied().unwrap_or(lines.len())],
    );
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let sections: Vec<_> = starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| section(reader, &lines[start..end]))
        .collect();
    if starts.is_empty() && listed.is_empty() && reader.problems.is_empty() {
        let help = "add its operations, or remove the file";
        malformed(reader, first, "the page has no operation".to_owned(), help);
    }
    // Where a heading does not tell its name, it may be the one that is missing.
    let known: BTreeSet<_> = sections
        .iter()
        .map(|section| section.name.value.clone())
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
    sections
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
    let list = below
        .iter()
        .position(|line| reader.slice(*line) == "## Methods");
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

/// What stands below one heading, if the heading names an operation.
fn section(reader: &mut Reader<'_>, lines: &[Span]) -> Option<Section> {
    let (&heading, below) = lines.split_first()?;
    let last = lines.last().map_or(heading.end, |line| line.end);
    let parts = Parts::of(reader, below);
    let inner = Span::new(heading.start + "### `".len(), heading.end);
    let inner = match in_backticks(&reader.slice(heading)[4..]) {
        Some(_) => Span::new(inner.start, heading.end - 1),
        None => inner,
    };
    reader.claim(Span::new(heading.start, inner.start), Claim::Markup);
    reader.claim(Span::new(inner.end, heading.end), Claim::Markup);
    let name = operations::name(reader, trim(reader.text, inner));
    let operation = operation(reader, name.as_ref(), &parts, heading);
    Some(Section {
        name: name?,
        span: Span::new(heading.end, last),
        operation,
    })
}

fn operation(
    reader: &mut Reader<'_>,
    name: Option<&Spanned<String>>,
    parts: &Parts<'_>,
    heading: Span,
) -> Option<Operation> {
    let part = |reader: &mut Reader<'_>, title: &str| {
        let found = parts.0.get(title).copied();
        if found.is_none() {
            let message = format!("the operation has no part `{title}`");
            malformed(
                reader,
                heading,
                message,
                "every operation has the parts `Endpoint`, `Parameters` and `Returns`",
            );
        }
        found
    };
    let endpoint = part(reader, "Endpoint");
    let parameters = part(reader, "Parameters");
    let returns = part(reader, "Returns");
    let endpoint = endpoint.and_then(|(title, lines)| self::endpoint(reader, title, lines));
    let parameters = parameters
        .and_then(|(title, lines)| parameters::read(reader, title, lines, endpoint.as_ref()));
    let responses = returns.and_then(|(title, lines)| returns::read(reader, title, lines));
    let (query, request) = parameters?;
    Some(Operation {
        name: name?.clone(),
        endpoint: endpoint?,
        query,
        request,
        responses: responses?,
    })
}

fn endpoint(reader: &mut Reader<'_>, title: Span, lines: &[Span]) -> Option<Spanned<Endpoint>> {
    let &[line] = lines else {
        for &line in lines.iter().skip(1) {
            reader.claim(line, Claim::Reported);
        }
        let place = lines.get(1).copied().unwrap_or(title);
        let help = "write one line, `` `GET /api/v2/users/{userId}` ``";
        reader.claim(lines.first().copied().unwrap_or(title), Claim::Reported);
        reader.report(
            Code::MalformedEndpoint,
            place,
            "there is not just one endpoint",
            help,
        );
        return None;
    };
    operations::endpoint(reader, line)
}

/// The parts of a section by their titles: where the title stands, and the lines below it.
struct Parts<'l>(BTreeMap<&'static str, (Span, &'l [Span])>);

const TITLES: [&str; 4] = ["Description", "Endpoint", "Parameters", "Returns"];

impl<'l> Parts<'l> {
    /// Finds them, and accounts for the prose above and in `Description`.
    fn of(reader: &mut Reader<'_>, lines: &'l [Span]) -> Self {
        let title = |line: &Span| {
            let text = reader.slice(*line).strip_prefix("#### ")?;
            TITLES.into_iter().find(|&title| title == text)
        };
        let titles: Vec<_> = lines.iter().map(title).collect();
        let starts: Vec<_> = (0..lines.len())
            .filter(|&at| titles[at].is_some())
            .collect();
        prose(
            reader,
            &lines[..starts.first().copied().unwrap_or(lines.len())],
        );
        let mut parts = BTreeMap::new();
        for (number, &start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(lines.len());
            let (title, below) = (titles[start].unwrap_or_default(), &lines[start + 1..end]);
            reader.claim(lines[start], Claim::Markup);
            if parts.contains_key(title) {
                let rest = Span::new(lines[start].start, lines[end - 1].end);
                reader.claim(rest, Claim::Reported);
                let message = format!("a second part `{title}`");
                malformed(
                    reader,
                    lines[start],
                    message,
                    "an operation has each part once",
                );
                continue;
            }
            parts.insert(title, (lines[start], below));
            if title == "Description" {
                prose(reader, below);
            }
        }
        Self(parts)
    }
}

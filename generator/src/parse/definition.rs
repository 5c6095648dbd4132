//! Reads one definition from top to bottom: heading, prose, table, rule, footer.

use std::sync::Arc;

use super::blocks::{Block, Kind, blocks};
use super::ledger::Claim;
use super::missing::report_missing_table;
use super::reader::{Reader, WHITESPACE, trim};
use super::{cell, table};
use crate::diagnostic::Code;
use crate::schema::{Definition, Property, Spanned};
use crate::source::Span;

/// Reads a definition; `None` where its name cannot be read.
pub(crate) fn read(reader: &mut Reader<'_>, file: &str) -> Option<Definition> {
    let whole = Span::new(0, reader.text.len());
    let blocks = blocks(reader.text);
    let Some(first) = blocks.first() else {
        reader.report(Code::EmptyFile, whole, "the file is empty", HEADING_HELP);
        return None;
    };
    let Some(heading) = blocks
        .iter()
        .find(|block| matches!(block.kind, Kind::Heading { .. }))
    else {
        reader.claim(whole, Claim::Reported);
        let line = first_line(reader, first.span);
        reader.report(
            Code::MissingHeading,
            line,
            "the file does not begin with a heading",
            HEADING_HELP,
        );
        return None;
    };
    if first != heading {
        reader.report(
            Code::TextBeforeHeading,
            trim(reader.text, Span::new(0, heading.span.start)),
            "text before the heading",
            "move it below the heading, where it becomes the definition's description",
        );
    }
    // Without a name there will be no definition, but what is wrong below is worth knowing all the same.
    let name = heading_name(reader, heading);
    let (description, properties) = body(reader, &blocks, *heading, name.is_some());
    Some(Definition {
        name: name?,
        file: file.to_owned(),
        description,
        properties,
        broken: !reader.problems.is_empty(),
    })
}

const HEADING_HELP: &str = "begin the file with ``# `Name` Definition``";

pub(super) fn first_line(reader: &Reader<'_>, span: Span) -> Span {
    let length = reader
        .slice(span)
        .find('\n')
        .unwrap_or(span.end - span.start);
    Span::new(span.start, span.start + length)
}

/// Reads the name in ``# `Name` Definition``.
fn heading_name(reader: &mut Reader<'_>, heading: &Block) -> Option<Spanned<String>> {
    let text = reader.slice(heading.span);
    let Some(name) = name_in(text) else {
        let name = text.split('`').nth(1).unwrap_or_default();
        let start = heading.span.start + text.find(name).unwrap_or_default();
        let help = "write it as ``# `Name` Definition``, with the name in backticks";
        let help = reader.explained(Span::new(start, start + name.len()), help);
        let message = "the heading does not name a definition";
        reader.report(Code::MalformedHeading, heading.span, message, help);
        return None;
    };
    let start = heading.span.start + text.find('`').unwrap_or_default() + 1;
    let span = Span::new(start, start + name.len());
    reader.claim(Span::new(heading.span.start, span.start), Claim::Markup);
    reader.claim(span, Claim::Name);
    if reader.refuses(span, "the definition's name") {
        reader.claim(heading.span, Claim::Reported);
        return None;
    }
    reader.claim(Span::new(span.end, heading.span.end), Claim::Markup);
    Some(Spanned {
        value: name.to_owned(),
        place: reader.place(span),
    })
}

/// Returns the name in the text of a heading that has the form of a definition's.
fn name_in(heading: &str) -> Option<&str> {
    let name = heading
        .strip_prefix('#')?
        .trim_start()
        .strip_prefix('`')?
        .strip_suffix("Definition")?;
    let name = name.trim_end().strip_suffix('`')?;
    (!name.is_empty() && name.trim() == name && !name.contains('`')).then_some(name)
}

/// Reads everything below the heading: the description and the properties.
fn body(
    reader: &mut Reader<'_>,
    blocks: &[Block],
    heading: Block,
    named: bool,
) -> (String, Vec<Arc<Property>>) {
    let below = || {
        blocks
            .iter()
            .filter(|block| block.span.start >= heading.span.end)
    };
    let table = below().find(|block| block.kind == Kind::Table);
    let end = table.map_or(reader.text.len(), |table| table.span.start);

    let second = below().find(|block| block.kind == TOP_HEADING && block.span.start < end);
    if let Some(second) = second {
        let rest = Span::new(heading.span.end, reader.text.len());
        reader.claim(rest, Claim::Reported);
        report_rest(reader, Code::SecondHeading, second.span);
        return (String::new(), Vec::new());
    }
    let description = trim(reader.text, Span::new(heading.span.end, end));
    reader.claim(description, Claim::Description);
    let description = reader.slice(description).to_owned();

    let Some(table) = table else {
        // Where the heading is not a definition's either, this may be another page altogether.
        if named {
            report_missing_table(reader, heading.span, "properties", &cell::FORM.titles);
        }
        return (description, Vec::new());
    };
    let span = table_span(reader.text, blocks, table.span.start);
    let rows = table::read(reader, &cell::FORM, span);
    // Not collected from the rows themselves, whose room the properties would keep.
    let properties = rows.iter().filter_map(|&row| cell::property(reader, row));
    let properties = properties.map(Arc::new).collect();
    tail(reader, span.end);
    (description, properties)
}

const TOP_HEADING: Kind = Kind::Heading { top: true };

/// Returns the span of a table. It ends at a blank line, or where Markdown sees something begin that is
/// not plain text, and not where GitHub ends it: the rows of the dialect may break lines as they like.
pub(super) fn table_span(text: &str, blocks: &[Block], start: usize) -> Span {
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_matches(WHITESPACE).is_empty() {
            break;
        }
        end += line.len();
    }
    let cut = blocks
        .iter()
        .filter(|block| block.kind != Kind::Text && block.span.start > start)
        .map(|block| block.span.start)
        .find(|&at| at < end);
    trim(text, Span::new(start, cut.unwrap_or(end)))
}

/// Reads a rule and a footer below the table, if they are there, and reports anything else.
pub(super) fn tail(reader: &mut Reader<'_>, start: usize) {
    // What the table's last row holds may have hidden blocks from the first look.
    let mut blocks = blocks(&reader.text[start..])
        .into_iter()
        .map(|block| Block {
            span: Span::new(start + block.span.start, start + block.span.end),
            ..block
        })
        .peekable();
    if let Some(rule) = blocks.next_if(|block| block.kind == Kind::Rule) {
        reader.claim(rule.span, Claim::Footer);
    }
    let footer = blocks.peek().map(|block| first_line(reader, block.span));
    let footer = footer.filter(|&line| is_footer(reader.slice(line)));
    if let Some(footer) = footer {
        reader.claim(footer, Claim::Footer);
        let block = blocks.next().map_or(footer, |block| block.span);
        let below = trim(reader.text, Span::new(footer.end, block.end));
        if !below.is_empty() {
            return report_rest(reader, Code::TextAfterFooter, below);
        }
    }
    let Some(stray) = blocks.next() else { return };
    let code = match (stray.kind, footer) {
        // Another heading may as well be a line of a description that Markdown takes for one.
        (TOP_HEADING, _) if name_in(reader.slice(stray.span)).is_some() => Code::SecondHeading,
        (Kind::Table, _) => Code::SecondTable,
        (_, Some(_)) => Code::TextAfterFooter,
        (_, None) => Code::TextAfterTable,
    };
    report_rest(reader, code, stray.span);
}

/// Returns `true` for the last line of a generated file, whatever tool and time or document it names:
/// `*This file was automatically generated by TOOL on 2025-11-26T23:43:17.719Z*`, or
/// `*This file was generated by TOOL from DOCUMENT*`.
pub(crate) fn is_footer(line: &str) -> bool {
    let generated = || {
        let line = line.strip_prefix("*This file was ")?.strip_suffix('*')?;
        let line = line.strip_prefix("automatically ").unwrap_or(line);
        let generated = line.strip_prefix("generated ")?;
        (!line.contains('*')).then_some(generated)
    };
    let of_a_date = |(at, letter): (usize, char)| match at {
        4 | 7 => letter == '-',
        _ => letter.is_ascii_digit(),
    };
    let is_date = |when: &str| when.len() >= 10 && when.chars().take(10).enumerate().all(of_a_date);
    generated().is_some_and(|generated| {
        let dated = generated.rsplit_once("on ");
        let is_dated = dated
            .is_some_and(|(by, when)| (by.is_empty() || by.starts_with("by ")) && is_date(when));
        let tool = generated.strip_prefix("by ");
        let sourced = tool.and_then(|tool| tool.split_once(" from "));
        is_dated || sourced.is_some_and(|(tool, document)| !tool.is_empty() && !document.is_empty())
    })
}

/// Reports that reading ends at `span`, and accounts for all that follows it.
fn report_rest(reader: &mut Reader<'_>, code: Code, span: Span) {
    let (message, help) = match code {
        Code::SecondHeading => (
            "another first-level heading",
            "give each definition a file of its own",
        ),
        Code::SecondTable => (
            "a second table",
            "move its rows into the first table, without a blank line or a header between them",
        ),
        Code::TextAfterFooter => (
            "text after the footer",
            "move it above the table or remove it",
        ),
        _ => (
            "text after the end of the table",
            "a blank line, a list marker, a heading, a fence or a rule ends the table: join the line \
             to the row it belongs to, or move prose above the table",
        ),
    };
    reader.claim(Span::new(span.start, reader.text.len()), Claim::Reported);
    let line = first_line(reader, span);
    reader.report(code, line, message, help);
}

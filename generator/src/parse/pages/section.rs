//! Reads a section: the heading of an operation and its parts.

use std::collections::BTreeMap;

use super::lines::{in_backticks, malformed, prose, text};
use super::{answers, parameters};
use crate::diagnostic::Code;
use crate::operations::{Endpoint, Operation, Section};
use crate::parse::cell::{around, spanned};
use crate::parse::ledger::Claim;
use crate::parse::reader::{Reader, trim};
use crate::permissions::Permissions;
use crate::schema::{Base, Spanned, Type};
use crate::source::Span;

/// A section that was read.
pub(super) struct Read {
    pub(super) section: Section,
    /// `None` where a part of it is wrong.
    pub(super) operation: Option<Operation>,
}

/// Reads the lines below one heading, if the heading names an operation.
pub(super) fn read(reader: &mut Reader<'_>, lines: &[Span]) -> Option<Read> {
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
    let name = name(reader, trim(reader.text, inner));
    let operation = operation(reader, name.as_ref(), &parts, heading);
    let links = operation.iter().flat_map(|it| targets(reader.text, it));
    let section = Section {
        name: name?,
        span: Span::new(heading.start, last),
        links: links.collect(),
    };
    Some(Read { section, operation })
}

/// The targets of the links to definitions, in the order of the parameters and answers.
fn targets(text: &str, operation: &Operation) -> Vec<Span> {
    let parameters = operation.parameters.iter().map(|it| &it.ty);
    let answers = operation.answers.iter().filter_map(|it| it.ty.as_ref());
    let is_link = |ty: &&Spanned<Type>| matches!(ty.value.base, Base::Link(_));
    let target = |ty: &Spanned<Type>| {
        let Span { start, end } = ty.place.span;
        let at = text[start..end].find("](")?;
        Some(Span::new(start + at + "](".len(), end - 1))
    };
    parameters
        .chain(answers)
        .filter(is_link)
        .filter_map(target)
        .collect()
}

fn operation(
    reader: &mut Reader<'_>,
    name: Option<&Spanned<String>>,
    parts: &Parts<'_>,
    heading: Span,
) -> Option<Operation> {
    let part = |reader: &mut Reader<'_>, title: &str| {
        let found = parts.parts.get(title).copied();
        if found.is_none() {
            let message = format!("the operation has no part `{title}`");
            let help = "every operation has the parts `Endpoint`, `Parameters` and `Returns`";
            malformed(reader, heading, message, help);
        }
        found
    };
    let endpoint = part(reader, "Endpoint");
    let parameters = part(reader, "Parameters");
    let returns = part(reader, "Returns");
    let endpoint = endpoint.and_then(|(title, lines)| self::endpoint(reader, title, lines));
    let parameters = parameters
        .and_then(|(title, lines)| parameters::read(reader, title, lines, endpoint.as_ref()));
    let answers = returns.and_then(|(title, lines)| answers::read(reader, title, lines));
    let description = parts.parts.get("Description");
    Some(Operation {
        name: name?.clone(),
        endpoint: endpoint?,
        summary: parts.summary.clone(),
        description: description.map_or_else(String::new, |(_, lines)| text(reader, lines)),
        deprecated: parts.deprecated.clone(),
        permissions: parts.permissions.clone(),
        parameters: parameters?,
        answers: answers?,
    })
}

/// The operation's name, without markup.
fn name(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<String>> {
    let text = reader.slice(span);
    let word = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
    if text.is_empty() || !text.chars().all(word) {
        let message = match text {
            "" => "the operation has no name".to_owned(),
            text => format!(
                "`{}` is not the name of an operation",
                text.trim_matches('`')
            ),
        };
        let help =
            "write the publisher's name, such as `getRoutingQueues`, as one word in backticks";
        reader.report(Code::MalformedOperation, around(span), message, help);
        return None;
    }
    let value = text.to_owned();
    Some(spanned(reader, Claim::Name, span, value))
}

fn endpoint(reader: &mut Reader<'_>, title: Span, lines: &[Span]) -> Option<Spanned<Endpoint>> {
    let &[line] = lines else {
        for &line in lines.iter().skip(1) {
            reader.claim(line, Claim::Reported);
        }
        let place = lines.get(1).copied().unwrap_or(title);
        let help = "write one line, `` `GET /api/v2/users/{userId}` ``";
        reader.claim(lines.first().copied().unwrap_or(title), Claim::Reported);
        let message = "there is not just one endpoint";
        reader.report(Code::MalformedEndpoint, place, message, help);
        return None;
    };
    let text = reader.slice(line);
    let inner = in_backticks(text).ok_or("does not stand in backticks");
    match inner.and_then(Endpoint::parse) {
        Ok(endpoint) => Some(spanned(reader, Claim::Type, line, endpoint)),
        Err(reason) => {
            let message = format!("the endpoint `{}` {reason}", text.trim_matches('`'));
            let help = "write it as `` `GET /api/v2/users/{userId}` ``";
            reader.report(Code::MalformedEndpoint, around(line), message, help);
            None
        }
    }
}

/// The parts of a section.
struct Parts<'l> {
    /// The prose above the first part, without the warning.
    summary: String,
    /// The words of the warning.
    deprecated: Option<String>,
    /// The permissions in the line above the part `Endpoint`.
    permissions: Option<Permissions>,
    /// By its title, the place of each title and the lines below it.
    parts: BTreeMap<&'static str, (Span, &'l [Span])>,
}

const TITLES: [&str; 4] = ["Description", "Endpoint", "Parameters", "Returns"];

impl<'l> Parts<'l> {
    /// Finds the parts, and accounts for the prose above and in `Description`.
    fn of(reader: &mut Reader<'_>, lines: &'l [Span]) -> Self {
        let title = |line: &Span| {
            let text = reader.slice(*line).strip_prefix("#### ")?;
            TITLES.into_iter().find(|&title| title == text)
        };
        let titles: Vec<_> = lines.iter().map(title).collect();
        let starts: Vec<_> = (0..lines.len())
            .filter(|&at| titles[at].is_some())
            .collect();
        let permissions = titles
            .iter()
            .position(|&title| title == Some("Endpoint"))
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| Some((at, Permissions::parse(reader.slice(lines[at]))?)));
        let stated_at = permissions.as_ref().map(|(at, _)| *at);
        // Where the prose ends that goes on to `end`.
        let prose_end = |end: usize| stated_at.filter(|at| at + 1 == end).unwrap_or(end);
        if let Some(at) = stated_at {
            reader.claim(lines[at], Claim::Flag);
        }
        let above = &lines[..prose_end(starts.first().copied().unwrap_or(lines.len()))];
        let is_quote = |line: &Span| reader.slice(*line).starts_with('>');
        let start = above.iter().position(is_quote).unwrap_or(above.len());
        let (before, quote) = above.split_at(start);
        let length = quote.iter().take_while(|line| is_quote(line)).count();
        let (quote, after) = quote.split_at(length);
        prose(reader, before);
        prose(reader, after);
        let summary = [text(reader, before), text(reader, after)];
        let summary = summary.join("\n\n").trim().to_owned();
        let deprecated = warning(reader, quote);
        let mut parts = BTreeMap::new();
        for (number, &start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(lines.len());
            let title = titles[start].unwrap_or_default();
            let below = &lines[start + 1..prose_end(end)];
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
        Self {
            summary,
            deprecated,
            permissions: permissions.map(|(_, permissions)| permissions),
            parts,
        }
    }
}

/// Reads the warning that an operation is deprecated; no other quote is allowed below a summary.
fn warning(reader: &mut Reader<'_>, lines: &[Span]) -> Option<String> {
    let (&first, words) = lines.split_first()?;
    let is_whole = reader.slice(first) == "> [!WARNING]" && !words.is_empty();
    let quoted = words
        .iter()
        .map(|&line| reader.slice(line).strip_prefix("> "));
    let quoted: Option<Vec<_>> = quoted.collect();
    let quoted = quoted.filter(|words| !words.iter().any(|line| line.starts_with("[!")));
    let Some(quoted) = quoted.filter(|_| is_whole) else {
        reader.claim(
            Span::new(first.start, lines[lines.len() - 1].end),
            Claim::Reported,
        );
        let message = "this is not the warning of a deprecation".to_owned();
        let help = "write `> [!WARNING]` and below it `> This method is deprecated …`, above the first part";
        malformed(reader, first, message, help);
        return None;
    };
    reader.claim(first, Claim::Markup);
    for &line in words {
        reader.claim(line, Claim::Flag);
    }
    Some(quoted.join("\n"))
}

//! Reads what a page says of an operation's parameters: a sentence that says there are none, or a list
//! with an item for each, ``- `name` - **(type, required)** …``.
//!
//! The name is that of a parameter in the path, `body`, `query.name` or `headers.name`; `query` and
//! `headers` themselves are ``**(object)**``. What follows an item up to the next is prose of its
//! description; that of `body` follows a dash.

use std::collections::BTreeSet;

use super::lines::malformed;
use super::written_type;
use crate::diagnostic::{Code, Diagnostic};
use crate::operations::{Endpoint, Location, Parameter, is_parameter_name};
use crate::parse::cell::spanned;
use crate::parse::ledger::Claim;
use crate::parse::reader::{Reader, trim};
use crate::schema::Spanned;
use crate::source::Span;

/// The sentence of a page about an operation without parameters.
const NONE: &str = "This method does not have any parameters.";

/// The parameters, with every reason reported where they cannot be read.
pub(super) fn read(
    reader: &mut Reader<'_>,
    title: Span,
    lines: &[Span],
    endpoint: Option<&Spanned<Endpoint>>,
) -> Option<Vec<Parameter>> {
    let before = reader.problems.len();
    let (first, rest) = lines.split_first().unwrap_or((&title, &[]));
    let mut found = Found {
        names: BTreeSet::new(),
        own: endpoint.map(|endpoint| endpoint.value.parameters().collect()),
        parameters: Vec::new(),
    };
    if reader.slice(*first) == NONE {
        reader.claim(*first, Claim::Markup);
        for &line in rest {
            malformed(
                reader,
                line,
                "text below the sentence that there are no parameters".to_owned(),
                "remove the sentence or the text",
            );
        }
    } else if !reader.slice(*first).starts_with("- ") {
        for &line in lines {
            reader.claim(line, Claim::Reported);
        }
        malformed(
            reader,
            *first,
            "the parameters do not begin with an item".to_owned(),
            &format!("write {ITEM}, or `{NONE}`"),
        );
        return None;
    } else {
        let begins = |line: &Span| reader.slice(*line).starts_with("- ");
        let starts: Vec<_> = (0..lines.len()).filter(|&at| begins(&lines[at])).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            found.item(reader, lines[start], lines[end - 1].end);
        }
    }
    let endpoint = endpoint?;
    for name in endpoint
        .value
        .parameters()
        .filter(|name| !found.names.contains(name))
    {
        let message = format!("the path has a parameter `{name}` that is not among the parameters");
        let help = "add it to the part `Parameters`, or correct the path".to_owned();
        reader.problems.push(Diagnostic::new(
            Code::ParameterMismatch,
            endpoint.place,
            message,
            help,
        ));
    }
    (reader.problems.len() == before).then_some(found.parameters)
}

const ITEM: &str = "``- `name` - **(type, required)** description``";

/// The result of the items so far.
struct Found<'a, 'e> {
    names: BTreeSet<&'a str>,
    /// The parameters of the path, where that could be read.
    own: Option<BTreeSet<&'e str>>,
    parameters: Vec<Parameter>,
}

/// The pieces of an item's first line.
struct Item {
    name: Span,
    ty: Span,
    flag: Option<Span>,
}

impl Item {
    fn of(reader: &Reader<'_>, line: Span) -> Option<Self> {
        let (name, rest) = reader
            .slice(line)
            .strip_prefix("- `")?
            .split_once("` - **(")?;
        let (inner, _) = rest.split_once(")**")?;
        let start = line.start + "- `".len();
        let name = Span::new(start, start + name.len());
        let start = name.end + "` - **(".len();
        let flag = [", required", ", optional"].into_iter().find_map(|flag| {
            let ty = inner.strip_suffix(flag)?;
            Some(Span::new(start + ty.len(), start + inner.len()))
        });
        let end = flag.map_or(start + inner.len(), |flag| flag.start);
        let ty = Span::new(start, end);
        Some(Self { name, ty, flag })
    }
}

impl<'a> Found<'a, '_> {
    /// Reads an item that begins with `line` and ends at `end`.
    fn item(&mut self, reader: &mut Reader<'a>, line: Span, end: usize) {
        let Some(Item { name, ty, flag }) = Item::of(reader, line) else {
            reader.claim(Span::new(line.end, end), Claim::Description);
            let message = "this is not a parameter".to_owned();
            malformed(
                reader,
                line,
                message,
                &format!("write it as {ITEM}, or indent what belongs to the item above"),
            );
            return;
        };
        reader.claim(Span::new(line.start, name.start), Claim::Markup);
        reader.claim(Span::new(name.end, ty.start), Claim::Markup);
        let text = reader.slice(name);
        let flag_end = flag.map_or(ty.end, |flag| flag.end);
        let closing = flag_end + ")**".len();
        reader.claim(Span::new(flag_end, closing), Claim::Markup);
        let description = self.description(reader, text, Span::new(closing, end));
        let ty = written_type::read(reader, ty);
        let spanned_name = spanned(reader, Claim::Name, name, text.to_owned());
        if !self.names.insert(text) {
            reader.claim(flag.unwrap_or_default(), Claim::Flag);
            malformed(
                reader,
                name,
                format!("the parameter `{text}` stands there twice"),
                "remove one of the two",
            );
            return;
        }
        let is_group = matches!(text, "query" | "headers");
        let Some(flag) = flag else {
            if !is_group {
                let message =
                    format!("the parameter `{text}` is neither `required` nor `optional`");
                malformed(reader, line, message, &format!("write it as {ITEM}"));
            }
            return;
        };
        let is_required = reader.slice(flag) == ", required";
        let required = spanned(reader, Claim::Flag, flag, is_required);
        let Some((location, wire_name)) = self.location(text) else {
            if self.own.is_some() {
                let help = "name a parameter of the path, `body`, `query.name` or `headers.name`";
                let message = format!("the path has no parameter `{text}`");
                reader.report(Code::ParameterMismatch, name, message, help);
            }
            return;
        };
        self.parameters.extend(ty.map(|ty| Parameter {
            name: Spanned {
                value: wire_name.to_owned(),
                ..spanned_name
            },
            location,
            ty,
            required,
            description,
        }));
    }

    /// The part of the request that the item is about, and the name on the wire.
    fn location(&self, text: &'a str) -> Option<(Location, &'a str)> {
        if self.own.as_ref().is_some_and(|own| own.contains(text)) {
            return Some((Location::Path, text));
        }
        match text.split_once('.') {
            None if text == "body" => Some((Location::Body, text)),
            Some(("query", name)) if is_parameter_name(name) && !name.starts_with('{') => {
                Some((Location::Query, name))
            }
            Some(("headers", name)) if is_parameter_name(name) => Some((Location::Header, name)),
            _ => None,
        }
    }

    /// The description without the dash that precedes that of the body.
    fn description(&self, reader: &mut Reader<'a>, name: &str, span: Span) -> String {
        let mut span = trim(reader.text, span);
        if name == "body" && reader.slice(span).starts_with("- ") {
            reader.claim(Span::new(span.start, span.start + 1), Claim::Markup);
            span = trim(reader.text, Span::new(span.start + 1, span.end));
        }
        reader.claim(span, Claim::Description);
        reader.slice(span).to_owned()
    }
}

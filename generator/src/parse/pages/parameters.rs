//! Reads what a page says of an operation's parameters: a sentence that says there are none, or a list
//! with an item for each, ``- `name` - **(type, required)** …``.
//!
//! The name is that of a parameter in the path, `body`, `query.name` or `headers.name`; `query` and
//! `headers` themselves are ``**(object)**``. What follows an item up to the next is prose of its
//! description. Headers are read, but nobody asks for them.

use std::collections::BTreeSet;

use super::lines::malformed;
use super::types;
use crate::diagnostic::{Code, Diagnostic};
use crate::operations::{Endpoint, Query, is_query};
use crate::parse::ledger::Claim;
use crate::parse::reader::Reader;
use crate::schema::{Spanned, Type};
use crate::source::Span;

/// What a page says where an operation has no parameters.
const NONE: &str = "This method does not have any parameters.";

/// Query parameters and what is sent.
type Parameters = (Vec<Query>, Option<Spanned<Type>>);

/// The query parameters and the request, with every reason reported where they cannot be read.
pub(super) fn read(
    reader: &mut Reader<'_>,
    title: Span,
    lines: &[Span],
    endpoint: Option<&Spanned<Endpoint>>,
) -> Option<Parameters> {
    let before = reader.problems.len();
    let (first, rest) = lines.split_first().unwrap_or((&title, &[]));
    let mut found = Found {
        names: BTreeSet::new(),
        own: endpoint.map(|endpoint| endpoint.value.parameters().collect()),
        query: Vec::new(),
        request: None,
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
        for &line in lines {
            if reader.slice(line).starts_with("- ") {
                found.item(reader, line);
            } else {
                reader.claim(line, Claim::Description);
            }
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
    (reader.problems.len() == before).then_some((found.query, found.request))
}

const ITEM: &str = "``- `name` - **(type, required)** description``";

/// What the items have told so far.
struct Found<'a, 'e> {
    names: BTreeSet<&'a str>,
    /// The parameters of the path, where that could be read.
    own: Option<BTreeSet<&'e str>>,
    query: Vec<Query>,
    request: Option<Spanned<Type>>,
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
    fn item(&mut self, reader: &mut Reader<'a>, line: Span) {
        let Some(Item { name, ty, flag }) = Item::of(reader, line) else {
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
        reader.claim(name, Claim::Name);
        reader.claim(Span::new(name.end, ty.start), Claim::Markup);
        reader.claim(flag.unwrap_or_default(), Claim::Flag);
        let end = flag.map_or(ty.end, |flag| flag.end);
        reader.claim(Span::new(end, line.end), Claim::Description);
        let ty = types::read(reader, ty);
        let text = reader.slice(name);
        if !self.names.insert(text) {
            malformed(
                reader,
                name,
                format!("the parameter `{text}` stands there twice"),
                "remove one of the two",
            );
            return;
        }
        match text.split_once('.') {
            None if matches!(text, "query" | "headers") && flag.is_none() => {}
            _ if flag.is_none() => {
                let message =
                    format!("the parameter `{text}` is neither `required` nor `optional`");
                malformed(reader, line, message, &format!("write it as {ITEM}"));
            }
            _ if self.own.as_ref().is_some_and(|own| own.contains(text)) => {}
            None if text == "body" => self.request = ty,
            Some(("query", query)) if is_query(query) && !query.starts_with('{') => {
                // A name that ends in brackets says by itself that it is given several times.
                let is_list = ty.is_some_and(|ty| ty.value.lists > 0) || query.ends_with("[]");
                let name = query.to_owned();
                self.query.push(Query { name, is_list });
            }
            Some(("headers", header)) if is_query(header) => {}
            _ if self.own.is_none() => {}
            _ => {
                let help = "name a parameter of the path, `body`, `query.name` or `headers.name`";
                let message = format!("the path has no parameter `{text}`");
                reader.report(Code::ParameterMismatch, name, message, help);
            }
        }
    }
}

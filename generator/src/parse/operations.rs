//! Reads `operations.md`: prose, and a table with one operation a row.
//!
//! - *Operation* is the publisher's name for it, one word without markup.
//! - *Endpoint* is `` `METHOD /path/{parameter}` ``.
//! - *Query* is the names of query parameters, each in backticks, with whitespace between them. One
//!   that can be given several times has `[]` behind its name.
//! - *Request* and *Response* are types as definitions have them, or empty. A definition that is not in
//!   the folder is written `` `Name` ``, without a link. Where responses differ, each stands behind
//!   its status: ``200 [`Job`](job-definition.md) 202 `string` ``.

use std::collections::BTreeSet;

use super::blocks::{Kind, blocks};
use super::cell::{self, around};
use super::definition::{first_line, table_span, tail};
use super::ledger::Claim;
use super::missing::report_missing_table;
use super::reader::{Reader, WHITESPACE, trim};
use super::table::{self, Form};
use crate::diagnostic::Code;
use crate::operations::{
    Endpoint, Operation, Operations, Query, Response, TITLES, is_status, is_success,
};
use crate::schema::Spanned;
use crate::source::Span;

const FORM: Form<5> = Form {
    titles: TITLES,
    surplus: None,
    is_row: |[_, endpoint, ..]| endpoint.starts_with('`') && endpoint.contains(" /"),
    help: "write all five cells, ``| name | `METHOD /path` | query | request | response |``; the last \
           three may be empty",
};

/// What the file says.
pub(crate) fn read(reader: &mut Reader<'_>) -> Operations {
    let blocks = blocks(&reader.text[..top(reader.text)]);
    let Some(first) = blocks.first() else {
        let whole = Span::new(0, reader.text.len());
        let help = "write a table of operations, or remove the file";
        reader.report(Code::EmptyFile, whole, "the file is empty", help);
        return Operations::unreadable();
    };
    let table = blocks.iter().find(|block| block.kind == Kind::Table);
    let end = table.map_or(reader.text.len(), |table| table.span.start);
    let above = Span::new(0, end);
    reader.claim(above, Claim::Description);
    let prose = trim(reader.text, above);
    let operations = if let Some(table) = table {
        let span = table_span(reader.text, &[], table.span.start);
        let rows = table::read(reader, &FORM, span).into_iter();
        let operations = rows.filter_map(|row| operation(reader, row)).collect();
        tail(reader, span.end);
        operations
    } else {
        let line = first_line(reader, first.span);
        report_missing_table(reader, line, "operations", &TITLES);
        Vec::new()
    };
    Operations {
        prose: reader.slice(prose).to_owned(),
        operations,
        broken: !reader.problems.is_empty(),
    }
}

/// Where the first two lines of the table end. Markdown need not look at thousands of rows.
fn top(text: &str) -> usize {
    let mut end = 0;
    let mut is_row = false;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if is_row && table::is_delimiter(line.trim_end()) {
            return end;
        }
        is_row = line.starts_with('|');
    }
    end
}

/// The operation that a row states; `None`, with every reason reported, where a cell is wrong.
fn operation(
    reader: &mut Reader<'_>,
    [name, endpoint, query, request, response]: [Span; 5],
) -> Option<Operation> {
    let name = self::name(reader, name);
    let endpoint = self::endpoint(reader, endpoint);
    let path = endpoint.as_ref().map(|endpoint| &endpoint.value);
    let query = self::query(reader, query, path);
    let sends = !request.is_empty();
    let request = if sends {
        cell::ty(reader, request)
    } else {
        None
    };
    let broken = sends && request.is_none();
    let responses = responses(reader, response);
    Some(Operation {
        name: name?,
        endpoint: endpoint?,
        query: query?,
        request: (!broken).then_some(request)?,
        responses: responses?,
    })
}

/// The operation's name, without markup.
pub(crate) fn name(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<String>> {
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
            "write the publisher's name, such as `getRoutingQueues`, as one word without markup";
        reader.report(Code::MalformedOperation, around(span), message, help);
        return None;
    }
    let value = text.to_owned();
    Some(cell::spanned(reader, Claim::Name, span, value))
}

/// `` `METHOD /path` ``
pub(crate) fn endpoint(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Endpoint>> {
    let text = reader.slice(span);
    let inner = in_backticks(text).ok_or("does not stand in backticks");
    match inner.and_then(Endpoint::parse) {
        Ok(endpoint) => Some(cell::spanned(reader, Claim::Type, span, endpoint)),
        Err(reason) => {
            let message = match text {
                "" => "the operation has no endpoint".to_owned(),
                text => format!("the endpoint `{}` {reason}", text.trim_matches('`')),
            };
            let help = "write it as `` `GET /api/v2/users/{userId}` ``";
            reader.report(Code::MalformedEndpoint, around(span), message, help);
            None
        }
    }
}

pub(crate) fn in_backticks(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`')).then_some(inner)
}

fn query(reader: &mut Reader<'_>, span: Span, endpoint: Option<&Endpoint>) -> Option<Vec<Query>> {
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    let mut sound = true;
    for token in tokens(reader.text, span) {
        let text = reader.slice(token);
        let query = in_backticks(text).and_then(Query::parse);
        let (code, message, help) = match query {
            None => (
                Code::MalformedQuery,
                format!("`{}` is not the name of a query parameter", text.trim_matches('`')),
                "write each name in backticks, with a space between them: `` `pageNumber` `pageSize` ``"
                    .to_owned(),
            ),
            Some(Query { name, .. }) if name.starts_with('{') => {
                let bare = name.trim_matches(['{', '}']);
                let has = endpoint.is_some_and(|endpoint| endpoint.parameters().any(|own| own == bare));
                let message = if has {
                    format!("`{name}` is a parameter of the path")
                } else {
                    format!("the path has no parameter `{name}`")
                };
                let help = format!("write `` `{bare}` `` for a query parameter; those of the path stand in it");
                (Code::ParameterMismatch, message, help)
            }
            Some(Query { name, .. }) if !known.insert(name.clone()) => (
                Code::MalformedQuery,
                format!("the query parameter `{name}` is named twice"),
                "remove one of the two".to_owned(),
            ),
            Some(query) => {
                reader.claim(token, Claim::Name);
                found.push(query);
                continue;
            }
        };
        sound = false;
        reader.report(code, token, message, help);
    }
    sound.then_some(found)
}

/// A type, or several with a status before each.
fn responses(reader: &mut Reader<'_>, span: Span) -> Option<Vec<Response>> {
    let tokens: Vec<_> = tokens(reader.text, span).collect();
    if let [only] = tokens[..]
        && !is_status(reader.slice(only))
    {
        let status = None;
        return cell::ty(reader, only).map(|ty| vec![Response { status, ty }]);
    }
    let mut found: Vec<Response> = Vec::new();
    let mut sound = true;
    for pair in tokens.chunks(2) {
        let status = reader.slice(pair[0]);
        let twice = || {
            found
                .iter()
                .any(|other| other.status.as_deref() == Some(status))
        };
        let message = match pair {
            _ if !is_status(status) => format!("`{}` is not a status", status.trim_matches('`')),
            _ if !is_success(status, true) => format!("`{status}` is not the status of a success"),
            _ if twice() => format!("the status `{status}` stands there twice"),
            [_] => format!("no type follows the status `{status}`"),
            _ => {
                reader.claim(pair[0], Claim::Flag);
                let ty = cell::ty(reader, pair[1]);
                sound &= ty.is_some();
                let status = Some(status.to_owned());
                found.extend(ty.map(|ty| Response { status, ty }));
                continue;
            }
        };
        let help = "write one type, or where they differ a status of success before each: \
                    ``200 [`Job`](job-definition.md) 202 `string` ``";
        reader.claim(span, Claim::Reported);
        reader.report(Code::MalformedResponse, pair[0], message, help);
        return None;
    }
    sound.then_some(found)
}

/// What stands in a cell with whitespace around it. Inside of backticks and of a link's target,
/// whitespace parts nothing.
fn tokens(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut rest = span;
    std::iter::from_fn(move || {
        rest = trim(text, rest);
        let (mut closing, mut end) = (None, rest.end);
        for (at, letter) in text[rest.range()].char_indices() {
            closing = match (closing, letter) {
                (None, '`') => Some('`'),
                (None, '(') => Some(')'),
                (Some(open), letter) if open == letter => None,
                (None, letter) if WHITESPACE.contains(&letter) => {
                    end = rest.start + at;
                    break;
                }
                (state, _) => state,
            };
        }
        let token = Span::new(rest.start, end);
        rest.start = end;
        (!token.is_empty()).then_some(token)
    })
}

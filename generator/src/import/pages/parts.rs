//! Reads what a page says of an operation's parameters and returns.
//!
//! *Parameters* is a sentence that says there are none, or a list with an item for each:
//! ``- `name` - **(type, required)** …``, where the name is that of a parameter in the path, `body`,
//! `query.name` or `headers.name`; `query` and `headers` themselves are ``**(object)**``. What follows
//! an item up to the next is prose of its description. Headers are read, but nobody asks for them.
//!
//! *Returns* is prose and a table of statuses, types and descriptions. Of the types, those of a success
//! count.
//!
//! A type is a word of the dialect without backticks, or a link `[Name](…/name-definition.md)`, each
//! with any number of `[]`.

use super::malformed;
use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::nearest::nearest;
use crate::operations::{Endpoint, Response, is_status, is_success};
use crate::parse::cell::{around, name_and_lists, spanned};
use crate::parse::ledger::Claim;
use crate::parse::missing::report_missing_table;
use crate::parse::operations::in_backticks;
use crate::parse::reader::Reader;
use crate::parse::table::{self, Form};
use crate::schema::{Base, Spanned, Type, WORDS, file_name};
use crate::source::Span;

/// What a page says where an operation has no parameters.
const NONE: &str = "This method does not have any parameters.";

/// Query parameters and what is sent.
type Parameters = (Vec<String>, Option<Spanned<Type>>);

/// The query parameters and the request, with every reason reported where they cannot be read.
pub(super) fn parameters(
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
    query: Vec<String>,
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
        let ty = self::ty(reader, ty);
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
            Some(("query", query)) if is_name(query) => self.query.push(query.to_owned()),
            Some(("headers", header)) if is_name(header) => {}
            _ if self.own.is_none() => {}
            _ => {
                let help = "name a parameter of the path, `body`, `query.name` or `headers.name`";
                let message = format!("the path has no parameter `{text}`");
                reader.report(Code::ParameterMismatch, name, message, help);
            }
        }
    }
}

/// Whether `operations.md` can hold the name.
fn is_name(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || "`|".contains(letter);
    !name.is_empty() && !name.starts_with('{') && !name.contains(odd)
}

const RETURNS: Form<3> = Form {
    titles: ["HTTP Status Code", "Returned type", "Description"],
    surplus: Some(2),
    is_row: |[status, ..]| in_backticks(status).is_some_and(is_status),
    help: "write all three cells, ``| `200` | type | description |``; the last two may be empty",
};

/// What comes back on success, with every reason reported where it cannot be read.
pub(super) fn returns(
    reader: &mut Reader<'_>,
    title: Span,
    lines: &[Span],
) -> Option<Vec<Response>> {
    let before = reader.problems.len();
    let is_row = |line: &Span| reader.slice(*line).starts_with('|');
    let start = lines.iter().position(is_row).unwrap_or(lines.len());
    let (prose, table) = lines.split_at(start);
    super::prose(reader, prose);
    let dashes = table
        .get(1)
        .is_some_and(|&line| table::is_delimiter(reader.slice(line)));
    let ([first, ..], true) = (table, dashes) else {
        let rest = Span::new(title.start, lines.last().map_or(title.end, |line| line.end));
        reader.claim(rest, Claim::Reported);
        report_missing_table(reader, title, "returns", &RETURNS.titles);
        return None;
    };
    // A table ends at the first line without anything, and those are not among the lines.
    let adjacent = |pair: &[Span]| pair[1].start == pair[0].end + 1;
    let length = 1 + table.windows(2).take_while(|pair| adjacent(pair)).count();
    let (table, below) = table.split_at(length);
    let span = Span::new(first.start, table.last().map_or(first.end, |line| line.end));
    let rows = table::read(reader, &RETURNS, span);
    let mut found = Vec::new();
    for row in rows {
        answer(reader, row, &mut found);
    }
    if let [stray, ..] = below {
        for &line in below {
            reader.claim(line, Claim::Reported);
        }
        let help =
            "join it to the row it belongs to; the next operation begins with ``### `name` ``";
        reader.report(
            Code::TextAfterTable,
            *stray,
            "text after the end of the table",
            help,
        );
    }
    let found = found
        .into_iter()
        .filter(|(status, ty)| is_success(status, ty.is_some()));
    let found = found
        .filter_map(|(status, ty)| Some((status, ty?)))
        .collect();
    (reader.problems.len() == before).then(|| successes(found))
}

type Answer<'a> = (&'a str, Option<Spanned<Type>>);

fn answer<'a>(
    reader: &mut Reader<'a>,
    [status, ty, description]: [Span; 3],
    found: &mut Vec<Answer<'a>>,
) {
    reader.claim(description, Claim::Description);
    let ty = (!ty.is_empty()).then(|| self::ty(reader, ty));
    let Some(text) = in_backticks(reader.slice(status)).filter(|text| is_status(text)) else {
        let place = around(status);
        let message = format!(
            "`{}` is not a status",
            reader.slice(status).trim_matches('`')
        );
        malformed(
            reader,
            place,
            message,
            "write three digits or `default` in backticks",
        );
        return;
    };
    if found.iter().any(|&(other, _)| other == text) {
        malformed(
            reader,
            status,
            format!("the status `{text}` stands there twice"),
            "remove one of the two rows",
        );
        return;
    }
    reader.claim(status, Claim::Flag);
    found.push((text, ty.flatten()));
}

/// One response where all types are the same, else one for each status.
fn successes(mut found: Vec<(&str, Spanned<Type>)>) -> Vec<Response> {
    found.sort_by_key(|&(status, _)| (status == "default", status));
    let same = found
        .windows(2)
        .all(|pair| pair[0].1.value == pair[1].1.value);
    if same {
        found.truncate(1);
    }
    let response = |(status, ty): (&str, _)| Response {
        status: (!same).then(|| status.to_owned()),
        ty,
    };
    found.into_iter().map(response).collect()
}

/// A type as pages have it.
fn ty(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let text = reader.slice(span);
    if text.starts_with('[') {
        return link(reader, span);
    }
    let Some((word, lists)) = name_and_lists(text).filter(|(word, _)| WORDS.contains(word)) else {
        let help = match nearest(text.trim_end_matches("[]"), WORDS) {
            Some(word) => format!("did you mean `{word}`?"),
            None => "a type is `string`, `number`, `boolean`, `object` or a link to a definition"
                .to_owned(),
        };
        reader.report(
            Code::UnknownType,
            span,
            format!("unknown type `{text}`"),
            help,
        );
        return None;
    };
    let base = Base::Word(word.to_owned());
    Some(spanned(reader, Claim::Type, span, Type { base, lists }))
}

/// `[Name[]](../definitions/name-definition.md)`; which folder it leads to does not matter.
fn link(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let parts = reader
        .slice(span)
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(')'));
    let parts = parts.and_then(|text| text.split_once("]("));
    let parts = parts.and_then(|(text, target)| Some((name_and_lists(text)?, target)));
    let Some(((name, lists), target)) = parts else {
        let help = "write it as `[Name](../definitions/name-definition.md)`";
        reader.report(
            Code::MalformedLink,
            span,
            "the type is not a link to a definition",
            help,
        );
        return None;
    };
    if target.rsplit('/').next() != Some(&file_name(name)) {
        let message = format!("the link says `{name}` but leads to `{target}`");
        let help = format!("the definition `{name}` stands in `{}`", file_name(name));
        reader.report(Code::LinkMismatch, span, message, help);
        return None;
    }
    let base = Base::Link(name.to_owned());
    Some(spanned(reader, Claim::Type, span, Type { base, lists }))
}

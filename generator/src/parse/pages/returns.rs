//! Reads what a page says that an operation returns: prose, and a table of statuses, types and
//! descriptions. Of the types, those of a success count.

use super::lines::{malformed, prose};
use super::types;
use crate::diagnostic::Code;
use crate::operations::{Response, is_status, is_success};
use crate::parse::cell::around;
use crate::parse::ledger::Claim;
use crate::parse::missing::report_missing_table;
use crate::parse::operations::in_backticks;
use crate::parse::reader::Reader;
use crate::parse::table::{self, Form};
use crate::schema::{Spanned, Type};
use crate::source::Span;

const RETURNS: Form<3> = Form {
    titles: ["HTTP Status Code", "Returned type", "Description"],
    surplus: Some(2),
    is_row: |[status, ..]| in_backticks(status).is_some_and(is_status),
    help: "write all three cells, ``| `200` | type | description |``; the last two may be empty",
};

/// What comes back on success, with every reason reported where it cannot be read.
pub(super) fn read(reader: &mut Reader<'_>, title: Span, lines: &[Span]) -> Option<Vec<Response>> {
    let before = reader.problems.len();
    let is_row = |line: &Span| reader.slice(*line).starts_with('|');
    let start = lines.iter().position(is_row).unwrap_or(lines.len());
    let (prose, table) = lines.split_at(start);
    self::prose(reader, prose);
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
    let ty = (!ty.is_empty()).then(|| types::read(reader, ty));
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

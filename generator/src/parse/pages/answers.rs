//! Reads a page's text on the answers of an operation: prose, and a table of statuses, types and descriptions.

use super::lines::{in_backticks, malformed, prose};
use super::written_type;
use crate::diagnostic::Code;
use crate::operations::{Answer, is_status};
use crate::parse::cell::{around, spanned};
use crate::parse::ledger::Claim;
use crate::parse::missing::report_missing_table;
use crate::parse::reader::Reader;
use crate::parse::table::{self, Form};
use crate::source::Span;

const RETURNS: Form<3> = Form {
    titles: ["HTTP Status Code", "Returned type", "Description"],
    surplus: Some(2),
    is_row: |[status, ..]| in_backticks(status).is_some_and(is_status),
    help: "write all three cells, ``| `200` | type | description |``; the last two may be empty",
};

/// The answers, with every reason reported where they cannot be read.
pub(super) fn read(reader: &mut Reader<'_>, title: Span, lines: &[Span]) -> Option<Vec<Answer>> {
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
    (reader.problems.len() == before).then_some(found)
}

fn answer(reader: &mut Reader<'_>, [status, ty, description]: [Span; 3], found: &mut Vec<Answer>) {
    reader.claim(description, Claim::Description);
    let ty = (!ty.is_empty()).then(|| written_type::read(reader, ty));
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
    if found.iter().any(|other| other.status.value == text) {
        malformed(
            reader,
            status,
            format!("the status `{text}` stands there twice"),
            "remove one of the two rows",
        );
        return;
    }
    let status = spanned(reader, Claim::Flag, status, text.to_owned());
    found.push(Answer {
        status,
        ty: ty.flatten(),
        description: reader.slice(description).to_owned(),
    });
}

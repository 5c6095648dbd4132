//! Splits a table into its header, its rows and their cells.

use super::cell::{self, Row};
use super::ledger::Claim;
use super::reader::{Reader, WHITESPACE, trim};
use crate::diagnostic::Code;
use crate::nearest::nearest;
use crate::schema::Property;
use crate::source::Span;

/// The columns, in the publisher's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Property,
    Type,
    Required,
    Description,
}

impl Column {
    const ALL: [Self; 4] = [
        Self::Property,
        Self::Type,
        Self::Required,
        Self::Description,
    ];

    const fn title(self) -> &'static str {
        match self {
            Self::Property => "Property",
            Self::Type => "Type",
            Self::Required => "Required",
            Self::Description => "Description",
        }
    }
}

/// The properties in the table at `span`.
pub(super) fn read(reader: &mut Reader<'_>, span: Span) -> Vec<Property> {
    let mut lines = lines(reader.text, span);
    let header = lines.next().unwrap_or(span);
    let delimiter = lines.next().unwrap_or(Span::new(header.end, header.end));
    reader.claim(delimiter, Claim::Markup);
    let Some(columns) = columns(reader, header) else {
        reader.claim(Span::new(delimiter.end, span.end), Claim::Reported);
        return Vec::new();
    };
    let rows = rows(reader, columns, lines);
    without_second_headers(reader, rows)
        .into_iter()
        .filter_map(|span| {
            let row = cells(reader, columns, span)?;
            cell::property(reader, &row)
        })
        .collect()
}

/// The lines in `span`, each without its line break.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    text[span.range()].split('\n').map(move |line| {
        let found = Span::new(start, start + line.len());
        start = found.end + 1;
        found
    })
}

/// Which column stands where; `None`, with the reason reported, where the four are not there.
fn columns(reader: &mut Reader<'_>, header: Span) -> Option<[Column; 4]> {
    let (pipes, cells) = split(reader, header);
    claim_pipes(reader, pipes);
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for span in cells {
        let title = reader.slice(span);
        match Column::ALL
            .into_iter()
            .find(|column| column.title() == title)
        {
            Some(column) if !found.contains(&column) => {
                reader.claim(span, Claim::Markup);
                found.push(column);
            }
            _ => unknown.push(span),
        }
    }
    let missing: Vec<_> = Column::ALL
        .into_iter()
        .filter(|column| !found.contains(column))
        .collect();
    for &span in &unknown {
        report_unknown_column(reader, span, &missing);
    }
    // A misspelt column is one mistake, not an unknown and a missing one.
    if missing.len() > unknown.len() {
        let names: Vec<_> = missing
            .iter()
            .map(|column| format!("`{}`", column.title()))
            .collect();
        reader.report(
            Code::MissingColumn,
            trim(reader.text, header),
            format!("the table has no column {}", names.join(" and no column ")),
            "the header row is `| Property | Type | Required | Description |`",
        );
    }
    if unknown.is_empty() {
        found.try_into().ok()
    } else {
        None
    }
}

fn report_unknown_column(reader: &mut Reader<'_>, span: Span, missing: &[Column]) {
    let title = reader.slice(span);
    let help = match nearest(title, missing.iter().map(|column| column.title())) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            "the columns are `Property`, `Type`, `Required` and `Description`, each once".to_owned()
        }
    };
    reader.report(
        Code::UnknownColumn,
        span,
        format!("unknown column `{title}`"),
        help,
    );
}

/// The rows that `lines` make up, each without the line break at its end.
fn rows(
    reader: &mut Reader<'_>,
    columns: [Column; 4],
    lines: impl Iterator<Item = Span>,
) -> Vec<Span> {
    let mut rows: Vec<Vec<Span>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if !begins_row(reader.slice(line)) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.into_iter()
        .filter_map(|lines| row(reader, columns, &lines))
        .collect()
}

fn begins_row(line: &str) -> bool {
    let line = line.trim_matches(WHITESPACE);
    line.starts_with('|') && line.len() > 1
}

/// One row from the lines that may belong to it: stray lines are reported and left out.
fn row(reader: &mut Reader<'_>, columns: [Column; 4], lines: &[Span]) -> Option<Span> {
    if !lines
        .first()
        .is_some_and(|&first| begins_row(reader.slice(first)))
    {
        return stray(reader, lines);
    }
    let closes = |line: &Span| closing_pipe(reader.slice(*line)).is_some();
    // A row without its leading pipe is no part of the description of the row above.
    let headless = (1..lines.len()).find(|&at| looks_like_row(reader, columns, lines[at]));
    let own = &lines[..headless.unwrap_or(lines.len())];
    let end = own.iter().rposition(closes).unwrap_or(own.len() - 1);
    let span = Span::new(own[0].start, own[end].end);
    stray(reader, &lines[end + 1..]);
    Some(trim(reader.text, span))
}

fn looks_like_row(reader: &Reader<'_>, columns: [Column; 4], line: Span) -> bool {
    let (_, cells) = split(reader, line);
    let required = by_column(columns, &cells).map(|[_, _, required, _]| reader.slice(required));
    matches!(required, Some("Yes" | "No"))
}

/// The rows without those that begin a second table: a row of dashes and the header row above it.
fn without_second_headers(reader: &mut Reader<'_>, rows: Vec<Span>) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::with_capacity(rows.len());
    for row in rows {
        if is_delimiter(reader.slice(row)) {
            reader.claim(row, Claim::Reported);
            let header = kept.pop().unwrap_or(row);
            let help = "remove this row and the row of dashes below it: a definition has one table";
            reader.report(Code::SecondTable, header, "a second table", help);
        } else {
            kept.push(row);
        }
    }
    kept
}

fn is_delimiter(row: &str) -> bool {
    row.contains("---") && row.chars().all(|letter| "|-: \t".contains(letter))
}

/// Reports lines that belong to no row.
fn stray(reader: &mut Reader<'_>, lines: &[Span]) -> Option<Span> {
    let (first, last) = (lines.first()?, lines.last()?);
    reader.claim(Span::new(first.start, last.end), Claim::Reported);
    reader.report(
        Code::StrayLine,
        trim(reader.text, *first),
        "this line belongs to no row",
        "begin a row with a pipe; to continue a description, close the row behind the last line only",
    );
    None
}

/// The row's cells by column; `None`, with the reason reported, where there are too few.
fn cells(reader: &mut Reader<'_>, columns: [Column; 4], row: Span) -> Option<Row> {
    let (pipes, cells) = split(reader, row);
    let Some([property, ty, required, description]) = by_column(columns, &cells) else {
        reader.report(
            Code::RowWidth,
            row,
            format!("the row has {} of {} cells", cells.len(), columns.len()),
            "write all four cells, `| name | type | Yes or No | description |`; a description may be empty",
        );
        return None;
    };
    claim_pipes(
        reader,
        pipes
            .into_iter()
            .filter(|at| !description.range().contains(at)),
    );
    Some(Row {
        property,
        ty,
        required,
        description,
    })
}

/// The cells in the order of [`Column`]; `None` where there are too few. The description takes every
/// surplus cell, with the pipes between them.
fn by_column(columns: [Column; 4], cells: &[Span]) -> Option<[Span; 4]> {
    let surplus = cells.len().checked_sub(columns.len())?;
    let mut index = 0;
    let mut found = columns.map(|column| {
        let first = index;
        index += 1 + if column == Column::Description {
            surplus
        } else {
            0
        };
        (column, Span::new(cells[first].start, cells[index - 1].end))
    });
    found.sort_unstable_by_key(|&(column, _)| column as usize);
    Some(found.map(|(_, span)| span))
}

fn claim_pipes(reader: &mut Reader<'_>, pipes: impl IntoIterator<Item = usize>) {
    for at in pipes {
        reader.claim(Span::new(at, at + 1), Claim::Markup);
    }
}

/// The pipes that bound cells, and the cells between them without the blanks around them.
fn split(reader: &Reader<'_>, row: Span) -> (Vec<usize>, Vec<Span>) {
    let text = reader.slice(row);
    let opening = text
        .find('|')
        .filter(|&at| text[..at].trim_matches(WHITESPACE).is_empty());
    let closing = closing_pipe(text).filter(|&at| Some(at) != opening);
    let inner = opening.map_or(0, |at| at + 1)..closing.unwrap_or(text.len());
    let separators = text[inner.clone()]
        .match_indices('|')
        .map(|(at, _)| inner.start + at);
    let mut pipes: Vec<_> = opening.map(|at| row.start + at).into_iter().collect();
    let mut cells = Vec::new();
    let mut start = inner.start;
    for at in separators.filter(|&at| !escaped(text, at)) {
        pipes.push(row.start + at);
        cells.push(Span::new(row.start + start, row.start + at));
        start = at + 1;
    }
    cells.push(Span::new(row.start + start, row.start + inner.end));
    pipes.extend(closing.map(|at| row.start + at));
    (
        pipes,
        cells
            .into_iter()
            .map(|cell| trim(reader.text, cell))
            .collect(),
    )
}

/// Where the pipe stands that ends `text`, if one does.
fn closing_pipe(text: &str) -> Option<usize> {
    let at = text.trim_end_matches(WHITESPACE).strip_suffix('|')?.len();
    (!escaped(text, at)).then_some(at)
}

/// Whether the character at `at` stands behind a backslash that is not itself escaped.
fn escaped(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    before
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count()
        % 2
        == 1
}

//! Splits a table into its header, its rows and their cells.

use super::ledger::Claim;
use super::reader::{Reader, WHITESPACE, trim};
use crate::diagnostic::Code;
use crate::nearest::nearest;
use crate::source::Span;

/// The form of a table.
#[derive(Clone, Copy)]
pub(crate) struct Form<const N: usize> {
    /// The columns, in the usual order.
    pub(crate) titles: [&'static str; N],
    /// The column that takes surplus cells, with the pipes between them.
    pub(crate) surplus: Option<usize>,
    /// `true` if a line with these cells can only be a row, even if it begins with no pipe.
    pub(crate) is_row: fn([&str; N]) -> bool,
    /// The help for a row of another form.
    pub(crate) help: &'static str,
}

/// The cells of each row of the table at `span`, in the order of the form's columns.
pub(crate) fn read<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    span: Span,
) -> Vec<[Span; N]> {
    let mut lines = lines(reader.text, span);
    let header = lines.next().unwrap_or(span);
    let delimiter = lines.next().unwrap_or(Span::new(header.end, header.end));
    reader.claim(delimiter, Claim::Markup);
    let Some(order) = columns(reader, form, header) else {
        reader.claim(Span::new(delimiter.end, span.end), Claim::Reported);
        return Vec::new();
    };
    let rows = rows(reader, form, order, lines);
    without_second_headers(reader, rows)
        .into_iter()
        .filter_map(|row| cells(reader, form, order, row))
        .collect()
}

/// The lines in `span`, each without its line break.
pub(crate) fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    text[span.range()].split('\n').map(move |line| {
        let found = Span::new(start, start + line.len());
        start = found.end + 1;
        found
    })
}

/// Returns the position of each column; `None`, with the reason reported, if not each appears once.
fn columns<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    header: Span,
) -> Option<[usize; N]> {
    let (pipes, cells) = split(reader, header);
    claim_pipes(reader, pipes);
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for span in cells {
        let title = reader.slice(span);
        match form.titles.iter().position(|&known| known == title) {
            Some(column) if !found.contains(&column) => {
                reader.claim(span, Claim::Markup);
                found.push(column);
            }
            _ => unknown.push(span),
        }
    }
    let columns = form.titles.iter().enumerate();
    let missing: Vec<_> = columns
        .filter(|(column, _)| !found.contains(column))
        .map(|(_, &title)| title)
        .collect();
    for &span in &unknown {
        report_unknown_column(reader, form, span, &missing);
    }
    // A misspelt column is one mistake, not an unknown and a missing one.
    if missing.len() > unknown.len() {
        let names: Vec<_> = missing.iter().map(|title| format!("`{title}`")).collect();
        reader.report(
            Code::MissingColumn,
            trim(reader.text, header),
            format!("the table has no column {}", names.join(" and no column ")),
            format!("the header row is `| {} |`", form.titles.join(" | ")),
        );
    }
    if unknown.is_empty() {
        found.try_into().ok()
    } else {
        None
    }
}

fn report_unknown_column<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    span: Span,
    missing: &[&'static str],
) {
    let title = reader.slice(span);
    let help = match nearest(title, missing.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the columns are `{}`, each once", form.titles.join("`, `")),
    };
    let help = reader.explained(span, &help);
    let message = format!("unknown column `{title}`");
    reader.report(Code::UnknownColumn, span, message, help);
}

/// The rows that `lines` make up, each without the line break at its end.
fn rows<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    order: [usize; N],
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
        .filter_map(|lines| row(reader, form, order, &lines))
        .collect()
}

fn begins_row(line: &str) -> bool {
    let line = line.trim_matches(WHITESPACE);
    line.starts_with('|') && line.len() > 1
}

/// One row from the lines that may belong to it: stray lines are reported and left out.
fn row<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    order: [usize; N],
    lines: &[Span],
) -> Option<Span> {
    if !lines
        .first()
        .is_some_and(|&first| begins_row(reader.slice(first)))
    {
        return stray(reader, lines);
    }
    let closes = |line: &Span| closing_pipe(reader.slice(*line)).is_some();
    // A row without its leading pipe is not a part of the description of the row above.
    let looks_like_row = |&line: &Span| {
        let cells = by_column(form, order, &split(reader, line).1);
        cells.is_some_and(|cells| (form.is_row)(cells.map(|cell| reader.slice(cell))))
    };
    let headless = lines.iter().skip(1).position(looks_like_row);
    let own = &lines[..headless.map_or(lines.len(), |at| at + 1)];
    let end = own.iter().rposition(closes).unwrap_or(own.len() - 1);
    let span = Span::new(own[0].start, own[end].end);
    stray(reader, &lines[end + 1..]);
    Some(trim(reader.text, span))
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

pub(crate) fn is_delimiter(row: &str) -> bool {
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

/// The row's cells by column; `None`, with the reason reported, where there are too few or too many.
fn cells<const N: usize>(
    reader: &mut Reader<'_>,
    form: &Form<N>,
    order: [usize; N],
    row: Span,
) -> Option<[Span; N]> {
    let (pipes, cells) = split(reader, row);
    let Some(by_column) = by_column(form, order, &cells) else {
        let message = format!("the row has {} of {N} cells", cells.len());
        reader.report(Code::RowWidth, row, message, form.help);
        return None;
    };
    let taken = |at: &usize| {
        let surplus = form.surplus.map(|column| by_column[column].range());
        surplus.is_some_and(|surplus| surplus.contains(at))
    };
    claim_pipes(reader, pipes.into_iter().filter(|at| !taken(at)));
    Some(by_column)
}

/// The cells in the order of the form's columns, surplus ones with the pipes between them; `None`
/// where there are too few, or too many.
fn by_column<const N: usize>(
    form: &Form<N>,
    order: [usize; N],
    cells: &[Span],
) -> Option<[Span; N]> {
    let surplus = cells.len().checked_sub(N)?;
    if surplus > 0 && form.surplus.is_none() {
        return None;
    }
    let mut index = 0;
    let mut found = order.map(|column| {
        let first = index;
        index += 1 + if form.surplus == Some(column) {
            surplus
        } else {
            0
        };
        (column, Span::new(cells[first].start, cells[index - 1].end))
    });
    found.sort_unstable_by_key(|&(column, _)| column);
    Some(found.map(|(_, span)| span))
}

fn claim_pipes(reader: &mut Reader<'_>, pipes: impl IntoIterator<Item = usize>) {
    for at in pipes {
        reader.claim(Span::new(at, at + 1), Claim::Markup);
    }
}

/// The pipes that bound cells, and the cells between them without the whitespace around them.
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

/// Returns the position of the pipe that ends `text`, if one does.
fn closing_pipe(text: &str) -> Option<usize> {
    let at = text.trim_end_matches(WHITESPACE).strip_suffix('|')?.len();
    (!escaped(text, at)).then_some(at)
}

/// `true` if the character at `at` follows a backslash that is not itself escaped.
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

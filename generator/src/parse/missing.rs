//! Explains the absence of a table where the author may see one.

use super::blocks::blocks;
use super::reader::Reader;
use super::table::{is_delimiter, lines};
use crate::diagnostic::Code;
use crate::source::Span;

/// Reports that there is no table of `what` below `above`; at the header row, if there is one, with
/// what keeps it from being one.
pub(crate) fn report_missing_table(
    reader: &mut Reader<'_>,
    above: Span,
    what: &str,
    titles: &[&str],
) {
    let below = Span::new(above.start, reader.text.len());
    let mut lines = lines(reader.text, below).skip_while(|&line| !is_row(reader.slice(line)));
    let (header, dashes) = (lines.next(), lines.next());
    let dashes = dashes.filter(|&line| is_delimiter(reader.slice(line)));
    let (place, message) = match (header, dashes) {
        (None, _) => (above, format!("there is no table of {what}")),
        (Some(header), None) => {
            let message = "no row of dashes makes this the header of a table";
            (header, message.to_owned())
        }
        (Some(header), Some(_)) => (
            header,
            format!("this is not a table: {}", cause(reader, header)),
        ),
    };
    let help = format!(
        "write the header row `| {} |` and right below it `|{}` with as many cells, even if no row \
         follows; above them stands an empty line, and before them no space",
        titles.join(" | "),
        "---|".repeat(titles.len())
    );
    reader.report(Code::MissingTable, place, message, help);
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// Returns the reason why Markdown sees no table where the row `header` is above a row of dashes.
fn cause(reader: &Reader<'_>, header: Span) -> &'static str {
    let mut around = blocks(reader.text).into_iter();
    let around = around.find(|block| block.span.end > header.start);
    let start = around.map_or(header.start, |block| block.span.start);
    let before = reader.slice(Span::new(start, header.start.max(start)));
    let begins = |marks: &[&str]| marks.iter().any(|mark| before.starts_with(mark));
    let number = before.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = number.len() < before.len() && number.starts_with(['.', ')']);
    if begins(&["```", "~~~"]) {
        "it stands in the code of a fence that nothing closes"
    } else if begins(&["<!--"]) {
        "it stands in a comment that nothing closes"
    } else if begins(&["<"]) {
        "it goes on with the HTML above it"
    } else if begins(&[">"]) {
        "it goes on with the quotation above it"
    } else if begins(&["- ", "* ", "+ "]) || numbered {
        "it goes on with the list above it"
    } else if reader.slice(header).starts_with(' ') {
        "so far indented it is code"
    } else {
        "the row of dashes below it has not as many cells"
    }
}

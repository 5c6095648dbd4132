//! Accounts for lines of a page.

use crate::diagnostic::Code;
use crate::parse::ledger::Claim;
use crate::parse::reader::Reader;
use crate::source::Span;

/// Accounts for lines of prose. A heading among them that is none of the form's may hide a part.
pub(super) fn prose(reader: &mut Reader<'_>, lines: &[Span]) {
    let mut fenced = false;
    for &line in lines {
        let text = reader.slice(line);
        fenced ^= text.starts_with("```");
        let heading = text.trim_start_matches('#');
        if !fenced && heading.starts_with(' ') && (1..=4).contains(&(text.len() - heading.len())) {
            let help = "a page has the headings ``# `Name` Class``, `## Methods` and ``### `name` ``, and \
                        below these `#### Description`, `#### Endpoint`, `#### Parameters` and `#### Returns`";
            malformed(
                reader,
                line,
                format!("the heading `{}` is none of a page", heading.trim()),
                help,
            );
        } else {
            reader.claim(line, Claim::Description);
        }
    }
}

/// Returns the text of lines, with everything between them.
pub(super) fn text(reader: &Reader<'_>, lines: &[Span]) -> String {
    match lines {
        [] => String::new(),
        [first, .., last] => reader.slice(Span::new(first.start, last.end)).to_owned(),
        [only] => reader.slice(*only).to_owned(),
    }
}

/// The text between two backticks, if it has none inside.
pub(super) fn in_backticks(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.contains('`')).then_some(inner)
}

/// Reports a line of a page that does not have the form of one.
pub(super) fn malformed(reader: &mut Reader<'_>, span: Span, message: String, help: &str) {
    reader.report(Code::MalformedPage, span, message, help);
}

//! One file while it is read: what was claimed of its text, and what is wrong with it.

use super::ledger::{Claim, Ledger};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::overrides::FACTS_FILE;
use crate::record;
use crate::source::{CONFLICT, Fault, FileId, Place, Source, Span};
use crate::unseen;

/// One file while it is read: its text, what was claimed of it, and what is wrong with it.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    id: FileId,
    ledger: Ledger,
    pub(crate) problems: Diagnostics,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(id: FileId, text: &'a str) -> Self {
        Self {
            text,
            id,
            ledger: Ledger::default(),
            problems: Diagnostics::default(),
        }
    }

    pub(crate) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place {
            file: self.id,
            span,
        }
    }

    pub(crate) fn claim(&mut self, span: Span, claim: Claim) {
        self.ledger.claim(span, claim);
    }

    /// Reports a problem and with it accounts for the text at `span`.
    pub(crate) fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.claim(span, Claim::Reported);
        self.problems
            .push(Diagnostic::new(code, self.place(span), message, help));
    }

    /// Reports an invisible character in the name at `span`, and returns `true` if there is one.
    pub(crate) fn refuses(&mut self, span: Span, what: &str) -> bool {
        let name = self.slice(span);
        let Some(found) = unseen::first(name) else {
            return false;
        };
        let message = format!("{what} `{name}` contains the invisible character {found}");
        let help = format!("remove {found}: what is sent and what is linked does not have it");
        self.report(Code::UnseenCharacter, span, message, help);
        true
    }

    /// Returns `help`, preceded by the invisible character in the text at `span`, if any.
    pub(crate) fn explained(&self, span: Span, help: &str) -> String {
        match unseen::first(self.slice(span)) {
            Some(found) => format!("remove the invisible character {found}; {help}"),
            None => help.to_owned(),
        }
    }

    pub(crate) fn finish(mut self) -> Diagnostics {
        if let Some(span) = self.ledger.close(self.text) {
            self.problems.push(Diagnostic::new(
                Code::UnreadText,
                Place {
                    file: self.id,
                    span,
                },
                "the parser passed over this text",
                "this is a defect of the generator: please report it together with the definition",
            ));
        }
        self.problems
    }
}

/// `span` without the whitespace at its ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let slice = &text[span.range()];
    let end = span.start + slice.trim_end_matches(WHITESPACE).len();
    let start = end - text[span.start..end].trim_start_matches(WHITESPACE).len();
    Span::new(start, end)
}

/// Characters that separate things and have no meaning.
pub(crate) const WHITESPACE: [char; 3] = [' ', '\t', '\n'];

/// Returns the one problem of a file that has no text to parse: it could not be read, or holds two texts at once.
pub(crate) fn unparsable(file: FileId, source: &Source) -> Option<Diagnostic> {
    if let Some(fault) = &source.fault {
        let span = Span::new(source.text.len(), source.text.len());
        return Some(faulty(Place { file, span }, fault));
    }
    let span = source.conflict()?;
    let help = match source.file_name() {
        FACTS_FILE => {
            "keep either side and import the document again, or import it with `--overwrite`, which writes this \
             file anew"
        }
        record::FILE => {
            "keep the lines of both sides and import again, or import with `--overwrite`, which does so"
        }
        _ => {
            "keep one side or join both, and remove the lines that git added: `<<<<<<<`, `=======` and `>>>>>>>`"
        }
    };
    Some(Diagnostic::new(
        Code::MergeConflict,
        Place { file, span },
        CONFLICT,
        help,
    ))
}

/// The problem of a file that cannot be read beyond `end`.
fn faulty(end: Place, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Unreadable(reason) => Diagnostic::new(
            Code::UnreadableFile,
            end,
            format!("the file cannot be read: {reason}"),
            "make it a readable file, or remove it",
        ),
        Fault::Missing => Diagnostic::new(
            Code::UnreadableFile,
            end,
            "there is no such file",
            "correct the path, or leave `--overrides` out: `overrides.toml` in the folder of definitions \
             is read without it",
        ),
        Fault::NotUtf8 { offset, byte } => Diagnostic::new(
            Code::NotUtf8,
            end,
            format!("the file is not UTF-8: byte {offset} is 0x{byte:02x}"),
            "save it as UTF-8",
        ),
    }
}

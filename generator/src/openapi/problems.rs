//! The problems of a document: a code, a place, the JSON pointer, and what is written instead.

use std::collections::BTreeMap;

use super::document::Document;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::json::{Fault, FaultKind};
use crate::source::{FileId, Place, Span};

/// The most warnings of a code that are reported one by one. An import shows those of its parts alone, so the
/// limit is above what whole documents have.
const SHOWN: usize = 20_000;

/// The problem of a document that cannot be read as one.
pub(super) fn fault(file: FileId, text: &str, fault: Fault) -> Diagnostic {
    let Fault {
        kind,
        message,
        span,
        pointer,
    } = fault;
    let place = Place { file, span };
    let at = match pointer.as_str() {
        "" => String::new(),
        pointer => format!(", in `{pointer}`"),
    };
    match kind {
        FaultKind::Syntax => {
            let (message, help) = match foreign(text) {
                Some((language, help)) => (format!("the document is {language}, not JSON"), help),
                None => (
                    format!("the document is not JSON: {message}{at}"),
                    "download the document again; a part of it may be missing",
                ),
            };
            Diagnostic::new(Code::DocumentSyntax, place, message, help)
        }
        FaultKind::Form => {
            let help = "correct the document, or report it to the publisher: nothing is taken from a \
                        document whose parts contradict its form";
            Diagnostic::new(Code::MalformedDocument, place, message + &at, help)
        }
        FaultKind::Surrogate => {
            let help = "correct the text in the document if the character matters";
            let problem = Diagnostic::new(Code::LoneSurrogate, place, message + &at, help);
            problem.with(Severity::Warning).at(&pointer)
        }
    }
}

/// The language of a text that is not JSON, and what to do about it.
fn foreign(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.trim_start();
    let begins = |line: &str| {
        let keys = [
            "---",
            "%YAML",
            "swagger:",
            "openapi:",
            "info:",
            "paths:",
            "definitions:",
        ];
        keys.iter().any(|key| line.starts_with(key))
    };
    if text.is_empty() {
        Some(("empty", "download the document again"))
    } else if text.starts_with('<') {
        Some((
            "HTML or XML",
            "download the document itself, not the page that shows it",
        ))
    } else if text.lines().take(20).any(begins) {
        Some((
            "YAML",
            "convert the document to JSON, such as by `yq -o json`",
        ))
    } else {
        None
    }
}

/// The problem of JSON that is no document of the kind.
pub(super) fn no_document(place: Place, message: &str) -> Diagnostic {
    let help = "give a document of Swagger 2.0, which has `definitions` and `paths`, or of OpenAPI 3, \
                which has `components` and `paths`";
    Diagnostic::new(Code::MalformedDocument, place, message, help)
}

/// Collects warnings about parts of a document that the Markdown cannot state.
pub(super) struct Warnings<'d> {
    document: &'d Document<'d>,
    found: Diagnostics,
    counts: BTreeMap<Code, usize>,
}

impl<'d> Warnings<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            found: Diagnostics::default(),
            counts: BTreeMap::new(),
        }
    }

    /// Reports that the value at `pointer` is not written as it is.
    pub(super) fn push(
        &mut self,
        code: Code,
        span: Span,
        pointer: &str,
        message: &str,
        help: &str,
    ) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        let help = match (*count).cmp(&SHOWN) {
            std::cmp::Ordering::Less => help.to_owned(),
            std::cmp::Ordering::Equal => {
                format!("{help}; further warnings of the kind are not shown")
            }
            std::cmp::Ordering::Greater => return,
        };
        let message = format!("`{pointer}` {message}");
        let place = self.document.place(span);
        let warning = Diagnostic::new(code, place, message, help).with(Severity::Warning);
        let warning = warning.at(pointer);
        self.found.push(warning);
    }

    /// The warnings, by place.
    pub(super) fn finish(self) -> Diagnostics {
        self.found.sorted()
    }
}

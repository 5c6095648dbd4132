//! Facts of a document that is a text.

use generator::diagnostic::{Diagnostics, Severity};
use generator::facts::{self, Facts, Request};
use generator::openapi;
use generator::source::{Place, Sources};

/// The facts of a document, or why there are none: each problem as `LINE:COLUMN: message`.
///
/// # Errors
///
/// The problems of a document that cannot be used.
pub fn facts(document: &str, request: Request<'_>) -> Result<Facts, Vec<String>> {
    let mut sources = Sources::default();
    let file = sources.add("openapi.json", document);
    let mut problems = Diagnostics::default();
    let facts = match openapi::read(&sources, file, &mut problems) {
        Some(document) => facts::facts(&document, request),
        None => Err(problems),
    };
    facts.map_err(|problems| {
        let errors = problems.sorted().into_iter();
        let errors = errors.filter(|problem| problem.severity == Severity::Error);
        let shown = |Place { span, .. }: Place| {
            let position = sources.get(file).position(span.start);
            format!("{}:{}", position.line, position.column)
        };
        errors
            .map(|problem| format!("{}: {}", shown(problem.place), problem.message))
            .collect()
    })
}

//! Shows problems. The only module that uses annotate-snippets.

use std::collections::BTreeSet;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::format::{Format, count};
use super::printable::{Level, Printable};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Position, Source, Sources, Span};
use crate::unseen::on_one_line;

/// The most characters of a line that are shown: definitions may come with lines of any length.
const LINE: usize = 400;

/// Every problem, each with its place; for people also with an excerpt.
pub fn problems(problems: &Diagnostics, sources: &Sources, format: Format) -> Printable {
    let each = problems.iter();
    match format {
        Format::Human { colour } => {
            let renderer = if colour {
                Renderer::styled()
            } else {
                Renderer::plain()
            };
            let renderer = renderer.decor_style(DecorStyle::Ascii);
            let drawn = each.map(|problem| drawn(problem, sources, &renderer));
            drawn.map(|text| Printable::coloured(&text)).collect()
        }
        Format::Json => each
            .map(|problem| Printable::json(&format!("{}\n", object(problem, sources))))
            .collect(),
        Format::Github => each.map(|problem| annotated(problem, sources)).collect(),
    }
}

/// One line on the problems that stop a command: `3 problems in 1 file`.
pub fn closing(problems: &Diagnostics) -> String {
    let files: BTreeSet<_> = problems
        .errors()
        .map(|problem| problem.place.file)
        .collect();
    format!(
        "{} in {}",
        count(problems.errors().count(), "problem", "problems"),
        count(files.len(), "file", "files")
    )
}

fn drawn(problem: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let mut elements = vec![element(problem.place, AnnotationKind::Primary, "", sources)];
    for related in &problem.related {
        elements.push(element(
            related.place,
            AnnotationKind::Context,
            &related.message,
            sources,
        ));
    }
    let level = match problem.severity {
        Severity::Error => annotate_snippets::Level::ERROR,
        Severity::Warning => annotate_snippets::Level::WARNING,
        Severity::Note => annotate_snippets::Level::NOTE,
    };
    let group: Group<'_> = level
        .primary_title(problem.message.as_str())
        .id(problem.code.name())
        .elements(elements);
    let group = group.element(annotate_snippets::Level::HELP.message(problem.help.as_str()));
    renderer.render(&[group]) + "\n\n"
}

/// The line that a place begins in, with the place marked; only where it is, if there is no text to
/// show.
fn element<'a>(
    place: Place,
    kind: AnnotationKind,
    label: &'a str,
    sources: &'a Sources,
) -> Element<'a> {
    let source = sources.get(place.file);
    let Excerpt { text, line, span } = excerpt(source, place.span);
    if text.is_empty() {
        return Origin::path(on_one_line(&source.path))
            .line(line)
            .char_column(1)
            .into();
    }
    let annotation = kind.span(span.range());
    let annotation = if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    };
    Snippet::source(text)
        .path(on_one_line(&source.path))
        .line_start(line)
        .annotation(annotation)
        .into()
}

struct Excerpt {
    text: String,
    line: usize,
    span: Span,
}

/// The first line of `span`, cut to a length that people read, and the part of `span` in it.
fn excerpt(source: &Source, span: Span) -> Excerpt {
    let Position { line, .. } = source.position(span.start);
    let (start, end) = (source.line_start(line), source.line_start(line + 1));
    let text = source.text[start..end].trim_end_matches('\n');
    // A place far into its line is shown with the text before it.
    let from = (span.start - start)
        .saturating_sub(LINE / 2)
        .min(text.len());
    let from = (0..=from).rev().find(|&at| text.is_char_boundary(at));
    let from = from.unwrap_or_default();
    let to = (from + LINE..text.len()).find(|&at| text.is_char_boundary(at));
    let to = to.unwrap_or(text.len());
    let within = |offset: usize| {
        let end = (offset - start).clamp(from, to);
        excerpted(&text[from..end]).len()
    };
    Excerpt {
        text: excerpted(&text[from..to]),
        line,
        span: Span::new(within(span.start), within(span.end)),
    }
}

/// Part of a line as it is shown: with its tabs, whose width the renderer decides.
fn excerpted(text: &str) -> String {
    let parts = text.split('\t').map(on_one_line);
    parts.collect::<Vec<_>>().join("\t")
}

fn object(problem: &Diagnostic, sources: &Sources) -> Value {
    let related = problem.related.iter().map(|related| {
        let mut object = located(related.place, sources);
        object["message"] = related.message.as_str().into();
        object
    });
    let mut object = located(problem.place, sources);
    object["code"] = problem.code.name().into();
    object["severity"] = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
    .into();
    object["message"] = problem.message.as_str().into();
    object["help"] = problem.help.as_str().into();
    object["related"] = related.collect();
    object
}

fn located(place: Place, sources: &Sources) -> Value {
    let (source, start, end) = positions(place, sources);
    json!({
        "file": source.path,
        "line": start.line,
        "column": start.column,
        "end": { "line": end.line, "column": end.column },
    })
}

fn positions(place: Place, sources: &Sources) -> (&Source, Position, Position) {
    let source = sources.get(place.file);
    (
        source,
        source.position(place.span.start),
        source.position(place.span.end),
    )
}

fn annotated(problem: &Diagnostic, sources: &Sources) -> Printable {
    let (source, start, end) = positions(problem.place, sources);
    let properties = [
        ("file", source.path.clone()),
        ("line", start.line.to_string()),
        ("col", start.column.to_string()),
        ("endLine", end.line.to_string()),
        ("endColumn", end.column.to_string()),
        ("title", problem.code.name().to_owned()),
    ];
    let level = match problem.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Notice,
    };
    Printable::annotation(
        level,
        &properties,
        &format!("{}\nhelp: {}", problem.message, problem.help),
    )
}

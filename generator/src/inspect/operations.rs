//! Shows operations to a person at a terminal, by themselves and with the models they send and return.

use super::prose::{COLUMN, cut, first_sentence, paragraphs};
use super::types::{decided_as, words};
use crate::model::{Call, Model};
use crate::operations::{Answer, ListForm, Location, Operation};
use crate::report::wrap;
use crate::schema::{Base, Type};

/// The parts of a request, in the order in which they are shown.
const LOCATIONS: [(Location, &str); 4] = [
    (Location::Path, "path"),
    (Location::Query, "query"),
    (Location::Header, "headers"),
    (Location::Body, "body"),
];

/// One operation: its endpoint, the publisher's words, its parameters and answers, and its Rust, in lines of
/// `width` characters.
pub(super) fn operation(
    operation: &Operation,
    call: Option<&Call>,
    model: &Model,
    width: usize,
) -> String {
    let Operation { name, endpoint, .. } = operation;
    let mut text = format!("{}\n{}\n", name.value, endpoint.value);
    if let Some(call) = call {
        text += &format!("generated::operations::{}\n", call.ident);
    }
    if let Some(words) = &operation.deprecated {
        text += &format!("\n{}", paragraphs(&format!("Deprecated: {words}"), width));
    }
    for words in [&operation.summary, &operation.description] {
        if !words.is_empty() {
            text += &format!("\n{}", paragraphs(words, width));
        }
    }
    if let Some(permissions) = &operation.permissions {
        text += &format!("\n{}", paragraphs(&permissions.to_string(), width));
    }
    for (location, title) in LOCATIONS {
        let rows = operation.parameters_in(location).map(|parameter| {
            let flag = if parameter.required.value {
                "required"
            } else {
                ""
            };
            let field = call.and_then(|call| call.field(parameter));
            let decided = field.and_then(|it| decided_as(&parameter.ty.value, &it.ty));
            let ty = match decided {
                Some(decided) => format!("{} as {decided}", parameter.ty.value),
                None => written(&parameter.ty.value),
            };
            let mut text = vec![first_sentence(&parameter.description).to_owned()];
            if let Some(field) = field {
                text.extend(field.note.clone());
                text.extend(words(&field.ty, model));
                if field.form == ListForm::CommaSeparated && location == Location::Query {
                    text.push(format!("Sent as `{}=a,b`.", field.wire_name));
                }
                text.extend(
                    field
                        .reason
                        .iter()
                        .map(|reason| format!("Override: {reason}")),
                );
            }
            let name = parameter.name.value.clone();
            let name = if location == Location::Body {
                String::new()
            } else {
                name
            };
            ([name, ty, flag.to_owned()], text)
        });
        text += &table(title, rows.collect(), width);
    }
    let answer = |answer: &Answer| {
        let ty = answer.ty.as_ref().map(|ty| written(&ty.value));
        let status = answer.status.value.clone();
        let text = first_sentence(&answer.description).to_owned();
        ([status, ty.unwrap_or_default(), String::new()], vec![text])
    };
    let (answers, errors): (Vec<_>, Vec<_>) = operation
        .answers
        .iter()
        .partition(|answer| answer.is_success());
    text += &table("answers", answers.into_iter().map(answer).collect(), width);
    text + &table("errors", errors.into_iter().map(answer).collect(), width)
}

/// A type in the dialect's words, with a mark where it names a definition that is not in the folder.
fn written(ty: &Type) -> String {
    match &ty.base {
        Base::Unlinked(_) => format!("{ty} (not imported)"),
        _ => ty.to_string(),
    }
}

/// A line for each row below a title, and more where its texts need them.
fn table(title: &str, rows: Vec<([String; 3], Vec<String>)>, width: usize) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let column = |at: usize| {
        let lengths = rows.iter().map(|(cells, _)| cells[at].chars().count());
        lengths.max().unwrap_or_default().min(COLUMN)
    };
    let columns = [column(0), column(1), column(2)];
    let mut text = format!("\n{title}\n");
    for (cells, texts) in &rows {
        let mut head = String::from(" ");
        for (cell, width) in cells.iter().zip(columns).filter(|&(_, width)| width > 0) {
            head += &format!(" {cell:width$} ");
        }
        let indent = 1 + columns
            .iter()
            .filter(|&&it| it > 0)
            .map(|it| it + 2)
            .sum::<usize>();
        let room = width.saturating_sub(indent).max(20);
        let texts = texts.iter().filter(|text| !text.is_empty());
        let lines = texts.flat_map(|text| wrap(text.split_whitespace(), room));
        let mut lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            lines.push(String::new());
        }
        for line in lines {
            text += format!("{head:indent$} {line}").trim_end();
            text.push('\n');
            head.clear();
        }
    }
    text
}

/// A line for each operation: `GET /api/v2/users  Get the list of users`, cut where the line ends.
pub(super) fn several(operations: &[&Operation], width: usize) -> String {
    let endpoints: Vec<_> = operations
        .iter()
        .map(|it| it.endpoint.value.to_string())
        .collect();
    let lengths = endpoints.iter().map(|endpoint| endpoint.chars().count());
    let column = lengths.max().unwrap_or_default().min(2 * COLUMN);
    let line = |(operation, endpoint): (&&Operation, &String)| {
        let deprecated = if operation.deprecated.is_some() {
            "(deprecated) "
        } else {
            ""
        };
        let summary = operation.summary.replace('\n', " ");
        cut(&format!("{endpoint:column$}  {deprecated}{summary}"), width)
    };
    operations.iter().zip(&endpoints).map(line).collect()
}

/// The operations that send the definition `name`, and those that return it.
pub(super) fn uses(name: &str, model: &Model) -> String {
    let named = |ty: &Type| ty.definition() == Some(name);
    let operations = || model.operations.iter().flatten();
    let sent = operations().filter(|it| it.request().is_some_and(|ty| named(&ty.value)));
    let returned = operations().filter(|it| it.responses().iter().any(|it| named(&it.ty.value)));
    let lines = |title: &str, operations: Vec<&Operation>| -> String {
        let line = |it: &&Operation| format!("  {}  {}\n", it.endpoint.value, it.name.value);
        let lines: String = operations.iter().map(line).collect();
        if lines.is_empty() {
            lines
        } else {
            format!("\n{title}\n{lines}")
        }
    };
    lines("request of", sent.collect()) + &lines("response of", returned.collect())
}

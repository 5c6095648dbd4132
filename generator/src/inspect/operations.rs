//! Shows operations to a person at a terminal, by themselves and with the models they send and return.

use crate::model::Model;
use crate::operations::Operation;
use crate::report::list;
use crate::schema::Type;

/// One operation: its name, its endpoint, and what goes each way, in lines of `width` characters.
pub(super) fn operation(operation: &Operation, width: usize) -> String {
    let Operation { name, endpoint, .. } = operation;
    let mut text = format!("{}\n{}\n", name.value, endpoint.value);
    let query: Vec<_> = operation.query.iter().map(ToString::to_string).collect();
    let query: Vec<_> = query.iter().map(String::as_str).collect();
    if !query.is_empty() {
        text.push_str(&format!("\nquery\n{}", list(&query, "  ", width)));
    }
    let or_nothing = |lines: String| {
        if lines.is_empty() {
            "  nothing\n".to_owned()
        } else {
            lines
        }
    };
    let request = operation
        .request
        .iter()
        .map(|ty| format!("  {}\n", ty.value));
    let responses = operation.responses.iter().map(|response| {
        let status = response.status.iter().map(|status| format!("{status} "));
        format!("  {}{}\n", status.collect::<String>(), response.ty.value)
    });
    let (request, responses) = (
        or_nothing(request.collect()),
        or_nothing(responses.collect()),
    );
    text + &format!("\nrequest\n{request}\nresponse\n{responses}")
}

/// The operations that send the definition `name`, and those that return it.
pub(super) fn uses(name: &str, model: &Model) -> String {
    let named = |ty: &Type| ty.definition() == Some(name);
    let operations = || model.operations.iter().flatten();
    let sent = operations().filter(|it| it.request.as_ref().is_some_and(|ty| named(&ty.value)));
    let returned = operations().filter(|it| it.responses.iter().any(|it| named(&it.ty.value)));
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

//! Finds the definitions that operations send and return, and records them in the models.

use std::collections::BTreeMap;

use super::layers::Layers;
use super::property_types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::direction::Directions;
use crate::model::Model;
use crate::operations::{FOLDER, Operation, Operations};
use crate::schema::Base;

/// The largest number of operations that the documentation of a model names.
const NAMED: usize = 8;

/// The operations, sorted by endpoint. Every definition that is there is linked, and no other: a page
/// may name any definitions, and not all of them need to be in the folder.
pub(super) fn resolve(operations: &Operations, known: &Known<'_>) -> Vec<Operation> {
    let mut resolved = operations.operations.clone();
    for operation in &mut resolved {
        operation.link(|name| known.names.get(name).is_some());
    }
    resolved
}

/// Reports every `sent = true` about definitions that are sent without it.
pub(super) fn check_sent(model: &Model, layers: &Layers<'_>, problems: &mut Diagnostics) {
    if layers.sent.is_empty() {
        return;
    }
    let directions = Directions::without_overrides(model);
    let is_sent = |ident: &String| {
        let item = model.structs.by_ident(ident);
        let directions = directions.as_ref();
        item.is_none_or(|item| directions.is_some_and(|it| it.get(item.name()).is_sent()))
    };
    for (&place, idents) in &layers.sent {
        let message = match &directions {
            None => format!("without the folder `{FOLDER}` nothing is known of what is sent"),
            Some(_) if idents.iter().all(is_sent) => format!(
                "`{}` is sent already, as an operation's request or below one",
                idents.join("`, `")
            ),
            Some(_) => continue,
        };
        problems.push(Diagnostic::new(
            Code::OverrideWithoutEffect,
            place,
            message,
            "remove it",
        ));
    }
}

/// The operations that send or return each definition, by its name.
pub(super) fn uses(operations: &[Operation]) -> BTreeMap<&str, Uses<'_>> {
    let mut uses: BTreeMap<&str, Uses<'_>> = BTreeMap::new();
    for operation in operations {
        let request = operation.request().into_iter().map(|ty| (&ty.value, true));
        let responses = operation.responses().into_iter();
        let responses = responses.map(|response| (&response.ty.value, false));
        for (ty, sent) in request.chain(responses) {
            if let Base::Link(name) = &ty.base {
                uses.entry(name).or_default().add(operation, sent);
            }
        }
    }
    uses
}

/// The operations that send and return one definition.
#[derive(Default)]
pub(super) struct Uses<'a> {
    requests: Vec<&'a Operation>,
    responses: Vec<&'a Operation>,
}

impl<'a> Uses<'a> {
    /// Adds an operation, once: its responses may differ in nothing but lists.
    fn add(&mut self, operation: &'a Operation, sent: bool) {
        let uses = if sent {
            &mut self.requests
        } else {
            &mut self.responses
        };
        if uses
            .last()
            .is_none_or(|last| !std::ptr::eq(*last, operation))
        {
            uses.push(operation);
        }
    }

    /// Every operation once, in the order of their endpoints.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a Operation> {
        let by_endpoint = |operation: &&'a Operation| (&operation.endpoint.value, *operation);
        let all = self.requests.iter().chain(&self.responses).map(by_endpoint);
        all.collect::<BTreeMap<_, _>>().into_values()
    }

    pub(super) fn text(&self) -> String {
        let sides = [("Request", &self.requests), ("Response", &self.responses)];
        let sides = sides
            .iter()
            .filter(|(_, operations)| !operations.is_empty());
        let text = |(side, operations): &(&str, &Vec<&Operation>)| {
            let endpoints = operations
                .iter()
                .map(|operation| format!("`{}`", operation.endpoint.value));
            let mut parts: Vec<_> = endpoints.take(NAMED).collect();
            if operations.len() > NAMED {
                parts.push(format!("{} more", operations.len() - NAMED));
            }
            match parts.split_last() {
                Some((last, others @ [_, ..])) => {
                    format!("{side} of {} and {last}.", others.join(", "))
                }
                _ => format!("{side} of {}.", parts.join("")),
            }
        };
        sides.map(text).collect::<Vec<_>>().join(" ")
    }
}

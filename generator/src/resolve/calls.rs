//! Decides the Rust of the operations: names, fields, bodies, and which answers are pages of a list.

use std::collections::{BTreeMap, BTreeSet};

use super::answer_pages;
use super::parameters::{self, Laid};
use super::property_types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Call, CallField, Calls, Page, PageField, Struct, Type};
use crate::names;
use crate::operations::{ListForm, Location, Operation, Parameter, Response};
use crate::scalar::{Form, Scalar};

/// The properties of a page: its entities, its number, how many there are, and where the next one is.
const PAGE: [&str; 4] = ["entities", "pageNumber", "pageCount", "nextUri"];

/// The operations in their order. Two that have one name are reported elsewhere.
pub(super) fn resolve(
    operations: &[Operation],
    structs: &[Struct],
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> Calls {
    let mut by_ident: BTreeMap<String, &Operation> = BTreeMap::new();
    let mut calls = Vec::new();
    for operation in operations {
        let name = &operation.name;
        let Some(ident) = names::type_name(&name.value) else {
            problems.push(nameless(operation));
            continue;
        };
        match by_ident.get(&ident) {
            None => drop(by_ident.insert(ident.clone(), operation)),
            Some(first) if first.name.value == name.value => {}
            Some(first) => problems.push(collision(&ident, first, operation)),
        }
        calls.push(call(ident, operation, known, problems));
    }
    answer_pages::find_next_pages(&mut calls, structs);
    let answers: BTreeSet<_> = calls
        .iter()
        .filter_map(|call| match &call.response {
            Some(Type::Struct(ident)) => Some(ident.as_str()),
            _ => None,
        })
        .collect();
    let answers = structs.iter().filter(|item| answers.contains(&*item.ident));
    let pages = answers.filter_map(page).collect();
    Calls { calls, pages }
}

fn nameless(operation: &Operation) -> Diagnostic {
    let name = &operation.name;
    Diagnostic::new(
        Code::MalformedOperation,
        name.place,
        format!("no Rust type name can be made of `{}`", name.value),
        "an operation's name needs at least one ASCII letter or digit",
    )
}

fn collision(ident: &str, first: &Operation, again: &Operation) -> Diagnostic {
    let names = (&first.name.value, &again.name.value);
    let message = format!(
        "`{}` and `{}` both become the type `{ident}`",
        names.0, names.1
    );
    let help = "give one of the two another name, which differs in more than case and punctuation";
    Diagnostic::new(Code::DuplicateOperation, again.name.place, message, help)
        .related(first.name.place, "the other operation")
}

fn call(
    ident: String,
    operation: &Operation,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> Call {
    let endpoint = &operation.endpoint.value;
    let mut taken = BTreeSet::new();
    let path = endpoint.parameters().filter_map(|name| {
        let mut own = operation.parameters_in(Location::Path);
        own.find(|parameter| parameter.name.value == name)
    });
    let mut others: Vec<_> = [Location::Query, Location::Header]
        .into_iter()
        .flat_map(|location| operation.parameters_in(location))
        .collect();
    others.sort_by_key(|parameter| (&parameter.name.value, parameter.location));
    let (required, optional): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|parameter| parameter.required.value);
    let mut field = |parameter| {
        let laid = parameters::lay(operation, parameter, known, problems);
        field(parameter, laid, &mut taken)
    };
    let arguments = path.chain(required).map(&mut field).collect();
    let options = optional
        .into_iter()
        .map(&mut field)
        .map(optional_field)
        .collect();
    let mut responses = operation.responses();
    responses.sort_by_key(rank);
    Call {
        ident,
        endpoint: endpoint.clone(),
        notes: notes(operation, responses.get(1..).unwrap_or_default()),
        deprecated: operation.deprecated.clone(),
        arguments,
        options,
        request: operation.request().map(|ty| known.body(&ty.value)),
        response: responses.first().map(|first| known.body(&first.ty.value)),
        error: match operation.errors()[..] {
            [only] => known.body(only),
            _ => Type::Scalar(Scalar::Json),
        },
        next: Vec::new(),
    }
}

/// The publisher's words, the endpoint, and the types that come with another status.
fn notes(operation: &Operation, others: &[Response<'_>]) -> Vec<String> {
    let mut notes = vec![operation.summary.clone()];
    notes.push(format!("`{}`", operation.endpoint.value));
    notes.push(operation.description.clone());
    let permissions = operation.permissions.as_ref();
    notes.extend(permissions.map(ToString::to_string));
    let other = |response: &Response<'_>| {
        let status = response.status.unwrap_or_default();
        format!("With the status `{status}` comes `{}`.", response.ty.value)
    };
    notes.extend(others.iter().map(other));
    notes.retain(|note| !note.trim().is_empty());
    notes
}

fn field(parameter: &Parameter, laid: Laid, taken: &mut BTreeSet<String>) -> CallField {
    let Parameter {
        name, description, ..
    } = parameter;
    let location = parameter.location;
    let ident = ident(&name.value, taken);
    let unusual = description.trim().is_empty()
        || names::field(&name.value).is_none_or(|usual| usual != ident);
    let on_the_wire = format!("`{}` in the {}.", name.value, location.word());
    let with_commas = laid.form == ListForm::CommaSeparated && location == Location::Query;
    let with_commas =
        with_commas.then(|| "Several values are sent with commas between them.".to_owned());
    let notes = [
        Some(description.clone()),
        laid.note.clone(),
        unusual.then_some(on_the_wire),
        with_commas,
    ];
    let notes = notes
        .into_iter()
        .flatten()
        .filter(|note| !note.trim().is_empty());
    CallField {
        ident,
        wire_name: name.value.clone(),
        location,
        ty: laid.ty,
        notes: notes.collect(),
        form: laid.form,
        note: laid.note,
        reason: laid.reason,
    }
}

/// The field of an optional parameter: a list may be empty, anything else absent.
fn optional_field(field: CallField) -> CallField {
    let ty = match field.ty {
        list @ Type::List(_) => list,
        ty => Type::Optional(Box::new(ty)),
    };
    CallField { ty, ..field }
}

/// An identifier that no other parameter has. A name on the wire cannot be changed, so an underscore
/// distinguishes the identifiers that it would share; parameters of the path come first.
fn ident(parameter: &str, taken: &mut BTreeSet<String>) -> String {
    let mut ident = names::field(parameter).unwrap_or_else(|| "parameter".to_owned());
    while !taken.insert(ident.clone()) {
        ident = format!("{}_", ident.trim_start_matches("r#"));
    }
    ident
}

/// The order of statuses: 2xx before `default`, and redirections last.
fn rank<'a>(response: &Response<'a>) -> (bool, bool, Option<&'a str>) {
    let is = |first: char| {
        response
            .status
            .is_some_and(|status| status.starts_with(first))
    };
    (is('3'), is('d'), response.status)
}

/// The page that a model is, if it has the properties of one.
fn page(item: &Struct) -> Option<Page> {
    let field = |name| {
        let field = item.fields.iter().find(|field| field.wire_name() == name)?;
        let (ty, optional) = match &field.ty {
            Type::Optional(ty) => (&**ty, true),
            ty => (ty, false),
        };
        let ident = field.ident.clone();
        Some((PageField { ident, optional }, ty))
    };
    let [entities, number, count, next] = PAGE.map(field);
    let (entities, Type::List(entity)) = entities? else {
        return None;
    };
    let is_number = |ty: &Type| match ty {
        Type::Scalar(scalar) => matches!(scalar.form(), Form::Number | Form::Integer(_)),
        _ => false,
    };
    let (number, _) = number.filter(|(_, ty)| is_number(ty))?;
    let (count, _) = count.filter(|(_, ty)| is_number(ty))?;
    let (next, _) = next.filter(|(_, ty)| **ty == Type::Scalar(Scalar::String))?;
    Some(Page {
        ident: item.ident.clone(),
        entity: (**entity).clone(),
        fields: [entities, number, count, next],
    })
}

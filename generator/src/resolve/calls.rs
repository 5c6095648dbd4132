//! Decides the Rust of the operations: names, fields, bodies, and which answers are pages of a list.

use std::collections::{BTreeMap, BTreeSet};

use super::property_types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Call, Calls, Page, PageField, QueryField, Struct, Type};
use crate::names;
use crate::operations::{Operation, Response};
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
        calls.push(call(ident, operation, known));
    }
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

fn call(ident: String, operation: &Operation, known: &Known<'_>) -> Call {
    let mut taken = BTreeSet::new();
    let endpoint = &operation.endpoint.value;
    let path = endpoint.parameters().map(|name| field(name, &mut taken));
    let path = path.collect();
    let mut query = operation.query.clone();
    query.sort();
    let query = query.into_iter().map(|query| QueryField {
        ident: field(&query.name, &mut taken),
        wire_name: query.name,
        is_list: query.is_list,
    });
    let query = query.collect();
    let mut responses: Vec<_> = operation.responses.iter().collect();
    responses.sort_by_key(|response| rank(response));
    let others = responses.iter().skip(1);
    Call {
        ident,
        endpoint: endpoint.clone(),
        notes: others.map(|response| other(response)).collect(),
        path,
        query,
        request: operation.request.as_ref().map(|ty| known.body(&ty.value)),
        response: responses.first().map(|first| known.body(&first.ty.value)),
    }
}

/// A field for a parameter that no other has. Nobody can rename what is on the wire, so a name that is
/// taken is told apart by what follows it; parameters of the path come first.
fn field(parameter: &str, taken: &mut BTreeSet<String>) -> String {
    let mut ident = names::field(parameter).unwrap_or_else(|| "parameter".to_owned());
    while !taken.insert(ident.clone()) {
        ident = format!("{}_", ident.trim_start_matches("r#"));
    }
    ident
}

/// The order of statuses: 2xx before `default`, and redirections last.
fn rank(response: &Response) -> (bool, bool, Option<&str>) {
    let status = response.status.as_deref();
    let is = |first: char| status.is_some_and(|status| status.starts_with(first));
    (is('3'), is('d'), status)
}

fn other(response: &Response) -> String {
    let status = response.status.as_deref().unwrap_or_default();
    format!("With the status `{status}` comes `{}`.", response.ty.value)
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

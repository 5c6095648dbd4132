//! Template of the file of operations: a block for each, and a line for each page.

use proc_macro2::Literal;

use super::docs;
use super::written::Written;
use crate::model::{Call, CallField, Calls, NextPage, Page, PagePlace, Prelude, Type};
use crate::operations::{ListForm, Location};

/// Returns the whole file; `deprecated` is the attribute of a file that uses deprecated items.
pub(super) fn file(calls: &Calls, deprecated: &str) -> String {
    let mut text = docs::overview(
        "The operations, each with the models that it sends and returns; \
         see [`Operation`](crate::operation::Operation).",
    ) + ALLOWED
        + if calls.calls.iter().any(|call| call.ident == "New") {
            NAMED_NEW
        } else {
            ""
        }
        + deprecated;
    text.extend(calls.calls.iter().map(call));
    text.extend(calls.pages.iter().map(page));
    text
}

/// Some paths have more parameters than clippy wants of arguments, and some have none.
const ALLOWED: &str = "\
#![allow(clippy::too_many_arguments, clippy::new_without_default, reason = \"all are made by `new`\")]\n\n";

/// Clippy takes a constructor with the name of its type for a slip.
const NAMED_NEW: &str = "\
#![allow(clippy::self_named_constructors, reason = \"an operation of the API is called `new`\")]\n\n";

fn call(call: &Call) -> String {
    let path = Literal::string(&call.endpoint.path);
    let [request, response] = [&call.request, &call.response].map(|ty| body(ty.as_ref()));
    let (ident, method, error) = (&call.ident, &call.endpoint.method, ty(&call.error));
    let words = docs::comment("    ", "", &call.notes);
    let deprecated = call.deprecated.as_ref().map_or_else(String::new, |words| {
        format!("    {}", docs::deprecated(words))
    });
    let (lists, options): (Vec<_>, Vec<_>) = call
        .options
        .iter()
        .partition(|field| matches!(field.ty, Type::List(_)));
    let groups = [
        fields("new", call.arguments.iter()),
        fields("options", options.into_iter()),
        fields("lists", lists.into_iter()),
        query(call),
        headers(call),
        next(&call.next),
    ];
    let groups = groups.concat();
    let end = if groups.is_empty() { "" } else { ";" };
    format!(
        "crate::operation! {{\n{words}{deprecated}    {ident}: {method} {path}, {request} => {response}, {error}{end}\n{groups}}}\n"
    )
}

/// Fields with their documentation in braces; nothing where there are none.
fn fields<'a>(word: &str, fields: impl Iterator<Item = &'a CallField>) -> String {
    let field = |field: &CallField| {
        let words = docs::comment("        ", "", &field.notes);
        format!("{words}        {}: {},\n", field.ident, ty(&field.ty))
    };
    match fields.map(field).collect::<String>() {
        fields if fields.is_empty() => fields,
        fields => format!("    {word} {{\n{fields}    }}\n"),
    }
}

/// The names of the query, each on a line, and the fields in the order in which they are sent.
fn query(call: &Call) -> String {
    let of = |location| {
        let fields = call.arguments.iter().chain(&call.options);
        fields.filter(move |field| field.location == location)
    };
    let name = |field: &CallField| match field.form {
        ListForm::Repeated => format!("\n{}", field.wire_name),
        ListForm::CommaSeparated => format!("\n {}", field.wire_name),
    };
    let names: String = of(Location::Query).map(name).collect();
    let sent = of(Location::Path).chain(of(Location::Query));
    let sent: Vec<_> = sent.map(|field| field.ident.as_str()).collect();
    if sent.is_empty() {
        return String::new();
    }
    format!(
        "    query {} {{ {} }}\n",
        Literal::string(&names),
        sent.join(", ")
    )
}

/// The headers with their names.
fn headers(call: &Call) -> String {
    let fields = call.arguments.iter().chain(&call.options);
    let headers = fields.filter(|field| field.location == Location::Header);
    let header =
        |field: &CallField| format!("{}: {}", field.ident, Literal::string(&field.wire_name));
    let headers: Vec<_> = headers.map(header).collect();
    match headers[..] {
        [] => String::new(),
        _ => format!("    headers {{ {} }}\n", headers.join(", ")),
    }
}

/// The ways to the next page.
fn next(ways: &[NextPage]) -> String {
    let way = |way: &NextPage| match way {
        NextPage::Uri => "Uri".to_owned(),
        NextPage::Number(at) => format!("Number({})", place(at)),
        NextPage::Index(at) => format!("Index({})", place(at)),
        NextPage::Cursor(from, to) => {
            format!("Cursor({}, {})", Literal::string(from), place(to))
        }
    };
    match ways.iter().map(way).collect::<Vec<_>>() {
        ways if ways.is_empty() => String::new(),
        ways => format!("    next {{ {} }}\n", ways.join(", ")),
    }
}

fn place(place: &PagePlace) -> String {
    let text = |name: &String| Literal::string(name).to_string();
    match place {
        PagePlace::Query(name) => format!("Query({})", text(name)),
        PagePlace::Body(name) => format!("Body({})", text(name)),
        PagePlace::Within(object, name) => format!("Within({}, {})", text(object), text(name)),
    }
}

fn page(page: &Page) -> String {
    let fields = page.fields.iter().map(|field| match field.optional {
        true => field.ident.clone(),
        false => format!("{} required", field.ident),
    });
    let fields = fields.collect::<Vec<_>>().join(", ");
    let (ident, entity) = (&page.ident, self::ty(&page.entity));
    format!("crate::paged!(super::{ident}: {entity} {{ {fields} }});\n")
}

fn body(ty: Option<&Type>) -> String {
    ty.map_or_else(|| "()".to_owned(), self::ty)
}

/// A type by its whole path, as an operation may be called `Vec`. No space in it means anything.
fn ty(ty: &Type) -> String {
    Written(ty, Prelude::Hidden).to_string().replace(' ', "")
}

//! Template of the file of operations: a line for each, and one for each page.

use proc_macro2::Literal;

use super::docs;
use super::written::Written;
use crate::model::{Call, Calls, Page, Prelude, QueryField, Type};
use crate::tree::MARK;

/// The whole file; `deprecated` is what a file says that names what is deprecated.
pub(super) fn file(calls: &Calls, deprecated: &str) -> String {
    let mut text = format!(
        "{MARK}. Do not edit.\n\n//! The operations, each with the models that it sends and returns; \
         see [`Operation`](crate::operation::Operation).\n\n{ALLOWED}{deprecated}"
    );
    text.extend(calls.calls.iter().map(call));
    text.extend(calls.pages.iter().map(page));
    text
}

/// Some paths have more parameters than clippy wants of arguments, and some have none.
const ALLOWED: &str = "\
#![allow(clippy::too_many_arguments, clippy::new_without_default, reason = \"all are made by `new`\")]\n\n";

fn call(call: &Call) -> String {
    let path = Literal::string(&call.endpoint.path);
    let parameters = group("", call.path.iter().cloned());
    let query = |word, is_list| {
        let fields = call.query.iter().filter(|field| field.is_list == is_list);
        group(word, fields.map(query))
    };
    let (once, each) = (query("once ", false), query("each ", true));
    let [request, response] = [&call.request, &call.response].map(|ty| body(ty.as_ref()));
    let (notes, ident, method) = (notes(&call.notes), &call.ident, &call.endpoint.method);
    format!(
        "crate::operation!({notes}{ident}: {method} {path}{parameters}{once}{each}, {request} => {response});\n"
    )
}

/// An attribute of documentation, which goes on below the endpoint; nothing where there are no notes.
fn notes(notes: &[String]) -> String {
    let lines = docs::paragraphs("", notes);
    if lines.is_empty() {
        return String::new();
    }
    let text = format!("\n{}", lines.join("\n"));
    format!("#[doc = {}] ", Literal::string(&text))
}

fn query(field: &QueryField) -> String {
    format!("{}: {}", field.ident, Literal::string(&field.wire_name))
}

/// What stands in braces, with a word before them; nothing where nothing would.
fn group(word: &str, parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(" {word}{{ {} }}", parts.join(", "))
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

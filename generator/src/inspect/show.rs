//! Shows one model to a person at a terminal.

use std::collections::BTreeSet;

use super::operations::{operation, several as several_operations, uses};
use super::prose::{COLUMN, cut, first_sentence, paragraphs};
use super::types::{decided_as, words};
use crate::Decided;
use crate::links::Links;
use crate::model::{Field, Model, Struct};
use crate::names;
use crate::report::{count, list, wrap};
use crate::roots::Roots;
use crate::select::{UnknownRoots, select_files};

/// Shows the model that `name` matches, in lines of `width` characters: its description, its properties, and
/// its neighbours. A pattern that matches several models gives a line for each.
/// The name of an operation, or its endpoint, shows the operation and its models; a pattern, or a path without
/// its method, that matches several gives a line for each operation.
///
/// # Errors
///
/// Fails if there is no such definition and no such operation, with the nearest names.
pub fn show(decided: &Decided, name: &str, width: usize) -> Result<String, UnknownRoots> {
    let Decided { schema, model, .. } = decided;
    let links = Links::of(model);
    let roots = Roots::from_iter([name]);
    let operations = model.operations.as_deref().unwrap_or_default();
    select_files(schema, &links, operations, &roots)?;
    let names: Vec<_> = links.names().collect();
    let mut texts = Vec::new();
    if !roots
        .iter()
        .any(|root| names.iter().any(|name| root.is_for(name)))
    {
        let asked = operations
            .iter()
            .filter(|it| roots.iter().any(|root| root.is_for_operation(it)));
        let asked: Vec<_> = asked.collect();
        let [it] = asked[..] else {
            return Ok(several_operations(&asked, width));
        };
        let mut calls = model.calls.calls.iter();
        let call = calls.find(|call| call.endpoint == it.endpoint.value);
        texts.push(operation(it, call, model, width));
    }
    let asked = roots
        .iter()
        .flat_map(|root| root.definitions(&names, operations));
    let asked: BTreeSet<_> = asked.collect();
    let structs = model.structs.iter();
    let structs: Vec<_> = structs.filter(|item| asked.contains(item.name())).collect();
    if name.contains('*') && structs.len() > 1 {
        texts.push(several(&structs, width));
    } else {
        let whole = structs.iter().map(|item| one(model, item, &links, width));
        texts.extend(whole);
    }
    Ok(texts.join("\n"))
}

/// `Queue  3 properties, 1 required  Where calls wait.`, cut where the line ends.
fn several(items: &[&Struct], width: usize) -> String {
    let column = |text: fn(&Struct) -> String| {
        let lengths = items.iter().map(|item| text(item).chars().count());
        lengths.max().unwrap_or_default().min(COLUMN)
    };
    let name = |item: &Struct| item.name().to_owned();
    let (names, sizes) = (column(name), column(size));
    let line = |item: &&Struct| {
        let (name, size) = (item.name(), size(item));
        let text = first_sentence(&item.definition.description).replace('\n', " ");
        cut(&format!("{name:names$}  {size:sizes$}  {text}"), width)
    };
    items.iter().map(line).collect()
}

fn one(model: &Model, item: &Struct, links: &Links<'_>, width: usize) -> String {
    let (name, description) = (item.name(), &item.definition.description);
    let mut text = format!("{name}\n{}\n", about(item));
    for line in notes(item.deprecated.as_deref(), item.reason.as_deref()) {
        text.push_str(&paragraphs(&line, width));
    }
    if !description.is_empty() {
        text.push('\n');
        text.push_str(&paragraphs(description, width));
    }
    if !item.fields.is_empty() {
        text.push('\n');
        text.push_str(&table(&rows(model, item), width));
    }
    text.push_str(&neighbours(name, links, width));
    text.push_str(&uses(name, model));
    text
}

/// Lists the models that hold the model, and those that it holds.
fn neighbours(name: &str, links: &Links<'_>, width: usize) -> String {
    let to: Vec<_> = links.to(name).map(|(name, _)| name.to_owned()).collect();
    let from = links.from(name).flat_map(|(name, properties)| {
        let properties = properties.iter();
        properties.map(move |property| format!("{name}.{property}"))
    });
    let mut text = String::new();
    for (title, names) in [("links to", to), ("is part of", from.collect())] {
        let mut names: Vec<_> = names.iter().map(String::as_str).collect();
        if names.is_empty() {
            names.push("nothing");
        }
        text.push_str(&format!("\n{title}\n{}", list(&names, "  ", width)));
    }
    text
}

/// `queue-definition.md · 3 properties, 1 required · generated::Queue`
fn about(item: &Struct) -> String {
    let (file, size) = (&item.definition.file, size(item));
    format!("{file} · {size} · generated::{}", item.ident)
}

/// `3 properties, 1 required`
fn size(item: &Struct) -> String {
    let required = item.fields.iter().filter(|field| field.required).count();
    let count = match item.fields.len() {
        0 => "no properties: any JSON".to_owned(),
        fields => count(fields, "property", "properties"),
    };
    let required = match required {
        0 => String::new(),
        required => format!(", {required} required"),
    };
    count + &required
}

/// The columns shown of a property.
struct Row<'a> {
    name: &'a str,
    ty: String,
    flag: &'static str,
    /// The first sentence of the description, with notes from the overrides.
    text: Vec<String>,
}

fn rows<'a>(model: &Model, item: &'a Struct) -> Vec<Row<'a>> {
    let row = |field: &'a Field| {
        let mut text = vec![first_sentence(&field.property.description).to_owned()];
        text.extend(words(&field.ty, model));
        if names::field(field.wire_name()).is_some_and(|usual| usual != field.ident) {
            text.push(format!("In Rust: `{}`.", field.ident));
        }
        text.extend(notes(field.deprecated.as_deref(), field.reason.as_deref()));
        Row {
            name: field.wire_name(),
            ty: type_of(field),
            flag: flag(field),
            text,
        }
    };
    item.fields.iter().map(row).collect()
}

/// A line for each property, and more where its text needs them.
fn table(rows: &[Row<'_>], width: usize) -> String {
    let column = |length: fn(&Row<'_>) -> usize| {
        let longest = rows.iter().map(length).max().unwrap_or_default();
        longest.min(COLUMN)
    };
    let names = column(|row| row.name.chars().count());
    let types = column(|row| row.ty.chars().count());
    let flags = column(|row| row.flag.len());
    let mut table = String::new();
    for Row {
        name,
        ty,
        flag,
        text,
    } in rows
    {
        let mut head = format!("  {name:names$}  {ty:types$}  ");
        let mut indent = 2 + names + 2 + types + 2;
        if flags > 0 {
            head.push_str(&format!("{flag:flags$}  "));
            indent += flags + 2;
        }
        let room = width.saturating_sub(indent).max(20);
        let lines = text
            .iter()
            .filter(|text| !text.is_empty())
            .flat_map(|text| wrap(text.split_whitespace(), room));
        let mut lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            lines.push(String::new());
        }
        for line in lines {
            table.push_str(format!("{head:indent$}{line}").trim_end());
            table.push('\n');
            head.clear();
        }
    }
    table
}

/// Returns the words for a property that is required, read-only or both.
fn flag(field: &Field) -> &'static str {
    match (
        field.property.required.value,
        field.required,
        field.read_only,
    ) {
        (true, true, true) => "required, read-only",
        (true, true, false) => "required",
        (_, false, true) => "read-only",
        (false, false, false) => "",
        (true, false, false) => "optional by override",
        (false, true, _) => "required by override",
    }
}

/// Yields the reason not to use something, and the reason that the overrides give.
fn notes(deprecated: Option<&str>, reason: Option<&str>) -> impl Iterator<Item = String> {
    let deprecated = deprecated.map(|message| format!("Deprecated: {message}"));
    let reason = reason.map(|reason| format!("Override: {reason}"));
    deprecated.into_iter().chain(reason)
}

/// Returns the type in the dialect's words, and the decided type if it differs.
fn type_of(field: &Field) -> String {
    let written = &field.property.ty.value;
    match decided_as(written, &field.ty) {
        None => written.to_string(),
        Some(decided) => format!("{written} as {decided}"),
    }
}

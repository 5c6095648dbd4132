//! Writes the Markdown of definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rayon::prelude::*;

use super::catalog::Catalog;
use super::definition_of;
use super::document::{Definition, Schema};
use super::footer::Footer;
use super::problems::Warnings;
use super::types;
use super::wording::Wording;
use crate::diagnostic::{Code, Diagnostics};
use crate::json::{Text, pointer};
use crate::parse;
use crate::schema::{Base, Type, file_name};
use crate::source::Sources;
use crate::unseen;

/// A definition as it is written.
struct Table<'d> {
    definition: &'d Definition<'d>,
    rows: Vec<Row<'d>>,
}

/// A row of its table.
struct Row<'d> {
    name: &'d str,
    ty: Type,
    is_required: bool,
    description: Option<&'d str>,
}

/// The file of every definition, by name.
pub(super) fn write(
    catalog: &Catalog<'_>,
    footer: &Footer,
    warnings: &mut Warnings<'_>,
) -> BTreeMap<String, String> {
    let tables: Vec<_> = catalog
        .definitions()
        .map(|definition| table(catalog, definition, warnings))
        .collect();
    let written: Vec<_> = tables
        .par_iter()
        .map(|table| {
            let is_read_back = |wording, text: &String| table.is_read_from(text, wording);
            Wording::first(|wording| table.text(footer, wording), is_read_back)
        })
        .collect();
    let mut files = BTreeMap::new();
    for (table, written) in tables.iter().zip(written) {
        let name = &table.definition.name;
        let pointer = catalog.document.pointer_to(name);
        let wording = written.as_ref().map(|(wording, _)| *wording);
        Wording::report(wording, name.span, &pointer, warnings);
        files.extend(written.map(|(_, text)| (file_name(name), text)));
    }
    files
}

/// For each definition, those that its maps have as values.
pub(super) fn maps(catalog: &Catalog<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let value = |schema: &Schema<'_>| {
        let (mut inner, mut is_in_map) = (schema, false);
        while let Some(next) = inner.map.as_deref().or(inner.items.as_deref()) {
            is_in_map |= inner.map.is_some();
            inner = next;
        }
        let reference = inner.reference.as_ref().filter(|_| is_in_map)?;
        Some(definition_of(reference)?.into_owned())
    };
    let all = catalog.definitions().map(|definition| {
        let schemas = definition.properties.iter().map(|it| &it.schema);
        (
            definition.name.to_string(),
            schemas.filter_map(value).collect(),
        )
    });
    all.filter(|(_, values): &(_, BTreeSet<_>)| !values.is_empty())
        .collect()
}

fn table<'d>(
    catalog: &Catalog<'d>,
    definition: &'d Definition<'d>,
    warnings: &mut Warnings<'_>,
) -> Table<'d> {
    let at = catalog.document.pointer_to(&definition.name);
    if let Some(composition) = &definition.schema.composition {
        let message = format!(
            "combines schemas by `{}`: only its own properties are written",
            composition.keyword
        );
        let help =
            "a definition without properties is any JSON; add what matters to its file by hand";
        warnings.push(Code::LossyType, definition.name.span, &at, &message, help);
    }
    let required: BTreeSet<_> = definition.required.iter().map(|it| &*it.value).collect();
    let mut rows = Vec::new();
    for property in &definition.properties {
        let name = &property.name;
        let at = at.clone() + "/properties" + &pointer([&**name]);
        if name.is_empty() || name.contains('`') || unseen::first(name).is_some() {
            let message = "has a name that a row cannot contain: the property is left out";
            let help = "it is among the unknown properties of a decoded value";
            warnings.push(Code::UnusableName, name.span, &at, message, help);
            continue;
        }
        let schema = &property.schema;
        rows.push(Row {
            name,
            ty: types::map(catalog, schema).or_any(&at, warnings),
            is_required: required.contains(&**name),
            description: schema.description.as_deref(),
        });
    }
    // As JavaScript has them: first the names that are indexes of arrays, by size.
    let index = |row: &Row<'_>| index(row.name).map_or((true, 0), |index| (false, index));
    if rows.iter().any(|row| !index(row).0) {
        rows.sort_by_key(index);
    }
    Table { definition, rows }
}

/// The index of an array that a key is in JavaScript.
pub(super) fn index(key: &str) -> Option<u32> {
    let is_plain = key == "0" || !key.starts_with(['0', '+']);
    key.parse()
        .ok()
        .filter(|index| is_plain && *index < u32::MAX)
}

impl Table<'_> {
    fn text(&self, footer: &Footer, wording: Wording) -> String {
        let mut text = format!("# `{}` Definition\n\n", &*self.definition.name);
        if let Some(prose) = wording.paragraph(self.definition.schema.description.as_deref()) {
            text += &prose;
            text += "\n\n";
        }
        text += "| Property | Type | Required | Description |\n";
        text += "|----------|------|----------|-------------|\n";
        for row in &self.rows {
            let required = if row.is_required { "Yes" } else { "No" };
            let description = wording.phrase(row.description);
            let name = row.name.replace('|', "\\|");
            // Writing to a text cannot fail.
            let _ = write!(text, "| {name} | ");
            let _ = match &row.ty.base {
                Base::Word(_) | Base::Unlinked(_) => write!(text, "`{}`", row.ty),
                Base::Link(to) => write!(text, "[`{}`]({})", row.ty, file_name(to)),
            };
            let _ = writeln!(text, " | {required} | {description} |");
        }
        text + "\n---\n\n" + footer.line()
    }

    /// `true` if the parser reads this from the text, and nothing else.
    fn is_read_from(&self, text: &str, wording: Wording) -> bool {
        let mut sources = Sources::default();
        sources.add(file_name(&self.definition.name), text);
        let mut problems = Diagnostics::default();
        let schema = parse::parse(&sources, &mut problems);
        let [read] = &schema.definitions[..] else {
            return false;
        };
        let has_words = |text: Option<&str>, read: &str| {
            let text = text.unwrap_or_default();
            wording == Wording::Bare || is_alike(text, read)
        };
        let mut rows = self.rows.iter().zip(&read.properties);
        let prose = self.definition.schema.description.as_deref();
        problems.is_empty()
            && read.name.value == self.definition.name.value
            && read.properties.len() == self.rows.len()
            && has_words(prose, &read.description)
            && rows.all(|(row, read)| {
                row.name == read.name.value
                    && row.ty == read.ty.value
                    && row.is_required == read.required.value
                    && has_words(row.description, &read.description)
            })
    }
}

/// `true` if two texts differ in whitespace, and in the escape before the first letter, alone.
fn is_alike(text: &str, read: &str) -> bool {
    let is_escaped = !text.trim_start().starts_with('\\');
    let read = read
        .strip_prefix('\\')
        .filter(|_| is_escaped)
        .unwrap_or(read);
    text.split_whitespace().eq(read.split_whitespace())
}

/// The text of a tag's or an operation's description, as far as there is one.
pub(super) fn some<'t>(text: Option<&'t Text<'_>>) -> Option<&'t str> {
    text.map(|text| &**text).filter(|text| !text.is_empty())
}

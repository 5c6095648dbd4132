//! The room `facts`: the publisher's OpenAPI document goes in, the text of `facts.toml` comes out, with
//! what the document states of the definitions and their Markdown does not.
//!
//! ```text
//! text ─document→ Document ─kinds→ Kind ─unsaid (with the rows)→ facts ─names, facts_toml→ facts.toml
//! ```

mod document;
mod facts_toml;
mod file;
mod import_summary;
mod kinds;
mod naming;
mod outcome;
mod unsaid;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use outcome::{Contradiction, Dropped, Facts};

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::overrides::Overrides;
use crate::schema::{Definition, Property, Schema};
use crate::{parse, read};
use document::{Document, List, Owner};
use kinds::Kind;
use unsaid::Verdict;

/// The arguments of an import of facts.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The publisher's document.
    pub document: &'a Path,
    /// The folder of definitions.
    pub here: &'a Path,
    /// The overrides, where they are not in that folder.
    pub overrides: Option<&'a Path>,
    /// `true` if `int32` becomes `i32`, and not the `i64` that it may grow into.
    pub exact_integers: bool,
}

/// The input of facts.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The text of the publisher's document: Swagger 2.0 or OpenAPI 3, as JSON.
    pub document: &'a str,
    /// The definitions that facts are about.
    pub schema: &'a Schema,
    /// The entries of `overrides.toml`, which facts do not repeat.
    pub by_hand: &'a Overrides,
    /// The entries of the file until now, so that enums keep their names.
    pub before: &'a Overrides,
    /// `true` if `int32` becomes `i32`, and not the `i64` that it may grow into.
    pub exact_integers: bool,
}

/// The kind of a property, and the parts of its schema that facts cannot use.
struct Said<'a> {
    kind: Kind<'a>,
    passed_over: Vec<String>,
}

/// Writes the facts of a document into the folder of definitions, and summarises them.
///
/// # Errors
///
/// When the document cannot be used, the definitions have problems, or the file system refuses.
/// Nothing has been written then.
pub fn import(import: &Import<'_>) -> Result<String, Failure> {
    let sources = read(import.here, import.overrides)?;
    let mut problems = Diagnostics::default();
    let schema = parse::parse(&sources, &mut problems);
    let layers = parse::layers(&sources, &mut problems);
    let Some((by_hand, before)) = layers.filter(|_| !problems.has_errors()) else {
        return Err(Failure::problems(problems.sorted(), &sources));
    };
    let document = file::read(import.document)?;
    let request = Request {
        document: &document,
        schema: &schema,
        by_hand: &by_hand,
        before: &before,
        exact_integers: import.exact_integers,
    };
    let refused = |reasons: Vec<String>| {
        let path = import.document.display();
        Failure::new(format!(
            "`{path}`: {}; nothing was written",
            reasons.join("\n  ")
        ))
    };
    let facts = facts(request).map_err(refused)?;
    let was = sources.facts.map(|id| sources.get(id).text.as_str());
    let is_new = was.map_or(facts.stated > 0, |was| {
        was.trim_end() != facts.text.trim_end()
    });
    if is_new {
        file::write(import.here, &facts.text)?;
    }
    Ok(import_summary::summary(&facts, &schema, &sources, is_new))
}

/// Makes facts of a document.
///
/// # Errors
///
/// The reasons why the document cannot be used, one sentence for each problem.
pub fn facts(request: Request<'_>) -> Result<Facts, Vec<String>> {
    let document = Document::read(request.document)?;
    let definitions = &request.schema.definitions;
    let is_told = |name: &String| document.definitions.contains_key(name);
    if !definitions.is_empty() && !definitions.iter().any(|it| is_told(&it.name.value)) {
        // Most likely it is another API's, and would cost all enums their names.
        return Err(vec![
            "the document has none of the definitions that are there".to_owned(),
        ]);
    }
    let said = kinds(&document, request.exact_integers);
    let names = names(&document, &said, request);
    let mut facts = Facts::default();
    let mut types = BTreeMap::new();
    for (definition, property) in rows(request.schema) {
        let owner = (definition.name.value.as_str(), property.name.value.as_str());
        let Some(said) = said.get(&owner) else {
            continue;
        };
        let of = format!("{}.{}", owner.0, owner.1);
        for message in &said.passed_over {
            let passed_over = facts.passed_over.entry(message.clone()).or_default();
            passed_over.push(of.clone());
        }
        match unsaid::compare(property, &said.kind) {
            Verdict::Said => {}
            Verdict::Contradicted => facts.contradictions.push(Contradiction {
                definition: owner.0.to_owned(),
                property: owner.1.to_owned(),
                place: property.ty.place,
                markdown: property.ty.value.to_string(),
                document: words::ty(&said.kind, &names).to_string(),
            }),
            Verdict::Unsaid if unsaid::is_by_hand(request.by_hand, owner, property, &said.kind) => {
                facts.by_hand += 1;
            }
            Verdict::Unsaid => match absent(&said.kind, request.schema) {
                Some(absent) => {
                    let message = format!("`{absent}`, which is not among the definitions");
                    facts.passed_over.entry(message).or_default().push(of);
                }
                None => {
                    types.insert(owner, &said.kind);
                }
            },
        }
    }
    let lists: BTreeMap<_, _> = types
        .values()
        .filter_map(|kind| kind.list())
        .map(|list| (names[list].as_str(), list))
        .filter(|(name, _)| !by_hand(request.by_hand, name))
        .collect();
    facts.stated = types.len();
    facts.lists = lists.len();
    facts.dropped = dropped(request, &types);
    let types = types
        .into_iter()
        .map(|(owner, kind)| (owner, words::ty(kind, &names)));
    facts.text = facts_toml::write(&lists, &types.collect(), request.before);
    Ok(facts)
}

/// Returns the kind of every property of the document.
fn kinds(document: &Document, exact_integers: bool) -> BTreeMap<Owner<'_>, Said<'_>> {
    let definitions = document.definitions.iter();
    let properties = definitions.flat_map(|(definition, it)| {
        let properties = it.properties.iter();
        properties.map(move |(property, schema)| ((definition.as_str(), property.as_str()), schema))
    });
    let said = properties.map(|(owner, schema)| {
        let mut passed_over = Vec::new();
        let kind = kinds::kind(document, schema, exact_integers, &mut passed_over);
        (owner, Said { kind, passed_over })
    });
    said.collect()
}

/// Names every list of the document, also those that no property of the definitions has.
fn names<'a>(
    document: &'a Document,
    said: &BTreeMap<Owner<'a>, Said<'a>>,
    request: Request<'a>,
) -> BTreeMap<&'a List, String> {
    let mut owners: BTreeMap<&List, BTreeSet<Owner<'_>>> = BTreeMap::new();
    for (&owner, said) in said {
        if let Some(list) = said.kind.list() {
            owners.entry(list).or_default().insert(owner);
        }
    }
    let here = request.schema.definitions.iter();
    let here = here.map(|definition| definition.name.value.as_str());
    let there = document.definitions.keys().map(String::as_str);
    naming::names(&owners, here.chain(there), request.by_hand, request.before)
}

/// Returns `true` if the overrides list the words of this enum.
fn by_hand(overrides: &Overrides, name: &str) -> bool {
    let list = overrides.enums.get(name);
    list.is_some_and(|list| !list.values.is_empty())
}

/// Returns every property of the definitions.
fn rows(schema: &Schema) -> impl Iterator<Item = (&Definition, &Property)> {
    let definitions = schema.definitions.iter();
    definitions.flat_map(|it| {
        it.properties
            .iter()
            .map(move |property| (&**it, &**property))
    })
}

/// Returns the definition that a kind needs and that does not exist.
fn absent<'a>(kind: &Kind<'a>, schema: &Schema) -> Option<&'a str> {
    let link = kind.link()?;
    let mut here = schema.definitions.iter();
    let is_there = here.any(|definition| definition.name.value == link);
    (!is_there).then_some(link)
}

fn dropped(request: Request<'_>, stated: &BTreeMap<Owner<'_>, &Kind<'_>>) -> Vec<Dropped> {
    let there: BTreeSet<_> = rows(request.schema)
        .map(|(definition, property)| (&definition.name.value, &property.name.value))
        .collect();
    let before = request.before.definitions.iter();
    let before = before.flat_map(|(definition, section)| {
        let properties = section.properties.keys();
        properties.map(move |property| (definition, property))
    });
    before
        .filter(|(definition, property)| {
            !stated.contains_key(&(definition.as_str(), property.as_str()))
        })
        .map(|owner| Dropped {
            definition: owner.0.clone(),
            property: owner.1.clone(),
            is_there: there.contains(&owner),
        })
        .collect()
}

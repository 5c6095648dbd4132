//! The room `facts`: the publisher's OpenAPI document goes in, the text of `facts.toml` comes out, with
//! what the document states of the definitions and their Markdown does not.
//!
//! ```text
//! Document ─definitions, kinds→ Kind ─unsaid (with the rows)→ facts ─enums, facts_toml→ facts.toml
//!                                 └─groups, naming→ Enums ──────────────────┘
//! ```
//!
//! An enum has the words that any of its properties lists, and stays as the facts have it: the
//! properties and the name. A word that one property gains is then a constant more, instead of
//! another type, and a word goes only when no property of the enum lists it any more. The price is
//! that the type of a property may have constants that the property does not list; the type's
//! documentation names them. Open enums can pay it: their values come from a server that learns new
//! words at any time, so no list of constants was ever a promise of what a property may hold.

mod definitions;
mod enums;
mod fact_types;
mod facts_toml;
mod file;
mod groups;
mod import_summary;
mod kinds;
mod list;
mod naming;
mod outcome;
mod unsaid;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use import_summary::notes;
pub use outcome::{Contradiction, Dropped, Facts};

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::openapi::{self, Document};
use crate::overrides::Overrides;
use crate::schema::{Definition, Property, Schema};
use crate::source::Sources;
use crate::{parse, read};
use definitions::Definitions;
use enums::Enums;
use groups::{Known, Lists};
use kinds::{Kind, Kinds};
use list::Owner;
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
    /// `true` if enums are grouped and named anew, as a first import does.
    pub rename_enums: bool,
}

/// The input of facts.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The definitions that facts are about.
    pub schema: &'a Schema,
    /// The entries of `overrides.toml`, which facts do not repeat.
    pub by_hand: &'a Overrides,
    /// The entries of the file until now, so that enums keep their names.
    pub before: &'a Overrides,
    /// `true` if `int32` becomes `i32`, and not the `i64` that it may grow into.
    pub exact_integers: bool,
    /// `true` if enums are grouped and named anew, as a first import does.
    pub rename_enums: bool,
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
    let sources = crate::read(import.here, import.overrides)?;
    let mut problems = Diagnostics::default();
    let schema = parse::parse(&sources, &mut problems);
    let layers = parse::layers(&sources, &mut problems);
    let Some((by_hand, before)) = layers.filter(|_| !problems.has_errors()) else {
        return Err(Failure::problems(problems.sorted(), &sources));
    };
    let mut documents = Sources::default();
    let path = import.document;
    let content = read::file(path).map_err(|error| Failure::unreadable(path, &error))?;
    let file = read::add(
        &mut documents,
        path.to_string_lossy().into_owned(),
        Ok(content),
    );
    let request = Request {
        schema: &schema,
        by_hand: &by_hand,
        before: &before,
        exact_integers: import.exact_integers,
        rename_enums: import.rename_enums,
    };
    let document = openapi::read(&documents, file, &mut problems).ok_or(problems);
    let facts = document.and_then(|document| facts(&document, request));
    let facts = facts.map_err(|found| Failure::problems(found.sorted(), &documents))?;
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
/// The reasons why the document cannot be used: it describes none of the definitions, or has references in
/// cycles.
pub fn facts(document: &Document<'_>, request: Request<'_>) -> Result<Facts, Diagnostics> {
    let here = request.schema.definitions.iter();
    let here: BTreeSet<_> = here.map(|it| it.name.value.as_str()).collect();
    let definitions = Definitions::of(document, here.iter().copied())?;
    let said = kinds(&definitions, request.exact_integers);
    let owners = lists(&said);
    let enums = self::enums(&definitions, &owners, request, request.rename_enums);
    let mut facts = Facts::default();
    let mut types = BTreeMap::new();
    // The enums that the overrides name.
    let mut by_hand = BTreeSet::new();
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
                document: fact_types::ty(&said.kind, enums.name(owner)).to_string(),
            }),
            Verdict::Unsaid if unsaid::is_by_hand(request.by_hand, owner, property, &said.kind) => {
                facts.by_hand += 1;
                by_hand.extend(groups::by_reference(request.by_hand, owner));
            }
            Verdict::Unsaid => match absent(&said.kind, &here) {
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
    let stated = types.keys().filter_map(|owner| enums.name(*owner));
    let names: BTreeSet<_> = stated
        .chain(by_hand)
        .filter(|name| !enums::is_listed(request.by_hand, name))
        .collect();
    let lists = enums.listed(&names);
    facts.stated = types.len();
    facts.lists = lists.len();
    facts.dropped = dropped(request, &types);
    let anew = self::enums(&definitions, &owners, request, true);
    let stale = types
        .keys()
        .filter(|owner| anew.name(**owner) != enums.name(**owner));
    facts.stale_enums = stale
        .filter_map(|owner| enums.name(*owner))
        .collect::<BTreeSet<_>>()
        .len();
    let types = types
        .into_iter()
        .map(|(owner, kind)| (owner, fact_types::ty(kind, enums.name(owner))));
    facts.text = facts_toml::write(&lists, &types.collect(), request.before);
    Ok(facts)
}

/// Returns the kind of every property of the document.
fn kinds<'a>(definitions: &Definitions<'a>, exact_integers: bool) -> BTreeMap<Owner<'a>, Said<'a>> {
    let mut kinds = Kinds::new(definitions, exact_integers);
    let mut said = BTreeMap::new();
    for (&definition, it) in &definitions.by_name {
        for property in &it.properties {
            let (kind, passed_over) = kinds.of(&property.schema);
            said.insert(
                (definition, &*property.name.value),
                Said { kind, passed_over },
            );
        }
    }
    said
}

/// Returns the list of every property that has one, whether or not its definition is there.
fn lists<'a>(said: &'a BTreeMap<Owner<'a>, Said<'a>>) -> Lists<'a> {
    let said = said.iter();
    said.filter_map(|(owner, said)| Some((*owner, said.kind.list()?)))
        .collect()
}

/// Returns the enums of the document; as those of a first import where enums are renamed.
fn enums<'a>(
    definitions: &Definitions<'a>,
    lists: &Lists<'a>,
    request: Request<'a>,
    renames: bool,
) -> Enums<'a> {
    let here = request.schema.definitions.iter();
    let here = here.map(|definition| definition.name.value.as_str());
    let there = definitions.by_name.keys().copied();
    let known = Known {
        by_hand: request.by_hand,
        before: request.before,
        renames,
    };
    Enums::of(lists, here.chain(there), known)
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

/// Returns the definition that a kind needs and that is not `here`.
fn absent<'a>(kind: &Kind<'a>, here: &BTreeSet<&str>) -> Option<&'a str> {
    kind.link().filter(|link| !here.contains(link))
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

//! The room `facts`: the publisher's OpenAPI document goes in, the text of `facts.toml` comes out, with
//! what the document states of the definitions and the parameters of operations and their Markdown does not.
//!
//! ```text
//! Document ─definitions, parameters, kinds→ Kind ─unsaid (with the rows)→ facts ─enums, facts_toml→ facts.toml
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
mod parameters;
mod unsaid;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use import_summary::notes;
pub use outcome::{Contradiction, Dropped, Facts};

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::openapi::{self, Document};
use crate::operations::{ListForm, Operation};
use crate::overrides::Overrides;
use crate::schema::{Definition, Property, Schema};
use crate::source::{Place, Sources};
use crate::{parse, read};
use definitions::Definitions;
use enums::Enums;
use facts_toml::Fact;
use groups::{Known, Lists};
use kinds::{Kind, Kinds};
use list::{Holder, Owner, described};
use parameters::Unsaid;
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
    /// `true` if a file of facts that cannot be read is written anew.
    pub overwrite: bool,
}

/// The input of facts.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The definitions that facts are about.
    pub schema: &'a Schema,
    /// The operations that facts are about.
    pub operations: &'a [Operation],
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
struct Documented<'a> {
    kind: Kind<'a>,
    /// `true` if the API sets the property, and clients do not send it.
    is_read_only: bool,
    /// The default and the bounds.
    note: Option<String>,
    passed_over: Vec<String>,
}

/// The facts of a property or a parameter, of which there is at least one.
#[derive(Default)]
struct Stated<'d, 'a> {
    kind: Option<&'d Kind<'a>>,
    list: Option<ListForm>,
    read_only: bool,
    note: Option<&'d str>,
}

/// Writes the facts of a document into the folder of definitions, and summarises them.
///
/// # Errors
///
/// Fails if the document cannot be used, the definitions have problems, or the file system refuses.
/// Nothing has been written then.
pub fn import(import: &Import<'_>) -> Result<String, Failure> {
    let mut sources = crate::read(import.here, import.overrides)?;
    let was = sources.facts.map(|id| sources.get(id).text.clone());
    if import.overwrite {
        parse::salvage_facts(&mut sources);
    }
    let mut problems = Diagnostics::default();
    let schema = parse::parse(&sources, &mut problems);
    let operations = parse::operations(&sources, &mut problems).unwrap_or_default();
    let layers = parse::layers(&sources, &mut problems);
    if import.overwrite {
        problems = problems.only(|place| Some(place.file) != sources.facts);
    }
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
        operations: &operations.operations,
        by_hand: &by_hand,
        before: &before,
        exact_integers: import.exact_integers,
        rename_enums: import.rename_enums,
    };
    let document = openapi::read(&documents, file, &mut problems).ok_or(problems);
    let facts = document.and_then(|document| facts(&document, request));
    let facts = facts.map_err(|found| Failure::problems(found.sorted(), &documents))?;
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
    let described_operations = openapi::parameters(document);
    let mut kinds = Kinds::new(&definitions, request.exact_integers);
    let of_parameters = parameters::kinds(&described_operations, document.form, &mut kinds);
    let documented = self::kinds(&definitions, kinds);
    let owners = lists(&documented, &of_parameters);
    let enums = self::enums(&definitions, &owners, request, request.rename_enums);
    let mut facts = Facts::default();
    let mut stated: BTreeMap<Owner<'_>, Stated<'_, '_>> = BTreeMap::new();
    // The enums that the overrides name.
    let mut by_hand = BTreeSet::new();
    for (definition, property) in rows(request.schema) {
        let name = definition.name.value.as_str();
        let owner = (Holder::Definition(name), property.name.value.as_str());
        let Some(documented) = documented.get(&owner) else {
            continue;
        };
        facts.pass_over(documented, owner);
        // An entry by hand that states the opposite needs it to have an effect.
        if documented.is_read_only {
            stated.entry(owner).or_default().read_only = true;
        }
        if let Some(note) = &documented.note {
            stated.entry(owner).or_default().note = Some(note);
        }
        match unsaid::compare(&property.ty.value, &property.description, &documented.kind) {
            Verdict::Stated => {}
            Verdict::Contradicted => {
                let written = (property.ty.place, property.ty.value.to_string());
                facts.contradict(owner, written, &documented.kind, &enums);
            }
            Verdict::Unstated
                if unsaid::is_by_hand(request.by_hand, owner, property, &documented.kind) =>
            {
                facts.by_hand += 1;
                by_hand.extend(groups::by_reference(request.by_hand, owner));
            }
            Verdict::Unstated => match absent(&documented.kind, &here) {
                Some(absent) => {
                    let message = format!("`{absent}`, which is not among the definitions");
                    let passed_over = facts.passed_over.entry(message).or_default();
                    passed_over.push(described(owner));
                }
                None => stated.entry(owner).or_default().kind = Some(&documented.kind),
            },
        }
    }
    for (operation, parameter) in parameters::rows(request.operations) {
        let endpoint = &operation.endpoint.value;
        let owner = (Holder::Operation(endpoint), parameter.name.value.as_str());
        let Some((documented, list)) = of_parameters.get(&owner) else {
            continue;
        };
        facts.pass_over(documented, owner);
        let Ok(unsaid) = parameters::unsaid(parameter, &documented.kind, *list) else {
            let written = (parameter.ty.place, parameter.ty.value.to_string());
            facts.contradict(owner, written, &documented.kind, &enums);
            continue;
        };
        let left = parameters::without_those_by_hand(unsaid, request.by_hand, endpoint, parameter);
        if left != unsaid {
            facts.by_hand += 1;
            by_hand.extend(groups::by_reference(request.by_hand, owner));
        }
        let note = documented.note.as_deref();
        if left != Unsaid::default() || note.is_some() {
            facts.parameters += 1;
            let of_parameter = Stated {
                kind: left.ty.then_some(&documented.kind),
                list: left.list,
                note,
                ..Stated::default()
            };
            stated.insert(owner, of_parameter);
        }
    }
    let with_types = || stated.iter().filter(|(_, stated)| stated.kind.is_some());
    let named = with_types().filter_map(|(owner, _)| enums.name(*owner));
    let names: BTreeSet<_> = named
        .chain(by_hand)
        .filter(|name| !enums::is_listed(request.by_hand, name))
        .collect();
    let lists = enums.listed(&names);
    facts.stated = stated.len();
    facts.lists = lists.len();
    facts.dropped = dropped(request, &stated);
    let anew = self::enums(&definitions, &owners, request, true);
    let stale = with_types().filter(|(owner, _)| anew.name(**owner) != enums.name(**owner));
    facts.stale_enums = stale
        .filter_map(|(owner, _)| enums.name(*owner))
        .collect::<BTreeSet<_>>()
        .len();
    let facts_by_owner = stated.iter().map(|(owner, stated)| {
        let fact = Fact {
            ty: stated
                .kind
                .map(|kind| fact_types::ty(kind, enums.name(*owner))),
            list: stated.list,
            read_only: stated.read_only,
            note: stated.note.map(str::to_owned),
        };
        (*owner, fact)
    });
    facts.text = facts_toml::write(&lists, &facts_by_owner.collect(), request.before);
    Ok(facts)
}

/// Returns the kind of every property of the document.
fn kinds<'a>(
    definitions: &Definitions<'a>,
    mut kinds: Kinds<'a, '_>,
) -> BTreeMap<Owner<'a>, Documented<'a>> {
    let mut documented = BTreeMap::new();
    for (&definition, it) in &definitions.by_name {
        for property in &it.properties {
            let (kind, passed_over) = kinds.of(&property.schema);
            let owner = (Holder::Definition(definition), &*property.name.value);
            let of_property = Documented {
                kind,
                is_read_only: property.schema.is_read_only,
                note: unsaid::note(&property.schema),
                passed_over,
            };
            documented.insert(owner, of_property);
        }
    }
    documented
}

/// Returns the list of every property and parameter that has one, whether or not its holder is there.
fn lists<'a>(
    documented: &'a BTreeMap<Owner<'a>, Documented<'a>>,
    of_parameters: &'a BTreeMap<Owner<'a>, (Documented<'a>, Option<ListForm>)>,
) -> Lists<'a> {
    let of_parameters = of_parameters.iter();
    let of_parameters = of_parameters.map(|(owner, (documented, _))| (owner, documented));
    let documented = documented.iter().chain(of_parameters);
    documented
        .filter_map(|(owner, documented)| Some((*owner, documented.kind.list()?)))
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

fn dropped(request: Request<'_>, stated: &BTreeMap<Owner<'_>, Stated<'_, '_>>) -> Vec<Dropped> {
    let properties = rows(request.schema).map(|(definition, property)| {
        let holder = Holder::Definition(&definition.name.value);
        (holder, property.name.value.as_str())
    });
    let parameters = parameters::rows(request.operations).map(|(operation, parameter)| {
        let holder = Holder::Operation(&operation.endpoint.value);
        (holder, parameter.name.value.as_str())
    });
    let there: BTreeSet<_> = properties.chain(parameters).collect();
    let definitions = request.before.definitions.iter();
    let properties = definitions.flat_map(|(definition, section)| {
        let properties = section.properties.iter();
        properties.map(move |(name, entry)| {
            let owner = (Holder::Definition(definition), name.as_str());
            (owner, entry.ty.is_some(), entry.read_only.is_some())
        })
    });
    let operations = request.before.operations.iter();
    let parameters = operations.flat_map(|(endpoint, section)| {
        let parameters = section.parameters.keys();
        parameters.map(move |name| ((Holder::Operation(endpoint), name.as_str()), false, false))
    });
    let before = properties.chain(parameters);
    let is_dropped = |owner, typed: bool, read_only: bool| {
        let stated = stated.get(&owner);
        stated.is_none_or(|now| typed && now.kind.is_none() || read_only && !now.read_only)
    };
    before
        .filter(|&(owner, typed, read_only)| is_dropped(owner, typed, read_only))
        .map(|(owner, ..)| Dropped {
            definition: owner.0.to_string(),
            property: owner.1.to_owned(),
            is_there: there.contains(&owner),
        })
        .collect()
}

impl Facts {
    /// Records the parts of the document that no fact can state.
    fn pass_over(&mut self, documented: &Documented<'_>, owner: Owner<'_>) {
        for message in &documented.passed_over {
            let passed_over = self.passed_over.entry(message.clone()).or_default();
            passed_over.push(described(owner));
        }
    }

    /// Records that the Markdown and the document contradict each other.
    fn contradict(
        &mut self,
        (holder, name): Owner<'_>,
        (place, markdown): (Place, String),
        kind: &Kind<'_>,
        enums: &Enums<'_>,
    ) {
        self.contradictions.push(Contradiction {
            definition: holder.to_string(),
            property: name.to_owned(),
            place,
            markdown,
            document: fact_types::ty(kind, enums.name((holder, name))).to_string(),
        });
    }
}

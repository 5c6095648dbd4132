//! Sets facts aside that would stop a run: a machine wrote them, and an update of the definitions must not
//! need it to write them again.
//!
//! A fact is at fault where a problem stops the run with the facts and not without them: a cycle of required
//! links, a model beyond a limit, two names that become one.

use std::collections::BTreeSet;

use super::decide;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Model;
use crate::operations::Operations;
use crate::overrides::{EnumEntry, FACTS_FILE, Overrides};
use crate::schema::Schema;
use crate::source::{FileId, Place};

/// How often the facts at fault are looked for, before all of them are set aside: each time, those around
/// the problems that are left.
const ROUNDS: usize = 16;

/// Decides again without the facts at fault in `problems`, which replaces those; `None` where none is.
pub(super) fn decide_without(
    schema: &Schema,
    operations: Option<&Operations>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> Option<Model> {
    let file = facts_file(overrides)?;
    if stopping(problems, file).next().is_none() {
        return None;
    }
    let mut others = Diagnostics::default();
    decide(schema, operations, &without_facts(overrides), &mut others);
    let others: BTreeSet<_> = stopping(&others, file).map(key).collect();
    let definitions = schema.definitions.iter();
    let files = definitions.map(|it| it.name.place.file);
    let files: BTreeSet<_> = files.chain([file]).collect();
    let mut rest = overrides.clone();
    let mut warnings = Vec::new();
    let mut model = None;
    for round in 0..=ROUNDS {
        let at_fault: Vec<_> = stopping(problems, file)
            .filter(|problem| !others.contains(&key(problem)))
            .filter(|problem| {
                let is_of_models = matches!(
                    problem.code,
                    Code::RequiredCycle | Code::DeepModel | Code::LargeModel
                );
                // What authors write about a fact is theirs to correct.
                is_of_models || files.contains(&problem.place.file)
            })
            .cloned()
            .collect();
        if at_fault.is_empty() {
            break;
        }
        let before = warnings.len();
        if round < ROUNDS {
            for problem in &at_fault {
                set_aside(problem, schema, &mut rest, &mut warnings);
            }
        }
        if warnings.len() == before {
            rest = without_facts(&rest);
            let place = Place {
                file,
                span: crate::source::Span::new(0, 0),
            };
            warnings.push(warning(&at_fault[0], place, "no fact counts"));
        }
        *problems = Diagnostics::default();
        model = Some(decide(schema, operations, &rest, problems));
    }
    problems.extend(Diagnostics::from_iter(warnings));
    model
}

/// What identifies a problem with and without facts.
fn key(problem: &Diagnostic) -> (Code, Place) {
    (problem.code, problem.place)
}

/// The problems that stop a run, wherever they are.
fn stopping(problems: &Diagnostics, facts: FileId) -> impl Iterator<Item = &Diagnostic> {
    problems.errors().filter(move |problem| {
        problem.place.file != facts || problem.code.severity_in_facts() == Severity::Error
    })
}

fn is_fact(list: &EnumEntry) -> bool {
    list.file == FACTS_FILE
}

fn facts_file(overrides: &Overrides) -> Option<FileId> {
    let mut sections = overrides.facts.values().map(|section| section.place.file);
    let mut lists = overrides.enums.values().filter(|list| is_fact(list));
    sections
        .next()
        .or_else(|| lists.next().map(|list| list.place.file))
}

fn without_facts(overrides: &Overrides) -> Overrides {
    let mut rest = overrides.clone();
    rest.facts.clear();
    rest.enums.retain(|_, list| !is_fact(list));
    rest
}

/// Removes the facts at fault for a problem: those at its places, else all of the definitions there.
fn set_aside(
    problem: &Diagnostic,
    schema: &Schema,
    rest: &mut Overrides,
    warnings: &mut Vec<Diagnostic>,
) {
    let related = problem.related.iter().map(|related| related.place);
    let places: BTreeSet<_> = related.chain([problem.place]).collect();
    let files: BTreeSet<_> = places.iter().map(|place| place.file).collect();
    let mut lists = BTreeSet::new();
    rest.enums.retain(|name, list| {
        let values = list.values.iter().map(|value| value.place);
        let is_there = values.chain([list.place]).any(|it| places.contains(&it));
        if is_fact(list) && is_there {
            lists.insert(name.clone());
            warnings.push(warning(
                problem,
                list.place,
                &format!("the enum `{name}` is left out"),
            ));
            return false;
        }
        true
    });
    let mut owners = BTreeSet::new();
    for definition in schema
        .definitions
        .iter()
        .filter(|it| files.contains(&it.name.place.file))
    {
        for property in &definition.properties {
            if places.contains(&property.ty.place) || places.contains(&property.name.place) {
                owners.insert((&*definition.name.value, &*property.name.value));
            }
        }
    }
    let before = warnings.len();
    remove(problem, rest, warnings, |owner, entry, word| {
        places.contains(&entry)
            || owners.contains(&owner)
            || word.is_some_and(|word| lists.contains(word))
    });
    if warnings.len() == before && lists.is_empty() {
        let definitions = schema.definitions.iter();
        let there: BTreeSet<_> = definitions
            .filter(|it| files.contains(&it.name.place.file))
            .map(|it| &*it.name.value)
            .collect();
        remove(problem, rest, warnings, |(definition, _), _, _| {
            there.contains(definition)
        });
    }
}

/// Removes the facts about properties that `is_meant` holds for, by definition and property, the place of
/// the fact, and the word of its type.
fn remove(
    problem: &Diagnostic,
    rest: &mut Overrides,
    warnings: &mut Vec<Diagnostic>,
    is_meant: impl Fn((&str, &str), Place, Option<&str>) -> bool,
) {
    for (definition, section) in &mut rest.facts {
        section.properties.retain(|property, entry| {
            let ty = entry.ty.as_ref();
            let place = ty.map_or(entry.place, |ty| ty.place);
            let is_meant = is_meant((definition, property), place, ty.map(|ty| ty.value.word()));
            if is_meant {
                let what = format!("`{property}` of `{definition}` keeps the type of its row");
                warnings.push(warning(problem, place, &what));
            }
            !is_meant
        });
    }
}

fn warning(problem: &Diagnostic, place: Place, what: &str) -> Diagnostic {
    let message = format!("{what}: with this fact, {}", problem.message);
    let help =
        "the fact is set aside; an entry in `overrides.toml` that states the type ends the warning";
    let warning = Diagnostic::new(problem.code, place, message, help).with(Severity::Warning);
    if problem.place == place {
        return warning;
    }
    warning.related(problem.place, "it would be here")
}

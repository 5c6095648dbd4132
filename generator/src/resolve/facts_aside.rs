//! Sets facts aside that would stop a run: a machine wrote them, and an update of the definitions must not
//! need it to write them again.
//!
//! A fact is at fault where a problem stops the run with the facts and not without them: a cycle of required
//! links, a model beyond a limit, two names that become one.

use std::collections::{BTreeMap, BTreeSet};

use super::decide;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Model;
use crate::operations::Operations;
use crate::overrides::{EnumEntry, FACTS_FILE, Overrides};
use crate::schema::Schema;
use crate::source::{FileId, Place};

/// The number of times that the facts around the remaining problems are set aside, before all facts are.
const ROUNDS: usize = 16;

/// Decides again without the facts at fault in `problems`, which replaces those; `None` where none is.
pub(super) fn decide_without(
    schema: &Schema,
    operations: Option<&Operations>,
    overrides: &Overrides,
    problems: &mut Diagnostics,
) -> Option<Model> {
    let file = facts_file(overrides)?;
    stopping(problems, file).next()?;
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
            set_aside(&at_fault, schema, &mut rest, &mut warnings);
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

/// The identity of a problem with and without facts.
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

/// Removes the facts at fault for the problems: those at their places, and for a problem without any, all of
/// the definitions there.
fn set_aside(
    problems: &[Diagnostic],
    schema: &Schema,
    rest: &mut Overrides,
    warnings: &mut Vec<Diagnostic>,
) {
    let places = |problem: &Diagnostic| {
        let related: Vec<_> = problem.related.iter().map(|it| it.place).collect();
        std::iter::once(problem.place).chain(related)
    };
    let numbered = || problems.iter().enumerate();
    let at: BTreeMap<_, _> = numbered()
        .flat_map(|(number, problem)| places(problem).map(move |place| (place, number)))
        .collect();
    let mut solved = BTreeSet::new();
    let mut lists = BTreeMap::new();
    rest.enums.retain(|name, list| {
        let values = list.values.iter().map(|value| value.place);
        let number = values.chain([list.place]).find_map(|place| at.get(&place));
        let Some(&number) = number.filter(|_| is_fact(list)) else {
            return true;
        };
        let what = format!("the enum `{name}` is left out");
        warnings.push(warning(&problems[number], list.place, &what));
        lists.insert(name.clone(), number);
        solved.insert(number);
        false
    });
    let mut owners = BTreeMap::new();
    for definition in &schema.definitions {
        for property in &definition.properties {
            let (name, owner) = (&property.name, &definition.name.value);
            let entries = rest.on(owner, &name.value).into_iter().flatten();
            let required = entries.filter_map(|entry| Some(entry.required.as_ref()?.place));
            let mut all = required.chain([property.ty.place, name.place]);
            if let Some(&number) = all.find_map(|place| at.get(&place)) {
                owners.insert((&**owner, &*name.value), number);
            }
        }
    }
    let removed = remove(problems, rest, warnings, |owner, place, word| {
        let number = at.get(&place).or_else(|| owners.get(&owner));
        number.or_else(|| lists.get(word?)).copied()
    });
    solved.extend(removed);
    let unsolved: BTreeMap<_, _> = numbered()
        .filter(|(number, _)| !solved.contains(number))
        .flat_map(|(number, problem)| places(problem).map(move |place| (place.file, number)))
        .collect();
    let definitions = schema.definitions.iter();
    let there: BTreeMap<_, _> = definitions
        .filter_map(|it| Some((&*it.name.value, *unsolved.get(&it.name.place.file)?)))
        .collect();
    remove(problems, rest, warnings, |(definition, _), _, _| {
        there.get(definition).copied()
    });
}

/// Removes the facts about properties that are at fault for a problem, by the number of the problem. A fact
/// is known by its definition and property, its place, and the word of its type.
fn remove(
    problems: &[Diagnostic],
    rest: &mut Overrides,
    warnings: &mut Vec<Diagnostic>,
    at_fault: impl Fn((&str, &str), Place, Option<&str>) -> Option<usize>,
) -> BTreeSet<usize> {
    let mut solved = BTreeSet::new();
    for (definition, section) in &mut rest.facts {
        for (property, entry) in &mut section.properties {
            let Some(ty) = &entry.ty else { continue };
            let (place, word) = (ty.place, ty.value.word());
            if let Some(number) = at_fault((definition, property), place, Some(word)) {
                let what = format!("`{property}` of `{definition}` keeps the type of its row");
                warnings.push(warning(&problems[number], place, &what));
                solved.insert(number);
                entry.ty = None;
            }
        }
    }
    solved
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

//! Reports the overrides that are left over: those about nothing, and those for all properties of a
//! name that changed none.

use std::collections::BTreeSet;

use super::layers::Layers;
use super::property_types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::overrides::{DefinitionEntry, Overrides, PropertyEntry};
use crate::record::property_key;
use crate::schema::Definition;
use crate::source::Place;

impl Layers<'_> {
    /// Reports what is left when every definition has been seen.
    pub(super) fn finish(&self, known: &Known<'_>, problems: &mut Diagnostics) {
        let Overrides {
            definitions,
            models,
            facts,
            properties,
            ..
        } = self.overrides;
        let sections = definitions
            .iter()
            .map(|(name, section)| (name, section.place));
        let models = models.iter().map(|(name, entry)| (name, entry.place));
        for (name, place) in sections.chain(models) {
            if known.names.get(name).is_none() && !known.is_reported(name) {
                let problem = unknown_definition(name, place, known);
                problems.push(self.of_removed(name, problem));
            }
        }
        problems.extend(self.absent_facts(known));
        for (name, section) in definitions.iter().chain(facts) {
            if let Some(resolved) = known.names.get(name).filter(|it| !it.definition.broken) {
                problems.extend(self.unknown_properties(known, resolved.definition, section));
            }
        }
        self.report_shared(problems);
        let unknown: Vec<_> = properties
            .iter()
            .filter(|(name, _)| !self.named.contains(name.as_str()))
            .collect();
        if !unknown.is_empty() && !is_any_broken(known) {
            problems.extend(unknown_everywhere(&unknown, known));
        }
    }

    fn unknown_properties(
        &self,
        known: &Known<'_>,
        definition: &Definition,
        section: &DefinitionEntry,
    ) -> Vec<Diagnostic> {
        let names: BTreeSet<&str> = definition
            .properties
            .iter()
            .map(|property| property.name.value.as_str())
            .collect();
        let unknown = section
            .properties
            .iter()
            .filter(|(name, _)| !names.contains(name.as_str()));
        let unknown = unknown.map(|(name, entry)| {
            let problem = Diagnostic::new(
                Code::UnknownOverrideProperty,
                entry.place,
                format!("`{}` has no property `{name}`", definition.name.value),
                correction(known, name, names.iter().copied()),
            )
            .related(definition.name.place, "the definition");
            self.of_removed(&property_key(&definition.name.value, name), problem)
        });
        unknown.collect()
    }

    /// A warning where the publisher removed what the entry is about: that must stop no update.
    fn of_removed(&self, key: &str, problem: Diagnostic) -> Diagnostic {
        match self.overrides.removed.contains(key) {
            true => Diagnostic {
                help: "the publisher removed it: remove the entry".to_owned(),
                ..problem.with(Severity::Warning)
            },
            false => problem,
        }
    }

    /// One note for all definitions that a machine's facts are about and that are not there: there may
    /// be thousands.
    fn absent_facts(&self, known: &Known<'_>) -> Option<Diagnostic> {
        let facts = self.overrides.facts.iter();
        let is_absent = |name: &str| known.names.get(name).is_none() && !known.is_reported(name);
        let mut absent = facts.filter(|(name, _)| is_absent(name));
        let (name, first) = absent.next()?;
        let message = match absent.count() {
            0 => format!("there is no definition `{name}`"),
            1 => format!("there is no definition `{name}`, nor another that facts are about"),
            more => {
                format!("there is no definition `{name}`, nor {more} others that facts are about")
            }
        };
        let code = Code::UnknownOverrideDefinition;
        Some(Diagnostic::new(
            code,
            first.place,
            message,
            "remove the facts",
        ))
    }
}

fn unknown_definition(name: &str, place: Place, known: &Known<'_>) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownOverrideDefinition,
        place,
        format!("there is no definition `{name}`"),
        correction(known, name, known.names.names()),
    )
}

/// Entries for all properties of a name that none has.
fn unknown_everywhere(unknown: &[(&String, &PropertyEntry)], known: &Known<'_>) -> Vec<Diagnostic> {
    let definitions = known.names.iter().map(|resolved| resolved.definition);
    let names: BTreeSet<&str> = definitions
        .flat_map(|definition| &definition.properties)
        .map(|property| property.name.value.as_str())
        .collect();
    let unknown = unknown.iter().map(|(name, entry)| {
        let help = if known.names.get(name).is_some() {
            format!("properties of the definition `{name}` stand under `[definitions.{name}]`")
        } else {
            correction(known, name, names.iter().copied())
        };
        Diagnostic::new(
            Code::UnknownOverrideProperty,
            entry.place,
            format!("no definition has a property `{name}`"),
            help,
        )
    });
    unknown.collect()
}

pub(super) fn correction<'a>(
    known: &Known<'_>,
    name: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> String {
    match known.guesses.nearest(name, candidates) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove the entry, or correct its name".to_owned(),
    }
}

/// `true` if a part of some definition could not be read, where any property may have stood.
pub(super) fn is_any_broken(known: &Known<'_>) -> bool {
    known.schema.files.values().any(Option::is_none)
        || known
            .schema
            .definitions
            .iter()
            .any(|definition| definition.broken)
}

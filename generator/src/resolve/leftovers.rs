//! Reports the overrides that are left over: those about nothing, and those for all properties of a
//! name that changed none.

use std::collections::BTreeSet;

use super::layers::{Layers, mismatch};
use super::types::Known;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::overrides;
use crate::schema::Definition;
use crate::source::Place;

impl Layers<'_> {
    /// Reports what is left when every definition has been seen.
    pub(super) fn finish(&self, known: &Known<'_>, problems: &mut Diagnostics) {
        let definitions = self
            .overrides
            .definitions
            .iter()
            .map(|(name, section)| (name, section.place));
        let models = self
            .overrides
            .models
            .iter()
            .map(|(name, entry)| (name, entry.place));
        for (name, place) in definitions.chain(models) {
            if known.names.get(name).is_none() && !known.is_reported(name) {
                problems.push(unknown_definition(name, place, known));
            }
        }
        problems.extend(self.absent_facts(known));
        for (name, section) in self
            .overrides
            .definitions
            .iter()
            .chain(&self.overrides.facts)
        {
            if let Some(resolved) = known.names.get(name).filter(|it| !it.definition.broken) {
                problems.extend(unknown_properties(known, resolved.definition, section));
            }
        }
        let (named, unknown): (Vec<_>, Vec<_>) = self
            .overrides
            .properties
            .iter()
            .partition(|(name, _)| self.named.contains(name.as_str()));
        for (name, entry) in named {
            self.finish_shared(name, entry, problems);
        }
        if !unknown.is_empty() && !is_any_broken(known) {
            problems.extend(unknown_everywhere(&unknown, known));
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

    fn finish_shared(&self, name: &str, entry: &overrides::Property, problems: &mut Diagnostics) {
        let ty = entry.ty.as_ref();
        let facts = [
            entry.required.map(|fact| {
                let is = if fact.value { "required" } else { "optional" };
                (fact.place, format!("is {is}"))
            }),
            entry
                .sent
                .map(|place| (place, "leads to no definition".to_owned())),
            entry
                .boxed
                .map(|place| (place, "is boxed, or no link,".to_owned())),
            entry.rust.rename.as_ref().map(|fact| {
                let called = format!("is called `{}`", fact.value);
                (fact.place, called)
            }),
            entry.rust.deprecated.as_ref().map(|fact| {
                let deprecated = "is deprecated".to_owned();
                (fact.place, deprecated)
            }),
            ty.map(|fact| (fact.place, format!("is `{}`", fact.value))),
        ];
        let misfit = ty
            .filter(|ty| !self.fits.contains(&ty.place))
            .and_then(|ty| Some((ty, self.misfits.get(&ty.place)?)));
        for (place, is) in facts.into_iter().flatten() {
            if self.effective.contains(&place) {
                continue;
            }
            problems.push(match misfit.filter(|(ty, _)| ty.place == place) {
                Some((ty, property)) => mismatch(&format!("no `{name}` can"), ty, property),
                None => Diagnostic::new(
                    Code::OverrideWithoutEffect,
                    place,
                    format!("every `{name}` {is} already, or has an entry of its own"),
                    "remove it",
                ),
            });
        }
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

fn unknown_properties(
    known: &Known<'_>,
    definition: &Definition,
    section: &overrides::Definition,
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
        Diagnostic::new(
            Code::UnknownOverrideProperty,
            entry.place,
            format!("`{}` has no property `{name}`", definition.name.value),
            correction(known, name, names.iter().copied()),
        )
        .related(definition.name.place, "the definition")
    });
    unknown.collect()
}

/// Entries for all properties of a name that none has.
fn unknown_everywhere(
    unknown: &[(&String, &overrides::Property)],
    known: &Known<'_>,
) -> Vec<Diagnostic> {
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

/// Whether a part of some definition could not be read, where any property may have stood.
pub(super) fn is_any_broken(known: &Known<'_>) -> bool {
    known.schema.files.values().any(Option::is_none)
        || known
            .schema
            .definitions
            .iter()
            .any(|definition| definition.broken)
}

//! Checks what can be said of each override by itself: whether its words and names are any.

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::sync::Arc;

use super::types::{self, Known};
use crate::attribute::{Attribute, Derive, Refusal, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::names;
use crate::overrides::{Entry, Fact, Overrides};
use crate::schema::{Property, Spanned};
use crate::source::Place;

/// What every struct has without asking for it.
const DERIVED: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// Reports every entry that is wrong whatever it is about, and every enum that no entry uses.
pub(super) fn check(known: &Known<'_>, problems: &mut Diagnostics) {
    let overrides = known.overrides;
    let mut used = BTreeSet::new();
    for (definition, name, entry) in overrides.entries() {
        let property = || match definition {
            Some(definition) => known.property(definition, name),
            None => known.first_of(name),
        };
        used.extend(entry.ty().map(|ty| ty.value.word()));
        check_entry(entry, Target::Field, &property, known, problems);
    }
    for entry in overrides.models.values() {
        check_entry(entry, Target::Model, &|| None, known, problems);
    }
    if overrides.broken {
        // An entry that could not be read may be the one that uses the enum.
        return;
    }
    let is_unused = |name: &str| !used.contains(name) && !types::is_word(name);
    for (name, list) in &overrides.enums {
        if is_unused(name) {
            problems.push(Diagnostic::new(
                Code::UnusedEnum,
                list.place,
                format!("no property has the enum `{name}` for its type"),
                format!(
                    "write `property = \"{name}\"` for a property that holds one, or remove the enum"
                ),
            ));
        }
    }
}

/// The attribute that a fact states, if it is one that Rust takes there. Any other is reported here.
pub(super) fn attribute(fact: &Fact, target: Target, has_foreign: bool) -> Option<Attribute> {
    match fact {
        Fact::Attribute(text) => Attribute::parse(text, target, has_foreign).ok(),
        _ => None,
    }
}

/// The path that a fact states, likewise.
pub(super) fn derive(fact: &Fact) -> Option<Derive> {
    match fact {
        Fact::Derive(path) => Derive::parse(path).ok(),
        _ => None,
    }
}

/// Why not to use something any more.
pub(super) fn deprecated(fact: &Fact) -> Option<&String> {
    match fact {
        Fact::Deprecated(message) => Some(message),
        _ => None,
    }
}

/// Whether a model derives a trait of another crate, which may have attributes of its own.
pub(super) fn has_foreign(overrides: &Overrides) -> bool {
    let models = overrides.models.values();
    let mut facts = models.flat_map(|entry| &entry.facts);
    facts.any(|fact| matches!(&fact.value, Fact::Derive(path) if path.contains("::")))
}

/// Checks one entry on a model, or on `property`, or on all like it.
fn check_entry<'a>(
    entry: &Entry,
    target: Target,
    property: &dyn Fn() -> Option<&'a Arc<Property>>,
    known: &Known<'a>,
    problems: &mut Diagnostics,
) {
    for (at, Spanned { value: fact, place }) in entry.facts.iter().enumerate() {
        let place = *place;
        problems.extend(match fact {
            Fact::Type(ty) if known.overriding(ty).is_none() => {
                let help = known.meant(ty, property().map(|property| &property.ty.value));
                let message = || format!("unknown type `{}`", ty.word());
                help.map(|help| Diagnostic::new(Code::UnknownOverrideType, place, message(), help))
            }
            Fact::Rename(name) => invalid_name(name, place, target),
            Fact::Derive(path) => not_derivable(path, place),
            Fact::Attribute(text) => {
                let refused = Attribute::parse(text, target, known.has_foreign).err();
                refused.map(|refusal| malformed(refusal, place))
            }
            _ => None,
        });
        problems.extend(repeated(fact, place, &entry.facts[..at]));
    }
}

/// The problem of an item of a list that stands in it before.
fn repeated(fact: &Fact, place: Place, before: &[Spanned<Fact>]) -> Option<Diagnostic> {
    let item_of = |fact: &Fact| match fact {
        Fact::Derive(text) | Fact::Attribute(text) => {
            Some((discriminant(fact), text.trim().to_owned()))
        }
        _ => None,
    };
    let item = item_of(fact)?;
    let mut before = before.iter();
    let first = before.find(|first| item_of(&first.value).as_ref() == Some(&item))?;
    let (_, text) = item;
    let message = format!("`{text}` stands in this list twice");
    let help = "remove one of the two";
    Some(
        Diagnostic::new(Code::ContradictoryOverrides, place, message, help)
            .related(first.place, "it stands here first"),
    )
}

fn invalid_name(name: &str, place: Place, target: Target) -> Option<Diagnostic> {
    let (is_valid, what, usual) = match target {
        Target::Model => (names::is_type_name(name), "a type", names::type_name(name)),
        Target::Field => {
            let is_valid = names::field_as_named(name).is_some();
            (is_valid, "a field", names::field(name))
        }
    };
    let help = match usual {
        Some(usual) => format!("write it as `{usual}`"),
        None => "a name needs at least one ASCII letter or digit".to_owned(),
    };
    let message = format!("`{name}` is not a valid name for {what}");
    (!is_valid).then(|| Diagnostic::new(Code::InvalidOverrideName, place, message, help))
}

fn not_derivable(path: &str, place: Place) -> Option<Diagnostic> {
    match Derive::parse(path) {
        Err(refusal) => Some(malformed(refusal, place)),
        Ok(derive) if DERIVED.contains(&derive.name()) => Some(Diagnostic::new(
            Code::OverrideWithoutEffect,
            place,
            format!("every model implements `{path}` already"),
            "remove it",
        )),
        Ok(_) => None,
    }
}

fn malformed(refusal: Refusal, place: Place) -> Diagnostic {
    let Refusal { message, help } = refusal;
    Diagnostic::new(Code::MalformedAttribute, place, message, help)
}

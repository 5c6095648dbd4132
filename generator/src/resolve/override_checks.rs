//! Checks each override by itself: its words and names must have a meaning.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::property_types::{self, Known};
use crate::attribute::{Attribute, Derive, Refusal, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::names;
use crate::overrides::{OverrideType, Overrides};
use crate::schema::{Property, Spanned};
use crate::source::Place;

/// The traits that every struct derives.
const DERIVED: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// Reports every entry that is wrong whatever it is about, and every enum that no entry uses.
pub(super) fn check(known: &Known<'_>, problems: &mut Diagnostics) {
    let overrides = known.overrides;
    let mut used = BTreeSet::new();
    for (definition, name, entry) in overrides.entries() {
        if let Some(ty) = &entry.ty {
            used.insert(ty.value.word());
            let property = || match definition {
                Some(definition) => known.property(definition, name),
                None => known.first_of(name),
            };
            problems.extend(unknown_type(ty, property, known));
        }
        check_names(
            &entry.rename,
            &entry.attributes,
            Target::Field,
            known,
            problems,
        );
    }
    let parameters = overrides.parameter_entries();
    let types = parameters.filter_map(|(.., entry)| entry.ty.as_ref());
    used.extend(types.map(|ty| ty.value.word()));
    for entry in overrides.models.values() {
        check_names(
            &entry.rename,
            &entry.attributes,
            Target::Model,
            known,
            problems,
        );
        problems.extend(entry.derives.iter().filter_map(not_derivable));
        problems.extend(repeated(&entry.derives));
    }
    if overrides.broken {
        // An entry that could not be read may be the one that uses the enum.
        return;
    }
    let is_unused = |name: &str| !used.contains(name) && !property_types::is_word(name);
    for (name, list) in &overrides.enums {
        if is_unused(name) {
            problems.push(Diagnostic::new(
                Code::UnusedEnum,
                list.place,
                format!("no property or parameter has the enum `{name}` for its type"),
                format!(
                    "write `property = \"{name}\"` for a property that holds one, or remove the enum"
                ),
            ));
        }
    }
}

/// Checks what entries on properties and on models have in common.
fn check_names(
    rename: &Option<Spanned<String>>,
    attributes: &[Spanned<String>],
    target: Target,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) {
    problems.extend(rename.as_ref().and_then(|name| invalid_name(name, target)));
    let malformed = attributes
        .iter()
        .filter_map(|text| malformed_attribute(text, target, known));
    problems.extend(malformed);
    problems.extend(repeated(attributes));
}

/// `true` if a model derives a trait of another crate, which may have attributes of its own.
pub(super) fn has_foreign(overrides: &Overrides) -> bool {
    let mut derives = overrides.models.values().flat_map(|entry| &entry.derives);
    derives.any(|path| path.value.contains("::"))
}

/// The problem of a type in an override's words that leads to none.
fn unknown_type<'a>(
    ty: &Spanned<OverrideType>,
    property: impl FnOnce() -> Option<&'a Arc<Property>>,
    known: &Known<'a>,
) -> Option<Diagnostic> {
    if known.overriding(&ty.value).is_some() {
        return None;
    }
    let help = known.meant(&ty.value, property().map(|property| &property.ty.value))?;
    let message = format!("unknown type `{}`", ty.value.word());
    let code = Code::UnknownOverrideType;
    let problem = Diagnostic::new(code, ty.place, message, help);
    match known.overrides.removed.contains(ty.value.word()) {
        true => Some(problem.with(Severity::Warning)),
        false => Some(problem),
    }
}

/// Returns the problems of items that a list already contains.
fn repeated(items: &[Spanned<String>]) -> impl Iterator<Item = Diagnostic> {
    items.iter().enumerate().filter_map(|(at, item)| {
        let text = item.value.trim();
        let first = items[..at]
            .iter()
            .find(|first| first.value.trim() == text)?;
        let message = format!("`{text}` stands in this list twice");
        let help = "remove one of the two";
        Some(
            Diagnostic::new(Code::ContradictoryOverrides, item.place, message, help)
                .related(first.place, "it stands here first"),
        )
    })
}

fn malformed_attribute(
    text: &Spanned<String>,
    target: Target,
    known: &Known<'_>,
) -> Option<Diagnostic> {
    let refused = Attribute::parse(&text.value, target, known.has_foreign).err()?;
    Some(malformed(refused, text.place))
}

fn invalid_name(name: &Spanned<String>, target: Target) -> Option<Diagnostic> {
    let Spanned { value: name, place } = name;
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
    (!is_valid).then(|| Diagnostic::new(Code::InvalidOverrideName, *place, message, help))
}

fn not_derivable(path: &Spanned<String>) -> Option<Diagnostic> {
    let Spanned { value: path, place } = path;
    match Derive::parse(path) {
        Err(refusal) => Some(malformed(refusal, *place)),
        Ok(derive) if DERIVED.contains(&derive.name()) => Some(Diagnostic::new(
            Code::OverrideWithoutEffect,
            *place,
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

//! Compares the type that the document gives to a property with its row.

use super::document::{List, Owner};
use super::kinds::Kind;
use crate::date_sentences;
use crate::overrides::{Entry, Overrides, Type};
use crate::scalar::Scalar;
use crate::schema::{Base, Property};

/// The outcome of comparing a property with its row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The row states as much.
    Said,
    /// The document states more.
    Unsaid,
    /// The two contradict each other.
    Contradicted,
}

/// Compares the kind that the document gives to a property with its row.
pub(super) fn compare(property: &Property, kind: &Kind<'_>) -> Verdict {
    let ty = &property.ty.value;
    let mut kind = kind;
    for _ in 0..ty.lists {
        kind = match kind.unnamed() {
            Kind::List(item) => item,
            Kind::Unsaid => return Verdict::Said,
            _ => return Verdict::Contradicted,
        };
    }
    match &ty.base {
        Base::Link(name) => linked(name, kind),
        Base::Word(base) => worded(base, kind.unnamed(), &property.description),
    }
}

fn linked(name: &str, kind: &Kind<'_>) -> Verdict {
    match kind {
        Kind::Link(other) | Kind::Named(other, _) if *other == name => Verdict::Said,
        // An object written out on the spot may well be the one that has the definition.
        Kind::Unsaid | Kind::Object | Kind::Map(_) => Verdict::Said,
        _ => Verdict::Contradicted,
    }
}

fn worded(base: &str, kind: &Kind<'_>, description: &str) -> Verdict {
    let more = |more: bool| if more { Verdict::Unsaid } else { Verdict::Said };
    match (base, kind) {
        (_, Kind::Unsaid) | ("object", Kind::Object) => Verdict::Said,
        (_, Kind::Scalar(scalar)) if scalar.form().word() == base => {
            match date_sentences::class(description).filter(|_| base == "string") {
                Some(class) if scalar.is_formatted() && class != *scalar => Verdict::Contradicted,
                class => more(class.is_none() && scalar.word() != base),
            }
        }
        ("string", Kind::Enum(List::Texts(_)))
        | ("number", Kind::Enum(List::Integers(_)))
        | ("object", Kind::Map(_) | Kind::Link(_)) => Verdict::Unsaid,
        ("Array", Kind::List(item)) => more(!matches!(item.unnamed(), Kind::Unsaid)),
        ("string" | "number" | "boolean" | "object" | "Array", _) => Verdict::Contradicted,
        // The dialect has no such word, which `resolve` reports.
        _ => Verdict::Said,
    }
}

/// Returns `true` if the overrides give the type: to this property, or to all of its name, where that
/// type can be this property's.
pub(super) fn is_by_hand(
    overrides: &Overrides,
    (definition, property): Owner<'_>,
    row: &Property,
    kind: &Kind<'_>,
) -> bool {
    let [own, shared] = overrides.on(definition, property);
    if own.is_some_and(|own| own.ty().is_some()) {
        return true;
    }
    let shared = shared.and_then(Entry::ty);
    shared.is_some_and(|ty| is_like(ty.value, row.ty.value.lists, kind))
}

/// Returns `true` if an overriding type is a number where the document has one, and a map where it has
/// one.
fn is_like(ty: &Type, lists: usize, kind: &Kind<'_>) -> bool {
    match (ty, kind.unnamed(), lists) {
        (Type::List(ty), Kind::List(kind), 1..) => is_like(ty, lists - 1, kind),
        (Type::List(_), Kind::List(_), 0) | (Type::Map(_), Kind::Map(_) | Kind::Link(_), 0) => true,
        (Type::Word(word), _, 0) if word == "any" => true,
        (Type::Word(word), kind, 0) => {
            let form = match kind {
                Kind::Scalar(scalar) => scalar.form().word(),
                Kind::Enum(List::Integers(_)) => "number",
                Kind::Enum(List::Texts(_)) => "string",
                _ => return false,
            };
            let mut scalars = Scalar::ALL.iter();
            let is_number = scalars.any(|it| it.word() == word && it.form().word() == "number");
            form == if is_number { "number" } else { "string" }
        }
        _ => false,
    }
}

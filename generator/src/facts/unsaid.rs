//! Compares the type that the document gives to a property with its row.

use super::kinds::Kind;
use super::list::{Holder, Owner};
use crate::date_sentences;
use crate::openapi::Schema;
use crate::overrides::{OverrideType, Overrides};
use crate::scalar::Scalar;
use crate::schema::{Base, Property, Type, Word};

/// The outcome of comparing a property with its row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The row states as much.
    Stated,
    /// The document states more.
    Unstated,
    /// The two contradict each other.
    Contradicted,
}

/// Compares the kind that the document gives to a property or a parameter with its type and description in
/// the Markdown.
pub(super) fn compare(ty: &Type, description: &str, kind: &Kind<'_>) -> Verdict {
    let mut kind = kind;
    for _ in 0..ty.lists {
        kind = match kind.unnamed() {
            Kind::List(item) => item,
            Kind::Unsaid => return Verdict::Stated,
            _ => return Verdict::Contradicted,
        };
    }
    match &ty.base {
        Base::Link(name) => linked(name, kind),
        Base::Word(base) => worded(*base, kind.unnamed(), description),
        // The dialect has no such word, which `resolve` reports.
        Base::Unlinked(_) => Verdict::Stated,
    }
}

fn linked(name: &str, kind: &Kind<'_>) -> Verdict {
    match kind {
        Kind::Link(other) | Kind::Named(other, _) if *other == name => Verdict::Stated,
        // An inline object may well be the one that has the definition.
        Kind::Unsaid | Kind::Object | Kind::Map(_) => Verdict::Stated,
        _ => Verdict::Contradicted,
    }
}

fn worded(base: Word, kind: &Kind<'_>, description: &str) -> Verdict {
    let more = |more: bool| {
        if more {
            Verdict::Unstated
        } else {
            Verdict::Stated
        }
    };
    match (base, kind) {
        (_, Kind::Unsaid) | (Word::Object, Kind::Object) => Verdict::Stated,
        (_, Kind::Scalar(scalar)) if scalar.form().word() == base => {
            match date_sentences::class(description).filter(|_| base == Word::String) {
                Some(class) if scalar.is_formatted() && class != *scalar => Verdict::Contradicted,
                class => more(class.is_none() && scalar.word() != base.text()),
            }
        }
        (_, Kind::Enum(list)) if list.word() == base => Verdict::Unstated,
        (Word::Object, Kind::Map(_) | Kind::Link(_)) => Verdict::Unstated,
        (Word::Array, Kind::List(item)) => more(!matches!(item.unnamed(), Kind::Unsaid)),
        _ => Verdict::Contradicted,
    }
}

/// Returns the default and the bounds of a schema, which the Markdown never states, as a paragraph of
/// documentation: `Default: 25. Maximum: 100.`
pub(super) fn note(schema: &Schema<'_>) -> Option<String> {
    const LONGEST: usize = 100;
    let mut limits = schema.limits.clone();
    limits.sort_unstable();
    let limits = limits.iter().map(|(words, value)| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        match value.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{words}: {}….", &value[..end]),
            None => format!("{words}: {value}."),
        }
    });
    let text = limits.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Returns `true` if the overrides give the type: to this property, or to all of its name, where that
/// type can be this property's.
pub(super) fn is_by_hand(
    overrides: &Overrides,
    (holder, property): Owner<'_>,
    row: &Property,
    kind: &Kind<'_>,
) -> bool {
    let Holder::Definition(definition) = holder else {
        return false;
    };
    let [own, shared] = overrides.on(definition, property);
    if own.is_some_and(|own| own.ty.is_some()) {
        return true;
    }
    let shared = shared.and_then(|shared| shared.ty.as_ref());
    shared.is_some_and(|ty| is_like(&ty.value, row.ty.value.lists, kind))
}

/// Returns `true` if an overriding type is a number where the document has one, and a map where it has
/// one.
fn is_like(ty: &OverrideType, lists: usize, kind: &Kind<'_>) -> bool {
    match (ty, kind.unnamed(), lists) {
        (OverrideType::List(ty), Kind::List(kind), 1..) => is_like(ty, lists - 1, kind),
        (OverrideType::List(_), Kind::List(_), 0)
        | (OverrideType::Map(_), Kind::Map(_) | Kind::Link(_), 0) => true,
        (OverrideType::Word(word), _, 0) if word == "any" => true,
        (OverrideType::Word(word), kind, 0) => {
            let form = match kind {
                Kind::Scalar(scalar) => scalar.form().word(),
                Kind::Enum(list) => list.word(),
                _ => return false,
            };
            let mut scalars = Scalar::ALL.iter();
            let is_number = scalars.any(|it| it.word() == word && it.form().word() == Word::Number);
            form == if is_number {
                Word::Number
            } else {
                Word::String
            }
        }
        _ => false,
    }
}

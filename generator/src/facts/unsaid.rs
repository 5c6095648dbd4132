//! Compares what the document says of a property with its row.

use super::document::{List, Owner};
use super::kinds::Kind;
use crate::date_sentences;
use crate::overrides::{OverrideType, Overrides};
use crate::schema::{Base, Property};

/// What there is to state of a property.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The row says as much.
    Said,
    /// The document says more.
    Unsaid,
    /// The two do not go together.
    Contradicted,
}

/// Whether the document says more of the property than its row does.
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
        Base::Word(base) => told(base.text(), kind.unnamed(), &property.description),
        // The dialect has no such word, which is for others to report.
        Base::Unlinked(_) => Verdict::Said,
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

fn told(base: &str, kind: &Kind<'_>, description: &str) -> Verdict {
    let more = |more: bool| if more { Verdict::Unsaid } else { Verdict::Said };
    match (base, kind) {
        (_, Kind::Unsaid) | ("object", Kind::Object) => Verdict::Said,
        (
            "string",
            Kind::Word {
                base: "string",
                word,
            },
        ) => match date_sentences::class(description) {
            Some(class) if *word != "string" && class.word() != *word => Verdict::Contradicted,
            class => more(class.is_none() && *word != "string"),
        },
        (_, Kind::Word { base: same, word }) if *same == base => more(word != same),
        ("string", Kind::Enum(List::Texts(_)))
        | ("number", Kind::Enum(List::Integers(_)))
        | ("object", Kind::Map(_) | Kind::Link(_)) => Verdict::Unsaid,
        ("Array", Kind::List(item)) => more(!matches!(item.unnamed(), Kind::Unsaid)),
        _ => Verdict::Contradicted,
    }
}

/// Whether the author of the overrides says the type: of this property, or of all of its name, if
/// that type can be this property's.
pub(super) fn is_by_hand(
    overrides: &Overrides,
    (definition, property): Owner<'_>,
    row: &Property,
    kind: &Kind<'_>,
) -> bool {
    let [own, shared] = overrides.on(definition, property);
    if own.is_some_and(|own| own.ty.is_some()) {
        return true;
    }
    let shared = shared.and_then(|shared| shared.ty.as_ref());
    shared.is_some_and(|ty| is_like(&ty.value, row.ty.value.lists, kind))
}

/// Whether an overriding type is a number where the document has one, and a map where it has one.
fn is_like(ty: &OverrideType, lists: usize, kind: &Kind<'_>) -> bool {
    const NUMBERS: [&str; 7] = ["number", "i32", "i64", "u32", "u64", "f32", "f64"];
    match (ty, kind.unnamed(), lists) {
        (OverrideType::List(ty), Kind::List(kind), 1..) => is_like(ty, lists - 1, kind),
        (OverrideType::List(_), Kind::List(_), 0)
        | (OverrideType::Map(_), Kind::Map(_) | Kind::Link(_), 0) => true,
        (OverrideType::Word(word), _, 0) if word == "any" => true,
        (OverrideType::Word(word), kind, 0) => {
            let is_number = matches!(
                kind,
                Kind::Word { base: "number", .. } | Kind::Enum(List::Integers(_))
            );
            let is_text = matches!(
                kind,
                Kind::Word { base: "string", .. } | Kind::Enum(List::Texts(_))
            );
            let is_word = NUMBERS.contains(&word.as_str());
            is_number && is_word || is_text && !is_word
        }
        _ => false,
    }
}

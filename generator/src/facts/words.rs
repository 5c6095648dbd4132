//! Says a kind in the words of the overrides.

use std::collections::BTreeMap;

use super::document::List;
use super::kinds::Kind;
use crate::overrides::OverrideType;

/// The type in an override's words. Objects of which nothing is known are JSON of any kind: an
/// override's `object` would promise no more.
pub(super) fn ty(kind: &Kind<'_>, names: &BTreeMap<&List, String>) -> OverrideType {
    let word = |word: &str| OverrideType::Word(word.to_owned());
    match kind {
        Kind::Unsaid | Kind::Object => word("any"),
        Kind::Scalar(scalar) => word(scalar.word()),
        Kind::Enum(list) => word(&names[list]),
        Kind::Link(name) => word(name),
        Kind::Map(value) => OverrideType::Map(Box::new(ty(value, names))),
        Kind::List(item) => OverrideType::List(Box::new(ty(item, names))),
        Kind::Named(_, kind) => ty(kind, names),
    }
}

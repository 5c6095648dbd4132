//! Writes a kind as a type in the words of the overrides.

use super::kinds::Kind;
use crate::overrides::OverrideType;

/// Returns the type in the words of the overrides, with `name` for the enum that it holds in the end.
/// Objects of which nothing is known are JSON of any kind: an override's `object` would promise no more.
pub(super) fn ty(kind: &Kind<'_>, name: Option<&str>) -> OverrideType {
    let word = |word: &str| OverrideType::Word(word.to_owned());
    match kind {
        Kind::Unsaid | Kind::Object => word("any"),
        Kind::Scalar(scalar) => word(scalar.word()),
        Kind::Enum(_) => word(name.unwrap_or("string")),
        Kind::Link(name) => word(name),
        Kind::Map(value) => OverrideType::Map(Box::new(ty(value, name))),
        Kind::List(item) => OverrideType::List(Box::new(ty(item, name))),
        Kind::Named(_, kind) => ty(kind, name),
    }
}

//! Says a kind in the words of the overrides.

use super::kinds::Kind;
use crate::overrides::Type;

/// The type in an override's words, with the name of the enum that it has in the end. Objects of which nothing is known are JSON of any kind: an
/// override's `object` would promise no more.
pub(super) fn ty(kind: &Kind<'_>, name: Option<&str>) -> Type {
    let word = |word: &str| Type::Word(word.to_owned());
    match kind {
        Kind::Unsaid | Kind::Object => word("any"),
        Kind::Word { word: it, .. } => word(it),
        Kind::Enum(_) => word(name.unwrap_or("string")),
        Kind::Link(name) => word(name),
        Kind::Map(value) => Type::Map(Box::new(ty(value, name))),
        Kind::List(item) => Type::List(Box::new(ty(item, name))),
        Kind::Named(_, kind) => ty(kind, name),
    }
}

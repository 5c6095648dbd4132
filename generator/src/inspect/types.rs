//! Words types for people and tools: those of rows, and of what is decided.

use crate::model::{Model, Type};
use crate::schema::{self, Base};

/// The most words of an enum that are shown.
const WORDS: usize = 8;

/// The first words of the enum that a field holds, if it holds one.
pub(super) fn words(ty: &Type, model: &Model) -> Option<String> {
    let ident = ty.ident()?;
    let item = model.enums.by_ident(ident)?;
    let shown = item.constants.iter().take(WORDS);
    let mut words: Vec<_> = shown
        .map(|constant| format!("`{}`", constant.value))
        .collect();
    if item.constants.len() > WORDS {
        words.push(format!("… {} more", item.constants.len() - WORDS));
    }
    Some(format!("Known: {}.", words.join(", ")))
}

/// The type that is decided, where it is another than that of the row. JSON of any kind has words in rows and
/// another in overrides; a definition that is not there is no decision.
pub(super) fn decided_as(written: &schema::Type, ty: &Type) -> Option<String> {
    if matches!(written.base, Base::Unlinked(_)) {
        return None;
    }
    let (written, decided) = (written.to_string(), in_words(ty));
    let (base, lists) = written.split_at(written.trim_end_matches("[]").len());
    let base = match base {
        "Array" => "any[]",
        "object" => "any",
        base => base,
    };
    (decided != format!("{base}{lists}")).then_some(decided)
}

/// A type in the words of rows and overrides; models by their Rust names.
fn in_words(ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.word().to_owned(),
        Type::Struct(ident) | Type::Alias(ident) | Type::Enum(ident) | Type::IntegerEnum(ident) => {
            ident.clone()
        }
        Type::Map(value) => format!("map<{}>", in_words(value)),
        Type::List(item) => format!("{}[]", in_words(item)),
        Type::Boxed(inner) | Type::Optional(inner) => in_words(inner),
    }
}

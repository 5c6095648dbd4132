//! Classifies a change of a description.
//!
//! The API states two things in its descriptions that matter beyond documentation: that a string is a
//! date, and that something is deprecated. A changed description is reported as a change of these if it
//! states either now or did before, and otherwise as a change of wording.

use crate::changes::change_kind::ChangeKind;
use crate::model::{Field, Type};
use crate::scalar::Scalar;
use crate::schema::{Base, Word};

/// The kinds of the change from one description of a definition to another.
pub(super) fn of_definition(old: &str, new: &str) -> Vec<ChangeKind> {
    if old == new {
        return Vec::new();
    }
    vec![deprecation(old, new).unwrap_or(ChangeKind::DescriptionChanged)]
}

/// The kinds of the change from one description of a property to another.
pub(super) fn of_property(old: &Field, new: &Field) -> Vec<ChangeKind> {
    let (before, after) = (&old.property.description, &new.property.description);
    if before == after {
        return Vec::new();
    }
    let mut kinds: Vec<_> = date(old, new).into_iter().collect();
    kinds.extend(deprecation(before, after));
    if kinds.is_empty() {
        kinds.push(ChangeKind::DescriptionChanged);
    }
    kinds
}

fn deprecation(old: &str, new: &str) -> Option<ChangeKind> {
    match (is_deprecated(old), is_deprecated(new)) {
        (false, true) => Some(ChangeKind::DeprecationAdded),
        (true, false) => Some(ChangeKind::DeprecationRemoved),
        _ => None,
    }
}

/// `true` if the text contains the word, in any case. The API words deprecations in many ways and has
/// the word in common.
fn is_deprecated(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case("deprecated"))
}

/// Returns the kind of a change from one class of dates to another if both are strings. If the type is
/// another one, the change of type covers it.
fn date(old: &Field, new: &Field) -> Option<ChangeKind> {
    let is_string = |row: &Field| row.property.ty.value.base == Base::Word(Word::String);
    if !is_string(old) || !is_string(new) {
        return None;
    }
    match (class(&old.ty), class(&new.ty)) {
        (one, other) if one == other => None,
        (None, Some(_)) => Some(ChangeKind::DateClassGained),
        (Some(_), None) => Some(ChangeKind::DateClassLost),
        _ => Some(ChangeKind::DateClassChanged),
    }
}

/// The class of dates that the type is; `None` where it is none.
pub(super) fn class(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Scalar(scalar) => scalar.is_formatted().then_some(*scalar),
        Type::List(inner) | Type::Boxed(inner) | Type::Optional(inner) => class(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_deprecated;

    #[test]
    fn the_word_counts_in_any_case_and_on_its_own_only() {
        assert!(is_deprecated("The page. (Deprecated - use cursors)"));
        assert!(is_deprecated("DEPRECATED"));
        assert!(!is_deprecated("Set populateDeprecatedWarnings to see them"));
    }
}

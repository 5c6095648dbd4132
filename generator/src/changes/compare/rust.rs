//! Compares the Rust that a property became.
//!
//! The types of definitions and enums that only have another name count as the same: their own entries speak
//! of that.

use std::collections::{BTreeMap, BTreeSet};

use super::enum_pairs::EnumPairs;
use super::pairs::Pairs;
use crate::changes::change::RustSides;
use crate::changes::verdict::SemverImpact;
use crate::model::{Field, Type};
use crate::scalar::Scalar;

/// The identifier that each struct and enum of the old side has now.
pub(super) struct Idents<'a> {
    structs: BTreeMap<&'a str, &'a str>,
    pub(super) enums: EnumPairs<'a>,
}

impl<'a> Idents<'a> {
    pub(super) fn of(pairs: &Pairs<'a>) -> Self {
        let both = pairs.both.iter();
        let structs = both.map(|(old, new)| (&*old.ident, &*new.ident));
        Self {
            structs: structs.collect(),
            enums: EnumPairs::of(pairs),
        }
    }

    /// Returns the impact on source code if one field becomes another.
    pub(super) fn verdict(&self, old: Option<&Field>, new: Option<&Field>) -> SemverImpact {
        match (old, new) {
            (Some(old), Some(new)) if self.same(old, new) => SemverImpact::None,
            (None, Some(new)) if !new.required => SemverImpact::Minor,
            (None, None) => SemverImpact::None,
            _ => SemverImpact::Major,
        }
    }

    fn same(&self, old: &Field, new: &Field) -> bool {
        old.ident == new.ident && self.same_type(&old.ty, &new.ty)
    }

    /// Returns `true` if source code takes both types for the same.
    pub(super) fn same_type(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Struct(old), Type::Struct(new)) => {
                self.structs.get(old.as_str()).copied().unwrap_or(old) == new
            }
            // An alias is any JSON by the name of a definition.
            (
                Type::Alias(_) | Type::Scalar(Scalar::Json),
                Type::Alias(_) | Type::Scalar(Scalar::Json),
            ) => true,
            (Type::Enum(old), Type::Enum(new))
            | (Type::IntegerEnum(old), Type::IntegerEnum(new)) => {
                self.enums.new_name(old).unwrap_or(old) == new
            }
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Boxed(old), Type::Boxed(new))
            | (Type::Optional(old), Type::Optional(new)) => self.same_type(old, new),
            (old, new) => old == new,
        }
    }
}

/// The new wire names of the properties that by their new name gave their argument of `new` another
/// place among those that stayed. Where the types are the same, nothing fails to compile and values
/// are swapped. Arguments are in the order of the fields, thus of the wire names.
pub(super) fn moved_arguments<'a>(both: &[(&'a Field, &'a Field)]) -> BTreeSet<&'a str> {
    let stayed = both.iter().map(|(old, new)| (*old, *new));
    let mut old: Vec<_> = stayed
        .filter(|(old, new)| old.required && new.required)
        .collect();
    let mut new = old.clone();
    old.sort_by_key(|(field, _)| field.wire_name());
    new.sort_by_key(|(_, field)| field.wire_name());
    // Those that kept their names keep their order, so that any other order shows in one that did not.
    let moved = old.iter().zip(&new);
    let moved = moved.filter(|(old, new)| old.1.wire_name() != new.1.wire_name());
    moved
        .map(|((before, after), _)| (before.wire_name(), after.wire_name()))
        .filter(|(before, after)| before != after)
        .map(|(_, after)| after)
        .collect()
}

/// The Rust of a field on both sides: types alone where the name is the same.
pub(super) fn code(old: Option<&Field>, new: Option<&Field>) -> Option<RustSides> {
    let whole = |field: &Field| format!("{}: {}", field.ident, field.ty);
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) if old.ident == new.ident => {
            (Some(old.ty.to_string()), Some(new.ty.to_string()))
        }
        (old, new) => (old.map(whole), new.map(whole)),
    };
    (old != new).then_some(RustSides { old, new })
}

//! Compares the Rust that a property became.
//!
//! The types of definitions that only have another name count as the same: the definition's own
//! entry speaks of that.

use std::collections::BTreeMap;

use super::pairs::Pairs;
use crate::changes::{Code, Kind, Rust};
use crate::model::{Field, Type};

/// The identifier that each struct of the old side has now.
pub(super) struct Idents<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Idents<'a> {
    pub(super) fn of(pairs: &Pairs<'a>) -> Self {
        let both = pairs.both.iter();
        let idents = both.map(|(old, new)| (&*old.structure.ident, &*new.structure.ident));
        Self(idents.collect())
    }

    /// What a field asks of source code when it becomes another.
    pub(super) fn verdict(&self, old: Option<&Field>, new: Option<&Field>) -> Rust {
        match (old, new) {
            (Some(old), Some(new)) if self.same(old, new) => Rust::None,
            (None, Some(new)) if !new.required => Rust::Minor,
            (None, None) => Rust::None,
            _ => Rust::Major,
        }
    }

    /// What about a field changed although nothing in the definitions explains it.
    pub(super) fn unexplained(
        &self,
        old: &Field,
        new: &Field,
        named_anew: bool,
        typed_anew: bool,
    ) -> Vec<Kind> {
        let mut kinds = Vec::new();
        if old.ident != new.ident && !named_anew {
            kinds.push(Kind::RustNameChanged);
        }
        if !self.same_type(&old.ty, &new.ty) && !typed_anew {
            kinds.push(if self.same_type(&unboxed(&old.ty), &unboxed(&new.ty)) {
                Kind::RustBoxingChanged
            } else {
                Kind::RustTypeChanged
            });
        }
        kinds
    }

    fn same(&self, old: &Field, new: &Field) -> bool {
        old.ident == new.ident && self.same_type(&old.ty, &new.ty)
    }

    fn same_type(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Struct(old), Type::Struct(new)) => {
                self.0.get(old.as_str()).copied().unwrap_or(old) == new
            }
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Boxed(old), Type::Boxed(new))
            | (Type::Optional(old), Type::Optional(new)) => self.same_type(old, new),
            (old, new) => old == new,
        }
    }
}

/// The Rust of a field on both sides: types alone where the name is the same.
pub(super) fn code(old: Option<&Field>, new: Option<&Field>) -> Option<Code> {
    let whole = |field: &Field| format!("{}: {}", field.ident, field.ty);
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) if old.ident == new.ident => {
            (Some(old.ty.to_string()), Some(new.ty.to_string()))
        }
        (old, new) => (old.map(whole), new.map(whole)),
    };
    (old != new).then_some(Code { old, new })
}

fn unboxed(ty: &Type) -> Type {
    match ty {
        Type::Boxed(inner) => unboxed(inner),
        Type::List(inner) => Type::List(Box::new(unboxed(inner))),
        Type::Map(inner) => Type::Map(Box::new(unboxed(inner))),
        Type::Optional(inner) => Type::Optional(Box::new(unboxed(inner))),
        ty => ty.clone(),
    }
}

//! Tells what became of a property's type.
//!
//! Where what a list holds changed,
//! that names the change; how many lists there are around it is then a detail.

use super::links::{self, Relation};
use super::pairs::Pairs;
use super::spelling::{Item, Plain, plain};
use crate::changes::kind::Kind;
use crate::changes::verdict::Wire;
use crate::schema::Type;

/// The kind of the change from `old` to `new`, if it is one, and what it does on the wire where that
/// depends on the definitions that they link to.
pub(super) fn compare(old: &Type, new: &Type, pairs: &Pairs<'_>) -> Option<(Kind, Wire)> {
    let (a, b) = (plain(old), plain(new));
    let kind = match (&a.item, &b.item) {
        (Item::Link(one), Item::Link(other)) if pairs.new_name(one) != *other => {
            return Some(linked(&a, &b, links::compare(one, other, pairs)));
        }
        (Item::Link(_), Item::Link(_)) => lists(&a, &b)?,
        (one, other) if one == other => lists(&a, &b).or_else(|| respelled(old, new))?,
        (Item::Anything, _) => Kind::TypeFromObject,
        (_, Item::Anything) => Kind::TypeToObject,
        (Item::Word(_), Item::Word(_)) => Kind::TypeScalarChanged,
        (Item::Word(_), Item::Link(_)) => Kind::TypeScalarToLink,
        (Item::Link(_), Item::Word(_)) => Kind::TypeLinkToScalar,
    };
    Some((kind, Relation::DIFFERENT.wire))
}

fn lists(old: &Plain<'_>, new: &Plain<'_>) -> Option<Kind> {
    match (old.lists, new.lists) {
        (old, new) if old == new => None,
        (0, _) => Some(Kind::TypeOneToList),
        (_, 0) => Some(Kind::TypeListToOne),
        _ => Some(Kind::TypeListDepthChanged),
    }
}

fn respelled(old: &Type, new: &Type) -> Option<Kind> {
    (old != new).then_some(Kind::TypeRespelled)
}

fn linked(old: &Plain<'_>, new: &Plain<'_>, mut relation: Relation) -> (Kind, Wire) {
    if old.lists != new.lists {
        relation = Relation::DIFFERENT;
    }
    (relation.kind(), relation.wire)
}

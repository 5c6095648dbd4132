//! Classifies a change of a property's type.
//!
//! If the type in a list changed, that names the change; the depth of the lists is then a detail.

use super::link_shapes::{self, Relation};
use super::pairs::Pairs;
use super::spelling::{Item, Plain, plain};
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::Wire;
use crate::schema::Type;

/// The kind of the change from `old` to `new`, if it is one, and what it does on the wire where that
/// depends on the definitions that they link to.
pub(super) fn compare(old: &Type, new: &Type, pairs: &Pairs<'_>) -> Option<(ChangeKind, Wire)> {
    let (a, b) = (plain(old), plain(new));
    let kind = match (&a.item, &b.item) {
        (Item::Link(one), Item::Link(other)) if pairs.new_name(one) != *other => {
            return Some(linked(&a, &b, link_shapes::compare(one, other, pairs)));
        }
        (Item::Link(_), Item::Link(_)) => lists(&a, &b)?,
        (one, other) if one == other => lists(&a, &b).or_else(|| respelled(old, new))?,
        (Item::Anything, _) => ChangeKind::TypeFromObject,
        (_, Item::Anything) => ChangeKind::TypeToObject,
        (Item::Word(_), Item::Word(_)) => ChangeKind::TypeScalarChanged,
        (Item::Word(_), Item::Link(_)) => ChangeKind::TypeScalarToLink,
        (Item::Link(_), Item::Word(_)) => ChangeKind::TypeLinkToScalar,
    };
    Some((kind, Relation::DIFFERENT.wire))
}

fn lists(old: &Plain<'_>, new: &Plain<'_>) -> Option<ChangeKind> {
    match (old.lists, new.lists) {
        (old, new) if old == new => None,
        (0, _) => Some(ChangeKind::TypeOneToList),
        (_, 0) => Some(ChangeKind::TypeListToOne),
        _ => Some(ChangeKind::TypeListDepthChanged),
    }
}

fn respelled(old: &Type, new: &Type) -> Option<ChangeKind> {
    (old != new).then_some(ChangeKind::TypeRespelled)
}

fn linked(old: &Plain<'_>, new: &Plain<'_>, mut relation: Relation) -> (ChangeKind, Wire) {
    if old.lists != new.lists {
        relation = Relation::DIFFERENT;
    }
    (relation.kind(), relation.wire)
}

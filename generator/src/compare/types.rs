//! Tells what became of a property's type.
//!
//! `Array` is a list of anything and thus the same as `object[]`. Where what a list holds changed,
//! that names the change; how many lists there are around it is then a detail.

use super::links::{self, Relation};
use super::pairs::Pairs;
use crate::changes::Kind;
use crate::schema::{Base, Type};

/// A type with `Array` taken apart.
struct Plain<'a> {
    item: Item<'a>,
    lists: usize,
}

/// What is in the lists, if there are any.
#[derive(PartialEq)]
enum Item<'a> {
    Anything,
    Word(&'a str),
    Link(&'a str),
}

/// What a change of type is, and what it breaks.
pub(super) struct Verdict {
    pub(super) kind: Kind,
    /// How the two definitions differ, where both types are links.
    pub(super) relation: Option<Relation>,
}

/// The kind of the change from `old` to `new`, if it is one.
pub(super) fn compare(old: &Type, new: &Type, pairs: &Pairs<'_>) -> Option<Verdict> {
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
    Some(Verdict {
        kind,
        relation: None,
    })
}

/// A type so spelled that equal types are spelled alike, with another name for each definition.
pub(super) fn spelling<'a>(ty: &'a Type, name: impl Fn(&'a str) -> &'a str) -> String {
    let Plain { item, lists } = plain(ty);
    let item = match item {
        Item::Anything => "object".to_owned(),
        Item::Word(word) => word.to_owned(),
        Item::Link(link) => format!("`{}`", name(link)),
    };
    item + &"[]".repeat(lists)
}

/// Whether two types are the same, in whatever words.
pub(super) fn same(old: &Type, new: &Type, pairs: &Pairs<'_>) -> bool {
    spelling(old, |name| pairs.new_name(name)) == spelling(new, |name| name)
}

fn plain(ty: &Type) -> Plain<'_> {
    let (item, more) = match &ty.base {
        Base::Link(name) => (Item::Link(name), 0),
        Base::Word(word) => match word.as_str() {
            "Array" => (Item::Anything, 1),
            "object" => (Item::Anything, 0),
            word => (Item::Word(word), 0),
        },
    };
    Plain {
        item,
        lists: ty.lists + more,
    }
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

fn linked(old: &Plain<'_>, new: &Plain<'_>, mut relation: Relation) -> Verdict {
    if old.lists != new.lists {
        relation = Relation::DIFFERENT;
    }
    Verdict {
        kind: relation.kind(),
        relation: Some(relation),
    }
}

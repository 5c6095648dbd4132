//! Compares types in whatever words: `Array` is a list of anything and thus the same as `object[]`.

use super::pairs::Pairs;
use crate::schema::{Base, Type, Word};

/// A type with `Array` taken apart.
#[derive(PartialEq)]
pub(super) struct Plain<'a> {
    pub(super) item: Item<'a>,
    pub(super) lists: usize,
}

/// The type below all lists.
#[derive(PartialEq)]
pub(super) enum Item<'a> {
    Anything,
    Word(&'a str),
    Link(&'a str),
}

impl Item<'_> {
    /// `true` if the new side's item is the same, by whatever name its definition has now.
    pub(super) fn is_same(&self, new: &Item<'_>, pairs: &Pairs<'_>) -> bool {
        match (self, new) {
            (Item::Link(old), Item::Link(new)) => pairs.new_name(old) == *new,
            (old, new) => old == new,
        }
    }
}

/// `true` if two types are the same, in whatever words.
pub(super) fn same(old: &Type, new: &Type, pairs: &Pairs<'_>) -> bool {
    let (old, new) = (plain(old), plain(new));
    old.lists == new.lists && old.item.is_same(&new.item, pairs)
}

/// `true` if values of the type may be any JSON.
pub(super) fn is_anything(ty: &Type) -> bool {
    plain(ty)
        == Plain {
            item: Item::Anything,
            lists: 0,
        }
}

pub(super) fn plain(ty: &Type) -> Plain<'_> {
    let (item, more) = match &ty.base {
        Base::Link(name) => (Item::Link(name), 0),
        Base::Word(Word::Array) => (Item::Anything, 1),
        Base::Word(Word::Object) => (Item::Anything, 0),
        Base::Word(word) => (Item::Word(word.text()), 0),
        Base::Unlinked(word) => (Item::Word(word), 0),
    };
    Plain {
        item,
        lists: ty.lists + more,
    }
}

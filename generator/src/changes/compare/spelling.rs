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

/// `true` if every value of the type is one of `taker`, whose definitions without properties take any JSON. Two
/// definitions are never the same here.
pub(super) fn takes(taker: &Type, is_alias: impl Fn(&str) -> bool, value: &Type) -> bool {
    let (taker, value) = (plain(taker), plain(value));
    let takes_anything = match taker.item {
        Item::Anything => true,
        Item::Link(name) => is_alias(name),
        Item::Word(_) => false,
    };
    match takes_anything {
        true => taker.lists <= value.lists,
        false => taker == value && !matches!(taker.item, Item::Link(_)),
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

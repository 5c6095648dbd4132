//! Spells equal types alike: `Array` is a list of anything and thus the same as `object[]`.

use super::pairs::Pairs;
use crate::schema::{Base, Type, Word};

/// A type with `Array` taken apart.
pub(super) struct Plain<'a> {
    pub(super) item: Item<'a>,
    pub(super) lists: usize,
}

/// What is in the lists, if there are any.
#[derive(PartialEq)]
pub(super) enum Item<'a> {
    Anything,
    Word(&'a str),
    Link(&'a str),
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

//! Lists and maps of items.
//!
//! This module alone knows how lists grow while they are decoded: in a spare buffer that
//! the next list of the same type uses again, and from which the finished list is moved
//! into memory of just its size. That is quicker than growing each list step by step, and
//! holds a quarter less memory, because JSON never says how long a list is.

use std::collections::BTreeMap;

use super::field::{FieldMut, Fill, Item, Items, List, Map, Sealed, Sink, optional};
use super::spare::Spare;

/// Beyond this size in bytes a list is not moved but shrunk where it is.
const LARGE: usize = 1 << 18;

impl<T: Item> List for Vec<T> {
    fn start(&mut self, spare: &mut Spare) {
        if let Some(buffer) = spare.buffer() {
            std::mem::swap(self, buffer);
        }
    }

    fn item(&mut self, index: usize) -> &mut dyn Fill {
        if index == self.len() {
            // Not `push`: that would make a large model elsewhere and then move it.
            self.resize_with(index + 1, T::empty);
        }
        &mut self[index]
    }

    fn truncate(&mut self, length: usize) {
        self.truncate(length);
    }

    fn end(&mut self, spare: &mut Spare) {
        if self.len() == self.capacity() {
            return;
        }
        if self.len() * size_of::<T>() > LARGE {
            self.shrink_to_fit();
            return;
        }
        let mut exact = Vec::with_capacity(self.len());
        exact.append(self);
        spare.keep(std::mem::replace(self, exact));
    }
}

impl<T: Item> Sealed for Vec<T> {}

impl<T: Item> Item for Vec<T> {
    #[inline]
    fn empty() -> Self {
        Vec::new()
    }

    #[inline]
    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::List(self)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        to.list(name, self);
    }
}

impl<T: Item> Items for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn each(&self, to: &mut dyn Sink) {
        for item in self {
            item.give("", to);
        }
    }
}

impl<T: Item> Map for BTreeMap<String, T> {
    fn entry(&mut self, key: String) -> &mut dyn Fill {
        BTreeMap::entry(self, key).or_insert_with(T::empty)
    }

    fn remove(&mut self, key: &str) {
        BTreeMap::remove(self, key);
    }

    fn keys(&self, run: &mut dyn FnMut(&str)) {
        self.keys().for_each(|key| run(key));
    }
}

impl<T: Item> Sealed for BTreeMap<String, T> {}

impl<T: Item> Item for BTreeMap<String, T> {
    #[inline]
    fn empty() -> Self {
        BTreeMap::new()
    }

    #[inline]
    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::Map(self)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        to.map(name, self);
    }
}

impl<T: Item> Items for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn has(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn each(&self, to: &mut dyn Sink) {
        for (key, value) in self {
            value.give(key, to);
        }
    }
}

optional! {
    [T: Item] Vec<T>,
    [T: Item] BTreeMap<String, T>,
}

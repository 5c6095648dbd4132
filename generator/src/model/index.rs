//! The noun `Indexed`: the types of the crate, in an order, found by their names.

use std::ops::Deref;

/// A type of the crate.
pub trait Named {
    /// The identifier in Rust.
    fn ident(&self) -> &str;
    /// The definition's name; of an enum, which has no definition, the identifier.
    fn name(&self) -> &str;
}

/// Types with an index of their names, which is built once: nothing in it can be changed.
#[derive(Clone, Debug)]
pub struct Indexed<T> {
    items: Vec<T>,
    /// The positions in the order of the identifiers.
    by_ident: Vec<usize>,
    /// The positions in the order of the names.
    by_name: Vec<usize>,
}

impl<T: Named> Indexed<T> {
    /// The types of `items`, in their order.
    pub fn new(items: Vec<T>) -> Self {
        let sorted = |key: fn(&T) -> &str| {
            let mut positions: Vec<_> = (0..items.len()).collect();
            positions.sort_by_key(|&at| key(&items[at]));
            positions
        };
        Self {
            by_ident: sorted(T::ident),
            by_name: sorted(T::name),
            items,
        }
    }

    /// The types for which `keep` holds.
    #[must_use]
    pub fn only(self, keep: impl Fn(&T) -> bool) -> Self {
        Self::new(self.items.into_iter().filter(keep).collect())
    }

    /// The types, in their order.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The type with the identifier.
    pub fn by_ident(&self, ident: &str) -> Option<&T> {
        self.position(ident).map(|at| &self.items[at])
    }

    /// The type with the name.
    pub fn by_name(&self, name: &str) -> Option<&T> {
        self.position_of_name(name).map(|at| &self.items[at])
    }

    /// The position of the type with the identifier.
    pub fn position(&self, ident: &str) -> Option<usize> {
        self.found(&self.by_ident, T::ident, ident)
    }

    /// The position of the type with the name.
    pub fn position_of_name(&self, name: &str) -> Option<usize> {
        self.found(&self.by_name, T::name, name)
    }

    /// The positions of all types, in the order of their names.
    pub fn positions_by_name(&self) -> impl Iterator<Item = usize> {
        self.by_name.iter().copied()
    }

    fn found(&self, positions: &[usize], key: fn(&T) -> &str, wanted: &str) -> Option<usize> {
        let key = |&at: &usize| key(&self.items[at]);
        let found = positions.binary_search_by(|at| key(at).cmp(wanted)).ok()?;
        Some(positions[found])
    }
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            by_ident: Vec::new(),
            by_name: Vec::new(),
        }
    }
}

impl<T: Named> FromIterator<T> for Indexed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::new(items.into_iter().collect())
    }
}

impl<T> Deref for Indexed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T> IntoIterator for &'a Indexed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

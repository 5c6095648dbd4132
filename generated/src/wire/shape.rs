//! The shape of a model on the wire: its name and, for each property, the wire name and
//! whether it is required.
//!
//! This module alone knows how a wire name is found among a model's properties.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};

/// The shape of a model: the name of its definition, and its properties.
#[derive(Debug)]
pub struct Shape {
    pub(crate) name: &'static str,
    pub(crate) properties: &'static [Property],
}

/// One property of a definition.
#[derive(Debug)]
pub struct Property {
    pub(crate) field: &'static str,
    pub(crate) name: &'static str,
    pub(crate) required: bool,
}

impl Shape {
    /// The definition's name, such as `AnalyticsSession`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The properties, ordered by their names.
    #[must_use]
    pub const fn properties(&self) -> &'static [Property] {
        self.properties
    }

    /// The property that has this name in JSON.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        let found = self
            .properties
            .binary_search_by_key(&name, |property| property.name);
        self.properties.get(found.ok()?)
    }
}

impl Property {
    /// The last word of a line in a wire block, if it is there.
    #[allow(non_upper_case_globals, reason = "so it stands in the blocks")]
    pub(crate) const required: bool = true;

    /// The name in JSON, such as `mediaType`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the field in Rust, such as `media_type`.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field.strip_prefix("r#").unwrap_or(self.field)
    }

    /// `true` if the definition states that the property is always there.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }
}

/// The way from a wire name to the index of its property.
///
/// A small hash table, built when the first object of a model is decoded: built at
/// compile time, it would be paid for in every `cargo check`, for every model.
pub struct Lookup(OnceLock<Table>);

impl Lookup {
    pub(crate) const fn new() -> Self {
        Self(OnceLock::new())
    }

    pub(crate) fn of(&'static self, shape: &'static Shape) -> Names {
        Names {
            shape,
            table: self.0.get_or_init(|| Table::new(shape.properties)),
        }
    }
}

/// The properties of one model, ready to be searched.
#[derive(Clone, Copy)]
pub struct Names {
    shape: &'static Shape,
    table: &'static Table,
}

impl Names {
    pub(crate) fn shape(self) -> &'static Shape {
        self.shape
    }

    /// The index of the property of that name, which comes after another one (or first).
    ///
    /// Objects of one model mostly have their properties in the same order: what came after
    /// that other property the last time is tried first.
    #[inline]
    pub(crate) fn find(self, name: &[u8], after: Option<usize>) -> Option<usize> {
        let guess = self.table.after.get(after.map_or(0, |index| index + 1))?;
        let index = usize::from(guess.load(Relaxed));
        let key = Key::of(name);
        if self.is(index, name, key) {
            return Some(index);
        }
        self.search(name, key, guess)
    }

    #[inline(never)]
    fn search(self, name: &[u8], key: Key, guess: &AtomicU16) -> Option<usize> {
        let mask = self.table.cells.len() - 1;
        let mut cell = key.hash() & mask;
        loop {
            let index = usize::from(*self.table.cells.get(cell)?);
            if index == usize::from(FREE) {
                return None;
            }
            if self.is(index, name, key) {
                guess.store(index as u16, Relaxed);
                return Some(index);
            }
            cell = (cell + 1) & mask;
        }
    }

    #[inline]
    fn is(self, index: usize, name: &[u8], key: Key) -> bool {
        let property = || self.shape.properties.get(index);
        self.table.keys.get(index) == Some(&key)
            && (name.len() <= WHOLE || property().is_some_and(|it| it.name.as_bytes() == name))
    }

    /// The indices of the required properties.
    pub(crate) fn required(self) -> &'static [u16] {
        &self.table.required
    }
}

struct Table {
    /// The names of the properties, as they are compared.
    keys: Box<[Key]>,
    /// Indices of properties by hash, [`FREE`] where there is none. The length is a power
    /// of two and at least twice the number of properties, so that every search ends.
    cells: Box<[u16]>,
    /// For the start of an object and then for each property which one came next the last
    /// time. Only ever a guess, so that threads need not agree.
    after: Box<[AtomicU16]>,
    required: Box<[u16]>,
}

const FREE: u16 = u16::MAX;

impl Table {
    fn new(properties: &[Property]) -> Self {
        let size = (properties.len() * 2).next_power_of_two().max(2);
        let mut cells = vec![FREE; size].into_boxed_slice();
        let mut required = Vec::new();
        let keys = properties.iter().map(|it| Key::of(it.name.as_bytes()));
        let keys: Box<[_]> = keys.collect();
        for ((index, property), key) in (0..FREE).zip(properties).zip(&keys) {
            let mut cell = key.hash() & (size - 1);
            while cells[cell] != FREE {
                cell = (cell + 1) & (size - 1);
            }
            cells[cell] = index;
            if property.is_required() {
                required.push(index);
            }
        }
        Self {
            keys,
            cells,
            after: (0..=properties.len()).map(|_| AtomicU16::new(0)).collect(),
            required: required.into_boxed_slice(),
        }
    }
}

/// The length and the two ends of a name: the whole name, unless it is longer than [`WHOLE`].
///
/// A table holds those of all names next to each other. To compare the texts, each in a place of its own,
/// makes decoding 2 % slower.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    length: usize,
    head: u64,
    tail: u64,
}

/// The length up to which two ends of 8 bytes are the whole name.
const WHOLE: usize = 16;

impl Key {
    #[inline]
    fn of(name: &[u8]) -> Self {
        let (head, tail) = if let (Some(head), Some(tail)) = (name.first_chunk(), name.last_chunk())
        {
            (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
        } else if let (Some(head), Some(tail)) = (name.first_chunk(), name.last_chunk()) {
            let [head, tail] = [head, tail].map(|end| u32::from_le_bytes(*end));
            (head.into(), tail.into())
        } else {
            let append = |all, byte: &u8| (all << 8) | u64::from(*byte);
            (name.iter().fold(0, append), 0)
        };
        let length = name.len();
        Self { length, head, tail }
    }

    /// Mixes all: the middle of a longer name hardly ever distinguishes two properties, and a
    /// comparison follows in any case.
    const fn hash(self) -> usize {
        let mixed = (self.head ^ self.tail.rotate_left(29) ^ self.length as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 40) as usize
    }
}

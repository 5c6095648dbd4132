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
        if self.is(index, name) {
            return Some(index);
        }
        self.search(name, guess)
    }

    #[inline(never)]
    fn search(self, name: &[u8], guess: &AtomicU16) -> Option<usize> {
        let mask = self.table.cells.len() - 1;
        let mut cell = hash(name) & mask;
        loop {
            let index = usize::from(*self.table.cells.get(cell)?);
            if index == usize::from(FREE) {
                return None;
            }
            if self.is(index, name) {
                guess.store(index as u16, Relaxed);
                return Some(index);
            }
            cell = (cell + 1) & mask;
        }
    }

    #[inline]
    fn is(self, index: usize, name: &[u8]) -> bool {
        let property = self.shape.properties.get(index);
        property.is_some_and(|property| same(property.name.as_bytes(), name))
    }

    /// The indices of the required properties.
    pub(crate) fn required(self) -> &'static [u16] {
        &self.table.required
    }
}

struct Table {
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
        for (index, property) in (0..FREE).zip(properties) {
            let mut cell = hash(property.name.as_bytes()) & (size - 1);
            while cells[cell] != FREE {
                cell = (cell + 1) & (size - 1);
            }
            cells[cell] = index;
            if property.is_required() {
                required.push(index);
            }
        }
        Self {
            cells,
            after: (0..=properties.len()).map(|_| AtomicU16::new(0)).collect(),
            required: required.into_boxed_slice(),
        }
    }
}

/// Returns `true` if two names are the same: names are short, and to call the system's comparison takes longer.
#[inline]
fn same(left: &[u8], right: &[u8]) -> bool {
    let (heads, others) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
    left.len() == right.len()
        && match (left.last_chunk::<8>(), right.last_chunk()) {
            (Some(tail), Some(other)) => {
                tail == other && heads.iter().zip(others).all(|(head, other)| head == other)
            }
            _ => left.iter().zip(right).all(|(byte, other)| byte == other),
        }
}

/// Mixes the length and the two ends of a name: the middle hardly ever tells two
/// properties of a model apart, and a comparison follows in any case.
fn hash(name: &[u8]) -> usize {
    let (head, tail) = match (name.first_chunk(), name.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (
            name.iter()
                .fold(0, |all, byte| (all << 8) | u64::from(*byte)),
            0,
        ),
    };
    let mixed =
        (head ^ tail.rotate_left(29) ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

//! The word `boxed` in a wire block: the field is a box, and what it holds is decoded and encoded as
//! if it stood there itself. Not as implementations for `Box`: those would overlap with the ones for
//! all models, as another crate might make a box of one a model.

use super::field::Fill;

/// The field for a value.
#[inline]
pub(crate) fn new<T>(value: T) -> Box<T> {
    Box::new(value)
}

/// The value, to be filled.
#[inline]
pub(crate) fn place<T: Fill>(field: &mut Box<T>) -> &mut dyn Fill {
    &mut **field
}

/// The value.
#[inline]
#[allow(clippy::borrowed_box, reason = "that is what a field is")]
pub(crate) fn seen<T>(field: &Box<T>) -> &T {
    field
}

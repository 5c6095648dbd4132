//! The next JSON value, the field that it is for, and the outcome.

use std::cell::RefCell;

use super::field::Fill;
use super::note::Note;
use super::path::Path;
use super::spare::Spare;

/// The settings that stay the same while one text is decoded.
#[derive(Default)]
pub(crate) struct Job {
    /// `true` if what is missing is filled in, and what does not fit is kept.
    pub(crate) lenient: bool,
    spare: RefCell<Spare>,
}

impl Job {
    pub(crate) fn lenient() -> Self {
        Self {
            lenient: true,
            ..Self::default()
        }
    }

    pub(super) fn with_spare(&self, run: impl FnOnce(&mut Spare)) {
        if let Ok(mut spare) = self.spare.try_borrow_mut() {
            run(&mut spare);
        }
    }
}

/// Decodes the next JSON value into a field.
pub(crate) struct Seed<'a> {
    pub(crate) field: &'a mut dyn Fill,
    pub(crate) path: Option<&'a Path<'a>>,
    pub(crate) job: &'a Job,
}

/// The outcome of decoding a value.
pub(crate) enum Outcome {
    Filled,
    /// A property is null, and its field is empty now.
    Null,
    /// The same where null is a value of the field's type. Two variants, because what holds nothing
    /// else than a box comes back in registers.
    FittingNull,
    /// There is something to remember: of a mismatch, which has left the field empty, or of
    /// what the field's type cannot hold.
    Noted(Box<Note>),
}

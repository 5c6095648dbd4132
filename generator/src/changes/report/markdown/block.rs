//! The parts that a report is put together from.

/// A part of the report that is shown or cut as a whole.
pub(super) struct Block {
    pub(super) text: String,
    /// How many entries it shows.
    pub(super) entries: usize,
}

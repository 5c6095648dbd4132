//! Two questions about a model: is it still as empty as it was made, and does it have a
//! value for one property? Both look at every property and answer with yes or no.

use super::field::{Encode, Items, Leaf, Sink};

/// Returns `true` if all that a model holds is empty values in required properties.
pub(crate) fn is_blank(model: &dyn Encode) -> bool {
    !Seek::find(model, None, true) && model.extra().is_empty()
}

/// Looks for a property of the given name, or for any value that is not empty.
pub(crate) struct Seek<'a> {
    /// The property to look for; all if there is none.
    name: Option<&'a str>,
    /// `true` if an empty value does not count.
    full: bool,
    found: bool,
}

impl Seek<'_> {
    /// `true` if the property of that name has a value.
    pub(crate) fn has(model: &dyn Encode, name: &str) -> bool {
        Self::find(model, Some(name), false)
    }

    /// `true` if the property of that name has a value that is not empty.
    pub(crate) fn has_full(model: &dyn Encode, name: &str) -> bool {
        Self::find(model, Some(name), true)
    }

    fn find(model: &dyn Encode, name: Option<&str>, full: bool) -> bool {
        let mut sink = Seek {
            name,
            full,
            found: false,
        };
        model.show(&mut sink);
        sink.found
    }

    fn meet(&mut self, name: &str, full: bool) {
        let sought = self.name.is_none_or(|sought| sought == name);
        self.found |= sought && (full || !self.full);
    }
}

impl Sink for Seek<'_> {
    fn leaf(&mut self, name: &str, value: Leaf<'_>) {
        self.meet(name, !value.is_empty());
    }

    fn model(&mut self, name: &str, value: &dyn Encode) {
        self.meet(name, !is_blank(value));
    }

    fn list(&mut self, name: &str, value: &dyn Items) {
        self.meet(name, !value.is_empty());
    }

    fn map(&mut self, name: &str, value: &dyn Items) {
        self.meet(name, !value.is_empty());
    }
}

//! Checks whether a model is blank, or has a value for a property.

use super::field::{Encode, Items, Leaf, Sink};
use super::shape::Shape;

/// Returns `true` if all that a model holds is empty values in required properties.
pub(crate) fn is_blank(model: &dyn Encode) -> bool {
    !Seek::find(model, None, true) && model.extra().is_empty()
}

/// Looks for a property of the given name, or for any value that is not empty.
pub(crate) struct Seek<'a> {
    shape: &'static Shape,
    /// The property to look for; all if there is none.
    name: Option<&'a str>,
    /// `true` if an empty value of a required property does not count. An optional one has a value only if it
    /// was received or assigned.
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
            shape: model.shape(),
            name,
            full,
            found: false,
        };
        model.show(&mut sink);
        sink.found
    }

    fn meet(&mut self, name: &str, full: bool) {
        let sought = self.name.is_none_or(|sought| sought == name);
        let is_required = || self.shape.property(name).is_some_and(|it| it.is_required());
        self.found |= sought && (full || !self.full || !is_required());
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

//! Two questions about a model: is it still as empty as it was made, and does it have a
//! value for one property? Both look at every property and answer with yes or no.

use serde_json::{Number, Value};

use super::field::{Encode, Items, Sink};

/// Whether all that a model holds is empty values in required properties.
pub(crate) fn is_blank(model: &dyn Encode) -> bool {
    let mut sink = Seek {
        name: None,
        found: false,
    };
    model.show(&mut sink);
    !sink.found && model.extra().is_empty()
}

/// Looks for a property of the given name, or for any value that is not empty.
pub(crate) struct Seek<'a> {
    name: Option<&'a str>,
    found: bool,
}

impl Seek<'_> {
    /// Whether the property of that name has a value.
    pub(crate) fn has(model: &dyn Encode, name: &str) -> bool {
        let mut sink = Seek {
            name: Some(name),
            found: false,
        };
        model.show(&mut sink);
        sink.found
    }

    fn meet(&mut self, name: &str, full: bool) {
        self.found |= self.name.map_or(full, |sought| sought == name);
    }
}

impl Sink for Seek<'_> {
    fn text(&mut self, name: &str, value: &str) {
        self.meet(name, !value.is_empty());
    }

    fn bool(&mut self, name: &str, value: bool) {
        self.meet(name, value);
    }

    fn number(&mut self, name: &str, value: &Number) {
        self.meet(name, value.as_u64() != Some(0));
    }

    fn value(&mut self, name: &str, value: &Value) {
        self.meet(name, !value.is_null());
    }

    fn signed(&mut self, name: &str, value: i64) {
        self.meet(name, value != 0);
    }

    fn unsigned(&mut self, name: &str, value: u64) {
        self.meet(name, value != 0);
    }

    fn f32(&mut self, name: &str, value: f32) {
        self.meet(name, value != 0.0);
    }

    fn f64(&mut self, name: &str, value: f64) {
        self.meet(name, value != 0.0);
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

//! The walk that lists what the definitions did not know.

use super::field::{Encode, Item, Items, Sink};
use super::path::{push_index, push_name};

/// The JSON paths of all properties in a decoded value that its definitions do not know,
/// such as `conversations[3].participants[0].mood`.
///
/// Takes a model, or a list or map of models. What is inside an unknown property, or
/// inside free JSON, is not looked at.
///
/// ```
/// use generated::example::Order;
/// use generated::wire::unknown;
///
/// let received = r#"{"id":"A-17","lines":[{"article":"tea","quantity":1,"colour":"green"}]}"#;
/// let order: Order = serde_json::from_str(received)?;
/// assert_eq!(unknown(&order), ["lines[0].colour"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A team that calls this on what it receives learns early that the API has grown.
#[must_use]
pub fn unknown<T: Item>(value: &T) -> Vec<String> {
    let mut walk = Walk {
        path: String::new(),
        next: None,
        found: Vec::new(),
    };
    walk.enter(|walk| value.give("", walk));
    walk.found
}

struct Walk {
    path: String,
    /// In a list the index of the next item.
    next: Option<usize>,
    found: Vec<String>,
}

impl Walk {
    /// Does something at the path as it is now, and then comes back to it.
    fn enter(&mut self, run: impl FnOnce(&mut Self)) {
        let (length, next) = (self.path.len(), self.next);
        run(self);
        self.path.truncate(length);
        self.next = next;
    }

    /// Steps to a value, which has a name or is the next item of a list.
    fn step(&mut self, name: &str) {
        match self.next {
            Some(index) => push_index(&mut self.path, index),
            None if name.is_empty() && self.path.is_empty() => {}
            None => push_name(&mut self.path, name),
        }
    }

    fn count(&mut self) {
        self.next = self.next.map(|index| index + 1);
    }

    fn items(&mut self, name: &str, value: &dyn Items, first: Option<usize>) {
        self.enter(|walk| {
            walk.step(name);
            walk.next = first;
            value.each(walk);
        });
        self.count();
    }
}

impl Sink for Walk {
    fn model(&mut self, name: &str, value: &dyn Encode) {
        self.enter(|walk| {
            walk.step(name);
            walk.next = None;
            for (name, _) in value.extra().unknown() {
                walk.enter(|walk| {
                    push_name(&mut walk.path, name);
                    walk.found.push(walk.path.clone());
                });
            }
            value.show(walk);
        });
        self.count();
    }

    fn list(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, Some(0));
    }

    fn map(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, None);
    }
}

//! The walk that lists what was odd about a value.

use std::fmt;

use serde_json::Value;

use super::field::{Encode, Item, Items, Sink};
use super::leaf::Leaf;
use super::notation::{push_index, push_name};
use super::note::Misfit;
use super::noted::show_noted;
use super::refusal::Found;
use super::shape::Shape;

/// What is odd about a decoded value: unknown properties, words that an enum does not list,
/// dates that are not well formed; and of what [`Lenient`](super::Lenient) decoded, what was
/// filled in and what does not fit.
///
/// Takes a model, or a list or map of models. What is inside an unknown property, or inside
/// free JSON, is not looked at.
///
/// ```
/// use generated::example::Order;
/// use generated::wire::{OddKind, odd};
///
/// let received = r#"{"id":"A-17","placed":"today","status":"lost","mood":{}}"#;
/// let order: Order = serde_json::from_str(received)?;
/// let odd = odd(&order);
/// assert_eq!(odd[0].path, "mood");
/// assert_eq!(odd[1].kind, OddKind::MalformedDate);
/// assert_eq!(
///     odd[2].to_string(),
///     "status: expected a listed word of `OrderStatus`, found \"lost\""
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A team that calls this on what it receives learns early that the API has grown.
#[must_use]
pub fn odd<T: Item>(value: &T) -> Vec<Odd> {
    let mut walk = Walk {
        path: String::new(),
        next: None,
        shape: None,
        found: Vec::new(),
    };
    walk.enter(|walk| value.give("", walk));
    walk.found
}

/// The JSON paths of all properties in a decoded value that its definitions do not know,
/// such as `conversations[3].participants[0].mood`: what [`odd`] lists of this kind.
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
#[must_use]
pub fn unknown<T: Item>(value: &T) -> Vec<String> {
    let is_unknown = |odd: &Odd| odd.kind == OddKind::UnknownProperty;
    let odd = odd(value).into_iter().filter(is_unknown);
    odd.map(|odd| odd.path).collect()
}

/// Something that was not as the definitions have it. Displayed as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Odd {
    /// Where it is: `conversations[3].participants[0].purpose`.
    pub path: String,
    /// In which way it is odd.
    pub kind: OddKind,
    /// What the definitions expect there: `an integer of the range of i32`.
    pub expected: String,
    /// What was there instead; of a long text only the start.
    pub found: String,
}

/// In which way something is odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OddKind {
    /// A property that the definition does not know.
    UnknownProperty,
    /// A word, or a number, that the enum does not list.
    UnlistedWord,
    /// A date or time that is not well formed.
    MalformedDate,
    /// A required property that is absent or null.
    MissingProperty,
    /// A value that does not fit its property, or its place in a list or map.
    Misfit,
}

impl fmt::Display for Odd {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
            ..
        } = self;
        write!(to, "{path}: expected {expected}, found {found}")
    }
}

struct Walk {
    path: String,
    /// In a list the index of the next item.
    next: Option<usize>,
    /// Of the model whose properties come next.
    shape: Option<&'static Shape>,
    found: Vec<Odd>,
}

impl Walk {
    /// Does something at the path as it is now, and then comes back to it.
    fn enter(&mut self, run: impl FnOnce(&mut Self)) {
        let (length, next, shape) = (self.path.len(), self.next, self.shape);
        run(self);
        self.path.truncate(length);
        (self.next, self.shape) = (next, shape);
    }

    /// Does something at the path of a value, which has a name or is the next item of a list.
    fn step(&mut self, name: &str, run: impl FnOnce(&mut Self)) {
        self.enter(|walk| {
            match walk.next {
                Some(index) => push_index(&mut walk.path, index),
                None if name.is_empty() && walk.path.is_empty() && walk.shape.is_none() => {}
                None => push_name(&mut walk.path, name),
            }
            run(walk);
        });
        self.count();
    }

    fn count(&mut self) {
        self.next = self.next.map(|index| index + 1);
    }

    fn items(&mut self, name: &str, value: &dyn Items, first: Option<usize>) {
        self.step(name, |walk| {
            walk.next = first;
            value.each(walk);
        });
    }

    fn push(&mut self, name: &str, kind: OddKind, expected: String, found: String) {
        self.step(name, |walk| {
            walk.found.push(Odd {
                path: walk.path.clone(),
                kind,
                expected,
                found,
            });
        });
    }

    fn model_name(&self) -> &'static str {
        self.shape.map_or("", |shape| shape.name)
    }
}

impl Sink for Walk {
    fn model(&mut self, name: &str, value: &dyn Encode) {
        self.step(name, |walk| {
            walk.next = None;
            walk.shape = Some(value.shape());
            for (name, value) in value.extra().unknown() {
                let expected = format!("nothing (unknown to `{}`)", walk.model_name());
                let found = Found(value).to_string();
                walk.push(name, OddKind::UnknownProperty, expected, found);
            }
            show_noted(value, walk);
        });
    }

    fn list(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, Some(0));
    }

    fn map(&mut self, name: &str, value: &dyn Items) {
        self.items(name, value, None);
    }

    fn leaf(&mut self, name: &str, value: Leaf<'_>) {
        let (odd, found) = match value {
            Leaf::Typed(text, ty) => (ty.odd(), text.into()),
            Leaf::Unlisted(number, list) => {
                let expected = format!("a listed number of `{list}`");
                (
                    Some((OddKind::UnlistedWord, expected)),
                    number.clone().into(),
                )
            }
            _ => (None, Value::Null),
        };
        match odd {
            Some((kind, expected)) => self.push(name, kind, expected, Found(&found).to_string()),
            None => self.count(),
        }
    }

    fn misfit(&mut self, name: &str, misfit: &Misfit) {
        let expected = misfit.wanted.to_string();
        let found = Found(&misfit.value).to_string();
        self.push(name, OddKind::Misfit, expected, found);
    }

    fn missing(&mut self, name: &str, null: bool) {
        let expected = format!("a value (required by `{}`)", self.model_name());
        let found = if null { "null" } else { "nothing" };
        self.push(name, OddKind::MissingProperty, expected, found.to_owned());
    }
}

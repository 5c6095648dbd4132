//! The walk that lists how a value deviates from its definitions.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde_json::Value;

use super::field::{Encode, Item, Items, Leaf, Sealed, Sink};
use super::notation::{push_index, push_name};
use super::note::Note;
use super::noted::{give_noted, show_noted};
use super::shape::Shape;
use super::wanted::{DeviationKind, Found, Wanted};

/// Lists how a decoded value deviates from its definitions: unknown properties, words that an enum does not
/// list, malformed dates; and if [`Lenient`](super::Lenient) decoded it, the required properties that were
/// filled in, and the values that do not fit.
///
/// Takes a model, or a list, slice, array or map of models. Does not look into unknown properties and free
/// JSON. `cargo xtask drift` lists the same deviations of recorded payloads.
///
/// ```
/// use generated::example::Order;
/// use generated::wire::{DeviationKind, deviations};
///
/// let received = r#"{"id":"A-17","placed":"today","status":"lost","mood":{}}"#;
/// let order: Order = serde_json::from_str(received)?;
/// let deviations = deviations(&order);
/// assert_eq!(deviations[0].path, "mood");
/// assert_eq!(deviations[1].kind, DeviationKind::MalformedDate);
/// assert_eq!(
///     deviations[2].to_string(),
///     "status: expected a listed word of `OrderStatus`, found \"lost\""
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A team that calls this on what it receives learns early that the API has grown.
#[must_use]
pub fn deviations<T: Probe + ?Sized>(value: &T) -> Vec<Deviation> {
    Walk::list(|walk| value.probe(None, walk))
}

/// Groups deviations that differ in nothing but indices, the most frequent first.
///
/// ```
/// use generated::example::OrderLine;
/// use generated::wire::{deviations, summarize};
///
/// let received = r#"[{"article":"tea","quantity":1,"colour":"green"},{"article":"tea","quantity":1,"colour":7}]"#;
/// let lines: Vec<OrderLine> = serde_json::from_str(received)?;
/// let summary = summarize(&deviations(&lines));
/// assert_eq!(summary[0].to_string(), "[*].colour: unknown property (2 times)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn summarize(deviations: &[Deviation]) -> Vec<Summary> {
    let mut groups = BTreeMap::new();
    for deviation in deviations {
        *groups
            .entry((deviation.pattern(), deviation.kind))
            .or_insert(0) += 1;
    }
    let groups = groups.into_iter();
    let mut summary: Vec<_> = groups
        .map(|((path, kind), count)| Summary { path, kind, count })
        .collect();
    summary.sort_by_key(|group| std::cmp::Reverse(group.count));
    summary
}

/// The JSON paths of all properties in a decoded value that its definitions do not know,
/// such as `conversations[3].participants[0].mood`: [`deviations`] of this kind.
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
pub fn unknown<T: Probe + ?Sized>(value: &T) -> Vec<String> {
    let is_unknown = |it: &Deviation| it.kind == DeviationKind::UnknownProperty;
    let deviations = deviations(value).into_iter().filter(is_unknown);
    deviations.map(|it| it.path).collect()
}

/// The former name of [`deviations`].
#[deprecated = "use `deviations`"]
#[must_use]
pub fn odd<T: Probe + ?Sized>(value: &T) -> Vec<Deviation> {
    deviations(value)
}

/// The former name of [`Deviation`].
#[deprecated = "use `Deviation`"]
pub type Odd = Deviation;

/// The former name of [`DeviationKind`].
#[deprecated = "use `DeviationKind`"]
pub type OddKind = DeviationKind;

/// A difference between a value and its definitions. Displayed as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The place: `conversations[3].participants[0].purpose`.
    pub path: String,
    /// The kind of difference.
    pub kind: DeviationKind,
    /// The definitions' expectation: `an integer of the range of i32`.
    pub expected: String,
    /// The value found instead; of a long text only the start.
    pub found: String,
}

impl Deviation {
    /// The path without its indices: `conversations[*].participants[*].purpose`.
    #[must_use]
    pub fn pattern(&self) -> String {
        let (mut pattern, mut rest) = (String::new(), self.path.as_str());
        let (mut quoted, mut escaped) = (false, false);
        while let Some(character) = rest.chars().next() {
            let index = rest.strip_prefix('[').and_then(|it| it.split_once(']'));
            if let Some((digits, after)) = index
                && !quoted
                && digits.bytes().all(|byte| byte.is_ascii_digit())
            {
                pattern.push_str("[*]");
                rest = after;
                continue;
            }
            // In a quoted name, a quotation mark or a backslash has a backslash before it.
            quoted ^= character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            pattern.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
        pattern
    }
}

/// Deviations that differ in nothing but indices. Displayed as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The path that they have in common: `participants[*].attributes`.
    pub path: String,
    /// The kind of all.
    pub kind: DeviationKind,
    /// Their number.
    pub count: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, kind, count } = self;
        match count {
            1 => write!(to, "{path}: {kind} (1 time)"),
            count => write!(to, "{path}: {kind} ({count} times)"),
        }
    }
}

/// The values that [`deviations`] takes: models, and lists, slices, arrays and maps of them.
///
/// The trait is sealed: it is there to be a bound.
pub trait Probe: Sealed {
    #[doc(hidden)]
    fn probe(&self, note: Option<&Note>, walk: &mut Walk);
}

impl<T: Item> Probe for T {
    fn probe(&self, note: Option<&Note>, walk: &mut Walk) {
        give_noted(self, note, walk);
    }
}

impl Sealed for () {}

impl Probe for () {
    fn probe(&self, _: Option<&Note>, _: &mut Walk) {}
}

impl<T> Sealed for [T] {}

impl<T: Item> Probe for [T] {
    fn probe(&self, _: Option<&Note>, walk: &mut Walk) {
        walk.next = Some(0);
        self.iter().for_each(|item| item.give("", walk));
    }
}

impl<T, const N: usize> Sealed for [T; N] {}

impl<T: Item, const N: usize> Probe for [T; N] {
    fn probe(&self, note: Option<&Note>, walk: &mut Walk) {
        self.as_slice().probe(note, walk);
    }
}

impl<T, H> Sealed for HashMap<String, T, H> {}

impl<T: Item, H> Probe for HashMap<String, T, H> {
    fn probe(&self, _: Option<&Note>, walk: &mut Walk) {
        let mut entries: Vec<_> = self.iter().collect();
        entries.sort_by_key(|(key, _)| *key);
        walk.is_map = true;
        entries
            .into_iter()
            .for_each(|(key, value)| value.give(key, walk));
    }
}

impl fmt::Display for Deviation {
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

/// The walk through a value: the deviations found so far, and where it is.
pub struct Walk {
    path: String,
    /// In a list the index of the next item.
    next: Option<usize>,
    /// Of the model whose properties come next.
    shape: Option<&'static Shape>,
    /// `true` at the top of a map, whose keys may be empty.
    is_map: bool,
    found: Vec<Deviation>,
}

impl Walk {
    pub(crate) fn list(run: impl FnOnce(&mut Self)) -> Vec<Deviation> {
        let mut walk = Self {
            path: String::new(),
            next: None,
            shape: None,
            is_map: false,
            found: Vec::new(),
        };
        walk.enter(run);
        walk.found
    }

    /// Runs a step at the path as it is now, and then comes back to it.
    fn enter(&mut self, run: impl FnOnce(&mut Self)) {
        let (length, next, shape, is_map) = (self.path.len(), self.next, self.shape, self.is_map);
        run(self);
        self.path.truncate(length);
        (self.next, self.shape, self.is_map) = (next, shape, is_map);
    }

    /// Runs a step at the path of a value, which has a name or is the next item of a list.
    fn step(&mut self, name: &str, run: impl FnOnce(&mut Self)) {
        self.enter(|walk| {
            match walk.next {
                Some(index) => push_index(&mut walk.path, index),
                None if name.is_empty() && !walk.is_map && walk.shape.is_none() => {}
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
            walk.is_map = first.is_none();
            value.each(walk);
        });
    }

    fn push(&mut self, name: &str, kind: DeviationKind, expected: String, found: String) {
        self.step(name, |walk| {
            walk.found.push(Deviation {
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
                walk.push(name, DeviationKind::UnknownProperty, expected, found);
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
        let (deviation, found) = match value {
            Leaf::Typed(text, ty) => (ty.deviation(), text.into()),
            Leaf::Unlisted(number, list) => {
                let expected = format!("a listed number of `{list}`");
                (
                    Some((DeviationKind::UnlistedWord, expected)),
                    number.clone().into(),
                )
            }
            _ => (None, Value::Null),
        };
        match deviation {
            Some((kind, expected)) => self.push(name, kind, expected, Found(&found).to_string()),
            None => self.count(),
        }
    }

    fn mismatch(&mut self, name: &str, value: &Value, wanted: Wanted) {
        let found = wanted.found(value);
        self.push(name, DeviationKind::Mismatch, wanted.to_string(), found);
    }

    fn missing(&mut self, name: &str, null: bool) {
        let expected = format!("a value (required by `{}`)", self.model_name());
        let found = if null { "null" } else { "nothing" };
        self.push(
            name,
            DeviationKind::MissingProperty,
            expected,
            found.to_owned(),
        );
    }
}

//! The noun of the room: the facts, and what is to be told of how they came about.

use std::collections::BTreeMap;

use crate::source::Place;

/// The facts, and what is to be told of how they came about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The whole file.
    pub text: String,
    /// How many facts it states.
    pub stated: usize,
    /// How many enums it lists.
    pub lists: usize,
    /// How many of them have other names or properties than a first import would give them.
    pub stale_enums: usize,
    /// How many facts it leaves to `overrides.toml`.
    pub by_hand: usize,
    /// Properties of which it stated something and no longer does.
    pub dropped: Vec<Dropped>,
    /// Where the document and the Markdown disagree. Nothing is stated there.
    pub contradictions: Vec<Contradiction>,
    /// What of the document was passed over, each with the properties that it concerns.
    pub passed_over: BTreeMap<String, Vec<String>>,
}

/// A property of which nothing is stated any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The definition's name.
    pub definition: String,
    /// The property's name.
    pub property: String,
    /// Whether definition and property are still there.
    pub is_there: bool,
}

/// What two sources say of one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The definition's name.
    pub definition: String,
    /// The property's name.
    pub property: String,
    /// Where the Markdown says it.
    pub place: Place,
    /// The type in the Markdown.
    pub markdown: String,
    /// The type in the document, in the words of the overrides.
    pub document: String,
}

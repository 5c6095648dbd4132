//! The noun of the room: the facts, and a record of how they came about.

use std::collections::BTreeMap;

use crate::source::Place;

/// The facts, and a record of how they came about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The whole file.
    pub text: String,
    /// The number of properties and parameters that it states facts of.
    pub stated: usize,
    /// The number of parameters among them.
    pub parameters: usize,
    /// The number of enums that it lists.
    pub lists: usize,
    /// The number of enums with other names or properties than a first import would give them.
    pub stale_enums: usize,
    /// The number of facts that it leaves to `overrides.toml`.
    pub by_hand: usize,
    /// The properties and parameters with a fact in the file until now, and none any more.
    pub dropped: Vec<Dropped>,
    /// The properties and parameters with different types in the document and in the Markdown. Facts state nothing of them.
    pub contradictions: Vec<Contradiction>,
    /// The parts of the document that facts cannot use, each with the properties and parameters that it
    /// concerns.
    pub passed_over: BTreeMap<String, Vec<String>>,
}

/// A property or a parameter without a fact any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The definition's name, or the operation's endpoint.
    pub definition: String,
    /// The name of the property or the parameter.
    pub property: String,
    /// `true` if both still exist.
    pub is_there: bool,
}

/// Two different types of one property or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The definition's name, or the operation's endpoint.
    pub definition: String,
    /// The name of the property or the parameter.
    pub property: String,
    /// The place of the type in the Markdown.
    pub place: Place,
    /// The type in the Markdown.
    pub markdown: String,
    /// The type in the document, in the words of the overrides.
    pub document: String,
}

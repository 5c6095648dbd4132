//! The noun `Overrides`: what the author of `overrides.toml` wrote, and where.
//!
//! The file states what the Markdown cannot: ranges of numbers, words of enums, what a map holds,
//! and where the API departs from its own `Required` column. Nothing is looked up or decided here:
//! names are text, and every name and fact keeps its place.
//!
//! A second file, written by a machine, may state facts in the same words. Authors win over it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::operations::{Endpoint, ListForm};
use crate::schema::Spanned;
use crate::source::Place;

/// The name of the file in a folder of definitions.
pub const FILE: &str = "overrides.toml";

/// The name of the file in the same folder that `overrides import` writes.
pub const FACTS_FILE: &str = "facts.toml";

/// The entries of the file, each section by the names in it.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The file's name, without its folders; `""` where there is no file.
    pub file: String,
    /// `required`: how the `Required` column counts, by names and patterns of names of definitions;
    /// by `*` where one setting is for all.
    pub required: BTreeMap<String, RequiredEntry>,
    /// `[enums]`: lists of words, by the name of their type.
    pub enums: BTreeMap<String, EnumEntry>,
    /// `[models]`: the Rust types of definitions, by the definition's name.
    pub models: BTreeMap<String, ModelEntry>,
    /// `[properties]`: every property of a name.
    pub properties: BTreeMap<String, PropertyEntry>,
    /// `[definitions.Name]`: properties of one definition, by its name.
    pub definitions: BTreeMap<String, DefinitionEntry>,
    /// `[operations."GET /path"]`: parameters of one operation, by its endpoint.
    pub operations: BTreeMap<Endpoint, OperationEntry>,
    /// The entries of the generated file for definitions that the author's file does not set.
    pub facts: BTreeMap<String, DefinitionEntry>,
    /// The definitions, and properties as `Definition.property`, that the publisher removed since: entries on
    /// them are no mistakes.
    pub removed: BTreeSet<String>,
    /// The parameters in the machine's file, where the authors state nothing.
    pub operation_facts: BTreeMap<Endpoint, OperationEntry>,
    /// `true` if an entry could not be read, so that a use missing here is not reported.
    pub broken: bool,
}

/// The treatment of the `Required` column of some definitions.
#[derive(Clone, Debug)]
pub struct RequiredEntry {
    /// The place of their pattern.
    pub place: Place,
    /// `true` if it is advice: no property is required unless an entry makes it so.
    pub advisory: bool,
    /// The reason.
    pub reason: Option<String>,
}

/// A list of words.
#[derive(Clone, Debug)]
pub struct EnumEntry {
    /// The name of the file that lists it.
    pub file: String,
    /// The place of its name.
    pub place: Place,
    /// The words, as listed; empty if only `facts.toml` lists them.
    pub values: Vec<Spanned<String>>,
    /// `true` if the words are integers.
    pub integers: bool,
    /// `rename`: the type's name, where it is not the list's.
    pub rename: Option<Spanned<String>>,
    /// Names of constants, by their word, with the place of the word.
    pub names: BTreeMap<String, (Place, Spanned<String>)>,
    /// The text of the documentation.
    pub description: Option<String>,
    /// The reason for the list.
    pub reason: Option<String>,
}

/// One definition's section.
#[derive(Clone, Debug)]
pub struct DefinitionEntry {
    /// The place of the definition's name.
    pub place: Place,
    /// The entries, by property.
    pub properties: BTreeMap<String, PropertyEntry>,
}

/// An entry on a property, or on every property of a name.
#[derive(Clone, Debug)]
pub struct PropertyEntry {
    /// The place of the property's name.
    pub place: Place,
    /// `type`, or the whole entry where that is just a text.
    pub ty: Option<Spanned<OverrideType>>,
    /// `required`
    pub required: Option<Spanned<bool>>,
    /// `sent = true`: clients send what the property links to.
    pub sent: Option<Spanned<()>>,
    /// `boxed = true`: a required link lies on the heap.
    pub boxed: Option<Spanned<()>>,
    /// `read_only`: the API sets the property, and clients do not send it.
    pub read_only: Option<Spanned<bool>>,
    /// `rename`: the field's identifier.
    pub rename: Option<Spanned<String>>,
    /// `deprecated`: the message.
    pub deprecated: Option<Spanned<String>>,
    /// `note`: a paragraph of the documentation.
    pub note: Option<Spanned<String>>,
    /// `attributes`: each without its `#[…]`.
    pub attributes: Vec<Spanned<String>>,
    /// The reason.
    pub reason: Option<String>,
}

/// One operation's section.
#[derive(Clone, Debug)]
pub struct OperationEntry {
    /// The place of the endpoint.
    pub place: Place,
    /// The entries, by parameter.
    pub parameters: BTreeMap<String, ParameterEntry>,
}

/// An entry on a parameter.
#[derive(Clone, Debug)]
pub struct ParameterEntry {
    /// The place of the parameter's name.
    pub place: Place,
    /// `type`, or the whole entry where that is just a text.
    pub ty: Option<Spanned<OverrideType>>,
    /// `list`: how several values are sent.
    pub list: Option<Spanned<ListForm>>,
    /// `note`: a paragraph of the documentation.
    pub note: Option<Spanned<String>>,
    /// The reason.
    pub reason: Option<String>,
}

/// An entry on a definition's Rust type.
#[derive(Clone, Debug)]
pub struct ModelEntry {
    /// The place of the definition's name.
    pub place: Place,
    /// `rename`: the type's identifier.
    pub rename: Option<Spanned<String>>,
    /// `derives`: the path of one more trait each.
    pub derives: Vec<Spanned<String>>,
    /// `deprecated`: the message.
    pub deprecated: Option<Spanned<String>>,
    /// `attributes`: each without its `#[…]`.
    pub attributes: Vec<Spanned<String>>,
    /// The reason.
    pub reason: Option<String>,
}

impl Overrides {
    /// The entries of the authors on one property: its own, and the one for all of its name.
    pub fn on(&self, definition: &str, property: &str) -> [Option<&PropertyEntry>; 2] {
        let section = self.definitions.get(definition);
        let own = section.and_then(|section| section.properties.get(property));
        [own, self.properties.get(property)]
    }

    /// The authors' entry on a parameter, and the machine's.
    pub fn on_parameter(&self, endpoint: &Endpoint, name: &str) -> [Option<&ParameterEntry>; 2] {
        [&self.operations, &self.operation_facts]
            .map(|sections| sections.get(endpoint)?.parameters.get(name))
    }

    /// Every entry on parameters, the machine's last.
    pub fn parameter_entries(&self) -> impl Iterator<Item = (&Endpoint, &str, &ParameterEntry)> {
        let sections = self.operations.iter().chain(&self.operation_facts);
        sections.flat_map(|(endpoint, section)| {
            let parameters = section.parameters.iter();
            parameters.map(move |(name, entry)| (endpoint, name.as_str(), entry))
        })
    }

    /// Every entry on properties, the machine's last, with the definition where it is for one alone.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&str>, &str, &PropertyEntry)> {
        let shared = self.properties.iter();
        let shared = shared.map(|(property, entry)| (None, property.as_str(), entry));
        let sections = self.definitions.iter().chain(&self.facts);
        shared.chain(sections.flat_map(|(definition, section)| {
            let properties = section.properties.iter();
            properties.map(|(property, entry)| (Some(&**definition), property.as_str(), entry))
        }))
    }
}

/// A whole type in the words of the file: `i64`, `Direction[]`, `map<string?>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideType {
    /// A word; `resolve` decides its meaning.
    Word(String),
    /// `…[]`
    List(Box<Self>),
    /// `map<…>`
    Map(Box<Self>),
    /// `…?`, in a list or a map
    Optional(Box<Self>),
}

impl OverrideType {
    /// The word that lists and maps, if any, hold in the end.
    pub fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::List(item) | Self::Map(item) | Self::Optional(item) => item.word(),
        }
    }

    /// The same lists and maps, with another word for what they hold in the end.
    pub fn with_word(&self, word: &str) -> Self {
        match self {
            Self::Word(_) => Self::Word(word.to_owned()),
            Self::List(item) => Self::List(Box::new(item.with_word(word))),
            Self::Map(value) => Self::Map(Box::new(value.with_word(word))),
            Self::Optional(item) => Self::Optional(Box::new(item.with_word(word))),
        }
    }
}

impl fmt::Display for OverrideType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::List(item) => write!(f, "{item}[]"),
            Self::Map(value) => write!(f, "map<{value}>"),
            Self::Optional(item) => write!(f, "{item}?"),
        }
    }
}

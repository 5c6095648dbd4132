//! The noun `Overrides`: what the author of `overrides.toml` wrote, and where.
//!
//! The file states what the Markdown cannot: ranges of numbers, words of enums, what a map holds,
//! and where the API departs from its own `Required` column. Nothing is looked up or decided here:
//! names are text, and every name and fact keeps its place.
//!
//! A second file, written by a machine, may state facts in the same words. Authors win over it.

use std::collections::BTreeMap;

use crate::schema::Spanned;
use crate::source::Place;

/// The name of the file in a folder of definitions.
pub const FILE: &str = "overrides.toml";

/// The name of the file beside it that a machine writes.
pub const FACTS_FILE: &str = "facts.toml";

/// Everything that the file says, each section by the names in it.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// The file's name, without its folders; `""` where there is no file.
    pub file: String,
    /// `required`: how the `Required` column counts, by names and patterns of names of definitions;
    /// by `*` where one setting is for all.
    pub required: BTreeMap<String, Required>,
    /// `[enums]`: lists of words, by the name of their type.
    pub enums: BTreeMap<String, Enum>,
    /// `[models]`: the Rust types of definitions, by the definition's name.
    pub models: BTreeMap<String, Model>,
    /// `[properties]`: every property of a name.
    pub properties: BTreeMap<String, Property>,
    /// `[definitions.Name]`: properties of one definition, by its name.
    pub definitions: BTreeMap<String, Definition>,
    /// What the machine's file says of definitions, where their authors say nothing.
    pub facts: BTreeMap<String, Definition>,
    /// Whether an entry could not be read, so that a use missing here is no news.
    pub broken: bool,
}

/// How the `Required` column of some definitions counts.
#[derive(Clone, Debug)]
pub struct Required {
    /// Where their pattern stands.
    pub place: Place,
    /// Whether it is advice: no property is required unless an entry says so.
    pub advisory: bool,
    /// Why.
    pub reason: Option<String>,
}

/// A list of words.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name of the file that lists it.
    pub file: String,
    /// Where its name stands.
    pub place: Place,
    /// The words, as listed; none where they stand in the machine's file alone.
    pub values: Vec<Spanned<String>>,
    /// Whether the words are integers.
    pub integers: bool,
    /// `rename`: the type's name, where it is not the list's.
    pub rename: Option<Spanned<String>>,
    /// Names of constants, by the word they stand for, with the place of the word.
    pub names: BTreeMap<String, (Place, Spanned<String>)>,
    /// What the documentation says.
    pub description: Option<String>,
    /// Why the list is as it is.
    pub reason: Option<String>,
}

/// One definition's section.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where the definition's name stands.
    pub place: Place,
    /// The entries, by property.
    pub properties: BTreeMap<String, Property>,
}

/// An entry on a property, or on every property of a name.
#[derive(Clone, Debug)]
pub struct Property {
    /// Where the property's name stands.
    pub place: Place,
    /// `type`, or the whole entry where that is just a text.
    pub ty: Option<Spanned<Type>>,
    /// `required`.
    pub required: Option<Spanned<bool>>,
    /// Where `sent = true` stands: clients send what the property links to.
    pub sent: Option<Place>,
    /// Where `boxed = true` stands: a required link lies on the heap.
    pub boxed: Option<Place>,
    /// What concerns the field in Rust alone.
    pub rust: Rust,
    /// Why.
    pub reason: Option<String>,
}

/// An entry on a definition's Rust type.
#[derive(Clone, Debug)]
pub struct Model {
    /// Where the definition's name stands.
    pub place: Place,
    /// `derives`: paths of further traits.
    pub derives: Vec<Spanned<String>>,
    /// What concerns the type in Rust alone.
    pub rust: Rust,
    /// Why.
    pub reason: Option<String>,
}

/// What fields and types have in common.
#[derive(Clone, Debug, Default)]
pub struct Rust {
    /// `rename`: the identifier.
    pub rename: Option<Spanned<String>>,
    /// `deprecated`: the message.
    pub deprecated: Option<Spanned<String>>,
    /// `attributes`: each without its `#[…]`.
    pub attributes: Vec<Spanned<String>>,
}

/// A whole type in the words of the file: `i64`, `Direction[]`, `map<string?>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A word; what it means is for `resolve` to say.
    Word(String),
    /// `…[]`
    List(Box<Self>),
    /// `map<…>`
    Map(Box<Self>),
    /// `…?`, in a list or a map
    Optional(Box<Self>),
}

impl Type {
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

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::List(item) => write!(f, "{item}[]"),
            Self::Map(value) => write!(f, "map<{value}>"),
            Self::Optional(item) => write!(f, "{item}?"),
        }
    }
}

//! The noun `Overrides`: what the author of `overrides.toml` wrote, and where.
//!
//! The file states what the Markdown cannot: ranges of numbers, words of enums, what a map holds,
//! and where the API departs from its own `Required` column. Nothing is looked up or decided here:
//! names are text, and every name and fact keeps its place.
//!
//! A second file, written by a machine, may state facts in the same words. Authors win over it.

use std::collections::BTreeMap;
use std::fmt;

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
    pub models: BTreeMap<String, Entry>,
    /// `[properties]`: every property of a name.
    pub properties: BTreeMap<String, Entry>,
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
    pub properties: BTreeMap<String, Entry>,
}

/// An entry on a property, on every property of a name, or on a definition's Rust type.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the name of what it is about stands.
    pub place: Place,
    /// What it states, each fact with its place.
    pub facts: Vec<Spanned<Fact>>,
    /// Why.
    pub reason: Option<String>,
}

/// What an entry states, by its word in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// `type`, or the whole entry where that is just a text.
    Type(Type),
    /// `required`
    Required(bool),
    /// `sent = true`: clients send what the property links to.
    Sent,
    /// `boxed = true`: a required link lies on the heap.
    Boxed,
    /// `rename`: the identifier.
    Rename(String),
    /// `derives`: the path of one more trait.
    Derive(String),
    /// `deprecated`: the message.
    Deprecated(String),
    /// `attributes`: one, without its `#[…]`.
    Attribute(String),
}

/// A fact as the documentation of a field quotes it.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(ty) => write!(f, "{ty}"),
            Self::Required(required) => write!(f, "required = {required}"),
            Self::Sent => f.write_str("sent = true"),
            Self::Boxed => f.write_str("boxed = true"),
            Self::Rename(name) => write!(f, "rename = {name}"),
            Self::Derive(path) => write!(f, "derive = {path}"),
            Self::Deprecated(message) => write!(f, "deprecated = {message}"),
            Self::Attribute(text) => write!(f, "attribute = {text}"),
        }
    }
}

impl Entry {
    /// What `of` takes from the facts, each with its place.
    pub fn stated<'a, T>(
        &'a self,
        of: impl Fn(&'a Fact) -> Option<T>,
    ) -> impl Iterator<Item = Spanned<T>> {
        self.facts.iter().filter_map(move |fact| {
            let (value, place) = (of(&fact.value)?, fact.place);
            Some(Spanned { value, place })
        })
    }

    /// The type that it gives.
    pub fn ty(&self) -> Option<Spanned<&Type>> {
        let mut types = self.stated(|fact| match fact {
            Fact::Type(ty) => Some(ty),
            _ => None,
        });
        types.next()
    }

    /// The identifier that it gives.
    pub fn rename(&self) -> Option<Spanned<&String>> {
        let mut names = self.stated(|fact| match fact {
            Fact::Rename(name) => Some(name),
            _ => None,
        });
        names.next()
    }
}

impl Overrides {
    /// The entries of the authors on one property: its own, and the one for all of its name.
    pub fn on(&self, definition: &str, property: &str) -> [Option<&Entry>; 2] {
        let section = self.definitions.get(definition);
        let own = section.and_then(|section| section.properties.get(property));
        [own, self.properties.get(property)]
    }

    /// Every entry on properties, the machine's last, with the definition where it is for one alone.
    pub fn entries(&self) -> impl Iterator<Item = (Option<&str>, &str, &Entry)> {
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

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::List(item) => write!(f, "{item}[]"),
            Self::Map(value) => write!(f, "map<{value}>"),
            Self::Optional(item) => write!(f, "{item}?"),
        }
    }
}

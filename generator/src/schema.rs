//! The noun `Schema`: what the authors of the definitions wrote, and where.
//!
//! Names are text, types are unresolved, nothing is decided. Every name, type and flag keeps its
//! place, so that later stages can point at it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::Place;

/// The suffix of the name of a definition's file.
pub const FILE_SUFFIX: &str = "-definition.md";

/// The file in the definitions' folder that records what was imported.
pub const ROOTS_FILE: &str = "roots.txt";

/// The file in the definitions' folder that sets the level of each kind of change.
pub const LEVELS_FILE: &str = "changes.toml";

/// Returns the name of the file that holds the definition `name`: `foo-definition.md` for `Foo`.
pub fn file_name(name: &str) -> String {
    format!("{}{FILE_SUFFIX}", name.to_lowercase())
}

/// Returns `true` if `pattern` matches `name`. The pieces between the stars are searched from left to right, each
/// at its first occurrence, so that no pattern takes long.
pub(crate) fn is_like(name: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return name == pattern;
    };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut name) = name
        .strip_prefix(first)
        .and_then(|name| name.strip_suffix(last))
    else {
        return false;
    };
    for piece in middle.split('*') {
        let Some(at) = name.find(piece) else {
            return false;
        };
        name = &name[at + piece.len()..];
    }
    true
}

/// The content of the definitions.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The definitions whose name could be read, in the order of their files.
    pub definitions: Vec<Arc<Definition>>,
    /// The name of every file, and of the definition in it if that could be read. A link to a file whose
    /// definition has no readable name is not a problem of the link.
    pub files: BTreeMap<String, Option<String>>,
}

/// One file: a heading, prose, a table.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name in the heading.
    pub name: Spanned<String>,
    /// The file's name, without its folders.
    pub file: String,
    /// The prose before the table; `""` where there is none.
    pub description: String,
    /// The table's rows, as written.
    pub properties: Vec<Arc<Property>>,
    /// `true` if a part could not be read, so that a property missing here is not reported.
    pub broken: bool,
}

/// One row of a definition's table.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name on the wire.
    pub name: Spanned<String>,
    /// The type cell.
    pub ty: Spanned<Type>,
    /// The `Required` cell.
    pub required: Spanned<bool>,
    /// The description, to the letter, line breaks included; `""` where there is none.
    pub description: String,
}

/// A type in the dialect's words: a base and a number of `[]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The type of the innermost items.
    pub base: Base,
    /// The number of `[]` that follow it.
    pub lists: usize,
}

/// The deepest nesting of lists, and in overrides of maps. No API comes near it, and compilers and later stages
/// recurse.
pub const DEEPEST: usize = 16;

/// A type without its `[]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// A word of the dialect.
    Word(Word),
    /// Any other bare word: a mistake in a row; of an operation, a definition that is not in the folder.
    Unlinked(String),
    /// A link to another definition, by that definition's name.
    Link(String),
}

/// A word of the dialect, which is a type in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// `Array`: a list of any JSON
    Array,
    /// `boolean`
    Boolean,
    /// `number`
    Number,
    /// `object`: any JSON
    Object,
    /// `string`
    String,
}

impl Word {
    /// Every word.
    pub const ALL: [Self; 5] = [
        Self::Array,
        Self::Boolean,
        Self::Number,
        Self::Object,
        Self::String,
    ];

    /// The word as authors write it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Array => "Array",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }

    /// The word that `text` is, if the dialect has it.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.text() == text)
    }
}

impl Base {
    /// The base that a bare word is.
    pub fn bare(text: &str) -> Self {
        Word::parse(text).map_or_else(|| Self::Unlinked(text.to_owned()), Self::Word)
    }
}

/// A value and the place it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value.
    pub place: Place,
}

impl Schema {
    /// Returns the part of it that these files hold.
    #[must_use]
    pub fn only(mut self, files: &BTreeSet<String>) -> Self {
        self.definitions
            .retain(|definition| files.contains(&definition.file));
        self.files.retain(|file, _| files.contains(file));
        self
    }

    /// Returns the number of properties of all definitions.
    pub fn property_count(&self) -> usize {
        self.definitions
            .iter()
            .map(|definition| definition.properties.len())
            .sum()
    }
}

impl Definition {
    /// The files that it links to, whether they are there or not.
    pub fn links(&self) -> impl Iterator<Item = String> {
        let properties = self.properties.iter();
        properties.filter_map(|property| match &property.ty.value.base {
            Base::Link(name) => Some(file_name(name)),
            Base::Word(_) | Base::Unlinked(_) => None,
        })
    }
}

impl Type {
    /// The definition that it names, by a link or without one; `None` for a word of the dialect.
    pub fn definition(&self) -> Option<&str> {
        match &self.base {
            Base::Link(name) | Base::Unlinked(name) => Some(name),
            Base::Word(_) => None,
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match &self.base {
            Base::Word(word) => word.text(),
            Base::Unlinked(name) | Base::Link(name) => name,
        })?;
        (0..self.lists).try_for_each(|_| f.write_str("[]"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, name, expected) in [
            ("User", "User", true),
            ("User", "Users", false),
            ("*", "User", true),
            ("User*", "User", true),
            ("User*", "AUser", false),
            ("*Query", "ConversationQuery", true),
            ("An*Se*on", "AnalyticsSession", true),
            ("An*xx*on", "AnalyticsSession", false),
            ("ab*ba", "aba", false),
            ("a**b", "ab", true),
            ("user*", "User", false),
        ] {
            assert_eq!(is_like(name, pattern), expected, "{name} like {pattern}");
        }
    }
}

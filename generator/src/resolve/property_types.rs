//! Gives each property its type: as its row has it, or as an override may have it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::type_names::{Names, Resolved};
use crate::date_sentences;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Type;
use crate::nearest::{Guesses, nearest};
use crate::operations::Parameter;
use crate::overrides::{OverrideType, Overrides};
use crate::scalar::Scalar;
use crate::schema::{self, Base, Property, Schema, Word, file_name};
use crate::source::Place;

/// Names in other languages for the numbers that have a word here.
const ALIASES: [(&str, &str); 14] = [
    ("i8", "i32"),
    ("i16", "i32"),
    ("u8", "u32"),
    ("u16", "u32"),
    ("uint", "u32"),
    ("short", "i32"),
    ("int", "i32"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("integer", "i64"),
    ("long", "i64"),
    // It would lose digits: JSON's numbers are `f64` in most programs that send them.
    ("f32", "f64"),
    ("float", "f64"),
    ("double", "f64"),
];

/// The meaning of a word in the type of a property or an override.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) guesses: &'a Guesses,
    pub(super) schema: &'a Schema,
    pub(super) names: &'a Names<'a>,
    pub(super) overrides: &'a Overrides,
    /// The types of enums, by the names that the files have for them.
    pub(super) enums: &'a BTreeMap<String, Type>,
    /// `true` if a model derives a trait of another crate, which may have attributes of its own.
    pub(super) has_foreign: bool,
}

impl<'a> Known<'a> {
    /// The type that the property's own row gives its values. `Err` where it is unknown, with the
    /// problem unless that has been reported as another's.
    pub(super) fn written(&self, property: &Property) -> Result<Type, Option<Diagnostic>> {
        let ty = &property.ty.value;
        let base = match &ty.base {
            Base::Link(name) => match self.names.get(name) {
                Some(resolved) => resolved.ty(),
                None => return Err(self.unknown_definition(property.ty.place, name)),
            },
            Base::Word(Word::String) => {
                Type::Scalar(date_sentences::class(&property.description).unwrap_or(Scalar::String))
            }
            Base::Word(word) => dialect(*word),
            Base::Unlinked(word) => return Err(Some(self.unknown_type(property, word))),
        };
        Ok(lists(base, ty.lists))
    }

    /// The type of what an operation sends or returns: any JSON where a definition is not there.
    pub(super) fn body(&self, ty: &schema::Type) -> Type {
        let base = match &ty.base {
            Base::Link(name) => self.names.get(name).map(Resolved::ty),
            Base::Word(word) => Some(dialect(*word)),
            Base::Unlinked(_) => None,
        };
        lists(base.unwrap_or(Type::Scalar(Scalar::Json)), ty.lists)
    }

    /// The type of a parameter's values: any JSON where a definition is not there.
    pub(super) fn parameter(&self, parameter: &Parameter) -> Type {
        match parameter.values() {
            schema::Type {
                base: Base::Word(Word::String),
                lists: depth,
            } => {
                let class = date_sentences::class(&parameter.description);
                lists(Type::Scalar(class.unwrap_or(Scalar::String)), depth)
            }
            ty => self.body(&ty),
        }
    }

    /// The type in an override's words; `None` where its word is unknown.
    pub(super) fn overriding(&self, ty: &OverrideType) -> Option<Type> {
        Some(match ty {
            OverrideType::Word(word) => self.word(word)?,
            OverrideType::List(item) => Type::List(Box::new(self.overriding(item)?)),
            OverrideType::Map(value) => Type::Map(Box::new(self.overriding(value)?)),
            OverrideType::Optional(item) => match self.overriding(item)? {
                // A null is such a value itself.
                item if item.is_any_json() => item,
                item @ Type::Struct(_) => Type::Optional(Box::new(Type::Boxed(Box::new(item)))),
                item => Type::Optional(Box::new(item)),
            },
        })
    }

    fn word(&self, word: &str) -> Option<Type> {
        if let Some(ty) = own(word)
            .map(Type::Scalar)
            .or_else(|| Word::parse(word).map(dialect))
        {
            return Some(ty);
        }
        if self.overrides.enums.contains_key(word) {
            return self.enums.get(word).cloned();
        }
        if let Some(renamed) = self.enums.get(word) {
            return Some(renamed.clone());
        }
        self.names.get(word).map(Resolved::ty)
    }

    /// Describes the property as its row states it, for overrides that repeat the row. `None` if the
    /// row's type is unknown.
    pub(super) fn described(&self, property: &Property) -> Option<String> {
        let written = &property.ty.value;
        Some(match self.written(property).ok()? {
            Type::Scalar(Scalar::Json) => {
                format!("is an `{written}`, which is any JSON already")
            }
            Type::Scalar(scalar) if scalar.is_formatted() => {
                "is a date already, by its description".to_owned()
            }
            ty if ty.holds_dates() => "holds dates already, by its description".to_owned(),
            _ => match &written.base {
                Base::Word(Word::Array) => {
                    format!("is an `{written}`, which is a list of any JSON already")
                }
                _ => format!("is a `{written}` already"),
            },
        })
    }

    /// Suggests types that an override's author may have meant by a word without meaning, among all
    /// that `written` can become if the property is known. `None` if it is the name of a definition
    /// whose problem has been reported.
    pub(super) fn meant(
        &self,
        ty: &OverrideType,
        written: Option<&schema::Type>,
    ) -> Option<String> {
        let word = ty.word();
        if self.is_reported(word) || self.overrides.enums.contains_key(word) {
            return None;
        }
        let suits = |word: &str| {
            written.is_none_or(|written| {
                let ty = self.overriding(&ty.with_word(word));
                ty.is_some_and(|ty| fits(written, &ty))
            })
        };
        if let Some((_, own)) = ALIASES.iter().find(|&&(alias, _)| alias == word)
            && suits(own)
        {
            return Some(format!("write `{}`", ty.with_word(own)));
        }
        let candidates = own_words().chain(Word::ALL.map(Word::text));
        let enums = self.overrides.enums.keys().map(String::as_str);
        let near = |candidates: &mut dyn Iterator<Item = &'a str>| {
            self.guesses
                .nearest(word, candidates.filter(|word| suits(word)))
        };
        let near = near(&mut candidates.chain(enums)).or_else(|| near(&mut self.names.names()));
        Some(match (near, written) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(written)) if suits_words(written) => {
                format!(
                    "list the words of `{word}` under `[enums]`: {}",
                    possible(written)
                )
            }
            (None, Some(written)) => possible(written),
            (None, None) => {
                let words: Vec<_> = own_words().map(|word| format!("`{word}`")).collect();
                format!(
                    "list it under `[enums]`, or write `string` or one of {}",
                    words.join(", ")
                )
            }
        })
    }

    /// The property of that name that the definition has, if its type is one.
    pub(super) fn property(&self, definition: &str, name: &str) -> Option<&'a Arc<Property>> {
        let mut properties = self.names.get(definition)?.definition.properties.iter();
        properties.find(|property| property.name.value == name && is_known(property))
    }

    /// The property of that name that all that have it are like. `None` where they differ.
    pub(super) fn first_of(&self, name: &str) -> Option<&'a Arc<Property>> {
        let definitions = self.names.iter().map(|resolved| resolved.definition);
        let mut all = definitions
            .flat_map(|definition| &definition.properties)
            .filter(|property| property.name.value == name && is_known(property));
        let first = all.next()?;
        all.all(|other| other.ty.value == first.ty.value)
            .then_some(first)
    }

    /// `true` if something of the name has no type for a reason reported elsewhere.
    pub(super) fn is_reported(&self, name: &str) -> bool {
        match self.schema.files.get(&file_name(name)) {
            Some(None) => true,
            Some(Some(other)) => other == name && self.names.get(name).is_none(),
            None => false,
        }
    }

    fn unknown_type(&self, property: &Property, word: &str) -> Diagnostic {
        let help = if self.names.get(word).is_some() {
            format!(
                "name a definition with a link: ``[`{}`]({})``",
                property.ty.value,
                file_name(word)
            )
        } else if let Some(near) = nearest(word, Word::ALL.map(Word::text)) {
            format!("did you mean `{near}`?")
        } else {
            "the types are `string`, `number`, `boolean`, `object`, `Array` and links to definitions"
                .to_owned()
        };
        Diagnostic::new(
            Code::UnknownType,
            property.ty.place,
            format!("unknown type `{word}`"),
            help,
        )
    }

    /// Reports a link to a definition that does not exist. If its file exists and has a problem of its
    /// own, that is already reported and the link is not.
    pub(super) fn unknown_definition(&self, place: Place, name: &str) -> Option<Diagnostic> {
        let file = file_name(name);
        let help = match self.schema.files.get(&file) {
            Some(Some(other)) if other != name && file_name(other) == file => {
                format!("did you mean `{other}`?")
            }
            Some(_) => return None,
            None => match self.guesses.nearest(name, self.names.names()) {
                Some(near) => format!("did you mean `{near}`? Otherwise add `{file}`"),
                None => format!("add `{file}`, or correct the link"),
            },
        };
        let message = format!("there is no definition `{name}`");
        Some(Diagnostic::new(
            Code::UnknownDefinition,
            place,
            message,
            help,
        ))
    }
}

/// `true` if the word of the property's type has a meaning, so that its possible types are known.
fn is_known(property: &Property) -> bool {
    !matches!(property.ty.value.base, Base::Unlinked(_))
}

/// So many lists of a type.
fn lists(base: Type, count: usize) -> Type {
    (0..count).fold(base, |inner, _| Type::List(Box::new(inner)))
}

/// Returns the type that a word of the dialect means.
fn dialect(word: Word) -> Type {
    Type::Scalar(match word {
        Word::String => Scalar::String,
        Word::Boolean => Scalar::Bool,
        Word::Number => Scalar::Number,
        Word::Object => Scalar::Json,
        Word::Array => return Type::List(Box::new(Type::Scalar(Scalar::Json))),
    })
}

/// The scalars that have a word in overrides alone. One is for JSON of any kind, because `object` would
/// promise more of a link than that.
fn own_words<'a>() -> impl Iterator<Item = &'a str> {
    let words = Scalar::ALL
        .iter()
        .copied()
        .map(|it| -> &'a str { it.word() });
    words.filter(|word| Word::parse(word).is_none())
}

fn own(word: &str) -> Option<Scalar> {
    let mut scalars = Scalar::ALL.iter().copied();
    scalars.find(|scalar| scalar.word() == word)
}

/// `true` if `name` is a type by itself, so that no enum can have it.
pub(super) fn is_word(name: &str) -> bool {
    Word::parse(name).is_some() || own(name).is_some()
}

/// `true` if `ty` can describe values of the dialect's type more closely. Lists stay lists: an override
/// states the whole type. JSON of any kind fits all.
pub(super) fn fits(written: &schema::Type, ty: &Type) -> bool {
    peeled(ty, written.lists).is_some_and(|ty| fits_base(&written.base, ty))
}

fn fits_base(base: &Base, ty: &Type) -> bool {
    match (base, ty) {
        (Base::Word(Word::Array), Type::Optional(_) | Type::Boxed(_)) => false,
        (_, Type::Optional(ty) | Type::Boxed(ty)) => fits_base(base, ty),
        (_, Type::Scalar(Scalar::Json))
        | (Base::Word(Word::Array), Type::List(_))
        | (Base::Word(Word::String), Type::Enum(_))
        | (Base::Word(Word::Number), Type::IntegerEnum(_))
        | (Base::Word(Word::Object), Type::Map(_))
        | (Base::Word(Word::Object) | Base::Link(_), Type::Struct(_) | Type::Alias(_)) => true,
        (Base::Word(word), Type::Scalar(scalar)) => *word == scalar.form().word(),
        _ => false,
    }
}

/// `true` if values of the dialect's type can be words of an enum.
fn suits_words(written: &schema::Type) -> bool {
    written.base == Base::Word(Word::String)
}

/// Returns the type that `ty` holds below so many lists.
fn peeled(ty: &Type, lists: usize) -> Option<&Type> {
    (0..lists).try_fold(ty, |ty, _| match ty {
        Type::List(item) => Some(item.as_ref()),
        Type::Optional(list) => peeled(list, 1),
        _ => None,
    })
}

/// Lists the types that a property can become, for the help of a message.
pub(super) fn possible(written: &schema::Type) -> String {
    let words = match &written.base {
        Base::Link(_) => "`any`, or another definition",
        Base::Word(Word::String) => "an enum, a class of dates such as `date-time`, or `any`",
        Base::Word(Word::Number) => "`i32`, `i64`, `u32`, `u64`, `f64`, or `any`",
        Base::Word(Word::Object) => "`map<…>`, or a definition",
        Base::Word(Word::Array) => "a list such as `string[]`, or `any`",
        Base::Word(Word::Boolean) | Base::Unlinked(_) => "`any`",
    };
    let lists = match written.lists {
        0 => String::new(),
        lists => format!(", with `{}` behind it", "[]".repeat(lists)),
    };
    format!("a `{written}` can become {words}{lists}")
}

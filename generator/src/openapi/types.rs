//! Maps a schema to a type of the dialect.
//!
//! The dialect has five words and links. A schema that it cannot state becomes the type that takes
//! most of its values, which is mostly `object`: any JSON.

use super::catalog::Catalog;
use super::document::{Literal, Schema, Section, target};
use super::problems::Warnings;
use crate::diagnostic::Code;
use crate::schema::{Base, Type, Word};
use crate::source::Span;

/// A type of the dialect for a schema.
pub(super) struct Mapped {
    /// `None` where the publisher's utility leaves the type empty.
    pub(super) ty: Option<Type>,
    /// The part of the schema that the type cannot state.
    loss: Option<Loss>,
}

/// The part of a schema that its type cannot state.
struct Loss {
    span: Span,
    /// The pointer's suffix after that of the schema: `/items`.
    below: &'static str,
    kind: LossKind,
}

enum LossKind {
    NoType,
    UnknownType(String),
    InlineObject,
    Composition(&'static str),
    NoDefinition(String),
    UnusualName(String),
}

/// Any JSON: what is written where no type can be.
fn any() -> Type {
    word(Word::Object)
}

/// The type of a parameter of which nothing else is known.
pub(super) fn string() -> Type {
    word(Word::String)
}

fn word(word: Word) -> Type {
    let base = Base::Word(word);
    Type { base, lists: 0 }
}

impl Mapped {
    /// The type of a property or parameter, which needs one, with what it loses reported.
    pub(super) fn or_any(self, pointer: &str, warnings: &mut Warnings<'_>) -> Type {
        let ty = self.ty.unwrap_or_else(any);
        if let Some(loss) = self.loss {
            loss.report(pointer, &format!("`{ty}` is written"), warnings);
        }
        ty
    }

    /// The type of an answer, which may have none, with what it loses reported.
    pub(super) fn or_none(self, pointer: &str, warnings: &mut Warnings<'_>) -> Option<Type> {
        if let Some(loss) = self.loss {
            let written = match &self.ty {
                Some(ty) => format!("`{ty}` is written"),
                None => "no type is written".to_owned(),
            };
            loss.report(pointer, &written, warnings);
        }
        self.ty
    }
}

impl Loss {
    fn report(self, pointer: &str, written: &str, warnings: &mut Warnings<'_>) {
        let (code, reason) = match self.kind {
            LossKind::NoType => (Code::LossyType, "states no type".to_owned()),
            LossKind::UnknownType(ty) => (
                Code::LossyType,
                format!("has the type `{ty}`, which the Markdown lacks"),
            ),
            LossKind::InlineObject => (
                Code::LossyType,
                "is an inline object, whose properties are lost".to_owned(),
            ),
            LossKind::Composition(keyword) => {
                (Code::LossyType, format!("combines schemas by `{keyword}`"))
            }
            LossKind::NoDefinition(reference) => (
                Code::UnresolvedReference,
                format!("refers to `{reference}`, which has no definition file"),
            ),
            LossKind::UnusualName(name) => (
                Code::UnresolvedReference,
                format!("refers to `{name}`, a name that the publisher's utility cannot read"),
            ),
        };
        let help = match code {
            Code::UnresolvedReference => "correct the reference or the name in the document",
            _ => "state the type in `overrides.toml` if it matters",
        };
        let pointer = format!("{pointer}{}", self.below);
        warnings.push(
            code,
            self.span,
            &pointer,
            &format!("{reason}: {written}"),
            help,
        );
    }
}

/// Maps a schema to a type.
pub(super) fn map(catalog: &Catalog<'_>, schema: &Schema<'_>) -> Mapped {
    let whole = scalar(catalog, schema);
    match schema.ty.as_deref() {
        Some("array") if schema.reference.is_none() => {}
        _ => return whole,
    }
    let Some(items) = &schema.items else {
        return whole;
    };
    let Mapped { ty, loss } = scalar(catalog, items);
    let ty = ty.unwrap_or_else(any);
    let lists = ty.lists + 1;
    Mapped {
        ty: Some(Type { lists, ..ty }),
        loss: loss.map(|loss| Loss {
            below: "/items",
            ..loss
        }),
    }
}

/// Maps a schema without the items of a list.
fn scalar(catalog: &Catalog<'_>, schema: &Schema<'_>) -> Mapped {
    let loss = |kind| {
        Some(Loss {
            span: schema.span,
            below: "",
            kind,
        })
    };
    if let Some(reference) = &schema.reference {
        let name = target(reference, Section::Definitions);
        let Some(name) = name.filter(|name| catalog.definition(name).is_some()) else {
            let kind = LossKind::NoDefinition(reference.to_string());
            let loss = loss(kind);
            return Mapped { ty: None, loss };
        };
        let is_usual = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let base = Base::Link(name.to_string());
        return Mapped {
            ty: Some(Type { base, lists: 0 }),
            loss: loss(LossKind::UnusualName(name.into_owned())).filter(|_| !is_usual),
        };
    }
    if let Some(composition) = &schema.composition {
        let stated = schema.ty.as_deref().and_then(dialect).map(word);
        let only = composition.only.as_ref().filter(|_| stated.is_none());
        return Mapped {
            ty: stated.or_else(|| map(catalog, only?).ty),
            loss: loss(LossKind::Composition(composition.keyword)),
        };
    }
    let (ty, kind) = match schema.ty.as_deref() {
        Some(ty) => match dialect(ty) {
            Some(Word::Object) if schema.is_object => {
                (Some(Word::Object), Some(LossKind::InlineObject))
            }
            Some(word) => (Some(word), None),
            None => (None, Some(LossKind::UnknownType(ty.to_owned()))),
        },
        None if schema.is_object => (Some(Word::Object), Some(LossKind::InlineObject)),
        None => (values(schema), Some(LossKind::NoType)),
    };
    Mapped {
        ty: ty.map(word),
        loss: kind.and_then(loss),
    }
}

/// The dialect's word for a type of JSON.
fn dialect(ty: &str) -> Option<Word> {
    Some(match ty {
        "array" => Word::Array,
        "boolean" => Word::Boolean,
        "integer" | "number" => Word::Number,
        "object" => Word::Object,
        "string" => Word::String,
        _ => return None,
    })
}

/// The type of the values that a schema lists.
fn values(schema: &Schema<'_>) -> Option<Word> {
    let values = schema.values.as_deref().unwrap_or_default();
    let values = || values.iter().filter(|value| **value != Literal::Null);
    match values().next()? {
        Literal::Text(_) if values().all(|it| matches!(it, Literal::Text(_))) => Some(Word::String),
        Literal::Integer(_) if values().all(|it| matches!(it, Literal::Integer(_))) => {
            Some(Word::Number)
        }
        _ => None,
    }
}

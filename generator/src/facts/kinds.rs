//! Makes a [`Kind`] of the schema that the document gives to a property.

use std::collections::HashMap;
use std::rc::Rc;

use super::definitions::Definitions;
use super::list::List;
use crate::openapi::{self, Schema};
use crate::scalar::Scalar;
use crate::source::Span;

/// The most references, lists and maps in each other. No API comes near it.
const DEEPEST: usize = 16;

/// The kind of value that a property has.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// The document does not state it.
    Unsaid,
    Scalar(Scalar),
    Enum(Rc<List>),
    /// An object of which the document states nothing more.
    Object,
    Map(Box<Self>),
    List(Box<Self>),
    /// An object with a definition.
    Link(&'a str),
    /// The kind that a definition is another name of.
    Named(&'a str, Box<Self>),
}

impl<'a> Kind<'a> {
    /// Returns the kind itself, whatever other name it has.
    pub(super) fn unnamed(&self) -> &Self {
        match self {
            Self::Named(_, kind) => kind.unnamed(),
            kind => kind,
        }
    }

    /// Returns the words that it holds in the end.
    pub(super) fn list(&self) -> Option<&List> {
        match self.end() {
            Self::Enum(list) => Some(list),
            _ => None,
        }
    }

    /// Returns the definition that it holds in the end.
    pub(super) fn link(&self) -> Option<&'a str> {
        match self.end() {
            Self::Link(name) => Some(name),
            _ => None,
        }
    }

    fn end(&self) -> &Self {
        match self {
            Self::Map(kind) | Self::List(kind) | Self::Named(_, kind) => kind.end(),
            kind => kind,
        }
    }
}

/// Makes kinds of schemas.
pub(super) struct Kinds<'a, 'd> {
    pub(super) definitions: &'d Definitions<'a>,
    pub(super) exact_integers: bool,
    /// The lists by the places of their schemas: many properties may refer to one that is long.
    lists: HashMap<Span, Result<Rc<List>, &'static str>>,
    passed_over: Vec<String>,
}

impl<'a, 'd> Kinds<'a, 'd> {
    pub(super) fn new(definitions: &'d Definitions<'a>, exact_integers: bool) -> Self {
        Self {
            definitions,
            exact_integers,
            lists: HashMap::new(),
            passed_over: Vec::new(),
        }
    }

    /// Returns the kind of value that `schema` describes, and the parts of it that facts cannot use.
    pub(super) fn of(&mut self, schema: &'a Schema<'a>) -> (Kind<'a>, Vec<String>) {
        let kind = self.kind(schema, 0);
        (kind, std::mem::take(&mut self.passed_over))
    }

    fn pass(&mut self, message: impl Into<String>) {
        self.passed_over.push(message.into());
    }

    fn kind(&mut self, schema: &'a Schema<'a>, depth: usize) -> Kind<'a> {
        if depth > DEEPEST {
            self.pass(format!(
                "lists, maps and references more than {DEEPEST} deep"
            ));
            return Kind::Unsaid;
        }
        if let Some(reference) = &schema.reference {
            return self.reference(reference, depth);
        }
        // A type that is several at once is none that facts know.
        let ty = schema.ty.as_deref().filter(|ty| !ty.contains('|'));
        let format = schema.format.as_deref();
        if let Some(values) = &schema.values {
            let list = || List::of(values, ty).map(Rc::new);
            let list = self.lists.entry(schema.span).or_insert_with(list).clone();
            return self.listed(ty, format, list);
        }
        let inner = |it: &mut Self, schema: &'a Schema<'a>| Box::new(it.kind(schema, depth + 1));
        match (ty, &schema.items, &schema.map) {
            (Some("array") | None, Some(items), _) => Kind::List(inner(self, items)),
            (Some("array"), None, _) => Kind::List(Box::new(Kind::Unsaid)),
            (Some("object") | None, _, Some(value)) => match inner(self, value) {
                value if matches!(*value, Kind::Unsaid) => Kind::Object,
                value => Kind::Map(value),
            },
            (Some("object"), _, None) => Kind::Object,
            (Some(ty), ..) => self.scalar(ty, format),
            (None, None, None) => Kind::Unsaid,
        }
    }

    fn reference(&mut self, reference: &str, depth: usize) -> Kind<'a> {
        let Some(definition) = self.definitions.follow(reference) else {
            self.pass(match openapi::definition_of(reference) {
                Some(name) => format!("a reference to `{name}`, which the document does not have"),
                None => format!("the reference `{reference}`, which leads elsewhere"),
            });
            return Kind::Unsaid;
        };
        let name = &*definition.name.value;
        if !definition.properties.is_empty() {
            return Kind::Link(name);
        }
        match self.kind(&definition.schema, depth + 1) {
            Kind::Unsaid | Kind::Object => Kind::Link(name),
            kind => Kind::Named(name, Box::new(kind)),
        }
    }

    fn listed(
        &mut self,
        ty: Option<&str>,
        format: Option<&str>,
        list: Result<Rc<List>, &'static str>,
    ) -> Kind<'a> {
        match (list, ty) {
            (Ok(list), None) => Kind::Enum(list),
            (Ok(list), Some(ty)) => match (&*list, ty) {
                (List::Texts(_), "string") | (List::Integers(_), "integer" | "number") => {
                    Kind::Enum(list)
                }
                _ => {
                    self.pass(format!("an enum whose values are not of its type `{ty}`"));
                    self.scalar(ty, None)
                }
            },
            (Err(reason), ty) => {
                self.pass(reason);
                ty.map_or(Kind::Unsaid, |ty| self.scalar(ty, format))
            }
        }
    }

    /// Returns the kind of a value that is neither object nor list.
    fn scalar(&mut self, ty: &str, format: Option<&str>) -> Kind<'a> {
        Kind::Scalar(match (ty, format) {
            ("integer" | "number", Some("int32")) if self.exact_integers => Scalar::I32,
            ("integer" | "number", Some("int32" | "int64")) | ("integer", None) => Scalar::I64,
            ("number", Some("float" | "double")) => Scalar::F64,
            ("number", None) => Scalar::Number,
            ("string", None | Some("uri")) => Scalar::String,
            ("boolean", None) => Scalar::Bool,
            ("integer" | "number" | "string" | "boolean", Some(format)) => {
                match formatted(format).filter(|_| ty == "string") {
                    Some(scalar) => scalar,
                    None => {
                        self.pass(format!("the format `{format}` of `{ty}`"));
                        return self.scalar(ty, None);
                    }
                }
            }
            _ => {
                self.pass(format!("the type `{ty}`"));
                return Kind::Unsaid;
            }
        })
    }
}

/// Returns the scalar of a format of texts, which overrides and documents call alike.
fn formatted(format: &str) -> Option<Scalar> {
    let mut scalars = Scalar::ALL.iter().copied();
    scalars.find(|it| it.is_formatted() && it.word() == format)
}

//! The nouns `Subject` and `Value`: what changed, and what it was before and is after.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::direction::Direction;
use crate::model;
use crate::operations::{Endpoint, ListForm, Location};
use crate::scalar::Scalar;
use crate::schema::{Property, Type};

/// The thing that an entry is about, by its new name where it has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A definition as a whole.
    Definition(String),
    /// A property of a definition.
    Property {
        /// The definition's name.
        definition: String,
        /// The property's name on the wire.
        name: String,
    },
    /// An enum as a whole.
    Enum(String),
    /// A value of an enum.
    EnumValue {
        /// The enum's identifier.
        list: String,
        /// The value on the wire.
        value: String,
    },
    /// An operation as a whole.
    Operation(String),
    /// The body of an operation's request.
    Body(String),
    /// The body of an operation's failures.
    Failure(String),
    /// A parameter of an operation, the body apart.
    Parameter {
        /// The operation's name.
        operation: String,
        /// The part of the request that holds it.
        location: Location,
        /// The parameter's name on the wire.
        name: String,
    },
}

impl Subject {
    /// The definition, enum or operation that it is, or is part of.
    pub fn owner(&self) -> &str {
        match self {
            Self::Definition(name)
            | Self::Property {
                definition: name, ..
            }
            | Self::Enum(name)
            | Self::EnumValue { list: name, .. }
            | Self::Operation(name)
            | Self::Body(name)
            | Self::Failure(name)
            | Self::Parameter {
                operation: name, ..
            } => name,
        }
    }

    /// The part of the owner; `None` where the owner as a whole is meant.
    pub fn part(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Definition(_) | Self::Enum(_) | Self::Operation(_) => None,
            Self::Property { name, .. } | Self::EnumValue { value: name, .. } => {
                Some(name.as_str().into())
            }
            Self::Body(_) => Some("body".into()),
            Self::Failure(_) => Some("error".into()),
            Self::Parameter { location, name, .. } => {
                Some(format!("{}.{name}", location.word()).into())
            }
        }
    }

    /// `true` if it is an operation, or part of one.
    pub fn is_of_an_operation(&self) -> bool {
        match self {
            Self::Operation(_) | Self::Body(_) | Self::Failure(_) | Self::Parameter { .. } => true,
            Self::Definition(_)
            | Self::Property { .. }
            | Self::Enum(_)
            | Self::EnumValue { .. } => false,
        }
    }

    /// The definition that it is, or is part of.
    pub(super) fn definition(&self) -> Option<&str> {
        match self {
            Self::Definition(name)
            | Self::Property {
                definition: name, ..
            } => Some(name),
            _ => None,
        }
    }

    /// The order of entries.
    pub(super) fn sorted_by(&self) -> (&str, Option<Cow<'_, str>>) {
        (self.owner(), self.part())
    }
}

/// `Foo.bar`, or `Foo` where the definition itself is meant.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.owner())?;
        self.part().map_or(Ok(()), |part| write!(f, ".{part}"))
    }
}

/// One side of a change.
#[derive(Clone, Debug)]
pub enum Value {
    /// The name of the subject.
    Name(String),
    /// The type of a property, a parameter or a body.
    Type(Type),
    /// The Rust type of a parameter, where the page states the same type on both sides.
    RustType(model::Type),
    /// The form in which several values of a parameter are sent.
    ListForm(ListForm),
    /// The properties of a definition.
    Properties(Vec<Arc<Property>>),
    /// The flag of a property.
    Required(bool),
    /// The class of dates of a string; `None` where it is no date.
    DateClass(Option<Scalar>),
    /// A description, word for word.
    Description(String),
    /// The overrides in effect, in the words of their file.
    Overrides(Vec<String>),
    /// The side of the wire on which programs meet a definition.
    Direction(Direction),
    /// The values of an enum.
    EnumValues(Vec<String>),
    /// The path of an enum's constant.
    Constant(String),
    /// The endpoint of an operation.
    Endpoint(Endpoint),
    /// The types that an operation returns, each with its status where statuses differ in type.
    Responses(Vec<(Option<String>, Type)>),
}

impl Value {
    /// The name, if it is one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// `true` if a type in it names the definition.
    pub(super) fn links_to(&self, definition: &str) -> bool {
        let links = |ty: &Type| ty.definition() == Some(definition);
        match self {
            Self::Type(ty) => links(ty),
            Self::Responses(responses) => responses.iter().any(|(_, ty)| links(ty)),
            _ => false,
        }
    }
}

/// The text in reports.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(text) | Self::Description(text) | Self::Constant(text) => f.write_str(text),
            Self::Type(ty) => ty.fmt(f),
            Self::RustType(ty) => ty.fmt(f),
            Self::ListForm(form) => f.write_str(form.word()),
            Self::Properties(rows) => {
                let mut rows: Vec<_> = rows.iter().map(|row| describe_row(row)).collect();
                rows.sort();
                f.write_str(&rows.join(", "))
            }
            Self::Required(required) => f.write_str(if *required { "Yes" } else { "No" }),
            Self::DateClass(class) => f.write_str(class.map_or("string", Scalar::word)),
            Self::Overrides(texts) | Self::EnumValues(texts) => f.write_str(&texts.join(", ")),
            Self::Direction(direction) => direction.fmt(f),
            Self::Endpoint(endpoint) => endpoint.fmt(f),
            Self::Responses(responses) => {
                let texts: Vec<_> = responses.iter().map(describe_response).collect();
                f.write_str(&texts.join(", "))
            }
        }
    }
}

/// `id: string (required)`
fn describe_row(row: &Property) -> String {
    let flag = if row.required.value {
        " (required)"
    } else {
        ""
    };
    format!("{}: {}{flag}", row.name.value, row.ty.value)
}

/// `200 Queue`
fn describe_response((status, ty): &(Option<String>, Type)) -> String {
    match status {
        Some(status) => format!("{status} {ty}"),
        None => ty.to_string(),
    }
}

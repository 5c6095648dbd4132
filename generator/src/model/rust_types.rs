//! The Rust types that fields and bodies have.

use crate::scalar::Scalar;

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// One without parts.
    Scalar(Scalar),
    /// Another struct, by its identifier.
    Struct(String),
    /// An alias of `serde_json::Value`, by its identifier: a definition without properties.
    Alias(String),
    /// An enum of texts, by its identifier.
    Enum(String),
    /// An enum of integers, by its identifier.
    IntegerEnum(String),
    /// `BTreeMap<String, …>`
    Map(Box<Self>),
    /// `Vec<…>`
    List(Box<Self>),
    /// `Box<…>`
    Boxed(Box<Self>),
    /// `Option<…>`
    Optional(Box<Self>),
}

/// The paths by which `Option`, `Vec`, `Box` and `String` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prelude {
    /// By their short names.
    Visible,
    /// By their full paths, because the struct itself has one of those names.
    Hidden,
}

impl Type {
    /// `true` if it is a date, or a list of dates at any depth.
    pub fn holds_dates(&self) -> bool {
        match self {
            Self::List(item) => item.holds_dates(),
            ty => matches!(ty, Self::Scalar(it) if it.is_formatted()),
        }
    }

    /// Returns the identifier of the definition or enum that values hold in the end.
    pub fn ident(&self) -> Option<&str> {
        match self.innermost() {
            Self::Struct(ident)
            | Self::Alias(ident)
            | Self::Enum(ident)
            | Self::IntegerEnum(ident) => Some(ident),
            _ => None,
        }
    }

    /// The definition that values hold in the end, by its type's identifier. An enum is none, and
    /// may have the name that a definition should have.
    pub fn link(&self) -> Option<&str> {
        match self.innermost() {
            Self::Struct(ident) | Self::Alias(ident) => Some(ident),
            _ => None,
        }
    }

    /// `true` if values are any JSON, `null` included.
    pub const fn is_any_json(&self) -> bool {
        matches!(self, Self::Scalar(Scalar::Json) | Self::Alias(_))
    }

    /// Makes any JSON of a definition that is not `known`.
    pub(super) fn forget(&mut self, known: impl Fn(&str) -> bool) {
        match self {
            Self::Map(inner) | Self::List(inner) | Self::Boxed(inner) | Self::Optional(inner) => {
                inner.forget(known);
            }
            Self::Struct(ident) | Self::Alias(ident) if !known(ident) => {
                *self = Self::Scalar(Scalar::Json);
            }
            _ => {}
        }
    }

    /// Returns the type below all lists, maps, boxes and options.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Map(inner) | Self::List(inner) | Self::Boxed(inner) | Self::Optional(inner) => {
                inner.innermost()
            }
            _ => self,
        }
    }
}

/// The type as Rust has it, without the paths of its parts.
impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.ident()),
            Self::Struct(ident)
            | Self::Alias(ident)
            | Self::Enum(ident)
            | Self::IntegerEnum(ident) => f.write_str(ident),
            Self::Map(value) => write!(f, "BTreeMap<String, {value}>"),
            Self::List(item) => write!(f, "Vec<{item}>"),
            Self::Boxed(item) => write!(f, "Box<{item}>"),
            Self::Optional(item) => write!(f, "Option<{item}>"),
        }
    }
}

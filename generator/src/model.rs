//! The noun `Model`: what was decided about the Rust to be written.
//!
//! Every name is a valid identifier, every reference leads to a type that exists, every field has
//! its whole type. Rendering it takes no further decision.

/// Every type of the crate, in the order of their files.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The structs, one for each definition.
    pub structs: Vec<Struct>,
}

/// The struct for one definition.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The definition's name.
    pub definition: String,
    /// The file that the definition stands in.
    pub source: String,
    /// The struct's identifier.
    pub ident: String,
    /// The name of its file, without the ending.
    pub file_stem: String,
    /// The identifier of its module.
    pub module: String,
    /// What the documentation says.
    pub description: String,
    /// The fields, by wire name.
    pub fields: Vec<Field>,
    /// How types of the standard library's prelude are named beside this struct.
    pub prelude: Prelude,
    /// How users make a value.
    pub construction: Construction,
}

/// One field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field's identifier.
    pub ident: String,
    /// The property's name on the wire.
    pub wire_name: String,
    /// The property's type in the dialect's words.
    pub wire_type: String,
    /// Whether a value must be there.
    pub required: bool,
    /// What the documentation says.
    pub description: String,
    /// The whole Rust type.
    pub ty: Type,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `String`
    String,
    /// `serde_json::Number`
    Number,
    /// `serde_json::Value`
    Json,
    /// One of the text-preserving types of `crate::dates`.
    Date(Date),
    /// Another struct, by its identifier.
    Struct(String),
    /// `Vec<…>`
    List(Box<Self>),
    /// `Box<…>`
    Boxed(Box<Self>),
    /// `Option<…>`
    Optional(Box<Self>),
}

/// The classes of dates and times that descriptions tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Date {
    /// A moment: date, time and zone.
    DateTime,
    /// A day.
    Date,
    /// A date and a time without a zone.
    LocalDateTime,
    /// A time of day without a zone.
    LocalTime,
    /// Two moments.
    Interval,
    /// A length of time.
    Duration,
}

/// How `Option`, `Vec`, `Box` and `String` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prelude {
    /// By their short names.
    Visible,
    /// By their full paths, because the struct itself has one of those names.
    Hidden,
}

/// How users make a value of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// `Default`: no property is required.
    Default,
    /// `new`, with one argument for each required property.
    New {
        /// Whether these are more arguments than clippy lets pass by default.
        crowded: bool,
    },
}

impl Date {
    /// The identifier of the type in `crate::dates`.
    pub const fn ident(self) -> &'static str {
        match self {
            Self::DateTime => "DateTime",
            Self::Date => "Date",
            Self::LocalDateTime => "LocalDateTime",
            Self::LocalTime => "LocalTime",
            Self::Interval => "Interval",
            Self::Duration => "Duration",
        }
    }
}

//! The noun `Committed`: where the models that stand in a commit are not what this generator makes of
//! the definitions beside them.
//!
//! Users compile against the files, not against what a later generator would have made of them. What
//! is not here is in the files just as this generator decides it.

use std::collections::BTreeMap;

use crate::changes::Kind;
use crate::model::{Enum, Struct};

/// What differs, and how it stands in the files.
#[derive(Clone, Debug, Default)]
pub struct Committed {
    /// The structs as they stand in the files, by definition.
    pub structs: BTreeMap<String, Struct>,
    /// The enums as they stand in the files, by identifier.
    pub enums: BTreeMap<String, Enum>,
    /// What else of a struct differs, by definition.
    pub facets: BTreeMap<String, Vec<Facet>>,
    /// How many generated files are beyond understanding.
    pub unread: usize,
}

/// A public trait of a struct or a field beside its name and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The kind of change that a difference in it is.
    pub kind: Kind,
    /// The property, where not the whole struct is meant.
    pub property: Option<String>,
    /// What the file says.
    pub committed: Vec<String>,
    /// What this generator says.
    pub current: Vec<String>,
}

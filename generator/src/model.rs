//! The noun `Model`: what was decided about the Rust to be written.
//!
//! Every name is a valid identifier, every reference leads to a type that exists, every field has
//! its whole type. Rendering it takes no further decision.

mod calls;
mod index;
mod rust_types;

pub use calls::{Call, CallField, Calls, NextPage, Page, PageField, PagePlace};
pub use index::{Indexed, Named};
pub use rust_types::{Prelude, Type};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::attribute::{Attribute, Derive};
use crate::nearest::nearest;
use crate::operations::Operation;
use crate::schema::{Definition, Property};

/// Every type of the crate, in the order of their files.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The structs and aliases, one for each definition.
    pub structs: Indexed<Struct>,
    /// The enums, one for each list of words in the overrides.
    pub enums: Indexed<Enum>,
    /// The operations, by endpoint; `None` where nothing is known of them. A definition is linked where
    /// it has a struct.
    pub operations: Option<Vec<Operation>>,
    /// The operations as Rust.
    pub calls: Calls,
}

impl Model {
    /// The part of it that comes of these files of definitions and of the operations of these names.
    #[must_use]
    pub fn only(mut self, files: &BTreeSet<String>, names: &BTreeSet<String>) -> Self {
        let structs = self
            .structs
            .only(|item| files.contains(&item.definition.file));
        if let Some(operations) = &mut self.operations {
            operations.retain_mut(|operation| {
                operation.link(|name| structs.by_name(name).is_some());
                names.contains(&operation.name.value)
            });
            self.calls
                .retain(operations, |ident| structs.by_ident(ident).is_some());
        }
        let fields = structs.iter().flat_map(|item| &item.fields);
        let used = fields.filter_map(|field| field.ty.ident());
        let used: BTreeSet<_> = used.chain(self.calls.enums()).collect();
        self.enums = self.enums.only(|item| used.contains(item.ident.as_str()));
        self.structs = structs;
        self
    }

    /// The struct of a definition, by that one's name or by its own.
    ///
    /// # Errors
    ///
    /// Fails if there is none.
    pub fn named(&self, name: &str) -> Result<&Struct, UnknownModel> {
        let found = self.structs.by_name(name);
        found
            .or_else(|| self.structs.by_ident(name))
            .ok_or_else(|| {
                let names = self.structs.iter().map(|item| item.name());
                UnknownModel {
                    name: name.to_owned(),
                    near: nearest(name, names).map(str::to_owned),
                }
            })
    }

    /// Returns `true` if anything is deprecated.
    pub fn has_deprecated(&self) -> bool {
        let mut calls = self.calls.calls.iter();
        calls.any(|call| call.deprecated.is_some())
            || self.structs.iter().any(|item| {
                item.deprecated.is_some()
                    || item.fields.iter().any(|field| field.deprecated.is_some())
            })
    }
}

/// The model of that name is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownModel {
    /// The unknown name.
    pub name: String,
    /// The name that was probably meant.
    pub near: Option<String>,
}

impl std::fmt::Display for UnknownModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no definition `{}`", self.name)?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownModel {}

/// The models that hold one, itself left out.
#[derive(Clone, Debug)]
pub enum PartOf {
    /// Their identifiers, sorted.
    Each(Vec<String>),
    /// More than these, of which none is named.
    MoreThan(usize),
}

/// The struct for one definition; an alias of any JSON where the definition has no properties.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The definition that it was made of, in the author's words.
    pub definition: Arc<Definition>,
    /// The struct's identifier.
    pub ident: String,
    /// The name of its file, without the ending.
    pub file_stem: String,
    /// The identifier of its module.
    pub module: String,
    /// Further paragraphs of the documentation, after the author's words.
    pub notes: Vec<String>,
    /// The models that it is part of.
    pub part_of: PartOf,
    /// The names of the operations that send or return it, by which the documentation's search finds it.
    pub aliases: Vec<String>,
    /// The fields, by wire name.
    pub fields: Vec<Field>,
    /// The form in which the file of this struct names types of the standard library's prelude.
    pub prelude: Prelude,
    /// The way in which users make a value.
    pub construction: Construction,
    /// Paths of traits to derive, in addition to those that every struct has.
    pub derives: Vec<Derive>,
    /// Attributes, each without its `#[…]`.
    pub attributes: Vec<Attribute>,
    /// The note of its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// The overrides of it, in the words of the file.
    pub overrides: Vec<String>,
    /// The reason that the overrides give, if any.
    pub reason: Option<String>,
}

/// One field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// The property that it was made of, in the author's words.
    pub property: Arc<Property>,
    /// The field's identifier.
    pub ident: String,
    /// `true` if the property is required.
    pub required: bool,
    /// Further paragraphs of the documentation, after the author's words.
    pub notes: Vec<String>,
    /// The whole Rust type.
    pub ty: Type,
    /// `true` if an override states that clients send what it links to.
    pub sent: bool,
    /// `true` if the API sets the property, and clients do not send it.
    pub read_only: bool,
    /// Attributes, each without its `#[…]`.
    pub attributes: Vec<Attribute>,
    /// The note of its deprecation, if it is deprecated.
    pub deprecated: Option<String>,
    /// The overrides in effect on it, in the words of the file, whether set for this property, for all
    /// properties of its name or for everything.
    pub overrides: Vec<Overriding>,
    /// The reason that the overrides in effect give, if any.
    pub reason: Option<String>,
}

/// An override in effect on a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overriding {
    /// The fact, in the words of the file.
    pub text: String,
    /// `true` if its effect is on the field's identifier, type or direction, which are compared as such;
    /// that of any other fact is compared by its text.
    pub in_type: bool,
}

impl std::fmt::Display for Overriding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text or an integer of which some values are known: a type with a constant for each of them.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The file that lists the values.
    pub source: String,
    /// The type's identifier.
    pub ident: String,
    /// The name of its file, without the ending.
    pub file_stem: String,
    /// The identifier of its module.
    pub module: String,
    /// The first paragraph of the documentation, unless the description is one.
    pub summary: Option<String>,
    /// The text of the documentation.
    pub description: String,
    /// `true` if the values are integers.
    pub integers: bool,
    /// The constants, by their values.
    pub constants: Vec<Constant>,
    /// The reason for the list that the overrides give, if any.
    pub reason: Option<String>,
}

/// One value of an enum.
#[derive(Clone, Debug)]
pub struct Constant {
    /// The constant's identifier.
    pub ident: String,
    /// The value on the wire.
    pub value: String,
}

/// The way in which users make a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// `Default`: no property is required.
    Default,
    /// `new`, with one argument for each required property.
    New {
        /// `true` if these are more arguments than clippy lets pass by default.
        crowded: bool,
    },
    /// As any JSON: the definition has no properties.
    Alias,
}

impl Named for Struct {
    fn ident(&self) -> &str {
        &self.ident
    }

    fn name(&self) -> &str {
        Self::name(self)
    }
}

impl Named for Enum {
    fn ident(&self) -> &str {
        &self.ident
    }

    fn name(&self) -> &str {
        &self.ident
    }
}

impl Struct {
    /// The definition's name.
    pub fn name(&self) -> &str {
        &self.definition.name.value
    }

    /// The type of its values.
    pub fn ty(&self) -> Type {
        let ident = self.ident.clone();
        if self.is_alias() {
            Type::Alias(ident)
        } else {
            Type::Struct(ident)
        }
    }

    /// `true` if it is an alias of any JSON.
    pub fn is_alias(&self) -> bool {
        self.construction == Construction::Alias
    }
}

impl Field {
    /// The property's name on the wire.
    pub fn wire_name(&self) -> &str {
        &self.property.name.value
    }
}

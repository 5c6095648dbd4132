//! The nouns `Owner` and `List`: a property or a parameter, and the words that the document lists for it.

use std::collections::BTreeSet;

use crate::openapi::Literal;
use crate::operations::Endpoint;
use crate::overrides::{OverrideType, Overrides};
use crate::schema::{Spanned, Word};

/// The holder of properties or parameters. Definitions come before operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder<'a> {
    /// A definition, by its name.
    Definition(&'a str),
    /// An operation, by its endpoint.
    Operation(&'a Endpoint),
}

/// A property or a parameter: its holder and its name.
pub(super) type Owner<'a> = (Holder<'a>, &'a str);

/// Returns the owner in words: `Queue.name`, `pageSize of GET /api/v2/users`.
pub(super) fn described((holder, name): Owner<'_>) -> String {
    match holder {
        Holder::Definition(definition) => format!("{definition}.{name}"),
        Holder::Operation(endpoint) => format!("{name} of {endpoint}"),
    }
}

/// Returns the type in the owner's own entry.
pub(super) fn own_type<'a>(
    overrides: &'a Overrides,
    (holder, name): Owner<'_>,
) -> Option<&'a Spanned<OverrideType>> {
    match holder {
        Holder::Definition(definition) => {
            let section = overrides.definitions.get(definition)?;
            section.properties.get(name)?.ty.as_ref()
        }
        Holder::Operation(endpoint) => {
            let section = overrides.operations.get(endpoint)?;
            section.parameters.get(name)?.ty.as_ref()
        }
    }
}

impl std::fmt::Display for Holder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Definition(name) => f.write_str(name),
            Self::Operation(endpoint) => endpoint.fmt(f),
        }
    }
}

impl Holder<'_> {
    /// Returns `true` for an operation.
    pub(super) const fn is_operation(self) -> bool {
        matches!(self, Self::Operation(_))
    }
}

/// The words of an enum, each once and in order, so that lists that mean the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

impl List {
    /// Returns the dialect's word for its values.
    pub(super) const fn word(&self) -> Word {
        match self {
            Self::Texts(_) => Word::String,
            Self::Integers(_) => Word::Number,
        }
    }

    /// Makes a list of the values of an `enum` of the type `ty`. Publishers write integers in quotation
    /// marks, too.
    ///
    /// # Errors
    ///
    /// The reason why no enum can have the values.
    pub(super) fn of(values: &[Literal<'_>], ty: Option<&str>) -> Result<Self, &'static str> {
        let (mut texts, mut integers) = (BTreeSet::new(), BTreeSet::new());
        for value in values {
            match value {
                Literal::Text(text) if text.contains('\u{fffd}') => {
                    return Err("an enum with half a surrogate pair or U+FFFD in a word");
                }
                Literal::Text(text) => _ = texts.insert(&**text),
                Literal::Integer(number) => _ = integers.insert(*number),
                Literal::Null => {}
                Literal::Other => return Err("an enum of other values than texts and integers"),
            }
        }
        let quoted = texts.iter().map(|text| text.parse().ok());
        match (texts.is_empty(), integers.is_empty()) {
            (true, true) => Err("an enum without values"),
            (false, false) => Err("an enum of texts and integers at once"),
            (true, false) => Ok(Self::Integers(Vec::from_iter(integers))),
            (false, true) => Ok(
                match quoted
                    .collect::<Option<BTreeSet<_>>>()
                    .filter(|_| ty == Some("integer"))
                {
                    Some(integers) => Self::Integers(Vec::from_iter(integers)),
                    None => Self::Texts(texts.into_iter().map(str::to_owned).collect()),
                },
            ),
        }
    }
}

//! The nouns `Owner` and `List`: a property, and the words that the document lists for it.

use std::collections::BTreeSet;

use crate::openapi::Literal;
use crate::schema::Word;

/// A property: its definition and its name.
pub(super) type Owner<'a> = (&'a str, &'a str);

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

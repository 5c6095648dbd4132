//! Open enums: texts and integers of which some values are listed, and any other is a value too.
//!
//! One type for all enums of texts and one for all of integers, told apart by their list `L`. The
//! block of an enum gives the list, and a constant for each value: nothing else has to be compiled
//! a thousand times.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::deviation::DeviationKind;
use super::field::{FieldMut, Item, Sink, Text, optional};
use super::model::Sealed;

/// The list of an enum, whose values are `T`.
pub trait Listed<T: 'static>: 'static {
    /// The name of the enum.
    const NAME: &'static str;
    /// The values that were known when this crate was generated.
    const LISTED: &'static [T];
}

/// A text of which some values are listed, as constants of the type.
///
/// Enums are aliases of it, such as [`OrderStatus`](crate::example::OrderStatus): the values that they list
/// are what tells them apart.
#[derive(PartialEq)]
pub struct OpenEnum<L>(Word, PhantomData<fn() -> L>);

/// A word. One that is listed is always [`Listed`](Self::Listed), so that the derived equality
/// is that of the texts; it has to be derived for constants to be patterns.
#[derive(Clone, PartialEq, Eq)]
enum Word {
    /// Costs no allocation.
    Listed(&'static str),
    /// Most likely a word that the server has learnt since.
    Other(Box<str>),
}

/// A listed value. Not a function of the type: to find one, the compiler looks through the
/// constants of all enums.
pub(crate) const fn word<L>(text: &'static str) -> OpenEnum<L> {
    OpenEnum(Word::Listed(text), PhantomData)
}

/// The same of an integer.
pub(crate) const fn integer<L>(number: i64) -> OpenInteger<L> {
    OpenInteger(number, PhantomData)
}

impl<L> OpenEnum<L> {
    /// Whether this is one of the [`listed`](Self::listed) values.
    #[must_use]
    pub const fn is_listed(&self) -> bool {
        matches!(self.0, Word::Listed(_))
    }

    /// The text of the value.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match &self.0 {
            Word::Listed(text) => text,
            Word::Other(text) => text,
        }
    }
}

impl<L: Listed<Self>> OpenEnum<L> {
    /// The values that were known when this crate was generated.
    #[must_use]
    pub const fn listed() -> &'static [Self] {
        L::LISTED
    }
}

impl<L: Listed<Self>> From<&str> for OpenEnum<L> {
    fn from(text: &str) -> Self {
        match L::LISTED.iter().find(|value| value.as_str() == text) {
            Some(value) => value.clone(),
            None => Self(Word::Other(text.into()), PhantomData),
        }
    }
}

impl<L: Listed<Self>> From<String> for OpenEnum<L> {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl<L: Listed<Self>> FromStr for OpenEnum<L> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<L> AsRef<str> for OpenEnum<L> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<L> PartialEq<str> for OpenEnum<L> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<L> PartialEq<&str> for OpenEnum<L> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<L> Clone for OpenEnum<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L: PartialEq> Eq for OpenEnum<L> {}

impl<L: PartialEq> PartialOrd for OpenEnum<L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<L: PartialEq> Ord for OpenEnum<L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<L> Hash for OpenEnum<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<L> fmt::Display for OpenEnum<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), to)
    }
}

impl<L> fmt::Debug for OpenEnum<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), to)
    }
}

impl<L: Listed<Self>> Text for OpenEnum<L> {
    fn set(&mut self, text: &str) {
        *self = Self::from(text);
    }

    fn deviation(&self) -> Option<(DeviationKind, String)> {
        let expected = || format!("a listed word of `{}`", L::NAME);
        (!self.is_listed()).then(|| (DeviationKind::UnlistedWord, expected()))
    }
}

impl<L: Listed<Self>> Sealed for OpenEnum<L> {}

impl<L: Listed<Self>> Item for OpenEnum<L> {
    #[inline]
    fn empty() -> Self {
        Self(Word::Other(Box::default()), PhantomData)
    }

    #[inline]
    fn of_text(text: &str) -> Option<Self> {
        Some(Self::from(text))
    }

    #[inline]
    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::Text(self)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        to.typed(name, self.as_str(), self);
    }
}

impl<'de, L: Listed<Self>> serde::Deserialize<'de> for OpenEnum<L> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::decode_text(from)
    }
}

impl<L> serde::Serialize for OpenEnum<L> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// An integer of which some values are listed, as constants of the type.
#[derive(PartialEq)]
pub struct OpenInteger<L>(i64, PhantomData<fn() -> L>);

impl<L> OpenInteger<L> {
    /// The number itself.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<L: Listed<Self>> OpenInteger<L> {
    /// The values that were known when this crate was generated.
    #[must_use]
    pub const fn listed() -> &'static [Self] {
        L::LISTED
    }

    /// Whether this is one of the [`listed`](Self::listed) values.
    #[must_use]
    pub fn is_listed(self) -> bool {
        L::LISTED.iter().any(|value| value.0 == self.0)
    }
}

impl<L> From<i64> for OpenInteger<L> {
    fn from(number: i64) -> Self {
        integer(number)
    }
}

impl<L> From<OpenInteger<L>> for i64 {
    fn from(value: OpenInteger<L>) -> Self {
        value.0
    }
}

impl<L> PartialEq<i64> for OpenInteger<L> {
    fn eq(&self, other: &i64) -> bool {
        self.0 == *other
    }
}

impl<L> Clone for OpenInteger<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for OpenInteger<L> {}

impl<L: PartialEq> Eq for OpenInteger<L> {}

impl<L: PartialEq> PartialOrd for OpenInteger<L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<L: PartialEq> Ord for OpenInteger<L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<L> Hash for OpenInteger<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<L> fmt::Display for OpenInteger<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl<L> fmt::Debug for OpenInteger<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl<L: Listed<Self>> Sealed for OpenInteger<L> {}

impl<L: Listed<Self>> Item for OpenInteger<L> {
    #[inline]
    fn empty() -> Self {
        integer(0)
    }

    #[inline]
    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::I64(&mut self.0)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        if self.is_listed() {
            to.signed(name, self.0);
        } else {
            to.unlisted(name, &self.0.into(), L::NAME);
        }
    }
}

impl<'de, L: Listed<Self>> serde::Deserialize<'de> for OpenInteger<L> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::decode(from)
    }
}

impl<L> serde::Serialize for OpenInteger<L> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

optional! {
    [L: Listed<OpenEnum<L>>] OpenEnum<L>,
    [L: Listed<OpenInteger<L>>] OpenInteger<L>,
}

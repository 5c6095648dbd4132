//! Open enums: texts and integers of which some values are listed, and any other is a value too.
//!
//! One type for all enums, which differ by their list `L`. The block of an enum gives the list, and a constant
//! for each value: nothing else has to be compiled a thousand times.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use super::field::{FieldMut, Item, Sealed, Sink, Text, optional};
use super::wanted::DeviationKind;

/// The list of an enum.
pub trait Listed: Sized + 'static {
    /// The type of the values: a text or an integer.
    type Value: Value;
    /// The name of the enum.
    const NAME: &'static str;
    /// The values that were known when this crate was generated.
    const LISTED: &'static [OpenEnum<Self>];
}

/// A text or an integer of which some values are listed, as constants of the type.
///
/// Enums are aliases of it, such as [`OrderStatus`](crate::example::OrderStatus): the values that they list
/// distinguish them. Those of texts convert from and to texts, those of integers from and to `i64`.
///
/// ```
/// use generated::example::OrderStatus;
///
/// let status = OrderStatus::from("lost");
/// assert!(!status.is_listed());
/// assert!(status == "lost" && "lost" == status && status == String::from("lost"));
/// assert_eq!(String::from(status), "lost");
/// assert_eq!(OrderStatus::default(), "");
/// ```
#[derive(PartialEq)]
pub struct OpenEnum<L: Listed>(L::Value, PhantomData<fn() -> L>);

/// An enum of integers: the former name of its type.
pub type OpenInteger<L> = OpenEnum<L>;

/// A listed value. Not a function of the type: to find one, the compiler looks through the
/// constants of all enums.
pub(crate) const fn word<L: Listed<Value = Word>>(text: &'static str) -> OpenEnum<L> {
    OpenEnum(Word::Static(text), PhantomData)
}

/// The same of an integer.
pub(crate) const fn integer<L: Listed<Value = i64>>(number: i64) -> OpenEnum<L> {
    OpenEnum(number, PhantomData)
}

impl<L: Listed> OpenEnum<L> {
    /// The values that were known when this crate was generated.
    #[must_use]
    pub const fn listed() -> &'static [Self] {
        L::LISTED
    }

    /// `true` if this is one of the [`listed`](Self::listed) values.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        L::Value::is_listed(self)
    }

    /// Returns the same value of another enum, if that lists it.
    ///
    /// Properties of different names have different types even where they list the same values. A
    /// value that `M` does not list is also one of its values: `OpenEnum::from(value.as_str())`
    /// converts without the check.
    #[must_use]
    pub fn convert<M: Listed<Value = L::Value>>(&self) -> Option<OpenEnum<M>> {
        M::LISTED.iter().find(|value| value.0 == self.0).cloned()
    }
}

impl<L: Listed<Value = Word>> OpenEnum<L> {
    /// The text of the value.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<L: Listed<Value = i64>> OpenEnum<L> {
    /// The number itself.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// The empty text, or zero: listed or not, the value of a property that has none.
impl<L: Listed> Default for OpenEnum<L> {
    fn default() -> Self {
        Self(L::Value::EMPTY, PhantomData)
    }
}

impl<L: Listed> Clone for OpenEnum<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L: Listed<Value = i64>> Copy for OpenEnum<L> {}

impl<L: Listed + PartialEq> Eq for OpenEnum<L> {}

impl<L: Listed + PartialEq> PartialOrd for OpenEnum<L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<L: Listed + PartialEq> Ord for OpenEnum<L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<L: Listed> Hash for OpenEnum<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<L: Listed> fmt::Display for OpenEnum<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, to)
    }
}

impl<L: Listed> fmt::Debug for OpenEnum<L> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, to)
    }
}

impl<L: Listed<Value = Word>> From<&str> for OpenEnum<L> {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        match L::LISTED.iter().find(|value| value.as_str() == text) {
            Some(value) => value.clone(),
            None => Self(Word::Other(text.into()), PhantomData),
        }
    }
}

impl<L: Listed<Value = Word>> From<String> for OpenEnum<L> {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl<L: Listed<Value = Word>> From<OpenEnum<L>> for String {
    fn from(value: OpenEnum<L>) -> Self {
        match value.0 {
            Word::Static(text) => text.to_owned(),
            Word::Other(text) => text.into(),
        }
    }
}

impl<L: Listed<Value = Word>> FromStr for OpenEnum<L> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl<L: Listed<Value = Word>> AsRef<str> for OpenEnum<L> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<L: Listed<Value = Word>> Borrow<str> for OpenEnum<L> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

/// Comparisons with texts, from both sides.
macro_rules! compared {
    ($($text:ty),*) => {$(
        impl<L: Listed<Value = Word>> PartialEq<$text> for OpenEnum<L> {
            fn eq(&self, other: &$text) -> bool {
                self.as_str() == &other[..]
            }
        }

        impl<L: Listed<Value = Word>> PartialEq<OpenEnum<L>> for $text {
            fn eq(&self, other: &OpenEnum<L>) -> bool {
                &self[..] == other.as_str()
            }
        }
    )*};
}

compared!(str, &str, String);

impl<L: Listed<Value = i64>> From<i64> for OpenEnum<L> {
    fn from(number: i64) -> Self {
        integer(number)
    }
}

impl<L: Listed<Value = i64>> From<OpenEnum<L>> for i64 {
    fn from(value: OpenEnum<L>) -> Self {
        value.0
    }
}

impl<L: Listed<Value = i64>> PartialEq<i64> for OpenEnum<L> {
    fn eq(&self, other: &i64) -> bool {
        self.0 == *other
    }
}

impl<L: Listed<Value = i64>> PartialEq<OpenEnum<L>> for i64 {
    fn eq(&self, other: &OpenEnum<L>) -> bool {
        *self == other.0
    }
}

impl<L: Listed<Value = Word>> Text for OpenEnum<L> {
    fn set(&mut self, text: &str) {
        *self = Self::from(text);
    }

    fn deviation(&self) -> Option<(DeviationKind, String)> {
        let expected = || format!("a listed word of `{}`", L::NAME);
        (!self.is_listed()).then(|| (DeviationKind::UnlistedWord, expected()))
    }
}

impl<L: Listed> Sealed for OpenEnum<L> {}

impl<L: Listed> Item for OpenEnum<L> {
    #[inline]
    fn empty() -> Self {
        Self::default()
    }

    #[inline]
    fn of_text(text: &str) -> Option<Self> {
        L::Value::of_text(text)
    }

    #[inline]
    fn field_mut(&mut self) -> FieldMut<'_> {
        L::Value::field_mut(self)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        L::Value::give(self, name, to);
    }
}

impl<'de, L: Listed> serde::Deserialize<'de> for OpenEnum<L> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::decode(from)
    }
}

impl<L: Listed> serde::Serialize for OpenEnum<L> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

optional! {
    [L: Listed] OpenEnum<L>,
}

/// A type that the values of an enum may have.
pub trait Value: Clone + Ord + Hash + fmt::Display + fmt::Debug + serde::Serialize {
    const EMPTY: Self;
    fn is_listed<L: Listed<Value = Self>>(value: &OpenEnum<L>) -> bool;
    fn of_text<L: Listed<Value = Self>>(text: &str) -> Option<OpenEnum<L>>;
    fn field_mut<L: Listed<Value = Self>>(value: &mut OpenEnum<L>) -> FieldMut<'_>;
    fn give<L: Listed<Value = Self>>(value: &OpenEnum<L>, name: &str, to: &mut dyn Sink);
}

/// The value of an enum of texts.
///
/// One that is listed is always `Static`, and so is the empty text: then the derived equality is that of the
/// texts. It has to be derived for constants to be patterns.
#[derive(Clone, PartialEq, Eq)]
pub enum Word {
    /// Costs no allocation.
    Static(&'static str),
    /// Most likely a word that the server has learnt since.
    Other(Box<str>),
}

impl Word {
    const fn as_str(&self) -> &str {
        match self {
            Self::Static(text) => text,
            Self::Other(text) => text,
        }
    }
}

impl Value for Word {
    const EMPTY: Self = Self::Static("");

    fn is_listed<L: Listed<Value = Self>>(value: &OpenEnum<L>) -> bool {
        match value.0 {
            Self::Static("") => L::LISTED.iter().any(|listed| listed == ""),
            Self::Static(_) => true,
            Self::Other(_) => false,
        }
    }

    fn of_text<L: Listed<Value = Self>>(text: &str) -> Option<OpenEnum<L>> {
        Some(text.into())
    }

    fn field_mut<L: Listed<Value = Self>>(value: &mut OpenEnum<L>) -> FieldMut<'_> {
        FieldMut::Text(value)
    }

    fn give<L: Listed<Value = Self>>(value: &OpenEnum<L>, name: &str, to: &mut dyn Sink) {
        to.typed(name, value.as_str(), value);
    }
}

impl Value for i64 {
    const EMPTY: Self = 0;

    fn is_listed<L: Listed<Value = Self>>(value: &OpenEnum<L>) -> bool {
        L::LISTED.iter().any(|listed| listed.0 == value.0)
    }

    fn of_text<L: Listed<Value = Self>>(_: &str) -> Option<OpenEnum<L>> {
        None
    }

    fn field_mut<L: Listed<Value = Self>>(value: &mut OpenEnum<L>) -> FieldMut<'_> {
        FieldMut::I64(&mut value.0)
    }

    fn give<L: Listed<Value = Self>>(value: &OpenEnum<L>, name: &str, to: &mut dyn Sink) {
        if value.is_listed() {
            to.signed(name, value.0);
        } else {
            to.unlisted(name, &value.0.into(), L::NAME);
        }
    }
}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Word {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), to)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), to)
    }
}

impl serde::Serialize for Word {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

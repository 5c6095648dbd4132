//! Fields as the rest of the runtime sees them.
//!
//! A field opens itself as a [`FieldMut`] to be filled, or gives its value to a [`Sink`].
//! The decoder and the encoder know nothing else of it, and are therefore compiled once
//! for all models. What only decodes and what only encodes are different traits, so that
//! a program carries the code of what it does.

use std::fmt;

use serde_json::{Number, Value};

use super::extra::Extra;
use super::shape::{Names, Shape};
use super::spare::Spare;
use super::wanted::{DeviationKind, Wanted};

/// The value of a field, to be filled: what kind of value it takes, and where that goes.
pub enum FieldMut<'a> {
    String(&'a mut String),
    Bool(&'a mut bool),
    Number(&'a mut Number),
    Value(&'a mut Value),
    I32(&'a mut i32),
    I64(&'a mut i64),
    U32(&'a mut u32),
    U64(&'a mut u64),
    F64(&'a mut f64),
    Text(&'a mut dyn Text),
    Model(&'a mut dyn Decode),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
}

impl FieldMut<'_> {
    /// The form of the values that it takes.
    pub(crate) fn wanted(&self) -> Wanted {
        let kind = match self {
            Self::String(_) | Self::Text(_) => "a string",
            Self::Bool(_) => "a boolean",
            Self::Number(_) | Self::F64(_) => "a number",
            Self::Value(_) => "a JSON value",
            Self::I32(_) => "an integer of the range of `i32`",
            Self::I64(_) => "an integer of the range of `i64`",
            Self::U32(_) => "an integer of the range of `u32`",
            Self::U64(_) => "an integer of the range of `u64`",
            Self::List(_) => "an array",
            Self::Model(_) | Self::Map(_) => "an object",
        };
        let model = match self {
            Self::Model(model) => Some(model.names().shape().name),
            _ => None,
        };
        Wanted { kind, model }
    }
}

/// A text that has a type of its own: a date, or a word of an open enum.
pub trait Text {
    fn set(&mut self, text: &str);
    /// The kind of its deviation, if it is one, and what was expected instead.
    fn deviation(&self) -> Option<(DeviationKind, String)>;
}

/// A model as the decoder sees it.
pub trait Decode {
    fn names(&self) -> Names;
    fn fields(&mut self, run: Run<'_>);
}

/// The work on the fields of a model, which come in the order of its shape.
pub(crate) type Run<'r> = &'r mut dyn FnMut(&mut [&mut dyn Fill], &mut Extra);

/// A list as the decoder sees it.
pub trait List {
    fn start(&mut self, spare: &mut Spare);
    /// The item at the index, which is at most one beyond the last.
    fn item(&mut self, index: usize) -> &mut dyn Fill;
    fn truncate(&mut self, length: usize);
    fn end(&mut self, spare: &mut Spare);
}

/// A map as the decoder sees it.
pub trait Map {
    fn entry(&mut self, key: String) -> &mut dyn Fill;
    fn remove(&mut self, key: &str);
    fn keys(&self, run: &mut dyn FnMut(&str));
}

/// A model as the encoder sees it.
pub trait Encode {
    fn shape(&self) -> &'static Shape;
    fn extra(&self) -> &Extra;
    /// Gives the properties that have a value.
    fn show(&self, to: &mut dyn Sink);
}

/// A list or a map as the encoder sees it.
pub trait Items {
    fn len(&self) -> usize;
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// `true` if a map has a value for the key.
    fn has(&self, _key: &str) -> bool {
        false
    }
    /// Gives the values; those of a list have no name.
    fn each(&self, to: &mut dyn Sink);
}

/// The destination of values: to be encoded, printed, or searched. One method for each kind of
/// leaf rather than [`leaf`](Self::leaf) alone: that would cost encoding a tenth.
pub trait Sink {
    fn model(&mut self, name: &str, value: &dyn Encode);
    fn list(&mut self, name: &str, value: &dyn Items);
    fn map(&mut self, name: &str, value: &dyn Items);
    /// Takes the leaves whose own methods do not.
    fn leaf(&mut self, _name: &str, _value: Leaf<'_>) {}
    fn text(&mut self, name: &str, value: &str) {
        self.leaf(name, Leaf::Text(value));
    }
    /// A text that has a type of its own, which can find a deviation.
    fn typed(&mut self, name: &str, value: &str, ty: &dyn Text) {
        self.leaf(name, Leaf::Typed(value, ty));
    }
    fn bool(&mut self, name: &str, value: bool) {
        self.leaf(name, Leaf::Bool(value));
    }
    fn number(&mut self, name: &str, value: &Number) {
        self.leaf(name, Leaf::Number(value));
    }
    fn value(&mut self, name: &str, value: &Value) {
        self.leaf(name, Leaf::Value(value));
    }
    fn signed(&mut self, name: &str, value: i64) {
        self.leaf(name, Leaf::Signed(value));
    }
    /// An integer that the enum of that name does not list.
    fn unlisted(&mut self, name: &str, value: &Number, list: &'static str) {
        self.leaf(name, Leaf::Unlisted(value, list));
    }
    fn unsigned(&mut self, name: &str, value: u64) {
        self.leaf(name, Leaf::Unsigned(value));
    }
    fn f64(&mut self, name: &str, value: f64) {
        self.leaf(name, Leaf::F64(value));
    }
    /// A value that does not fit, and is kept in the place of one that does.
    fn mismatch(&mut self, name: &str, value: &Value, _wanted: Wanted) {
        self.value(name, value);
    }
    /// A required property that has no value, or null instead of one.
    fn missing(&mut self, name: &str, null: bool) {
        if null {
            self.value(name, &Value::Null);
        }
    }
}

/// The value of a leaf.
#[derive(Clone, Copy)]
pub enum Leaf<'a> {
    Text(&'a str),
    Typed(&'a str, &'a dyn Text),
    Bool(bool),
    Number(&'a Number),
    Value(&'a Value),
    Signed(i64),
    Unlisted(&'a Number, &'static str),
    Unsigned(u64),
    F64(f64),
}

impl Leaf<'_> {
    /// Returns `true` if it is what a required property without a value has.
    pub(crate) fn is_empty(self) -> bool {
        match self {
            Self::Text(value) | Self::Typed(value, _) => value.is_empty(),
            Self::Bool(value) => !value,
            Self::Number(value) | Self::Unlisted(value, _) => value.as_u64() == Some(0),
            Self::Value(value) => value.is_null(),
            Self::Signed(value) => value == 0,
            Self::Unsigned(value) => value == 0,
            Self::F64(value) => value == 0.0,
        }
    }

    pub(crate) fn give(self, name: &str, to: &mut dyn Sink) {
        match self {
            Self::Text(value) => to.text(name, value),
            Self::Typed(value, ty) => to.typed(name, value, ty),
            Self::Bool(value) => to.bool(name, value),
            Self::Number(value) => to.number(name, value),
            Self::Value(value) => to.value(name, value),
            Self::Signed(value) => to.signed(name, value),
            Self::Unlisted(value, list) => to.unlisted(name, value, list),
            Self::Unsigned(value) => to.unsigned(name, value),
            Self::F64(value) => to.f64(name, value),
        }
    }
}

impl fmt::Debug for Leaf<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(value) | Self::Typed(value, _) => value.fmt(to),
            Self::Bool(value) => value.fmt(to),
            Self::Number(value) | Self::Unlisted(value, _) => value.fmt(to),
            Self::Value(value) => value.fmt(to),
            Self::Signed(value) => value.fmt(to),
            Self::Unsigned(value) => value.fmt(to),
            Self::F64(value) => value.fmt(to),
        }
    }
}

/// Keeps other crates from implementing [`Model`](super::Model) and [`Item`]: they cannot
/// name it.
pub trait Sealed {}

/// The type of a property, an item of a list or a value of a map.
///
/// A model, a text, a boolean, a number, a date, a word of an enum, JSON of any kind; a `Vec`
/// or a `BTreeMap` of these; and an `Option` of each, which for a model is `Option<Box<…>>`.
///
/// The trait is sealed: it is there to be a bound, as in [`unknown`](super::unknown()) and
/// [`Lenient`](super::Lenient).
pub trait Item: Sealed + Sized + 'static {
    /// The value that a required property has until it gets another.
    #[doc(hidden)]
    fn empty() -> Self;
    /// The value of a text, if the type is made of one.
    #[doc(hidden)]
    #[inline]
    fn of_text(_text: &str) -> Option<Self> {
        None
    }
    #[doc(hidden)]
    fn field_mut(&mut self) -> FieldMut<'_>;
    /// Takes the value away; says whether null is one.
    #[doc(hidden)]
    fn put_null(&mut self) -> bool {
        *self = Self::empty();
        matches!(self.field_mut(), FieldMut::Value(_))
    }
    /// Gives the value, as an item of a list or map.
    #[doc(hidden)]
    fn give(&self, name: &str, to: &mut dyn Sink);
    /// Gives the value of a property, if there is one.
    #[doc(hidden)]
    #[inline]
    fn show(&self, name: &str, to: &mut dyn Sink) {
        self.give(name, to);
    }
}

/// A field that is to be filled.
pub trait Fill {
    /// Puts an empty value into the field, and gives it to be filled.
    fn open(&mut self) -> FieldMut<'_>;
    /// Gives a field to be filled that is empty already.
    fn opened(&mut self) -> FieldMut<'_>;
    /// Puts a text into the field, if that is what it holds.
    fn put_text(&mut self, text: &str) -> bool;
    /// Takes the value away; says whether null is one.
    fn put_null(&mut self) -> bool;
}

impl<T: Item> Fill for T {
    fn open(&mut self) -> FieldMut<'_> {
        *self = T::empty();
        self.field_mut()
    }

    fn opened(&mut self) -> FieldMut<'_> {
        self.field_mut()
    }

    fn put_text(&mut self, text: &str) -> bool {
        match T::of_text(text) {
            Some(value) => {
                *self = value;
                true
            }
            None => false,
        }
    }

    fn put_null(&mut self) -> bool {
        Item::put_null(self)
    }
}

/// An `Option` of the given types. Not one implementation for every `Option`: a box of
/// a model of another crate would overlap, for all that the compiler can know.
macro_rules! optional {
    ($([$($T:ident: $bound:path)?] $type:ty,)*) => {$(
        impl $(<$T: $bound>)? $crate::wire::Sealed for ::core::option::Option<$type> {}

        impl $(<$T: $bound>)? $crate::wire::Item for ::core::option::Option<$type> {
            #[inline]
            fn empty() -> Self {
                ::core::option::Option::None
            }
            #[inline]
            fn of_text(text: &str) -> ::core::option::Option<Self> {
                <$type as $crate::wire::Item>::of_text(text).map(::core::option::Option::Some)
            }
            fn field_mut(&mut self) -> $crate::wire::FieldMut<'_> {
                $crate::wire::Item::field_mut(self.get_or_insert_with($crate::wire::Item::empty))
            }
            fn put_null(&mut self) -> bool {
                *self = ::core::option::Option::None;
                true
            }
            fn give(&self, name: &str, to: &mut dyn $crate::wire::Sink) {
                match self {
                    ::core::option::Option::Some(value) => $crate::wire::Item::give(value, name, to),
                    ::core::option::Option::None => to.value(name, &$crate::wire::NULL),
                }
            }
            #[inline]
            fn show(&self, name: &str, to: &mut dyn $crate::wire::Sink) {
                if let ::core::option::Option::Some(value) = self {
                    $crate::wire::Item::give(value, name, to);
                }
            }
        }
    )*};
}
pub(crate) use optional;

//! How fields are seen from outside their type.
//!
//! A field opens itself as a [`FieldMut`] to be filled, or gives its value to a [`Sink`].
//! The decoder and the encoder know nothing else of it, and are therefore compiled once
//! for all models. What only decodes and what only encodes are different traits, so that
//! a program carries the code of what it does.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::extra::Extra;
use super::leaf::Leaf;
use super::list::Spare;
use super::model::Model;
use super::shape::{Names, Shape};

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
    F32(&'a mut f32),
    F64(&'a mut f64),
    Text(&'a mut dyn Text),
    Model(&'a mut dyn Decode),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
}

/// A text that has a type of its own: a date, or a word of an open enum.
pub trait Text {
    fn set(&mut self, text: &str);
}

/// A model as the decoder sees it.
pub trait Decode {
    fn names(&self) -> Names;
    fn fields(&mut self, run: Run<'_>);
}

/// What is done with the fields of a model, which come in the order of its shape.
pub(crate) type Run<'r> = &'r mut dyn FnMut(&mut [&mut dyn Fill], &mut Extra);

/// A list as the decoder sees it.
pub trait List {
    fn start(&mut self, spare: &mut Spare);
    fn push(&mut self) -> &mut dyn Fill;
    fn end(&mut self, spare: &mut Spare);
}

/// A map as the decoder sees it.
pub trait Map {
    fn entry(&mut self, key: String) -> &mut dyn Fill;
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
    fn is_empty(&self) -> bool;
    /// Gives the values; those of a list have no name.
    fn each(&self, to: &mut dyn Sink);
}

/// Where values go: to be encoded, printed, or searched. One method for each kind of
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
    fn unsigned(&mut self, name: &str, value: u64) {
        self.leaf(name, Leaf::Unsigned(value));
    }
    fn f32(&mut self, name: &str, value: f32) {
        self.leaf(name, Leaf::F32(value));
    }
    fn f64(&mut self, name: &str, value: f64) {
        self.leaf(name, Leaf::F64(value));
    }
}

/// A type that can stand alone: in a required field, in a list, in a map.
pub trait Item: Sized + 'static {
    fn empty() -> Self;
    /// The value of a text, if the type is made of one.
    #[inline]
    fn of_text(_text: &str) -> Option<Self> {
        None
    }
    fn field_mut(&mut self) -> FieldMut<'_>;
    fn give(&self, name: &str, to: &mut dyn Sink);
}

/// A field that is to be filled.
pub trait Fill {
    /// Puts an empty value into the field, and gives it to be filled.
    fn open(&mut self) -> FieldMut<'_>;
    /// Puts a text into the field, if that is what it holds.
    fn put_text(&mut self, text: &str) -> bool;
    /// Takes the value away; says whether null is one.
    fn put_null(&mut self) -> bool;
}

/// A field that is created and looked at.
pub(crate) trait Field {
    fn blank() -> Self;
    /// Gives the value, if there is one.
    fn show(&self, name: &str, to: &mut dyn Sink);
}

/// A required field holds the value itself.
impl<T: Item> Fill for T {
    fn open(&mut self) -> FieldMut<'_> {
        *self = T::empty();
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
        *self = T::empty();
        matches!(self.field_mut(), FieldMut::Value(_))
    }
}

impl<T: Item> Field for T {
    #[inline]
    fn blank() -> Self {
        T::empty()
    }

    #[inline]
    fn show(&self, name: &str, to: &mut dyn Sink) {
        self.give(name, to);
    }
}

/// An optional field of the given types. Not one implementation for every `Option`:
/// that would overlap with the one above for all that the compiler can know.
macro_rules! optional {
    ($([$($T:ident: $bound:ident)?] $type:ty,)*) => {$(
        impl $(<$T: $bound>)? $crate::wire::Fill for ::core::option::Option<$type> {
            fn open(&mut self) -> $crate::wire::FieldMut<'_> {
                $crate::wire::Item::field_mut(self.insert($crate::wire::Item::empty()))
            }
            fn put_text(&mut self, text: &str) -> bool {
                let value = <$type as $crate::wire::Item>::of_text(text);
                let is_text = value.is_some();
                if is_text {
                    *self = value;
                }
                is_text
            }
            fn put_null(&mut self) -> bool {
                *self = ::core::option::Option::None;
                false
            }
        }
        impl $(<$T: $bound>)? $crate::wire::Field for ::core::option::Option<$type> {
            #[inline]
            fn blank() -> Self {
                ::core::option::Option::None
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

optional! {
    [T: Item] Vec<T>,
    [T: Item] BTreeMap<String, T>,
}

/// An optional link.
impl<T: Model> Fill for Option<Box<T>> {
    fn open(&mut self) -> FieldMut<'_> {
        FieldMut::Model(&mut **self.insert(Box::new(T::blank())))
    }

    fn put_text(&mut self, _text: &str) -> bool {
        false
    }

    fn put_null(&mut self) -> bool {
        *self = None;
        false
    }
}

impl<T: Model> Field for Option<Box<T>> {
    #[inline]
    fn blank() -> Self {
        None
    }

    #[inline]
    fn show(&self, name: &str, to: &mut dyn Sink) {
        if let Some(value) = self {
            to.model(name, &**value);
        }
    }
}

impl<T: Model> Item for T {
    #[inline]
    fn empty() -> Self {
        T::blank()
    }

    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::Model(self)
    }

    #[inline]
    fn give(&self, name: &str, to: &mut dyn Sink) {
        to.model(name, self);
    }
}

impl<T: Model> Decode for T {
    fn names(&self) -> Names {
        T::lookup().of(T::SHAPE)
    }

    fn fields(&mut self, run: Run<'_>) {
        T::fields(self, run);
    }
}

impl<T: Model> Encode for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn extra(&self) -> &Extra {
        T::extra(self)
    }

    fn show(&self, to: &mut dyn Sink) {
        T::show(self, to);
    }
}

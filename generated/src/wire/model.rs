//! The methods that every model has for its users.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use super::blank::Seek;
use super::extra::Extra;
use super::field::{Decode, Encode, FieldMut, Item, Run, Sealed, Sink};
use super::note::Note;
use super::shape::{Lookup, Names, Shape};

/// A model of this crate. Sealed: the models alone implement it.
pub trait Model: Sealed + Sized + 'static {
    /// The name and the properties of the model's definition.
    const SHAPE: &'static Shape;

    /// Asks for `null` to be sent for a property, as a PATCH does to unset it.
    ///
    /// The property's name is checked when the program is compiled. A property that has a
    /// value is sent with its value all the same; [`Extra::forget`] takes the wish back.
    ///
    /// ```
    /// use generated::example::Order;
    /// use generated::property;
    /// use generated::wire::Model;
    ///
    /// let mut order = Order::new("A-17".into());
    /// order.send_null(property!(Order, "delivery"));
    /// let sent = serde_json::to_string(&order)?;
    /// assert_eq!(sent, r#"{"id":"A-17","delivery":null}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn send_null(&mut self, property: Known<Self>) {
        self.fields(&mut |_, extra| extra.set_null(property.name));
    }

    /// Adds a property that the definition does not know, or changes its value; gives the
    /// former value.
    ///
    /// # Errors
    ///
    /// If the definition does know it: then it is the field that counts.
    ///
    /// ```
    /// use generated::example::Order;
    /// use generated::wire::Model;
    ///
    /// let mut order = Order::new("A-17".into());
    /// order.insert_unknown("newer", "than the definitions".into())?;
    /// assert!(order.insert_unknown("delivery", 1.into()).is_err());
    /// assert_eq!(generated::wire::unknown(&order), ["newer"]);
    /// # Ok::<(), generated::wire::KnownProperty>(())
    /// ```
    fn insert_unknown(
        &mut self,
        name: impl Into<String>,
        value: Value,
    ) -> Result<Option<Value>, KnownProperty> {
        let name = name.into();
        if Self::SHAPE.property(&name).is_some() {
            return Err(KnownProperty {
                name,
                model: Self::SHAPE.name,
            });
        }
        let (mut value, mut former) = (Some((name, value)), None);
        self.fields(&mut |_, extra| {
            if let Some((name, value)) = value.take() {
                former = extra.insert(name, value);
            }
        });
        Ok(former)
    }

    /// `true` if the required property came without a value that fits, and lenient decoding filled its
    /// field in with an empty value that is still there.
    ///
    /// ```
    /// use generated::example::OrderLine;
    /// use generated::property;
    /// use generated::wire::{Lenient, Model};
    ///
    /// let lenient: Lenient<OrderLine> = serde_json::from_str(r#"{"article":"tea"}"#)?;
    /// let (mut line, _) = lenient.into_parts();
    /// assert_eq!(line.quantity, 0);
    /// assert!(line.is_filled(property!(OrderLine, "quantity")));
    /// line.quantity = 25;
    /// assert!(!line.is_filled(property!(OrderLine, "quantity")));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn is_filled(&self, property: Known<Self>) -> bool {
        let (extra, name) = (self.extra(), property.name);
        let mismatched = || {
            let note = extra.noted(name);
            matches!(note, Some(Note::Mismatch(it)) if it.required)
        };
        (extra.filled_null(name).is_some() || mismatched()) && !Seek::has_full(self, name)
    }

    #[doc(hidden)]
    fn lookup() -> &'static Lookup;

    /// The model with every property at its empty value, required ones too.
    #[doc(hidden)]
    fn blank() -> Self;

    #[doc(hidden)]
    fn extra(&self) -> &Extra;

    #[doc(hidden)]
    fn fields(&mut self, run: Run<'_>);

    #[doc(hidden)]
    fn show(&self, to: &mut dyn Sink);
}

/// The name of a property that the model `M` is known to have; see
/// [`property!`](crate::property).
pub struct Known<M> {
    name: &'static str,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Known<M> {
    /// The property of that name in JSON, if the model has it.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        M::SHAPE.property(name).map(|property| Self {
            name: property.name,
            model: PhantomData,
        })
    }

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn checked(name: &'static str) -> Self {
        let mut index = 0;
        while index < M::SHAPE.properties.len() {
            if same(M::SHAPE.properties[index].name, name) {
                return Self {
                    name,
                    model: PhantomData,
                };
            }
            index += 1;
        }
        assert!(
            index < M::SHAPE.properties.len(),
            "the model has no property of this name"
        );
        Self {
            name,
            model: PhantomData,
        }
    }
}

impl<M> Clone for Known<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Known<M> {}

impl<M> fmt::Debug for Known<M> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_tuple("Known").field(&self.name).finish()
    }
}

/// Equality of texts at compile time.
const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The property was to be added as an unknown one, but the definition knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProperty {
    name: String,
    model: &'static str,
}

impl fmt::Display for KnownProperty {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            to,
            "`{}` is a property of `{}`: set the field instead",
            self.name, self.model
        )
    }
}

impl std::error::Error for KnownProperty {}

impl<T: Model> Sealed for Option<Box<T>> {}

impl<T: Model> Item for Option<Box<T>> {
    #[inline]
    fn empty() -> Self {
        None
    }

    fn field_mut(&mut self) -> FieldMut<'_> {
        FieldMut::Model(&mut **self.get_or_insert_with(|| Box::new(T::blank())))
    }

    fn put_null(&mut self) -> bool {
        *self = None;
        true
    }

    fn give(&self, name: &str, to: &mut dyn Sink) {
        match self {
            Some(value) => to.model(name, &**value),
            None => to.value(name, &Value::Null),
        }
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

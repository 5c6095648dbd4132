//! The macros that the lines of a generated file call.
//!
//! Declarative macros, so that neither this crate nor a program that uses it compiles a
//! procedural one. All paths begin at a crate: a definition may be called `Option`.
//!
//! All functions are `#[inline]`, and so is every `new` next to them: a program then compiles what it
//! uses, and links no part of the thousands of models that it does not.

/// The wire block of a model: its name, and that of its definition where it is another; and
/// `Default` where the model has one. Then, one line each, its properties: the field, the
/// name in JSON, and `required` if it is, with `boxed` behind it where the field is a `Box`.
///
/// ```ignore
/// crate::wire! {
///     PagingSpec {
///         page_number: "pageNumber" required,
///         page_size: "pageSize" required,
///     }
/// }
///
/// crate::wire! {
///     SelfModel = "Self": Default {
///         r#type: "type",
///     }
/// }
/// ```
///
/// Implements [`Model`](super::Model), serde's traits and `Debug`, and `Default` where the block asks for it.
macro_rules! wire {
    (
        $model:ident $(= $definition:literal)? $(: $default:ident)? {
            $($field:ident: $name:literal $($required:ident $($boxed:ident)?)?,)*
        }
    ) => {
        $(
            impl ::core::default::$default for $model {
                #[inline]
                fn default() -> Self {
                    $crate::wire::Model::blank()
                }
            }
        )?

        impl $crate::wire::Sealed for $model {}

        impl $crate::wire::Model for $model {
            const SHAPE: &'static $crate::wire::Shape = &$crate::wire::Shape {
                name: [$($definition,)? ::core::stringify!($model)][0],
                properties: &[$($crate::wire::Property {
                    field: ::core::stringify!($field),
                    name: $name,
                    required: false $(| $crate::wire::Property::$required)?,
                },)*],
            };

            #[inline]
            fn lookup() -> &'static $crate::wire::Lookup {
                static LOOKUP: $crate::wire::Lookup = $crate::wire::Lookup::new();
                &LOOKUP
            }

            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $($($crate::wire::$boxed::new)?)? ($crate::wire::Item::empty()),)*
                    extra: $crate::wire::Extra::new(),
                }
            }

            #[inline]
            fn extra(&self) -> &$crate::wire::Extra {
                &self.extra
            }

            #[inline]
            fn fields(&mut self, run: $crate::wire::Run<'_>) {
                run(&mut [$($($($crate::wire::$boxed::place)?)? (&mut self.$field),)*], &mut self.extra);
            }

            #[inline]
            #[allow(unused_variables, reason = "some models have no property")]
            fn show(&self, to: &mut dyn $crate::wire::Sink) {
                $($crate::wire::Item::show($($($crate::wire::$boxed::seen)?)? (&self.$field), $name, to);)*
            }
        }

        impl<'de> $crate::wire::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::decode(from)
            }
        }

        impl $crate::wire::serde::Serialize for $model {
            fn serialize<S: $crate::wire::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::encode(self, to)
            }
        }

        impl ::core::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug(self, to)
            }
        }
    };
}
pub(crate) use wire;

/// An open enum: its documentation, its name and, one line each, the values it lists. One of
/// integers has `: i64` behind its name. A value's documentation is the value as code; where the text of
/// one is not just code to rustdoc, each brings its own.
///
/// ```ignore
/// crate::open_enum! {
///     /// Which way a session goes.
///     Direction {
///         INBOUND = "inbound",
///         OUTBOUND = "outbound",
///     }
/// }
/// ```
///
/// All that enums have in common is in [`OpenEnum`](super::OpenEnum), once for all of them: a
/// crate may have a thousand.
macro_rules! open_enum {
    ($(#[doc = $doc:expr])* $name:ident { $($constant:ident = $text:literal,)* }) => {
        $crate::open_enum! {
            @ [$(#[doc = $doc])*] $name, $crate::wire::open::Word, word
            $([#[doc = ::core::concat!("`", $text, "`")]] $constant = $text,)*
        }
    };
    ($(#[doc = $doc:expr])* $name:ident { $($(#[doc = $words:expr])+ $constant:ident = $text:literal,)* }) => {
        $crate::open_enum! {
            @ [$(#[doc = $doc])*] $name, $crate::wire::open::Word, word
            $([$(#[doc = $words])+] $constant = $text,)*
        }
    };
    ($(#[doc = $doc:expr])* $name:ident: i64 { $($constant:ident = $number:literal,)* }) => {
        $crate::open_enum! {
            @ [$(#[doc = $doc])*] $name, i64, integer
            $([#[doc = ::core::concat!("`", $number, "`")]] $constant = $number,)*
        }
    };
    (@ [$($doc:tt)*] $name:ident, $value_type:ty, $known:ident $([$($words:tt)*] $constant:ident = $value:literal,)*) => {
        $($doc)*
        ///
        /// Known values are listed below; others are kept and sent back as they came. The constants are
        /// patterns as well; a `match` needs a last arm for the values that are not listed.
        pub type $name = $crate::wire::OpenEnum<list::$name>;

        /// The list of the enum. The compiler's messages name it: "expected `OpenEnum<Direction>`".
        mod list {
            #[derive(PartialEq)]
            pub enum $name {}
        }

        impl $crate::wire::Listed for list::$name {
            type Value = $value_type;
            const NAME: &'static str = ::core::stringify!($name);
            const LISTED: &'static [$name] = &[$($crate::wire::open::$known($value),)*];
        }

        impl $name {
            $(
                $($words)*
                pub const $constant: Self = $crate::wire::open::$known($value);
            )*
        }
    };
}
pub(crate) use open_enum;

/// The name of a property, checked when the program is compiled.
///
/// Takes a model and the property's name in JSON, and gives a
/// [`Known`](crate::wire::Known) name. An unknown one does not compile:
///
/// ```
/// use generated::example::Order;
/// use generated::property;
///
/// assert_eq!(property!(Order, "placed").name(), "placed");
/// ```
///
/// ```compile_fail
/// use generated::example::Order;
/// use generated::property;
///
/// assert_eq!(property!(Order, "placd").name(), "placd");
/// ```
#[macro_export]
macro_rules! property {
    ($model:ty, $name:literal) => {
        const { $crate::wire::Known::<$model>::checked($name) }
    };
}

/// A model with some of its optional fields set.
///
/// Takes the model, and fields with their values. Each value is converted by `into`, and wrapped in `Some`:
/// a text becomes a `String`, an array a `Vec`, a model a `Box` of it where the field is one.
///
/// ```
/// use generated::example::{Delivery, Order, OrderLine, OrderStatus};
/// use generated::with;
///
/// let order = with!(
///     Order::new("A-17".into()),
///     status: OrderStatus::OPEN,
///     lines: [OrderLine::new("tea".into(), 2)],
///     delivery: with!(Delivery::default(), day: "2024-02-29"),
/// );
/// assert_eq!(
///     serde_json::to_string(&order)?,
///     r#"{"delivery":{"day":"2024-02-29"},"id":"A-17","lines":[{"article":"tea","quantity":2}],"status":"open"}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A name that does not exist gives the compiler's own error, "no field `state` on type `Order`":
///
/// ```compile_fail,E0609
/// # use generated::{example::Order, with};
/// let order = with!(Order::new("A-17".into()), state: "open");
/// ```
#[macro_export]
macro_rules! with {
    ($model:expr $(, $field:ident: $value:expr)* $(,)?) => {{
        let mut model = $model;
        // By a reference: clippy takes assignments to the variable itself for a missed literal.
        let fields = &mut model;
        $(fields.$field = ::core::option::Option::Some(::core::convert::Into::into($value));)*
        _ = fields;
        model
    }};
}

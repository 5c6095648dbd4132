//! What the lines of a generated file become.
//!
//! Declarative macros, so that neither this crate nor a program that uses it compiles a
//! procedural one. All paths begin at a crate: a definition may be called `Option`.
//!
//! All functions are `#[inline]`, and so is every `new` beside them: a program then compiles what it
//! uses, and links no part of the thousands of models that it does not.

/// The wire block of a model: its name, and that of its definition where it is another; and
/// `Default` where the model has one. Then, one line each, its properties: the field, the
/// name in JSON, and `required` if it is.
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
/// Implements [`Model`](super::Model), serde's traits and `Debug`, and `Default` where it is said.
macro_rules! wire {
    (
        $model:ident $(= $definition:literal)? $(: $default:ident)? {
            $($field:ident: $name:literal $($required:ident)?,)*
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
                    $($field: $crate::wire::Item::empty(),)*
                    extra: $crate::wire::Extra::new(),
                }
            }

            #[inline]
            fn extra(&self) -> &$crate::wire::Extra {
                &self.extra
            }

            #[inline]
            fn fields(&mut self, run: $crate::wire::Run<'_>) {
                run(&mut [$(&mut self.$field,)*], &mut self.extra);
            }

            #[inline]
            #[allow(unused_variables, reason = "some models have no property")]
            fn show(&self, to: &mut dyn $crate::wire::Sink) {
                $($crate::wire::Item::show(&self.$field, $name, to);)*
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

/// An open enum: its documentation, its name and, one line each, the words it lists.
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
macro_rules! open_enum {
    ($(#[doc = $doc:expr])* $word:ident { $($constant:ident = $text:literal,)* }) => {
        $(#[doc = $doc])*
        ///
        /// Any other text is a value too: it is decoded, kept and sent back as it came. The constants
        /// are patterns as well; a `match` needs a last arm for the values that are not listed.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $word($crate::wire::Word);

        impl $word {
            $(
                #[doc = ::core::concat!("`", $text, "`")]
                pub const $constant: Self = Self($crate::wire::Word::Listed($text));
            )*

            /// The values that were known when this crate was generated.
            #[must_use]
            #[inline]
            pub fn listed() -> &'static [Self] {
                &[$(Self::$constant,)*]
            }

            /// Whether this is one of the [`listed`](Self::listed) values.
            #[must_use]
            pub const fn is_listed(&self) -> bool {
                self.0.is_listed()
            }

            /// The text of the value.
            #[must_use]
            pub const fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::core::convert::From<&str> for $word {
            #[inline]
            fn from(text: &str) -> Self {
                Self($crate::wire::Word::new(text, &[$($text,)*]))
            }
        }

        impl ::core::convert::From<::std::string::String> for $word {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $word {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $word {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for $word {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $word {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::core::fmt::Display for $word {
            #[inline]
            fn fmt(&self, to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_str(), to)
            }
        }

        impl ::core::fmt::Debug for $word {
            #[inline]
            fn fmt(&self, to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), to)
            }
        }

        impl $crate::wire::Text for $word {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = Self::from(text);
            }

            fn odd(&self) -> ::core::option::Option<($crate::wire::OddKind, ::std::string::String)> {
                self.0.odd(::core::stringify!($word))
            }
        }

        impl $crate::wire::Sealed for $word {}

        impl $crate::wire::Item for $word {
            #[inline]
            fn empty() -> Self {
                Self::from("")
            }

            #[inline]
            fn of_text(text: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self::from(text))
            }

            #[inline]
            fn field_mut(&mut self) -> $crate::wire::FieldMut<'_> {
                $crate::wire::FieldMut::Text(self)
            }

            #[inline]
            fn give(&self, name: &str, to: &mut dyn $crate::wire::Sink) {
                to.typed(name, self.as_str(), self);
            }
        }

        $crate::wire::optional! { [] $word, }

        impl<'de> $crate::wire::serde::Deserialize<'de> for $word {
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::decode_text(from)
            }
        }

        impl $crate::wire::serde::Serialize for $word {
            fn serialize<S: $crate::wire::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
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

//! The trait of all operations: the models that they send and return, and the endpoint.
//!
//! An operation is a struct of `operations`, next to the models. It holds the parameters of its path, its
//! query and its headers: those that are required are the arguments of `new`. It states its method, what is
//! sent and what comes back. The program sends it with an HTTP client of its choice; the feature `http-1` adds
//! the module `http`, which does all the rest.
//!
//! ```
//! use generated::example::operations::{GetOrder, GetOrders};
//! use generated::operation::{Body, Operation, Paged};
//!
//! let operation = GetOrder {
//!     expand: vec!["lines".into(), "delivery".into()],
//!     ..GetOrder::new("A 17/b".into())
//! };
//! assert_eq!(GetOrder::METHOD, "GET");
//! assert_eq!(operation.path_and_query()?, "/orders/A%2017%2Fb?expand=lines&expand=delivery");
//!
//! let body = br#"{"entities":[{"id":"A-17","total":"4.50"}],"pageCount":2,"nextUri":"/orders?p=2"}"#;
//! let (orders, deviations) = <GetOrders as Operation>::Response::decode(body)?.into_parts();
//! assert_eq!(deviations[0].to_string(), "entities[0].total: expected a number, found \"4.50\"");
//! assert_eq!(orders.page().entities[0].id, "A-17");
//! assert_eq!(orders.page().next_uri, Some("/orders?p=2"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A definition that is not among the models is a `serde_json::Value`. An optional parameter is an `Option`.
//! One that can have several values is a `Vec`: an empty one is not sent, and any other as the API wants it,
//! `expand=lines&expand=delivery` or `expand=lines,delivery`.

use std::error::Error;
use std::fmt::{self, Display, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::wire::{Item, Lenient, Probe};

#[cfg(feature = "http-1")]
mod paging;

#[cfg(feature = "http-1")]
pub use paging::{NextPage, Place};

/// An operation of the API.
///
/// Programs implement it for endpoints that are not among the operations:
///
/// ```
/// # use generated::operation::Operation;
/// struct GetHealth;
///
/// impl Operation for GetHealth {
///     type Request = ();
///     type Response = serde_json::Value;
///     type Error = serde_json::Value;
///     const METHOD: &'static str = "GET";
///     const PATH: &'static str = "/health";
/// }
///
/// assert_eq!(GetHealth.path_and_query()?, "/health");
/// # Ok::<(), generated::operation::InvalidPath>(())
/// ```
pub trait Operation {
    /// The type that is sent; `()` where nothing is.
    type Request: Body;
    /// The type that comes back on success, with the lowest status where that makes a difference; `()` where
    /// nothing does.
    type Response: Body;
    /// The body of a failure: the model of all failures, or any JSON.
    type Error: Body;
    /// The method, such as `GET`.
    const METHOD: &'static str;
    /// The path, with the names of its parameters in braces: `/orders/{orderId}`.
    const PATH: &'static str;
    /// The ways to the next page, for answers that are pages.
    #[cfg(feature = "http-1")]
    const NEXT_PAGE: &'static [NextPage] = &[];

    /// Returns the target of a request: the path with its parameters, and the query if there is one.
    ///
    /// All but letters, digits and `-._~` of a parameter is percent-encoded, as RFC 3986 asks: no parameter
    /// adds a segment, a query or a line of a header.
    ///
    /// Only an operation without parameters may leave this out. One that has some in its path does not
    /// compile without:
    ///
    /// ```compile_fail,E0080
    /// # use generated::operation::Operation;
    /// # struct GetOrder;
    /// impl Operation for GetOrder {
    /// #   type Request = ();
    /// #   type Response = ();
    /// #   type Error = serde_json::Value;
    /// #   const METHOD: &'static str = "GET";
    ///     const PATH: &'static str = "/orders/{orderId}";
    /// }
    /// # println!("{:?}", GetOrder.path_and_query());
    /// ```
    ///
    /// # Errors
    ///
    /// If a parameter of the path is empty, or if a segment becomes `.` or `..`: either leads to another
    /// endpoint, and RFC 3986 has no way to encode them.
    ///
    /// ```
    /// use generated::example::operations::DeleteOrder;
    /// use generated::operation::Operation;
    ///
    /// let error = DeleteOrder::new(String::new()).path_and_query().unwrap_err();
    /// assert_eq!(error.to_string(), "`orderId` of `/orders/{orderId}` is empty");
    /// assert!(DeleteOrder::new("..".into()).path_and_query().is_err());
    /// ```
    fn path_and_query(&self) -> Result<String, InvalidPath> {
        const {
            assert!(
                is_fixed(Self::PATH),
                "an operation with parameters needs a `path_and_query` of its own"
            );
        }
        path_and_query(Self::PATH, &[])
    }

    /// The headers to send, each with its value. Those that every request has, such as
    /// `Authorization`, are not among them.
    fn headers(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// A path that a parameter would turn into another one: the error of [`Operation::path_and_query`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPath {
    path: String,
    parameter: String,
    value: String,
}

impl InvalidPath {
    /// The name of the parameter.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.parameter
    }
}

impl Display for InvalidPath {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            parameter,
            value,
        } = self;
        match value.as_str() {
            "" => write!(to, "`{parameter}` of `{path}` is empty"),
            value => write!(
                to,
                "`{parameter}` of `{path}` is `{value}`, which is a step in a path"
            ),
        }
    }
}

impl Error for InvalidPath {}

/// The body of a request or an answer: a model, a list of models, any JSON; or `()`, an empty one.
pub trait Body: Probe + Serialize + DeserializeOwned {
    /// The body to send. That of `()` is empty.
    ///
    /// # Errors
    ///
    /// As of `serde_json::to_vec`.
    fn encode(&self) -> serde_json::Result<Vec<u8>>;

    /// Decodes a body that was received. Its deviations come with it; to refuse them, call
    /// [`strict`](Lenient::strict). An empty body is `()`, which ignores any other body.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or as a whole not the object or array that the definition asks for.
    fn decode(body: &[u8]) -> serde_json::Result<Lenient<Self>>;
}

impl<T: Item + Serialize + DeserializeOwned> Body for T {
    fn encode(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    fn decode(body: &[u8]) -> serde_json::Result<Lenient<Self>> {
        match std::str::from_utf8(body) {
            // Checked once, and not at every text.
            Ok(text) => serde_json::from_str(text),
            Err(_) => serde_json::from_slice(body),
        }
    }
}

impl Body for () {
    fn encode(&self) -> serde_json::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn decode(_: &[u8]) -> serde_json::Result<Lenient<Self>> {
        Ok(Lenient::whole(()))
    }
}

/// A model that is a page of a list too long for one answer: it has the properties `entities`,
/// `pageNumber`, `pageCount` and `nextUri`.
pub trait Paged {
    /// The type of the entities.
    type Entity;

    /// Returns the values of the four properties.
    fn page(&self) -> Page<'_, Self::Entity>;
}

/// The position of a [`Paged`] model in its list.
#[derive(Debug)]
pub struct Page<'a, T> {
    /// The entities on the page.
    pub entities: &'a [T],
    /// The number of the page; the first has 1.
    pub number: Option<u64>,
    /// The number of pages.
    pub count: Option<u64>,
    /// The address of the next page: path and query. The last page has none.
    pub next_uri: Option<&'a str>,
}

/// An operation: its name, method and path; the types that are sent, come back, and come back on failure;
/// the fields for its required parameters, which are the arguments of `new`, for optional ones and for lists;
/// those in the path and the query with the names of the query, each behind a line break and with a space
/// before it where its values are parted by commas; those in the headers with their names; and the ways to
/// the next page.
///
/// ```ignore
/// crate::operation! {
///     /// Gets an order.
///     GetOrder: GET "/orders/{orderId}", () => super::Order, super::ErrorBody;
///     new { order_id: String, }
///     options { locale: Option<String>, }
///     lists { expand: Vec<String>, }
///     query "\nlocale\n expand" { order_id, locale, expand }
///     headers { if_match: "If-Match" }
///     next { Uri, Number(Query("pageNumber")) }
/// }
/// ```
///
/// There may be thousands, and what they cost is to be a fraction of what the models do. A quarter of them,
/// which have no parameters, do without a function of their own. They have an arm of their own because a
/// macro inside the other would cost all the rest a call of it. `Clone`, `Debug` and `PartialEq` are written
/// here because derives cost the compiler seven times as much.
macro_rules! operation {
    (
        $(#[$meta:meta])*
        $name:ident: $method:ident $path:literal, $request:ty => $response:ty, $error:ty
        $(; next { $($way:tt)* })?
    ) => {
        $(#[$meta])*
        pub struct $name {}

        impl $name {
            /// The operation, which has no parameters yet.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self {}
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                Self {}
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::stringify!($name))
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }

        impl $crate::operation::Operation for $name {
            type Request = $request;
            type Response = $response;
            type Error = $error;
            const METHOD: &'static str = ::core::stringify!($method);
            const PATH: &'static str = $path;
            $($crate::operation::next_page! { $($way)* })?
        }
    };
    (
        $(#[$meta:meta])*
        $name:ident: $method:ident $path:literal, $request:ty => $response:ty, $error:ty;
        $(new { $($(#[$argument_meta:meta])* $argument:ident: $argument_type:ty,)* })?
        $(options { $($(#[$option_meta:meta])* $option:ident: $option_type:ty,)* })?
        $(lists { $($(#[$list_meta:meta])* $list:ident: $list_type:ty,)* })?
        $(query $query:literal { $($sent:ident),* })?
        $(headers { $($header:ident: $header_name:literal),* })?
        $(next { $($way:tt)* })?
    ) => {
        $(#[$meta])*
        pub struct $name {
            $($($(#[$argument_meta])* pub $argument: $argument_type,)*)?
            $($($(#[$option_meta])* pub $option: $option_type,)*)?
            $($($(#[$list_meta])* pub $list: $list_type,)*)?
        }

        impl $name {
            /// The operation with its required parameters, and no other.
            #[must_use]
            #[inline]
            pub fn new($($($argument: $argument_type),*)?) -> Self {
                Self {
                    $($($argument,)*)?
                    $($($option: ::core::option::Option::None,)*)?
                    $($($list: ::std::vec::Vec::new(),)*)?
                }
            }
        }

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self {
                    $($($argument: self.$argument.clone(),)*)?
                    $($($option: self.$option.clone(),)*)?
                    $($($list: self.$list.clone(),)*)?
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::operation::debug(f, ::core::stringify!($name), &[
                    $($((::core::stringify!($argument), &self.$argument),)*)?
                    $($((::core::stringify!($option), &self.$option),)*)?
                    $($((::core::stringify!($list), &self.$list),)*)?
                ])
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                true
                $($(&& self.$argument == other.$argument)*)?
                $($(&& self.$option == other.$option)*)?
                $($(&& self.$list == other.$list)*)?
            }
        }

        impl $crate::operation::Operation for $name {
            type Request = $request;
            type Response = $response;
            type Error = $error;
            const METHOD: &'static str = ::core::stringify!($method);
            const PATH: &'static str = $path;

            $(
                #[inline]
                fn path_and_query(
                    &self,
                ) -> ::core::result::Result<::std::string::String, $crate::operation::InvalidPath> {
                    $crate::operation::path_and_query(
                        ::core::concat!($path, $query),
                        &[$(&self.$sent),*],
                    )
                }
            )?

            $(
                fn headers(&self) -> ::std::vec::Vec<(&'static str, ::std::string::String)> {
                    $crate::operation::headers(&[$(($header_name, &self.$header)),*])
                }
            )?

            $($crate::operation::next_page! { $($way)* })?
        }
    };
}

/// The ways to an operation's next page.
macro_rules! next_page {
    ($($way:tt)*) => {
        #[cfg(feature = "http-1")]
        const NEXT_PAGE: &'static [$crate::operation::NextPage] = {
            use $crate::operation::NextPage::*;
            #[allow(unused_imports, reason = "not every way has a place")]
            use $crate::operation::Place::*;
            &[$($way)*]
        };
    };
}

/// A model that is a page: what its list is of, and the fields for the four properties, each with
/// `required` behind it where it is not an `Option`.
macro_rules! paged {
    (
        $model:ty: $entity:ty { $entities:ident $($e:ident)?, $number:ident $($n:ident)?, $count:ident $($c:ident)?, $next:ident $($u:ident)? }
    ) => {
        impl $crate::operation::Paged for $model {
            type Entity = $entity;

            #[inline]
            fn page(&self) -> $crate::operation::Page<'_, $entity> {
                $crate::operation::page(
                    $crate::operation::value!(self.$entities $($e)?),
                    $crate::operation::value!(self.$number $($n)?),
                    $crate::operation::value!(self.$count $($c)?),
                    $crate::operation::value!(self.$next $($u)?),
                )
            }
        }
    };
}

/// A reference to the value of a field, if it has one.
macro_rules! value {
    ($self:ident.$field:ident) => {
        $self.$field.as_ref()
    };
    ($self:ident.$field:ident required) => {
        ::core::option::Option::Some(&$self.$field)
    };
}

pub(crate) use {next_page, operation, paged, value};

/// A page of the values of its four fields.
pub(crate) fn page<'a, T>(
    entities: Option<&'a Vec<T>>,
    number: Option<&impl Display>,
    count: Option<&impl Display>,
    next_uri: Option<&'a String>,
) -> Page<'a, T> {
    Page {
        entities: entities.map_or(&[], Vec::as_slice),
        number: number.and_then(whole),
        count: count.and_then(whole),
        next_uri: next_uri.map(String::as_str),
    }
}

/// A page's number, of whatever type, if it is a whole one.
pub(crate) fn whole(number: &impl Display) -> Option<u64> {
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

/// Writes the fields of an operation as a derive does.
pub(crate) fn debug(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut text = f.debug_struct(name);
    for (name, value) in fields {
        text.field(name, value);
    }
    text.finish()
}

/// Returns `true` if a path has no parameters.
const fn is_fixed(path: &str) -> bool {
    let (path, mut at) = (path.as_bytes(), 0);
    while at < path.len() {
        if path[at] == b'{' {
            return false;
        }
        at += 1;
    }
    true
}

/// The values of a parameter: none of an absent one, one, or those of a list.
pub(crate) trait Values {
    fn values(&self) -> Vec<String>;
}

impl<T: Serialize> Values for T {
    fn values(&self) -> Vec<String> {
        let text = |value: Value| match value {
            Value::String(text) => text,
            value => value.to_string(),
        };
        match serde_json::to_value(self) {
            // No type of a parameter refuses to be encoded.
            Ok(Value::Null) | Err(_) => Vec::new(),
            Ok(Value::Array(items)) => items.into_iter().map(text).collect(),
            Ok(value) => vec![text(value)],
        }
    }
}

/// The path with its parameters put in, and behind it the query: a name for each of its values, or once
/// for all of them where a space stands before the name.
///
/// The path and the names of the query come as the lines of one text, and all parameters in one list,
/// because the compiler takes longer over a second list than over the rest of an operation's function.
pub(crate) fn path_and_query(
    lines: &str,
    parameters: &[&dyn Values],
) -> Result<String, InvalidPath> {
    let mut lines = lines.split('\n');
    let mut parameters = parameters.iter().map(|parameter| parameter.values());
    let path = lines.next().unwrap_or_default();
    let mut text = String::new();
    for piece in path.split_inclusive('}') {
        let Some((fixed, name)) = piece.split_once('{') else {
            encode_but(FIXED, piece, &mut text);
            continue;
        };
        encode_but(FIXED, fixed, &mut text);
        let values = parameters.next().unwrap_or_default();
        for (at, value) in values.iter().enumerate() {
            text.push_str(if at > 0 { "," } else { "" });
            encode_but(b"", value, &mut text);
        }
        let segment = text.rsplit('/').next().unwrap_or_default();
        let is_empty = values.iter().all(String::is_empty);
        if is_empty || matches!(segment, "." | "..") {
            return Err(InvalidPath {
                path: path.to_owned(),
                parameter: name.trim_end_matches('}').to_owned(),
                value: if is_empty { "" } else { segment }.to_owned(),
            });
        }
    }
    let mut mark = '?';
    for (name, values) in lines.zip(parameters) {
        let together = name.strip_prefix(' ');
        for (at, value) in values.iter().enumerate() {
            if at > 0 && together.is_some() {
                text.push(',');
            } else {
                text.push(mark);
                encode_but(b"", together.unwrap_or(name), &mut text);
                text.push('=');
                mark = '&';
            }
            encode_but(b"", value, &mut text);
        }
    }
    Ok(text)
}

/// The characters that the fixed parts of a path may hold in addition to letters and digits.
const FIXED: &[u8] = b"!$%&'()*+,/:;=@";

/// The headers that have a value. HTTP parts several values by commas.
pub(crate) fn headers(headers: &[(&'static str, &dyn Values)]) -> Vec<(&'static str, String)> {
    let headers = headers.iter().map(|(name, value)| (*name, value.values()));
    headers
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name, values.join(",")))
        .collect()
}

/// Adds a text, percent-encoded but for what RFC 3986 calls unreserved, and for `also`.
pub(crate) fn encode_but(also: &[u8], text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            to.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(to, "%{byte:02X}");
        }
    }
}

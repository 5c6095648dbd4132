//! What all operations have in common: which models they send and return, and where to.
//!
//! An operation is a struct of `operations`, beside the models. It holds the parameters of its path,
//! which are required, and those of its query, which are not, and knows its method, what is sent and
//! what comes back. Sending is left to the program, whose HTTP client this crate does not choose.
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
//! `examples/follow_pages.rs` in this crate's repository sends any operation over a plain TCP stream,
//! reports the deviations of the answers, and follows pages.
//!
//! A definition that is not among the models is a `serde_json::Value`. Parameters are texts, whatever the
//! API makes of them. One that can be given several times is a `Vec`, and is sent once for each value,
//! `expand=lines&expand=delivery`.

use std::error::Error;
use std::fmt::{self, Display, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::wire::{Item, Lenient, Probe};

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
///     const METHOD: &'static str = "GET";
///     const PATH: &'static str = "/health";
/// }
///
/// assert_eq!(GetHealth.path_and_query()?, "/health");
/// # Ok::<(), generated::operation::InvalidPath>(())
/// ```
pub trait Operation {
    /// What is sent; `()` where nothing is.
    type Request: Body;
    /// What comes back on success, with the lowest status where that makes a difference; `()` where
    /// nothing does.
    type Response: Body;
    /// The method, such as `GET`.
    const METHOD: &'static str;
    /// The path, with the names of its parameters in braces: `/orders/{orderId}`.
    const PATH: &'static str;

    /// What a request is sent to: the path with its parameters, and the query if there is one.
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
    /// What the list is of.
    type Entity;

    /// What the four properties say.
    fn page(&self) -> Page<'_, Self::Entity>;
}

/// What a [`Paged`] model says of itself.
#[derive(Debug)]
pub struct Page<'a, T> {
    /// What of the list is on the page.
    pub entities: &'a [T],
    /// The number of the page; the first has 1.
    pub number: Option<u64>,
    /// How many pages there are.
    pub count: Option<u64>,
    /// Where the next page is: path and query. The last page has none.
    pub next_uri: Option<&'a str>,
}

/// An operation: its name, method and path; the fields for the path's parameters in their order, and
/// for those of the query that are given once and several times, with their names on the wire; and
/// what is sent and comes back.
///
/// ```ignore
/// crate::operation!(GetOrder: GET "/orders/{orderId}" { order_id } once { locale: "locale" } each { expand: "expand" }, () => super::Order);
/// crate::operation!(PostOrders: POST "/orders", super::Order => super::Order);
/// ```
///
/// There may be thousands, and what they cost is to be a tenth of what the models do. So nothing is derived,
/// and a quarter of them, which have no parameters, do without a function of their own. They have an arm of
/// their own because a macro inside the other would cost all the rest a call of it.
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident: $method:ident $path:literal, $request:ty => $response:ty
    ) => {
        #[doc = ::core::concat!("`", ::core::stringify!($method), " ", $path, "`")]
        $(#[$doc])*
        pub struct $name {}

        impl $name {
            /// The operation, which has no parameters yet.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self {}
            }
        }

        impl $crate::operation::Operation for $name {
            type Request = $request;
            type Response = $response;
            const METHOD: &'static str = ::core::stringify!($method);
            const PATH: &'static str = $path;
        }
    };
    (
        $(#[$doc:meta])*
        $name:ident: $method:ident $path:literal $({ $($parameter:ident),* })?
        $(once { $($once:ident: $once_name:literal),* })?
        $(each { $($each:ident: $each_name:literal),* })?,
        $request:ty => $response:ty
    ) => {
        #[doc = ::core::concat!("`", ::core::stringify!($method), " ", $path, "`")]
        $(#[$doc])*
        pub struct $name {
            $($(
                /// Stands in the path.
                pub $parameter: ::std::string::String,
            )*)?
            $($(
                #[doc = ::core::concat!("`", $once_name, "`")]
                pub $once: ::core::option::Option<::std::string::String>,
            )*)?
            $($(
                #[doc = ::core::concat!("`", $each_name, "`, once for each")]
                pub $each: ::std::vec::Vec<::std::string::String>,
            )*)?
        }

        impl $name {
            /// The operation with the parameters of its path, and none of its query.
            #[must_use]
            #[inline]
            pub fn new($($($parameter: ::std::string::String),*)?) -> Self {
                Self {
                    $($($parameter,)*)?
                    $($($once: $crate::operation::ABSENT,)*)?
                    $($($each: $crate::operation::NONE,)*)?
                }
            }
        }

        impl $crate::operation::Operation for $name {
            type Request = $request;
            type Response = $response;
            const METHOD: &'static str = ::core::stringify!($method);
            const PATH: &'static str = $path;

            #[inline]
            fn path_and_query(
                &self,
            ) -> ::core::result::Result<::std::string::String, $crate::operation::InvalidPath> {
                $crate::operation::path_and_query(
                    ::core::concat!($path $($(, "\n", $once_name)*)? $($(, "\n", $each_name)*)?),
                    &[$($(&self.$parameter,)*)? $($(&self.$once,)*)? $($(&self.$each,)*)?],
                )
            }
        }
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

pub(crate) use {operation, paged, value};

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
fn whole(number: &impl Display) -> Option<u64> {
    let text = number.to_string();
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

/// What a parameter of the query is at first. The compiler takes less time over a constant than over a
/// call.
pub(crate) const ABSENT: Option<String> = None;
pub(crate) const NONE: Vec<String> = Vec::new();

/// Whether a path has no parameters.
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

/// The values of a parameter: of the path one, of the query any number.
pub(crate) trait Values {
    fn values(&self) -> &[String];
}

impl Values for String {
    fn values(&self) -> &[String] {
        std::slice::from_ref(self)
    }
}

impl Values for Option<String> {
    fn values(&self) -> &[String] {
        self.as_slice()
    }
}

impl Values for Vec<String> {
    fn values(&self) -> &[String] {
        self
    }
}

/// The path with its parameters put in, and behind it the query: a name for each of its values.
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
            encode(piece, FIXED, &mut text);
            continue;
        };
        encode(fixed, FIXED, &mut text);
        let values = parameters.next().unwrap_or_default();
        values
            .iter()
            .for_each(|value| encode(value, b"", &mut text));
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
        for value in values {
            text.push(mark);
            encode(name, b"", &mut text);
            text.push('=');
            encode(value, b"", &mut text);
            mark = '&';
        }
    }
    Ok(text)
}

/// What the fixed parts of a path may hold beside letters and digits.
const FIXED: &[u8] = b"!$%&'()*+,/:;=@";

/// Adds a text, percent-encoded but for what RFC 3986 calls unreserved, and for `also`.
fn encode(text: &str, also: &[u8], to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            to.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(to, "%{byte:02X}");
        }
    }
}

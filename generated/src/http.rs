//! Requests and responses of the [`http`] crate, which ureq, reqwest, hyper and tower share: all of
//! a call but the sending.
//!
//! | to | call |
//! |---|---|
//! | name the server | [`Region`], [`Base`] |
//! | sign in | [`Token`], [`ClientCredentials`] |
//! | make a request of an operation | [`request`](Exchange::request), [`request_with`](Exchange::request_with) |
//! | read what came back | [`decode`](Exchange::decode) |
//! | find out why it failed, and when to try again | [`Failure`] |
//! | get the next page | [`next`](Exchange::next) |
//!
//! ```
//! use generated::example::operations::{GetOrders, PostOrders};
//! use generated::example::Order;
//! use generated::http::{Base, Exchange, Token};
//!
//! let base: Base = "https://orders.example/v1/".parse()?;
//! let token = Token::bearer("A-secret")?;
//!
//! let request = token.authorize(GetOrders::new().request(&base)?);
//! assert_eq!(request.method(), "GET");
//! assert_eq!(request.uri(), "https://orders.example/v1/orders");
//! assert_eq!(request.headers()["accept"], "application/json");
//!
//! let body = br#"{"entities":[{"id":"A-17"}],"pageNumber":1,"pageCount":2,"nextUri":"/orders?pageNumber=2"}"#;
//! let response = http::Response::new(body.to_vec()); // of the request, which a client sends
//! let (orders, deviations) = GetOrders::decode(&response)?.into_parts();
//! assert!(deviations.is_empty());
//! assert_eq!(orders.entities.unwrap_or_default()[0].id, "A-17");
//!
//! let next = GetOrders::next(&base, &request, &response)?.expect("there is a second page");
//! assert_eq!(next.uri(), "https://orders.example/v1/orders?pageNumber=2");
//! assert_eq!(next.headers(), request.headers());
//!
//! let request = PostOrders::new().request_with(&base, &Order::new("A-18".into()))?;
//! assert_eq!(request.headers()["content-type"], "application/json");
//! assert_eq!(request.body(), br#"{"id":"A-18"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Connections, TLS, proxies, timeouts and pauses are the client's. Two programs to copy, for ureq and for
//! reqwest, are in `tests/clients` of this crate's repository.

use ::http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use ::http::{HeaderMap, Method, Request, Response, Uri};

use crate::operation::{Body, Operation};
use crate::wire::Lenient;

mod base;
mod failure;
mod invalid;
mod pages;
mod retry_after;
#[cfg(test)]
mod tests;
mod token;

pub use base::{Base, InvalidBase, Region};
pub use failure::{ApiError, ApiErrorDetail, Failure, FailureKind};
pub use invalid::InvalidRequest;
pub use token::{ClientCredentials, Token};

pub use crate::operation::{NextPage, Place};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// An operation as an exchange of HTTP messages. Every [`Operation`] is one.
pub trait Exchange: Operation {
    /// Returns the request of an operation without a body.
    ///
    /// It has the headers `accept` and those of the operation, and no `authorization`: see
    /// [`Token::authorize`].
    ///
    /// # Errors
    ///
    /// As of [`request_with`](Self::request_with).
    fn request(&self, base: &Base) -> Result<Request<Vec<u8>>, InvalidRequest>
    where
        Self: Operation<Request = ()>,
    {
        self.request_with(base, &())
    }

    /// Returns the request of an operation with a body, which adds the header `content-type`.
    ///
    /// # Errors
    ///
    /// If a parameter may not be in the path or in a header. The client then has nothing to send.
    fn request_with(
        &self,
        base: &Base,
        body: &Self::Request,
    ) -> Result<Request<Vec<u8>>, InvalidRequest> {
        let uri = base.join(&self.path_and_query().map_err(InvalidRequest::path)?)?;
        let body = body.encode().map_err(InvalidRequest::body)?;
        message(Self::METHOD, uri, self.headers(), body)
    }

    /// Decodes a response. Its status and headers stay in `response`, and so does a body where the
    /// operation defines none.
    ///
    /// | response | outcome |
    /// |---|---|
    /// | 2xx, also one that the operation does not list, with a JSON body | the model with its deviations, whatever the content type is |
    /// | 2xx, where the operation defines no body | `()`, whatever the body is |
    /// | 2xx with an empty body | [`FailureKind::Empty`] |
    /// | 2xx with a body that is not JSON, or not the object or list that is defined | [`FailureKind::Undecodable`] |
    /// | 3xx with the header `location` | [`FailureKind::Redirect`] |
    /// | any other status | [`FailureKind::Status`] |
    ///
    /// # Errors
    ///
    /// In the last four rows. The [`Failure`] holds status, headers and the whole body.
    fn decode<B: AsRef<[u8]>>(response: &Response<B>) -> Result<Lenient<Self::Response>, Failure> {
        let failed = |cause| Failure::new(response, is_idempotent(Self::METHOD), cause);
        if !response.status().is_success() {
            return Err(failed(None));
        }
        Self::Response::decode(response.body().as_ref()).map_err(|error| failed(Some(error)))
    }

    /// Returns the request for the next page, of the last request and the response to it; `None` behind the
    /// last page, and for operations without pages. Method, headers and body are those of the last request,
    /// so a token stays in place.
    ///
    /// The operation lists the ways to its next page: [`NextPage`]. A program does so for an endpoint of its own
    /// by the constant [`NEXT_PAGE`](Operation::NEXT_PAGE).
    ///
    /// # Errors
    ///
    /// If the response leads to another server than `base`, which must not see the token, or to the page
    /// that was just received.
    fn next<B: AsRef<[u8]>>(
        base: &Base,
        request: &Request<Vec<u8>>,
        response: &Response<B>,
    ) -> Result<Option<Request<Vec<u8>>>, InvalidRequest> {
        pages::next(Self::NEXT_PAGE, base, request, response.body().as_ref())
    }
}

impl<O: Operation> Exchange for O {}

/// Puts a request together. Headers of the operation replace those that every request has.
fn message(
    method: &str,
    uri: Uri,
    own: Vec<(&'static str, String)>,
    body: Vec<u8>,
) -> Result<Request<Vec<u8>>, InvalidRequest> {
    let mut headers = HeaderMap::from_iter([(ACCEPT, JSON)]);
    if !body.is_empty() {
        headers.insert(CONTENT_TYPE, JSON);
    }
    for (name, value) in own {
        // Some versions of `http` take other letters as well, which servers read in different ways.
        let is_plain = value
            .bytes()
            .all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
        let known = HeaderName::from_bytes(name.as_bytes()).ok();
        let value = HeaderValue::from_str(&value).ok().filter(|_| is_plain);
        let (known, value) = known
            .zip(value)
            .ok_or_else(|| InvalidRequest::header(name))?;
        headers.insert(known, value);
    }
    let mut request = Request::new(body);
    *request.method_mut() =
        Method::from_bytes(method.as_bytes()).map_err(|_| InvalidRequest::method(method))?;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

/// `true` if a request that was perhaps carried out may be repeated.
fn is_idempotent(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"].contains(&method)
}

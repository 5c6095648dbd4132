//! Responses that hold no answer.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};
use std::time::{Duration, SystemTime};

use ::http::header::{CONTENT_TYPE, DATE, HeaderName, LOCATION, RETRY_AFTER};
use ::http::{HeaderMap, Response, StatusCode};

use super::retry_after;
use crate::wire::{Extra, Lenient};

/// The error of [`Exchange::decode`](super::Exchange::decode): a response without the operation's answer,
/// with all of its content.
///
/// ```
/// use std::time::Duration;
///
/// use generated::example::operations::GetOrder;
/// use generated::http::{Exchange, FailureKind};
///
/// let response = http::Response::builder()
///     .status(429)
///     .header("retry-after", "3")
///     .body(r#"{"code":"too.many.requests","message":"Slow down","contextId":"c-1"}"#)?;
/// let failure = GetOrder::decode(&response).unwrap_err();
/// assert_eq!(failure.kind(), FailureKind::Status);
/// assert_eq!(failure.code(), Some("too.many.requests"));
/// assert_eq!(failure.api_error().and_then(|error| error.context_id.as_deref()), Some("c-1"));
/// assert!(failure.is_retryable());
/// assert_eq!(failure.retry_after(), Some(Duration::from_secs(3)));
/// assert_eq!(failure.to_string(), "429 Too Many Requests: too.many.requests: Slow down (c-1)");
/// # Ok::<(), http::Error>(())
/// ```
pub struct Failure(Box<Parts>);

struct Parts {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    api_error: Option<ApiError>,
    cause: Option<serde_json::Error>,
    is_idempotent: bool,
}

/// The reason why a response holds no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The status is not one of success.
    Status,
    /// The server names another address, [`location`](Failure::location).
    Redirect,
    /// The status is one of success, and the body that the operation defines is empty.
    Empty,
    /// The status is one of success, and the body is not the JSON that the operation defines.
    Undecodable,
}

impl Failure {
    pub(super) fn new<B: AsRef<[u8]>>(
        response: &Response<B>,
        is_idempotent: bool,
        cause: Option<serde_json::Error>,
    ) -> Self {
        let body = response.body().as_ref();
        let api_error = serde_json::from_slice(body).ok();
        Self(Box::new(Parts {
            status: response.status(),
            headers: response.headers().clone(),
            body: body.to_vec(),
            api_error: api_error.map(Lenient::into_unchecked),
            cause,
            is_idempotent,
        }))
    }

    /// Returns the reason.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self.0.cause {
            Some(_) if self.0.body.trim_ascii().is_empty() => FailureKind::Empty,
            Some(_) => FailureKind::Undecodable,
            None if self.0.status.is_redirection() && self.location().is_some() => {
                FailureKind::Redirect
            }
            None => FailureKind::Status,
        }
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body. With the operation's own model of errors, decode it by
    /// [`Body::decode`](crate::operation::Body::decode).
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Returns the body as text. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0.body)
    }

    /// Returns the body as an error of the API; `None` if it is not a JSON object.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiError> {
        self.0.api_error.as_ref()
    }

    /// Returns the `code` of the body, a word for programs. Responses to
    /// [`ClientCredentials`](super::ClientCredentials) call it `error`, as OAuth does.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let error = self.api_error()?;
        let of_oauth = || error.extra.get("error")?.as_str();
        error.code.as_deref().or_else(of_oauth)
    }

    /// Returns the `message` of the body, a sentence for people; of OAuth, its description.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let error = self.api_error()?;
        let of_oauth = |name| error.extra.get(name)?.as_str();
        let of_oauth = || of_oauth("error_description").or_else(|| of_oauth("description"));
        error.message.as_deref().or_else(of_oauth)
    }

    /// Returns the address that a redirect names.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.header(LOCATION)
    }

    /// Returns the pause that the server asks for by the header `retry-after`: a number of seconds, or the
    /// time until a date, by the server's own clock if the response has a `date`. A date that has passed is
    /// no pause.
    ///
    /// A client should have a cap, because the header may ask for a year.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let own = retry_after::unix_seconds(SystemTime::now());
        let now = self
            .header(DATE)
            .and_then(|date| retry_after::date(date, own));
        let now = now.unwrap_or(own);
        retry_after::pause(self.header(RETRY_AFTER)?, now)
    }

    /// `true` if the same request may succeed later, and may be repeated.
    ///
    /// With the statuses 429 and 503 the server did nothing, so every request may be. With 408, 502 and 504 it
    /// may have done what it was asked for, so only a request of an idempotent method may be: `GET`, `HEAD`,
    /// `OPTIONS`, `PUT` or `DELETE`.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.status.as_u16() {
            429 | 503 => true,
            408 | 502 | 504 => self.0.is_idempotent,
            _ => false,
        }
    }

    /// Returns the pause before the same request is sent again: the server's, or else two seconds that double
    /// with each of the `tries` that failed.
    ///
    /// # Errors
    ///
    /// With the failure itself, if it is not [retryable](Self::is_retryable) or the pause is longer than
    /// `longest`.
    pub fn retry_in(self, tries: u32, longest: Duration) -> Result<Duration, Self> {
        let doubled = || Duration::from_secs(2_u64.saturating_pow(tries.max(1)));
        let pause = self.retry_after().unwrap_or_else(doubled);
        match self.is_retryable() && pause <= longest {
            true => Ok(pause),
            false => Err(self),
        }
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.0.headers.get(name)?.to_str().ok()
    }
}

impl Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.status.fmt(to)?;
        match (self.kind(), &self.0.cause) {
            (FailureKind::Empty, _) => return to.write_str(": the body is empty"),
            (FailureKind::Redirect, _) => {
                return write!(to, ": see {}", self.location().unwrap_or_default());
            }
            (_, Some(cause)) => {
                let content_type = self.header(CONTENT_TYPE).unwrap_or("no content type");
                return write!(to, ": the body ({content_type}) cannot be decoded: {cause}");
            }
            _ => {}
        }
        let words = [self.code(), self.message()];
        words
            .iter()
            .flatten()
            .try_for_each(|word| write!(to, ": {word}"))?;
        if words == [None, None] && !self.0.body.is_empty() {
            // The page of a proxy, as a rule.
            let text = self.text();
            let start: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            write!(to, ": {}", start.chars().take(200).collect::<String>())?;
        }
        let context = self
            .api_error()
            .and_then(|error| error.context_id.as_deref());
        context.map_or(Ok(()), |id| write!(to, " ({id})"))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = to.debug_struct("Failure");
        debug.field("kind", &self.kind());
        debug.field("status", &self.0.status);
        debug.field("headers", &self.0.headers);
        debug.field("text", &self.text());
        debug.field("cause", &self.0.cause).finish()
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }
}

/// The body of a failure. It has the properties of the API's `ErrorBody`, which need not be among the models. All
/// are optional, and unknown ones are in `extra`.
#[derive(Clone, PartialEq)]
pub struct ApiError {
    /// A word for programs, such as `bad.request`
    pub code: Option<String>,
    /// A sentence for people
    pub message: Option<String>,
    /// The identifier of the call, for the publisher's support
    pub context_id: Option<String>,
    /// Errors in parts of the request
    pub details: Option<Vec<ApiErrorDetail>>,
    /// Further errors
    pub errors: Option<Vec<ApiError>>,
    /// Whatever the fields cannot hold: unknown properties, explicit `null`s, mismatched values, exact number forms.
    pub extra: Extra,
}

crate::wire! {
    ApiError = "ErrorBody": Default {
        code: "code",
        context_id: "contextId",
        details: "details",
        errors: "errors",
        message: "message",
    }
}

/// An error in a part of the request.
#[derive(Clone, PartialEq)]
pub struct ApiErrorDetail {
    /// A word for programs
    pub error_code: Option<String>,
    /// The property or the parameter
    pub field_name: Option<String>,
    /// The identifier of the entity that the error is about
    pub entity_id: Option<String>,
    /// The name of the entity that the error is about
    pub entity_name: Option<String>,
    /// Whatever the fields cannot hold: unknown properties, explicit `null`s, mismatched values, exact number forms.
    pub extra: Extra,
}

crate::wire! {
    ApiErrorDetail = "Detail": Default {
        entity_id: "entityId",
        entity_name: "entityName",
        error_code: "errorCode",
        field_name: "fieldName",
    }
}

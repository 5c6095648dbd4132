//! Bearer tokens, and the request that gets one.

use std::fmt;
use std::time::Duration;

use ::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use ::http::{Request, Response};
use serde_json::Value;

use super::{Base, Failure, InvalidRequest, message};

/// A bearer token. `Debug` does not show it, and clients that respect
/// [`HeaderValue::is_sensitive`](::http::HeaderValue::is_sensitive) do not log it.
///
/// ```
/// use generated::http::Token;
///
/// let token = Token::bearer("A-secret")?;
/// let request = token.authorize(http::Request::new(()));
/// assert_eq!(request.headers()["authorization"], "Bearer A-secret");
/// assert_eq!(format!("{token:?}"), "Token { expires_in: None }");
/// assert!(Token::bearer("two\r\nlines").is_err());
/// # Ok::<(), generated::http::InvalidRequest>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    header: HeaderValue,
    expires_in: Option<Duration>,
}

impl Token {
    /// Takes a token as the server gave it.
    ///
    /// # Errors
    ///
    /// If it is empty, or holds anything but visible ASCII characters.
    pub fn bearer(token: &str) -> Result<Self, InvalidRequest> {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidRequest::header("authorization"));
        }
        Ok(Self {
            header: secret("Bearer", token)?,
            expires_in: None,
        })
    }

    /// Adds the token to a request, in place of any other.
    ///
    /// [`Exchange::next`](super::Exchange::next) keeps it.
    #[must_use]
    pub fn authorize<B>(&self, mut request: Request<B>) -> Request<B> {
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.header.clone());
        request
    }

    /// Returns the time that the token is valid for, as of the response that brought it. Later the server
    /// answers with the status 401.
    #[must_use]
    pub const fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Token")
            .field("expires_in", &self.expires_in)
            .finish()
    }
}

/// The ID and the secret of a client of OAuth, which get it a token by the grant `client_credentials`.
///
/// ```
/// use std::time::Duration;
///
/// use generated::http::{ClientCredentials, Region};
///
/// let client = ClientCredentials::new("id", "secret");
/// let request = client.request(&Region::EU_WEST_1.login())?;
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.uri(), "https://login.mypurecloud.ie/oauth/token");
/// assert_eq!(request.headers()["authorization"], "Basic aWQ6c2VjcmV0");
/// assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
/// assert_eq!(request.body(), b"grant_type=client_credentials");
///
/// let body = r#"{"access_token":"A-secret","token_type":"bearer","expires_in":86399}"#;
/// let token = ClientCredentials::decode(&http::Response::new(body))?;
/// assert_eq!(token.expires_in(), Some(Duration::from_secs(86_399)));
///
/// let body = r#"{"error":"invalid_client","description":"client not found"}"#;
/// let refused = http::Response::builder().status(400).body(body)?;
/// let failure = ClientCredentials::decode(&refused).unwrap_err();
/// assert_eq!(failure.code(), Some("invalid_client"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCredentials {
    id: String,
    secret: String,
}

impl ClientCredentials {
    /// Takes the client's ID and its secret.
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
        }
    }

    /// Returns the request for a token. `login` is [`Region::login`](super::Region::login).
    ///
    /// # Errors
    ///
    /// If the ID has a colon, which would end it.
    pub fn request(&self, login: &Base) -> Result<Request<Vec<u8>>, InvalidRequest> {
        let Self { id, secret } = self;
        if id.contains(':') {
            return Err(InvalidRequest::credentials(
                "the ID of the client contains a colon",
            ));
        }
        // The publisher's SDKs send both as they are. OAuth has them form-encoded, which is the same for the
        // letters, digits, `-` and `_` that they are made of.
        let pair = base64(format!("{id}:{secret}").as_bytes());
        let body = b"grant_type=client_credentials".to_vec();
        let mut request = message("POST", login.join("/oauth/token")?, Vec::new(), body)?;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, form);
        headers.insert(AUTHORIZATION, self::secret("Basic", &pair)?);
        Ok(request)
    }

    /// Reads the token from the response.
    ///
    /// # Errors
    ///
    /// As of [`Exchange::decode`](super::Exchange::decode), and if there is no token in the body.
    pub fn decode<B: AsRef<[u8]>>(response: &Response<B>) -> Result<Token, Failure> {
        // To get a second token does no harm.
        let failed = |cause| Failure::new(response, true, cause);
        if !response.status().is_success() {
            return Err(failed(None));
        }
        let body: Value = serde_json::from_slice(response.body().as_ref())
            .map_err(|error| failed(Some(error)))?;
        let token = body.get("access_token").and_then(Value::as_str);
        let token = token.and_then(|token| Token::bearer(token).ok());
        let token = token.ok_or_else(|| {
            let missing = serde::de::Error::missing_field("access_token");
            failed(Some(missing))
        })?;
        let seconds = body.get("expires_in").and_then(Value::as_u64);
        Ok(Token {
            expires_in: seconds.map(Duration::from_secs),
            ..token
        })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

fn secret(scheme: &str, text: &str) -> Result<HeaderValue, InvalidRequest> {
    let value = HeaderValue::from_str(&format!("{scheme} {text}"));
    let mut value = value.map_err(|_| InvalidRequest::header("authorization"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Encodes by RFC 4648. A dependency would be for this one header.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| {
            bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            text.push(match at <= chunk.len() {
                true => char::from(ALPHABET[bits >> (18 - 6 * at) & 63]),
                false => '=',
            });
        }
    }
    text
}

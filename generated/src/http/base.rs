//! The address of the server, which every request begins with.

use std::error::Error;
use std::fmt::{self, Display};
use std::str::FromStr;

use ::http::Uri;

use super::InvalidRequest;
use crate::operation::encode_but;

/// The beginning of every request's URI: scheme, host, port, and perhaps a path.
///
/// A slash at the end makes no difference. Characters that a URI may not hold are percent-encoded; escapes stay.
///
/// ```
/// use generated::http::{Base, Region};
///
/// let base: Base = "https://gateway.example:8443/genesys cloud/".parse()?;
/// assert_eq!(base.to_string(), "https://gateway.example:8443/genesys%20cloud");
/// assert_eq!(Region::EU_WEST_1.api().to_string(), "https://api.mypurecloud.ie");
///
/// for text in ["api.mypurecloud.ie", "ftp://host", "https://me:secret@host", "https://host?a=b"] {
///     assert!(text.parse::<Base>().is_err(), "{text}");
/// }
/// # Ok::<(), generated::http::InvalidBase>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base {
    /// Scheme, host and port; in lower case, without the port that the scheme implies.
    origin: String,
    /// Empty, or a path that begins with a slash and does not end with one.
    path: String,
}

impl Base {
    /// Appends a path with its query.
    pub(super) fn join(&self, path_and_query: &str) -> Result<Uri, InvalidRequest> {
        let text = format!("{self}{path_and_query}");
        Uri::try_from(&text).map_err(|error| InvalidRequest::address(&text, &error))
    }

    /// Resolves the address that an answer gives of another page: a path, a query, or the whole of it.
    ///
    /// # Errors
    ///
    /// If it leads out of the base.
    pub(super) fn resolve(&self, address: &str, current: &Uri) -> Result<Uri, InvalidRequest> {
        let mut escaped = escape(address);
        if escaped.starts_with('?') {
            escaped.insert_str(0, current.path());
        }
        // Two slashes begin the name of a host.
        let is_path = escaped.starts_with('/') && !escaped.starts_with("//");
        let path = match is_path {
            // Behind a gateway, a server may name the gateway's path or its own.
            true if escaped.split('?').next() == Some(current.path()) => {
                escaped.strip_prefix(&self.path).map(str::to_owned)
            }
            true => Some(escaped),
            false => Uri::try_from(&escaped).ok().and_then(|uri| {
                let is_own = origin(&uri)? == self.origin;
                let path = uri.path_and_query()?.as_str().strip_prefix(&self.path)?;
                (is_own && path.starts_with('/')).then(|| path.to_owned())
            }),
        };
        self.join(&path.ok_or_else(|| InvalidRequest::elsewhere(address, self))?)
    }
}

impl Display for Base {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, path } = self;
        write!(to, "{origin}{path}")
    }
}

impl FromStr for Base {
    type Err = InvalidBase;

    fn from_str(text: &str) -> Result<Self, InvalidBase> {
        // A line of a file, or a variable, may end with a line break.
        let text = text.trim();
        let invalid = |reason| InvalidBase {
            reason,
            // The text before an `@` may be a password.
            text: match text.contains('@') {
                true => String::new(),
                false => text.to_owned(),
            },
        };
        if text.contains(['?', '#']) {
            return Err(invalid("has a query or a fragment"));
        }
        if text.contains('@') {
            return Err(invalid("may name a user; send a token instead"));
        }
        let uri = Uri::try_from(escape(text)).map_err(|_| invalid("is not a URI"))?;
        let origin = origin(&uri).ok_or(invalid("does not begin with `https://` and a host"))?;
        let path = uri.path().trim_end_matches('/');
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(invalid("has a step in its path"));
        }
        let path = path.to_owned();
        Ok(Self { origin, path })
    }
}

/// The scheme, host and port of a URI of HTTP, for comparison. None if it names a user.
fn origin(uri: &Uri) -> Option<String> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let authority = uri.authority()?.as_str().to_ascii_lowercase();
    let authority = authority.strip_suffix(usual).unwrap_or(&authority);
    let named = !authority.is_empty() && !authority.starts_with(':') && !authority.contains('@');
    named.then(|| format!("{scheme}://{authority}"))
}

/// Percent-encodes the characters that a URI may not hold. Escapes stay as they are.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, piece) in text.split('%').enumerate() {
        let hex = piece.as_bytes().get(..2);
        let is_escape = hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if at > 0 {
            escaped.push_str(if is_escape { "%" } else { "%25" });
        }
        encode_but(b"!$&'()*+,/:;=@?[]", piece, &mut escaped);
    }
    escaped
}

/// A text that is no base: the error of `Base::from_str`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBase {
    text: String,
    reason: &'static str,
}

impl Display for InvalidBase {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, reason } = self;
        match text.as_str() {
            "" => write!(to, "the base address {reason}"),
            text => write!(to, "the base address `{text}` {reason}"),
        }
    }
}

impl Error for InvalidBase {}

/// A region of Genesys Cloud, with the addresses of its servers.
///
/// The constants are those of the publisher's [list](https://developer.genesys.cloud/platform/api/). A
/// region that is not among them is a [`Base`] of its own: `"https://api.DOMAIN".parse()`.
///
/// ```
/// use generated::http::Region;
///
/// let region = Region::named("eu-central-1").expect("it is listed");
/// assert_eq!(region, Region::EU_CENTRAL_1);
/// assert_eq!(region.api().to_string(), "https://api.mypurecloud.de");
/// assert_eq!(region.login().to_string(), "https://login.mypurecloud.de");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    name: &'static str,
    domain: &'static str,
}

macro_rules! regions {
    ($($constant:ident $name:literal $domain:literal)*) => {
        impl Region {
            $(
                #[doc = concat!("`", $name, "`: `", $domain, "`")]
                pub const $constant: Self = Self { name: $name, domain: $domain };
            )*

            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$constant),*];
        }
    };
}

regions! {
    US_EAST_1 "us-east-1" "mypurecloud.com"
    US_EAST_2 "us-east-2" "use2.us-gov-pure.cloud"
    US_WEST_2 "us-west-2" "usw2.pure.cloud"
    CA_CENTRAL_1 "ca-central-1" "cac1.pure.cloud"
    SA_EAST_1 "sa-east-1" "sae1.pure.cloud"
    EU_CENTRAL_1 "eu-central-1" "mypurecloud.de"
    EU_CENTRAL_2 "eu-central-2" "euc2.pure.cloud"
    EU_WEST_1 "eu-west-1" "mypurecloud.ie"
    EU_WEST_2 "eu-west-2" "euw2.pure.cloud"
    AP_SOUTH_1 "ap-south-1" "aps1.pure.cloud"
    AP_NORTHEAST_1 "ap-northeast-1" "mypurecloud.jp"
    AP_NORTHEAST_2 "ap-northeast-2" "apne2.pure.cloud"
    AP_NORTHEAST_3 "ap-northeast-3" "apne3.pure.cloud"
    AP_SOUTHEAST_2 "ap-southeast-2" "mypurecloud.com.au"
    ME_CENTRAL_1 "me-central-1" "mec1.pure.cloud"
}

impl Region {
    /// Finds the region of a name such as `eu-west-1`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|region| region.name == name).copied()
    }

    /// Returns the name, such as `eu-west-1`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns the domain, such as `mypurecloud.ie`.
    #[must_use]
    pub const fn domain(self) -> &'static str {
        self.domain
    }

    /// Returns the base of the API's operations.
    #[must_use]
    pub fn api(self) -> Base {
        self.server("api")
    }

    /// Returns the base that [`ClientCredentials`](super::ClientCredentials) are sent to.
    #[must_use]
    pub fn login(self) -> Base {
        self.server("login")
    }

    fn server(self, name: &str) -> Base {
        Base {
            origin: format!("https://{name}.{}", self.domain),
            path: String::new(),
        }
    }
}

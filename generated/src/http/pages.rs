//! The request of the next page.

use std::collections::BTreeMap;
use std::fmt;

use ::http::{Request, Uri};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Base, InvalidRequest};
use crate::operation::{NextPage, Place, encode_but, whole};

/// Returns the request of the next page, if a way leads there.
pub(super) fn next(
    ways: &[NextPage],
    base: &Base,
    request: &Request<Vec<u8>>,
    answer: &[u8],
) -> Result<Option<Request<Vec<u8>>>, InvalidRequest> {
    if ways.is_empty() {
        return Ok(None);
    }
    // A body that is not JSON has no next page, and `decode` reports it.
    let Ok(answer) = serde_json::from_slice::<Part>(answer) else {
        return Ok(None);
    };
    for way in ways {
        let Some(next) = way.follow(base, request, &answer)? else {
            continue;
        };
        // Such a program would never end.
        if next.uri() == request.uri() && next.body() == request.body() {
            return Err(InvalidRequest::repeated());
        }
        return Ok(Some(next));
    }
    Ok(None)
}

impl NextPage {
    fn follow(
        self,
        base: &Base,
        request: &Request<Vec<u8>>,
        answer: &Part,
    ) -> Result<Option<Request<Vec<u8>>>, InvalidRequest> {
        match self {
            Self::Uri => {
                let Some(address) = answer.text("nextUri") else {
                    return Ok(None);
                };
                let mut next = request.clone();
                *next.uri_mut() = base.resolve(address, request.uri())?;
                Ok(Some(next))
            }
            Self::Number(place) => {
                let sent = place.read(request);
                let number = sent.or(answer.number("pageNumber")).unwrap_or(1);
                let items = answer.items();
                let size = place.sibling("pageSize").read(request);
                let size = size.or(answer.number("pageSize")).unwrap_or(items);
                let total = answer.number("total").or(answer.number("totalHits"));
                let goes_on = match (answer.number("pageCount"), total) {
                    (Some(count), _) => number < count,
                    (None, Some(total)) => size > 0 && number.saturating_mul(size) < total,
                    (None, None) => items > 0 && items >= size,
                };
                match goes_on {
                    true => place.write(request, number.saturating_add(1).into(), size),
                    false => Ok(None),
                }
            }
            Self::Index(place) => {
                let sent = place.read(request);
                let start = sent.or(answer.number("startIndex")).unwrap_or(1).max(1);
                let (items, next) = (answer.items(), start.saturating_add(answer.items()));
                match items > 0 && answer.number("totalResults") >= Some(next) {
                    true => place.write(request, next.into(), items),
                    false => Ok(None),
                }
            }
            Self::Cursor(path, place) => match answer.text(path) {
                Some(cursor) => place.write(request, cursor.into(), answer.items()),
                None => Ok(None),
            },
        }
    }
}

impl Place {
    /// Returns the place of another value next to this one.
    const fn sibling(self, name: &'static str) -> Self {
        match self {
            Self::Query(_) => Self::Query(name),
            Self::Body(_) => Self::Body(name),
            Self::Within(object, _) => Self::Within(object, name),
        }
    }

    /// Reads the number that is sent there.
    fn read(self, request: &Request<Vec<u8>>) -> Option<u64> {
        let body = || serde_json::from_slice::<Part>(request.body()).ok();
        match self {
            Self::Query(name) => {
                let query = request.uri().query()?;
                let pair = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok();
                query.split('&').find_map(pair)
            }
            Self::Body(name) => body()?.number(name),
            Self::Within(object, name) => body()?.get(object)?.number(name),
        }
    }

    /// Returns the request with a value there. An object that the request leaves out gets the size of the
    /// pages as well, because it requires both. `None` if the body is not an object.
    fn write(
        self,
        request: &Request<Vec<u8>>,
        value: Value,
        size: u64,
    ) -> Result<Option<Request<Vec<u8>>>, InvalidRequest> {
        let mut next = request.clone();
        let (object, name) = match self {
            Self::Query(name) => {
                *next.uri_mut() = with_parameter(request.uri(), name, &value)?;
                return Ok(Some(next));
            }
            Self::Body(name) => (None, name),
            Self::Within(object, name) => (Some(object), name),
        };
        let body = match request.body().as_slice() {
            b"" => Value::Null,
            body => serde_json::from_slice(body).map_err(InvalidRequest::body)?,
        };
        let mut body = match body {
            Value::Null => Map::new(),
            Value::Object(body) => body,
            _ => return Ok(None),
        };
        if let Some(object) = object {
            let mut within = match body.remove(object) {
                Some(Value::Object(within)) => within,
                _ => Map::from_iter([("pageSize".to_owned(), size.into())]),
            };
            within.insert(name.to_owned(), value);
            body.insert(object.to_owned(), within.into());
        } else {
            body.insert(name.to_owned(), value);
        }
        *next.body_mut() = serde_json::to_vec(&body).map_err(InvalidRequest::body)?;
        Ok(Some(next))
    }
}

/// Returns a URI with another value of a parameter of its query.
fn with_parameter(uri: &Uri, name: &str, value: &Value) -> Result<Uri, InvalidRequest> {
    let own = |pair: &&str| pair.split('=').next() != Some(name) && !pair.is_empty();
    let text = uri.to_string();
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    let mut text = query
        .split('&')
        .filter(own)
        .fold(format!("{path}?"), |text, pair| text + pair + "&");
    encode_but(b"", name, &mut text);
    text.push('=');
    encode_but(b"", value.as_str().unwrap_or(&value.to_string()), &mut text);
    Uri::try_from(&text).map_err(|error| InvalidRequest::address(&text, &error))
}

/// A part of an answer. Of lists, which may be of megabytes, only the length is kept.
enum Part {
    Text(String),
    Number(u64),
    List(u64),
    Object(BTreeMap<String, Part>),
    Other,
}

impl Part {
    fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(parts) => parts.get(name),
            _ => None,
        }
    }

    /// Returns the number of a property, which a text may hold as well.
    fn number(&self, name: &str) -> Option<u64> {
        match self.get(name)? {
            Self::Number(number) => Some(*number),
            Self::Text(text) => whole(text),
            _ => None,
        }
    }

    /// Returns the text at a path, if there is one and it is not empty.
    fn text(&self, path: &str) -> Option<&str> {
        match path
            .split('.')
            .try_fold(self, |part, name| part.get(name))?
        {
            Self::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// Returns the length of the longest list.
    fn items(&self) -> u64 {
        let Self::Object(parts) = self else { return 0 };
        let lists = parts.values().map(|part| match part {
            Self::List(length) => *length,
            _ => 0,
        });
        lists.max().unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PartVisitor)
    }
}

struct PartVisitor;

impl<'de> Visitor<'de> for PartVisitor {
    type Value = Part;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Part, E> {
        Ok(Part::Other)
    }

    fn visit_unit<E>(self) -> Result<Part, E> {
        Ok(Part::Other)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Part, E> {
        Ok(Part::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Part, E> {
        Ok(number.try_into().map_or(Part::Other, Part::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Part, E> {
        let text = number.to_string();
        Ok(text.parse().map_or(Part::Other, Part::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Part, E> {
        Ok(Part::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Part, A::Error> {
        let mut length = 0;
        while items.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        Ok(Part::List(length))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Part, A::Error> {
        let mut parts = BTreeMap::new();
        while let Some((name, part)) = map.next_entry::<String, Part>()? {
            // serde_json's feature `arbitrary_precision` makes an object of a number.
            if let ("$serde_json::private::Number", Part::Text(number)) = (name.as_str(), &part) {
                return Ok(Part::Text(number.clone()));
            }
            parts.insert(name, part);
        }
        Ok(Part::Object(parts))
    }
}

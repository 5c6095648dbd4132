//! Checks that a model keeps the whole of a payload.
//!
//! Judged by text: a parser that misread a number the same way on both sides would find nothing.
//! Also copied into the crate that is generated from the corpus, so it depends on serde alone.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Decodes a payload by every way there is and encodes it by every way there is.
///
/// # Errors
///
/// Describes what was refused, or the text that it became.
pub fn check<T: DeserializeOwned + Serialize>(payload: &str) -> Result<(), String> {
    check_text::<T>(payload)?;
    let refused = |error: serde_json::Error| error.to_string();
    let wanted = Json::parse(payload);
    let decoded: [T; 3] = [
        serde_json::from_slice(payload.as_bytes()).map_err(refused)?,
        serde_json::from_reader(payload.as_bytes()).map_err(refused)?,
        serde_json::from_value(serde_json::from_str(payload).map_err(refused)?).map_err(refused)?,
    ];
    for value in &decoded {
        let found = serde_json::to_value(value).map_err(refused)?;
        expect(&found.to_string(), &wanted)?;
        let pretty = serde_json::to_string_pretty(&value).map_err(refused)?;
        expect(&pretty, &wanted)?;
    }
    Ok(())
}

/// Decodes a payload from text and encodes it to text: a fifth of the code for each model, and with
/// thousands of models that is what the compiler can bear.
///
/// # Errors
///
/// Describes what was refused, or the text that it became.
pub fn check_text<T: DeserializeOwned + Serialize>(payload: &str) -> Result<(), String> {
    let again = |payload: &str| serde_json::to_string(&serde_json::from_str::<T>(payload)?);
    let text = again(payload).map_err(|error| error.to_string())?;
    expect(&text, &Json::parse(payload))
}

/// Expects a text to contain what `wanted` contains, once.
///
/// # Errors
///
/// Describes what it contains instead.
pub fn expect(text: &str, wanted: &Json) -> Result<(), String> {
    let mut names = 0;
    let found = Parser {
        text,
        at: 0,
        names: &mut names,
    }
    .value();
    if !found.is(wanted) {
        Err(format!("became {text}"))
    } else if names != found.names() {
        Err(format!("something is sent twice: {text}"))
    } else {
        Ok(())
    }
}

/// A JSON value that leaves numbers as they are written.
#[derive(Clone, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number's text.
    Number(String),
    /// A string's value.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object. Of a name that comes twice, the last value in the first place.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value of a text, which is JSON.
    pub fn parse(text: &str) -> Self {
        Parser {
            text,
            at: 0,
            names: &mut 0,
        }
        .value()
    }

    /// `true` if a value is what comes back of `sent`: complete, with properties in any order.
    fn is(&self, sent: &Self) -> bool {
        match (self, sent) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(found), Self::Bool(sent)) => found == sent,
            (Self::Number(found), Self::Number(sent)) => *found == printed(sent),
            (Self::Text(found), Self::Text(sent)) => found == sent,
            (Self::List(found), Self::List(sent)) => {
                found.len() == sent.len()
                    && found.iter().zip(sent).all(|(found, sent)| found.is(sent))
            }
            (Self::Object(found), Self::Object(sent)) => {
                let value = |name| found.iter().find(|(known, _)| known == name);
                found.len() == sent.len()
                    && sent
                        .iter()
                        .all(|(name, sent)| value(name).is_some_and(|(_, found)| found.is(sent)))
            }
            _ => false,
        }
    }

    /// Counts the properties in it.
    fn names(&self) -> usize {
        match self {
            Self::List(items) => items.iter().map(Self::names).sum(),
            Self::Object(entries) => entries.iter().map(|(_, value)| 1 + value.names()).sum(),
            _ => 0,
        }
    }
}

/// The form in which serde_json prints a number; the value is that of the standard library's parser.
fn printed(number: &str) -> String {
    let whole = number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok();
    match number
        .parse::<f64>()
        .ok()
        .and_then(serde_json::Number::from_f64)
    {
        Some(float) if !whole || number == "-0" => float.to_string(),
        _ => number.to_owned(),
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Self::Object(entries) => {
                for (index, (name, value)) in entries.iter().enumerate() {
                    let name = serde_json::Value::from(name.as_str());
                    write!(f, "{}{name}:{value}", if index == 0 { "{" } else { "," })?;
                }
                f.write_str(if entries.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

/// Reads what is known to be JSON.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Counts the names of properties, also those that come twice.
    names: &'t mut usize,
}

impl<'t> Parser<'t> {
    fn value(&mut self) -> Json {
        match self.peek() {
            b'{' => {
                let mut places = std::collections::HashMap::new();
                let mut entries: Vec<(String, Json)> = Vec::new();
                self.items(b'}', |parser| {
                    let name = parser.string();
                    parser.skip(b':');
                    let value = parser.value();
                    *parser.names += 1;
                    let place = *places.entry(name.clone()).or_insert(entries.len());
                    match entries.get_mut(place) {
                        Some(entry) => entry.1 = value,
                        None => entries.push((name, value)),
                    }
                });
                Json::Object(entries)
            }
            b'[' => {
                let mut items = Vec::new();
                self.items(b']', |parser| items.push(parser.value()));
                Json::List(items)
            }
            b'"' => Json::Text(self.string()),
            _ => match self.token(|byte| !b",]} \n\t\r".contains(&byte)) {
                "null" => Json::Null,
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                number => Json::Number(number.to_owned()),
            },
        }
    }

    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self)) {
        self.at += 1;
        while self.peek() != end {
            item(self);
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn string(&mut self) -> String {
        self.peek();
        let mut escaped = true;
        let literal = self.token(|byte| {
            let inside = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            inside
        });
        let length = literal.len() + 1;
        self.at += 1;
        let literal = &self.text[self.at - length..self.at];
        serde_json::from_str(literal).unwrap_or_default()
    }

    fn skip(&mut self, byte: u8) {
        if self.peek() == byte {
            self.at += 1;
        }
    }

    /// The next byte that is no whitespace.
    fn peek(&mut self) -> u8 {
        self.token(|byte| byte.is_ascii_whitespace());
        self.text
            .as_bytes()
            .get(self.at)
            .copied()
            .unwrap_or_default()
    }

    /// Returns the text that follows for as long as the bytes are in it.
    fn token(&mut self, mut is_in: impl FnMut(u8) -> bool) -> &'t str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| !is_in(byte));
        let token = &rest[..length.unwrap_or(rest.len())];
        self.at += token.len();
        token
    }
}

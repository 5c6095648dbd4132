//! Reads JSON as a stream: with places, in the document's order, and holding no more than the caller
//! keeps.
//!
//! serde_json has no places within a value, sorts the keys of its maps, and refuses half a surrogate
//! pair, which documents in the wild contain. A document may have a hundred megabytes, most of them
//! prose and examples: what the caller skips is checked and never held.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;

use crate::source::Span;

/// The deepest nesting of objects and lists: the reader recurses, and so does its caller.
const DEEPEST: usize = 128;

/// The most defects of a kind that are reported. At as many values of a wrong type the reader gives up.
const FAULTS: usize = 100;

/// A text with its place, which includes the quotation marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    /// The text without its escapes.
    pub value: Cow<'a, str>,
    /// The place in the document.
    pub span: Span,
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

/// A defect of the document.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) message: String,
    pub(crate) span: Span,
    /// The JSON pointer of the value that has it.
    pub(crate) pointer: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The text is not JSON.
    Syntax,
    /// The text is JSON of an unexpected form.
    Form,
    /// A text contains half a surrogate pair, which becomes U+FFFD.
    Surrogate,
}

/// Reading ends early; the reason is among the reader's faults.
#[derive(Debug)]
pub(crate) struct Stop;

pub(crate) type Read<T> = Result<T, Stop>;

/// A step of a JSON pointer.
#[derive(Clone, Debug)]
enum Step<'a> {
    Key(Cow<'a, str>),
    Index(usize),
}

/// The JSON pointer that these steps make.
pub(crate) fn pointer<T: fmt::Display>(steps: impl IntoIterator<Item = T>) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        pointer.push_str(&step.to_string().replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// A reader at a place in a document.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    path: Vec<Step<'a>>,
    /// The number of values that the caller may still keep.
    left: usize,
    pub(crate) faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `text`, of which the caller keeps at most `limit` values.
    pub(crate) fn new(text: &'a str, limit: usize) -> Self {
        Self {
            text,
            at: 0,
            path: Vec::new(),
            left: limit,
            faults: Vec::new(),
        }
    }

    /// Counts a value that the caller keeps.
    pub(crate) fn keep(&mut self) -> Read<()> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                let span = Span::new(self.at, self.at);
                let message = "the document has too many definitions, properties and words";
                self.fault(FaultKind::Form, span, message.to_owned());
                Err(Stop)
            }
        }
    }

    /// Checks that nothing follows.
    pub(crate) fn end(&mut self) -> Read<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.syntax("text follows the end of the document"),
        }
    }

    /// The first byte of the next value or punctuation.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Reads an object by its entries; `each` reads or skips one value. `null` has no entries.
    pub(crate) fn object(
        &mut self,
        expected: &str,
        mut each: impl FnMut(&mut Self, &Text<'a>) -> Read<()>,
    ) -> Read<Span> {
        match self.peek() {
            Some(b'{') => {}
            Some(b'n') => return self.skip(),
            _ => return self.unexpected(expected),
        }
        let start = self.open()?;
        let mut keys = Keys::default();
        if self.peek() != Some(b'}') {
            loop {
                let key = self.key()?;
                if !keys.insert(key.value.clone()) {
                    let message = format!("the key `{}` appears twice in this object", &*key);
                    self.fault(FaultKind::Form, key.span, message);
                }
                self.path.push(Step::Key(key.value.clone()));
                each(self, &key)?;
                self.path.pop();
                if !self.goes_on(b'}')? {
                    break;
                }
            }
        }
        self.at += 1;
        Ok(Span::new(start, self.at))
    }

    /// Reads a list by its items; `each` reads or skips one. `null` has no items.
    pub(crate) fn list(
        &mut self,
        expected: &str,
        mut each: impl FnMut(&mut Self) -> Read<()>,
    ) -> Read<Span> {
        match self.peek() {
            Some(b'[') => {}
            Some(b'n') => return self.skip(),
            _ => return self.unexpected(expected),
        }
        let start = self.open()?;
        if self.peek() != Some(b']') {
            for index in 0.. {
                self.path.push(Step::Index(index));
                each(self)?;
                self.path.pop();
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        self.at += 1;
        Ok(Span::new(start, self.at))
    }

    /// Reads a text; `None` for `null`.
    pub(crate) fn text(&mut self) -> Read<Option<Text<'a>>> {
        match self.peek() {
            Some(b'"') => self.string().map(Some),
            Some(b'n') => self.skip().map(|_| None),
            _ => self.unexpected("a text").map(|_| None),
        }
    }

    /// Reads `true` or `false`; `null` is `false`.
    pub(crate) fn flag(&mut self) -> Read<bool> {
        match self.peek() {
            Some(b't' | b'f' | b'n') => Ok(self.raw()? == "true"),
            _ => self.unexpected("`true` or `false`").map(|_| false),
        }
    }

    /// The next value as it is written.
    pub(crate) fn raw(&mut self) -> Read<&'a str> {
        let span = self.skip()?;
        Ok(&self.text[span.range()])
    }

    /// Checks the next value and passes over it, however deep it is: nothing of it is held.
    pub(crate) fn skip(&mut self) -> Read<Span> {
        self.peek();
        let start = self.at;
        // The brackets that end what is open.
        let mut open = Vec::new();
        loop {
            let end = match self.peek() {
                Some(b'{') => Some(b'}'),
                Some(b'[') => Some(b']'),
                Some(_) => self.skip_scalar().map(|()| None)?,
                None => return self.syntax("a value is missing"),
            };
            if let Some(end) = end {
                self.at += 1;
                open.push(end);
                if self.peek() != Some(end) {
                    self.skip_key(end)?;
                    continue;
                }
                self.at += 1;
                open.pop();
            }
            loop {
                let Some(&end) = open.last() else {
                    return Ok(Span::new(start, self.at));
                };
                if self.goes_on(end)? {
                    self.skip_key(end)?;
                    break;
                }
                self.at += 1;
                open.pop();
            }
        }
    }

    /// Passes over the key of an entry, where `end` is the bracket of an object.
    fn skip_key(&mut self, end: u8) -> Read<()> {
        if end == b'}' {
            self.peek();
            self.check_string()?;
            self.colon()?;
        }
        Ok(())
    }

    fn skip_scalar(&mut self) -> Read<()> {
        let skipped = match self.peek() {
            Some(b'"') => self.check_string().map(|(span, _)| span),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.syntax("a value is missing"),
        };
        skipped.map(drop)
    }

    /// Reports a value of another type than `expected`, and passes over it.
    pub(crate) fn unexpected(&mut self, expected: &str) -> Read<Span> {
        let found = match self.peek() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "`true` or `false`",
            Some(b'n') => "`null`",
            _ => "a number",
        };
        let span = self.skip()?;
        self.fault(
            FaultKind::Form,
            span,
            format!("this is {found} and should be {expected}"),
        );
        if self.count(FaultKind::Form) < FAULTS {
            Ok(span)
        } else {
            Err(Stop)
        }
    }

    fn count(&self, kind: FaultKind) -> usize {
        self.faults
            .iter()
            .filter(|fault| fault.kind == kind)
            .count()
    }

    fn fault(&mut self, kind: FaultKind, span: Span, message: String) {
        if kind != FaultKind::Syntax && self.count(kind) >= FAULTS {
            return;
        }
        let pointer = pointer(&self.path);
        self.faults.push(Fault {
            kind,
            message,
            span,
            pointer,
        });
    }

    /// Reports that the text is not JSON from here on.
    fn syntax<T>(&mut self, message: &str) -> Read<T> {
        let rest = self.text[self.at..].chars().next();
        let message = match rest {
            None => format!("it ends early, {message}"),
            Some(_) => message.to_owned(),
        };
        let length = rest.map_or(0, char::len_utf8);
        self.fault(
            FaultKind::Syntax,
            Span::new(self.at, self.at + length),
            message,
        );
        Err(Stop)
    }

    /// Takes the bracket that opens an object or a list.
    fn open(&mut self) -> Read<usize> {
        if self.path.len() >= DEEPEST {
            return self.syntax(&format!("more than {DEEPEST} values contain each other"));
        }
        self.at += 1;
        Ok(self.at - 1)
    }

    /// Takes the comma before a further entry; `false` at the bracket `end`.
    fn goes_on(&mut self, end: u8) -> Read<bool> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == end => Ok(false),
            _ => self.syntax(&format!("a comma or `{}` is missing", char::from(end))),
        }
    }

    fn colon(&mut self) -> Read<()> {
        if self.peek() != Some(b':') {
            return self.syntax("a colon is missing");
        }
        self.at += 1;
        Ok(())
    }

    fn key(&mut self) -> Read<Text<'a>> {
        self.peek();
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }

    fn word(&mut self, word: &str) -> Read<Span> {
        let start = self.at;
        if !self.text[start..].starts_with(word) {
            return self.syntax("this is no value: a text needs quotation marks");
        }
        self.at += word.len();
        Ok(Span::new(start, self.at))
    }

    fn number(&mut self) -> Read<Span> {
        let start = self.at;
        self.take(b"-");
        let zero = self.take(b"0");
        let mut whole = zero || self.digits();
        if self.take(b".") {
            whole &= self.digits();
        }
        if self.take(b"eE") {
            self.take(b"+-");
            whole &= self.digits();
        }
        let next = self.text.as_bytes().get(self.at);
        if !whole || next.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.') {
            return self.syntax("this is not a number");
        }
        Ok(Span::new(start, self.at))
    }

    fn take(&mut self, any: &[u8]) -> bool {
        let next = self.text.as_bytes().get(self.at);
        let found = next.is_some_and(|byte| any.contains(byte));
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        self.at += rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at > start
    }

    /// Passes over a text. Returns its place, and `true` if it contains an escape.
    fn check_string(&mut self) -> Read<(Span, bool)> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) != Some(&b'"') {
            return self.syntax("a text in quotation marks is missing");
        }
        self.at += 1;
        let mut escaped = false;
        loop {
            match bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    let length = match bytes.get(self.at + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                        Some(b'u') if hex(bytes, self.at + 2).is_some() => 6,
                        _ => return self.syntax("this is not an escape"),
                    };
                    self.at += length;
                }
                Some(0..=0x1f) => return self.syntax("a text contains a control character"),
                Some(_) => self.at += 1,
                None => return self.syntax("the text that begins before has no end"),
            }
        }
        self.at += 1;
        Ok((Span::new(start, self.at), escaped))
    }

    fn string(&mut self) -> Read<Text<'a>> {
        let (span, escaped) = self.check_string()?;
        let inner = &self.text[span.start + 1..span.end - 1];
        if !escaped {
            let value = Cow::Borrowed(inner);
            return Ok(Text { value, span });
        }
        let (value, half) = unescape(inner);
        if let Some(at) = half {
            let at = span.start + 1 + at;
            let message = "half a surrogate pair becomes U+FFFD".to_owned();
            self.fault(FaultKind::Surrogate, Span::new(at, at + 6), message);
        }
        let value = Cow::Owned(value);
        Ok(Text { value, span })
    }
}

/// The four hexadecimal digits at `at`.
fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?.iter();
    let mut digits = digits.map(|&byte| char::from(byte).to_digit(16));
    digits.try_fold(0, |value, digit| Some(value * 16 + digit?))
}

/// A text that was checked without its escapes, and the place of the first half of a surrogate pair.
fn unescape(text: &str) -> (String, Option<usize>) {
    let bytes = text.as_bytes();
    let mut value = String::with_capacity(text.len());
    let (mut at, mut half) = (0, None);
    while let Some(length) = text[at..].find('\\') {
        value.push_str(&text[at..at + length]);
        let escape = at + length;
        at = escape + 2;
        value.push(match bytes[escape + 1] {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                at += 4;
                let unit = hex(bytes, escape + 2).unwrap_or_default();
                let low = bytes[at..].starts_with(b"\\u").then(|| hex(bytes, at + 2));
                let low = low.flatten().filter(|low| (0xdc00..0xe000).contains(low));
                let pair = low.filter(|_| (0xd800..0xdc00).contains(&unit));
                at += if pair.is_some() { 6 } else { 0 };
                let code = pair.map_or(unit, |low| {
                    0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)
                });
                char::from_u32(code).unwrap_or_else(|| {
                    half.get_or_insert(escape);
                    '\u{fffd}'
                })
            }
            other => char::from(other),
        });
    }
    value.push_str(&text[at..]);
    (value, half)
}

/// The keys of one object. Most have a few, and a document has a hundred thousand objects.
#[derive(Default)]
struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    /// Adds a key; `false` if it is there.
    fn insert(&mut self, key: Cow<'a, str>) -> bool {
        if self.many.is_empty() && self.few.len() < 16 {
            let is_new = !self.few.contains(&key);
            self.few.push(key);
            return is_new;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(text: &str) -> Result<(), (usize, String)> {
        let mut reader = Reader::new(text, 10);
        let read = reader.skip().and_then(|_| reader.end());
        read.map_err(|Stop| {
            let fault = reader.faults.pop();
            fault.map_or((0, String::new()), |it| (it.span.start, it.message))
        })
    }

    #[test]
    fn the_reader_takes_what_serde_json_takes() {
        let texts = [
            "{}",
            "[]",
            "[1,]",
            "{,}",
            "{\"a\":1,}",
            "nul",
            "null",
            "01",
            "-",
            "-0",
            "1.",
            "1.5e+3",
            "1e",
            "\"a",
            "\"\\u12\"",
            "\"\\x\"",
            "\"\u{1}\"",
            "[1 2]",
            "{\"a\" 1}",
            "{a:1}",
            "1 1",
            "",
            " ",
            "[true,false,null,\"\",{\"a\":[-1.0E-2]}]",
            "+1",
            ".5",
            "1a",
            "'a'",
            "[",
            "{",
            "{\"a\":",
        ];
        for text in texts {
            let expected = serde_json::from_str::<serde_json::Value>(text).is_ok();
            assert_eq!(skipped(text).is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn values_that_contain_each_other_too_deeply_are_refused_at_their_place() {
        fn nested(reader: &mut Reader<'_>) -> Read<()> {
            match reader.peek() {
                Some(b'{') => reader.object("", |reader, _| nested(reader)).map(drop),
                _ => reader.list("", nested).map(drop),
            }
        }
        let read = |text: &str| {
            let mut reader = Reader::new(text, 10);
            let read = nested(&mut reader);
            let fault = reader.faults.pop();
            (read.is_ok(), fault.map(|it| (it.span.start, it.message)))
        };
        assert_eq!(read(&("[".repeat(128) + &"]".repeat(128))), (true, None));
        let message = "more than 128 values contain each other".to_owned();
        assert_eq!(
            read(&"[".repeat(1_000_000)),
            (false, Some((128, message.clone())))
        );
        assert_eq!(
            read(&"{\"a\":".repeat(1_000_000)),
            (false, Some((128 * 5, message)))
        );
    }

    #[test]
    fn values_that_are_not_read_may_be_as_deep_as_they_like() {
        let deep = "[{\"a\":".repeat(500_000) + "1" + &"}]".repeat(500_000);
        assert_eq!(skipped(&deep), Ok(()));
        let (at, message) = skipped(&deep[..deep.len() - 1]).unwrap_err();
        assert_eq!(at, deep.len() - 1);
        assert_eq!(message, "it ends early, a comma or `]` is missing");
    }

    #[test]
    fn escapes_are_read_and_half_a_surrogate_pair_is_replaced() {
        let expected = "a\"\\/\u{8}\u{c}\n\r\té😀";
        let text = "a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00";
        assert_eq!(unescape(text), (expected.to_owned(), None));
        assert_eq!(unescape("ab\\ud83dx"), ("ab\u{fffd}x".to_owned(), Some(2)));
        let halves = "\\ude00\\ud83d\\u0041";
        assert_eq!(unescape(halves), ("\u{fffd}\u{fffd}A".to_owned(), Some(0)));
    }

    #[test]
    fn a_pointer_escapes_what_has_a_meaning_in_it() {
        assert_eq!(pointer(["paths", "/a/{b}", "~"]), "/paths/~1a~1{b}/~0");
        assert_eq!(pointer::<&str>([]), "");
    }
}

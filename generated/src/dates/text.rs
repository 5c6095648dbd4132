//! Storage for the text of a date. In: any text. Out: the same text.
//!
//! The only module that knows where the bytes live: texts of up to 24 bytes
//! (every time stamp the API prints has 20 or 24) lie in the value itself,
//! longer ones on the heap.

use std::fmt;

/// How many bytes fit without a heap allocation: what 32 bytes leave over
/// behind the variant's tag and the length, and aligned.
const INLINE: usize = 24;

/// A text in 32 bytes. The tag's unused values are a niche, so an
/// `Option<Text>` has 32 bytes as well.
#[derive(Clone)]
pub(super) enum Text {
    /// Always cut from a `str` at its full length, so always valid UTF-8.
    Inline { len: u8, bytes: Aligned },
    /// Longer than `INLINE`.
    Heap(Box<str>),
}

/// Aligned, because words at a time are checked several times as quickly.
#[derive(Clone, Copy)]
#[repr(align(8))]
pub(super) struct Aligned([u8; INLINE]);

impl Text {
    pub(super) fn as_str(&self) -> &str {
        match self {
            // Without `unsafe` the bytes have to be checked again, which is
            // cheap at this size. The fallback is out of reach: see `Inline`.
            Text::Inline { len, bytes } => bytes
                .0
                .get(..usize::from(*len))
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
            Text::Heap(text) => text,
        }
    }

    pub(super) fn into_string(self) -> String {
        match self {
            Text::Inline { .. } => self.as_str().to_owned(),
            Text::Heap(text) => text.into_string(),
        }
    }

    fn inline(text: &str) -> Option<Self> {
        let mut bytes = [0; INLINE];
        let len = u8::try_from(text.len()).ok()?;
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let bytes = Aligned(bytes);
        Some(Text::Inline { len, bytes })
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::Inline {
            len: 0,
            bytes: Aligned([0; INLINE]),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::inline(text).unwrap_or_else(|| Text::Heap(text.into()))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text::inline(&text).unwrap_or_else(|| Text::Heap(text.into_boxed_str()))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, inline: bool) {
        for stored in [Text::from(text), Text::from(text.to_owned())] {
            assert_eq!(stored.as_str(), text);
            assert_eq!(matches!(stored, Text::Inline { .. }), inline, "{text}");
            assert_eq!(stored.clone(), stored);
            assert_eq!(stored.into_string(), text);
        }
    }

    #[test]
    fn every_text_survives_and_short_ones_stay_off_the_heap() {
        check("", true);
        check("2021-04-2T15:30:51.418Z", true);
        check("2024-02-29T23:59:59.999Z", true);
        check("2024-02-29T23:59:59.9999Z", false);
        check("2024-02-29T23:59:59.999999999Z", false);
        check("2024-01-01T00:00:00Z/2024-01-02T00:00:00Z", false);
        check("fünf Uhr, so ungefähr", true);
        check(&"é".repeat(12), true);
        check(&format!("x{}", "é".repeat(12)), false);
        check(&"9".repeat(300), false);
    }

    #[test]
    fn the_default_is_empty() {
        assert_eq!(Text::default().as_str(), "");
    }

    #[test]
    fn a_text_and_an_optional_text_have_32_bytes() {
        assert_eq!(size_of::<Text>(), 32);
        assert_eq!(size_of::<Option<Text>>(), 32);
    }
}

//! Texts that an output shows: the one way from data to a terminal, a page, a workflow or a program.
//!
//! Definitions, documents, file names and payloads come from others. A terminal obeys escape sequences and
//! lets marks turn lines around, and GitHub's runner obeys every line of a log that begins with `::` and a
//! word, behind whitespace as well, or has `##[` anywhere. There is one function for each kind of output, and nothing else
//! makes a [`Printable`].

use std::fmt;
use std::ops::Deref;

use crate::unseen::{is_unseen, on_one_line};

/// A text that no output takes for a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printable(String);

/// The character of no width that parts a sign from the word that GitHub would link it with.
pub(crate) const PART: char = '\u{200b}';

/// The colour of text on a terminal begins with this, and ends with an `m` behind digits and semicolons.
const COLOUR: &str = "\x1b[";

impl Printable {
    /// Returns text for people at a terminal: invisible characters, some of which are commands, become the
    /// replacement character, and no line is a command to a workflow.
    pub fn text(text: &str) -> Self {
        let shown = text.chars().map(|letter| shown(letter, &['\n', '\t']));
        Self(disarmed(&shown.collect::<String>()))
    }

    /// Returns a message for people at a terminal in one line, whatever it quotes.
    pub fn line(message: &str) -> Self {
        let lines: Vec<_> = message.split(['\n', '\r']).map(str::trim).collect();
        let words = lines.into_iter().filter(|line| !line.is_empty());
        Self(disarmed(&on_one_line(&Vec::from_iter(words).join(" "))) + "\n")
    }

    /// Returns text for a terminal that has colours. Only colours are left of its escape sequences.
    pub fn coloured(text: &str) -> Self {
        let mut parts = text.split(COLOUR);
        let mut coloured = Self::text(parts.next().unwrap_or_default()).0;
        for part in parts {
            let digits =
                part.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';');
            let colour = match digits.strip_prefix('m') {
                Some(rest) => &part[..part.len() - rest.len()],
                None => "",
            };
            coloured += if colour.is_empty() {
                "\u{fffd}["
            } else {
                COLOUR
            };
            coloured += colour;
            coloured += &Self::text(&part[colour.len()..]).0;
        }
        Self(coloured)
    }

    /// Returns a page in Markdown, whose pieces are escaped where the page is put together.
    pub fn markdown(page: &str) -> Self {
        let shown = page
            .chars()
            .map(|letter| shown(letter, &['\n', '\t', PART]));
        Self(disarmed(&shown.collect::<String>()))
    }

    /// Returns the same JSON with every invisible character escaped.
    pub fn json(json: &str) -> Self {
        let mut escaped = String::with_capacity(json.len());
        for letter in json.chars() {
            if is_unseen(letter) && letter != '\n' {
                let units = letter.encode_utf16(&mut [0; 2]).to_vec();
                escaped.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
            } else {
                escaped.push(letter);
            }
        }
        // Outside of texts JSON has no such sign.
        Self(escaped.replace("##[", "#\\u0023["))
    }

    /// Returns a workflow command of GitHub, `::error …::message`: the only kind of text that is one.
    pub fn annotation(level: Level, properties: &[(&str, String)], message: &str) -> Self {
        let escape = |text: &str| {
            let shown = text.chars().map(|letter| shown(letter, &['\n']));
            let text: String = shown.collect();
            text.replace("##[", "## [")
                .replace('%', "%25")
                .replace('\n', "%0A")
        };
        let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
        let properties: Vec<_> = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        let (level, properties) = (level.word(), properties.join(","));
        Self(format!("::{level} {properties}::{}\n", escape(message)))
    }
}

/// The levels of GitHub's annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A failure.
    Error,
    /// A doubt.
    Warning,
    /// A fact.
    Notice,
}

impl Level {
    const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

fn shown(letter: char, kept: &[char]) -> char {
    if is_unseen(letter) && !kept.contains(&letter) {
        '\u{fffd}'
    } else {
        letter
    }
}

/// Parts the signs that begin a command of GitHub's runner.
fn disarmed(text: &str) -> String {
    let mut disarmed = String::with_capacity(text.len());
    for line in text.replace("##[", "## [").split_inclusive('\n') {
        let command = line.trim_start();
        // Names of commands are of letters; excerpts have lines that begin with three colons.
        let rest = command.strip_prefix("::");
        match rest.filter(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic())) {
            Some(rest) => {
                disarmed.extend([&line[..line.len() - command.len()], ": :", rest]);
            }
            None => disarmed.push_str(line),
        }
    }
    disarmed
}

impl Deref for Printable {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Printable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<Printable> for String {
    fn from(text: Printable) -> Self {
        text.0
    }
}

impl FromIterator<Self> for Printable {
    fn from_iter<I: IntoIterator<Item = Self>>(texts: I) -> Self {
        Self(texts.into_iter().map(|text| text.0).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str =
        "a\n::error::b\n \u{a0}::add-mask::c\r::d\u{1b}[2J\u{9b}2J\u{202e}##[error]e";

    #[test]
    fn no_kind_of_text_is_a_command() {
        for text in [
            Printable::text(HOSTILE),
            Printable::coloured(HOSTILE),
            Printable::line(HOSTILE),
            Printable::markdown(HOSTILE),
            Printable::json(&serde_json::Value::from(HOSTILE).to_string()),
        ] {
            assert!(!text.contains("##["), "{text}");
            assert!(
                !text.contains(|letter| is_unseen(letter) && letter != '\n'),
                "{text:?}"
            );
            assert!(
                !text.lines().any(|line| line.trim_start().starts_with("::")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_message_is_one_line_with_all_its_words() {
        assert_eq!(&*Printable::line("a\n  | b\r\n\n::c"), "a | b ::c\n");
        assert_eq!(&*Printable::line("\n::c"), ": :c\n");
    }

    #[test]
    fn an_annotation_is_one_line_with_one_command() {
        let properties = [("file", HOSTILE.to_owned())];
        let text = Printable::annotation(Level::Error, &properties, HOSTILE);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("::error file=a%0A%3A%3Aerror"), "{text}");
        assert!(!text.contains("##["), "{text}");
    }

    #[test]
    fn json_says_the_same() {
        let text = serde_json::Value::from(HOSTILE.to_owned() + "\u{e0001}");
        let same: Result<serde_json::Value, _> =
            serde_json::from_str(&Printable::json(&text.to_string()));
        assert_eq!(same.ok(), Some(text));
    }

    #[test]
    fn colours_are_all_that_is_left_of_escape_sequences() {
        let text = Printable::coloured("\x1b[1;31ma\x1b[0m\x1b[2Jb\x1b]0;c\x07");
        assert_eq!(&*text, "\x1b[1;31ma\x1b[0m\u{fffd}[2Jb\u{fffd}]0;c\u{fffd}");
    }
}

//! Makes constants' names of the words that an enum lists.

use heck::ToShoutySnakeCase;

use super::words::{lead_with_letter, whole_words};

/// Signs that people read as one.
const SIGNS: [(&str, &str); 7] = [
    (">=", "GREATER_OR_EQUAL"),
    ("<=", "LESS_OR_EQUAL"),
    ("==", "EQUAL"),
    ("!=", "NOT_EQUAL"),
    ("<>", "NOT_EQUAL"),
    ("&&", "AND"),
    ("||", "OR"),
];

/// The names of single characters that are a value by themselves.
const CHARACTERS: [(char, &str); 31] = [
    ('!', "EXCLAMATION"),
    ('"', "QUOTE"),
    ('#', "HASH"),
    ('$', "DOLLAR"),
    ('%', "PERCENT"),
    ('&', "AMPERSAND"),
    ('\'', "APOSTROPHE"),
    ('(', "LEFT_PARENTHESIS"),
    (')', "RIGHT_PARENTHESIS"),
    ('*', "ASTERISK"),
    ('+', "PLUS"),
    (',', "COMMA"),
    ('-', "MINUS"),
    ('.', "DOT"),
    ('/', "SLASH"),
    (':', "COLON"),
    (';', "SEMICOLON"),
    ('<', "LESS"),
    ('=', "EQUAL"),
    ('>', "GREATER"),
    ('?', "QUESTION"),
    ('@', "AT"),
    ('[', "LEFT_BRACKET"),
    ('\\', "BACKSLASH"),
    (']', "RIGHT_BRACKET"),
    ('^', "CARET"),
    ('{', "LEFT_BRACE"),
    ('|', "BAR"),
    ('}', "RIGHT_BRACE"),
    ('~', "TILDE"),
    (' ', "SPACE"),
];

/// The constant for a word of an enum, in screaming snake case.
///
/// Characters that are neither letters nor digits separate words, as everywhere; but where nothing
/// else is left of the value, or where they precede a number, they alone distinguish it from
/// another, and are spelled out: `>=` becomes `GREATER_OR_EQUAL`, `-1` becomes `MINUS_1`.
pub(crate) fn constant(value: &str) -> Option<String> {
    if value.is_empty() {
        return Some("EMPTY".to_owned());
    }
    let letters = value.find(|letter: char| letter.is_ascii_alphanumeric());
    let (signs, rest) = value.split_at(letters.unwrap_or(value.len()));
    let spelled = if rest.is_empty() || rest.starts_with(|first: char| first.is_ascii_digit()) {
        spell(signs)
    } else {
        Vec::new()
    };
    let words = whole_words(rest).to_shouty_snake_case();
    let words = spelled
        .into_iter()
        .chain((!words.is_empty()).then_some(words));
    lead_with_letter(words.collect::<Vec<_>>().join("_"))
}

/// The names of the characters in `signs`; those that have none, as everywhere, only separate words.
fn spell(signs: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = signs;
    while let Some(next) = rest.chars().next() {
        let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let character = CHARACTERS.iter().find(|&&(character, _)| character == next);
        let (length, name) = match (sign, character) {
            (Some((sign, name)), _) => (sign.len(), Some(name)),
            (None, Some((_, name))) => (next.len_utf8(), Some(name)),
            (None, None) => (next.len_utf8(), None),
        };
        names.extend(name.map(|&name| name.to_owned()));
        rest = &rest[length..];
    }
    names
}

/// `true` if `name`, chosen by an author for a constant, is in Rust's spelling.
pub(crate) fn is_constant(name: &str) -> bool {
    constant(name.strip_prefix('_').unwrap_or(name)).as_deref() == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_constants() {
        for (value, expected) in [
            ("inbound", "INBOUND"),
            ("conferenceTransfer", "CONFERENCE_TRANSFER"),
            ("transfer.conference", "TRANSFER_CONFERENCE"),
            ("nBlindTransferred", "N_BLIND_TRANSFERRED"),
            ("userIDs", "USER_IDS"),
            ("INBOUNDCALL", "INBOUNDCALL"),
            ("IN_PROGRESS", "IN_PROGRESS"),
            (
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "URN_IETF_PARAMS_SCIM_SCHEMAS_CORE_2_0_USER",
            ),
            ("self", "SELF"),
            ("3DS", "_3DS"),
            ("application/json; q=1", "APPLICATION_JSON_Q_1"),
            ("_private", "PRIVATE"),
            ("", "EMPTY"),
            (" ", "SPACE"),
            ("*", "ASTERISK"),
            ("*/*", "ASTERISK_SLASH_ASTERISK"),
            (">=", "GREATER_OR_EQUAL"),
            ("<", "LESS"),
            ("!=", "NOT_EQUAL"),
            ("1", "_1"),
            ("-1", "MINUS_1"),
            ("+1.5", "PLUS_1_5"),
            ("<=10", "LESS_OR_EQUAL_10"),
        ] {
            assert_eq!(constant(value).as_deref(), Some(expected), "for {value:?}");
            assert!(is_constant(expected), "{expected}");
        }
    }

    #[test]
    fn a_word_without_anything_to_name_makes_none() {
        assert_eq!(constant("日本"), None);
        assert_eq!(constant("_"), None);
    }

    #[test]
    fn an_authors_constant_is_taken_to_the_letter_or_not_at_all() {
        for name in ["none", "No", "A__B", "A-B", "", "_", "__3DS", "É"] {
            assert!(!is_constant(name), "{name}");
        }
    }
}

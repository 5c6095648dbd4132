//! Turns descriptions into doc comments that show just what the descriptions say.
//!
//! The only module that knows rustdoc's Markdown. A description is plain text to it, but for code in
//! single backticks and for web addresses: everything that Markdown would take for markup is
//! escaped, so that no bracket becomes a link, no tag is lost and no line starts a list or a test.

use std::borrow::Cow;

use crate::model::PartOf;
use crate::unseen::is_unseen;

/// A doc comment, each line behind `indent`.
pub(super) fn comment(indent: &str, description: &str, notes: &[String]) -> String {
    let mut comment = String::new();
    for line in paragraphs(description, notes) {
        comment.extend([indent, "///", &line, "\n"]);
    }
    comment
}

/// A paragraph below, with links to the models that one is part of, if there are any.
pub(super) fn part_of(part_of: &PartOf) -> String {
    let models = match part_of {
        PartOf::Each(idents) if idents.is_empty() => return String::new(),
        PartOf::Each(idents) => {
            let links = idents.iter().map(|it| format!("[`{it}`](super::{it})"));
            links.collect::<Vec<_>>().join(", ")
        }
        PartOf::MoreThan(number) => format!("more than {number} models"),
    };
    format!("///\n/// Part of {models}.\n")
}

/// The lines of a doc comment: the author's words, and the generator's notes as paragraphs below.
pub(super) fn paragraphs(description: &str, notes: &[String]) -> Vec<String> {
    let words = Some(description).filter(|words| !words.trim().is_empty());
    let paragraphs = words.into_iter().chain(notes.iter().map(String::as_str));
    lines(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// The lines of a doc comment, each with the space that follows `///`.
pub(super) fn lines(description: &str) -> Vec<String> {
    let lines: Vec<_> = description.lines().map(line).collect();
    let ends_paragraph = |at: usize| lines.get(at + 1).is_none_or(String::is_empty);
    let mut docs: Vec<_> = (0..lines.len())
        .map(|at| match lines[at].as_str() {
            "" => String::new(),
            // Markdown would join the lines; the backslash keeps the author's line break.
            line if ends_paragraph(at) => format!(" {line}"),
            line => format!(" {line}\\"),
        })
        .collect();
    docs.dedup_by(|a, b| a.is_empty() && b.is_empty());
    docs
}

/// One line, escaped.
fn line(text: &str) -> String {
    let mut text = Cow::Borrowed(text.trim());
    if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        text = text.chars().map(visible).collect();
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = match line_marker(&text) {
        Some((before, after)) => {
            escaped.push_str(before);
            escaped.push('\\');
            escaped.push(after);
            &text[before.len() + after.len_utf8()..]
        }
        None => &*text,
    };
    loop {
        let plain = rest.find(is_special).unwrap_or(rest.len());
        escaped.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(next) = rest.chars().next() else {
            return escaped;
        };
        if let Some(verbatim) = code(&escaped, rest) {
            escaped.push_str(verbatim);
            rest = &rest[verbatim.len()..];
        } else if let Some(address) = address(&escaped, rest) {
            escaped.extend(["<", address, ">"]);
            rest = &rest[address.len()..];
        } else {
            let after = &rest[next.len_utf8()..];
            if is_markup(&escaped, next, after) {
                escaped.push('\\');
            }
            escaped.push(next);
            rest = after;
        }
    }
}

/// Whether code, an address or markup can begin with the letter.
fn is_special(letter: char) -> bool {
    matches!(
        letter,
        '`' | 'h' | '[' | ']' | '<' | '*' | '~' | '\\' | '_' | '&'
    )
}

/// Characters that a reader cannot see, or that turn the direction of the text around, are shown as
/// the replacement character: in Rust's source they would be a danger or an error.
fn visible(letter: char) -> char {
    match letter {
        '\t' => ' ',
        letter if is_unseen(letter) => '\u{fffd}',
        letter => letter,
    }
}

/// The part of `text` up to a character that would make the line a heading, a quote, a list item or
/// an underline, and that character.
fn line_marker(text: &str) -> Option<(&str, char)> {
    let digits = text.len()
        - text
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .len();
    let marker = text[digits..].chars().next()?;
    let marks = match marker {
        '.' | ')' => (1..=9).contains(&digits),
        '#' | '>' | '-' | '+' | '=' | '|' | ':' => digits == 0,
        _ => false,
    };
    marks.then(|| (&text[..digits], marker))
}

/// The code in single backticks that `rest` begins with.
fn code<'a>(before: &str, rest: &'a str) -> Option<&'a str> {
    let inner = rest.strip_prefix('`')?;
    let end = inner.find('`')?;
    let (code, after) = inner.split_at(end);
    let single = !code.is_empty() && !before.ends_with('`') && !after[1..].starts_with('`');
    (single && code.trim() == code).then(|| &rest[..end + 2])
}

/// The web address that `rest` begins with, without the punctuation that ends a sentence.
fn address<'a>(before: &str, rest: &'a str) -> Option<&'a str> {
    if before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.starts_with(scheme))?;
    let end = rest
        .find(|letter: char| {
            letter.is_whitespace() || !letter.is_ascii() || "<>\"`|\\^{}".contains(letter)
        })
        .unwrap_or(rest.len());
    let mut address = &rest[..end];
    let count = |parenthesis: char| address.matches(parenthesis).count();
    let mut surplus = count(')').saturating_sub(count('('));
    while let Some(last) = address.chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | ']' | '[' => {}
            // A parenthesis that was not opened within the address belongs to the sentence.
            ')' if surplus > 0 => surplus -= 1,
            _ => break,
        }
        address = &address[..address.len() - 1];
    }
    (address.len() > scheme.len()).then_some(address)
}

/// Whether Markdown might read `letter` as markup between `before` and `after`.
fn is_markup(before: &str, letter: char, after: &str) -> bool {
    let word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    match letter {
        '[' | ']' | '<' | '*' | '`' | '~' | '\\' => true,
        // Inside a word an underscore stands for itself.
        '_' => !(word(before.chars().next_back()) && word(after.chars().next())),
        '&' => after.starts_with(|next: char| next == '#' || next.is_ascii_alphabetic()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// What a reader of the documentation sees, and how often it holds anything but plain text.
    fn shown(docs: &[String]) -> (String, usize) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let (mut text, mut markup) = (String::new(), 0);
        for event in Parser::new_ext(&docs.join("\n"), options) {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::HardBreak => text.push('\n'),
                Event::End(TagEnd::Paragraph) => text.push_str("\n\n"),
                Event::Start(Tag::Paragraph | Tag::Link { .. }) | Event::End(TagEnd::Link) => {}
                _ => markup += 1,
            }
        }
        (text.trim_end().to_owned(), markup)
    }

    #[track_caller]
    fn check(description: &str) {
        let docs = lines(description);
        let lines: Vec<_> = description
            .lines()
            .map(|line| line.trim().replace('\t', " "))
            .collect();
        let mut expected = lines.join("\n");
        while expected.contains("\n\n\n") {
            expected = expected.replace("\n\n\n", "\n\n");
        }
        // Code keeps its backticks in the description and loses them in the documentation.
        let (text, markup) = shown(&docs);
        assert_eq!(
            text.replace('`', ""),
            expected.trim().replace('`', ""),
            "{docs:#?}"
        );
        assert_eq!(markup, 0, "{docs:#?}");
    }

    #[test]
    fn documentation_shows_what_the_description_says() {
        for description in [
            "ID(s) of Skill(s) that are active",
            "yyyy-MM-ddTHH:mm:ss[.mmm]Z",
            "[a](b), [c][d], [e], ![f](g), [^h]",
            "a <b>bold</b> <url link> *x* **y** __z__ ~a~ ~~b~~ _c_ d_e_f",
            "`code` and `open, ``double`` and ` `",
            "&lt; &amp; &#35; a & b AT&T",
            "\\{^}%`]\">[~<#|",
            "C:\\*\\",
            "# no heading\n- no list\n+ none\n* none\n> no quote\n1. none\n2) none\n---\n===\n| a |\n|---|",
            "a | b\n--|--\nc | d",
            ":--|--\n: x",
            "first\n    indented\n\n    code?\n\n\n```\nlet x;\n```",
            "see https://example.org/a_b?c=d&e=f. Or (http://example.org/x(y)), https://<url link>",
            "xhttps://example.org and https:// alone",
        ] {
            check(description);
        }
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(lines("one\ntwo\n\nthree"), [" one\\", " two", "", " three"]);
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(
            lines("See https://example.org/a. Or not"),
            [" See <https://example.org/a>. Or not"]
        );
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(lines("a\u{202e}b\u{0}c"), [" a\u{fffd}b\u{fffd}c"]);
    }

    /// Texts made of nothing but what might be markup.
    #[test]
    fn no_mixture_of_markup_becomes_markup() {
        const PARTS: [&str; 30] = [
            "`",
            "``",
            "*",
            "**",
            "_",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "a",
            " ",
            "\n",
            "\n\n",
            "#",
            "-",
            "---",
            "1.",
            "|",
            "~",
            "\\",
            "&lt;",
            "!",
            ":",
            "https://x.yz",
            "=",
            "+",
            "    ",
            "\t",
        ];
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text.push_str(PARTS[(state >> 33) as usize % PARTS.len()]);
            }
            check(&text);
        }
    }
}

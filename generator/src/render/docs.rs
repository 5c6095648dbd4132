//! Turns descriptions into doc comments that show the descriptions' text exactly.
//!
//! The only module that handles rustdoc's Markdown, and the only one that writes a comment or an attribute
//! that rustdoc reads: the templates take whole lines from here. A description is plain text to it, but for
//! code in single backticks and for web addresses: everything that Markdown would take for markup is
//! escaped, so that no bracket becomes a link, no tag is lost and no line starts a list or a test.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::PartOf;
use crate::tree::MARK;
use crate::unseen::is_unseen;

/// The documentation of the field that every struct has.
pub(super) const EXTRA: &str = "    /// Whatever the fields cannot hold: unknown properties, explicit `null`s, mismatched values, exact number forms.\n";

/// The first line of a file that is made from a file of definitions.
pub(super) fn origin(file: &str) -> String {
    let file: String = file.chars().map(visible).collect();
    format!("{MARK} from `definitions/{file}`. Do not edit.\n")
}

/// The first lines of a file that is made from all definitions, with what it is `about`.
pub(super) fn overview(about: &'static str) -> String {
    format!("{MARK}. Do not edit.\n\n//! {about}\n\n")
}

/// The attribute that documents `new`.
pub(super) fn constructor(ident: &str) -> TokenStream {
    let doc = format!(" `{ident}` with its required properties, and nothing else.");
    quote!(#[doc = #doc])
}

/// Another name to search for; nothing where rustdoc refuses the name.
pub(super) fn alias(name: &str) -> String {
    let refused = |letter: char| {
        "'\"".contains(letter) || is_unseen(letter) || letter.is_whitespace() && letter != ' '
    };
    if name.is_empty() || name.trim() != name || name.contains(refused) {
        return String::new();
    }
    format!("#[doc(alias = {})]\n", Literal::string(name))
}

/// The attribute of what is deprecated, whose words rustdoc takes for Markdown.
pub(super) fn deprecated(words: &str) -> String {
    let lines: Vec<_> = words.lines().map(line).collect();
    format!("#[deprecated = {}]\n", Literal::string(&lines.join("\n")))
}

/// The documentation of the constants of an enum, one comment for each value, where one of the values is not
/// just the code that the macro would show it as; else nothing, which leaves the macro to document all.
pub(super) fn constants(indent: &str, values: &[&str]) -> Option<Vec<String>> {
    let is_code = |value: &&str| {
        value.trim() == *value && !value.contains(|letter| letter == '`' || is_unseen(letter))
    };
    if values.iter().all(is_code) {
        return None;
    }
    let comments = values
        .iter()
        .map(|value| comment(indent, &format!("`{value}`"), &[]));
    Some(comments.collect())
}

/// A doc comment, each line behind `indent`.
pub(super) fn comment(indent: &str, description: &str, notes: &[String]) -> String {
    let mut comment = String::new();
    for line in paragraphs(description, notes) {
        comment.extend([indent, "///", &line, "\n"]);
    }
    comment
}

/// The documentation of a model, with links to the models that it is part of, if there are any.
pub(super) fn model(description: &str, notes: &[String], part_of: &PartOf) -> String {
    let words = comment("", description, notes);
    let links = self::part_of(part_of);
    let between = match words.is_empty() || links.is_empty() {
        true => "",
        false => "///\n",
    };
    words + between + &links
}

fn part_of(part_of: &PartOf) -> String {
    let models = match part_of {
        PartOf::Each(idents) if idents.is_empty() => return String::new(),
        PartOf::Each(idents) => {
            let links = idents.iter().map(|it| format!("[`{it}`](super::{it})"));
            links.collect::<Vec<_>>().join(", ")
        }
        PartOf::MoreThan(number) => format!("more than {number} models"),
    };
    format!("/// Part of {models}.\n")
}

/// The lines of a doc comment: the author's words, and the generator's notes as paragraphs below.
fn paragraphs(description: &str, notes: &[String]) -> Vec<String> {
    let paragraphs = std::iter::once(description).chain(notes.iter().map(String::as_str));
    let paragraphs = paragraphs.filter(|words| !words.trim().is_empty());
    lines(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// The lines of a doc comment, each with the space that follows `///`.
fn lines(description: &str) -> Vec<String> {
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

/// Returns `true` if code, an address or markup can begin with the letter.
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

/// Returns `true` if Markdown might read `letter` as markup between `before` and `after`.
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

    /// Returns the text that a reader of the documentation sees, and the number of parts that are not plain text.
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

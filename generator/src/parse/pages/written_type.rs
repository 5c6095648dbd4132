//! Reads a type as pages write it: a word of the dialect without backticks, or a link
//! `[Name](…/name-definition.md)`, each with any number of `[]`.

use crate::diagnostic::Code;
use crate::nearest::nearest;
use crate::parse::cell::{name_and_lists, spanned};
use crate::parse::ledger::Claim;
use crate::parse::reader::Reader;
use crate::schema::{Base, Spanned, Type, Word, file_name};
use crate::source::Span;
use crate::unseen;

/// The type; `None`, with the reason reported, where it is wrong.
pub(super) fn read(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let text = reader.slice(span);
    if text.starts_with('[') {
        return link(reader, span);
    }
    let word = name_and_lists(text).and_then(|(word, lists)| Some((Word::parse(word)?, lists)));
    let Some((word, lists)) = word else {
        let help = match nearest(text.trim_end_matches("[]"), Word::ALL.map(Word::text)) {
            Some(word) => format!("did you mean `{word}`?"),
            None => "a type is `string`, `number`, `boolean`, `object` or a link to a definition"
                .to_owned(),
        };
        reader.report(
            Code::UnknownType,
            span,
            format!("unknown type `{text}`"),
            help,
        );
        return None;
    };
    let base = Base::Word(word);
    Some(spanned(reader, Claim::Type, span, Type { base, lists }))
}

/// `[Name[]](../definitions/name-definition.md)`; which folder it leads to does not matter.
fn link(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let parts = reader
        .slice(span)
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(')'));
    let parts = parts.and_then(|text| text.split_once("]("));
    let parts = parts.filter(|_| unseen::first(reader.slice(span)).is_none());
    let parts = parts.and_then(|(text, target)| Some((name_and_lists(text)?, target)));
    let Some(((name, lists), target)) = parts else {
        let help = "write it as `[Name](../definitions/name-definition.md)`";
        reader.report(
            Code::MalformedLink,
            span,
            "the type is not a link to a definition",
            help,
        );
        return None;
    };
    if target.rsplit('/').next() != Some(&file_name(name)) {
        let message = format!("the link says `{name}` but leads to `{target}`");
        let help = format!("the definition `{name}` stands in `{}`", file_name(name));
        reader.report(Code::LinkMismatch, span, message, help);
        return None;
    }
    let base = Base::Link(name.to_owned());
    Some(spanned(reader, Claim::Type, span, Type { base, lists }))
}

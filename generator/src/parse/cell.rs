//! Reads the cells of a row: a name, a type, a flag, a description.

use super::ledger::Claim;
use super::reader::Reader;
use super::table::Form;
use crate::diagnostic::Code;
use crate::schema::{Base, DEEPEST, Property, Spanned, Type, file_name};
use crate::source::Span;
use crate::unseen;

/// The table of a definition.
pub(crate) const FORM: Form<4> = Form {
    titles: ["Property", "Type", "Required", "Description"],
    surplus: Some(3),
    is_row: |[_, _, required, _]| matches!(required, "Yes" | "No"),
    help: "write all four cells, `| name | type | Yes or No | description |`; a description may be empty",
};

/// The property that a row describes; `None`, with every reason reported, where a cell is wrong.
pub(crate) fn property(
    reader: &mut Reader<'_>,
    [name, ty, required, description]: [Span; 4],
) -> Option<Property> {
    let name = self::name(reader, name);
    let ty = self::ty(reader, ty);
    let required = self::required(reader, required);
    reader.claim(description, Claim::Description);
    let description = reader.slice(description).to_owned();
    Some(Property {
        name: name?,
        ty: ty?,
        required,
        description,
    })
}

pub(crate) fn spanned<T>(
    reader: &mut Reader<'_>,
    claim: Claim,
    span: Span,
    value: T,
) -> Spanned<T> {
    reader.claim(span, claim);
    Spanned {
        value,
        place: reader.place(span),
    }
}

fn name(reader: &mut Reader<'_>, cell: Span) -> Option<Spanned<String>> {
    if cell.is_empty() {
        let help = "write the property's name on the wire into the `Property` column";
        reader.report(
            Code::EmptyPropertyName,
            around(cell),
            "the property has no name",
            help,
        );
        return None;
    }
    if reader.slice(cell).contains('`') {
        let help = "write the name as it is on the wire, without backticks";
        reader.report(
            Code::MalformedPropertyName,
            cell,
            "the property's name has markup",
            help,
        );
        return None;
    }
    if reader.refuses(cell, "the property's name") {
        return None;
    }
    let value = reader.slice(cell).replace("\\|", "|");
    Some(spanned(reader, Claim::Name, cell, value))
}

/// The flag. Where it is wrong, that is reported and the property goes on as an optional one, so that
/// what else is wrong with it shows as well.
fn required(reader: &mut Reader<'_>, span: Span) -> Spanned<bool> {
    let text = reader.slice(span);
    if matches!(text, "Yes" | "No") {
        return spanned(reader, Claim::Flag, span, text == "Yes");
    }
    let message = format!("`Required` is `{text}`");
    let place = around(span);
    let help = reader.explained(span, "write `Yes` or `No`");
    reader.report(Code::InvalidRequired, place, message, help);
    Spanned {
        value: false,
        place: reader.place(place),
    }
}

/// An empty cell together with the pipe before it, so that there is something to point at.
pub(crate) fn around(span: Span) -> Span {
    if span.is_empty() {
        Span::new(span.start.saturating_sub(1), span.end)
    } else {
        span
    }
}

pub(crate) fn ty(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let text = reader.slice(span);
    if text.is_empty() {
        let help = "write a type such as `` `string` `` or a link to a definition";
        reader.report(
            Code::EmptyType,
            around(span),
            "the property has no type",
            help,
        );
        return None;
    }
    if text.starts_with('[') {
        return link(reader, span);
    }
    let word = text
        .strip_prefix('`')
        .and_then(|text| text.strip_suffix('`'));
    let word = word.filter(|word| unseen::first(word).is_none());
    let Some((name, lists)) = word.and_then(name_and_lists) else {
        report_malformed_type(reader, span);
        return None;
    };
    whole(reader, span, Base::bare(name), lists)
}

/// The type at `span`, if its lists are not too many.
fn whole(reader: &mut Reader<'_>, span: Span, base: Base, lists: usize) -> Option<Spanned<Type>> {
    if lists > DEEPEST {
        let message = format!("the type nests {lists} lists; the most is {DEEPEST}");
        let help = "write fewer `[]`: no value is nested so deeply";
        reader.report(Code::DeepType, span, message, help);
        return None;
    }
    Some(spanned(reader, Claim::Type, span, Type { base, lists }))
}

fn report_malformed_type(reader: &mut Reader<'_>, span: Span) {
    let text = reader.slice(span);
    let bare = text
        .chars()
        .all(|letter| letter.is_alphanumeric() || "[]".contains(letter));
    let message = if bare {
        format!("the type `{text}` lacks its backticks")
    } else {
        format!("`{text}` is not a type")
    };
    let help = "write a word in backticks, such as `` `string[]` ``, or a link to a definition, such as \
                ``[`Name`](name-definition.md)``";
    let help = reader.explained(span, help);
    reader.report(Code::MalformedType, span, message, help);
}

/// ``[`Name[]`](name-definition.md)``
fn link(reader: &mut Reader<'_>, span: Span) -> Option<Spanned<Type>> {
    let parts = reader
        .slice(span)
        .strip_prefix("[`")
        .and_then(|text| text.strip_suffix(')'))
        .and_then(|text| text.split_once("`]("))
        .filter(|_| unseen::first(reader.slice(span)).is_none())
        .and_then(|(text, target)| Some((name_and_lists(text)?, target)));
    let Some(((name, lists), target)) = parts else {
        let help = "write it as ``[`Name`](name-definition.md)``, lists as \
                    ``[`Name[]`](name-definition.md)``";
        let help = reader.explained(span, help);
        let message = "the type is not a link to a definition";
        reader.report(Code::MalformedLink, span, message, help);
        return None;
    };
    let expected = file_name(name);
    if target != expected {
        reader.report(
            Code::LinkMismatch,
            span,
            match target {
                "" => format!("the link says `{name}` but leads nowhere"),
                target => format!("the link says `{name}` but leads to `{target}`"),
            },
            format!("the definition `{name}` stands in `{expected}`"),
        );
        return None;
    }
    whole(reader, span, Base::Link(name.to_owned()), lists)
}

/// `Name[][]` as its name and the number of `[]`.
pub(crate) fn name_and_lists(text: &str) -> Option<(&str, usize)> {
    let name = text.trim_end_matches("[]");
    let is_name = !name.trim().is_empty() && !name.contains(['[', ']', '`']) && name.trim() == name;
    is_name.then_some((name, (text.len() - name.len()) / 2))
}

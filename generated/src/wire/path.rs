//! The place of a value in a JSON text.

use std::borrow::Cow;

use super::notation::{push_index, push_name};
use super::shape::{Property, Shape};

/// The way down to a value: its last segment, linked to those above it. Lives on the stack while a
/// value is decoded, and becomes a text only where something is to be reported.
pub(crate) struct Path<'a> {
    pub(crate) up: Option<&'a Path<'a>>,
    pub(crate) last: Segment<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Segment<'a> {
    Property(&'static Shape, &'static Property),
    Item(usize),
    Entry(&'a str),
}

/// The path as a text; empty for the root.
pub(crate) fn text(path: Option<&Path<'_>>) -> String {
    let mut segments = Vec::new();
    let mut next = path;
    while let Some(path) = next {
        segments.push(path.last);
        next = path.up;
    }
    let mut text = String::new();
    for segment in segments.into_iter().rev() {
        match segment {
            Segment::Property(_, property) => push_name(&mut text, property.name),
            Segment::Item(index) => push_index(&mut text, index),
            Segment::Entry(key) => push_name(&mut text, key),
        }
    }
    text
}

/// The property that the path leads to, or into.
pub(crate) fn property(path: Option<&Path<'_>>) -> Option<(&'static Shape, &'static Property)> {
    match path?.last {
        Segment::Property(shape, property) => Some((shape, property)),
        Segment::Item(_) | Segment::Entry(_) => property(path?.up),
    }
}

/// A segment of a path that is read.
pub(crate) enum Step<'p> {
    Name(Cow<'p, str>),
    Index(usize),
}

/// The first segment of a path, and the path below it.
pub(crate) fn split_first(path: &str) -> Option<(Step<'_>, &str)> {
    if let Some(quoted) = path.strip_prefix("[\"") {
        let (name, rest) = unquote(quoted)?;
        return Some((Step::Name(name.into()), rest.strip_prefix(']')?));
    }
    if let Some(index) = path.strip_prefix('[') {
        let (index, rest) = index.split_once(']')?;
        return Some((Step::Index(index.parse().ok()?), rest));
    }
    let path = path.strip_prefix('.').unwrap_or(path);
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (name, rest) = path.split_at_checked(end)?;
    (!name.is_empty()).then_some((Step::Name(name.into()), rest))
}

/// The text that `{:?}` wrote, and what follows its closing quotation mark.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text.chars();
    loop {
        name.push(match rest.next()? {
            '"' => return Some((name, rest.as_str())),
            '\\' => match rest.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                'u' => {
                    let (digits, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
                    rest = after.chars();
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                itself => itself,
            },
            itself => itself,
        });
    }
}

//! The place of a value in a JSON text.

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

//! Where in a JSON text something is, and how that is written down.
//!
//! This module alone knows the notation: `conversations[3].participants[0].purpose`, and
//! `attributes["case id"]` for a name that would be hard to read otherwise.

use std::fmt::Write;

use super::shape::{Property, Shape};

/// One step on the way down, linked to the steps above it. Lives on the stack while a
/// value is decoded, and becomes a text only where something is to be reported.
pub(crate) struct At<'a> {
    pub(crate) up: Option<&'a At<'a>>,
    pub(crate) step: Step<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    Property(&'static Shape, &'static Property),
    Item(usize),
    Entry(&'a str),
}

/// The path to `at`; empty for the root.
pub(crate) fn path(at: Option<&At<'_>>) -> String {
    let mut steps = Vec::new();
    let mut next = at;
    while let Some(at) = next {
        steps.push(at.step);
        next = at.up;
    }
    let mut path = String::new();
    for step in steps.into_iter().rev() {
        match step {
            Step::Property(_, property) => push_name(&mut path, property.name),
            Step::Item(index) => push_index(&mut path, index),
            Step::Entry(key) => push_name(&mut path, key),
        }
    }
    path
}

/// The property that `at` is, or belongs to.
pub(crate) fn property(at: Option<&At<'_>>) -> Option<(&'static Shape, &'static Property)> {
    match at?.step {
        Step::Property(shape, property) => Some((shape, property)),
        Step::Item(_) | Step::Entry(_) => property_above(at?),
    }
}

fn property_above(at: &At<'_>) -> Option<(&'static Shape, &'static Property)> {
    property(at.up)
}

pub(crate) fn push_name(path: &mut String, name: &str) {
    let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'));
    if !plain {
        // Writing to a `String` cannot fail.
        let _ = write!(path, "[{name:?}]");
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}

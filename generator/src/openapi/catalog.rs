//! The definitions of a document that have files, and the other things in it that references lead to.

use std::collections::BTreeMap;

use super::document::{Body, Definition, Document, Parameter, Response, Section, target};
use super::problems::Warnings;
use crate::diagnostic::Code;
use crate::json::Text;
use crate::names::type_name;
use crate::schema::file_name;
use crate::unseen::is_unseen;

/// The longest chain of references before the reader gives up.
const CHAIN: usize = 8;

/// The longest name of a file: the 255 bytes of the file systems in use, without the end of a temporary name.
const LONGEST: usize = 245;

/// The definitions of a document that have files.
pub(super) struct Catalog<'d> {
    pub(super) document: &'d Document<'d>,
    by_name: BTreeMap<&'d str, &'d Definition<'d>>,
}

impl<'d> Catalog<'d> {
    /// Collects the definitions that get a file, and reports the others.
    pub(super) fn new(document: &'d Document<'d>, warnings: &mut Warnings<'_>) -> Self {
        let mut by_file: BTreeMap<String, &Definition<'_>> = BTreeMap::new();
        for definition in &document.definitions {
            let name = &definition.name;
            let left_out = |reason: &str, left_out: &Text<'_>, warnings: &mut Warnings<'_>| {
                let pointer = document.pointer_to(left_out);
                let message = format!("{reason}: the definition is left out");
                let help = "give the definition another name in the document";
                warnings.push(Code::UnusableName, left_out.span, &pointer, &message, help);
            };
            let file = file_name(name);
            if !is_usable(name) || file.len() > LONGEST {
                left_out("has a name that no file can have", name, warnings);
            } else if let Some(first) = by_file.insert(file, definition) {
                let reason = format!("differs from `{}` in case alone", &**name);
                left_out(&reason, &first.name, warnings);
            }
        }
        let definitions = by_file.into_values();
        let by_name = definitions.map(|it| (&*it.name.value, it)).collect();
        Self { document, by_name }
    }

    /// The definitions, by name.
    pub(super) fn definitions(&self) -> impl Iterator<Item = &'d Definition<'d>> {
        self.by_name.values().copied()
    }

    /// The definition with the name, if it has a file.
    pub(super) fn definition(&self, name: &str) -> Option<&'d Definition<'d>> {
        self.by_name.get(name).copied()
    }

    /// The body itself.
    ///
    /// # Errors
    ///
    /// The reference that leads nowhere.
    pub(super) fn body(&self, at: &'d Body<'d>) -> Result<&'d Body<'d>, &'d str> {
        let next = |name: &str| self.document.bodies.get(name);
        follow(at, |it| it.reference.as_ref(), Section::Bodies, next)
    }

    /// The answer itself.
    ///
    /// # Errors
    ///
    /// The reference that leads nowhere.
    pub(super) fn response(&self, at: &'d Response<'d>) -> Result<&'d Response<'d>, &'d str> {
        let next = |name: &str| self.document.responses.get(name);
        follow(at, |it| it.reference.as_ref(), Section::Responses, next)
    }
}

/// The parameter itself.
///
/// # Errors
///
/// The reference that leads nowhere.
pub(super) fn parameter<'d>(
    document: &'d Document<'d>,
    at: &'d Parameter<'d>,
) -> Result<&'d Parameter<'d>, &'d str> {
    let next = |name: &str| document.parameters.get(name);
    follow(at, |it| it.reference.as_ref(), Section::Parameters, next)
}

/// Follows references from `at` to a value that is not a reference.
fn follow<'d, T>(
    at: &'d T,
    reference: impl Fn(&'d T) -> Option<&'d Text<'d>>,
    section: Section,
    next: impl Fn(&str) -> Option<&'d T>,
) -> Result<&'d T, &'d str> {
    let Some(first) = reference(at) else {
        return Ok(at);
    };
    let mut current = at;
    for _ in 0..=CHAIN {
        let Some(to) = reference(current) else {
            return Ok(current);
        };
        let found = target(to, section).and_then(|name| next(&name));
        current = found.ok_or(&**first)?;
    }
    Err(first)
}

/// `true` if a definition of the name has a file on every system, a heading, links and a Rust type.
fn is_usable(name: &str) -> bool {
    let odd = |letter: char| {
        letter.is_whitespace() && letter != ' '
            || is_unseen(letter)
            || "/\\:*?\"<>|`[]()#".contains(letter)
    };
    let at_an_end = |letter: char| letter.is_whitespace() || letter == '.';
    !name.contains(odd)
        && !name.starts_with(at_an_end)
        && !name.ends_with(char::is_whitespace)
        && type_name(name).is_some()
}

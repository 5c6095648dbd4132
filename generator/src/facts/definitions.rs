//! The definitions of the document by name, and the definitions that its references lead to.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::{self, Definition, Document};
use crate::source::Span;

/// The definitions of a document, by name.
pub(super) struct Definitions<'a> {
    pub(super) by_name: BTreeMap<&'a str, &'a Definition<'a>>,
}

impl<'a> Definitions<'a> {
    /// Finds the definitions of a document that describes any of those `here`.
    ///
    /// # Errors
    ///
    /// The reasons why facts cannot use the document: it is about others, or every cycle.
    pub(super) fn of(
        document: &'a Document<'a>,
        mut here: impl ExactSizeIterator<Item = &'a str>,
    ) -> Result<Self, Diagnostics> {
        let refused = |span, message: &str, help: &str| {
            Diagnostic::new(Code::MalformedDocument, document.place(span), message, help)
        };
        let by_name = document.definitions.iter();
        let by_name: BTreeMap<_, _> = by_name.map(|it| (&*it.name.value, it)).collect();
        let definitions = Self { by_name };
        let cycles = definitions.cycles().into_iter().map(|cycle| {
            let names = cycle.iter().chain(&cycle[..1]);
            let names: Vec<_> = names.map(|it| format!("`{}`", &*it.name)).collect();
            let names = names.join(" → ");
            refused(
                cycle[0].name.span,
                &format!("a cycle of `$ref`, which no type can be made of: {names}"),
                "give one of them properties or a type of its own in the document",
            )
        });
        let cycles: Diagnostics = cycles.collect();
        if !cycles.is_empty() {
            return Err(cycles);
        }
        if here.len() > 0 && !here.any(|name| definitions.by_name.contains_key(name)) {
            // Most likely it is another API's, and would cost all enums their names.
            let problem = match document.definitions.first() {
                Some(first) => refused(
                    first.name.span,
                    "the document has none of the definitions that are there",
                    "give the document of the API that the definitions are from",
                ),
                None => refused(
                    Span::new(0, 1),
                    "the document has no definitions",
                    "give a document that has them: Swagger 2.0 in `definitions`, OpenAPI 3 in \
                     `components.schemas`",
                ),
            };
            return Err(Diagnostics::from_iter([problem]));
        }
        Ok(definitions)
    }

    /// Returns the definition that a `$ref` leads to.
    pub(super) fn follow(&self, reference: &str) -> Option<&'a Definition<'a>> {
        let name = openapi::definition_of(reference)?;
        self.by_name.get(&*name).copied()
    }

    /// Returns every cycle of definitions that are only other names, lists or maps of each other: no value
    /// ends them. Definitions with properties of their own may link as they like.
    fn cycles(&self) -> Vec<Vec<&'a Definition<'a>>> {
        let mut done = BTreeSet::new();
        let mut cycles = Vec::new();
        for &start in self.by_name.values() {
            let mut path = Vec::new();
            let mut next = Some(start);
            while let Some(at) = next.filter(|it| done.insert(&*it.name.value)) {
                path.push(at);
                next = self.next(at);
            }
            let is_next = |it: &&Definition<'_>| next.is_some_and(|next| next.name == it.name);
            let begin = path.iter().position(is_next);
            cycles.extend(begin.map(|begin| path.split_off(begin)));
        }
        cycles
    }

    /// Returns the definition that this one is another name, a list or a map of.
    fn next(&self, definition: &'a Definition<'a>) -> Option<&'a Definition<'a>> {
        let mut schema = Some(&definition.schema).filter(|_| definition.properties.is_empty());
        while let Some(at) = schema {
            if let Some(reference) = &at.reference {
                return self.follow(reference);
            }
            schema = at.items.as_deref().or(at.map.as_deref());
        }
        None
    }
}

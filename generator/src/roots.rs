//! The noun `Roots`: the definitions that a selection begins with, and the small file that holds them between
//! imports.
//!
//! The file is text with one root a line, because that is the form in which adding a root is one
//! line of a diff. A root is a definition's name, an operation's name or an endpoint such as
//! `GET /api/v2/users`, or a pattern of one of them, in which `*` matches any letters;
//! what follows a `#` is a comment. Lines that are there stay as they are, new ones go to the end.

use crate::operations::{Endpoint, Operation};
use crate::schema::is_like;

/// The beginning of a new file.
const HEADER: &str = "\
# What `cargo xtask import` takes: these definitions and everything they link to.
# One name, endpoint (`GET /api/v2/users`) or pattern (`Analytics*`) a line.
";

/// The roots of a selection, in the order of their writing, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots {
    /// The text of the file, line by line.
    text: String,
    roots: Vec<Root>,
}

/// One root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// A name or a pattern.
    pub text: String,
    /// The line of the file that it was read from, counted from 1; `None` for one that is new.
    pub line: Option<usize>,
}

impl Roots {
    /// Parses the text of a file of roots.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut roots = Self {
            text: text.lines().map(|line| format!("{line}\n")).collect(),
            roots: Vec::new(),
        };
        for (index, line) in text.lines().enumerate() {
            let root = without_comment(line);
            if !root.is_empty() && !roots.contains(root) {
                roots.push(root, Some(index + 1));
            }
        }
        roots
    }

    /// Adds a root, unless it is there already.
    pub fn add(&mut self, root: &str) {
        let root = root.trim();
        if root.is_empty() || self.contains(root) {
            return;
        }
        if self.text.is_empty() {
            HEADER.clone_into(&mut self.text);
        }
        self.text.push_str(root);
        self.text.push('\n');
        self.push(root, None);
    }

    /// Returns the new text of the file of roots.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every root, in the order of their writing.
    pub fn iter(&self) -> std::slice::Iter<'_, Root> {
        self.roots.iter()
    }

    /// The roots that `is` holds for; the text of the file stays.
    #[must_use]
    pub fn only(&self, is: impl Fn(&Root) -> bool) -> Self {
        let roots = self.roots.iter().filter(|root| is(root));
        Self {
            roots: roots.cloned().collect(),
            text: self.text.clone(),
        }
    }

    /// Returns the number of roots.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Returns `true` if there is no root.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    fn contains(&self, root: &str) -> bool {
        self.roots.iter().any(|known| known.text == root)
    }

    fn push(&mut self, root: &str, line: Option<usize>) {
        self.roots.push(Root {
            text: root.to_owned(),
            line,
        });
    }
}

impl<'a> FromIterator<&'a str> for Roots {
    fn from_iter<T: IntoIterator<Item = &'a str>>(names: T) -> Self {
        let mut roots = Self::default();
        names.into_iter().for_each(|name| roots.add(name));
        roots
    }
}

impl Root {
    /// Returns `true` if the root is a pattern, which may match several names.
    pub fn is_pattern(&self) -> bool {
        self.text.contains('*')
    }

    /// Returns `true` if the root is an endpoint rather than a name. It may lack the method.
    pub fn is_endpoint(&self) -> bool {
        self.text.starts_with('/') || self.text.contains(" /")
    }

    /// Returns `true` if the root matches the endpoints of a path, regardless of their method.
    pub fn is_path(&self) -> bool {
        self.text.starts_with('/')
    }

    /// Returns `true` if the root matches the operation, by its name or its endpoint. The case of endpoints is
    /// ignored: no two of them differ in case alone.
    pub fn is_for_operation(&self, operation: &Operation) -> bool {
        if self.is_endpoint() {
            self.is_for_endpoint(&operation.endpoint.value)
        } else {
            is_like(&operation.name.value, &self.text)
        }
    }

    /// Returns `true` if the root is an endpoint or path, or a pattern of these, and matches `endpoint`.
    pub fn is_for_endpoint(&self, endpoint: &Endpoint) -> bool {
        let text = match self.is_path() {
            true => endpoint.path.to_lowercase(),
            false => endpoint.to_string().to_lowercase(),
        };
        self.is_endpoint() && is_like(&text, &self.text.to_lowercase())
    }

    /// Returns the definitions among `names` that the root matches; if there is none, those that the matching
    /// operations send and return.
    pub fn definitions<'a>(&self, names: &[&'a str], operations: &'a [Operation]) -> Vec<&'a str> {
        let own: Vec<_> = names
            .iter()
            .copied()
            .filter(|name| self.is_for(name))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let operations = operations.iter().filter(|it| self.is_for_operation(it));
        let definitions = operations.flat_map(Operation::definitions);
        definitions.filter(|name| names.contains(name)).collect()
    }

    /// Returns `true` if the root matches the definition `name`.
    pub fn is_for(&self, name: &str) -> bool {
        is_like(name, &self.text)
    }
}

/// Returns a line without its comment. A `#` inside a word is part of the word.
fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| at == 0 || line[..at].ends_with(char::is_whitespace));
    line[..comment.unwrap_or(line.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(roots: &Roots) -> Vec<&str> {
        roots.iter().map(|root| root.text.as_str()).collect()
    }

    #[test]
    fn comments_blank_lines_and_repetitions_are_no_roots() {
        let roots = Roots::parse("# what we use\n\n  User # the agents\nC#Thing\nUser\r\n");
        assert_eq!(names(&roots), ["User", "C#Thing"]);
        assert_eq!(roots.iter().next().and_then(|root| root.line), Some(3));
    }

    #[test]
    fn what_stands_in_the_file_stays_and_new_roots_follow() {
        let mut roots = Roots::parse("# ours\nUser # the agents");
        roots.add("User");
        roots.add("Queue");
        assert_eq!(roots.text(), "# ours\nUser # the agents\nQueue\n");
        assert_eq!(Roots::parse(roots.text()).len(), 2);
    }

    #[test]
    fn a_new_file_says_what_it_is_for() {
        let roots = Roots::from_iter(["User"]);
        assert_eq!(roots.text(), format!("{HEADER}User\n"));
        assert_eq!(names(&Roots::parse(roots.text())), ["User"]);
    }
}

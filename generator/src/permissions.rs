//! The noun `Permissions`: what a client must be allowed to do to call an operation.
//!
//! Pages state them in one line before the endpoint, ``Requires ANY permissions: `a:b:view`, `a:b:edit` ``,
//! in the words of the publisher's own documentation.

use std::fmt;

use crate::unseen::is_unseen;

/// The permissions that an operation requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// `true` if all of them are required, `false` if any one of them is enough.
    pub all: bool,
    /// Their names, at least one.
    pub names: Vec<String>,
}

impl Permissions {
    /// The permissions that a line of a page states, if it states some.
    pub fn parse(line: &str) -> Option<Self> {
        let rest = line.strip_prefix("Requires ")?;
        let (all, rest) = match rest.split_once(" permissions: ")? {
            ("ALL", rest) => (true, rest),
            ("ANY", rest) => (false, rest),
            _ => return None,
        };
        let names = rest.split(", ").map(|name| {
            let name = name.strip_prefix('`')?.strip_suffix('`')?;
            is_permission(name).then(|| name.to_owned())
        });
        let names = names.collect::<Option<_>>()?;
        Some(Self { all, names })
    }
}

/// `true` if `name` can be written as a permission's.
pub fn is_permission(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || is_unseen(letter) || "`,".contains(letter);
    !name.is_empty() && !name.contains(odd)
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.all { "ALL" } else { "ANY" };
        write!(
            f,
            "Requires {kind} permissions: `{}`",
            self.names.join("`, `")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_permissions_is_read_as_it_was_written() {
        for (all, names) in [(false, vec!["a"]), (true, vec!["routing:queue:view", "b"])] {
            let names = names.into_iter().map(str::to_owned).collect();
            let permissions = Permissions { all, names };
            assert_eq!(
                Permissions::parse(&permissions.to_string()),
                Some(permissions)
            );
        }
        for line in [
            "Requires SOME permissions: `a`",
            "Requires ANY permissions: a",
            "Requires ANY permissions: ``",
            "Requires ANY permissions: `a b`",
            "Requires a permission",
        ] {
            assert_eq!(Permissions::parse(line), None, "{line}");
        }
    }
}

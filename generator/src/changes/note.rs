//! The noun `Note`: a fact about an entry that its verdicts do not show.

use std::fmt;

use super::subject::Subject;

/// A remark on an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The wire name changed, and the field's identifier did not.
    KeepsRustName,
    /// The model, by its identifier, has a constructor in place of `Default`.
    NeedsNew(String),
    /// The model has `Default` in place of a constructor.
    NewIsGone(String),
    /// The constructor of the model takes one more argument.
    OneArgumentMore(String),
    /// The constructor of the model takes one argument less.
    OneArgumentLess(String),
    /// The constructor of the model takes its arguments in another order.
    ArgumentsMove(String),
    /// The model is an alias of any JSON on one side.
    NeverBoxed(String),
    /// The reason that the overrides state.
    Reason(String),
    /// No operation leads to the definition, although something about it breaks.
    NoKnownOperation,
    /// No operation sends the definition.
    NeverSent,
    /// No operation returns the definition.
    NeverReturned,
    /// Clients do not send the property.
    ReadOnly,
    /// The definition was removed with what held it.
    WentWith(Subject),
    /// No operation reached the definition before it was removed.
    WasUnreached,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeepsRustName => f.write_str(
                "the field keeps its Rust name: code compiles as before and means another name on \
                 the wire; only `property!` with the old name stops compiling",
            ),
            Self::NeedsNew(ident) => write!(
                f,
                "`{ident}` has no `Default` any more: values are made with `{ident}::new`"
            ),
            Self::NewIsGone(ident) => write!(
                f,
                "`{ident}::new` is gone: values are made with `{ident}::default()`"
            ),
            Self::OneArgumentMore(ident) => write!(f, "`{ident}::new` takes one more argument"),
            Self::OneArgumentLess(ident) => write!(f, "`{ident}::new` takes one argument less"),
            Self::ArgumentsMove(ident) => write!(
                f,
                "`{ident}::new` takes its arguments in another order: where their types are the \
                 same, code compiles as before with the values swapped"
            ),
            Self::NeverBoxed(ident) => write!(
                f,
                "fields that hold it change their types: `{ident}`, which is any JSON, is never boxed"
            ),
            Self::Reason(reason) => write!(f, "reason given: {reason}"),
            Self::NoKnownOperation => f.write_str("no operation that is known sends or returns it"),
            Self::NeverSent => f.write_str("no operation sends it"),
            Self::NeverReturned => f.write_str("no operation returns it"),
            Self::ReadOnly => f.write_str("it is read-only: the API ignores what is sent"),
            Self::WentWith(subject) => write!(f, "it went with `{subject}`"),
            Self::WasUnreached => f.write_str("no operation reached it"),
        }
    }
}

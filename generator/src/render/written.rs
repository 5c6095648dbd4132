//! Templates of types.

use std::fmt;

use proc_macro2::TokenStream;

use crate::model::{Prelude, Type};
use crate::scalar::Scalar;

/// A type as it is written in a model's file.
#[derive(Clone, Copy)]
pub(super) struct Written<'a>(pub(super) &'a Type, pub(super) Prelude);

impl Written<'_> {
    pub(super) fn tokens(self) -> TokenStream {
        self.to_string().parse().unwrap_or_default()
    }
}

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(ty, prelude) = *self;
        let mut generic =
            |path, inner| write!(f, "{}<{}>", named(path, prelude), Self(inner, prelude));
        match ty {
            Type::List(item) => generic("std::vec::Vec", item),
            Type::Boxed(item) => generic("std::boxed::Box", item),
            Type::Optional(item) => generic("std::option::Option", item),
            Type::Map(value) => {
                let (key, value) = (named(STRING, prelude), Self(value, prelude));
                write!(f, "std::collections::BTreeMap<{key}, {value}>")
            }
            Type::Scalar(Scalar::String) => f.write_str(named(STRING, prelude)),
            Type::Scalar(scalar) => f.write_str(scalar.path()),
            Type::Struct(ident)
            | Type::Alias(ident)
            | Type::Enum(ident)
            | Type::IntegerEnum(ident) => write!(f, "super::{ident}"),
        }
    }
}

const STRING: &str = "std::string::String";

/// Returns the name of an item of the prelude, or its path.
fn named(path: &str, prelude: Prelude) -> &str {
    match prelude {
        Prelude::Visible => path.rsplit("::").next().unwrap_or(path),
        Prelude::Hidden => path,
    }
}

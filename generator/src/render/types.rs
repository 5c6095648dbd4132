//! Templates of types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Prelude, Type};
use crate::scalar::Scalar;

/// The type as it is written in a model's file.
pub(super) fn tokens(ty: &Type, prelude: Prelude) -> TokenStream {
    let inner = |ty: &Type| tokens(ty, prelude);
    match ty {
        Type::Scalar(Scalar::String) => string(prelude),
        Type::Scalar(scalar) => {
            let path = scalar
                .path()
                .split("::")
                .map(|part| format_ident!("{part}"));
            quote!(#(#path)::*)
        }
        Type::Struct(ident) | Type::Alias(ident) | Type::Enum(ident) | Type::IntegerEnum(ident) => {
            let ident = format_ident!("{ident}");
            quote!(super::#ident)
        }
        Type::Map(value) => {
            let (key, value) = (string(prelude), inner(value));
            quote!(std::collections::BTreeMap<#key, #value>)
        }
        Type::List(item) => generic(prelude, &quote!(Vec), &quote!(std::vec::Vec), &inner(item)),
        Type::Boxed(item) => generic(
            prelude,
            &quote!(Box),
            &quote!(std::boxed::Box),
            &inner(item),
        ),
        Type::Optional(item) => generic(
            prelude,
            &quote!(Option),
            &quote!(std::option::Option),
            &inner(item),
        ),
    }
}

fn string(prelude: Prelude) -> TokenStream {
    named(prelude, &quote!(String), &quote!(std::string::String))
}

fn named(prelude: Prelude, short: &TokenStream, path: &TokenStream) -> TokenStream {
    match prelude {
        Prelude::Visible => short.clone(),
        Prelude::Hidden => path.clone(),
    }
}

fn generic(
    prelude: Prelude,
    short: &TokenStream,
    path: &TokenStream,
    argument: &TokenStream,
) -> TokenStream {
    let name = named(prelude, short, path);
    quote!(#name<#argument>)
}

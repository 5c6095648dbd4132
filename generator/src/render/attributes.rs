//! Templates of what overrides add to an item.

use proc_macro2::TokenStream;
use quote::quote;

/// The attributes of an item, the deprecation first.
pub(super) fn list(attributes: &[String], deprecated: Option<&str>) -> Vec<TokenStream> {
    let deprecated = deprecated.map(|message| quote!(#[deprecated = #message]));
    let attributes = attributes.iter().map(|text| {
        let attribute = tokens(text);
        quote!(#[#attribute])
    });
    deprecated.into_iter().chain(attributes).collect()
}

/// The tokens of a text that `resolve` has parsed before.
pub(super) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

//! Templates of a model's file: the struct, its constructor and its wire block; or the alias.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use super::{docs, types};
use crate::attribute::{Attribute, Derive};
use crate::model::{Construction, Field, Struct, Type};
use crate::tree::MARK;

/// The whole file.
pub(super) fn file(item: &Struct) -> String {
    let header = format!(
        "{MARK} from `definitions/{}`. Do not edit.\n",
        item.definition.file
    );
    let mut parts = vec![header];
    match item.construction {
        Construction::Alias => parts.push(print(alias(item))),
        Construction::Default => parts.extend([print(structure(item)), wire(item)]),
        Construction::New { crowded } => {
            let constructor = print(constructor(item, crowded));
            parts.extend([print(structure(item)), constructor, wire(item)]);
        }
    }
    parts.join("\n")
}

fn structure(item: &Struct) -> syn::Item {
    let docs = docs::paragraphs(&item.definition.description, &item.notes);
    let aliases = &item.aliases;
    let ident = format_ident!("{}", item.ident);
    let fields = item.fields.iter().map(|field| field_tokens(field, item));
    let derives = item.derives.iter().map(Derive::tokens);
    let attributes = attributes(&item.attributes, item.deprecated.as_deref());
    parse_quote! {
        #(#[doc = #docs])*
        #(#[doc(alias = #aliases)])*
        #[derive(Clone, PartialEq #(, #derives)*)]
        #(#attributes)*
        pub struct #ident {
            #(#fields,)*
            #[doc = " What the definition does not know, and the properties that are `null`."]
            pub extra: crate::wire::Extra,
        }
    }
}

fn alias(item: &Struct) -> syn::Item {
    let docs = docs::paragraphs(&item.definition.description, &item.notes);
    let ident = format_ident!("{}", item.ident);
    let aliases = &item.aliases;
    let attributes = attributes(&[], item.deprecated.as_deref());
    parse_quote! {
        #(#[doc = #docs])*
        #(#[doc(alias = #aliases)])*
        #(#attributes)*
        pub type #ident = serde_json::Value;
    }
}

fn field_tokens(field: &Field, item: &Struct) -> TokenStream {
    let docs = docs::paragraphs(&field.property.description, &field.notes);
    let ident = format_ident!("{}", field.ident);
    let ty = types::tokens(&field.ty, item.prelude);
    let attributes = attributes(&field.attributes, field.deprecated.as_deref());
    quote!(#(#[doc = #docs])* #(#attributes)* pub #ident: #ty)
}

/// The attributes of an item, the deprecation first.
fn attributes(attributes: &[Attribute], deprecated: Option<&str>) -> Vec<TokenStream> {
    let deprecated = deprecated.map(|message| quote!(#[deprecated = #message]));
    let attributes = attributes.iter().map(|attribute| {
        let attribute = attribute.tokens();
        quote!(#[#attribute])
    });
    deprecated.into_iter().chain(attributes).collect()
}

/// `new`, with one argument for each required property.
fn constructor(item: &Struct, crowded: bool) -> syn::Item {
    let ident = format_ident!("{}", item.ident);
    let doc = format!(
        " `{}` with its required properties, and nothing else.",
        item.ident
    );
    let required = || item.fields.iter().filter(|field| field.required);
    let names: Vec<_> = required()
        .map(|field| format_ident!("{}", field.ident))
        .collect();
    let lint =
        crowded.then(|| quote!(#[allow(clippy::too_many_arguments, reason = "each is required")]));
    // A type that must be used says so of every function that makes it.
    let said = item.attributes.iter().any(|it| it.is("must_use"));
    let must_use = (!said).then(|| quote!(#[must_use]));
    let types = required().map(|field| types::tokens(&field.ty, item.prelude));
    parse_quote! {
        impl #ident {
            #[doc = #doc]
            #lint
            #must_use
            #[inline]
            pub fn new(#(#names: #types),*) -> Self {
                Self {
                    #(#names,)*
                    ..crate::wire::Model::blank()
                }
            }
        }
    }
}

/// The block that maps fields to the wire. rustfmt leaves the inside of such a block alone, so each
/// property has its one line whatever its length.
fn wire(item: &Struct) -> String {
    let mut text = format!("crate::wire! {{\n    {}", item.ident);
    if item.ident != item.name() {
        text.push_str(&format!(" = {}", Literal::string(item.name())));
    }
    if matches!(item.construction, Construction::Default) {
        text.push_str(": Default");
    }
    text.push_str(" {\n");
    for field in &item.fields {
        let name = Literal::string(field.wire_name());
        let required = match (&field.ty, field.required) {
            (_, false) => "",
            (Type::Boxed(_), true) => " required boxed",
            (_, true) => " required",
        };
        text.push_str(&format!("        {}: {name}{required},\n", field.ident));
    }
    text.push_str("    }\n}\n");
    text
}

/// One item as prettyplease prints it, which is the layout of the files: rustfmt leaves them alone.
fn print(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

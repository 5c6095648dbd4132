//! Templates of a model's file: the struct, its constructor and its wire block; or the alias.

use proc_macro2::Literal;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::docs;
use super::written::Written;
use crate::attribute::Attribute;
use crate::model::{Construction, Field, Struct, Type};

/// The whole file.
pub(super) fn file(item: &Struct) -> String {
    let mut parts = vec![docs::origin(&item.definition.file)];
    match item.construction {
        Construction::Alias => parts.push(alias(item)),
        Construction::Default => parts.extend([structure(item), wire(item)]),
        Construction::New { crowded } => {
            parts.extend([structure(item), constructor(item, crowded), wire(item)]);
        }
    }
    parts.join("\n")
}

fn structure(item: &Struct) -> String {
    let derives: String = item.derives.iter().map(|it| format!(", {it}")).collect();
    let (aliases, attributes) = (
        aliases(item),
        attributes(&item.attributes, &item.deprecated),
    );
    let is_certain = derives.is_empty() && attributes.is_empty();
    let head = format!(
        "{aliases}#[derive(Clone, PartialEq{derives})]\n{attributes}pub struct {} {{}}\n",
        item.ident
    );
    let mut text = words(item);
    text.push_str(laid_out(head, is_certain).trim_end_matches("}\n"));
    text.push('\n');
    for it in &item.fields {
        field(it, item, &mut text);
    }
    text + docs::EXTRA + "    pub extra: crate::wire::Extra,\n}\n"
}

fn alias(item: &Struct) -> String {
    let (aliases, attributes) = (aliases(item), attributes(&[], &item.deprecated));
    let alias = format!(
        "{aliases}{attributes}pub type {} = serde_json::Value;\n",
        item.ident
    );
    words(item) + &laid_out(alias, attributes.is_empty())
}

/// The doc comment of a model.
fn words(item: &Struct) -> String {
    docs::model(&item.definition.description, &item.notes, &item.part_of)
}

fn aliases(item: &Struct) -> String {
    item.aliases.iter().map(|name| docs::alias(name)).collect()
}

/// Adds a field. In a struct of its own it is laid out as among others.
fn field(field: &Field, item: &Struct, text: &mut String) {
    text.push_str(&docs::comment(
        "    ",
        &field.property.description,
        &field.notes,
    ));
    let attributes = attributes(&field.attributes, &field.deprecated);
    let ty = Written(&field.ty, item.prelude);
    let alone = format!(
        "struct S {{\n{attributes}    pub {}: {ty},\n}}\n",
        field.ident
    );
    let alone = laid_out(alone, attributes.is_empty());
    text.push_str(
        alone
            .trim_start_matches("struct S {\n")
            .trim_end_matches("}\n"),
    );
}

/// The attributes of an item, the deprecation first.
fn attributes(attributes: &[Attribute], deprecated: &Option<String>) -> String {
    let deprecated = deprecated.iter();
    let deprecated = deprecated.map(|it| docs::deprecated(it));
    let attributes = attributes.iter().map(|it| format!("#[{it}]\n"));
    deprecated.chain(attributes).collect()
}

/// `new`, with one argument for each required property: all of it is prettyplease's to lay out.
fn constructor(item: &Struct, crowded: bool) -> String {
    let ident = format_ident!("{}", item.ident);
    let doc = docs::constructor(&item.ident);
    let required = || item.fields.iter().filter(|field| field.required);
    let names: Vec<_> = required()
        .map(|field| format_ident!("{}", field.ident))
        .collect();
    let crowded =
        crowded.then(|| quote!(#[allow(clippy::too_many_arguments, reason = "each is required")]));
    let named = (item.ident == "New").then(
        || quote!(#[allow(clippy::self_named_constructors, reason = "the API's name is `New`")]),
    );
    // `#[must_use]` on a type holds for every function that returns it; clippy warns about a second one.
    let marked = item.attributes.iter().any(|it| it.is("must_use"));
    let must_use = (!marked).then(|| quote!(#[must_use]));
    let types = required().map(|field| Written(&field.ty, item.prelude).tokens());
    print(parse_quote! {
        impl #ident {
            #doc
            #crowded
            #named
            #must_use
            #[inline]
            pub fn new(#(#names: #types),*) -> Self {
                Self {
                    #(#names,)*
                    ..crate::wire::Model::blank()
                }
            }
        }
    })
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

/// An item as prettyplease lays it out. It is not asked where that is certain: where nothing is in the
/// words of others, and each line has room.
fn laid_out(item: String, is_certain: bool) -> String {
    if is_certain && item.lines().all(|line| line.len() <= WIDTH) {
        return item;
    }
    syn::parse_str(&item).map_or(item, print)
}

/// The room in a line.
const WIDTH: usize = 89;

/// One item as prettyplease prints it, which is the layout of the files: rustfmt leaves them alone.
fn print(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

//! Sees in a generated file what users of the crate can see. The only module that parses Rust.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Item, LitStr, Meta, Token, Visibility};

use super::types;
use crate::model::Type;

/// What a file is about.
pub(super) enum Outline {
    /// The struct of a definition.
    Struct(Shape),
    /// An enum.
    Enum(Words),
}

/// A struct with its constructor and its block.
pub(super) struct Shape {
    pub(super) definition: String,
    pub(super) ident: String,
    /// Derives and attributes, sorted.
    pub(super) attributes: Vec<String>,
    /// The names of the constructor's arguments.
    pub(super) constructor: Option<Vec<String>>,
    members: BTreeMap<String, Member>,
    lines: BTreeMap<String, Line>,
}

/// A public field.
pub(super) struct Member {
    pub(super) ident: String,
    pub(super) ty: Type,
    /// The type as it is written.
    pub(super) text: String,
    pub(super) attributes: Vec<String>,
}

/// A line of the block that maps fields to the wire.
pub(super) struct Line {
    ident: String,
    pub(super) required: bool,
}

/// An enum: the identifiers of its constants by their values.
pub(super) struct Words {
    pub(super) ident: String,
    pub(super) constants: BTreeMap<String, String>,
}

impl Shape {
    /// The field that stands for a property.
    pub(super) fn property(&self, wire_name: &str) -> Option<(&Line, &Member)> {
        let line = self.lines.get(wire_name)?;
        Some((line, self.members.get(&line.ident)?))
    }

    /// The fields that stand for no property.
    pub(super) fn others(&self) -> Vec<String> {
        let mapped: BTreeSet<_> = self.lines.values().map(|line| &line.ident).collect();
        let others = self.members.values();
        let others = others.filter(|member| !mapped.contains(&member.ident));
        others
            .map(|member| format!("{}: {}", member.ident, member.text))
            .collect()
    }

    /// The properties that the constructor asks for, in the order of its arguments.
    pub(super) fn demanded(&self) -> Option<Vec<&str>> {
        let arguments = self.constructor.as_ref()?.iter();
        let wire_name = |argument: &String| {
            let mut lines = self.lines.iter();
            lines.find_map(|(name, line)| (line.ident == *argument).then_some(name.as_str()))
        };
        Some(arguments.filter_map(wire_name).collect())
    }

    /// How a value is made.
    pub(super) fn made_by(&self) -> String {
        let Some(arguments) = &self.constructor else {
            return "default()".to_owned();
        };
        format!("new({})", arguments.join(", "))
    }
}

/// What the file shows; `None` where it is no file that a generator of ours could have written.
pub(super) fn outline(text: &str, enums: &BTreeSet<&str>) -> Option<Outline> {
    let file = syn::parse_file(text).ok()?;
    for item in &file.items {
        if let Item::Macro(block) = item
            && block.mac.path.segments.last()?.ident == "open_enum"
        {
            return words
                .parse2(block.mac.tokens.clone())
                .ok()
                .map(Outline::Enum);
        }
    }
    let (mut found, mut arguments, mut mapping) = (None, None, None);
    for item in &file.items {
        match item {
            Item::Struct(item) => found = Some(item),
            Item::Impl(item) if item.trait_.is_none() => arguments = constructor(item),
            Item::Macro(item) if item.mac.path.segments.last()?.ident == "wire" => {
                mapping = Some(lines.parse2(item.mac.tokens.clone()).ok()?);
            }
            _ => {}
        }
    }
    let (item, (definition, lines)) = (found?, mapping?);
    let fields = item.fields.iter();
    let members = fields.filter_map(|field| member(field, enums));
    Some(Outline::Struct(Shape {
        definition,
        ident: item.ident.to_string(),
        attributes: attributes(&item.attrs),
        constructor: arguments,
        members: members.map(|it| (it.ident.clone(), it)).collect(),
        lines,
    }))
}

fn member(field: &syn::Field, enums: &BTreeSet<&str>) -> Option<Member> {
    let Visibility::Public(_) = field.vis else {
        return None;
    };
    Some(Member {
        ident: field.ident.as_ref()?.to_string(),
        ty: types::read(&field.ty, enums),
        text: types::text(&field.ty),
        attributes: attributes(&field.attrs),
    })
}

/// The names of the arguments of `new`.
fn constructor(item: &syn::ItemImpl) -> Option<Vec<String>> {
    let new = item.items.iter().find_map(|item| match item {
        syn::ImplItem::Fn(item) if item.sig.ident == "new" => Some(item),
        _ => None,
    })?;
    let inputs = new.sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(argument) => Some(argument.pat.to_token_stream().to_string()),
        _ => None,
    });
    Some(inputs.collect())
}

/// Derives one by one, and attributes that users may notice: no documentation and no lints.
fn attributes(attributes: &[Attribute]) -> Vec<String> {
    let mut texts = Vec::new();
    for attribute in attributes {
        let path = attribute.path();
        let is_doc = path.is_ident("doc") && matches!(attribute.meta, Meta::NameValue(_));
        if is_doc || path.is_ident("allow") || path.is_ident("expect") {
            continue;
        }
        let derives = Punctuated::<syn::Path, Token![,]>::parse_terminated;
        match attribute.parse_args_with(derives) {
            Ok(paths) if path.is_ident("derive") => {
                let paths = paths.iter();
                texts.extend(paths.map(|path| format!("derive({})", types::text(path))));
            }
            _ => texts.push(types::text(&attribute.meta)),
        }
    }
    texts.sort();
    texts
}

/// `Queue = "Queue": Default { name: "name" required, … }`: the definition and, by wire name, the
/// lines. What stands between the name and `required` has no bearing on the interface.
fn lines(input: ParseStream<'_>) -> syn::Result<(String, BTreeMap<String, Line>)> {
    let mut definition = input.parse::<Ident>()?.to_string();
    if input.parse::<Option<Token![=]>>()?.is_some() {
        definition = input.parse::<LitStr>()?.value();
    }
    if input.parse::<Option<Token![:]>>()?.is_some() {
        input.parse::<Ident>()?;
    }
    let body;
    syn::braced!(body in input);
    let mut lines = BTreeMap::new();
    while !body.is_empty() {
        let ident = body.call(any_ident)?.to_string();
        body.parse::<Token![:]>()?;
        let name = body.parse::<LitStr>()?.value();
        let mut required = false;
        while !body.is_empty() && !body.peek(Token![,]) {
            let token: proc_macro2::TokenTree = body.parse()?;
            required |= token.to_string() == "required";
        }
        body.parse::<Option<Token![,]>>()?;
        lines.insert(name, Line { ident, required });
    }
    skip(input)?;
    Ok((definition, lines))
}

/// `/// … Direction { INBOUND = "inbound", … }`
fn words(input: ParseStream<'_>) -> syn::Result<Words> {
    input.call(Attribute::parse_outer)?;
    let ident = input.parse::<Ident>()?.to_string();
    let body;
    syn::braced!(body in input);
    let mut constants = BTreeMap::new();
    while !body.is_empty() {
        body.call(Attribute::parse_outer)?;
        let ident = body.call(any_ident)?.to_string();
        body.parse::<Token![=]>()?;
        constants.insert(body.parse::<LitStr>()?.value(), ident);
        body.parse::<Option<Token![,]>>()?;
    }
    skip(input)?;
    Ok(Words { ident, constants })
}

fn any_ident(input: ParseStream<'_>) -> syn::Result<Ident> {
    use syn::ext::IdentExt as _;
    input.call(Ident::parse_any)
}

/// What a later generator may have put behind is no reason to understand nothing.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<TokenStream>().map(drop)
}

//! The nouns `Attribute` and `Derive`: the attributes and traits that overrides add to structs and fields,
//! validated. The only file that lists the attributes that are allowed.

use std::fmt;

use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use crate::unseen;

/// An attribute, without its `#[…]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute(String);

/// The path of a trait, as `derive` takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derive {
    text: String,
    segments: Vec<String>,
}

/// The reason to refuse a text, with help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The problem, as a diagnostic's message.
    pub message: String,
    /// The advice to the author.
    pub help: String,
}

/// The item that an attribute is added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A struct.
    Model,
    /// A field of one.
    Field,
}

/// Attributes that have an entry of their own, or that would take away what other code names.
const REFUSED: [(&str, &str); 6] = [
    (
        "derive",
        "write `derives = [\"…\"]` in the entry of the model",
    ),
    ("deprecated", "write `deprecated = \"…\"` in the entry"),
    (
        "cfg",
        "a field or type that comes and goes cannot be decoded: leave it out",
    ),
    (
        "serde",
        "models are decoded and encoded without serde's derive, which alone knows it: leave it out",
    ),
    (
        "cfg_attr",
        "an attribute that comes and goes hides what it is: write it alone, or leave it out",
    ),
    (
        "repr",
        "how a model lies in memory is not for an override to say: leave it out",
    ),
];

/// The most brackets of an attribute. No real one comes near it; later stages may recurse.
const BRACKETS: usize = 32;

impl Attribute {
    /// Reads an attribute. Those of a derive from another crate are known to that crate alone, so
    /// any is taken where there is one: `has_foreign`.
    ///
    /// # Errors
    ///
    /// Fails if the text is not one attribute, or the target cannot have it.
    pub fn parse(text: &str, target: Target, has_foreign: bool) -> Result<Self, Refusal> {
        let refused = |message: String, help: &str| {
            let help = help.to_owned();
            Err(Refusal { message, help })
        };
        if let Some(unseen) = unseen::first(text) {
            let message = format!("`{text}` contains the invisible character {unseen}");
            return refused(message, "remove it: compilers refuse such code");
        }
        let path = one_attribute(text);
        let Some(name) = path.as_ref().and_then(|path| path.segments.last()) else {
            return refused(
                format!("`{text}` is not one attribute"),
                "write it without `#[` and `]`, each attribute as a text of its own: `doc(hidden)`",
            );
        };
        let name = name.ident.unraw().to_string();
        if let Some((name, help)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            return refused(format!("`{name}` cannot be added as an attribute"), help);
        }
        let is_word = path.as_ref().is_some_and(|path| path.get_ident().is_some());
        if is_word && target.takes().contains(&&*name) {
            return if is_taken(&name, text) {
                Ok(Self(text.to_owned()))
            } else {
                refused(
                    format!("Rust does not take `{name}` in this form"),
                    "write it as in `allow(dead_code)`, `doc(hidden)`, `doc(alias = \"…\")`, \
                     `must_use` or `non_exhaustive`",
                )
            };
        }
        if has_foreign {
            return Ok(Self(text.to_owned()));
        }
        let (noun, taken) = (target.noun(), target.takes().join("`, `"));
        refused(
            format!("`{name}` is not an attribute for {noun}"),
            &format!("leave it out; {noun} can have `{taken}`"),
        )
    }

    /// Returns `true` if it is the attribute of that name.
    pub(crate) fn is(&self, name: &str) -> bool {
        one_attribute(&self.0).is_some_and(|path| path.is_ident(name))
    }
}

impl Derive {
    /// Reads the path of one trait.
    ///
    /// # Errors
    ///
    /// Fails if the text is not one path.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let refusal = |_| Refusal {
            message: format!("`{text}` is not the path of one trait"),
            help: "write each trait as a text of its own: `derives = [\"Eq\", \"Hash\"]`"
                .to_owned(),
        };
        let path = syn::Path::parse_mod_style
            .parse_str(text)
            .map_err(refusal)?;
        let segments = path.segments.iter();
        Ok(Self {
            text: text.to_owned(),
            segments: segments.map(|it| it.ident.unraw().to_string()).collect(),
        })
    }

    /// The trait's own name.
    pub fn name(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// Returns `true` if the path may lead to a trait of the standard library.
    pub fn is_standard(&self) -> bool {
        match &self.segments[..] {
            [_] => true,
            [first, ..] => first == "std" || first == "core",
            [] => false,
        }
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Derive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Target {
    const fn noun(self) -> &'static str {
        match self {
            Self::Model => "a model",
            Self::Field => "a field",
        }
    }

    /// The attributes that Rust accepts on the target.
    const fn takes(self) -> &'static [&'static str] {
        match self {
            Self::Model => &["allow", "doc", "must_use", "non_exhaustive"],
            Self::Field => &["allow", "doc"],
        }
    }
}

/// The path of the attribute that `text` is: a path alone, with something in parentheses, or with
/// `=` and a literal. Expressions are left out, which no attribute of a model has need of, so that
/// nothing here nests without end.
fn one_attribute(text: &str) -> Option<syn::Path> {
    if text.matches(['(', '[', '{']).count() > BRACKETS {
        return None;
    }
    let attribute = |input: syn::parse::ParseStream<'_>| {
        let path = syn::Path::parse_mod_style(input)?;
        if input.peek(syn::Token![=]) {
            input.parse::<syn::Token![=]>()?;
            input.parse::<syn::Lit>()?;
        } else if input.peek(syn::token::Paren) {
            input.parse::<proc_macro2::Group>()?;
        }
        Ok(path)
    };
    attribute.parse_str(text).ok()
}

/// Returns `true` if compiler and rustdoc accept the attribute: an alias has no quotes, and no spaces at its ends.
fn is_taken(name: &str, text: &str) -> bool {
    use syn::{Expr, Lit, Meta, MetaNameValue};
    let text_of = |it: &MetaNameValue| match &it.value {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    let items = |list: &syn::MetaList| {
        list.parse_args_with(Punctuated::<Meta, syn::Token![,]>::parse_terminated)
            .map_or_else(|_| Vec::new(), |items| items.into_iter().collect())
    };
    match (name, syn::parse_str::<Meta>(text)) {
        ("must_use" | "non_exhaustive", Ok(Meta::Path(_))) => true,
        ("must_use", Ok(Meta::NameValue(value))) => text_of(&value).is_some(),
        ("allow", Ok(Meta::List(list))) => {
            let items = items(&list);
            !items.is_empty() && items.iter().all(|it| matches!(it, Meta::Path(_)))
        }
        ("doc", Ok(Meta::List(list))) => match &items(&list)[..] {
            [Meta::Path(path)] => path.is_ident("hidden"),
            [Meta::NameValue(value)] if value.path.is_ident("alias") => {
                let fits = |alias: &String| {
                    let spaced = |letter: char| letter.is_whitespace() && letter != ' ';
                    let quoted = alias.contains(['"', '\'']) || alias.contains(spaced);
                    !alias.is_empty() && alias.trim() == alias && !quoted
                };
                text_of(value).as_ref().is_some_and(fits)
            }
            _ => false,
        },
        _ => false,
    }
}

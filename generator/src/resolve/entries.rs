//! Checks what can be said of each override by itself: whether its words and names are any.

use std::collections::BTreeSet;
use std::sync::Arc;

use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use super::types::{self, Known};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::names;
use crate::overrides::{Model, Overrides, Property};
use crate::schema::{self, Spanned};
use crate::unseen;

/// What every struct has without asking for it.
const DERIVED: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

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

/// What an attribute is added to, and which attributes Rust takes there. Those of a derive from
/// another crate are known to that crate alone.
#[derive(Clone, Copy)]
struct Target {
    noun: &'static str,
    taken: &'static [&'static str],
    /// Whether a model derives a trait of another crate, which may have attributes of its own.
    has_foreign: bool,
}

const ON_FIELDS: &[&str] = &["allow", "doc"];
const ON_MODELS: &[&str] = &["allow", "doc", "must_use", "non_exhaustive"];

/// Reports every entry that is wrong whatever it is about, and every enum that no entry uses.
pub(super) fn check(known: &Known<'_>, problems: &mut Diagnostics) {
    let Overrides {
        enums,
        models,
        properties,
        definitions,
        facts,
        broken,
        ..
    } = known.overrides;
    let mut used = BTreeSet::new();
    for (name, entry) in properties {
        check_property(entry, || known.first_of(name), known, problems);
        used.extend(entry.ty.as_ref().map(|ty| ty.value.word()));
    }
    let all = definitions
        .iter()
        .chain(facts)
        .flat_map(|(definition, section)| {
            let properties = section.properties.iter();
            properties.map(move |(name, entry)| (definition, name, entry))
        });
    for (definition, name, entry) in all {
        check_property(entry, || known.property(definition, name), known, problems);
        used.extend(entry.ty.as_ref().map(|ty| ty.value.word()));
    }
    for entry in models.values() {
        check_model(entry, known.overrides, problems);
    }
    if *broken {
        // An entry that could not be read may be the one that uses the enum.
        return;
    }
    let unused = enums
        .iter()
        .filter(|(name, _)| !used.contains(name.as_str()) && !types::is_word(name));
    for (name, list) in unused {
        problems.push(Diagnostic::new(
            Code::UnusedEnum,
            list.place,
            format!("no property has the enum `{name}` for its type"),
            format!(
                "write `property = \"{name}\"` for a property that holds one, or remove the enum"
            ),
        ));
    }
}

/// Checks one entry on `property`, or on all like it.
fn check_property<'a>(
    entry: &Property,
    property: impl FnOnce() -> Option<&'a Arc<schema::Property>>,
    known: &Known<'a>,
    problems: &mut Diagnostics,
) {
    if let Some(ty) = &entry.ty
        && known.overriding(&ty.value).is_none()
        && let Some(help) = known.meant(&ty.value, property().map(|property| &property.ty.value))
    {
        problems.push(Diagnostic::new(
            Code::UnknownOverrideType,
            ty.place,
            format!("unknown type `{}`", ty.value.word()),
            help,
        ));
    }
    if let Some(rename) = &entry.rust.rename
        && names::field_as_named(&rename.value).is_none()
    {
        let usual = names::field(&rename.value);
        problems.push(invalid_name(rename, "a field", usual));
    }
    let target = Target::new("a field", ON_FIELDS, known.overrides);
    check_attributes(&entry.rust.attributes, target, problems);
}

impl Target {
    fn new(noun: &'static str, taken: &'static [&'static str], overrides: &Overrides) -> Self {
        let mut derives = overrides.models.values().flat_map(|model| &model.derives);
        Self {
            noun,
            taken,
            has_foreign: derives.any(|path| path.value.contains("::")),
        }
    }

    /// Why an attribute cannot be added here.
    fn refuses(self, path: &syn::Path, text: &str) -> Option<(String, String)> {
        let name = path.segments.last()?.ident.unraw().to_string();
        if let Some((name, help)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            let message = format!("`{name}` cannot be added as an attribute");
            return Some((message, (*help).to_owned()));
        }
        if path.get_ident().is_some() && self.taken.contains(&&*name) {
            return (!is_taken(&name, text)).then(|| {
                let message = format!("Rust does not take `{name}` in this form");
                let help = "write it as in `allow(dead_code)`, `doc(hidden)`, `doc(alias = \"…\")`, \
                            `must_use` or `non_exhaustive`";
                (message, help.to_owned())
            });
        }
        (!self.has_foreign).then(|| {
            let taken: Vec<_> = self.taken.iter().map(|name| format!("`{name}`")).collect();
            (
                format!("`{name}` is not an attribute for {}", self.noun),
                format!("leave it out; {} can have {}", self.noun, taken.join(", ")),
            )
        })
    }
}

/// Whether compiler and rustdoc take the attribute so: an alias has no quotes, and no spaces at its ends.
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

fn check_attributes(attributes: &[Spanned<String>], target: Target, problems: &mut Diagnostics) {
    problems.extend(attributes.iter().filter_map(|text| refused(text, target)));
    problems.extend(repeated(attributes));
}

fn check_model(entry: &Model, overrides: &Overrides, problems: &mut Diagnostics) {
    if let Some(rename) = &entry.rust.rename
        && !names::is_type_name(&rename.value)
    {
        let usual = names::type_name(&rename.value);
        problems.push(invalid_name(rename, "a type", usual));
    }
    let target = Target::new("a model", ON_MODELS, overrides);
    check_attributes(&entry.rust.attributes, target, problems);
    problems.extend(entry.derives.iter().filter_map(not_derivable));
    problems.extend(repeated(&entry.derives));
}

/// The texts that stand in their list before.
fn repeated(texts: &[Spanned<String>]) -> Vec<Diagnostic> {
    let repeated = texts.iter().enumerate().filter_map(|(at, text)| {
        let alike = |first: &&Spanned<String>| first.value.trim() == text.value.trim();
        let first = texts[..at].iter().find(alike)?;
        let message = format!("`{}` stands in this list twice", text.value);
        let help = "remove one of the two";
        Some(
            Diagnostic::new(Code::ContradictoryOverrides, text.place, message, help)
                .related(first.place, "it stands here first"),
        )
    });
    repeated.collect()
}

fn invalid_name(rename: &Spanned<String>, what: &str, usual: Option<String>) -> Diagnostic {
    let help = match usual {
        Some(usual) => format!("write it as `{usual}`"),
        None => "a name needs at least one ASCII letter or digit".to_owned(),
    };
    Diagnostic::new(
        Code::InvalidOverrideName,
        rename.place,
        format!("`{}` is not a valid name for {what}", rename.value),
        help,
    )
}

/// Why `text` cannot stand in `#[…]`: it is not one attribute, or one that must not.
fn refused(text: &Spanned<String>, target: Target) -> Option<Diagnostic> {
    let (message, help) = match (unseen::first(&text.value), one_attribute(&text.value)) {
        (Some(unseen), _) => (
            format!("`{}` holds {unseen}, which nobody sees", text.value),
            "remove it: compilers refuse such code".to_owned(),
        ),
        (None, Some(path)) => target.refuses(&path, &text.value)?,
        (None, None) => (
            format!("`{}` is not one attribute", text.value),
            "write it without `#[` and `]`, each attribute as a text of its own: `doc(hidden)`"
                .to_owned(),
        ),
    };
    Some(Diagnostic::new(
        Code::MalformedAttribute,
        text.place,
        message,
        help,
    ))
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

/// How many brackets an attribute may have. No real one comes near it; later stages may recurse.
const BRACKETS: usize = 32;

fn not_derivable(text: &Spanned<String>) -> Option<Diagnostic> {
    let Ok(path) = syn::Path::parse_mod_style.parse_str(&text.value) else {
        return Some(Diagnostic::new(
            Code::MalformedAttribute,
            text.place,
            format!("`{}` is not the path of one trait", text.value),
            "write each trait as a text of its own: `derives = [\"Eq\", \"Hash\"]`",
        ));
    };
    let derived = path
        .segments
        .last()
        .is_some_and(|last| DERIVED.iter().any(|name| last.ident.unraw() == name));
    derived.then(|| {
        Diagnostic::new(
            Code::OverrideWithoutEffect,
            text.place,
            format!("every model implements `{}` already", text.value),
            "remove it",
        )
    })
}

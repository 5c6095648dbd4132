//! Checks whether models can derive the traits that overrides ask for, and be derived for at all.
//!
//! Only the standard library's traits are judged; what others derive, and from what, is not known
//! here. Beside its fields, every model holds what the definition does not know, as `wire::Extra`.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::parse::Parser;

use super::definitions::Names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Construction, Pinned, Struct, Type};
use crate::schema::Spanned;

/// The standard library's traits that can be derived beside those that every model has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trait {
    Eq,
    Default,
    /// One that `wire::Extra` does not implement.
    Never(&'static str),
}

const TRAITS: [Trait; 6] = [
    Trait::Eq,
    Trait::Default,
    Trait::Never("Copy"),
    Trait::Never("Hash"),
    Trait::Never("Ord"),
    Trait::Never("PartialOrd"),
];

/// The models by their identifiers.
type Structs<'a> = BTreeMap<&'a str, &'a Struct>;

/// Reports every derive that would not compile. `structs` has one for each of `names`, in their order.
pub(super) fn check(names: &Names<'_>, structs: &[Struct], problems: &mut Diagnostics) {
    let by_ident: Structs<'_> = structs.iter().map(|item| (&*item.ident, item)).collect();
    let pairs = names.iter().zip(structs);
    for (resolved, item) in pairs.filter(|(it, _)| !it.definition.broken) {
        let derives = resolved.entry.map_or(&[][..], |entry| &entry.derives);
        if item.is_alias() {
            let attributes = resolved.entry.map_or(&[][..], |it| &it.rust.attributes);
            problems.extend(
                derives
                    .iter()
                    .chain(attributes)
                    .map(|it| on_alias(it, item)),
            );
            continue;
        }
        let mut first = Vec::new();
        for derive in derives {
            let Some(asked) = Trait::of(&derive.value) else {
                continue;
            };
            problems.extend(judged(asked, derive, item, &by_ident));
            let spelled = |other: &&Spanned<String>| {
                Trait::of(&other.value) == Some(asked) && other.value != derive.value
            };
            problems.extend(first.iter().copied().find(spelled).map(|other| {
                Diagnostic::new(
                    Code::ContradictoryOverrides,
                    derive.place,
                    format!("`{}` is derived twice", asked.name()),
                    "remove one of the two",
                )
                .related(other.place, "it stands here first")
            }));
            first.push(derive);
        }
    }
}

fn on_alias(text: &Spanned<String>, item: &Struct) -> Diagnostic {
    let (alias, text, place) = (&item.ident, &text.value, text.place);
    let message = format!("`{alias}` cannot have `{text}`: it is an alias of any JSON");
    let help = "remove it; an alias can be renamed and deprecated";
    Diagnostic::new(Code::OverrideMismatch, place, message, help).related(
        item.definition.name.place,
        "the definition has no properties",
    )
}

impl Trait {
    fn of(path: &str) -> Option<Self> {
        let path = syn::Path::parse_mod_style.parse_str(path).ok()?;
        let (first, last) = (path.segments.first()?, path.segments.last()?);
        let standard = path.segments.len() == 1 || first.ident == "std" || first.ident == "core";
        let named = |it: &Self| last.ident.unraw() == it.name();
        TRAITS.into_iter().find(named).filter(|_| standard)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Eq => "Eq",
            Self::Default => "Default",
            Self::Never(name) => name,
        }
    }

    /// Whether values of the type have the trait.
    fn holds(self, ty: &Type, structs: &Structs<'_>) -> bool {
        match (self, ty) {
            (Self::Never(_), _)
            | (Self::Eq, Type::Pinned(Pinned::F64))
            | (Self::Default, Type::Number | Type::Enum(_) | Type::IntegerEnum(_)) => false,
            (Self::Default, Type::Map(_) | Type::List(_) | Type::Optional(_)) => true,
            (
                _,
                Type::Map(inner) | Type::List(inner) | Type::Boxed(inner) | Type::Optional(inner),
            ) => self.holds(inner, structs),
            (_, Type::Struct(ident)) => {
                let held = structs.get(ident.as_str());
                held.is_none_or(|item| self.is_of(item))
            }
            _ => true,
        }
    }

    fn is_of(self, item: &Struct) -> bool {
        let derived = || item.derives.iter().any(|it| Self::of(it) == Some(self));
        derived() || self == Self::Default && item.construction == Construction::Default
    }
}

fn judged(
    asked: Trait,
    derive: &Spanned<String>,
    item: &Struct,
    structs: &Structs<'_>,
) -> Option<Diagnostic> {
    let (name, ident) = (asked.name(), &item.ident);
    if asked == Trait::Default && item.construction == Construction::Default {
        let message = format!("`{ident}` implements `{name}` without this");
        let code = Code::OverrideWithoutEffect;
        return Some(Diagnostic::new(code, derive.place, message, "remove it"));
    }
    if let Trait::Never(_) = asked {
        return Some(Diagnostic::new(
            Code::OverrideMismatch,
            derive.place,
            format!("no model can derive `{name}`: the field `extra` has it not"),
            "remove it",
        ));
    }
    let mut fields = item.fields.iter();
    let field = fields.find(|field| !asked.holds(&field.ty, structs))?;
    let help = match field.ty.ident() {
        Some(held) if structs.contains_key(held) => {
            format!("let `{held}` derive it as well, or remove it")
        }
        _ => "remove it".to_owned(),
    };
    let problem = Diagnostic::new(
        Code::OverrideMismatch,
        derive.place,
        format!(
            "`{ident}` cannot derive `{name}`: its field `{}` is a `{}`",
            field.ident, field.ty
        ),
        help,
    );
    Some(problem.related(field.property.ty.place, "the property"))
}

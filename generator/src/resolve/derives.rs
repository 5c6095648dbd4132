//! Checks whether models can derive the traits that overrides ask for, and be derived for at all.
//!
//! Only the standard library's traits are judged; what others derive, and from what, is not known
//! here. In addition to its fields, every model holds unknown properties, as `wire::Extra`.

use super::type_names::Names;
use crate::attribute::Derive;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Construction, Indexed, Struct, Type};
use crate::scalar::Scalar;
use crate::schema::Spanned;
use crate::source::Place;

/// Traits of the standard library that can be derived in addition to those that every model has.
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

/// The models.
type Structs = Indexed<Struct>;

/// Reports every derive that would not compile. `structs` has one for each of `names`.
pub(super) fn check(names: &Names<'_>, structs: &Structs, problems: &mut Diagnostics) {
    for resolved in names.iter().filter(|it| !it.definition.broken) {
        let item = structs.by_ident(&resolved.ident);
        let Some((item, entry)) = item.zip(resolved.entry) else {
            continue;
        };
        if item.is_alias() {
            let refused = entry.derives.iter().chain(&entry.attributes);
            problems.extend(refused.map(|text| on_alias(text, item)));
            continue;
        }
        let mut first: Vec<(Trait, Derive, Place)> = Vec::new();
        for Spanned { value: path, place } in &entry.derives {
            let Ok(derive) = Derive::parse(path) else {
                continue;
            };
            let Some(asked) = Trait::of(&derive) else {
                continue;
            };
            problems.extend(judged(asked, *place, item, structs));
            let mut others = first.iter();
            let other = others.find(|(other, spelled, _)| *other == asked && *spelled != derive);
            problems.extend(other.map(|(.., other)| {
                let message = format!("`{}` is derived twice", asked.name());
                let help = "remove one of the two";
                Diagnostic::new(Code::ContradictoryOverrides, *place, message, help)
                    .related(*other, "it stands here first")
            }));
            first.push((asked, derive, *place));
        }
    }
}

fn on_alias(text: &Spanned<String>, item: &Struct) -> Diagnostic {
    let Spanned { value: text, place } = text;
    let message = format!(
        "`{}` cannot have `{text}`: it is an alias of any JSON",
        item.ident
    );
    let help = "remove it; an alias can be renamed and deprecated";
    Diagnostic::new(Code::OverrideMismatch, *place, message, help).related(
        item.definition.name.place,
        "the definition has no properties",
    )
}

impl Trait {
    fn of(derive: &Derive) -> Option<Self> {
        let mut all = TRAITS.into_iter();
        all.find(|it| derive.is_standard() && it.name() == derive.name())
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Eq => "Eq",
            Self::Default => "Default",
            Self::Never(name) => name,
        }
    }

    /// `true` if values of the type implement the trait.
    fn holds(self, ty: &Type, structs: &Structs) -> bool {
        match (self, ty) {
            (Self::Never(_), _)
            | (Self::Eq, Type::Scalar(Scalar::F64))
            | (
                Self::Default,
                Type::Scalar(Scalar::Number) | Type::Enum(_) | Type::IntegerEnum(_),
            ) => false,
            (Self::Default, Type::Map(_) | Type::List(_) | Type::Optional(_)) => true,
            (
                _,
                Type::Map(inner) | Type::List(inner) | Type::Boxed(inner) | Type::Optional(inner),
            ) => self.holds(inner, structs),
            (_, Type::Struct(ident)) => {
                let held = structs.by_ident(ident);
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

fn judged(asked: Trait, place: Place, item: &Struct, structs: &Structs) -> Option<Diagnostic> {
    let (name, ident) = (asked.name(), &item.ident);
    if asked == Trait::Default && item.construction == Construction::Default {
        let message = format!("`{ident}` implements `{name}` without this");
        let code = Code::OverrideWithoutEffect;
        return Some(Diagnostic::new(code, place, message, "remove it"));
    }
    if let Trait::Never(_) = asked {
        return Some(Diagnostic::new(
            Code::OverrideMismatch,
            place,
            format!("no model can derive `{name}`: the field `extra` has it not"),
            "remove it",
        ));
    }
    let mut fields = item.fields.iter();
    let field = fields.find(|field| !asked.holds(&field.ty, structs))?;
    let help = match field.ty.ident() {
        Some(held) if structs.by_ident(held).is_some() => {
            format!("let `{held}` derive it as well, or remove it")
        }
        _ => "remove it".to_owned(),
    };
    let problem = Diagnostic::new(
        Code::OverrideMismatch,
        place,
        format!(
            "`{ident}` cannot derive `{name}`: its field `{}` is a `{}`",
            field.ident, field.ty
        ),
        help,
    );
    Some(problem.related(field.property.ty.place, "the property"))
}

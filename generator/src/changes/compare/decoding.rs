//! Compares what two decided types take, for programs that were built with one and meet the other.

use crate::changes::verdict::{Effect, Wire};
use crate::model::Type;
use crate::scalar::{Form, Scalar};

/// The verdicts for values of `old`, which programs send, and for values of `new`, which they receive.
pub(super) fn wire(old: &Type, new: &Type) -> Wire {
    Wire {
        sent: effect(new, old),
        received: effect(old, new),
    }
}

/// The effect on programs that write values of `old` into a path, query or header where `new` is expected.
/// There everything is text, and one value is a list of one.
pub(super) fn written(old: &Type, new: &Type) -> Effect {
    match (bare(old), bare(new)) {
        (Type::List(old), Type::List(new)) => written(old, new),
        (old, Type::List(new)) => written(old, new),
        (Type::List(_), _) => Effect::Breaking,
        (_, new) if matches!(form(new), Some(Form::Text)) => Effect::Compatible,
        // A text may have been one of those before, as the publisher stated no more.
        (old, new)
            if matches!(
                (form(old), form(new)),
                (Some(Form::Text), Some(Form::Formatted(..)))
            ) =>
        {
            Effect::Compatible
        }
        (old, new) => effect(new, old),
    }
}

/// `true` if values hold a definition, whose shape [`link_shapes`](super::link_shapes) compares.
pub(super) fn holds_definition(ty: &Type) -> bool {
    match bare(ty) {
        Type::Struct(_) | Type::Alias(_) => true,
        Type::List(item) | Type::Map(item) => holds_definition(item),
        _ => false,
    }
}

fn holds_anything(ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::Json) => true,
        Type::List(item) | Type::Map(item) => holds_anything(bare(item)),
        _ => false,
    }
}

/// The type without what Rust alone needs.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(item) | Type::Optional(item) => bare(item),
        ty => ty,
    }
}

/// Returns the effect of a value of the type `value` where the type `taker` is expected.
fn effect(taker: &Type, value: &Type) -> Effect {
    match (bare(taker), bare(value)) {
        (taker, value) if taker == value => Effect::Compatible,
        (Type::Scalar(Scalar::Json) | Type::Alias(_), _) => Effect::Compatible,
        (Type::List(one), Type::List(other)) | (Type::Map(one), Type::Map(other)) => {
            effect(one, other)
        }
        (Type::Map(item), Type::Struct(_)) if holds_anything(bare(item)) => Effect::Compatible,
        (taker, value) => match (form(taker), form(value)) {
            (Some(taker), Some(value)) => of_forms(&taker, &value),
            _ => Effect::Breaking,
        },
    }
}

/// Compares scalars. A text that is not a date is decoded, and has no date in it.
fn of_forms(taker: &Form, value: &Form) -> Effect {
    match (taker, value) {
        (Form::Number, Form::Number | Form::Integer(_))
        | (Form::Text, Form::Text | Form::Formatted(..))
        | (Form::Boolean, Form::Boolean) => Effect::Compatible,
        (Form::Integer(one), Form::Integer(other)) => {
            let holds = one.contains(other.start()) && one.contains(other.end());
            Effect::breaking_if(!holds)
        }
        (Form::Formatted(..), Form::Text | Form::Formatted(..)) => Effect::Silent,
        _ => Effect::Breaking,
    }
}

/// Returns the values that a scalar accepts. Enums are open: they accept values that they do not list.
fn form(ty: &Type) -> Option<Form> {
    match ty {
        Type::Scalar(scalar) => Some(scalar.form()),
        Type::Enum(_) => Some(Form::Text),
        Type::IntegerEnum(_) => Some(Scalar::I64.form()),
        _ => None,
    }
}

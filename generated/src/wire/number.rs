//! Numbers of JSON, put into whatever type of number a field has.
//!
//! What does not fit is refused, and what fits but would come back in another form is
//! handed on to be noted.

use serde::de::Error;
use serde_json::{Number, Value};

use super::decode::Outcome;
use super::field::FieldMut;
use super::path::Path;
use super::refusal::{Found, mismatch};

pub(super) fn put_whole<E: Error>(
    path: Option<&Path<'_>>,
    mut field: FieldMut<'_>,
    whole: i128,
    number: Number,
) -> Result<Outcome, E> {
    let fits = match &mut field {
        FieldMut::Number(value) => {
            **value = number;
            return Ok(Outcome::Filled);
        }
        FieldMut::Value(value) => {
            **value = Value::Number(number);
            return Ok(Outcome::Filled);
        }
        FieldMut::F32(value) => {
            **value = whole as f32;
            return Ok(Outcome::Exact(number.into()));
        }
        FieldMut::F64(value) => {
            **value = whole as f64;
            return Ok(Outcome::Exact(number.into()));
        }
        FieldMut::I32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::I64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::U32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::U64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        _ => false,
    };
    if fits {
        Ok(Outcome::Filled)
    } else {
        Err(mismatch(path, &field, Found::Number(&number)))
    }
}

pub(super) fn put_float<E: Error>(
    path: Option<&Path<'_>>,
    field: FieldMut<'_>,
    float: f64,
) -> Result<Outcome, E> {
    let Some(number) = Number::from_f64(float) else {
        return Err(mismatch(path, &field, Found::Endless));
    };
    match field {
        FieldMut::Number(value) => *value = number,
        FieldMut::Value(value) => *value = Value::Number(number),
        FieldMut::F64(value) => *value = float,
        FieldMut::F32(value) => {
            *value = float as f32;
            // Whether the shorter type's shortest digits still mean the same number.
            if widen(*value) != float {
                return Ok(Outcome::Exact(number.into()));
            }
        }
        field => return Err(mismatch(path, &field, Found::Number(&number))),
    }
    Ok(Outcome::Filled)
}

/// Puts a number in whose digits serde_json has kept.
pub(super) fn put_number<E: Error>(
    path: Option<&Path<'_>>,
    field: FieldMut<'_>,
    number: Number,
) -> Result<Outcome, E> {
    if let FieldMut::Number(value) = field {
        *value = number;
        return Ok(Outcome::Filled);
    }
    if let Some(whole) = number.as_i128() {
        return put_whole(path, field, whole, number);
    }
    let shown = match (field, number.as_f64()) {
        (FieldMut::F64(value), Some(float)) => {
            *value = float;
            float
        }
        (FieldMut::F32(value), Some(float)) => {
            *value = float as f32;
            widen(*value)
        }
        (field, _) => return Err(mismatch(path, &field, Found::Number(&number))),
    };
    if Number::from_f64(shown).as_ref() == Some(&number) {
        return Ok(Outcome::Filled);
    }
    Ok(Outcome::Exact(number.into()))
}

/// The number that the shortest digits of a short float stand for: `0.1`, where serde_json
/// would put 0.10000000149011612 into a `Value`.
pub(super) fn widen(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

//! Numbers of JSON, put into whatever type of number a field has.
//!
//! What does not fit is refused, and what fits but would come back in another form is
//! handed on to be noted.

use serde::de::Error;
use serde_json::{Number, Value};

use super::decode::Outcome;
use super::field::Slot;
use super::path::At;
use super::refusal::{Found, mismatch};

pub(super) fn put_whole<E: Error>(
    at: Option<&At<'_>>,
    mut slot: Slot<'_>,
    whole: i128,
    number: Number,
) -> Result<Outcome, E> {
    let fits = match &mut slot {
        Slot::Number(value) => {
            **value = number;
            return Ok(Outcome::Filled);
        }
        Slot::Value(value) => {
            **value = Value::Number(number);
            return Ok(Outcome::Filled);
        }
        Slot::F32(value) => {
            **value = whole as f32;
            return Ok(Outcome::Exact(number.into()));
        }
        Slot::F64(value) => {
            **value = whole as f64;
            return Ok(Outcome::Exact(number.into()));
        }
        Slot::I32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::I64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::U32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        Slot::U64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        _ => false,
    };
    if fits {
        Ok(Outcome::Filled)
    } else {
        Err(mismatch(at, &slot, Found::Number(&number)))
    }
}

pub(super) fn put_float<E: Error>(
    at: Option<&At<'_>>,
    slot: Slot<'_>,
    float: f64,
) -> Result<Outcome, E> {
    let Some(number) = Number::from_f64(float) else {
        return Err(mismatch(at, &slot, Found::Endless));
    };
    match slot {
        Slot::Number(value) => *value = number,
        Slot::Value(value) => *value = Value::Number(number),
        Slot::F64(value) => *value = float,
        Slot::F32(value) => {
            *value = float as f32;
            // Whether the shorter type's shortest digits still mean the same number.
            if widen(*value) != float {
                return Ok(Outcome::Exact(number.into()));
            }
        }
        slot => return Err(mismatch(at, &slot, Found::Number(&number))),
    }
    Ok(Outcome::Filled)
}

/// Puts a number in whose digits serde_json has kept.
pub(super) fn put_number<E: Error>(
    at: Option<&At<'_>>,
    slot: Slot<'_>,
    number: Number,
) -> Result<Outcome, E> {
    if let Slot::Number(value) = slot {
        *value = number;
        return Ok(Outcome::Filled);
    }
    if let Some(whole) = number.as_i128() {
        return put_whole(at, slot, whole, number);
    }
    let shown = match (slot, number.as_f64()) {
        (Slot::F64(value), Some(float)) => {
            *value = float;
            float
        }
        (Slot::F32(value), Some(float)) => {
            *value = float as f32;
            widen(*value)
        }
        (slot, _) => return Err(mismatch(at, &slot, Found::Number(&number))),
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

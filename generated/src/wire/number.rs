//! Numbers of JSON, put into whatever type of number a field has.
//!
//! A number that does not fit is refused, and one that fits but would come back in another form is
//! handed on to be noted.

use serde::de::{Error, MapAccess};
use serde_json::{Number, Value};

use super::field::FieldMut;
use super::note::Note;
use super::path::Path;
use super::refusal::{mismatch, refuse};
use super::seed::{Job, Outcome};

/// The number that an object with the given first key is.
///
/// With serde_json's feature `arbitrary_precision`, a number comes as an object with one
/// property of this name. Without it, a property of this name is a property.
pub(super) fn in_disguise<'de, A: MapAccess<'de>>(
    name: &str,
    map: &mut A,
) -> Result<Option<Number>, A::Error> {
    // Without the feature this number is out of range.
    if name != "$serde_json::private::Number" || serde_json::from_str::<Number>("1e999").is_err() {
        return Ok(None);
    }
    let text = map.next_value::<String>()?;
    text.parse().map(Some).map_err(Error::custom)
}

pub(super) fn put_whole<E: Error>(
    path: Option<&Path<'_>>,
    job: &Job,
    mut field: FieldMut<'_>,
    whole: i128,
    number: Number,
) -> Result<Outcome, E> {
    match &mut field {
        FieldMut::Number(value) => **value = number,
        FieldMut::Value(value) => **value = Value::Number(number),
        FieldMut::F64(value) => {
            // Not the integer's value, which has no sign if it is zero.
            **value = number.as_f64().unwrap_or(whole as f64);
            return Ok(exact(number));
        }
        field => {
            if !put_integer(field, whole) {
                return mismatch(path, job, field, Value::Number(number));
            }
        }
    }
    Ok(Outcome::Filled)
}

pub(super) fn put_float<E: Error>(
    path: Option<&Path<'_>>,
    job: &Job,
    mut field: FieldMut<'_>,
    float: f64,
) -> Result<Outcome, E> {
    let Some(number) = Number::from_f64(float) else {
        // Not from JSON, but a `Deserializer` may give it.
        let found = "a number that is not finite";
        return Err(refuse(path, field.wanted(), found));
    };
    match &mut field {
        FieldMut::Number(value) => **value = number,
        FieldMut::Value(value) => **value = Value::Number(number),
        FieldMut::F64(value) => **value = float,
        field => {
            let fits = float.fract() == 0.0 && put_integer(field, float as i128);
            return if fits {
                Ok(exact(number))
            } else {
                mismatch(path, job, field, Value::Number(number))
            };
        }
    }
    Ok(Outcome::Filled)
}

/// Puts a number in whose spelling serde_json has kept.
pub(super) fn put_number<E: Error>(
    path: Option<&Path<'_>>,
    job: &Job,
    mut field: FieldMut<'_>,
    number: Number,
) -> Result<Outcome, E> {
    let same = match &mut field {
        FieldMut::Number(value) => {
            **value = number;
            return Ok(Outcome::Filled);
        }
        FieldMut::Value(value) => {
            **value = Value::Number(number);
            return Ok(Outcome::Filled);
        }
        FieldMut::F64(value) => match number.as_f64() {
            Some(float) => {
                **value = float;
                Number::from_f64(float).as_ref() == Some(&number)
            }
            None => return mismatch(path, job, &field, Value::Number(number)),
        },
        field => match whole(&number) {
            Some(whole) if put_integer(field, whole) => whole.to_string() == number.to_string(),
            _ => return mismatch(path, job, field, Value::Number(number)),
        },
    };
    Ok(if same { Outcome::Filled } else { exact(number) })
}

/// Returns `true` if the field is of an integer type that has the value, which then is in it.
fn put_integer(field: &mut FieldMut<'_>, whole: i128) -> bool {
    match field {
        FieldMut::I32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::I64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::U32(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        FieldMut::U64(value) => whole.try_into().map(|whole| **value = whole).is_ok(),
        _ => false,
    }
}

/// The value of a number without a fraction: `5`, `5.0`, `5e0`.
pub(super) fn whole(number: &Number) -> Option<i128> {
    number.as_i128().or_else(|| {
        let text = number.to_string();
        match text.split_once('.') {
            // Beyond what a float tells apart.
            Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole.parse().ok(),
            _ => number
                .as_f64()
                .filter(|float| float.fract() == 0.0)
                .map(|float| float as i128),
        }
    })
}

fn exact(number: Number) -> Outcome {
    Outcome::Noted(Box::new(Note::Exact(number)))
}

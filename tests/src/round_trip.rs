//! The question whether a model keeps all that a payload says.
//!
//! Also copied into the crate that is generated from the corpus, so it knows serde alone.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes a payload by every way there is and encodes it by every way there is.
///
/// # Errors
///
/// What was refused, or what it became.
pub fn check<T: DeserializeOwned + Serialize>(payload: &str) -> Result<(), String> {
    check_text::<T>(payload)?;
    let refused = |error: serde_json::Error| error.to_string();
    let wanted: Value = serde_json::from_str(payload).map_err(refused)?;
    let decoded: [T; 3] = [
        serde_json::from_slice(payload.as_bytes()).map_err(refused)?,
        serde_json::from_reader(payload.as_bytes()).map_err(refused)?,
        serde_json::from_value(wanted.clone()).map_err(refused)?,
    ];
    for value in &decoded {
        let found = serde_json::to_value(value).map_err(refused)?;
        expect(&found, &wanted)?;
        let pretty = serde_json::to_vec_pretty(&value).map_err(refused)?;
        expect(&serde_json::from_slice(&pretty).map_err(refused)?, &wanted)?;
    }
    Ok(())
}

/// Decodes a payload from text and encodes it to text: a fifth of the code for each model, and with
/// thousands of models that is what the compiler can bear.
///
/// # Errors
///
/// What was refused, or what it became.
pub fn check_text<T: DeserializeOwned + Serialize>(payload: &str) -> Result<(), String> {
    compare(payload, |payload| {
        serde_json::to_string(&serde_json::from_str::<T>(payload)?)
    })
}

fn compare(payload: &str, again: fn(&str) -> serde_json::Result<String>) -> Result<(), String> {
    let refused = |error: serde_json::Error| error.to_string();
    let wanted: Value = serde_json::from_str(payload).map_err(refused)?;
    let text = again(payload).map_err(refused)?;
    expect(&serde_json::from_str(&text).map_err(refused)?, &wanted)?;
    // A name that is sent twice leaves no trace in a `Value`, but it makes the text longer.
    if text.len() == wanted.to_string().len() {
        Ok(())
    } else {
        Err(format!("something is sent twice: {text}"))
    }
}

fn expect(found: &Value, wanted: &Value) -> Result<(), String> {
    if same(found, wanted) {
        Ok(())
    } else {
        Err(format!("became {found}"))
    }
}

/// Equality that tells `0.0` from `-0.0`, as that of `Value` does not.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.to_string() == right.to_string(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}

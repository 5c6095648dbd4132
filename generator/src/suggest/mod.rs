//! The room `suggest`: recorded payloads go in, overrides that they speak for come out, as text to
//! paste into `overrides.toml`.
//!
//! Nothing is generated from payloads. They show what happened to be sent, so each suggestion states what
//! it rests on, and a person decides.

mod draft;
mod seen;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::{Model, Struct, UnknownModel};
use crate::report;
use seen::Seen;

/// The result of reading payloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    /// The overrides, as text to paste.
    pub text: String,
    /// Payloads that look like those of another model.
    pub doubts: Vec<Doubt>,
}

/// A payload that looks like one of another model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The position of the payload.
    pub payload: usize,
    /// The reason.
    pub message: String,
}

/// Suggests overrides for `payloads`, read as the definition `name`, or as a list of it. It leaves out
/// what `model` states already, and payloads without a known property.
///
/// # Errors
///
/// Fails if `model` has no such definition.
pub fn suggest(model: &Model, name: &str, payloads: &[Value]) -> Result<Suggestions, UnknownModel> {
    let root = model.named(name)?;
    let mut seen = Seen::new(model);
    let mut doubts = Vec::new();
    let mut count = 0;
    for (at, payload) in payloads.iter().enumerate() {
        let values = match payload {
            Value::Array(items) => items.as_slice(),
            payload => std::slice::from_ref(payload),
        };
        let (known, doubt) = judge(root, values);
        doubts.extend(doubt.map(|message| Doubt {
            payload: at,
            message,
        }));
        if known {
            count += values.iter().filter(|value| value.is_object()).count();
            values
                .iter()
                .for_each(|value| seen.object(&root.ident, value));
        }
    }
    let head = format!(
        "# Suggested by {} of `{}`. A comment says what an entry rests on.\n",
        report::count(count, "object", "objects"),
        root.name()
    );
    Ok(Suggestions {
        text: head + &draft::entries(model, &seen),
        doubts,
    })
}

/// Returns `true` if the values of a payload can be read as `root`, and a reason against it.
fn judge(root: &Struct, values: &[Value]) -> (bool, Option<String>) {
    if let Some(other) = values.iter().find(|value| !value.is_object()) {
        let message = format!("it is or holds {}, not an object", seen::kind(other));
        return (true, Some(message));
    }
    let names: BTreeSet<&str> = values
        .iter()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys().map(String::as_str))
        .collect();
    let is_known = |name: &&&str| root.fields.iter().any(|field| field.wire_name() == **name);
    let known = names.iter().filter(is_known).count();
    if names.is_empty() || known * FEW >= names.len() {
        return (true, None);
    }
    let message = match (known, names.len()) {
        (0, 1) => format!(
            "its one property is unknown to `{}`: wrong --model?",
            root.name()
        ),
        (0, all) => format!(
            "none of its {all} properties is known to `{}`: wrong --model?",
            root.name()
        ),
        (known, all) => format!(
            "only {known} of its {all} properties {} known to `{}`: wrong --model?",
            if known == 1 { "is" } else { "are" },
            root.name()
        ),
    };
    (known > 0, Some(message))
}

/// The part of a payload's properties that must be known for it to look like one of the model: an API
/// may be newer than its definitions, but not by most of its properties.
const FEW: usize = 3;

#[cfg(test)]
mod tests;

//! Values that the program assigns to a field of a leniently decoded value are sent: after `forget`
//! always, and without it if they differ from the decoded value in a way that shows.

use std::path::Path;

use goldens::wire::{Lenient, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::folder::Folder;
use tests::numbers::Random;
use tests::payload::Payloads;
use tests::round_trip::Json;

use super::mutations::{MUTATIONS, mutated, payloads_in};

include!(concat!(env!("OUT_DIR"), "/assignments.rs"));

const SEED: u64 = 20_251_128;

/// A property, the step that assigns its field, and the one that drops its notes.
type Field<T> = (&'static str, fn(&mut T, &T), fn(&mut T));

type Assign = fn(&str, &str, &str) -> Result<usize, String>;

/// Assigns each field of a payload from a donor, and compares what is sent with what the donor holds.
/// Returns the number of comparisons without `forget`.
fn assign<T: Model + DeserializeOwned + Serialize + Clone>(
    payload: &str,
    donor: &str,
    fields: &[Field<T>],
) -> Result<usize, String> {
    let decode = |text: &str| {
        let lenient = serde_json::from_str::<Lenient<T>>(text);
        lenient
            .map(Lenient::into_unchecked)
            .map_err(|error| error.to_string())
    };
    let (value, donor) = (decode(payload)?, decode(donor)?);
    let mut detected = 0;
    for (name, set, forget) in fields {
        let sent = |value: &T| serde_json::to_value(value).ok()?.get(name).cloned();
        let forgotten = |value: &T| {
            let mut value = value.clone();
            forget(&mut value);
            sent(&value)
        };
        let wanted = forgotten(&donor);
        let mut assigned = value.clone();
        set(&mut assigned, &donor);
        let expect = |found: Option<Value>, how: &str| {
            let same = match (&found, &wanted) {
                (Some(found), Some(wanted)) => same(found, wanted),
                (found, wanted) => found.is_none() && wanted.is_none(),
            };
            match same {
                true => Ok(()),
                false => Err(format!("{name} {how}: {found:?} instead of {wanted:?}")),
            }
        };
        expect(forgotten(&assigned), "after `forget`")?;
        if is_detectable(forgotten(&value).as_ref(), wanted.as_ref()) {
            detected += 1;
            expect(sent(&assigned), "without `forget`")?;
        }
    }
    Ok(detected)
}

/// The rule that the documentation of `Extra` gives, for the value that a field held and the one that it is
/// assigned.
fn is_detectable(held: Option<&Value>, assigned: Option<&Value>) -> bool {
    match (held, assigned) {
        (_, None) => false,
        (held, Some(Value::Array(items))) => {
            let length = held.and_then(Value::as_array).map_or(0, Vec::len);
            items.len() != length
        }
        // A map, or a model with nothing but empty values.
        (held, Some(Value::Object(entries))) => {
            let held = held.and_then(Value::as_object);
            let keys = held.into_iter().flat_map(|held| held.keys());
            let mut gone = keys.filter(|key| !entries.contains_key(*key));
            gone.next().is_some() && !is_empty(&Value::Object(entries.clone()))
        }
        (_, Some(value)) => !is_empty(value),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(value) => value.as_f64() == Some(0.0),
        Value::String(value) => value.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_empty),
    }
}

/// Equality, but for the form of numbers, which is that of the former value: `5` and `5.0`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
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
                    .all(|(key, left)| right.get(key).is_some_and(|right| same(left, right)))
        }
        (left, right) => left == right,
    }
}

/// Mutates a payload in each way, and assigns the fields of a donor. Returns the number of comparisons.
#[track_caller]
fn assign_to_mutants(
    ident: &str,
    payload: &Json,
    donor: &str,
    assign: Assign,
    random: &mut Random,
) -> usize {
    let outcomes = MUTATIONS.iter().map(|(what, mutation)| {
        let mutant = mutated(payload, *mutation, random);
        let mutant = mutant.as_ref().unwrap_or(payload).to_string();
        // A mutation may nest the deepest payloads deeper than any parser of JSON follows.
        if serde_json::from_str::<Value>(&mutant).is_err() {
            return 0;
        }
        match assign(ident, &mutant, donor) {
            Ok(detected) => detected,
            Err(why) => panic!("{ident} with {what}: {mutant}\n{donor}\n{why}"),
        }
    });
    outcomes.sum()
}

/// Mutates the payloads of a folder, and assigns to them.
#[track_caller]
fn sends_what_is_assigned_in(folder: &Path, times: u32) {
    let model = Folder::case("analytics").sound().model;
    let (mut donors, mut random) = (Payloads::new(&model, SEED), Random::new(SEED));
    let mut compared = 0;
    for (_, text, item) in payloads_in(folder, &model) {
        let payload = Json::parse(&text);
        for _ in 0..times {
            let donor = donors.next(item);
            let (ident, assign) = (&item.ident, analytics::fields);
            compared += assign_to_mutants(ident, &payload, &donor, assign, &mut random);
        }
    }
    assert!(compared > 0, "{}", folder.display());
}

#[test]
fn fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    sends_what_is_assigned_in(&folder, tests::tries(10));
}

#[test]
#[cfg_attr(not(payloads), ignore = "DEFINITIONS_PAYLOADS is unset")]
fn recorded_payloads() {
    let folder = std::env::var_os("DEFINITIONS_PAYLOADS").expect("the variable is set");
    sends_what_is_assigned_in(Path::new(&folder), tests::tries(30));
}

/// Mutates payloads of every model of a case, and assigns to them.
#[track_caller]
fn sends_what_is_assigned(case: &str, assign: Assign) {
    let model = Folder::case(case).sound().model;
    let (mut payloads, mut random) = (Payloads::new(&model, SEED), Random::new(SEED));
    let rounds = (tests::tries(60) as usize).div_ceil(model.structs.len());
    let mut detected = 0;
    let structs = model.structs.iter();
    for item in structs.filter(|item| !item.fields.is_empty()) {
        for _ in 0..rounds {
            let payload = Json::parse(&payloads.next(item));
            let donor = payloads.next(item);
            detected += assign_to_mutants(&item.ident, &payload, &donor, assign, &mut random);
        }
    }
    assert!(detected > 0 || model.structs.iter().all(|item| item.fields.is_empty()));
}

//! Payloads that are not quite what their definitions say: strict decoding refuses what does not fit,
//! lenient decoding takes it all, gives it back, and lists it; and so does `drift`, which knows the
//! model alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::inspect;
use generator::model::{Model, Struct};
use goldens::wire::{DeviationKind, Item, Lenient, deviations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::folder::Folder;
use tests::numbers::Random;
use tests::payload::Payloads;
use tests::round_trip::{Json, expect};

include!(concat!(env!("OUT_DIR"), "/mutations.rs"));

const SEED: u64 = 20_251_125;

/// The result of a mutation: nothing if it makes no sense, else another value or none.
pub(crate) type Change = Option<Option<Json>>;

/// A change of a value.
pub(crate) type Mutation = fn(&Json) -> Change;

/// The kinds of mutations.
pub(crate) const MUTATIONS: [(&str, Mutation); 14] = [
    ("null", |_| Some(Some(Json::Null))),
    ("removal", |_| Some(None)),
    ("an integer as a float", |value| match value {
        Json::Number(text) if text.parse::<i32>().is_ok() => number(&format!("{text}.0")),
        _ => None,
    }),
    ("a fraction", |value| for_number(value, "5.5")),
    ("beyond 32 bits", |value| for_number(value, "2147483648")),
    ("beyond 64 bits", |value| {
        for_number(value, "92233720368547758080")
    }),
    ("a text for a number or a boolean", |value| match value {
        Json::Number(_) | Json::Bool(_) => another(Json::Text("5".to_owned())),
        _ => None,
    }),
    ("a number for a text", |value| match value {
        Json::Text(_) => number("3.141592653589793"),
        _ => None,
    }),
    ("a boolean for a text", |value| match value {
        Json::Text(_) => another(Json::Bool(true)),
        _ => None,
    }),
    ("another text", |value| match value {
        Json::Text(_) => another(Json::Text("some thing".to_owned())),
        _ => None,
    }),
    ("an object for a list", |value| match value {
        Json::List(_) => another(Json::parse("{\"a\":[]}")),
        _ => None,
    }),
    ("a list for an object", |value| match value {
        Json::Object(_) => another(Json::parse("[{},null]")),
        _ => None,
    }),
    ("a null item", |value| match value {
        Json::List(items) => {
            let items = items.iter().cloned().chain([Json::Null]);
            another(Json::List(items.collect()))
        }
        _ => None,
    }),
    ("an unknown property", |value| match value {
        Json::Object(entries) => {
            let deep = Json::parse(&("[".repeat(60) + "{\"a\":-0.0}" + &"]".repeat(60)));
            let entries = entries
                .iter()
                .cloned()
                .chain([("not known".to_owned(), deep)]);
            another(Json::Object(entries.collect()))
        }
        _ => None,
    }),
];

fn another(value: Json) -> Change {
    Some(Some(value))
}

fn number(text: &str) -> Change {
    another(Json::Number(text.to_owned()))
}

fn for_number(value: &Json, text: &str) -> Change {
    matches!(value, Json::Number(_)).then(|| number(text))?
}

/// The results of the compiled models for a payload.
struct Judged {
    /// The error of strict decoding, if it refused.
    refused: Option<String>,
    /// Encoded after lenient decoding.
    sent: String,
    /// The deviations, as `drift` lists them.
    deviations: Vec<inspect::Deviation>,
    /// The paths of those that strict decoding refuses.
    refusals: Vec<String>,
}

fn judge<T: Item + DeserializeOwned + Serialize + Clone>(payload: &str) -> Result<Judged, String> {
    let lenient: Lenient<T> = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    let sent = serde_json::to_string(&lenient).map_err(|error| error.to_string())?;
    let strict = serde_json::from_str::<T>(payload);
    if let Ok(strict) = &strict
        && serde_json::to_string(strict).ok().as_ref() != Some(&sent)
    {
        return Err("the two ways of decoding differ".to_owned());
    }
    let found = lenient.deviations();
    if found != deviations(lenient.unchecked()) || lenient.clone().into_parts().1 != found {
        return Err("the probe and `Lenient` differ".to_owned());
    }
    let refused = found.iter().filter(|it| it.kind.is_refused());
    let refusals: Vec<_> = refused.map(|it| it.path.clone()).collect();
    if lenient.strict().is_ok() != refusals.is_empty() {
        return Err("`strict` is not strict decoding".to_owned());
    }
    let deviations = found.into_iter().map(|it| inspect::Deviation {
        path: it.path,
        kind: match it.kind {
            DeviationKind::UnknownProperty => "unknown-property",
            DeviationKind::UnlistedWord => "unlisted-word",
            DeviationKind::MalformedDate => "malformed-date",
            DeviationKind::MissingProperty => "missing-property",
            DeviationKind::Mismatch => "mismatch",
            _ => "of a kind that is not known here",
        },
        expected: it.expected,
        found: it.found,
    });
    Ok(Judged {
        refused: strict.err().map(|error| error.to_string()),
        deviations: deviations.collect(),
        refusals,
        sent,
    })
}

type Judge = fn(&str, &str) -> Result<Judged, String>;

/// One model, and all that is known about it.
struct Subject<'m> {
    model: &'m Model,
    ident: &'m str,
    judge: Judge,
    #[cfg(feature = "thorough")]
    schema: jsonschema::Validator,
}

#[cfg(feature = "thorough")]
fn validator(model: &Model, item: &Struct) -> jsonschema::Validator {
    let schema = inspect::json_schema(model, Some(item.name()));
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is one")
}

impl<'m> Subject<'m> {
    fn new(model: &'m Model, item: &'m Struct, judge: Judge) -> Self {
        Self {
            model,
            ident: &item.ident,
            judge,
            #[cfg(feature = "thorough")]
            schema: validator(model, item),
        }
    }

    /// Judges a payload by the compiled model, by the model itself, and by the JSON Schema.
    #[track_caller]
    fn examine(&self, what: &str, payload: &str) {
        if let Err(message) = examine(self, what, payload) {
            panic!("{} with {what}: {payload}\n{message}", self.ident);
        }
    }

    #[cfg(feature = "thorough")]
    fn schema_agrees(&self, payload: &Value, is_taken: bool) -> bool {
        self.schema.is_valid(payload) == is_taken
    }

    #[cfg(not(feature = "thorough"))]
    fn schema_agrees(&self, _: &Value, _: bool) -> bool {
        true
    }
}

fn examine(subject: &Subject<'_>, what: &str, payload: &str) -> Result<(), String> {
    let judged = (subject.judge)(subject.ident, payload)?;
    expect(&judged.sent, &Json::parse(payload))?;
    match &judged.refused {
        Some(error) if judged.refusals.is_empty() => Err(format!("no deviation, but {error}"))?,
        Some(error) => {
            // The path stands before the message; at the root there is none.
            let named = |path: &String| error.starts_with(&format!("{path}: "));
            let missing = error.contains(" required property `");
            if !(missing || judged.refusals.iter().any(named)) {
                Err(format!("{error}, but {:?}", judged.refusals))?;
            }
        }
        None if judged.refusals.is_empty() => {}
        None => Err(format!("taken, but {:?}", judged.refusals))?,
    }
    let value = serde_json::from_str(payload).map_err(|error| error.to_string())?;
    // A schema leaves the limits of 64 bits alone: validators count in floats.
    if what != "beyond 64 bits" && !subject.schema_agrees(&value, judged.refused.is_none()) {
        return Err(format!("{:?}, but not by the schema", judged.refused));
    }
    let drift = inspect::drift(subject.model, subject.ident, false, &value);
    let drift = drift.map_err(|error| error.to_string())?.deviations;
    let sorted = |all: &[inspect::Deviation]| -> BTreeSet<_> {
        all.iter().map(|it| (it.to_string(), it.kind)).collect()
    };
    let (found, drift) = (sorted(&judged.deviations), sorted(&drift));
    if found.len() != judged.deviations.len() || found != drift {
        return Err(format!(
            "only the probe: {:?}\nonly drift: {:?}",
            found.difference(&drift).collect::<Vec<_>>(),
            drift.difference(&found).collect::<Vec<_>>()
        ));
    }
    Ok(())
}

/// A payload with a mutation at a random place below the whole; `None` where it makes no sense.
pub(crate) fn mutated(payload: &Json, change: Mutation, random: &mut Random) -> Option<Json> {
    let below = count(payload).checked_sub(1).filter(|&below| below > 0)?;
    let chosen = 1 + random.below(below);
    let change = change(nth(payload, &mut chosen.clone())?)?;
    let mut mutant = payload.clone();
    apply(&mut mutant, &mut chosen.clone(), &mut Some(change));
    Some(mutant)
}

/// Counts the values, the whole included.
fn count(value: &Json) -> usize {
    1 + children(value).map(count).sum::<usize>()
}

/// The value that has `left` others before it.
fn nth<'j>(value: &'j Json, left: &mut usize) -> Option<&'j Json> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    children(value).find_map(|child| nth(child, left))
}

fn children(value: &Json) -> Box<dyn Iterator<Item = &Json> + '_> {
    match value {
        Json::List(items) => Box::new(items.iter()),
        Json::Object(entries) => Box::new(entries.iter().map(|(_, value)| value)),
        _ => Box::new(std::iter::empty()),
    }
}

/// Changes the value that has `left` others before it, if it has not been done yet.
fn apply(value: &mut Json, left: &mut usize, change: &mut Option<Option<Json>>) {
    // Whether a child is to stay.
    let mut visit = |child: &mut Json| {
        if change.is_none() {
            return true;
        }
        *left -= 1;
        if *left > 0 {
            apply(child, left, change);
            return true;
        }
        match change.take() {
            Some(Some(mutant)) => {
                *child = mutant;
                true
            }
            _ => false,
        }
    };
    match value {
        Json::List(items) => items.retain_mut(visit),
        Json::Object(entries) => entries.retain_mut(|(_, value)| visit(value)),
        _ => {}
    }
}

/// Mutates a payload `times` in each way, in places of which some may come again.
#[track_caller]
fn takes_mutations(subject: &Subject<'_>, payload: &str, times: u32, random: &mut Random) -> usize {
    let payload = Json::parse(payload);
    let mut made = 0;
    for (what, mutation) in MUTATIONS {
        for _ in 0..times {
            // A place where it makes sense is found soon, if there is one.
            let mut tries = (0..20).map(|_| mutated(&payload, mutation, random));
            let Some(mutant) = tries.find_map(|mutant| mutant) else {
                continue;
            };
            let text = mutant.to_string();
            // Deeper than serde_json goes.
            if serde_json::from_str::<Value>(&text).is_err() {
                continue;
            }
            made += 1;
            subject.examine(what, &text);
        }
    }
    made
}

/// Payloads of every model of a case, a few of each, mutated.
#[track_caller]
fn takes_every_mutation(case: &str, judge: Judge) {
    let model = Folder::case(case).sound().model;
    let mut payloads = Payloads::new(&model, SEED);
    let mut random = Random::new(SEED);
    let rounds = (tests::tries(120) as usize).div_ceil(model.structs.len());
    for item in &model.structs {
        let subject = Subject::new(&model, item, judge);
        for _ in 0..rounds {
            let payload = payloads.next(item);
            subject.examine("nothing", &payload);
            takes_mutations(&subject, &payload, 1, &mut random);
        }
    }
}

/// The payloads of a folder, each with the struct of `analytics` that knows most of it.
pub(crate) fn payloads_in<'m>(
    folder: &Path,
    model: &'m Model,
) -> Vec<(PathBuf, String, &'m Struct)> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} has no payloads", folder.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("the payload can be read");
        let value = serde_json::from_str(&text).expect("the payload is JSON");
        let unknown_to = |name: &str| {
            let all = inspect::drift(model, name, false, &value).expect("the model is there");
            let unknown = all.deviations.iter();
            unknown.filter(|it| it.kind == "unknown-property").count()
        };
        let best = model.structs.iter();
        let best = best.min_by_key(|item| unknown_to(&item.ident));
        (path, text, best.expect("the case has models"))
    };
    paths.into_iter().map(read).collect()
}

/// Mutates every payload of a folder.
fn takes_mutations_in(folder: &Path, times: u32) {
    let model = Folder::case("analytics").sound().model;
    for (path, text, best) in payloads_in(folder, &model) {
        let subject = Subject::new(&model, best, analytics::lenient);
        subject.examine("nothing", &text);
        let made = takes_mutations(&subject, &text, times, &mut Random::new(SEED));
        let name = &best.ident;
        eprintln!("{}: {made} mutations of a `{name}`", path.display());
    }
}

#[test]
fn fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    takes_mutations_in(&folder, tests::tries(10));
}

#[test]
#[cfg_attr(not(payloads), ignore = "DEFINITIONS_PAYLOADS is unset")]
fn recorded_payloads() {
    let folder = std::env::var_os("DEFINITIONS_PAYLOADS").expect("the variable is set");
    takes_mutations_in(Path::new(&folder), 500);
}

#[test]
#[cfg_attr(not(payloads), ignore = "DEFINITIONS_PAYLOADS is unset")]
fn fixtures_at_length() {
    takes_mutations_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), 500);
}

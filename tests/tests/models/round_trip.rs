//! Whatever a payload says comes back, for every model: payloads are made from the definitions, and
//! hold what the definitions do not know, too.

use std::fmt::Write;
use std::path::Path;
use std::process::Stdio;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use tests::corpus::{self, Copy};
use tests::folder::Folder;
use tests::payload::Payloads;
use tests::round_trip::check;

include!(concat!(env!("OUT_DIR"), "/round_trips.rs"));

const SEED: u64 = 20_240_229;

/// The cases have every kind of field that there can be.
#[track_caller]
fn keeps_every_payload(case: &str, round_trip: fn(&str, &str) -> Result<(), String>) {
    let model = Folder::case(case).sound().model;
    let mut payloads = Payloads::new(&model, SEED);
    for item in &model.structs {
        for _ in 0..tests::tries(200) {
            let payload = payloads.next(item);
            if let Err(loss) = round_trip(&item.ident, &payload) {
                panic!("{} {payload}\n{loss}", item.ident);
            }
        }
    }
}

#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn every_model_of_the_corpus_keeps_every_payload() {
    let copy = Copy::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"))
        .expect("the crate can be copied");
    let generated =
        tests::generate_from(&corpus::sources_with_facts()).expect("the corpus has no problems");
    generator::write::write(&copy.out(), &generated.tree).expect("the models can be written");

    let models = &generated.tree.files["src/models.rs"];
    let example = String::from("//! Decodes and encodes payloads.\n#![allow(unreachable_pub)]\n")
        + &tests::dispatch::round_trip(models, "::generated")
        + include_str!("../../src/corpus/round_trip.rs");
    let check = include_str!("../../src/round_trip.rs");
    for (file, text) in [
        ("round_trip.rs", example.as_str()),
        ("round_trip/check.rs", check),
    ] {
        corpus::write(&copy.out().join("examples").join(file), text.as_bytes())
            .expect("the example can be written");
    }

    let mut payloads = Payloads::new(&generated.model, SEED);
    let mut lines = String::new();
    for item in &generated.model.structs {
        for _ in 0..15 {
            let payload = payloads.next(item).replace('\n', " ");
            writeln!(lines, "{}\t{payload}", item.ident).expect("a string takes everything");
        }
    }
    let lines_file = copy.out().with_file_name("payloads.txt");
    std::fs::write(&lines_file, lines).expect("the payloads can be written");

    let output = copy
        .cargo(&["run", "--quiet", "--example", "round_trip"], "")
        .stdin(std::fs::File::open(lines_file).expect("the payloads can be read"))
        .stdout(Stdio::piped())
        .output()
        .expect("cargo can be run");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let expected = format!(
        "{} payloads, 0 losses\n",
        15 * generated.model.structs.len()
    );
    assert!(
        printed == expected,
        "{}",
        printed.chars().take(20_000).collect::<String>()
    );
}

/// A codec that spoils one value in a way of its own.
struct Spoilt<const WAY: usize>(Value);

impl<'de, const WAY: usize> Deserialize<'de> for Spoilt<WAY> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(Self)
    }
}

impl<const WAY: usize> Serialize for Spoilt<WAY> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut value = self.0.clone();
        spoil(WAY, &mut value);
        value.serialize(to)
    }
}

/// Drops what a careless codec would drop.
fn spoil(way: usize, value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|name, value| match way {
                0 => !value.is_null(),
                1 => name != "extra",
                2 => *value != Value::Array(Vec::new()),
                3 => value.as_str() != Some(""),
                _ => true,
            });
            entries.values_mut().for_each(|value| spoil(way, value));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| spoil(way, item)),
        Value::Number(number) => match (way, number.as_f64()) {
            (4, Some(float)) if float.fract() == 0.0 && float.abs() < 1e9 => {
                *value = Value::from(float as i64);
            }
            (5, Some(float)) => *value = Value::from(float),
            (6, Some(float)) if float.fract() != 0.0 => {
                *value = Value::from(f64::from_bits(float.to_bits() + 1));
            }
            _ => {}
        },
        _ => {}
    }
}

#[test]
fn the_payloads_show_every_loss() {
    let model = Folder::case("analytics").sound().model;
    let lost = |check: fn(&str) -> Result<(), String>| {
        let mut payloads = Payloads::new(&model, SEED);
        let many = model.structs.iter().cycle().take(40 * model.structs.len());
        let mut all = many.map(|item| check(&payloads.next(item)));
        all.any(|result| result.is_err())
    };
    assert!(lost(check::<Spoilt<0>>), "nulls");
    assert!(lost(check::<Spoilt<1>>), "unknown properties");
    assert!(lost(check::<Spoilt<2>>), "empty lists");
    assert!(lost(check::<Spoilt<3>>), "empty strings");
    assert!(lost(check::<Spoilt<4>>), "1.0 as 1");
    assert!(lost(check::<Spoilt<5>>), "1 as 1.0, and long integers");
    assert!(lost(check::<Spoilt<6>>), "the last digit of a float");
    assert!(!lost(check::<Spoilt<7>>), "nothing is lost");
}

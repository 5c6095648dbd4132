//! The report calls an operation *major* if code that uses it no longer compiles, and only then.
//!
//! `OPERATION_UPDATES=50` tries so many updates instead of a few.

use std::fmt::Write;
use std::path::Path;

use generator::changes::{Change, SemverImpact};
use generator::model::{Call, Type};
use generator::source::Sources;
use tests::corpus::Copy;
use tests::world::edits::{self, Edit};
use tests::world::{Random, World};

use crate::compare;

/// The number of operations that the code uses.
const USED: usize = 10;

#[test]
fn an_operation_is_major_just_where_code_no_longer_compiles() {
    let updates = std::env::var("OPERATION_UPDATES").ok();
    let updates = updates.and_then(|count| count.parse().ok());
    let copy = Copy::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("operations"))
        .expect("the crate can be copied");
    for seed in 1..=updates.unwrap_or(if cfg!(feature = "thorough") { 5 } else { 1 }) {
        let mut random = Random::new(seed);
        let mut before = World::connected(&mut random);
        while before.operations.len() < USED {
            let (name, operation) = before.random_operation(&mut random);
            before.operations.insert(name, operation);
        }
        let sources = before.sources(&mut random);
        let tree = write(&copy, &sources);
        let consumer = consumer(&tree);
        assert!(compiles(&copy, &consumer), "with {seed}: {consumer}");
        // An edit at a time: that one of several breaks would hide the others.
        for edit in edits::OF_OPERATIONS {
            let edit: Edit = edit;
            let mut after = before.clone();
            if edit(&mut after, &mut random).is_none() {
                continue;
            }
            let updated = after.sources(&mut random);
            let changes = compare(&sources, &updated);
            write(&copy, &updated);
            let swaps = changes.entries.iter().any(swaps_values);
            let is_major = changes.rust().0 == SemverImpact::Major;
            let compiles = compiles(&copy, &consumer);
            let entries: Vec<_> = changes.entries.iter().map(|it| it.kind).collect();
            assert_eq!(compiles, !is_major || swaps, "with {seed}: {entries:?}");
        }
    }
}

/// The one break that no compiler points out.
fn swaps_values(change: &Change) -> bool {
    change
        .notes
        .iter()
        .any(|note| note.to_string().contains("another order"))
}

/// Writes the crate of a side, and gives its operations.
fn write(copy: &Copy, sources: &Sources) -> Vec<Call> {
    let tree = generator::generate(sources).expect("the definitions are sound");
    generator::write::write(&copy.out(), &tree).expect("the models can be written");
    let decided = generator::decide(sources).expect("the definitions are sound");
    decided.model.calls.calls
}

fn compiles(copy: &Copy, consumer: &str) -> bool {
    let example = copy.out().join("examples/consumer.rs");
    tests::corpus::write(&example, consumer.as_bytes()).expect("the program can be written");
    let arguments = [
        "check",
        "--quiet",
        "--features",
        "operations",
        "--example",
        "consumer",
    ];
    let run = copy.cargo(&arguments, "").output();
    run.expect("cargo can be run").status.success()
}

/// A program that names every argument, field and body of the operations with its type.
fn consumer(calls: &[Call]) -> String {
    let mut text =
        "//! Uses operations.\n#![allow(warnings)]\nuse generated::operation::Operation;\n\
                    use generated::*;\nuse serde_json::{Number, Value};\nfn main() {}\n"
            .to_owned();
    for (at, call) in calls.iter().enumerate() {
        let path = format!("generated::operations::{}", call.ident);
        let types: Vec<_> = call.arguments.iter().map(|it| it.ty.to_string()).collect();
        let mut body = format!(
            "    let new: fn({}) -> {path} = {path}::new;\n",
            types.join(", ")
        );
        for field in call.arguments.iter().chain(&call.options) {
            // Writing to a `String` cannot fail.
            let _ = writeln!(body, "    let field: &{} = &it.{};", field.ty, field.ident);
        }
        let text_of = |ty: Option<&Type>| ty.map_or("()".to_owned(), Type::to_string);
        for (role, ty) in [
            ("Request", text_of(call.request.as_ref())),
            ("Response", text_of(call.response.as_ref())),
            ("Error", text_of(Some(&call.error))),
        ] {
            let _ = writeln!(
                body,
                "    let body: Option<{ty}> = None::<<{path} as Operation>::{role}>;"
            );
        }
        let _ = write!(text, "fn use_{at}(it: {path}) {{\n{body}}}\n");
    }
    text
}

//! Whatever passes compiles, and no lint reports it: random folders, up to the stated
//! limits, are generated into a copy of the crate and checked.
//!
//! `MODELS=200` checks so many folders instead of one, and asks clippy and rustdoc as well.

use std::path::Path;

use tests::corpus::Copy;
use tests::random;

/// The number of definitions in a folder.
const SIZE: usize = 200;

/// A type of sixteen lists is as complex as its author wants it.
const ALLOWED: &str = "-Aclippy::type_complexity";

#[test]
fn whatever_passes_compiles() {
    let more = std::env::var("MODELS")
        .ok()
        .and_then(|count| count.parse().ok());
    let copy = Copy::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("random"))
        .expect("the crate can be copied");
    for seed in 0..more.unwrap_or(1) {
        let tree = random::folder(seed, SIZE).tree;
        generator::write::write(&copy.out(), &tree).expect("the models can be written");
        let example = copy.out().join("examples/limits.rs");
        tests::corpus::write(&example, DECODE.as_bytes()).expect("the program can be written");
        // A failure shows no seed of its own.
        eprintln!("seed {seed}");
        let feature = ["--features", "operations", "--example", "limits"];
        copy.check(&[&["run", "--quiet"], &feature[..]].concat());
        if more.is_some() {
            let every = ["--quiet", "--lib", "--all-features"];
            copy.check(&[&["clippy"], &every[..], &["--", ALLOWED]].concat());
            copy.check(&[&["doc", "--no-deps"], &every[..]].concat());
        }
    }
}

/// A program that decodes the longest and the widest chains on the stack of a thread.
const DECODE: &str = r#"//! Decodes what is as long and as wide as it may be.

fn decode<T: serde::de::DeserializeOwned + serde::Serialize + Send + 'static>(length: usize) {
    let text = "{\"next\":".repeat(length - 1) + "{}" + &"}".repeat(length - 1);
    let decoded = std::thread::spawn(move || {
        let value: T = serde_json::from_str(&text).expect("the chain decodes");
        assert_eq!(serde_json::to_string(&value).ok(), Some(text));
    });
    decoded.join().expect("the stack is large enough");
}

fn main() {
    decode::<generated::Deep0>(32);
    decode::<generated::Wide0>(11);
}
"#;

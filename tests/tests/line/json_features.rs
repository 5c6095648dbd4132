//! The runtime works whatever features of serde_json another crate of the program turns on: cargo
//! turns them on for all.

use std::path::Path;

use tests::corpus::{Copy, write};
use tests::folder::Folder;

/// The features that change how values come, or what they are made of.
const FEATURES: &[&str] = &[
    "arbitrary_precision",
    "preserve_order",
    "raw_value",
    "float_roundtrip",
];

#[test]
#[cfg_attr(not(feature = "thorough"), ignore = "not asked to be thorough")]
fn the_runtime_works_with_every_feature_of_serde_json() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("json_features");
    let copy = Copy::new(&folder).expect("the crate can be copied");
    let generated = Folder::case("analytics").sound();
    generator::write::write(&copy.out(), &generated.tree).expect("the models can be written");

    let manifest = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).expect("the manifest can be read");
    let plain = "serde_json = { version = \"1.0\", features = [\"float_roundtrip\"] }\n";
    assert!(text.contains(plain), "{text}");
    let with = format!("serde_json = {{ version = \"1.0\", features = {FEATURES:?} }}\n");
    write(&manifest, text.replace(plain, &with).as_bytes()).expect("the manifest can be written");

    let output = copy
        .cargo(&["test", "--quiet", "--lib", "--features", "http-1"], "")
        .output()
        .expect("cargo can be run");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
}

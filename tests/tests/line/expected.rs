//! No expected text changes without a reviewer who reads the difference.

use std::collections::BTreeSet;

use generator::report::{Format, differences};
use tests::expected::Golden;

#[track_caller]
fn check(golden: &Golden) {
    let freshness = golden.freshness();
    let differences = differences(&freshness, ".", Format::Human { colour: false });
    let differences = differences.replace(": run `cargo xtask regen`", "");
    assert!(
        freshness.is_fresh(),
        "{differences}look at the differences, then run `cargo xtask bless`"
    );
}

/// Makes a test of each golden, and the list of all.
macro_rules! goldens {
    ($($folder:ident $kind:ident: $($test:ident $name:literal,)*;)*) => {
        $(mod $folder {
            use super::{Golden, check};

            $(#[test]
            fn $test() {
                check(&Golden::$kind($name.to_owned()));
            })*
        })*

        fn tested() -> BTreeSet<Golden> {
            [Golden::Readme, $($(Golden::$kind($name.to_owned()),)*)*].into()
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/expected.rs"));

#[test]
fn readme() {
    check(&Golden::Readme);
}

#[test]
fn every_expected_text_has_a_test() {
    let all = Golden::all();
    let untested: Vec<_> = all.difference(&tested()).cloned().collect();
    assert!(untested.is_empty(), "run `cargo xtask bless`: {untested:?}");
}

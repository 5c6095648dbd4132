//! Nothing that people read changes without somebody having looked at it.

use generator::report::{Format, differences};

#[test]
fn every_expected_text_is_what_the_code_says() {
    let freshness = tests::expected::freshness();
    let differences = differences(&freshness, ".", Format::Human { colour: false });
    let differences = differences.replace(": run `cargo xtask regen`", "");
    assert!(
        freshness.is_fresh(),
        "{differences}look at the differences, then run `cargo xtask bless`"
    );
}

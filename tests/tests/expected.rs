//! Nothing that people read changes without somebody having looked at it.

use std::collections::BTreeSet;
use std::path::Path;

use tests::expected::{folder, texts};

#[test]
fn every_expected_text_is_what_the_code_says() {
    for (path, text) in texts() {
        let expected = std::fs::read_to_string(folder().join(&path)).unwrap_or_default();
        assert_eq!(
            text, expected,
            "{path} differs: look at it, then run `cargo xtask bless`"
        );
    }
}

#[test]
fn no_expected_text_is_left_over() {
    let mut found = BTreeSet::new();
    list(&folder(), &mut found);
    let expected: BTreeSet<_> = texts().into_keys().collect();
    assert_eq!(found, expected, "run `cargo xtask bless`");
}

fn list(below: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(below).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), found);
        } else {
            let path = entry.path();
            let path = path
                .strip_prefix(folder())
                .expect("the path is below the folder");
            found.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

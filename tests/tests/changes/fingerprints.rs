//! An accepted entry stays accepted as long as its content is the same.

use generator::changes::{Change, ChangeKind};
use generator::source::Sources;
use tests::folder::Folder;

const MOMENT: &str =
    "Date time is represented as an ISO-8601 string. For example: yyyy-MM-ddTHH:mm:ss[.mmm]Z";

fn sources(description: &str) -> Sources {
    let row = format!("| since | `string` | No | {description} |\n");
    Folder::default().define("Holder", &row).sources()
}

/// The one entry that another description makes.
#[track_caller]
fn entry(before: &str, after: &str, kind: ChangeKind) -> Change {
    let changes = super::compare(&sources(before), &sources(after));
    let [change] = &changes.entries[..] else {
        panic!("not one entry: {:#?}", changes.entries);
    };
    assert_eq!(change.kind, kind);
    change.clone()
}

#[track_caller]
fn check(before: &str, one: &str, other: &str, kind: ChangeKind) {
    let (one, other) = (entry(before, one, kind), entry(before, other, kind));
    assert_eq!(one.fingerprint(), other.fingerprint());
}

#[test]
fn another_word_next_to_the_change_keeps_the_fingerprint() {
    check(
        "Begin.",
        &format!("Begin. {MOMENT}"),
        &format!("The begin. {MOMENT}"),
        ChangeKind::DateClassGained,
    );
    check(
        &format!("Begin. {MOMENT}"),
        "Begin.",
        "The begin.",
        ChangeKind::DateClassLost,
    );
    check(
        "Begin.",
        "Begin. Deprecated.",
        "The begin. Deprecated.",
        ChangeKind::DeprecationAdded,
    );
    check("One.", "Two.", "Three.", ChangeKind::DescriptionChanged);
}

#[test]
fn a_date_has_its_classes_on_both_sides() {
    let dated = format!("Begin. {MOMENT}");
    let lost = entry(&dated, "Begin.", ChangeKind::DateClassLost);
    let sides = [&lost.old, &lost.new].map(super::text);
    assert_eq!(sides, ["date-time", "string"]);
}

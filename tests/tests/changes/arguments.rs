//! The impact of another order of a constructor's arguments on source code.

use generator::changes::{self, Audience, ChangeKind, Note, SemverImpact};
use generator::source::Sources;
use tests::folder::Folder;

/// Required strings, in the order of their rows.
fn sources(properties: &[&str]) -> Sources {
    let rows: String = properties
        .iter()
        .enumerate()
        .map(|(at, name)| format!("| {name} | `string` | Yes | What number {at} is about. |\n"))
        .collect();
    Folder::default().define("Holder", &rows).sources()
}

/// Asserts that exactly one property has another name, the impact of that, and whether the note on the
/// order is there.
#[track_caller]
fn check(before: &[&str], after: &[&str], kind: ChangeKind, rust: SemverImpact, has_note: bool) {
    let changes = super::compare(&sources(before), &sources(after));
    let [change] = &changes.entries[..] else {
        panic!("not one entry: {:#?}", changes.entries);
    };
    assert_eq!((change.kind, change.rust), (kind, rust));
    let moves = Note::ArgumentsMove("Holder".to_owned());
    assert_eq!(
        change.notes.contains(&moves),
        has_note,
        "{:?}",
        change.notes
    );
    // Where nothing else breaks code, it is the reason for the version.
    let text = changes::report(&changes, Audience::Comment, None);
    let moved = "has moved among the arguments of `new`";
    assert_eq!(
        text.contains(moved),
        has_note && kind != ChangeKind::PropertyRenamed,
        "{text}"
    );
}

#[test]
fn a_name_that_moves_its_argument_breaks_code_although_it_may_compile() {
    let case = ChangeKind::WireNameCaseChanged;
    check(
        &["Name", "id"],
        &["name", "id"],
        case,
        SemverImpact::Major,
        true,
    );
    check(
        &["name", "id"],
        &["Name", "id"],
        case,
        SemverImpact::Major,
        true,
    );
    let renamed = ChangeKind::PropertyRenamed;
    check(&["a", "m"], &["z", "m"], renamed, SemverImpact::Major, true);
}

#[test]
fn a_name_that_leaves_the_order_as_it_is_does_not() {
    let case = ChangeKind::WireNameCaseChanged;
    check(
        &["userID", "a"],
        &["userId", "a"],
        case,
        SemverImpact::None,
        false,
    );
    check(&["Name"], &["name"], case, SemverImpact::None, false);
    let renamed = ChangeKind::PropertyRenamed;
    check(
        &["a", "m"],
        &["b", "m"],
        renamed,
        SemverImpact::Major,
        false,
    );
}

#[test]
fn an_argument_that_comes_or_goes_is_no_other_order() {
    let changes = super::compare(&sources(&["Name", "id"]), &sources(&["Name", "id", "b"]));
    assert!(changes.entries.iter().all(|change| {
        let mut notes = change.notes.iter();
        !notes.any(|note| matches!(note, Note::ArgumentsMove(_)))
    }));
}

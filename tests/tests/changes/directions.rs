//! A change is judged for the side of the wire on which programs meet the definition.

use generator::changes::{ChangeKind, Changes, Effect, Note};
use generator::source::Sources;
use tests::folder::Folder;
use tests::pages;

use crate::compare;

/// A definition `Queue` with the given rows, one `Listing` that holds it, and the operations.
fn sources(rows: &str, operations: Option<&str>) -> Sources {
    let link = "| entities | [`Queue[]`](queue-definition.md) | No | |\n";
    let folder = Folder::default()
        .define("Listing", link)
        .define("Queue", rows);
    match operations {
        Some(rows) => folder.with(pages::FILE, pages::page(rows)).sources(),
        None => folder.sources(),
    }
}

const LISTING: &str = "[`Listing`](listing-definition.md)";
const QUEUE: &str = "[`Queue`](queue-definition.md)";

/// An operation with the given cells.
fn row(request: &str, response: &str) -> String {
    format!("| a | `POST /a` | | {request} | {response} |\n")
}

/// Returns the changes for one more required property, which breaks senders, and one less, which
/// breaks both.
fn changes(before: Option<&str>, after: Option<&str>) -> Changes {
    let old = sources(
        "| id | `string` | Yes | |\n| gone | `string` | Yes | |\n",
        before,
    );
    let new = sources(
        "| id | `string` | Yes | |\n| come | `number` | Yes | |\n",
        after,
    );
    compare(&old, &new)
}

#[track_caller]
fn check(operations: Option<&str>, expected: [(Effect, Effect); 2], note: Option<Note>) {
    let changes = changes(operations, operations);
    let mut entries: Vec<_> = changes.entries.iter().collect();
    entries.sort_by_key(|it| &it.subject);
    let verdicts = entries.iter().map(|it| (it.wire.sent, it.wire.received));
    assert_eq!(verdicts.collect::<Vec<_>>(), expected);
    let no_operation = [Note::NoKnownOperation, Note::NeverSent, Note::NeverReturned];
    let mut notes = entries[1].notes.iter();
    assert_eq!(
        notes.find(|note| no_operation.contains(note)),
        note.as_ref()
    );
}

use Effect::{Breaking, Compatible, None as Nothing, Silent};

/// The verdicts where nothing is known of directions.
const ALL: [(Effect, Effect); 2] = [(Breaking, Compatible), (Breaking, Breaking)];

#[test]
fn what_only_answers_hold_breaks_no_sender() {
    let expected = [(Nothing, Compatible), (Nothing, Breaking)];
    check(Some(&row("", LISTING)), expected, Some(Note::NeverSent));
}

#[test]
fn what_only_requests_hold_breaks_no_receiver() {
    let expected = [(Breaking, Nothing), (Breaking, Nothing)];
    check(Some(&row(LISTING, "")), expected, Some(Note::NeverReturned));
}

#[test]
fn what_both_hold_and_what_nothing_reaches_keeps_its_verdicts() {
    check(Some(&row(QUEUE, LISTING)), ALL, None);
    check(None, ALL, None);
    let unreached = Note::NoKnownOperation;
    check(Some(&row("", "`string`")), ALL, Some(unreached));
}

#[test]
fn the_operations_of_the_old_side_count_and_else_those_of_the_new() {
    let (sent, received) = (row(QUEUE, ""), row("", QUEUE));
    let verdict = |before, after| {
        let changes = changes(before, after);
        let entries = changes.entries.into_iter();
        let mut gone = entries.filter(|change| change.kind == ChangeKind::PropertyRemoved);
        gone.next()
            .map(|change| (change.wire.sent, change.wire.received))
    };
    assert_eq!(
        verdict(Some(&*sent), Some(&*received)),
        Some((Breaking, Nothing))
    );
    assert_eq!(verdict(None, Some(&*received)), Some((Nothing, Breaking)));
    assert_eq!(verdict(Some(&*sent), None), Some((Breaking, Nothing)));
}

#[test]
fn a_definition_that_is_met_on_both_sides_now_has_a_line() {
    let rows = "| id | `string` | Yes | |\n";
    let one = sources(rows, Some(&row("", LISTING)));
    let both = sources(rows, Some(&row(QUEUE, LISTING)));
    let changes = compare(&one, &both);
    let entries: Vec<_> = changes
        .entries
        .iter()
        .map(|it| (it.kind, it.subject.owner()))
        .collect();
    let expected = [
        (ChangeKind::OperationRequestChanged, "a"),
        (ChangeKind::DirectionWidened, "Queue"),
    ];
    assert_eq!(entries, expected);
    assert!(
        compare(&both, &one)
            .entries
            .iter()
            .all(|it| it.kind != ChangeKind::DirectionWidened)
    );
}

/// The verdict of the one entry when the cells of an operation change.
fn verdict(before: &str, after: &str) -> Option<(ChangeKind, Effect, Effect)> {
    let rows = "| id | `string` | Yes | |\n";
    let changes = compare(&sources(rows, Some(before)), &sources(rows, Some(after)));
    let entries = changes
        .entries
        .into_iter()
        .filter(|it| it.subject.is_of_an_operation());
    let entries: Vec<_> = entries
        .map(|it| (it.kind, it.wire.sent, it.wire.received))
        .collect();
    assert!(entries.len() < 2, "{entries:?}");
    entries.into_iter().next()
}

#[test]
fn operations_are_judged_by_what_programs_send_and_read() {
    use ChangeKind::{
        OperationEndpointChanged as Endpoint, OperationRequestChanged as Request,
        OperationResponseChanged as Response,
    };
    let endpoint = |path: &str| format!("| a | `GET {path}` | | | |\n");
    assert_eq!(
        verdict(&endpoint("/a/{b}"), &endpoint("/c")),
        Some((Endpoint, Breaking, Nothing))
    );
    assert_eq!(
        verdict(&endpoint("/a/{b}"), &endpoint("/a/{c}")),
        Some((Endpoint, Compatible, Nothing))
    );
    let query = |names: &str| format!("| a | `GET /a` | {names} | | |\n");
    assert_eq!(verdict(&query("`b` `c`"), &query("`c` `b`")), None);
    assert_eq!(
        verdict(&query("`b`"), &query("`b` `c`")),
        Some((ChangeKind::ParameterAddedOptional, Compatible, Nothing))
    );
    assert_eq!(
        verdict(&query("`b` `c`"), &query("`b`")),
        Some((ChangeKind::ParameterRemoved, Breaking, Nothing))
    );
    for (old, new, breaks) in [
        ("", QUEUE, Breaking),
        (QUEUE, "", Breaking),
        (QUEUE, LISTING, Breaking),
        (QUEUE, "`object`", Compatible),
        ("`object`", QUEUE, Breaking),
        ("`string[]`", "`string`", Breaking),
    ] {
        assert_eq!(
            verdict(&row(old, ""), &row(new, "")),
            Some((Request, breaks, Nothing)),
            "{old} {new}"
        );
    }
    let two = format!("200 {QUEUE} 202 `string`");
    for (old, new, breaks) in [
        ("", QUEUE, Compatible),
        (QUEUE, "", Breaking),
        (LISTING, QUEUE, Silent),
        (QUEUE, LISTING, Breaking),
        (QUEUE, "`object`", Breaking),
        ("`object`", QUEUE, Compatible),
        (QUEUE, two.as_str(), Breaking),
        (two.as_str(), QUEUE, Compatible),
    ] {
        assert_eq!(
            verdict(&row("", old), &row("", new)),
            Some((Response, Nothing, breaks)),
            "{old} {new}"
        );
    }
    // A link in one, a name without one in the other: the definition is the same.
    assert_eq!(verdict(&row("`Queue`", ""), &row(QUEUE, "")), None);
}

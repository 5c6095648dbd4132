//! A change is judged for the side of the wire on which programs meet the definition.

use generator::changes::{ChangeKind, Changes, Concern, Effect, Note};
use generator::source::Sources;
use tests::folder::Folder;
use tests::pages;

use crate::compare;

/// A definition `Queue` with the given rows, one `Listing` that holds it, and the operations.
fn sources(rows: &str, operations: Option<&str>) -> Sources {
    let link = "| entities | [`Queue[]`](queue-definition.md) | No | |\n";
    let folder = Folder::default()
        .define("Any", "")
        .define("Listing", link)
        .define("Queue", rows);
    match operations {
        Some(rows) => folder.with(pages::FILE, pages::page(rows)).sources(),
        None => folder.sources(),
    }
}

const LISTING: &str = "[`Listing`](listing-definition.md)";
const QUEUE: &str = "[`Queue`](queue-definition.md)";
/// A definition without properties.
const ANY: &str = "[`Any`](any-definition.md)";

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
    let (sent, both, received) = (row(QUEUE, ""), row(QUEUE, QUEUE), row("", QUEUE));
    let verdict = |before, after| {
        let changes = changes(before, after);
        let entries = changes.entries.into_iter();
        let mut gone = entries.filter(|change| change.kind == ChangeKind::PropertyRemoved);
        gone.next()
            .map(|change| (change.wire.sent, change.wire.received))
    };
    assert_eq!(
        verdict(Some(&*sent), Some(&*both)),
        Some((Breaking, Nothing))
    );
    // The entry on the request covers it.
    assert_eq!(
        verdict(Some(&*sent), Some(&*received)),
        Some((Nothing, Nothing))
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

/// Definitions with one more required property and one less, except for `Fresh`, which has all. Two operations
/// take and return them, each with its cells.
fn moved(is_old: bool, [first, second]: [[&str; 2]; 2]) -> Sources {
    let link = |name: &str| match name {
        "" => String::new(),
        name => format!("[`{name}`]({})", generator::schema::file_name(name)),
    };
    let cells = [("a", first), ("b", second)].map(|(name, [request, response])| {
        let [request, response] = [request, response].map(link);
        format!("| {name} | `POST /{name}` | | {request} | {response} |\n")
    });
    let edited = match is_old {
        true => "| id | `string` | Yes | |\n| gone | `string` | No | |\n",
        false => "| id | `string` | Yes | |\n",
    };
    let fresh = "| id | `string` | Yes | |\n| gone | `string` | No | |\n";
    let holder = |name: &str| format!("| held | {} | No | |\n", link(name));
    Folder::default()
        .define("Queue", edited)
        .define("Fresh", fresh)
        .define("Holder", &holder(if is_old { "Queue" } else { "Fresh" }))
        .define("Keeper", &holder("Queue"))
        .with(pages::FILE, pages::page(&cells.concat()))
        .sources()
}

/// Checks where programs notice that `Queue.gone` is gone, in what they send and in what they receive.
#[track_caller]
fn check_noticed(before: [[&str; 2]; 2], after: [[&str; 2]; 2], expected: [&[&str]; 2]) {
    let changes = compare(&moved(true, before), &moved(false, after));
    let mut entries = changes.entries.iter();
    let gone = entries.find(|it| it.kind == ChangeKind::PropertyRemoved);
    let gone = gone.expect("the property is gone");
    let noticed = gone
        .noticed_at()
        .map(|all| all.iter().map(|it| &**it).collect::<Vec<_>>());
    assert_eq!(noticed, expected.map(<[_]>::to_vec));
    let effects = [gone.wire.sent, gone.wire.received];
    for (effect, endpoints) in effects.into_iter().zip(expected) {
        assert_eq!(effect >= Silent, !endpoints.is_empty());
    }
}

#[test]
fn each_verdict_has_the_endpoints_at_which_programs_notice_it() {
    let sends = [["Queue", ""], ["", "Queue"]];
    check_noticed(sends, sends, [&["POST /a"], &["POST /b"]]);
    let held = [["Keeper", ""], ["Queue", "Keeper"]];
    check_noticed(held, held, [&["POST /a", "POST /b"], &["POST /b"]]);
}

#[test]
fn an_operation_that_has_another_model_now_has_no_part_in_what_became_of_the_old_one() {
    let before = [["", "Queue"], ["", "Queue"]];
    let after = [["", "Fresh"], ["", "Queue"]];
    check_noticed(before, after, [&[], &["POST /b"]]);
    // The same where a property of its model leads to another one.
    let both = [["", "Holder"], ["", "Keeper"]];
    check_noticed(both, both, [&[], &["POST /b"]]);
    check_noticed(
        [["", "Holder"], ["", ""]],
        [["", "Holder"], ["", "Queue"]],
        [&[], &[]],
    );
}

#[test]
fn what_one_endpoint_notices_is_what_is_asked_for() {
    let operations = [["Queue", ""], ["", "Queue"]];
    let (old, new) = (moved(true, operations), moved(false, operations));
    let models = [&old, &new].map(|side| generator::decide(side).expect("it is sound").model);
    let asked = |root: &str| {
        let mut changes = compare(&old, &new);
        let only = generator::changes::only(&mut changes, &[root.to_owned()], models.each_ref());
        only.expect("the root is there");
        let causes = changes
            .causes
            .iter()
            .map(|it| (it.concern, it.endpoints.len()));
        (causes.collect::<Vec<_>>(), changes)
    };
    let (causes, changes) = asked("POST /b");
    assert_eq!(causes, [(Concern::Silent, 1)]);
    assert_eq!(
        (changes.breaking_sent(), changes.breaking_received()),
        (0, 0)
    );
    let (causes, changes) = asked("POST /a");
    assert_eq!(causes, [(Concern::Sending, 1)]);
    assert_eq!(changes.breaking_sent(), 1);
    // A model is asked about with everything that it does anywhere.
    assert_eq!(asked("Queue").0, [(Concern::Sending, 1)]);
}

#[test]
fn a_body_that_programs_need_not_send_breaks_none() {
    let rows = "| id | `string` | Yes | |\n";
    let side = |body: &str, flag: &str| {
        let page = pages::page(&row(body, "`string`"));
        let page = page.replace("required)** - \n", &format!("{flag})** - \n"));
        Folder::default()
            .define("Queue", rows)
            .with(pages::FILE, page)
            .sources()
    };
    let verdict = |before: &Sources, after: &Sources| -> Vec<_> {
        let entries = compare(before, after).entries.into_iter();
        entries.map(|it| (it.kind, it.wire.sent)).collect()
    };
    let [none, optional, required] =
        [("", ""), (QUEUE, "optional"), (QUEUE, "required")].map(|(body, flag)| side(body, flag));
    let kind = ChangeKind::OperationRequestChanged;
    assert_eq!(verdict(&none, &optional), [(kind, Compatible)]);
    assert_eq!(verdict(&none, &required), [(kind, Breaking)]);
    assert_eq!(verdict(&optional, &required), [(kind, Breaking)]);
    assert_eq!(verdict(&required, &optional), [(kind, Compatible)]);
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
        ("`string[]`", "`object[]`", Compatible),
        ("`string[]`", ANY, Compatible),
        (ANY, "`string[]`", Breaking),
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
        (ANY, "`Queue[]`", Compatible),
        ("`Queue[]`", ANY, Breaking),
        (QUEUE, two.as_str(), Breaking),
        (two.as_str(), QUEUE, Compatible),
        // Each status has its type: that another has the new one helps no program.
        (two.as_str(), "200 `string` 202 `string`", Breaking),
        (
            "200 `Listing` 202 `Queue`",
            "200 `Queue` 202 `Queue`",
            Silent,
        ),
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

/// Words and statuses that no type shows are in the report all the same.
#[test]
fn what_a_page_states_on_answers_and_bodies_is_compared() {
    let ty = "[Queue](../queue-definition.md)";
    let failures = format!("| `400` | {ty} | Wrong |\n| `404` | {ty} | Gone |\n");
    let page = pages::page(&row(QUEUE, "200 `Queue` 202 `Queue`")) + &failures;
    let side = |page: &str| {
        let folder = Folder::default().define("Queue", "| id | `string` | Yes | |\n");
        folder.with(pages::FILE, page).sources()
    };
    let without = |status: &str| {
        [
            format!("| `{status}` | {ty} |"),
            format!("| `{status}` |  |"),
        ]
    };
    let text = |old: &str, new: &str| [old.to_owned(), new.to_owned()];
    for ([old, new], part) in [
        (text("| Done |", "| Ready |"), None),
        (text("| `202` |", "| `201` |"), None),
        (without("202"), None),
        (without("404"), None),
        (
            text("required)** - ", "required)** - The queue."),
            Some("body"),
        ),
    ] {
        let changes = compare(&side(&page), &side(&page.replacen(&old, &new, 1)));
        let entries = changes.entries.iter();
        let found = entries.map(|it| (it.kind, it.subject.part().map(|part| part.into_owned())));
        let expected = (ChangeKind::DescriptionChanged, part.map(str::to_owned));
        assert_eq!(found.collect::<Vec<_>>(), [expected], "{old} → {new}");
    }
}

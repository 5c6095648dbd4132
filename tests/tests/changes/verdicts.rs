//! Verdicts follow from the decided types and flags, and from what the publisher's document states.

use generator::changes::{ChangeKind, Changes, Effect};
use generator::source::Sources;
use tests::folder::Folder;
use tests::pages;

use crate::compare;

use Effect::{Breaking, Compatible, None as Nothing, Silent};

/// A definition `Foo` of one row, with what the two files of facts and opinions have for it.
fn side(row: &str, facts: &str, overrides: &str) -> Sources {
    let mut folder = Folder::default().define("Foo", row);
    if !facts.is_empty() {
        folder = folder.with("facts.toml", facts.to_owned());
    }
    if !overrides.is_empty() {
        folder = folder.with("overrides.toml", overrides.to_owned());
    }
    folder.sources()
}

fn verdicts(changes: &Changes) -> Vec<(ChangeKind, Effect, Effect)> {
    let entries = changes.entries.iter();
    entries
        .map(|it| (it.kind, it.wire.sent, it.wire.received))
        .collect()
}

#[track_caller]
fn check(before: &Sources, after: &Sources, expected: &[(ChangeKind, Effect, Effect)]) {
    assert_eq!(verdicts(&compare(before, after)), expected);
}

const STRING: &str = "| s | `string` | No | |\n";
const NUMBER: &str = "| s | `number` | No | |\n";
const OBJECT: &str = "| s | `object` | No | |\n";

#[test]
fn a_type_that_an_override_leaves_open_breaks_nothing() {
    let any = "[definitions.Foo]\ns = \"any\"\n";
    let kind = ChangeKind::TypeScalarChanged;
    check(
        &side(STRING, "", any),
        &side(NUMBER, "", any),
        &[(kind, Compatible, Compatible)],
    );
    check(
        &side(STRING, "", ""),
        &side(NUMBER, "", ""),
        &[(kind, Breaking, Breaking)],
    );
}

/// The model of a definition without properties is any JSON.
#[test]
fn a_list_of_what_has_no_properties_is_decoded_where_one_was_expected() {
    let side = |lists: &str| {
        let row = format!("| s | [`Any{lists}`](any-definition.md) | No | |\n");
        let folder = Folder::default().define("Any", "").define("Foo", &row);
        folder.sources()
    };
    let (one, list) = (ChangeKind::TypeOneToList, ChangeKind::TypeListToOne);
    check(&side(""), &side("[]"), &[(one, Breaking, Compatible)]);
    check(&side("[]"), &side(""), &[(list, Compatible, Breaking)]);
}

#[test]
fn a_flag_that_is_advisory_breaks_nothing() {
    let advisory = "required = \"advisory\"\n";
    let required = "| s | `string` | Yes | |\n";
    let (added, dropped) = (ChangeKind::RequiredAdded, ChangeKind::RequiredDropped);
    let sides = |overrides: &str| [STRING, required].map(|row| side(row, "", overrides));
    let verdicts = |overrides: &str, back: bool| {
        let [optional, required] = sides(overrides);
        let changes = match back {
            false => compare(&optional, &required),
            true => compare(&required, &optional),
        };
        let entries = changes.entries.into_iter();
        let flag = |kind: ChangeKind| kind == added || kind == dropped;
        let mut entries = entries.filter(|it| flag(it.kind));
        entries.next().map(|it| (it.wire.sent, it.wire.received))
    };
    assert_eq!(verdicts("", false), Some((Breaking, Compatible)));
    assert_eq!(verdicts("", true), Some((Compatible, Breaking)));
    assert_eq!(verdicts(advisory, false), Some((Compatible, Compatible)));
    assert_eq!(verdicts(advisory, true), Some((Compatible, Compatible)));
}

#[test]
fn what_the_document_states_has_verdicts_and_an_opinion_has_none() {
    // Another property's fact, so that each side has a document.
    let row = |row: &str| format!("{row}| other | `number` | No | |\n");
    let stated = |ty: &str| {
        let own = match ty {
            "" => String::new(),
            ty => format!("Foo.s = \"{ty}\"\n"),
        };
        format!("[definitions]\nFoo.other = \"i32\"\n{own}")
    };
    let opinion = |ty: &str| match ty {
        "" => String::new(),
        ty => format!("[definitions.Foo]\ns = \"{ty}\"\n"),
    };
    for (words, old, new, sent, received) in [
        (NUMBER, "i32", "i64", Compatible, Breaking),
        (NUMBER, "i64", "i32", Breaking, Compatible),
        (NUMBER, "i64", "", Compatible, Breaking),
        (OBJECT, "map<i64>", "map<string>", Breaking, Breaking),
        (STRING, "date-time", "", Compatible, Silent),
    ] {
        let words = &row(words);
        let expected = &[(ChangeKind::FactChanged, sent, received)];
        let facts = [old, new].map(|ty| side(words, &stated(ty), ""));
        check(&facts[0], &facts[1], expected);
        let opinions = [old, new].map(|ty| side(words, &stated(""), &opinion(ty)));
        for (kind, sent, received) in verdicts(&compare(&opinions[0], &opinions[1])) {
            assert_ne!(kind, ChangeKind::FactChanged);
            assert_eq!((sent, received), (Nothing, Nothing), "{old} {new}");
        }
    }
}

/// Checks the verdict on sending for `Foo.s`, where the documents before and after have these facts of it.
#[track_caller]
fn check_sent(rows: [&str; 2], facts: [&str; 2], expected: &[(ChangeKind, Effect)]) {
    let stated = |fact: &str| {
        let others = "[definitions]\nFoo.id = { read_only = true }\n";
        match fact {
            "" => others.to_owned(),
            fact => format!("{others}Foo.s = {fact}\n"),
        }
    };
    let id = "| id | `string` | No | |\n";
    let [before, after] =
        [0, 1].map(|at| side(&(id.to_owned() + rows[at]), &stated(facts[at]), ""));
    let found = verdicts(&compare(&before, &after));
    let sent: Vec<_> = found
        .into_iter()
        .map(|(kind, sent, _)| (kind, sent))
        .collect();
    assert_eq!(sent, expected, "{rows:?} {facts:?}");
}

#[test]
fn what_clients_do_not_send_breaks_no_sender() {
    use ChangeKind::{
        FactChanged, PropertyAddedRequired, PropertyRemoved, RequiredAdded, TypeScalarChanged,
    };
    let required = "| s | `string` | Yes | |\n";
    let read_only = "{ read_only = true }";
    for (rows, kind) in [
        (["", required], PropertyAddedRequired),
        ([STRING, ""], PropertyRemoved),
        ([STRING, NUMBER], TypeScalarChanged),
        ([STRING, required], RequiredAdded),
    ] {
        let facts = rows.map(|row| if row.contains("| s |") { read_only } else { "" });
        check_sent(rows, facts, &[(kind, Nothing)]);
        check_sent(rows, ["", ""], &[(kind, Breaking)]);
    }
    check_sent(
        [STRING, STRING],
        [read_only, ""],
        &[(FactChanged, Compatible)],
    );
    check_sent(
        [required, required],
        [read_only, ""],
        &[(FactChanged, Breaking)],
    );
    check_sent([STRING, STRING], ["", read_only], &[(FactChanged, Silent)]);
    // A required property that programs did not send, and have to send now.
    let entries = [(RequiredAdded, Breaking), (FactChanged, Compatible)];
    check_sent([STRING, required], [read_only, ""], &entries);
}

#[test]
fn the_first_document_that_states_what_is_read_only_changes_nothing() {
    let facts = "[definitions]\nFoo.s = { read_only = true }\n";
    check(&side(STRING, "", ""), &side(STRING, facts, ""), &[]);
}

#[test]
fn another_default_is_another_fact_and_no_override() {
    let facts = |note: &str| format!("[definitions]\nFoo.s = {{ note = \"Default: {note}.\" }}\n");
    let sides = ["1", "2"].map(|note| side(STRING, &facts(note), ""));
    check(
        &sides[0],
        &sides[1],
        &[(ChangeKind::FactChanged, Compatible, Compatible)],
    );
    check(&side(STRING, "", ""), &sides[1], &[]);
}

#[test]
fn facts_that_come_with_the_first_document_break_nothing() {
    let facts = "[definitions]\nFoo.s = \"i32\"\n";
    check(
        &side(NUMBER, "", ""),
        &side(NUMBER, facts, ""),
        &[(ChangeKind::FactChanged, Nothing, Nothing)],
    );
}

#[test]
fn a_word_that_the_document_drops_breaks_those_who_send_it() {
    let facts =
        |words: &str| format!("[enums]\nState = [{words}]\n\n[definitions]\nFoo.s = \"State\"\n");
    let sides = ["\"a\", \"b\"", "\"a\""].map(|words| side(STRING, &facts(words), ""));
    check(
        &sides[0],
        &sides[1],
        &[(ChangeKind::EnumValueRemoved, Breaking, Nothing)],
    );
    check(
        &sides[1],
        &sides[0],
        &[(ChangeKind::EnumValueAdded, Nothing, Compatible)],
    );
}

/// Sends `Foo` at one endpoint and returns it at another.
const OPERATIONS: &str = "\
| put | `PUT /foo` | | `Foo` | |
| get | `GET /foo` | | | `Foo` |
";

#[test]
fn endpoints_are_those_of_each_verdict() {
    let rest = "| rest | `string` | No | |\n";
    let sides = [format!("{STRING}{rest}"), rest.to_owned()].map(|rows| {
        let folder = Folder::default().define("Foo", &rows);
        folder.with(pages::FILE, pages::page(OPERATIONS)).sources()
    });
    let changes = compare(&sides[0], &sides[1]);
    let [change] = &changes.entries[..] else {
        panic!("{:#?}", changes.entries);
    };
    assert_eq!((change.wire.sent, change.wire.received), (Breaking, Silent));
    let [sent, received] = change.noticed_at();
    assert_eq!(
        sent.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["PUT /foo"]
    );
    assert_eq!(
        received.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["GET /foo"]
    );
}

#[test]
fn the_words_of_a_parameter_are_sent_at_its_endpoint() {
    let facts = |words: &str| {
        format!("[enums]\nState = [{words}]\n\n[operations.\"GET /foo\"]\nstate = \"State\"\n")
    };
    let page = pages::page("| get | `GET /foo` | state | | |\n| put | `PUT /foo` | | | |\n");
    let sides = ["\"a\", \"b\"", "\"a\""].map(|words| {
        let folder = Folder::default().define("Foo", STRING);
        let folder = folder.with(pages::FILE, page.clone()).facts(facts(words));
        folder.sources()
    });
    let changes = compare(&sides[0], &sides[1]);
    let [change] = &changes.entries[..] else {
        panic!("{:#?}", changes.entries);
    };
    assert_eq!(
        (change.wire.sent, change.wire.received),
        (Breaking, Nothing)
    );
    let [sent, _] = change.noticed_at();
    assert_eq!(
        sent.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["GET /foo"]
    );
}

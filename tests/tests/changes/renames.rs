//! What counts as a renamed definition, and which models a change reaches.

use std::collections::BTreeSet;

use generator::changes::{Change, Changes};
use generator::schema::file_name;
use generator::source::Sources;
use tests::folder::Folder;

/// Definitions, each a name and its properties: a name and a link or the word `string`.
type World<'a> = &'a [(&'a str, &'a [(&'a str, &'a str)])];

fn sources(world: World<'_>) -> Sources {
    let mut folder = Folder::default();
    for (name, rows) in world {
        let rows: String = rows
            .iter()
            .map(|(property, ty)| match *ty {
                "string" => format!("| {property} | `string` | No | About {property}. |\n"),
                ty => {
                    let file = file_name(ty);
                    format!("| {property} | [`{ty}`]({file}) | No | About {property}. |\n")
                }
            })
            .collect();
        folder = folder.define(name, &rows);
    }
    folder.sources()
}

fn compare(before: World<'_>, after: World<'_>) -> Changes {
    super::compare(&sources(before), &sources(after))
}

/// Asserts that just these entries come out, each as its id and what it is about.
#[track_caller]
fn check(before: World<'_>, after: World<'_>, expected: &[(&str, &str)]) {
    let changes = compare(before, after);
    let entry = |change: &Change| (change.kind.name(), change.subject());
    let entries: BTreeSet<_> = changes.entries.iter().map(entry).collect();
    let expected = expected.iter().map(|(id, it)| (*id, (*it).to_owned()));
    assert_eq!(entries, expected.collect());
}

const SHAPE: &[(&str, &str)] = &[("id", "string"), ("name", "string")];

#[test]
fn equal_shape_alone_is_no_rename() {
    check(
        &[("Old", SHAPE)],
        &[("New", SHAPE)],
        &[("definition-added", "New"), ("definition-removed", "Old")],
    );
}

#[test]
fn a_property_that_moved_along_proves_it_and_makes_no_entry() {
    check(
        &[("Holder", &[("it", "Old")]), ("Old", SHAPE)],
        &[("Holder", &[("it", "New")]), ("New", SHAPE)],
        &[("definition-renamed", "New")],
    );
}

#[test]
fn one_that_went_elsewhere_refutes_it() {
    check(
        &[
            ("Holder", &[("a", "Old"), ("b", "Old")]),
            ("Old", SHAPE),
            ("Other", SHAPE),
        ],
        &[
            ("Holder", &[("a", "New"), ("b", "Other")]),
            ("New", SHAPE),
            ("Other", SHAPE),
        ],
        &[
            ("type-link-equal", "Holder.a"),
            ("type-link-equal", "Holder.b"),
            ("definition-added", "New"),
            ("definition-removed", "Old"),
        ],
    );
}

#[test]
fn another_shape_refutes_it() {
    check(
        &[("Holder", &[("it", "Old")]), ("Old", SHAPE)],
        &[("Holder", &[("it", "New")]), ("New", &[("id", "string")])],
        &[
            ("type-link-narrower", "Holder.it"),
            ("definition-added", "New"),
            ("definition-removed", "Old"),
        ],
    );
}

#[test]
fn what_was_renamed_together_is_found_together() {
    check(
        &[
            ("Holder", &[("it", "One")]),
            ("One", &[("two", "Two")]),
            ("Two", &[("up", "One")]),
        ],
        &[
            ("Holder", &[("it", "Eins")]),
            ("Eins", &[("two", "Zwei")]),
            ("Zwei", &[("up", "Eins")]),
        ],
        &[
            ("definition-renamed", "Eins"),
            ("definition-renamed", "Zwei"),
        ],
    );
}

#[test]
fn of_two_that_became_one_neither_was_renamed() {
    check(
        &[
            ("Holder", &[("a", "One"), ("b", "Two")]),
            ("One", SHAPE),
            ("Two", SHAPE),
        ],
        &[("Holder", &[("a", "Both"), ("b", "Both")]), ("Both", SHAPE)],
        &[
            ("definition-added", "Both"),
            ("type-link-equal", "Holder.a"),
            ("type-link-equal", "Holder.b"),
            ("definition-removed", "One"),
            ("definition-removed", "Two"),
        ],
    );
}

#[test]
fn a_change_reaches_every_end_by_its_nearest_way() {
    let middle: World<'_> = &[
        ("Session", &[("id", "string")]),
        (
            "Participant",
            &[("sessions", "Session"), ("parent", "Conversation")],
        ),
        (
            "Conversation",
            &[("participants", "Participant"), ("session", "Session")],
        ),
        ("Query", &[("like", "Session")]),
        ("Response", &[("conversation", "Conversation")]),
    ];
    let mut after = middle.to_vec();
    after[0] = ("Session", &[("renamed", "Query")]);
    let changes = compare(middle, &after);
    let reach = &changes.entries.first().expect("there is an entry").reach;
    assert_eq!(reach.direct, ["Conversation", "Participant", "Query"]);
    // The query now contains itself, and nothing else contains both: the two are one end.
    let paths: Vec<_> = reach.paths.iter().map(|path| path.join(" → ")).collect();
    assert_eq!(paths, ["Session → Conversation → Response"]);
}

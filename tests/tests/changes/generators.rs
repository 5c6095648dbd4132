//! What another generator made of the definitions is told from what the definitions say.
//!
//! The models at the base are this generator's, altered: as if another had written them.

use generator::State;
use generator::changes::{Changes, Kind, Rust};
use generator::source::Sources;
use generator::tree::Tree;

const QUEUE: &str = "| count | `number` | No | How many. |\n\
    | id | `string` | Yes | The id. |\n\
    | next | [`Queue`](queue-definition.md) | No | What follows. |\n";

const ENUM: &str = "[enums.Kind]\nvalues = [\"in\", \"out\"]\n[properties]\nkind = \"Kind\"\n";

fn sources(definitions: &[(&str, &str)], overrides: &str) -> Sources {
    let mut sources = Sources::default();
    for (name, rows) in definitions {
        let text = format!(
            "# `{name}` Definition\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n{rows}"
        );
        sources.add(generator::schema::file_name(name), &text);
    }
    if !overrides.is_empty() {
        sources.overrides = Some(sources.add("overrides.toml", overrides));
    }
    sources
}

/// What changed, where `alter` made the models at the base of those that this generator makes.
fn compare(before: &Sources, after: &Sources, alter: impl Fn(&mut Tree)) -> Changes {
    let was = generator::generate(before).expect("the definitions are right");
    let is = generator::decide(after).expect("the definitions are right");
    let was = generator::Decided {
        schema: was.schema,
        overrides: was.overrides,
        model: was.model,
    };
    let mut models = generator::render::render(&was.model);
    alter(&mut models);
    let committed = generator::recover(&was, &models);
    let before = State {
        committed: Some(&committed),
        ..State::new(before, &was)
    };
    generator::changes(before, State::new(after, &is))
}

/// Alters one file by replacements, each of which must find something.
fn replace(tree: &mut Tree, stem: &str, replacements: &[(&str, &str)]) {
    let path = format!("src/models/{stem}.rs");
    let text = tree.files.get_mut(&path).expect("the file is there");
    for (current, other) in replacements {
        assert!(text.contains(current), "no {current} in {text}");
        *text = text.replace(current, other);
    }
}

/// Each entry as `id subject: old → new, verdict`.
fn entries(changes: &Changes) -> Vec<String> {
    let entry = |change: &generator::changes::Change| {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        assert!(!change.kind.is_generators() || !change.breaks_wire());
        format!(
            "{} {}: {} → {}, {}",
            change.kind.name(),
            change.subject(),
            side(&change.old),
            side(&change.new),
            change.rust.word()
        )
    };
    changes.entries.iter().map(entry).collect()
}

/// Asserts what comes of unchanged definitions whose models were altered so.
#[track_caller]
fn check(replacements: &[(&str, &str)], expected: &[&str]) {
    let queue = sources(&[("Queue", QUEUE)], "");
    let changes = compare(&queue, &queue, |tree| replace(tree, "queue", replacements));
    assert_eq!(entries(&changes), expected);
}

#[test]
fn models_that_are_as_this_generator_makes_them_say_nothing() {
    check(&[], &[]);
    check(&[("How many.", "How many there are.")], &[]);
}

#[test]
fn types_that_the_generator_alone_changed_are_told_apart() {
    check(
        &[("Option<serde_json::Number>", "Option<f64>")],
        &["rust-type-changed Queue.count: Option<f64> → Option<Number>, major"],
    );
    check(
        &[("Option<Box<super::Queue>>", "Option<super::Queue>")],
        &["rust-boxing-changed Queue.next: Option<Queue> → Option<Box<Queue>>, major"],
    );
    check(
        &[(
            "Option<serde_json::Number>",
            "Option<rust_decimal::Decimal>",
        )],
        &["rust-type-changed Queue.count: Option<rust_decimal::Decimal> → Option<Number>, major"],
    );
    check(
        &[(
            "crate::wire::Extra",
            "std::collections::HashMap<String, serde_json::Value>",
        )],
        &[
            "rust-type-changed Queue: extra: std::collections::HashMap<String, serde_json::Value> → \
           extra: crate::wire::Extra, major",
        ],
    );
}

#[test]
fn names_that_the_generator_alone_changed_are_found_by_the_wire() {
    check(
        &[("count:", "count_:")],
        &["rust-name-changed Queue.count: count_: Option<Number> → count: Option<Number>, major"],
    );
    // Its own links are to the same definition, and its constructor asks for the same property.
    check(
        &[
            ("Queue", "QueueModel"),
            ("    QueueModel", "    QueueModel = \"Queue\""),
        ],
        &["rust-name-changed Queue: QueueModel → Queue, major"],
    );
    let text = "| kind | `string` | No | |\n";
    let both = sources(&[("Queue", text)], ENUM);
    let changes = compare(&both, &both, |tree| {
        replace(tree, "kind", &[("IN =", "INWARD =")])
    });
    assert_eq!(
        entries(&changes),
        ["rust-name-changed Kind.in: Kind::INWARD → Kind::IN, major"]
    );
}

#[test]
fn what_surrounds_the_fields_is_compared_too() {
    check(
        &[("derive(Clone, PartialEq)", "derive(Clone, PartialEq, Eq)")],
        &[
            "rust-attributes-changed Queue: derive(Clone), derive(Eq), derive(PartialEq) → \
           derive(Clone), derive(PartialEq), major",
        ],
    );
    check(
        &[("    pub count", "    #[deprecated]\n    pub count")],
        &["rust-attributes-changed Queue.count: deprecated → -, minor"],
    );
    check(
        &[(
            "id: String) ->",
            "id: String, count: Option<serde_json::Number>) ->",
        )],
        &["rust-constructor-changed Queue: new(id, count) → new(id), major"],
    );
    check(
        &[("fn new", "fn make")],
        &["rust-constructor-changed Queue: default() → new(id), major"],
    );
}

#[test]
fn changed_definitions_alone_make_no_entry_of_the_generator() {
    let before = sources(&[("Queue", QUEUE), ("Agent", QUEUE)], "");
    let rows = QUEUE
        .replace("`number`", "`boolean`")
        .replace("| Yes |", "| No |");
    let changes = compare(&before, &sources(&[("Queue", &rows)], ""), |_| {});
    let kinds: Vec<_> = changes.entries.iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::DefinitionRemoved,
            Kind::TypeScalarChanged,
            Kind::RequiredDropped
        ]
    );
}

#[test]
fn where_both_changed_the_definition_speaks_for_the_two() {
    let before = sources(&[("Queue", QUEUE)], "");
    let older = |tree: &mut Tree| {
        let number = ("Option<serde_json::Number>", "Option<f64>");
        let boxed = ("Option<Box<super::Queue>>", "Option<super::Queue>");
        replace(tree, "queue", &[number, boxed]);
    };
    let rows = QUEUE.replace("`number`", "`boolean`");
    let changes = compare(&before, &sources(&[("Queue", &rows)], ""), older);
    assert_eq!(
        entries(&changes),
        [
            "type-scalar-changed Queue.count: number → boolean, major",
            "rust-boxing-changed Queue.next: Option<Queue> → Option<Box<Queue>>, major",
        ]
    );
    let [ty, _] = &changes.entries[..] else {
        panic!("there are two entries");
    };
    let code = ty.code.as_ref().expect("the type shows in Rust");
    assert_eq!(code.old.as_deref(), Some("Option<f64>"));
    assert_eq!(code.new.as_deref(), Some("Option<bool>"));
    let note = ty.note.as_deref().expect("there is something to say");
    assert_eq!(
        note,
        "of this, `Option<f64>` → `Option<Number>` is another generator's doing"
    );
    // Other words in the description explain no type.
    let rows = QUEUE.replace("How many.", "How much.");
    let changes = compare(&before, &sources(&[("Queue", &rows)], ""), older);
    let kinds: Vec<_> = changes.entries.iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::RustTypeChanged,
            Kind::DescriptionChanged,
            Kind::RustBoxingChanged
        ]
    );
    // What is gone has no entry but its own.
    let changes = compare(&before, &sources(&[], ""), older);
    let kinds: Vec<_> = changes.entries.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [Kind::DefinitionRemoved]);
}

#[test]
fn an_override_that_keeps_what_an_older_generator_did_changes_nothing() {
    let before = sources(&[("Queue", QUEUE)], "");
    let after = sources(
        &[("Queue", QUEUE)],
        "[definitions.Queue]\ncount = \"f64\"\n",
    );
    let changes = compare(&before, &after, |tree| {
        replace(
            tree,
            "queue",
            &[("Option<serde_json::Number>", "Option<f64>")],
        );
    });
    assert_eq!(changes.rust().0, Rust::None);
    assert_eq!(entries(&changes), [""; 0]);
}

#[test]
fn files_that_cannot_be_read_are_counted_and_those_of_others_are_not() {
    let queue = sources(&[("Queue", QUEUE)], "");
    let mark = "// @generated by `cargo xtask regen`.\n";
    for (text, unread) in [
        (format!("{mark}pub struct {{"), 1),
        (format!("{mark}pub struct Queue;"), 1),
        ("pub struct {".to_owned(), 0),
    ] {
        let changes = compare(&queue, &queue, |tree| {
            tree.files
                .insert("src/models/queue.rs".to_owned(), text.clone());
        });
        assert_eq!((entries(&changes).len(), changes.unread), (0, unread));
        let summary = generator::report::changes_summary(&changes);
        assert_eq!(summary.contains("could not be read: 1 file"), unread == 1);
    }
}

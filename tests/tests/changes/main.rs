//! Every edit of the definitions falls under exactly one kind for each thing it affects.
//!
//! Random definitions are edited in random ways, several at once but each in a place of its own, and
//! the entries must be just those that the edits amount to: none missing, none twice, no echo.

mod arguments;
mod causes;
mod compiling;
mod crafted;
mod directions;
mod fingerprints;
#[cfg(feature = "thorough")]
mod json;
mod renames;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};

use generator::changes::{
    self, Audience, ChangeKind, Changes, Level, SemverImpact, Setting, Side, Value,
};
use generator::source::Sources;
use tests::folder::{Folder, shown};
use tests::pages;
use tests::world::edits::{self, Expected};
use tests::world::{Random, World};

fn compare(before: &Sources, after: &Sources) -> Changes {
    let decided = |sources: &Sources| match generator::decide(sources) {
        Ok(decided) => decided,
        Err(problems) => panic!("{}", shown(&problems, sources)),
    };
    let (was, is) = (decided(before), decided(after));
    generator::changes::compare(Side::new(before, &was), Side::new(after, &is))
}

/// A side of an entry as reports show it; `""` where there is none.
fn text(side: &Option<Value>) -> String {
    side.as_ref().map(Value::to_string).unwrap_or_default()
}

fn entries(changes: &Changes) -> Vec<Expected> {
    let entry = |change: &generator::changes::Change| {
        let part = change.subject.part().map(|part| part.into_owned());
        (change.kind, change.subject.owner().to_owned(), part)
    };
    let mut entries: Vec<_> = changes.entries.iter().map(entry).collect();
    entries.sort();
    entries
}

#[test]
fn every_edit_makes_just_the_entries_that_it_amounts_to() {
    let mut met: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    let edits = edits::all();
    for seed in 1..=u64::from(tests::tries(4_500)) {
        let mut random = Random::new(seed);
        let before = World::random(&mut random);
        let mut after = before.clone();
        let mut expected = Vec::new();
        for _ in 0..=random.below(8) {
            let edit = edits[random.below(edits.len())];
            expected.extend(edit(&mut after, &mut random).unwrap_or_default());
        }
        expected.sort();
        let (old, new) = (before.sources(&mut random), after.sources(&mut random));
        let changes = compare(&old, &new);
        assert_eq!(entries(&changes), expected, "with the seed {seed}");
        let fingerprints: BTreeSet<_> = changes.entries.iter().map(|it| it.fingerprint()).collect();
        assert_eq!(fingerprints.len(), changes.entries.len(), "with {seed}");
        for (kind, ..) in expected {
            *met.entry(kind).or_default() += 1;
        }
    }
    // What only an override or a link between two sides can bring about has tests of its own.
    let not_met: Vec<_> = ChangeKind::ALL
        .iter()
        .filter(|kind| !met.contains_key(kind) && !is_beyond_definitions(**kind))
        .collect();
    assert!(not_met.is_empty(), "never met: {not_met:?}");
}

fn is_beyond_definitions(kind: ChangeKind) -> bool {
    let beyond = [
        "fact-",
        "override-",
        "enum-",
        "direction-",
        "parameter-list-form-",
    ];
    let name = kind.name();
    beyond.iter().any(|prefix| name.starts_with(prefix)) || name.ends_with("-dropped")
}

#[test]
fn what_is_undone_is_reported_the_other_way_round() {
    let edits = edits::all();
    for seed in 1..=u64::from(tests::tries(300)) {
        let mut random = Random::new(seed);
        let before = World::random(&mut random);
        let mut after = before.clone();
        for _ in 0..4 {
            let edit = edits[random.below(edits.len())];
            drop(edit(&mut after, &mut random));
        }
        let (old, new) = (before.sources(&mut random), after.sources(&mut random));
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        let renames = |changes: &Changes, mirrored: bool| -> BTreeSet<_> {
            let renamed = [ChangeKind::DefinitionRenamed, ChangeKind::PropertyRenamed];
            let renames = changes.entries.iter();
            let renames = renames.filter(|it| renamed.contains(&it.kind));
            let names = renames.map(|it| (it.kind, text(&it.old), text(&it.new)));
            let turn = |(kind, old, new)| {
                if mirrored {
                    (kind, new, old)
                } else {
                    (kind, old, new)
                }
            };
            names.map(turn).collect()
        };
        assert_eq!(renames(&there, false), renames(&back, true), "with {seed}");
        let (one, other) = (there.definitions, back.definitions);
        assert_eq!(there.entries.len(), back.entries.len(), "with {seed}");
        assert_eq!((one.added, one.removed), (other.removed, other.added));
        assert_eq!(one.changed, other.changed);
    }
}

#[test]
fn order_format_and_footer_are_counted_and_nothing_else() {
    let mut random = Random::new(7);
    let world = World::random(&mut random);
    let plain = world.sources(&mut random);
    let mut noisy = Sources::default();
    for (_, source) in world.sources(&mut random).iter() {
        let text = source.text.replace("2026-01-01", "2025-01-01");
        let text = text.replace(" |\n", " |  \n").replace('\n', "\r\n");
        let file = noisy.add(source.path.clone(), &text);
        if source.path == pages::FILE {
            noisy.pages.push(file);
        }
    }
    let changes = compare(&plain, &noisy);
    assert_eq!(entries(&changes), []);
    let count = changes.definitions;
    assert_eq!(count.reordered + count.reformatted, plain.len() - 1);
    assert!(count.reordered > 0 && count.reformatted > 0);
    assert_eq!(count.changed, 0);
    assert_eq!(changes.rust().0, SemverImpact::None);
}

#[test]
fn the_golden_folders_differ_in_every_kind_of_edit() {
    let edits = tests::expected::edits("every-kind");
    let met: BTreeSet<_> = edits.entries.iter().map(|change| change.kind).collect();
    let missing = ChangeKind::ALL.iter().filter(|kind| !met.contains(kind));
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}

#[test]
fn everything_is_new_where_nothing_was() {
    let mut random = Random::new(7);
    let sources = World::random(&mut random).sources(&mut random);
    let changes = compare(&Sources::default(), &sources);
    assert_eq!(changes.definitions.added, sources.len() - 1);
    assert!(
        changes
            .entries
            .iter()
            .all(|it| it.kind == ChangeKind::DefinitionAdded)
    );
}

#[test]
fn a_changelog_says_nothing_twice() {
    let folder = |row: &str| Folder::default().define("Foo", row).sources();
    let before = folder("| a | `string` | No | |\n");
    let after = folder("| a | `number` | Yes | |\n");
    let text = changes::report(&compare(&before, &after), Audience::Changelog, None);
    let mut lines: Vec<_> = text.lines().filter(|line| line.starts_with("- ")).collect();
    let count = lines.len();
    lines.dedup();
    assert_eq!((lines.len(), count), (2, 2), "{text}");
}

/// Reports quote the text of cells, without the characters that terminals obey.
#[test]
fn no_report_contains_invisible_characters() {
    let folder = |text: &str| {
        let row = format!("| a | `string` | No | {text} |\n");
        Folder::default().define("Foo", &row).sources()
    };
    let (before, after) = (folder("was \u{1b}[2J"), folder("is \u{202e}"));
    let changes = compare(&before, &after);
    for audience in [
        Audience::Terminal,
        Audience::Reviewer,
        Audience::Changelog,
        Audience::Annotations,
    ] {
        let text = changes::report(&changes, audience, None);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    }
}

#[test]
fn entries_of_a_kind_that_is_off_are_not_listed() {
    let folder = |rows: &str| Folder::default().define("Foo", rows).sources();
    let before = folder("| a | `string` | No | |\n| b | `string` | No | |\n");
    let after = folder("| a | `number` | No | |\n| b | `string` | Yes | |\n");
    let mut changes = compare(&before, &after);
    for change in &mut changes.entries {
        change.level = (change.kind == ChangeKind::TypeScalarChanged).then(|| Setting {
            level: Level::Off,
            reason: "we know".to_owned(),
        });
    }
    let text = changes::report(&changes, Audience::Entries, None);
    assert!(!text.contains("type-scalar-changed"), "{text}");
    assert!(text.contains("required-added Foo.b"), "{text}");
}

/// Code names a constant, and nothing goes over the wire otherwise.
#[test]
fn another_name_of_a_constant_is_an_override_that_changed() {
    let side = |name: &str| {
        let folder = Folder::default().define("Foo", "| a | `string` | No | |\n");
        let words =
            format!("[enums.Word]\nvalues = [\"x\", \"y\"]\nnames = {{ x = \"{name}\" }}\n");
        folder
            .overrides(format!("{words}\n[definitions.Foo]\na = \"Word\"\n"))
            .sources()
    };
    let changes = compare(&side("OLD"), &side("NEW"));
    let [change] = &changes.entries[..] else {
        panic!("{:#?}", changes.entries);
    };
    assert_eq!(
        (change.kind, change.rust),
        (ChangeKind::OverrideChanged, SemverImpact::Major)
    );
    let sides = (text(&change.old), text(&change.new));
    assert_eq!(sides, ("Word::OLD".to_owned(), "Word::NEW".to_owned()));
    assert!(!change.affects_wire());
}

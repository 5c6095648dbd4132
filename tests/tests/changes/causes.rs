//! Every entry belongs to one cause, what follows from an edit is folded under it, and the worst comes
//! first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use generator::changes::{
    self, Audience, Cause, Change, ChangeKind, Changes, Concern, Effect, FailOn, Note, SemverImpact,
};
use generator::schema::file_name;
use generator::source::Sources;
use tests::folder::Folder;
use tests::pages;
use tests::world::edits::{self, retire_definition};
use tests::world::{Operation, Random, World};

use crate::compare;

/// Random worlds with operations that meet their definitions, before and after some edits; each with
/// its seed, and made once for all tests.
pub(crate) static WORLDS: LazyLock<Vec<(u64, [World; 2], Changes)>> = LazyLock::new(|| {
    let edits = edits::all();
    let world = |seed| {
        let mut random = Random::new(seed);
        let before = World::connected(&mut random);
        let mut after = before.clone();
        for _ in 0..=random.below(8) {
            let edit = match random.below(4) {
                0 => retire_definition,
                _ => edits[random.below(edits.len())],
            };
            drop(edit(&mut after, &mut random));
        }
        let (old, new) = (before.sources(&mut random), after.sources(&mut random));
        let changes = compare(&old, &new);
        (seed, [before, after], changes)
    };
    (1..=200).map(world).collect()
});

#[test]
fn every_entry_belongs_to_one_cause_and_the_worst_comes_first() {
    let mut met = BTreeSet::new();
    for (seed, _, changes) in &*WORLDS {
        let mut next = 0;
        for cause in &changes.causes {
            let entries = changes.of(cause);
            assert_eq!(cause.entries.start, next, "with {seed}");
            next = cause.entries.end;
            assert!(0 < cause.edits && cause.edits <= entries.len());
            let worst = entries.iter().map(Change::concern).min();
            assert_eq!(worst, Some(cause.concern), "with {seed}");
            met.insert(cause.concern);
        }
        assert_eq!(next, changes.entries.len(), "with {seed}");
        let order = |cause: &Cause| {
            let reach = (cause.endpoints.len(), cause.models);
            (cause.concern, std::cmp::Reverse(reach))
        };
        assert!(changes.causes.is_sorted_by_key(order), "with {seed}");
        let ids: BTreeSet<_> = changes.causes.iter().map(|cause| &cause.id).collect();
        assert_eq!(ids.len(), changes.causes.len(), "with {seed}");
    }
    assert_eq!(met.len(), Concern::ALL.len(), "{met:?}");
}

/// Recomputes the concern of each entry from its verdicts.
#[test]
fn the_concern_of_an_entry_follows_from_its_verdicts() {
    for (_, _, changes) in &*WORLDS {
        for change in &changes.entries {
            let (sent, received) = (change.wire.sent, change.wire.received);
            let breaks = sent == Effect::Breaking || received == Effect::Breaking;
            let silent = sent == Effect::Silent || received == Effect::Silent;
            let is_unknown = change.notes.contains(&Note::NoKnownOperation);
            let expected = if breaks && is_unknown {
                Concern::Unknown
            } else if breaks && change.subject.is_of_an_operation() {
                Concern::Operations
            } else if received == Effect::Breaking {
                Concern::Receiving
            } else if breaks {
                Concern::Sending
            } else if silent {
                Concern::Silent
            } else if change.rust == SemverImpact::Major {
                Concern::Code
            } else {
                Concern::Nobody
            };
            assert_eq!(change.concern(), expected, "{change:?}");
        }
    }
}

#[test]
fn equal_edits_are_one_cause_and_others_are_not() {
    for (seed, _, changes) in &*WORLDS {
        let mut of: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
        for cause in &changes.causes {
            let edits = &changes.of(cause)[..cause.edits];
            for change in edits.iter().filter(|it| it.subject.part().is_some()) {
                let (old, new) = (super::text(&change.old), super::text(&change.new));
                let edit = (change.kind, change.subject.part(), old, new);
                of.entry(edit).or_default().insert(&cause.id);
            }
            let families: BTreeSet<_> = edits.iter().map(|it| family(it.kind)).collect();
            assert_eq!(families.len(), 1, "with {seed}: {edits:?}");
        }
        assert!(of.values().all(|causes| causes.len() == 1), "with {seed}");
    }
}

/// The relation of two links is found for each property; that one took the other's place is one edit.
fn family(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::TypeLinkEqual | ChangeKind::TypeLinkWider | ChangeKind::TypeLinkNarrower => {
            ChangeKind::TypeLinkDifferent
        }
        kind => kind,
    }
}

#[test]
fn a_side_that_no_operation_uses_has_no_breaking_verdict() {
    let mut judged = 0;
    for (seed, [before, _], changes) in &*WORLDS {
        let [sent, received] = before.directions();
        for change in changes
            .entries
            .iter()
            .filter(|it| before.definitions.contains_key(it.subject.owner()))
        {
            let name = change.subject.owner();
            let (is_sent, is_received) = (sent.contains(name), received.contains(name));
            if is_sent || is_received {
                judged += 1;
                assert!(
                    is_sent || change.wire.sent == Effect::None,
                    "with {seed}: {change:?}"
                );
                assert!(
                    is_received || change.wire.received == Effect::None,
                    "with {seed}: {change:?}"
                );
            }
            let endpoints = change.endpoints().count();
            assert_eq!(
                endpoints > 0,
                (is_sent
                    && change.wire.sent >= Effect::Silent
                    && change.wire.sent >= change.wire.received)
                    || (is_received
                        && change.wire.received >= Effect::Silent
                        && change.wire.received >= change.wire.sent),
                "with {seed}: {change:?}"
            );
        }
    }
    assert!(judged > 100, "{judged}");
}

#[test]
fn a_definition_that_is_gone_is_folded_under_what_became_of_its_holders() {
    let mut folded = 0;
    for (seed, [before, after], changes) in &*WORLDS {
        for cause in &changes.causes {
            let entries = changes.of(cause);
            for gone in entries
                .iter()
                .filter(|it| it.kind == ChangeKind::DefinitionRemoved)
            {
                let is_held = before.definitions.iter().any(|(name, holder)| {
                    name != gone.subject.owner()
                        && holder
                            .rows
                            .values()
                            .any(|row| row.ty.base == gone.subject.owner())
                });
                // One that an operation still names is gone for no reason that is known.
                let names = |it: &Operation| {
                    let received = it.responses().map(|(_, ty)| ty);
                    let mut types = received.chain(it.request());
                    types.any(|ty| ty.base == gone.subject.owner())
                };
                if after.operations.values().any(names) {
                    continue;
                }
                let wire = (gone.wire.sent, gone.wire.received);
                assert_eq!(wire, (Effect::None, Effect::None), "with {seed}: {gone:?}");
                assert_eq!(gone.rust, SemverImpact::Major);
                if is_held {
                    folded += 1;
                    assert_ne!(
                        entries[0].kind,
                        ChangeKind::DefinitionRemoved,
                        "with {seed}: {entries:?}"
                    );
                }
            }
        }
    }
    assert!(folded > 20, "{folded}");
}

/// The number at the end of a section's title, before what is left out.
fn counted(page: &str) -> usize {
    let titles = page
        .lines()
        .filter(|line| line.starts_with("### ") && line.contains(" cause"));
    let numbers = titles.filter_map(|title| {
        let number = title.split(": ").nth(1)?.split(' ').next()?;
        number.parse::<usize>().ok()
    });
    numbers.sum()
}

#[test]
fn the_page_shows_every_cause_or_counts_it() {
    for (seed, _, changes) in &*WORLDS {
        let page = changes::report(changes, Audience::Comment, None);
        let needs_action = |cause: &&changes::Cause| cause.concern != Concern::Nobody;
        let needed = changes.causes.iter().filter(needs_action).count();
        assert_eq!(counted(&page), needed, "with {seed}: {page}");
        assert!(page.lines().count() <= 60, "with {seed}: {page}");
        let whole = changes::report(changes, Audience::Reviewer, None);
        assert!(whole.starts_with(&*page), "with {seed}");
        for change in &changes.entries {
            let lines = whole.matches(&change.fingerprint()).count();
            assert_eq!(lines, 1, "with {seed}: {change:?}");
        }
    }
}

#[test]
fn a_page_says_nothing_twice_however_large_the_update() {
    for (name, entries) in [("three", 3), ("forty", 40), ("nine-hundred", 900)] {
        let changes = tests::expected::edits(name);
        assert_eq!(changes.entries.len(), entries, "{name}");
        let text = changes::report(&changes, Audience::Terminal, None);
        let page = changes::report(&changes, Audience::Comment, None);
        // Only what breaks makes a page longer.
        if entries < 900 {
            assert!(
                text.lines().count() <= 60 && page.lines().count() <= 60,
                "{name}"
            );
        }
        let is_hash =
            |word: &str| word.len() == 16 && word.bytes().all(|it| it.is_ascii_hexdigit());
        assert!(
            !page.split(|it: char| !it.is_alphanumeric()).any(is_hash),
            "{name}"
        );
        let mut lines: Vec<_> = page.lines().filter(|line| line.len() > 12).collect();
        let all = lines.len();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), all, "{name}: {lines:#?}");
    }
}

/// A definition `Queue` that the given rows of `Holder` link to, and the operations.
fn sources(rows: &[&str], operations: Option<&[&str]>) -> Sources {
    let mut folder = Folder::default().define("Holder", &rows.concat());
    if rows.iter().any(|row| row.contains("queue-")) {
        folder = folder.define("Queue", "| id | `string` | No | |\n");
        let links = "| self | [`Lone`](lone-definition.md) | No | |\n\
                     | held | [`Held`](held-definition.md) | No | |\n";
        folder = folder.define("Lone", links).define("Held", ID);
    }
    if let Some(rows) = operations {
        folder = folder.with(pages::FILE, pages::page(&rows.concat()));
    }
    folder.sources()
}

const ID: &str = "| id | `string` | No | |\n";
const HOLDS: &str = "| it | [`Queue`](queue-definition.md) | No | |\n";
const GET: &str = "| get | `GET /a` | | | `Holder` |\n";
const QUEUE: &str = "| queue | `GET /q` | | | `Queue` |\n";

/// Returns the cause of `name`, and the kind that it begins with.
#[track_caller]
fn check(
    name: &str,
    (before, after): (Option<&[&str]>, Option<&[&str]>),
    expected: (Effect, Effect, ChangeKind),
) {
    let changes = compare(&sources(&[ID, HOLDS], before), &sources(&[ID], after));
    let found = changes.causes.iter().find_map(|cause| {
        let entries = changes.of(cause);
        let gone = entries.iter().find(|it| it.subject.owner() == name)?;
        Some((gone.wire.sent, gone.wire.received, entries[0].kind))
    });
    assert_eq!(found, Some(expected), "{name}");
}

#[test]
fn a_definition_that_is_gone_says_nothing_of_the_wire_where_a_cause_is_known() {
    use Effect::{Breaking, Compatible, None as Nothing};
    let gone = ChangeKind::DefinitionRemoved;
    // Held by a property, whatever is known of operations.
    let held = (Nothing, Nothing, ChangeKind::PropertyRemoved);
    check("Queue", (None, None), held);
    check("Queue", (Some(&[GET]), Some(&[GET])), held);
    // Held by nothing but itself: an endpoint may have used it.
    check("Lone", (None, None), (Breaking, Compatible, gone));
    check("Lone", (None, Some(&[GET])), (Breaking, Compatible, gone));
    check(
        "Lone",
        (Some(&[GET]), Some(&[GET])),
        (Nothing, Nothing, gone),
    );
    // An operation that took it along, that returns something else, and one that still returns it.
    let lone = QUEUE.replace("Queue", "Lone");
    let (with, without) = (&[GET, &*lone][..], &[GET][..]);
    let operation = (Nothing, Nothing, ChangeKind::OperationRemoved);
    check("Lone", (Some(with), Some(without)), operation);
    let other = lone.replace("Lone", "string");
    let retyped = (Nothing, Nothing, ChangeKind::OperationResponseChanged);
    check("Lone", (Some(with), Some(&[GET, &*other])), retyped);
    check(
        "Lone",
        (Some(with), Some(with)),
        (Nothing, Compatible, gone),
    );
    // The same where the operation has another name now.
    let renamed = other.replace("| queue |", "| line |");
    check("Lone", (Some(with), Some(&[GET, &*renamed])), retyped);
    // What changed is the other side of an operation that still takes it.
    let sent = "| queue | `POST /q` | | `Lone` | `string` |\n";
    let other = sent.replace("`string`", "`number`");
    let still = (Some(&[GET, sent][..]), Some(&[GET, &*other][..]));
    check("Lone", still, (Breaking, Nothing, gone));
    // What only such a definition holds goes with it.
    check("Held", (None, None), (Nothing, Nothing, gone));
}

#[test]
fn endpoints_are_named_once_and_then_counted() {
    let operations: String = (0..8)
        .map(|at| format!("| get{at} | `GET /{at}` | | | `Holder` |\n"))
        .collect();
    let side = |types: [&str; 3]| {
        let rows = ["a", "b", "c"].into_iter().zip(types);
        let rows: String = rows
            .map(|(name, ty)| format!("| {name} | `{ty}` | No | |\n"))
            .collect();
        sources(&[&rows], Some(&[&operations]))
    };
    let after = side(["number", "boolean", "object"]);
    let page = changes::report(
        &compare(&side(["string"; 3]), &after),
        Audience::Comment,
        None,
    );
    for line in [
        "`string` → `number` · 8 endpoints, such as `GET /0`, `GET /1`, `GET /2`, `GET /3` · ",
        "`string` → `boolean` · 8 endpoints, such as `GET /4`, `GET /5`, `GET /6`, `GET /7` · ",
        "`string` → `object` · 8 endpoints · ",
    ] {
        assert!(page.contains(line), "{page}");
    }
}

#[test]
fn what_is_new_is_named_and_first_what_most_endpoints_reach() {
    let row = |name: &str| format!("| {name} | `string` | No | |\n");
    let folder = |rows: &str, operations: &str| {
        Folder::default()
            .define("Asked", &(ID.to_owned() + rows))
            .define("Queue", &(ID.to_owned() + rows))
            .with(pages::FILE, pages::page(operations))
    };
    let before = folder("", QUEUE);
    let other = QUEUE.replace("queue", "other").replace("/q", "/o");
    let after = folder(&row("a"), &[QUEUE, &other].concat()).define("User", ID);
    let changes = compare(&before.sources(), &after.sources());
    let page = changes::report(&changes, Audience::Comment, None);
    for line in [
        "- New endpoints: `GET /o`\n",
        "- New properties: `Queue.a` at 1 endpoint, `Asked.a`\n",
        "- New models: `User`\n",
    ] {
        assert!(page.contains(line), "{line}{page}");
    }
}

#[test]
fn a_move_to_an_identical_twin_is_one_cause_of_code_alone() {
    let twin = HOLDS.replace("Queue", "Twin").replace("queue-", "twin-");
    let folder = |rows: &str| Folder::default().define("Holder", rows).define("Twin", ID);
    let before = folder(HOLDS).define("Queue", ID);
    let changes = compare(&before.sources(), &folder(&twin).sources());
    let kinds = changes.entries.iter().map(|it| it.kind);
    assert!(kinds.eq([ChangeKind::TypeLinkEqual, ChangeKind::DefinitionRemoved]));
    let concerns = changes.causes.iter().map(|cause| cause.concern);
    assert!(concerns.eq([Concern::Code]));
    assert_eq!(changes::failing(FailOn::Wire, &changes), None);
}

/// However much worse another edit of the same property is.
#[test]
fn a_definition_that_is_gone_follows_from_an_edit_that_moved_a_link() {
    let twin = HOLDS.replace("Queue", "Twin").replace("queue-", "twin-");
    let folder = |rows: &str| Folder::default().define("Holder", rows).define("Twin", ID);
    let before = folder(HOLDS).define("Queue", ID);
    let after = folder(&twin.replace("No", "Yes"));
    let changes = compare(&before.sources(), &after.sources());
    let causes = changes.causes.iter().map(|cause| changes.of(cause));
    let kinds: Vec<Vec<_>> = causes
        .map(|entries| entries.iter().map(|it| it.kind).collect())
        .collect();
    let moved = vec![ChangeKind::TypeLinkEqual, ChangeKind::DefinitionRemoved];
    assert_eq!(kinds, [vec![ChangeKind::RequiredAdded], moved]);
}

#[test]
fn a_link_that_became_another_is_one_cause_whatever_its_property_is_called() {
    let folder = |link: &str| {
        let row = |name: &str| format!("| {name} | [`{link}`]({}) | No | |\n", file_name(link));
        let folder = Folder::default().define("One", &row("a"));
        let folder = folder.define("Other", &row("b"));
        folder.define("Queue", ID).define("Twin", ID).sources()
    };
    let changes = compare(&folder("Queue"), &folder("Twin"));
    assert_eq!((changes.entries.len(), changes.causes.len()), (2, 1));
    let page = changes::report(&changes, Audience::Comment, None);
    let line = "- `Option<Box<Queue>>` → `Option<Box<Twin>>` in `One.a`, `Other.b` · ";
    assert!(page.contains(line), "{page}");
}

#[test]
fn a_family_that_was_renamed_is_one_cause() {
    let side = |prefix: &str| {
        let names = ["User", "Queue", "Skill"].map(|name| format!("{prefix}{name}"));
        let row = |name: &String| format!("| {name} | [`{name}`]({}) | No | |\n", file_name(name));
        let rows = names
            .iter()
            .map(row)
            .collect::<String>()
            .replace(&format!("| {prefix}"), "| ");
        let folder = Folder::default().define("Holder", &rows);
        names
            .iter()
            .fold(folder, |folder, name| folder.define(name, ID))
            .sources()
    };
    let changes = compare(&side("Old"), &side("Policy"));
    assert_eq!((changes.entries.len(), changes.causes.len()), (3, 1));
}

/// The page without its line breaks.
fn page_of(before: &Folder, after: &Folder) -> String {
    let changes = compare(&before.sources(), &after.sources());
    let page = changes::report(&changes, Audience::Terminal, None);
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn several_edits_of_one_kind_in_one_definition_are_one_line() {
    let row = |name: &str, ty: &str| format!("| {name} | `{ty}` | No | |\n");
    let rows = |names: &[&str], ty: &str| names.iter().map(|it| row(it, ty)).collect::<String>();
    let id = row("id", "string");
    let before = rows(&["city", "street", "zip"], "string") + &rows(&["size", "weight"], "number");
    let after = rows(&["size", "weight"], "string");
    let side = |rows: &str| Folder::default().define("Parcel", &(id.clone() + rows));
    let changes = compare(&side(&before).sources(), &side(&after).sources());
    let sizes = changes.causes.iter().map(|it| (it.concern, it.edits));
    let sizes: Vec<_> = sizes.collect();
    assert_eq!(sizes, [(Concern::Receiving, 2), (Concern::Sending, 3)]);
    let page = page_of(&side(&before), &side(&after));
    for line in [
        "Parcel: city, street, zip are gone",
        "Parcel: number → string in size, weight",
    ] {
        assert!(page.contains(line), "{page}");
    }
    // What is the same in several definitions is one line of these.
    let both = |rows: &str| side(rows).define("Letter", &(id.clone() + rows));
    let changes = compare(&both(&before).sources(), &both(&after).sources());
    assert!(changes.causes.iter().all(|it| it.edits == 2));
}

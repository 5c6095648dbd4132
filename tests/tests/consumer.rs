//! The effect of an update on one consumer's code: `changes --used-by` over a consumer that
//! compiles, and `changes --only`.

use std::collections::BTreeSet;

use generator::Decided;
use generator::changes::{self, Change, Changes, Side, Uses};
use generator::failure::Failure;
use generator::source::Sources;
use tests::folder::{Folder, shown};
use tests::numbers::Random;
use tests::{pages, project};

/// The models as the consumer names them.
#[allow(
    unreachable_pub,
    reason = "the consumer names them as those of a crate"
)]
mod generated {
    pub use goldens::cases::analytics::models::*;
}

#[allow(unreachable_pub, reason = "it is a crate's root elsewhere")]
#[path = "../consumer/helper/lib.rs"]
mod helper;

#[allow(unreachable_pub, reason = "likewise")]
#[path = "../consumer/src/main.rs"]
mod consumer;

/// The properties that the consumer names, whatever way.
const NAMED: &[(&str, &[&str])] = &[
    (
        "AnalyticsConversationQueryResponse",
        &["aggregations", "conversations", "totalHits"],
    ),
    (
        "AnalyticsConversationWithoutAttributes",
        &[
            "conversationId",
            "conversationStart",
            "conversationEnd",
            "divisionIds",
            "participants",
        ],
    ),
    (
        "AnalyticsParticipantWithoutAttributes",
        &[
            "participantName",
            "userId",
            "externalContactId",
            "purpose",
            "sessions",
        ],
    ),
    (
        "AnalyticsSession",
        &[
            "mediaType",
            "provider",
            "ani",
            "remote",
            "metrics",
            "segments",
            "mediaEndpointStats",
            "flow",
        ],
    ),
    ("AnalyticsSessionMetric", &["name", "value"]),
    (
        "AnalyticsConversationSegment",
        &["conference", "sipResponseCodes", "queueId"],
    ),
    (
        "AnalyticsMediaEndpointStat",
        &[
            "minMos",
            "minRFactor",
            "receivedPackets",
            "discardedPackets",
            "invalidPackets",
        ],
    ),
    ("AnalyticsFlow", &["outcomes", "flowName"]),
    ("AnalyticsFlowOutcome", &["flowOutcomeValue"]),
    ("AggregationResult", &["results", "dimension"]),
    ("AggregationResultEntry", &["count"]),
    (
        "ConversationQuery",
        &["interval", "order", "orderBy", "paging", "segmentFilters"],
    ),
    ("PagingSpec", &["pageNumber", "pageSize"]),
    ("SegmentDetailQueryFilter", &["type", "predicates"]),
    ("SegmentDetailQueryPredicate", &["dimension", "value"]),
];

fn decided(sources: &Sources) -> Decided {
    match generator::decide(sources) {
        Ok(decided) => decided,
        Err(problems) => panic!("{}", shown(&problems, sources)),
    }
}

fn uses() -> Uses {
    let mut uses = Uses::default();
    let sources = generator::read::rust(&[project().join("tests/consumer")]);
    for (_, source) in sources.expect("the consumer can be read").iter() {
        uses.add(&source.path, &source.text);
    }
    assert_eq!(uses.invalid, [""; 0]);
    uses
}

/// A random update of the case, which may not be sound.
fn updated(case: &Folder, random: &mut Random) -> Folder {
    let mut folder = case.clone();
    for _ in 0..=random.below(6) {
        let files: Vec<_> = (0..folder.files.len())
            .filter(|&at| folder.files[at].0.ends_with("-definition.md"))
            .collect();
        let at = files[random.below(files.len())];
        if random.below(10) == 0 {
            rename_definition(&mut folder, at);
            continue;
        }
        let text = &mut folder.files[at].1;
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        let rows: Vec<_> = (0..lines.len())
            .filter(|&at| lines[at].starts_with("| ") && !lines[at].starts_with("| Property"))
            .collect();
        let row = rows[random.below(rows.len())];
        let Some((name, rest)) = lines[row][2..].split_once(" | ") else {
            continue;
        };
        let edited = match random.below(5) {
            0 => None,
            1 => Some(format!("| {name}Renamed | {rest}")),
            2 if rest.starts_with("`string`") => {
                Some(lines[row].replacen("`string`", "`boolean`", 1))
            }
            2 => Some(format!("| {name} | `string` | No | Something else |")),
            3 => Some(lines[row].replacen("| No |", "| Yes |", 1)),
            _ => Some(format!("{}\n| {name}More | `string` | Yes | |", lines[row])),
        };
        match edited {
            Some(line) => lines[row] = line,
            None => drop(lines.remove(row)),
        }
        *text = lines.join("\n") + "\n";
    }
    folder
}

fn rename_definition(folder: &mut Folder, at: usize) {
    let text = &folder.files[at].1;
    let Some(name) = text.split('`').nth(1).map(str::to_owned) else {
        return;
    };
    let file = generator::schema::file_name(&name);
    let renamed = generator::schema::file_name(&format!("{name}Moved"));
    for (path, text) in &mut folder.files {
        for (from, to) in [
            (format!("`{name}`"), format!("`{name}Moved`")),
            (format!("`{name}[]`"), format!("`{name}Moved[]`")),
            (format!("({file})"), format!("({renamed})")),
            (
                format!("[definitions.{name}]"),
                format!("[definitions.{name}Moved]"),
            ),
        ] {
            *text = text.replace(&from, &to);
        }
        if *path == file {
            path.clone_from(&renamed);
        }
    }
}

/// Returns `true` if the consumer names what the entry is about, by the names that it had before. A
/// definition that was not there before has no name that it could use.
fn is_named(change: &Change) -> bool {
    if change.kind.name() == "definition-added" {
        return false;
    }
    let was = |name: &str| name.replace("Moved", "").replace("Renamed", "");
    let definition = was(change.subject.owner());
    let Some((_, properties)) = NAMED.iter().find(|(name, _)| *name == definition) else {
        return false;
    };
    match change.subject.part() {
        Some(property) => properties.contains(&&*was(&property)),
        None => true,
    }
}

fn fingerprints<'a>(changes: impl IntoIterator<Item = &'a Change>) -> BTreeSet<String> {
    changes.into_iter().map(Change::fingerprint).collect()
}

#[test]
fn nothing_that_the_consumer_names_is_left_out() {
    let case = Folder::case("analytics");
    let (old, uses) = (case.sources(), uses());
    let was = decided(&old);
    let (mut updates, mut all, mut kept) = (0, 0, 0);
    for seed in 1.. {
        let mut random = Random::new(seed);
        let new = updated(&case, &mut random).sources();
        let Ok(is) = generator::decide(&new) else {
            continue;
        };
        let whole = changes::compare(Side::new(&old, &was), Side::new(&new, &is));
        let mut part = whole.clone();
        changes::used(&mut part, &uses, String::new(), [&was.model, &is.model]);
        let left = fingerprints(&part.entries);
        let named = fingerprints(whole.entries.iter().filter(|it| is_named(it)));
        assert!(
            named.is_subset(&left),
            "seed {seed}: {:?}",
            named.difference(&left)
        );
        for change in part.entries.iter().filter(|it| is_named(it)) {
            assert!(!change.used_at.is_empty(), "seed {seed}: {change:?}");
        }
        all += whole.entries.len();
        kept += part.entries.len();
        let scope = part.scope.as_ref().expect("there is one");
        assert_eq!(scope.left_out[0], whole.entries.len() - part.entries.len());
        let entries = part.causes.iter().map(|cause| part.of(cause).len());
        assert_eq!(entries.sum::<usize>(), part.entries.len());
        updates += 1;
        if updates == tests::tries(200) {
            break;
        }
    }
    assert!(kept * 4 < all * 3, "{kept} of {all} entries are kept");
}

/// Returns the entries kept of an update, each with the lines of the file where it is used, or may be used
/// (below zero).
fn left(rows: &str, code: &str) -> Vec<(String, Vec<isize>)> {
    let folder = |rows: &str| {
        let inner = "| code | `string` | No | |\n| size | `number` | Yes | |\n";
        let outer =
            "| code | `string` | No | |\n| inner | [`Inner`](inner-definition.md) | No | |\n";
        let folder = Folder::default().define("Inner", rows.split("---").next().unwrap_or(inner));
        folder.define("Outer", rows.split("---").nth(1).unwrap_or(outer))
    };
    let inner = "| code | `string` | No | |\n| size | `number` | Yes | |\n";
    let (old, new) = (folder(inner).sources(), folder(rows).sources());
    let (was, is) = (decided(&old), decided(&new));
    let mut changes = changes::compare(Side::new(&old, &was), Side::new(&new, &is));
    let mut uses = Uses::default();
    uses.add("a.rs", code);
    changes::used(&mut changes, &uses, String::new(), [&was.model, &is.model]);
    let lines = |change: &Change| {
        let places = change.used_at.iter();
        let lines = places.map(|it| (it.may, isize::try_from(it.location.line).unwrap_or(0)));
        lines
            .map(|(may, line)| if may { -line } else { line })
            .collect()
    };
    let entries = changes.entries.iter();
    entries
        .map(|it| (format!("{} {}", it.kind.name(), it.subject), lines(it)))
        .collect()
}

#[test]
fn a_model_is_used_by_name_or_through_a_field() {
    let without_code = "| size | `number` | Yes | |\n";
    let gone = "property-removed Inner.code".to_owned();
    let through = "fn f(it: x::Outer) {\n it.inner.unwrap()\n .code; }";
    assert_eq!(left(without_code, through), [(gone.clone(), vec![-3])]);
    assert_eq!(left(without_code, "fn f(it: x::Outer) { it.code }"), []);
    assert_eq!(left(without_code, "fn f(it: Other) { it.inner.code }"), []);
    assert_eq!(
        left(without_code, "use x::Inner as I; p!(code)"),
        [(gone, vec![-1])]
    );
}

#[test]
fn a_field_of_another_model_or_of_nothing_known_is_not_that_of_the_model() {
    let without_code = "| size | `number` | Yes | |\n";
    let check = |code: &str, expected: &[isize]| {
        let entries = left(without_code, &format!("use m::Inner;\n{code}"));
        let entries: Vec<_> = entries.into_iter().map(|(_, lines)| lines).collect();
        let expected: Vec<_> = (!expected.is_empty())
            .then(|| expected.to_vec())
            .into_iter()
            .collect();
        assert_eq!(entries, expected, "{code}");
    };
    check("fn f(it: &Inner) { it.code }", &[2]);
    check("fn f(it: m::Outer) { it.code }", &[]);
    check("fn f(it: m::Outer) { it.inner.code }", &[2]);
    check("fn f(it: Unknown) {\n it.code }", &[-3]);
    check(
        "fn f(it: m::Outer) { g().code }\nfn g(it: Inner) { it.code }",
        &[3, -2],
    );
    check("fn f() { it.code(); p!(code::kind); code::f() }", &[]);
    // The value is made of another variable of the name.
    check(
        "fn f(it: m::Outer) { let it: m::Outer = it.code.into(); }",
        &[-2],
    );
    check(
        "fn f() { let Outer { code, .. } = g(); Inner { size } }",
        &[],
    );
}

#[test]
fn a_change_that_no_code_names_stays_where_it_breaks_decoding() {
    let retyped = "| code | `number` | No | |\n| size | `number` | Yes | |\n";
    let entry = "type-scalar-changed Inner.code".to_owned();
    // `Outer` contains it, and a program that decodes the one decodes the other.
    assert_eq!(left(retyped, "fn f(it: x::Outer) {}"), [(entry, vec![])]);
    assert_eq!(left(retyped, "fn f(it: x::Another) {}"), []);
}

#[test]
fn arguments_of_new_concern_code_that_names_the_model() {
    let more =
        "| code | `string` | No | |\n| size | `number` | Yes | |\n| x | `string` | Yes | |\n";
    let entry = "property-added-required Inner.x".to_owned();
    assert_eq!(
        left(more, "fn f() { x::Inner::new(1.into()) }"),
        [(entry, vec![1])]
    );
}

fn only(roots: &[&str]) -> Result<Changes, String> {
    let side = |ty: &str| {
        let row = format!("| code | `{ty}` | No | |\n");
        let holds = |name: &str| {
            format!(
                "| it | [`{name}`]({}) | No | |\n",
                generator::schema::file_name(name)
            )
        };
        let folder = Folder::default()
            .define("Inner", &row)
            .define("Outer", &holds("Inner"));
        let folder = folder
            .define("Other", &row)
            .define("Holder", &holds("Other"));
        let operations = "| getOuter | `GET /outer/{id}` | | | [`Outer`](outer-definition.md) |\n";
        folder.with(pages::FILE, pages::page(operations)).sources()
    };
    let (old, new) = (side("string"), side("number"));
    let (was, is) = (decided(&old), decided(&new));
    let mut changes = changes::compare(Side::new(&old, &was), Side::new(&new, &is));
    let roots: Vec<_> = roots.iter().map(|&root| root.to_owned()).collect();
    let scoped = changes::only(&mut changes, &roots, [&was.model, &is.model]);
    scoped.map_err(|failure| match failure {
        Failure::Message(message) => message,
        failure => format!("{failure:?}"),
    })?;
    Ok(changes)
}

#[test]
fn only_what_is_asked_for_and_what_it_contains() {
    for (roots, expected) in [
        (&["Outer"][..], &["Inner.code"][..]),
        (&["GET /outer/*"], &["Inner.code"]),
        (&["getOuter"], &["Inner.code"]),
        (&["O*"], &["Inner.code", "Other.code"]),
        (&["Holder", "Inner"], &["Inner.code", "Other.code"]),
    ] {
        let changes = only(roots).expect("the roots are there");
        let subjects: BTreeSet<_> = changes
            .entries
            .iter()
            .map(|it| it.subject.to_string())
            .collect();
        assert!(subjects.iter().eq(expected), "{roots:?}: {subjects:?}");
        let scope = changes.scope.expect("there is one");
        assert_eq!(scope.left_out[0], 2 - expected.len());
    }
    let missing = only(&["Outer", "Iner"]).expect_err("there is no such root");
    assert_eq!(
        missing,
        "`Iner` is neither a definition nor an endpoint: did you mean `Inner`?"
    );
}

#[test]
fn definitions_are_counted_anew_by_what_is_left() {
    let side = |held: &str, code: &str, query: &str, words: &str| {
        let file = generator::schema::file_name(held);
        let rows = format!(
            "| inner | [`Inner`](inner-definition.md) | No | |\n| it | [`{held}`]({file}) | No | |\n"
        );
        let inner = format!("| code | `{code}` | No | |\n| word | `string` | No | |\n");
        let operations =
            format!("| getOuter | `GET /outer` | {query} | | [`Outer`](outer-definition.md) |\n");
        Folder::default()
            .define("Outer", &rows)
            .define("Inner", &inner)
            .define(held, &format!("| {held} | `string` | No | |\n"))
            .define("Other", &format!("| code | `{code}` | No | |\n"))
            .with(pages::FILE, pages::page(&operations))
            .overrides(format!(
                "[enums]\nWord = [{words}]\n\n[definitions.Inner]\nword = \"Word\"\n"
            ))
            .sources()
    };
    let (old, new) = (
        side("Gone", "string", "", "\"a\""),
        side("New", "number", "`page`", "\"a\", \"b\""),
    );
    let (was, is) = (decided(&old), decided(&new));
    let mut changes = changes::compare(Side::new(&old, &was), Side::new(&new, &is));
    let count = |changes: &Changes| {
        let count = &changes.definitions;
        [count.added, count.removed, count.changed]
    };
    assert_eq!(count(&changes), [1, 1, 3]);
    let only = changes::only(&mut changes, &["Outer".to_owned()], [&was.model, &is.model]);
    only.expect("it is there");
    // Neither the enum nor the operation is one, though an entry is about each.
    let kinds: BTreeSet<_> = changes.entries.iter().map(|it| it.kind.name()).collect();
    assert!(kinds.contains("enum-value-added") && kinds.contains("parameter-added-optional"));
    assert_eq!(count(&changes), [1, 1, 2]);
}

#[test]
fn the_consumer_does_what_it_is_for() {
    let body = std::fs::read_to_string(
        project().join("tests/fixtures/query_response_with_aggregations.json"),
    );
    let report = consumer::report(&body.expect("the payload is there"));
    assert!(report.is_ok_and(|text| text.contains("in all")));
    assert!(consumer::request(2).is_ok_and(|text| text.contains("\"pageNumber\":2")));
    let participant = generated::AnalyticsParticipantWithoutAttributes::default();
    assert_eq!(consumer::anonymous(participant.clone()), participant);
    let conversation = generated::AnalyticsConversationWithoutAttributes::default();
    assert_eq!(consumer::agents(&conversation), [""; 0]);
    assert!(consumer::PATH.starts_with('/'));
    assert_eq!(
        helper::longest(&["a".to_owned(), "bc".to_owned()]).map(String::as_str),
        Some("bc")
    );
}

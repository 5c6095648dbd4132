//! Enums of facts get names that are valid, free and those of their properties, and keep both.

use std::collections::{BTreeMap, BTreeSet};

use generator::changes::{self, ChangeKind, Changes, SemverImpact, Side, Subject};
use generator::diagnostic::Diagnostics;
use generator::facts::{Facts, Request};
use generator::overrides::Overrides;
use generator::parse;
use proptest::prelude::*;
use serde_json::{Value, json};
use tests::facts::facts;
use tests::folder::{Folder, shown};

/// The words of each enum, by definition and property.
type Document = BTreeMap<(String, String), BTreeSet<String>>;

/// A document of properties, each `Definition.property words…`.
fn document(lines: &[&str]) -> Document {
    let lines = lines.iter().map(|line| {
        let mut parts = line.split(' ');
        let (definition, property) = parts
            .next()
            .and_then(|it| it.split_once('.'))
            .expect("a property");
        let owner = (definition.to_owned(), property.to_owned());
        (owner, parts.map(str::to_owned).collect())
    });
    lines.collect()
}

/// The definitions of the document as Markdown, with a text for every property.
fn markdown(document: &Document) -> Folder {
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    for (definition, property) in document.keys() {
        let row = format!("| {property} | `string` | No |  |\n");
        *rows.entry(definition).or_default() += &row;
    }
    let all = rows.into_iter();
    all.fold(Folder::default(), |folder, (name, rows)| {
        folder.define(name, &rows)
    })
}

fn overrides(text: &str) -> Overrides {
    let sources = Folder::default().overrides(text).sources();
    let mut problems = Diagnostics::default();
    let overrides = parse::overrides(&sources, &mut problems);
    assert!(problems.is_empty(), "{}", shown(&problems, &sources));
    overrides.expect("it is TOML")
}

/// The facts of `document` about the definitions of `here`.
fn make(document: &Document, here: &Document, before: &str) -> Facts {
    make_with(document, here, before, "", false)
}

fn make_with(
    document: &Document,
    here: &Document,
    before: &str,
    by_hand: &str,
    rename_enums: bool,
) -> Facts {
    let mut definitions: BTreeMap<&str, serde_json::Map<String, Value>> = BTreeMap::new();
    for ((definition, property), words) in document {
        let properties = definitions.entry(definition).or_default();
        properties.insert(property.clone(), json!({"type": "string", "enum": words}));
    }
    let definitions: BTreeMap<_, _> = definitions
        .into_iter()
        .map(|(name, it)| (name, json!({"properties": it})))
        .collect();
    let text = json!({"swagger": "2.0", "definitions": definitions}).to_string();
    let schema = parse::parse(&markdown(here).sources(), &mut Diagnostics::default());
    let request = Request {
        schema: &schema,
        operations: &[],
        by_hand: &overrides(by_hand),
        before: &overrides(before),
        exact_integers: false,
        rename_enums,
    };
    facts(&text, request).expect("it can be used")
}

/// The words of each enum.
fn words(facts: &Facts) -> BTreeMap<String, BTreeSet<String>> {
    let lists = overrides(&facts.text).enums.into_iter();
    let words = |list: generator::overrides::EnumEntry| list.values.into_iter().map(|it| it.value);
    lists
        .map(|(name, list)| (name, words(list).collect()))
        .collect()
}

/// The name of the enum of each property.
fn names(facts: &Facts) -> BTreeMap<(String, String), String> {
    let read = overrides(&facts.text);
    let all = read
        .definitions
        .into_iter()
        .flat_map(|(definition, section)| {
            let properties = section.properties.into_iter();
            properties.filter_map(move |(property, entry)| {
                let ty = entry.ty?.value.to_string();
                Some(((definition.clone(), property), ty))
            })
        });
    all.collect()
}

/// Checks the names, in the order of the properties.
#[track_caller]
fn check(lines: &[&str], before: &str, expected: &[&str]) {
    let document = document(lines);
    let facts = make(&document, &document, before);
    let found = names(&facts);
    let found: Vec<_> = lines
        .iter()
        .map(|line| {
            line.split(['.', ' '])
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|it| found[&(it[0].clone(), it[1].clone())].as_str())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn definitions_without_a_word_in_common_leave_the_property_its_plain_name() {
    check(
        &["Foo.mediaType a b", "Bar.mediaType b a", "Baz.other c"],
        "",
        &["MediaType", "MediaType", "BazOther"],
    );
}

#[test]
fn a_list_of_one_definition_has_the_name_of_that() {
    check(
        &[
            "KnowledgeExportJobFilter.versionFilter a",
            "Warning.rangeType b",
            "ViewFilter.participantPurposes c",
        ],
        "",
        &[
            "KnowledgeExportJobFilterVersionFilter",
            "WarningRangeType",
            "ViewFilterParticipantPurposes",
        ],
    );
}

#[test]
fn no_words_are_repeated() {
    let one = |property: &str, expected: &str| check(&[property], "", &[expected]);
    one("ObjectiveZone.zoneType a", "ObjectiveZoneType");
    one(
        "SmsPhoneNumberImport.phoneNumberType a",
        "SmsPhoneNumberType",
    );
    one(
        "AttendanceStatus.attendanceStatusType a",
        "AttendanceStatusType",
    );
    // One word in the middle may be another's: the type of the message is not that of the event.
    one(
        "OpenMessageEvent.messageType a",
        "OpenMessageEventMessageType",
    );
    // Unless a definition has the name.
    one("RoutingStatus.status a", "RoutingStatusStatus");
    one(
        "RoutingStatus.routingStatus a",
        "RoutingStatusRoutingStatus",
    );
}

#[test]
fn singular_and_plural_are_one_word() {
    check(
        &[
            "IgnoredActivityCategories.values a b",
            "ListWrapperActivityCategory.values a b",
        ],
        "",
        &["ActivityCategoryValues", "ActivityCategoryValues"],
    );
}

#[test]
fn the_name_of_one_definition_stands_for_those_that_three_quarters_contain() {
    let others = ["UserSearchCriteria", "TeamSearchCriteria", "QueryFilters"];
    let all = [&["SearchCriteria"], &others[..]].concat();
    let lines: Vec<_> = all.iter().map(|it| format!("{it}.operator a b")).collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    check(&lines, "", &["SearchCriteriaOperator"; 4]);
}

#[test]
fn what_a_propertys_name_contains_adds_nothing_to_it() {
    check(
        &[
            "SmsPhoneNumber.phoneNumberType a",
            "PhoneNumberSms.phoneNumberType a",
            "GreetingList.greetingType b",
            "DefaultGreeting.greetingType b",
            "Greeting.type c",
        ],
        "",
        &[
            "SmsPhoneNumberType",
            "SmsPhoneNumberType",
            "GreetingType2",
            "GreetingType2",
            "GreetingType",
        ],
    );
}

#[test]
fn the_list_whose_definition_and_property_spell_a_name_has_it() {
    check(
        &[
            "SearchCriteria.type a",
            "UserSearchCriteria.type b",
            "GroupSearchCriteria.type b",
        ],
        "",
        &["SearchCriteriaType", "CriteriaType", "CriteriaType"],
    );
    // Of two that do, the one with more properties.
    check(
        &[
            "Workitem.statusCategory a",
            "WorkitemStatus.category b",
            "WorkitemStatusCreate.category b",
        ],
        "",
        &[
            "WorkitemStatusCategory2",
            "WorkitemStatusCategory",
            "WorkitemStatusCategory",
        ],
    );
}

#[test]
fn a_generic_or_contested_name_has_its_definition_before_it() {
    check(
        &[
            "Foo.type a",
            "Bar.state b",
            "Foo.mediaType c",
            "Bar.mediaType d",
        ],
        "",
        &["FooType", "BarState", "FooMediaType", "BarMediaType"],
    );
}

#[test]
fn definitions_lend_the_words_that_they_share() {
    check(
        &[
            "CallRuleRequest.type a",
            "CallRuleResponse.type a",
            "FooQueryFilter.type b",
            "DIDQueryFilter.type b",
        ],
        "",
        &[
            "CallRuleType",
            "CallRuleType",
            "QueryFilterType",
            "QueryFilterType",
        ],
    );
}

#[test]
fn words_that_definitions_share_need_not_stand_in_a_row() {
    check(
        &[
            "EvaluationDetailQuery.order a",
            "EvaluationAggregateQuery.order a",
            "OpenMessagingToRecipient.idType b",
            "ConversationMessagingFromRecipient.idType b",
        ],
        "",
        &[
            "EvaluationQueryOrder",
            "EvaluationQueryOrder",
            "MessagingRecipientIdType",
            "MessagingRecipientIdType",
        ],
    );
}

#[test]
fn a_word_and_its_plural_are_one() {
    check(
        &["ContestsRequest.mode a", "ContestData.mode a"],
        "",
        &["ContestMode"; 2],
    );
}

#[test]
fn words_that_definitions_share_may_stand_in_the_middle_of_some_names() {
    check(
        &[
            "RuleResponse.type a",
            "MyRuleResponse.type a",
            "MyRuleVersion.type a",
        ],
        "",
        &["RuleType"; 3],
    );
}

#[test]
fn what_shares_no_words_is_never_named_after_one() {
    check(
        &[
            "Foos.type a",
            "Bar.type a",
            "GetThis.kind b",
            "GetThat.kind b",
        ],
        "",
        &["Type", "Type", "Kind", "Kind"],
    );
}

#[test]
fn of_many_definitions_most_suffice() {
    let lines = [
        "FooFilter.type a",
        "BarFilter.type a",
        "BazFilter.type a",
        "Other.type a",
    ];
    check(&lines, "", &["FilterType"; 4]);
    check(&["FooFilter.type a", "Other.type a"], "", &["Type"; 2]);
}

#[test]
fn the_list_with_most_properties_has_the_plain_name() {
    check(
        &[
            "A.mediaType a",
            "B.mediaType a",
            "C.mediaType b",
            "CallOne.mediaType c",
            "CallTwo.mediaType c",
            "D.mediaType a",
        ],
        "",
        &[
            "MediaType",
            "MediaType",
            "CMediaType",
            "CallMediaType",
            "CallMediaType",
            "MediaType",
        ],
    );
}

#[test]
fn lists_that_would_get_one_name_are_numbered() {
    check(
        &[
            "FooOne.type a",
            "FooTwo.type a",
            "FooSix.type b",
            "FooTen.type b",
        ],
        "",
        &["FooType", "FooType", "FooType2", "FooType2"],
    );
}

#[test]
fn lists_of_one_property_name_that_overlap_by_more_than_half_are_one_type() {
    check(&["A.size a b c", "B.size a b d"], "", &["Size"; 2]);
    check(&["A.size a b", "B.size a b c"], "", &["Size"; 2]);
    check(&["A.size a b", "B.size a c"], "", &["ASize", "BSize"]);
    check(&["A.size a", "B.size a b"], "", &["ASize", "BSize"]);
}

#[test]
fn no_chain_of_small_differences_joins_lists() {
    let lines = [
        "A.size a b c",
        "B.size b c d",
        "C.size c d e",
        "D.size b c d",
    ];
    check(&lines, "", &["Size"; 4]);
    let lines = [
        "A.size a b c",
        "B.size b c d",
        "C.size c d e",
        "D.size a b c",
    ];
    check(&lines, "", &["Size", "Size", "CSize", "Size"]);
}

#[test]
fn properties_of_different_names_are_different_types() {
    check(
        &["A.mediaType a b", "A.channel a b", "A.mediaTypes a b"],
        "",
        &["AMediaType", "AChannel", "AMediaTypes"],
    );
}

#[test]
fn an_enum_has_the_words_of_all_its_properties_and_documents_which_has_which() {
    let document = document(&[
        "A.size a b c",
        "B.size a b d",
        "C.size a b d c",
        "D.size a b d",
    ]);
    let facts = make(&document, &document, "");
    assert!(
        facts.text.contains(
            r#"Size = { values = ["a", "b", "c", "d"], description = "Not every property lists every value:\n\n`A.size`: all but `d`.\n\n`B.size`, `D.size`: all but `c`." }"#
        ),
        "{}",
        facts.text
    );
    // What is imported of the document changes neither.
    let mut part = document.clone();
    part.retain(|(definition, _), _| definition == "A");
    let lists = |facts: &Facts| {
        overrides(&facts.text)
            .enums
            .into_values()
            .map(|it| it.description)
            .collect::<Vec<_>>()
    };
    assert_eq!(lists(&make(&document, &part, "")), lists(&facts));
}

#[test]
fn a_property_keeps_its_enum_however_its_list_grows() {
    let before = "[enums]\nSize = [\"a\"]\n[definitions]\nA.size = \"Size\"\nB.size = \"Size\"\n";
    for lines in [
        ["A.size a b", "B.size a"],
        ["A.size a b c d", "B.size a"],
        ["A.size x y z", "B.size a"],
        ["A.size x y z", "B.size p q r"],
    ] {
        check(&lines, before, &["Size"; 2]);
    }
}

#[test]
fn a_new_property_comes_to_the_enum_of_those_that_it_is_like() {
    let before = "[enums]\nMine = [\"a\"]\n[definitions]\nA.size = \"Mine\"\nB.color = \"Mine\"\n";
    check(
        &[
            "A.size a b c",
            "B.color a b c",
            "C.size a b d",
            "D.other a b c",
            "E.size q",
        ],
        before,
        &["Mine", "Mine", "Mine", "DOther", "ESize"],
    );
}

#[test]
fn enums_that_the_overrides_join_stay_joined() {
    let lines = ["A.size a b", "B.color a c", "C.size a b"];
    let document = document(&lines);
    let before = make(&document, &document, "").text;
    let by_hand = "[definitions.B]\ncolor = \"Size\"\n";
    for renames in [false, true] {
        let facts = make_with(&document, &document, &before, by_hand, renames);
        let expected = BTreeSet::from(["a", "b", "c"].map(str::to_owned));
        assert_eq!(
            words(&facts),
            BTreeMap::from([("Size".to_owned(), expected)])
        );
        assert_eq!(names(&facts).len(), 2);
    }
    // Also where nothing but the overrides names it.
    let by_hand = "[properties]\nsize = \"Size\"\n";
    let facts = make_with(&document, &document, &before, by_hand, false);
    assert!(words(&facts).contains_key("Size"), "{}", facts.text);
}

#[test]
fn an_enum_keeps_to_a_list_that_the_overrides_write_out() {
    let old = document(&["A.size a b", "B.size x"]);
    let by_hand = "[enums]\nMine = [\"b\", \"a\"]\n";
    let before = make_with(&old, &old, "", by_hand, false);
    assert_eq!(
        names(&before).into_values().collect::<Vec<_>>(),
        ["Mine", "BSize"]
    );
    let new = document(&["A.size a b c", "B.size x"]);
    let after = make_with(&new, &new, &before.text, by_hand, false);
    assert_eq!(names(&after), names(&before));
}

#[test]
fn facts_of_another_rule_keep_their_names_until_they_are_given_up() {
    let lines = ["A.state a b", "B.state a b", "C.mode a b"];
    let old = "[enums]\nAState = [\"a\", \"b\"]\n[definitions]\n\
               A.state = \"AState\"\nB.state = \"AState\"\nC.mode = \"AState\"\n";
    let document = document(&lines);
    let kept = make(&document, &document, old);
    assert_eq!(kept.stale_enums, 1);
    check(&lines, old, &["AState"; 3]);
    let renamed = make_with(&document, &document, old, "", true);
    assert_eq!(renamed.stale_enums, 0);
    assert_eq!(renamed.text, make(&document, &document, "").text);
    assert_eq!(
        names(&renamed).into_values().collect::<Vec<_>>(),
        ["State", "State", "CMode"]
    );
}

#[test]
fn the_report_has_renamed_enums_as_one_cause() {
    let lines = ["A.state a b", "B.state a b", "C.mode a b", "D.role c d"];
    let old = "[enums]\nAState = [\"a\", \"b\"]\nStranger = [\"c\", \"d\"]\n[definitions]\n\
               A.state = \"AState\"\nB.state = \"AState\"\nC.mode = \"AState\"\nD.role = \"Stranger\"\n";
    let document = document(&lines);
    let renamed = make_with(&document, &document, old, "", true);
    let changes = report((&document, old), (&document, &renamed.text)).expect("it is sound");
    let causes: Vec<_> = changes.causes.iter().map(|it| changes.of(it)).collect();
    let renames = causes
        .iter()
        .filter(|cause| cause[0].kind == ChangeKind::EnumRenamed);
    let renames: Vec<_> = renames.map(|cause| cause.len()).collect();
    assert_eq!(renames, [2], "{causes:#?}");
    // C.mode had the enum of others, and has one of its own now.
    let others = causes
        .iter()
        .filter(|cause| cause[0].kind != ChangeKind::EnumRenamed);
    let others: BTreeSet<_> = others.flat_map(|it| it.iter()).map(|it| it.kind).collect();
    assert_eq!(
        others,
        BTreeSet::from([ChangeKind::EnumAdded, ChangeKind::FactChanged])
    );
}

#[test]
fn of_enums_with_as_many_properties_the_one_that_changed_less_keeps_the_name() {
    let properties = ["A.size", "B.size", "C.size", "D.size", "E.size"];
    let of = |lists: [&str; 5]| {
        let lines = properties.iter().zip(lists);
        let lines: Vec<_> = lines.map(|(it, list)| format!("{it} {list}")).collect();
        document(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let old = of(["a b", "a b", "a b", "a b", "x y"]);
    let before = make(&old, &old, "");
    let anew = |lists: [&str; 5]| {
        let new = of(lists);
        make_with(&new, &new, &before.text, "", true)
    };
    let size = |facts: &Facts| words(facts)["Size"].iter().cloned().collect::<String>();
    assert_eq!(size(&before), "ab");
    assert_eq!(size(&anew(["a b", "a b", "p", "p", "x y"])), "ab");
    let as_many = anew(["a b e f", "a b e f", "a b q r", "a b q r", "x y"]);
    assert_eq!(
        size(&as_many),
        "abef",
        "as many changes: the first property's"
    );
    let less = anew(["a b q r s", "a b q r s", "a b e f", "a b e f", "x y"]);
    assert_eq!(size(&less), "abef");
}

#[test]
fn a_definition_keeps_its_name_to_itself() {
    check(
        &[
            "Foo.type a",
            "FooType.mediaType b",
            "MediaType.foo-id c",
            "MediaType.fooId d",
        ],
        "",
        &[
            "FooType2",
            "FooTypeMediaType",
            "MediaTypeFooId",
            "MediaTypeFooId2",
        ],
    );
}

#[test]
fn words_in_common_alone_pass_no_name_on() {
    let before = "[enums]\nMine = [\"a\"]\n[definitions]\nGone.x = \"Mine\"\n";
    check(&["A.x a"], before, &["AX"]);
}

#[test]
fn a_name_that_a_definition_has_since_taken_is_given_up() {
    let before = "[enums]\nMine = [\"a\"]\n[definitions]\nA.x = \"Mine\"\n";
    check(&["A.x a", "Mine.y b"], before, &["AX", "MineY"]);
}

#[test]
fn names_do_not_hang_on_what_is_taken_in() {
    let whole = document(&["Foo.mediaType a", "Bar.mediaType b", "Baz.kind c"]);
    let mut part = whole.clone();
    part.retain(|(definition, _), _| definition == "Foo");
    let facts = make(&whole, &part, "");
    let all = names(&make(&whole, &whole, ""));
    let names = names(&facts);
    assert_eq!(names.into_iter().collect::<Vec<_>>()[0].1, "FooMediaType");
    assert!(!facts.text.contains("BarMediaType") && all.len() == 3);
    // Nor on the order in which the parts come.
    let grown = make(&whole, &whole, &facts.text);
    assert_eq!(grown.text, make(&whole, &whole, "").text);
}

/// The report on an update of a document and of its facts; `None` where two properties become one field.
fn report(old: (&Document, &str), new: (&Document, &str)) -> Option<Changes> {
    let sources = |(document, facts): (&Document, &str)| markdown(document).facts(facts).sources();
    let (before, after) = (sources(old), sources(new));
    let was = generator::decide(&before).ok()?;
    let is = generator::decide(&after).ok()?;
    let sides = (Side::new(&before, &was), Side::new(&after, &is));
    Some(changes::compare(sides.0, sides.1))
}

/// Documents whose names are prone to meet: `Foo.fooBar` and `FooFoo.bar` make the same words.
fn documents() -> impl Strategy<Value = Document> {
    let definition = proptest::sample::select(vec![
        "A", "B", "AB", "BA", "ABType", "AType", "Type", "Array", "Self", "A1", "bA", "a_b", "Kind",
    ]);
    let property = proptest::sample::select(vec![
        "type", "Type", "_type", "bType", "b-type", "state", "self", "kind", "array", "$",
    ]);
    let words = proptest::collection::btree_set("[a-d]", 1..4);
    proptest::collection::btree_map((definition, property), words, 1..25).prop_map(|document| {
        // Of definitions that would get in each other's way by themselves, one is enough.
        let of = |it: &str| it.to_lowercase().replace('_', "");
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let mut fields = BTreeSet::new();
        let mut kept = Document::new();
        for ((definition, property), words) in document {
            let first = *seen.entry(of(definition)).or_insert(definition);
            let field = property.to_lowercase().replace(['_', '-'], "");
            if first == definition && property != "$" && fields.insert((definition, field)) {
                kept.insert((definition.to_owned(), property.to_owned()), words);
            }
        }
        kept
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tests::tries(400), failure_persistence: None, ..ProptestConfig::default() })]

    /// The line takes the facts for overrides, and reports none.
    #[test]
    fn every_name_is_valid_and_free(document in documents()) {
        let facts = make(&document, &document, "");
        // As overrides, because facts that do not fit stop nothing.
        markdown(&document).overrides(facts.text.as_str()).sound();
        let mut listed: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (owner, name) in names(&facts) {
            listed.entry(name).or_default().extend(document[&owner].iter().cloned());
        }
        prop_assert_eq!(words(&facts), listed);
    }

    /// Whatever comes, goes and grows: a property that stays keeps the name of its enum, and a word
    /// that is gone is listed by no property of the enum.
    #[test]
    fn what_stays_keeps_its_enum(old in documents(), new in documents(), edits in proptest::collection::vec(0_u8..5, 25)) {
        let before = make(&old, &old, "");
        let mut next = new.clone();
        for ((owner, words), edit) in old.iter().zip(edits) {
            let other = new.values().next().into_iter().flatten().cloned();
            match edit {
                0 => drop(next.remove(owner)),
                1 => drop(next.insert(owner.clone(), words.iter().cloned().chain(other).collect())),
                2 => {}
                _ => drop(next.insert(owner.clone(), words.clone())),
            }
        }
        let facts = make(&next, &next, &before.text);
        let (names_before, after) = (names(&before), names(&facts));
        let definitions: BTreeSet<_> = next.keys().map(|(name, _)| name.replace('_', "").to_lowercase()).collect();
        let is_free = |name: &str| !definitions.contains(&name.to_lowercase());
        for (owner, name) in names_before.iter().filter(|(_, name)| is_free(name)) {
            prop_assert!(after.get(owner).is_none_or(|now| now == name), "{:?}", owner);
        }
        let now = words(&facts);
        for (name, had) in words(&before).iter().filter(|(name, _)| is_free(name)) {
            let owners = names_before.iter().filter(|(_, it)| *it == name);
            let listed: BTreeSet<_> = owners.filter_map(|(owner, _)| next.get(owner)).flatten().collect();
            let lost = had.iter().filter(|word| listed.contains(word));
            for word in lost {
                prop_assert!(now[name].contains(word), "{} of {}", word, name);
            }
        }
        // And a second import changes nothing.
        prop_assert_eq!(&make(&next, &next, &facts.text).text, &facts.text);
        // Only a word or an enum that all its properties lost is major.
        let changes = report((&old, &before.text), (&next, &facts.text));
        let entries = changes.iter().flat_map(|it| &it.entries);
        for change in entries.filter(|it| it.rust == SemverImpact::Major) {
            let owner = change.subject.owner();
            let still = |name: &str| names_before.iter().filter(|(_, it)| *it == name).filter_map(|(owner, _)| next.get(owner)).collect::<Vec<_>>();
            match &change.subject {
                Subject::EnumValue { list, value } => {
                    prop_assert!(still(list).iter().all(|words| !words.contains(value)), "{:?}", change);
                }
                Subject::Enum(name) => prop_assert!(!is_free(name) || still(name).is_empty(), "{:?}", change),
                Subject::Property { name, .. } => {
                    let was = names_before.get(&(owner.to_owned(), name.clone()));
                    let is_gone = change.kind == ChangeKind::PropertyRemoved;
                    // One that has another name has the enum that suits that.
                    prop_assert!(is_gone || was.is_none_or(|name| !is_free(name)), "{:?}", change);
                }
                _ => prop_assert!(change.new.is_none() || change.kind == ChangeKind::DefinitionRenamed, "{:?}", change),
            }
        }
    }

    /// A word that some properties gain is a word of their enum, and changes nothing else.
    #[test]
    fn a_new_word_is_a_new_word(old in documents(), gains in proptest::collection::vec(any::<bool>(), 25)) {
        let before = make(&old, &old, "");
        let mut next = old.clone();
        for (words, gains) in next.values_mut().zip(gains) {
            words.extend(gains.then(|| "z".to_owned()));
        }
        let after = make(&next, &next, &before.text);
        prop_assert_eq!(names(&after), names(&before));
        let (mut now, had) = (words(&after), words(&before));
        for words in now.values_mut() {
            words.remove("z");
        }
        prop_assert_eq!(now, had);
        let changes = report((&old, &before.text), (&next, &after.text)).expect("it is sound");
        prop_assert!(changes.rust().0 <= SemverImpact::Minor, "{:?}", changes.rust().1);
    }
}

/// `true` if a name is that of one property and its definition, of several that have it, and fewer than three
/// quarters of the definitions' names contain it.
fn is_a_strangers(name: &str, owners: &[&(String, String)]) -> bool {
    let property = |name: &str| name[..1].to_uppercase() + &name[1..];
    let is_of =
        |(definition, own): &&&(String, String)| *name == format!("{definition}{}", property(own));
    let owner = owners.iter().find(is_of);
    owner.is_some_and(|(own, _)| {
        let family = owners.iter().filter(|(it, _)| it.contains(own));
        4 * family.count() < 3 * owners.len()
    })
}

#[test]
#[cfg_attr(
    not(all(corpus, openapi)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_OPENAPI is unset"
)]
fn no_shared_enum_of_the_corpus_has_the_name_of_one_of_its_owners() {
    let sources = tests::corpus::sources_with_facts();
    let mut problems = Diagnostics::default();
    let (_, facts) = parse::layers(&sources, &mut problems).expect("the facts are TOML");
    let mut owners: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (definition, section) in &facts.definitions {
        for (property, entry) in &section.properties {
            let Some(ty) = &entry.ty else { continue };
            let ty = ty.value.word();
            if facts.enums.contains_key(ty) {
                let owners = owners.entry(ty.to_owned()).or_default();
                owners.push((definition.clone(), property.clone()));
            }
        }
    }
    let shared: Vec<_> = owners
        .iter()
        .filter(|(_, owners)| owners.len() > 1)
        .collect();
    let strangers: Vec<_> = shared
        .iter()
        .filter(|(name, owners)| is_a_strangers(name, &Vec::from_iter(*owners)))
        .collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    println!("{} enums, {} of them shared", owners.len(), shared.len());
}

/// The facts of an edition of the publisher's document, of the words and names of those `before`.
fn edition(date: &str, before: &Overrides) -> Facts {
    let folder = std::env::var_os("DEFINITIONS_SWAGGER").expect("it names a folder");
    let folder = std::path::PathBuf::from(folder);
    let document = std::fs::read_to_string(folder.join(format!("{date}.json")));
    let definitions = folder.join("published").join(date).join("definitions");
    let sources = generator::read::read(&definitions, None).expect("the edition can be read");
    let document = document.expect("the edition can be read");
    let request = Request {
        schema: &parse::parse(&sources, &mut Diagnostics::default()),
        operations: &[],
        by_hand: &Overrides::default(),
        before,
        exact_integers: false,
        rename_enums: false,
    };
    facts(&document, request).expect("it can be used")
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn facts_of_the_next_edition_differ_where_the_documents_do() {
    let none = Overrides::default();
    let before = edition("2017-03-31", &none);
    let after = edition("2017-07-07", &overrides(&before.text));
    let (old, new) = (names(&before), names(&after));
    let types = overrides(&before.text).enums;
    for (owner, name) in old.iter().filter(|(_, name)| types.contains_key(*name)) {
        assert!(new.get(owner).is_none_or(|now| now == name), "{owner:?}");
    }
    // What any property listed and one of the same enum still lists is still a word.
    let alone = names_and_words(&edition("2017-07-07", &none));
    let now = words(&after);
    for (owner, listed) in alone {
        let name = new[&owner].trim_end_matches("[]");
        assert!(
            listed.1.is_subset(&now[name]) || listed.0 != name,
            "{owner:?}"
        );
    }
}

/// Counts the properties of definitions that the document marks, without the reader.
fn count_read_only(date: &str) -> usize {
    let folder = std::env::var_os("DEFINITIONS_SWAGGER").expect("it names a folder");
    let file = std::path::PathBuf::from(folder).join(format!("{date}.json"));
    let text = std::fs::read_to_string(file).expect("the edition can be read");
    let document: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let definitions = document["definitions"].as_object().expect("it has some");
    let properties = definitions
        .values()
        .filter_map(|it| it["properties"].as_object());
    let properties = properties.flat_map(|it| it.values());
    properties.filter(|it| it["readOnly"] == true).count()
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn every_property_that_a_document_marks_is_read_only() {
    for (date, expected) in [("2017-03-31", 573), ("2017-07-07", 578)] {
        let facts = overrides(&edition(date, &Overrides::default()).text);
        let sections = facts.definitions.values();
        let entries = sections.flat_map(|section| section.properties.values());
        let stated = entries.filter(|entry| entry.read_only.is_some()).count();
        assert_eq!([stated, count_read_only(date)], [expected; 2], "{date}");
    }
}

/// The enum of each property, with its words.
fn names_and_words(facts: &Facts) -> BTreeMap<(String, String), (String, BTreeSet<String>)> {
    let words = words(facts);
    let names = names(facts).into_iter();
    let with_words = names.filter_map(|(owner, name)| {
        let name = name.trim_end_matches("[]").to_owned();
        let words = words.get(&name)?.clone();
        Some((owner, (name, words)))
    });
    with_words.collect()
}

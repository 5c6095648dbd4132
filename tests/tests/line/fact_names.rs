//! Enums of facts get names that are valid and free, and keep them.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostic::Diagnostics;
use generator::facts::{self, Facts, Request};
use generator::overrides::Overrides;
use generator::parse;
use proptest::prelude::*;
use serde_json::{Value, json};
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
        document: &text,
        schema: &schema,
        by_hand: &Overrides::default(),
        before: &overrides(before),
        exact_integers: false,
    };
    facts::facts(request).expect("it can be used")
}

/// The name of the enum of each property.
fn names(facts: &Facts) -> BTreeMap<(String, String), String> {
    let read = overrides(&facts.text);
    let all = read
        .definitions
        .into_iter()
        .flat_map(|(definition, section)| {
            let properties = section.properties.into_iter();
            properties.map(move |(property, entry)| {
                let ty = entry
                    .ty
                    .as_ref()
                    .expect("a fact is a type")
                    .value
                    .to_string();
                ((definition.clone(), property), ty)
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
fn a_property_that_one_list_claims_gives_its_own_name() {
    check(
        &["Foo.mediaType a b", "Bar.mediaType b a", "Baz.other c"],
        "",
        &["MediaType", "MediaType", "Other"],
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
fn what_shares_no_words_is_named_after_the_shortest() {
    check(
        &["Foos.type a", "Bar.type a", "X.state a"],
        "",
        &["BarType", "BarType", "BarType"],
    );
}

#[test]
fn lists_that_would_get_one_name_get_others() {
    check(
        &[
            "FooOne.type a",
            "FooTwo.type a",
            "FooSix.type b",
            "FooTen.type b",
        ],
        "",
        &["FooOneType", "FooOneType", "FooSixType", "FooSixType"],
    );
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
fn a_list_keeps_the_name_that_most_of_its_properties_had() {
    let before = "[enums]\nMine = [\"a\"]\nYours = [\"a\", \"b\"]\n[definitions]\n\
                  A.x = \"Mine\"\nB.x = \"Mine\"\nC.x = \"Yours\"\n";
    check(&["A.x a b", "B.x a b", "C.x a b"], before, &["Mine"; 3]);
    // Of as many, the one with more words in common.
    check(&["A.x a b", "C.x a b"], before, &["Yours"; 2]);
    check(&["A.x a", "C.x a"], before, &["Mine"; 2]);
    // Of two lists that had it, the one with more of its properties.
    check(
        &["A.x a q", "B.x a q", "C.x r"],
        before,
        &["Mine", "Mine", "Yours"],
    );
    check(&["A.x q", "B.x a", "C.y z"], before, &["AX", "Mine", "Y"]);
}

#[test]
fn words_in_common_alone_pass_no_name_on() {
    let before = "[enums]\nMine = [\"a\"]\n[definitions]\nGone.x = \"Mine\"\n";
    check(&["A.x a"], before, &["X"]);
}

#[test]
fn a_name_that_a_definition_has_since_taken_is_given_up() {
    let before = "[enums]\nMine = [\"a\"]\n[definitions]\nA.x = \"Mine\"\n";
    check(&["A.x a", "Mine.y b"], before, &["X", "Y"]);
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

    /// The line takes the facts for overrides, and has nothing to say against any.
    #[test]
    fn every_name_is_valid_and_free(document in documents()) {
        let facts = make(&document, &document, "");
        // As overrides, because facts that do not fit stop nothing.
        markdown(&document).overrides(facts.text.as_str()).sound();
        let lists: BTreeSet<_> = document.values().collect();
        prop_assert_eq!(overrides(&facts.text).enums.len(), lists.len());
    }

    /// Whatever comes and goes beside it, a list that stays keeps its name.
    #[test]
    fn a_list_that_stays_keeps_its_name(old in documents(), new in documents(), seed in any::<u64>()) {
        let before = make(&old, &old, "");
        let names_before = names(&before);
        // What both have says the same as before; of the rest, some comes and some goes.
        let mut next = new.clone();
        for (at, (owner, words)) in old.iter().enumerate() {
            if seed >> (at % 64) & 1 == 0 {
                next.insert(owner.clone(), words.clone());
            } else {
                next.remove(owner);
            }
        }
        next.retain(|owner, words| old.get(owner).is_none_or(|it| it == words));
        let after = names(&make(&next, &next, &before.text));
        let definitions: BTreeSet<_> = next.keys().map(|(name, _)| name.replace('_', "").to_lowercase()).collect();
        for (owner, name) in names_before {
            if let Some(now) = after.get(&owner).filter(|_| !definitions.contains(&name.to_lowercase())) {
                prop_assert_eq!(now, &name, "{:?}", owner);
            }
        }
        // And a second import changes nothing.
        let again = make(&next, &next, &before.text);
        prop_assert_eq!(make(&next, &next, &again.text).text, again.text);
    }
}

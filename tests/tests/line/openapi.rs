//! Facts hold what the publisher's document states and the Markdown does not, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostic::Diagnostics;
use generator::facts::{Facts, Request};
use generator::overrides::Overrides;
use generator::parse;
use generator::schema::{Base, Property, Schema, Word, file_name};
use proptest::prelude::*;
use serde_json::{Value, json};
use tests::facts::facts;
use tests::folder::{Folder, shown};

/// Opens a folder without problems.
fn opened(folder: &Folder) -> (Schema, Overrides, Overrides) {
    let sources = folder.sources();
    let mut problems = Diagnostics::default();
    let schema = parse::parse(&sources, &mut problems);
    let layers = parse::layers(&sources, &mut problems);
    assert!(problems.is_empty(), "{}", shown(&problems, &sources));
    let (overrides, facts) = layers.expect("the files are TOML");
    (schema, overrides, facts)
}

fn overrides(text: &str) -> Overrides {
    opened(&Folder::default().overrides(text)).1
}

/// Definitions by name, each with its rows: `name type`, and a description behind it.
fn definitions(definitions: &[(&str, &[&str])]) -> Schema {
    let mut folder = Folder::default();
    for (name, rows) in definitions {
        let rows = rows.iter().map(|row| {
            let mut parts = row.splitn(3, ' ');
            let [property, ty, description] = [(); 3].map(|()| parts.next().unwrap_or_default());
            let ty = match ty.strip_prefix('@') {
                Some(link) => format!("[`{link}`]({})", file_name(link.trim_end_matches("[]"))),
                None => format!("`{ty}`"),
            };
            format!("| {property} | {ty} | No | {description} |\n")
        });
        folder = folder.define(name, &rows.collect::<String>());
    }
    opened(&folder).0
}

/// A Swagger document with these definitions.
fn swagger(definitions: &Value) -> String {
    json!({"swagger": "2.0", "definitions": definitions}).to_string()
}

fn request<'a>(schema: &'a Schema, none: &'a Overrides) -> Request<'a> {
    Request {
        schema,
        operations: &[],
        by_hand: none,
        before: none,
        exact_integers: false,
        rename_enums: false,
    }
}

fn make(document: &str, schema: &Schema) -> Facts {
    facts(document, request(schema, &Overrides::default())).expect("it can be used")
}

/// The lines of the file that state something.
fn lines(facts: &Facts) -> Vec<&str> {
    let lines = facts.text.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
        .collect()
}

/// Checks what is stated of the property `p` of the definition `D`, which has the row, by a document
/// that has the schema.
#[track_caller]
fn check(row: &str, schema: Value, expected: &[&str]) {
    let here = definitions(&[("D", &[&format!("p {row}")]), ("Other", &["x string"])]);
    let there = json!({
        "D": {"properties": {"p": schema}},
        "Other": {"properties": {"x": {"type": "string"}}},
        "Words": {"type": "string", "enum": ["b", "a"]},
        "Names": {"type": "object", "additionalProperties": {"type": "string"}},
    });
    for document in [
        swagger(&there),
        json!({"openapi": "3.0.3", "components": {"schemas": there}})
            .to_string()
            .replace("#/definitions/", "#/components/schemas/"),
    ] {
        let facts = make(&document, &here);
        assert_eq!(lines(&facts), expected, "{facts:?}");
        assert_eq!(facts.contradictions, []);
    }
}

#[test]
fn numbers_say_what_they_are() {
    for (ty, format, expected) in [
        ("integer", "int32", "i64"),
        ("integer", "int64", "i64"),
        ("integer", "", "i64"),
        ("number", "float", "f64"),
        ("number", "double", "f64"),
    ] {
        let fact = format!("D.p = \"{expected}\"");
        check("number", json!({"type": ty, "format": format}), &[&fact]);
    }
    check("number", json!({"type": "number"}), &[]);
    check(
        "number[]",
        json!({"type": "array", "items": {"type": "integer"}}),
        &["D.p = \"i64[]\""],
    );
}

#[test]
fn exact_integers_are_as_small_as_the_document_says() {
    let here = definitions(&[("D", &["a number", "b number", "c number"])]);
    let document = swagger(&json!({"D": {"properties": {
        "a": {"type": "integer", "format": "int32"},
        "b": {"type": "integer", "format": "int64"},
        "c": {"type": "integer"},
    }}}));
    let none = Overrides::default();
    let exact = Request {
        exact_integers: true,
        ..request(&here, &none)
    };
    let facts = facts(&document, exact).expect("it can be used");
    assert_eq!(
        lines(&facts),
        ["D.a = \"i32\"", "D.b = \"i64\"", "D.c = \"i64\""]
    );
}

#[test]
fn dates_are_stated_without_a_sentence() {
    let described =
        "string Begun. Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";
    for format in ["date", "date-time", "local-date-time", "interval"] {
        let fact = format!("D.p = \"{format}\"");
        check(
            "string",
            json!({"type": "string", "format": format}),
            &[&fact],
        );
    }
    check(described, json!({"type": "string", "format": "date"}), &[]);
    check("string", json!({"type": "string", "format": "uri"}), &[]);
}

#[test]
fn words_are_listed_once_however_they_are_ordered() {
    check(
        "string",
        json!({"type": "string", "enum": ["b", "a", "b"]}),
        &["DP = [\"a\", \"b\"]", "D.p = \"DP\""],
    );
    check(
        "string[]",
        json!({"type": "array", "items": {"enum": ["a"]}}),
        &["DP = [\"a\"]", "D.p = \"DP[]\""],
    );
    check(
        "string",
        json!({"$ref": "#/definitions/Words"}),
        &["DP = [\"a\", \"b\"]", "D.p = \"DP\""],
    );
    check(
        "number",
        json!({"type": "integer", "enum": [10, 9, -1]}),
        &["DP = [-1, 9, 10]", "D.p = \"DP\""],
    );
    check(
        "number",
        json!({"type": "integer", "enum": ["10", "9"]}),
        &["DP = [9, 10]", "D.p = \"DP\""],
    );
    check(
        "string",
        json!({"enum": ["a", null], "type": ["string", "null"]}),
        &["DP = [\"a\"]", "D.p = \"DP\""],
    );
}

#[test]
fn maps_say_what_they_hold() {
    let map = |value: Value| json!({"type": "object", "additionalProperties": value});
    for (value, expected) in [
        (json!({"type": "string"}), "map<string>"),
        (json!({"type": "integer", "format": "int32"}), "map<i64>"),
        (json!({"type": "boolean"}), "map<boolean>"),
        (json!({"type": "object"}), "map<any>"),
        (json!({"$ref": "#/definitions/Other"}), "map<Other>"),
        (json!({"$ref": "#/definitions/Names"}), "map<map<string>>"),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            "map<string[]>",
        ),
        (json!({"type": "array"}), "map<any[]>"),
    ] {
        check("object", map(value), &[&format!("D.p = \"{expected}\"")]);
    }
    check(
        "object",
        map(json!({"enum": ["a"]})),
        &["DP = [\"a\"]", "D.p = \"map<DP>\""],
    );
    for nothing in [json!(true), json!({}), json!(false)] {
        check("object", map(nothing), &[]);
    }
    check(
        "object[]",
        json!({"type": "array", "items": map(json!({"type": "string"}))}),
        &["D.p = \"map<string>[]\""],
    );
    check(
        "Array",
        json!({"type": "array", "items": {"type": "string"}}),
        &["D.p = \"string[]\""],
    );
}

#[test]
fn what_the_markdown_says_is_not_said_again() {
    check("string", json!({"type": "string"}), &[]);
    check(
        "boolean",
        json!({"type": "boolean", "readOnly": false, "x-genesys-x": {"type": 5}}),
        &[],
    );
    check("object", json!({"type": "object"}), &[]);
    check("object", json!({}), &[]);
    check("@Other", json!({"$ref": "#/definitions/Other"}), &[]);
    check(
        "@Other[]",
        json!({"type": "array", "items": {"$ref": "#/definitions/Other"}}),
        &[],
    );
    check(
        "@Other",
        json!({"type": "object", "properties": {"x": {}}}),
        &[],
    );
}

#[test]
fn what_clients_do_not_send_is_stated_along_with_the_type() {
    let read_only = "D.p = { read_only = true }";
    check(
        "string",
        json!({"type": "string", "readOnly": true}),
        &[read_only],
    );
    let link = json!({"$ref": "#/definitions/Other", "readOnly": true});
    check("@Other", link, &[read_only]);
    let number = json!({"type": "integer", "readOnly": true});
    check(
        "number",
        number,
        &["D.p = { type = \"i64\", read_only = true }"],
    );
    // Of a type that contradicts the row nothing is stated.
    let here = definitions(&[("D", &["p string"])]);
    let there = json!({"D": {"properties": {"p": {"type": "integer", "readOnly": true}}}});
    let facts = make(&swagger(&there), &here);
    assert_eq!(
        (lines(&facts), facts.contradictions.len()),
        (vec![read_only], 1)
    );
}

#[test]
fn a_contradiction_is_reported_with_both_sides_and_not_stated() {
    for (row, stated, document) in [
        ("string", json!({"type": "integer"}), "i64"),
        ("number", json!({"type": "string"}), "string"),
        (
            "string",
            json!({"type": "array", "items": {"type": "string"}}),
            "string[]",
        ),
        ("number[]", json!({"type": "integer"}), "i64"),
        ("boolean", json!({"type": "object"}), "any"),
        (
            "string Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd",
            json!({"type": "string", "format": "date-time"}),
            "date-time",
        ),
        ("@D", json!({"$ref": "#/definitions/Other"}), "Other"),
    ] {
        let here = definitions(&[("D", &[&format!("p {row}")])]);
        let there = swagger(&json!({
            "D": {"properties": {"p": stated}},
            "Other": {"properties": {"x": {}}},
        }));
        let facts = make(&there, &here);
        assert!(lines(&facts).is_empty());
        let [contradiction] = facts.contradictions.as_slice() else {
            panic!("{row}: {facts:?}")
        };
        let markdown = row
            .split(' ')
            .next()
            .unwrap_or_default()
            .trim_start_matches('@');
        assert_eq!(
            (
                contradiction.markdown.as_str(),
                contradiction.document.as_str()
            ),
            (markdown, document)
        );
    }
}

#[test]
fn what_cannot_be_used_is_reported() {
    for (row, stated, message) in [
        (
            "string",
            json!({"type": "string", "format": "made-up"}),
            "the format `made-up` of `string`",
        ),
        (
            "number",
            json!({"type": "number", "format": "decimal"}),
            "the format `decimal` of `number`",
        ),
        ("string", json!({"type": "file"}), "the type `file`"),
        (
            "string",
            json!({"enum": [true]}),
            "an enum of other values than texts and integers",
        ),
        (
            "string",
            json!({"enum": ["a", 1]}),
            "an enum of texts and integers at once",
        ),
        ("string", json!({"enum": []}), "an enum without values"),
        (
            "string",
            json!({"enum": ["a\u{fffd}"]}),
            "an enum with half a surrogate pair or U+FFFD in a word",
        ),
        (
            "string",
            json!({"$ref": "#/definitions/No"}),
            "a reference to `No`, which the document does not have",
        ),
        (
            "string",
            json!({"$ref": "x.json#/No"}),
            "the reference `x.json#/No`, which leads elsewhere",
        ),
        (
            "object",
            json!({"additionalProperties": {"$ref": "#/definitions/Far"}}),
            "`Far`, which is not among the definitions (import it with `--root Far`)",
        ),
    ] {
        let here = definitions(&[("D", &[&format!("p {row}")])]);
        let there = swagger(&json!({
            "D": {"properties": {"p": stated}},
            "Far": {"properties": {"x": {"format": "unseen", "type": "string"}}},
        }));
        let facts = make(&there, &here);
        assert!(lines(&facts).is_empty(), "{facts:?}");
        let expected = BTreeMap::from([(message.to_owned(), vec!["D.p".to_owned()])]);
        assert_eq!(facts.passed_over, expected);
    }
}

#[test]
fn what_is_said_by_hand_is_left_to_it() {
    let here = definitions(&[
        ("D", &["a number", "b number", "c string", "e string"]),
        ("E", &["b string", "f string"]),
    ]);
    let list = json!({"type": "string", "enum": ["x", "y"]});
    let there = swagger(&json!({
        "D": {"properties": {"a": {"type": "integer"}, "b": {"type": "integer"}, "c": list, "e": list}},
        "E": {"properties": {"b": {"type": "string", "format": "date"}, "f": {"type": "string", "enum": ["z"]}}},
    }));
    let by_hand = overrides(
        "[enums]\nMine = [\"y\", \"x\"]\nF = [\"other\"]\n[properties]\nb = \"i32\"\n\
         [definitions.D]\na = \"i32\"\nc = \"Mine\"\n[definitions.E]\nf = { required = true }\n",
    );
    let before = Overrides::default();
    let request = Request {
        by_hand: &by_hand,
        ..request(&here, &before)
    };
    let facts = facts(&there, request).expect("it can be used");
    assert_eq!(
        lines(&facts),
        [
            "EF = [\"z\"]",
            "D.e = \"Mine\"",
            "E.b = \"date\"",
            "E.f = \"EF\""
        ],
        "lists that mean the same are one type, and those that do not have other names"
    );
    assert_eq!(facts.by_hand, 3);
}

#[test]
fn what_is_no_longer_there_is_dropped_and_listed() {
    let before = overrides("[definitions]\nD.a = \"i64\"\nD.b = \"i64\"\nGone.c = \"i64\"\n");
    let here = definitions(&[("D", &["a number", "c number"])]);
    let there = swagger(&json!({"D": {"properties": {"c": {"type": "integer"}}}}));
    let none = Overrides::default();
    let request = Request {
        before: &before,
        ..request(&here, &none)
    };
    let facts = facts(&there, request).expect("it can be used");
    assert_eq!(lines(&facts), ["D.c = \"i64\""]);
    let dropped: Vec<_> = facts
        .dropped
        .iter()
        .map(|it| (it.definition.as_str(), it.property.as_str(), it.is_there))
        .collect();
    assert_eq!(
        dropped,
        [("D", "a", true), ("D", "b", false), ("Gone", "c", false)]
    );
}

#[test]
fn names_and_words_of_any_kind_stand_in_toml() {
    let here = definitions(&[("D", &["a.b string", "$ref string"])]);
    let words = [
        "quote\" and \\",
        "tab\t",
        "日本",
        "_",
        "a-b",
        "a_b",
        "",
        "\u{7f}",
        "zero\u{200b}width",
    ];
    let there = swagger(&json!({"D": {"properties": {
        "a.b": {"type": "string", "enum": words},
        "$ref": {"type": "string", "format": "date"},
    }}}));
    let facts = make(&there, &here);
    let shown = "\"zero\\U0000200Bwidth\"";
    assert!(facts.text.contains(shown), "{}", facts.text);
    let read = overrides(&facts.text);
    let list = &read.enums["DAB"];
    let mut expected = words.map(str::to_owned);
    expected.sort();
    let values: Vec<_> = list.values.iter().map(|it| it.value.clone()).collect();
    assert_eq!(values, expected);
    let named: BTreeMap<_, _> = list
        .names
        .iter()
        .map(|(word, (_, name))| (word.as_str(), name.value.as_str()))
        .collect();
    let expected = [
        ("_", "U5F"),
        ("a_b", "A_B_2"),
        ("\u{7f}", "U7F"),
        ("日本", "U65E5_U672C"),
    ];
    assert_eq!(named, BTreeMap::from(expected));
    assert!(read.definitions["D"].properties.contains_key("$ref"));
}

#[test]
fn a_word_that_comes_later_takes_no_constant_away() {
    let here = definitions(&[("D", &["p string"])]);
    let there = swagger(&json!({"D": {"properties": {"p": {"enum": ["a-b", "a_b"]}}}}));
    for (before, named) in [
        ("P = [\"a_b\"]", "{ a-b = \"A_B_2\" }"),
        ("P = [\"a-b\"]", "{ a_b = \"A_B_2\" }"),
        (
            "P = { values = [\"a_b\"], names = { a_b = \"KEPT\" } }",
            "a_b = \"KEPT\"",
        ),
    ] {
        let before = overrides(&format!("[enums]\n{before}\n[definitions]\nD.p = \"P\"\n"));
        let none = Overrides::default();
        let request = Request {
            before: &before,
            ..request(&here, &none)
        };
        let facts = facts(&there, request).expect("it can be used");
        assert!(facts.text.contains(named), "{}", facts.text);
    }
}

/// Returns the problems of a document.
#[track_caller]
fn refused(document: &str) -> Vec<String> {
    let here = definitions(&[("D", &["p string"])]);
    let none = Overrides::default();
    facts(document, request(&here, &none)).expect_err("it cannot be used")
}

#[test]
fn a_document_of_another_form_is_refused() {
    for (document, message) in [
        ("", "1:1: the document is empty, not JSON"),
        ("swagger: '2.0'", "1:1: the document is YAML, not JSON"),
        (
            "{\"definitions\": {}} x",
            "1:21: the document is not JSON: text follows the end of the document",
        ),
        (
            "[]",
            "1:1: this is a list and should be a Swagger 2.0 or OpenAPI 3 document, which is an object",
        ),
        (
            "{\"definitions\": {\"Other\": {}}}",
            "1:18: the document has none of the definitions that are there",
        ),
        (
            "{\"definitions\": {}}",
            "1:1: the document has no definitions",
        ),
        ("{\"paths\": {}}", "1:1: the document has no definitions"),
        ("{}", "1:1: the document has neither definitions nor paths"),
        (
            "{\"swagger\": \"1.2\", \"definitions\": {}}",
            "1:13: the document is of version `1.2`",
        ),
        (
            "{\"definitions\": []}",
            "1:17: this is a list and should be an object with a schema under each name, in `/definitions`",
        ),
        (
            "{\"definitions\": true}",
            "1:17: this is `true` or `false` and should be an object with a schema under each name, in `/definitions`",
        ),
        (
            "{\"definitions\": {\"A\": {\"type\": 5}}}",
            "1:32: this is a number and should be a text, in `/definitions/A/type`",
        ),
        (
            "{\"definitions\": {\"A\": {\"enum\": {}}}}",
            "1:32: this is an object and should be a list of values, in `/definitions/A/enum`",
        ),
        (
            "{\"definitions\": {\"A\": {\"items\": \"x\"}}}",
            "1:33: this is a text and should be a schema, which is an object, in `/definitions/A/items`",
        ),
        (
            "{\"definitions\": {\"A\": {}, \"A\": {}}}",
            "1:27: the key `A` appears twice in this object, in `/definitions`",
        ),
    ] {
        assert_eq!(refused(document), [message], "{document}");
    }
}

#[test]
fn depth_and_size_have_an_end() {
    let nested = |times: usize| {
        let items = "{\"items\":".repeat(times);
        format!(
            "{{\"definitions\":{{\"D\":{{\"properties\":{{\"p\":{items}{{}}{}}}}}}}}}",
            "}".repeat(times)
        )
    };
    let message = "more than 128 values contain each other";
    assert!(refused(&nested(10_000))[0].contains(message));
    let here = definitions(&[("D", &["p string"])]);
    let deep = make(&nested(40), &here);
    assert_eq!(
        deep.passed_over.keys().collect::<Vec<_>>(),
        ["lists, maps and references more than 16 deep"]
    );
    // What is not read may be as deep as it likes.
    let skipped = format!(
        "{{\"x-more\":{}{},\"definitions\":{{\"D\":{{}}}}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(make(&skipped, &here).stated, 0);
    let words = vec!["\"a\""; 750_001].join(",");
    let many = format!("{{\"definitions\":{{\"D\":{{\"enum\":[{words}]}}}}}}");
    assert!(refused(&many)[0].contains("too many definitions, properties and words"));
}

/// A document with something of everything, to be spoilt.
fn varied() -> String {
    swagger(&json!({
        "D": {"type": "object", "required": ["p"], "properties": {
            "p": {"$ref": "#/definitions/Words", "readOnly": true},
            "n": {"type": "integer", "format": "int32", "enum": [1, 2]},
            "m": {"type": "object", "additionalProperties": {"type": "array", "items": {"$ref": "#/definitions/D"}}},
        }},
        "Words": {"type": "string", "enum": ["a", "b", null]},
    }))
}

/// The definition that it is about.
fn varied_definition() -> Folder {
    let rows = "| p | `string` | No | |\n| n | `number` | No | |\n| m | `object` | No | |\n";
    Folder::default().define("D", rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tests::tries(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    /// A document that is damaged gives facts that the line takes, or says what is wrong.
    #[test]
    fn a_damaged_document_is_used_or_refused(edits in proptest::collection::vec((any::<u16>(), "[\\[\\]{}:,\"a1$# ]{0,3}", 0_usize..12), 1..4)) {
        let mut document = varied();
        for (at, text, length) in edits {
            let at = usize::from(at) % document.len().max(1);
            let end = (at + length).min(document.len());
            document.replace_range(at..end, &text);
        }
        let (schema, none, _) = opened(&varied_definition());
        match facts(&document, request(&schema, &none)) {
            Ok(facts) => drop(varied_definition().overrides(facts.text).sound()),
            Err(reasons) => prop_assert!(reasons.iter().all(|reason| reason.len() > 20), "{reasons:?}"),
        }
    }

    /// Replaces one value with a value of another kind.
    #[test]
    fn a_document_with_values_of_other_kinds_is_used_or_refused(at in 0_usize..40, kind in 0_usize..6) {
        let value = [json!(null), json!(7), json!("x"), json!([]), json!({}), json!(true)][kind].clone();
        let mut document: Value = serde_json::from_str(&varied()).expect("it is JSON");
        spoil(&mut document, &mut { at }, &value);
        let (schema, none, _) = opened(&varied_definition());
        if let Ok(facts) = facts(&document.to_string(), request(&schema, &none)) {
            drop(varied_definition().overrides(facts.text).sound());
        }
    }
}

/// Puts `value` into the place of one of the document's.
fn spoil(document: &mut Value, left: &mut usize, value: &Value) {
    if *left == 0 {
        *document = value.clone();
    }
    let inner: Vec<&mut Value> = match document {
        Value::Object(map) => map.values_mut().collect(),
        Value::Array(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    };
    for it in inner {
        *left = left.wrapping_sub(1);
        spoil(it, left, value);
    }
}

#[test]
fn the_order_of_a_document_changes_no_byte() {
    let here = definitions(&[("A", &["p string", "q string"]), ("B", &["p string"])]);
    let p = "\"p\":{\"enum\":[\"x\",\"y\"],\"type\":\"string\"}";
    let p_again = "\"p\":{\"type\":\"string\",\"enum\":[\"y\",\"x\"]}";
    let q = "\"q\":{\"enum\":[\"z\"]}";
    let text = |one: &str, other: &str| {
        make(&format!("{{\"definitions\":{{{one},{other}}}}}"), &here).text
    };
    let [a, a_again] =
        [[p, q], [q, p_again]].map(|it| format!("\"A\":{{\"properties\":{{{}}}}}", it.join(",")));
    let [b, b_again] = [p, p_again].map(|it| format!("\"B\":{{\"properties\":{{{it}}}}}"));
    assert_eq!(text(&a, &b), text(&b_again, &a_again));
}

#[test]
fn every_cycle_of_references_is_reported() {
    let to = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
    let document = swagger(&json!({
        "A": to("B"),
        "B": {"type": "array", "items": to("C")},
        "C": {"additionalProperties": to("A")},
        "Self": to("Self"),
        "Leads": to("A"),
        "Model": {"properties": {"itself": to("Model"), "more": {"type": "array", "items": to("Model")}}},
    }));
    let cycle = "a cycle of `$ref`, which no type can be made of: ";
    let at = |name: &str| {
        document
            .find(&format!("\"{name}\":"))
            .map_or(0, |at| at + 1)
    };
    assert_eq!(
        refused(&document),
        [
            format!("1:{}: {cycle}`A` → `B` → `C` → `A`", at("A")),
            format!("1:{}: {cycle}`Self` → `Self`", at("Self"))
        ]
    );
    // A chain is no cycle, and costs no stack.
    let chain: serde_json::Map<_, _> = (0..50_000)
        .map(|at| (format!("A{at}"), to(&format!("A{}", at + 1))))
        .chain([("D".to_owned(), json!({"properties": {"p": to("A0")}}))])
        .collect();
    let here = definitions(&[("D", &["p string"])]);
    assert_eq!(make(&swagger(&Value::Object(chain)), &here).stated, 0);
}

/// Counts the kinds of facts that a document adds to the rows, without the code under test.
fn counted(document: &Value, schema: &Schema) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for definition in &schema.definitions {
        for property in &definition.properties {
            let mut stated = &document["definitions"][&definition.name.value]["properties"]
                [&property.name.value];
            while let Some(items) = stated.get("items") {
                stated = items;
            }
            let kind = counted_kind(stated, property);
            *counts.entry(kind).or_default() += 1;
        }
    }
    counts.remove("");
    counts
}

fn counted_kind(stated: &Value, property: &Property) -> &'static str {
    if property.ty.value.base == Base::Word(Word::Array) {
        return "list";
    }
    if stated.get("enum").is_some() {
        return "enum";
    }
    let is_described = property
        .description
        .contains("represented as an ISO-8601 string");
    match (stated["type"].as_str(), stated["format"].as_str()) {
        (Some("integer"), _) => "integer",
        (_, Some("float" | "double")) => "float",
        (Some("object"), _) if stated.get("additionalProperties").is_some() => "map",
        (_, Some("date" | "date-time" | "interval" | "local-date-time" | "local-time"))
            if !is_described =>
        {
            "date"
        }
        _ => "",
    }
}

#[test]
#[cfg_attr(
    not(all(corpus, openapi)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_OPENAPI is unset"
)]
fn every_fact_of_the_corpus_is_stated_and_no_other() {
    let text = published();
    let (schema, ..) = opened(&Folder::read(&tests::corpus::folder()));
    let facts = make(&text, &schema);
    let document: Value = serde_json::from_str(&text).expect("the document is JSON");
    let expected = counted(&document, &schema);
    let read = overrides(&facts.text);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (definition, section) in &read.definitions {
        for (property, entry) in &section.properties {
            let ty = entry
                .ty
                .as_ref()
                .expect("a fact is a type")
                .value
                .to_string();
            let kind = match ty.trim_end_matches("[]") {
                "i64" => "integer",
                "f64" => "float",
                map if map.starts_with("map<") => "map",
                "string" => "list",
                name if read.enums.contains_key(name) => "enum",
                _ => "date",
            };
            *found.entry(kind).or_default() += 1;
            let lists = ty.matches("[]").count();
            let row = schema
                .definitions
                .iter()
                .find(|it| it.name.value == *definition);
            let row = row.and_then(|it| it.properties.iter().find(|it| it.name.value == *property));
            let row = &row
                .expect("facts are about properties that are there")
                .ty
                .value;
            let is_array = row.base == Base::Word(Word::Array);
            assert!(
                is_array || ty.contains("map<") || row.lists == lists,
                "{definition}.{property} = {ty}"
            );
        }
    }
    assert_eq!(found, expected);
    assert_eq!(facts.contradictions, []);
    assert_eq!(facts.passed_over, BTreeMap::new());
    // Enums hold the lists of their properties, and nothing else.
    let mut listed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (definition, section) in &read.definitions {
        for (property, entry) in &section.properties {
            let name = entry.ty.as_ref().expect("a fact is a type").value.word();
            if read.enums.contains_key(name) {
                let stated = &document["definitions"][definition]["properties"][property];
                collect(stated, listed.entry(name).or_default());
            }
        }
    }
    for (name, list) in &read.enums {
        let words: BTreeSet<_> = list.values.iter().map(|it| it.value.clone()).collect();
        assert_eq!(listed.get(name.as_str()), Some(&words), "{name}");
    }
    println!(
        "{found:?}, {} enums, {} lines",
        read.enums.len(),
        facts.text.lines().count()
    );
}

/// The words of every `enum`.
fn collect(value: &Value, found: &mut BTreeSet<String>) {
    if let Some(words) = value.get("enum").and_then(Value::as_array) {
        found.extend(
            words
                .iter()
                .map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)),
        );
        return;
    }
    let inner: Vec<_> = match value {
        Value::Object(map) => map.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    inner.into_iter().for_each(|it| collect(it, found));
}

/// The document for the corpus.
fn published() -> String {
    let path = std::env::var_os("DEFINITIONS_OPENAPI").expect("it names a file");
    std::fs::read_to_string(path).expect("the document can be read")
}

#[test]
#[cfg_attr(
    not(all(corpus, openapi)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_OPENAPI is unset"
)]
fn half_the_corpus_keeps_the_names_of_the_whole() {
    let document = published();
    let whole = Folder::read(&tests::corpus::folder());
    let (schema, ..) = opened(&whole);
    let first = make(&document, &schema);
    let before = overrides(&first.text);
    let none = Overrides::default();
    let again = |schema| {
        let request = Request {
            before: &before,
            ..request(schema, &none)
        };
        facts(&document, request).expect("it can be used")
    };
    let second = again(&schema);
    assert!(second.text == first.text, "a second import changes nothing");
    assert_eq!(second.dropped, []);
    let half: Folder = whole.files.into_iter().step_by(2).collect();
    let sources = half.sources();
    let schema = parse::parse(&sources, &mut Diagnostics::default());
    let part = again(&schema);
    let kept: Vec<_> = part
        .text
        .lines()
        .filter(|line| !first.text.contains(&format!("\n{line}\n")))
        .collect();
    assert!(
        kept.is_empty()
            || kept
                == ["# What the publisher's OpenAPI document says and the Markdown leaves unsaid."],
        "{kept:?}"
    );
    assert!(part.stated < first.stated && part.lists < first.lists);
    // A map of a definition that went is passed over; every other fact of what went is dropped.
    let gone = part.dropped.iter().filter(|it| !it.is_there).count();
    let maps = part.dropped.len() - gone;
    assert_eq!(first.stated - part.stated, gone + maps);
    assert_eq!(maps, part.passed_over.values().map(Vec::len).sum::<usize>());
}

/// The types of the fields that overrides say something of, and the words of those that have some.
fn decided(folder: &Folder) -> BTreeMap<(String, String), (String, Vec<String>)> {
    let model = folder.sound().model;
    let mut decided = BTreeMap::new();
    for item in &model.structs {
        for field in item
            .fields
            .iter()
            .filter(|field| !field.overrides.is_empty())
        {
            let list = model
                .enums
                .iter()
                .find(|list| Some(list.ident.as_str()) == field.ty.ident());
            let (mut ty, mut words) = (field.ty.to_string(), Vec::new());
            if let Some(list) = list {
                ty = ty.replace(&list.ident, "an enum");
                words = list.constants.iter().map(|it| it.value.clone()).collect();
            }
            let of = (
                item.definition.name.value.clone(),
                field.property.name.value.clone(),
            );
            decided.insert(of, (ty, words));
        }
    }
    decided
}

#[test]
#[cfg_attr(not(openapi), ignore = "DEFINITIONS_OPENAPI is unset")]
fn exact_facts_contain_those_that_were_written_by_hand() {
    let by_hand = Folder::case("analytics");
    let mut bare = by_hand.clone();
    bare.files
        .retain(|(name, _)| name.ends_with("-definition.md"));
    let (schema, ..) = opened(&bare);
    let (document, none) = (published(), Overrides::default());
    let exact = Request {
        exact_integers: true,
        ..request(&schema, &none)
    };
    let facts = facts(&document, exact).expect("it can be used");
    let (found, expected) = (decided(&bare.facts(facts.text)), decided(&by_hand));
    let document: Value = serde_json::from_str(&document).expect("the document is JSON");
    let mut absent = Vec::new();
    for (of, fact) in &expected {
        match &document["definitions"][&of.0]["properties"][&of.1] {
            Value::Null => absent.push(of),
            // An enum may have words of other properties.
            _ => {
                let (ty, words) = &found[of];
                assert_eq!(ty, &fact.0, "{of:?}");
                assert!(fact.1.iter().all(|word| words.contains(word)), "{of:?}");
            }
        }
    }
    // The forty are of a later date than the document.
    assert_eq!(found.len() + absent.len(), expected.len());
    assert!(absent.len() < 3, "{absent:?}");
}

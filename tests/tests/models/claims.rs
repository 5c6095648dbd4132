//! The claims of [`tests::claims`] hold for texts made of everything that means something to the
//! dialect.

use goldens::cases::advisory::models::Loop;
use goldens::cases::dates::models::Dates;
use goldens::cases::types::models::Every;
use goldens::wire::Lenient;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tests::claims;
use tests::folder::{Folder, PAGE};

/// Pieces of which definitions are made, sound and otherwise.
const PIECES: &[&str] = &[
    "# `Foo` Definition\n\n",
    "# `Bar` Definition\n",
    "| Property | Type | Required | Description |\n|---|---|---|---|\n",
    "| Required | Property | Description | Type |\n|---|---|---|---|\n",
    "| a | `string` | No | text |\n",
    "| b | `number[]` | Yes | text\n",
    "| c | [`Foo`](foo-definition.md) | No | a || b |\n",
    "| d | [`Bar[]`](bar-definition.md) | Yes | |\n",
    "| type | `object` | No | [x] <y> `z` *w* |\n",
    "| userIDs | `Array[][]` | No |  |\n",
    "more of the description |\n",
    " |\n",
    "\n",
    "  indented\n",
    "- item\n",
    "1. item\n",
    "# heading\n",
    "> quote\n",
    "```\n",
    "<div>\n",
    "[a]: b\n",
    "---\n",
    "===\n",
    "\n---\n\n*This file was generated on 2025-01-01*\n",
    "\n---\n\n**IMPORTANT: values are generated in UTC**\n",
    "|",
    "\\|",
    "`",
    "prose",
    "é日\u{202e}\u{0}",
    "\r\n",
    "\t",
    " ",
    "Yes",
    "No",
];

/// Definitions that are mostly sound, so that the later stages get their share.
fn mostly_sound() -> impl Strategy<Value = String> {
    // No row twice, and each in the place where the pieces before it can be continued.
    let rows = subsequence(&PIECES[4..12], 0..=8);
    let rest = prop::collection::vec(select(PIECES), 0..2);
    (select(&["Foo", "Bar", "Option", "X"][..]), rows, rest).prop_map(|(name, rows, rest)| {
        let header = PIECES[2];
        format!(
            "# `{name}` Definition\n\nprose\n\n{header}{}{}",
            rows.concat(),
            rest.concat()
        )
    })
}

fn anything() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn folder() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![3 => mostly_sound(), 1 => anything()], 1..4)
        .prop_map(|files| files.join("\0"))
}

/// Lines of a page of operations, most of them where they belong.
fn operations() -> impl Strategy<Value = String> {
    let lines: Vec<_> = PAGE.split_inclusive('\n').collect();
    let ordered = subsequence(lines.clone(), 0..=lines.len());
    let anything = prop::collection::vec(prop_oneof![select(lines), select(PIECES)], 0..40);
    prop_oneof![ordered, anything].prop_map(|lines| lines.concat())
}

/// Lines of overrides, most of them as they are in the case.
fn overrides() -> impl Strategy<Value = String> {
    const OWN: &str = include_str!("../../cases/overrides/definitions/overrides.toml");
    let lines: Vec<_> = OWN.split_inclusive('\n').collect();
    let ordered = subsequence(lines.clone(), 0..=lines.len());
    let pieces = [
        "x = ",
        "\"",
        "[]",
        "?",
        "map<",
        ">",
        "true",
        "\n",
        "Other.",
        "[definitions.Other]\n",
    ];
    let anything = prop_oneof![3 => select(lines), 1 => select(pieces.to_vec())];
    let anything = prop::collection::vec(anything, 0..20);
    prop_oneof![ordered, anything].prop_map(|lines| lines.concat())
}

/// JSON of properties that models have, with values that fit them and that do not.
fn json() -> impl Strategy<Value = String> {
    let names = [
        "text",
        "textsRequired",
        "number",
        "numbers",
        "flag",
        "json",
        "grid",
        "every",
        "model",
        "models",
        "dateTime",
        "é",
    ];
    let leaves = [
        "null",
        "true",
        "0",
        "-0",
        "-0.0",
        "1.5",
        "5.0",
        "1e300",
        "18446744073709551616",
        "\"\"",
        "\"2024-05-01T08:30:00.000Z\"",
        "\"é\\u0000\\ud83d\\ude00\"",
        "{}",
        "[]",
    ];
    let leaf = select(leaves.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(6, 40, 6, move |value| {
        let entry = (select(names.to_vec()), value.clone())
            .prop_map(|(name, value)| format!("{name:?}:{value}"));
        prop_oneof![
            4 => prop::collection::vec(entry, 0..6).prop_map(|entries| format!("{{{}}}", entries.join(","))),
            1 => prop::collection::vec(value, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    })
}

/// A document of the publisher in which some texts and names are others.
fn document() -> impl Strategy<Value = String> {
    const DOCUMENT: &str = r##"{"swagger": "2.0", "info": {"title": "T", "version": "V"},
        "tags": [{"name": "G", "description": "D"}],
        "paths": {"/a/{P}": {"get": {"tags": ["G"], "operationId": "O", "summary": "S", "description": "W", "deprecated": true,
            "parameters": [{"name": "P", "in": "path", "required": true, "type": "Y"}, {"name": "Q", "in": "query", "type": "string", "format": "F", "description": "X", "enum": ["E"]}],
            "responses": {"200": {"description": "R", "schema": {"$ref": "#/definitions/N"}}}}}},
        "definitions": {"N": {"description": "K", "required": ["B"], "properties": {
            "B": {"type": "string", "format": "F", "description": "X"}, "C": {"$ref": "#/definitions/N"}, "U": {"type": "Y"},
            "A": {"type": "array", "items": {"type": "string", "enum": ["E", "H"]}}}}}}"##;
    const LETTERS: [char; 21] = [
        'T', 'V', 'G', 'D', 'P', 'O', 'S', 'W', 'Y', 'Q', 'F', 'X', 'E', 'R', 'N', 'K', 'B', 'C',
        'U', 'A', 'H',
    ];
    const WORDS: [&str; 22] = [
        "a",
        "\n",
        "\r",
        "\t",
        " ",
        "::error::",
        "::add-mask::",
        "##[group]",
        "\u{1b}[2J",
        "\u{9b}",
        "\u{202e}",
        "\u{200b}",
        "`",
        "```\n",
        "|",
        "\\",
        "/",
        "{",
        "@a",
        "https://x.yz",
        "# ",
        "é",
    ];
    let text = prop::collection::vec(select(&WORDS[..]), 0..6).prop_map(|words| words.concat());
    let others = prop::collection::vec((select(&LETTERS[..]), text), 0..6);
    others.prop_map(|others| {
        let mut document = DOCUMENT.to_owned();
        for (letter, text) in others {
            let quoted = serde_json::Value::from(text).to_string();
            document = document.replace(&format!("\"{letter}\""), &quoted);
            document = document.replace(&format!("/{letter}\""), &format!("/{}", &quoted[1..]));
        }
        document
    })
}

/// Rust, and what comes close to it.
fn code() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "fn f() ",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "::",
        "|",
        "&",
        "&&",
        "mut ",
        "ref ",
        "a",
        "r#b",
        ".c",
        ",",
        ";",
        "=",
        "=> ",
        "-> ",
        "!",
        "#",
        "\"",
        "'",
        "'a ",
        "\"d/e\"",
        "r#\"f\"#",
        "b\"\\x00\"",
        "\\",
        "/*",
        "*/",
        "// g\n",
        "if x ",
        "else ",
        "match ",
        "property!(A, \"i\")",
        "é\u{0}",
    ];
    let soup = prop::collection::vec(select(&PIECES[..]), 0..60).prop_map(|it| it.concat());
    let many = (select(&PIECES[..]), 0..3_000_usize).prop_map(|(piece, many)| piece.repeat(many));
    prop_oneof![3 => soup.clone(), 1 => (soup, many).prop_map(|(soup, many)| soup + &many)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tests::tries(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost(text in prop_oneof![mostly_sound(), anything()]) {
        claims::parse(&text);
    }

    #[test]
    fn nothing_of_operations_is_passed_over(text in operations()) {
        claims::operations(&text);
    }

    #[test]
    fn what_comes_out_is_rust_and_the_same_every_time(text in folder()) {
        claims::line(&text);
    }

    #[test]
    fn every_problem_can_be_shown(text in folder()) {
        claims::report(&text);
    }

    #[test]
    fn any_overrides_become_rust_or_problems(text in overrides()) {
        claims::overrides(&text);
    }

    #[test]
    fn any_document_is_read_or_refused_and_commands_nothing(text in document()) {
        claims::document(&text);
    }

    #[test]
    fn any_code_is_read_to_its_end(text in code()) {
        claims::consumer(&text);
    }

    #[test]
    fn any_json_comes_back(text in json()) {
        claims::decode::<Every, Lenient<Every>>(&text);
        claims::decode::<Dates, Lenient<Dates>>(&text);
        claims::decode::<Loop, Lenient<Loop>>(&text);
    }

    #[test]
    fn any_text_at_all_is_read_without_panic(text in "\\PC{0,200}") {
        claims::parse(&text);
        claims::operations(&text);
        claims::line(&text);
        claims::report(&text);
        claims::document(&text);
        claims::consumer(&text);
    }
}

#[test]
fn what_every_case_becomes_is_laid_out_as_by_prettyplease() {
    for name in [
        "analytics",
        "descriptions",
        "names",
        "overrides",
        "required",
        "types",
    ] {
        claims::only_models(&Folder::case(name).sound().tree);
    }
}

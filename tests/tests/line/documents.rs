//! A publisher's document becomes the Markdown that the publisher's utility makes of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Diagnostics, Severity};
use generator::openapi::{self, Markdown};
use generator::operations::INDEX;
use generator::permissions::Permissions;
use generator::source::Sources;
use proptest::prelude::*;
use tests::folder::{Folder, shown};

/// Reads a document, with its problems.
fn read(text: &str) -> (Option<Markdown>, Diagnostics, Sources) {
    let mut sources = Sources::default();
    let file = sources.add("document.json", text);
    let mut problems = Diagnostics::default();
    let document = openapi::read(&sources, file, &mut problems);
    let markdown = document.map(|document| openapi::markdown(&document, &mut problems));
    (markdown, problems, sources)
}

/// The Markdown of a document without problems.
#[track_caller]
fn sound(text: &str) -> Markdown {
    let (markdown, problems, sources) = read(text);
    assert!(problems.is_empty(), "{}", shown(&problems, &sources));
    markdown.expect("a document without problems is one")
}

/// The Markdown of a document that has warnings, and their messages.
#[track_caller]
fn warned(text: &str) -> (Markdown, Vec<(Code, String)>) {
    let (markdown, problems, sources) = read(text);
    let is_warning = |severity| severity == Severity::Warning;
    assert!(
        problems.iter().all(|problem| is_warning(problem.severity)),
        "{}",
        shown(&problems, &sources)
    );
    let warnings = problems.iter().map(|it| (it.code, it.message.clone()));
    (
        markdown.expect("warnings refuse nothing"),
        warnings.collect(),
    )
}

/// A document of Swagger 2.0 with the definitions.
fn swagger(definitions: &str) -> String {
    format!("{{\"swagger\": \"2.0\", \"definitions\": {{{definitions}}}}}")
}

/// A document with one property of one definition.
fn property(schema: &str) -> String {
    swagger(&format!(
        "\"Foo\": {{\"properties\": {{\"bar\": {schema}}}}}"
    ))
}

/// A document with one operation at `/foos/{fooId}`.
fn operation(rest: &str) -> String {
    format!(
        "{{\"swagger\": \"2.0\", \"definitions\": {{\"Foo\": {{}}}}, \"paths\": {{\"/foos/{{fooId}}\": \
         {{\"get\": {{\"tags\": [\"Foo Bar\"], \"operationId\": \"getFoo\", \"summary\": \"Get a foo\"{rest}}}}}}}}}"
    )
}

const FOO_ID: &str =
    "{\"name\": \"fooId\", \"in\": \"path\", \"required\": true, \"type\": \"string\"}";

/// The rows of the definition `Foo`.
fn rows(markdown: &Markdown) -> Vec<&str> {
    let text = &markdown.definitions["foo-definition.md"];
    let table = text.split("\n---\n").next().unwrap_or_default();
    table
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect()
}

/// The lines of the page of the tag `Foo Bar` that begin with `start`.
fn lines<'m>(markdown: &'m Markdown, start: &str) -> Vec<&'m str> {
    let page = markdown.pages["foobar-api.md"].lines();
    page.filter(|line| line.starts_with(start)).collect()
}

/// Checks that the document has the one problem at its mark, and is written or refused by severity.
#[track_caller]
fn check(code: Code, marked: &str) {
    Folder::default()
        .with("document.json", marked)
        .check(&[code]);
}

/// The folder that `DEFINITIONS_SWAGGER` names.
fn corpus() -> PathBuf {
    PathBuf::from(
        std::env::var_os("DEFINITIONS_SWAGGER").expect("`DEFINITIONS_SWAGGER` names a folder"),
    )
}

/// Each document of the corpus, with the folder of what the publisher's utility made of it.
fn documents() -> Vec<(String, PathBuf)> {
    let folder = corpus();
    let entries = std::fs::read_dir(&folder).expect("the folder can be listed");
    let documents = entries.flatten().map(|entry| entry.path());
    let documents = documents.filter(|path| path.extension().is_some_and(|it| it == "json"));
    let documents = documents.map(|path| {
        let text = std::fs::read_to_string(&path).expect("the document can be read");
        let date = path.file_stem().expect("it has a name");
        (text, folder.join("published").join(date))
    });
    documents.collect()
}

/// The files of a folder without their footers.
fn published(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let files = entries.flatten().map(|entry| {
        let text = std::fs::read_to_string(entry.path()).expect("the file can be read");
        (
            entry.file_name().display().to_string(),
            without_footer(&text),
        )
    });
    files.filter(|(name, _)| name != INDEX).collect()
}

fn without_footer(text: &str) -> String {
    let (above, footer) = text.rsplit_once("\n\n").expect("a file has a footer");
    assert!(footer.starts_with("*This file was "), "{footer}");
    above.to_owned()
}

fn without_permissions(page: &str) -> String {
    let mut parts = page.split("\n\n").collect::<Vec<_>>();
    parts.retain(|part| Permissions::parse(part).is_none());
    parts.join("\n\n")
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn the_markdown_of_a_document_is_the_published_one() {
    for (document, folder) in documents() {
        let markdown = sound(&document);
        let strip = |(name, text): (&String, &String)| (name.clone(), without_footer(text));
        let definitions: BTreeMap<_, _> = markdown.definitions.iter().map(strip).collect();
        assert!(definitions == published(&folder.join("definitions")));
        let pages = markdown.pages.iter().map(strip);
        let pages: BTreeMap<_, _> = pages
            .map(|(name, text)| (name, without_permissions(&text)))
            .collect();
        assert!(pages == published(&folder.join("classes")));
    }
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn the_markdown_of_a_document_generates_a_crate() {
    for (document, _) in documents() {
        let sources = sound(&document).sources("definitions");
        let generated = tests::generate_from(&sources).expect("the Markdown has no problems");
        assert_eq!(generated.schema.definitions.len(), sources.len());
    }
}

#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn no_beginning_of_a_document_is_taken_for_a_whole_one() {
    let (document, _) = documents().swap_remove(0);
    for part in 1..40 {
        let mut end = document.len() * part / 40;
        while !document.is_char_boundary(end) {
            end -= 1;
        }
        let (markdown, problems, _) = read(&document[..end]);
        let codes: Vec<_> = problems.errors().map(|problem| problem.code).collect();
        assert_eq!(
            (markdown, codes),
            (None, vec![Code::DocumentSyntax]),
            "{end}"
        );
    }
}

#[test]
fn the_footer_names_the_document_and_no_time() {
    let text = "{\"swagger\": \"2.0\", \"info\": {\"title\": \"My *API*\\n\", \"version\": \"v2\"}, \
                \"definitions\": {\"Foo\": {}}}";
    let markdown = sound(text);
    assert_eq!(
        markdown.definitions["foo-definition.md"],
        "# `Foo` Definition\n\n| Property | Type | Required | Description |\n\
         |----------|------|----------|-------------|\n\n---\n\n\
         *This file was generated by `cargo xtask import` from My API v2*"
    );
    assert_eq!(markdown, sound(text));
}

#[test]
fn every_type_has_its_cell() {
    for (schema, cell) in [
        ("{\"type\": \"string\", \"format\": \"date\"}", "`string`"),
        ("{\"type\": [\"string\", \"null\"]}", "`string`"),
        ("{\"type\": \"integer\"}", "`number`"),
        ("{\"type\": \"number\"}", "`number`"),
        ("{\"type\": \"boolean\"}", "`boolean`"),
        (
            "{\"type\": \"object\", \"additionalProperties\": true}",
            "`object`",
        ),
        ("{\"type\": \"array\"}", "`Array`"),
        (
            "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}",
            "`number[]`",
        ),
        (
            "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}",
            "`Array[]`",
        ),
        (
            "{\"$ref\": \"#/definitions/Foo\", \"type\": \"string\"}",
            "[`Foo`](foo-definition.md)",
        ),
        (
            "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/Foo\"}}",
            "[`Foo[]`](foo-definition.md)",
        ),
    ] {
        let markdown = sound(&property(schema));
        assert_eq!(
            rows(&markdown),
            [format!("| bar | {cell} | No |  |")],
            "{schema}"
        );
    }
}

#[test]
fn a_type_that_the_markdown_lacks_is_another_one_and_a_warning() {
    let at = "`/definitions/Foo/properties/bar";
    for (schema, cell, code, message) in [
        (
            "«{}»",
            "`object`",
            Code::LossyType,
            "` states no type: `object` is written",
        ),
        (
            "«{\"enum\": [\"a\"]}»",
            "`string`",
            Code::LossyType,
            "` states no type: `string` is written",
        ),
        (
            "«{\"type\": \"file\"}»",
            "`object`",
            Code::LossyType,
            "` has the type `file`, which the Markdown lacks: `object` is written",
        ),
        (
            "«{\"type\": \"object\", \"properties\": {\"a\": {}}}»",
            "`object`",
            Code::LossyType,
            "` is an inline object, whose properties are lost: `object` is written",
        ),
        (
            "{\"type\": \"array\", \"items\": «{}»}",
            "`object[]`",
            Code::LossyType,
            "/items` states no type: `object[]` is written",
        ),
        (
            "«{\"allOf\": [{\"$ref\": \"#/definitions/Foo\"}]}»",
            "[`Foo`](foo-definition.md)",
            Code::LossyType,
            "` combines schemas by `allOf`: `Foo` is written",
        ),
        (
            "«{\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"number\"}]}»",
            "`object`",
            Code::LossyType,
            "` combines schemas by `oneOf`: `object` is written",
        ),
        (
            "«{\"$ref\": \"#/definitions/Bar\"}»",
            "`object`",
            Code::UnresolvedReference,
            "` refers to `#/definitions/Bar`, which has no definition file: `object` is \
             written",
        ),
    ] {
        check(code, &property(schema));
        let (markdown, warnings) = warned(&property(&schema.replace(['«', '»'], "")));
        assert_eq!(
            rows(&markdown),
            [format!("| bar | {cell} | No |  |")],
            "{schema}"
        );
        assert_eq!(warnings, [(code, format!("{at}{message}"))]);
    }
}

#[test]
fn a_reference_with_a_dash_is_written_as_it_is_and_a_warning() {
    let text = swagger(
        "\"Foo\": {\"properties\": {\"bar\": {\"$ref\": \"#/definitions/my-foo.x\"}}}, \"my-foo.x\": {}",
    );
    let (markdown, warnings) = warned(&text);
    assert_eq!(
        rows(&markdown),
        ["| bar | [`my-foo.x`](my-foo.x-definition.md) | No |  |"]
    );
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].0, Code::UnresolvedReference);
}

#[test]
fn properties_keep_the_order_that_javascript_gives_them() {
    let text = swagger(
        "\"Foo\": {\"required\": [\"b\", \"none\"], \"properties\": {\"b\": {\"type\": \"string\"}, \
         \"10\": {\"type\": \"string\"}, \"a\": {\"type\": \"string\", \"description\": \" x|y\\u00a0\"}, \
         \"9\": {\"type\": \"string\"}, \"01\": {\"type\": \"string\"}}}",
    );
    let markdown = sound(&text);
    assert_eq!(
        rows(&markdown),
        [
            "| 9 | `string` | No |  |",
            "| 10 | `string` | No |  |",
            "| b | `string` | Yes |  |",
            "| a | `string` | No |  x|y\u{a0} |",
            "| 01 | `string` | No |  |",
        ]
    );
}

#[test]
fn names_that_no_file_can_have_are_left_out() {
    for name in [
        "../Foo",
        "a/b",
        "a\\\\b",
        "a\\nb",
        "a`b",
        "..",
        "",
        " ",
        "a\\u202eb",
        "a\\u0000",
    ] {
        let text = swagger(&format!("«\"{name}\"»: {{}}, \"Bar\": {{}}"));
        check(Code::UnusableName, &text);
        let (markdown, _) = warned(&text.replace(['«', '»'], ""));
        let files: Vec<_> = markdown.definitions.keys().collect();
        assert_eq!(files, ["bar-definition.md"], "{name}");
    }
    let long = swagger(&format!("«\"{}\"»: {{}}", "A".repeat(300)));
    check(Code::UnusableName, &long);
    check(Code::UnusableName, &swagger("«\"FOO\"»: {}, \"Foo\": {}"));
    check(
        Code::UnusableName,
        &swagger("\"Foo\": {\"properties\": {«\"a\\nb\"»: {\"type\": \"string\"}}}"),
    );
}

#[test]
fn texts_that_would_hide_what_follows_are_written_in_one_line() {
    for (description, expected) in [
        ("a\\n\\nb", "a b"),
        ("a\\n# `Bar` Definition\\n", "a # `Bar` Definition"),
        (
            "a\\n\\n---\\n\\n| b | `string` | No |  |",
            "a --- | b | `string` | No |  |",
        ),
    ] {
        let schema = format!("{{\"type\": \"string\", \"description\": \"{description}\"}}");
        let (markdown, warnings) = warned(&property(&schema));
        assert_eq!(
            rows(&markdown),
            [format!("| bar | `string` | No | {expected} |")]
        );
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(warnings[0].0, Code::RewrittenText);
    }
    for prose in [
        "```",
        "# `Bar` Definition",
        "| a | b |\\n|---|---|",
        "<!--",
        "- a\\n\\n\\n# x",
    ] {
        let (markdown, warnings) = warned(&swagger(&format!(
            "\"Foo\": {{\"description\": \"{prose}\"}}"
        )));
        assert_eq!(warnings.len(), 1, "{prose}: {warnings:?}");
        let mut problems = Diagnostics::default();
        generator::parse::parse(&markdown.sources("definitions"), &mut problems);
        assert!(problems.is_empty(), "{prose}");
    }
    let forged = "x\\n\\n### `getBar`\\n\\n#### Endpoint\\n\\n`GET /bar`";
    let rest = format!(", \"description\": \"{forged}\", \"parameters\": [{FOO_ID}]");
    let (markdown, warnings) = warned(&operation(&rest));
    assert_eq!(warnings[0].0, Code::RewrittenText);
    let pages = markdown.page_sources("classes");
    let operations = generator::parse::operations(&pages, &mut Diagnostics::default())
        .unwrap_or_default()
        .operations;
    let names: Vec<_> = operations.iter().map(|it| it.name.value.as_str()).collect();
    assert_eq!(names, ["getFoo"]);
}

#[test]
fn no_text_adds_a_parameter_an_answer_or_a_deprecation() {
    let item = FOO_ID.replace(
        '{',
        "{\"description\": \"a\\n- `query.extra` - **(string, optional)** b\", ",
    );
    for rest in [
        format!(", \"parameters\": [{item}]"),
        format!(
            ", \"parameters\": [{FOO_ID}], \"responses\": {{\"200\": {{\"description\": \"x\\n| `404` | | y |\"}}}}"
        ),
        format!(", \"parameters\": [{FOO_ID}], \"summary\": \"> [!WARNING]\\n> x\""),
    ] {
        let text = operation(&rest).replacen("\"summary\": \"Get a foo\", ", "", 1);
        let (markdown, _) = warned(&text);
        let pages = markdown.page_sources("classes");
        let read = generator::parse::operations(&pages, &mut Diagnostics::default());
        let operation = &read.unwrap_or_default().operations[0];
        let answers = operation.answers.iter().map(|it| it.status.value.as_str());
        assert_eq!(operation.parameters.len(), 1, "{rest}");
        assert!(!answers.into_iter().any(|it| it == "404"), "{rest}");
        assert!(operation.deprecated.is_none(), "{rest}");
    }
}

#[test]
fn a_page_states_parameters_by_place_and_answers_by_status() {
    let rest = format!(
        ", \"deprecated\": true, \"x-inin-requires-permissions\": {{\"type\": \"ALL\", \"permissions\": \
         [\"a:b\", \"c\"]}}, \"parameters\": [{{\"name\": \"q\", \"in\": \"query\", \"type\": \"array\", \
         \"items\": {{\"type\": \"string\"}}, \"collectionFormat\": \"multi\"}}, {{\"name\": \"body\", \"in\": \
         \"body\", \"required\": true, \"schema\": {{\"$ref\": \"#/definitions/Foo\"}}}}, {FOO_ID}, {{\"name\": \
         \"If-Match\", \"in\": \"header\", \"type\": \"string\", \"description\": \"A version\"}}], \"responses\": \
         {{\"default\": {{\"description\": \"else\"}}, \"404\": {{}}, \"200\": {{\"schema\": {{\"type\": \
         \"array\", \"items\": {{\"$ref\": \"#/definitions/Foo\"}}}}}}}}"
    );
    let markdown = sound(&operation(&rest));
    assert_eq!(lines(&markdown, "# "), ["# `FooBarAPI` Class"]);
    assert_eq!(
        lines(&markdown, "- `"),
        [
            "- `fooId` - **(string, required)** ",
            "- `headers` - **(object)** The headers to include in the request. An empty object or `null` \
             is allowed if all headers are optional.",
            "- `headers.If-Match` - **(string, optional)** A version",
            "- `query` - **(object)** The query string parameters for the request. An empty object or \
             `null` is allowed if all query string parameters are optional.",
            "- `query.q` - **(string[], optional)** ",
            "- `body` - **([Foo](../definitions/foo-definition.md), required)** - The body of the request. \
             An empty object or `null` is allowed if the body is optional.",
        ]
    );
    assert_eq!(
        lines(&markdown, "| `"),
        [
            "| `200` | [Foo[]](../definitions/foo-definition.md) |  |",
            "| `404` |  |  |",
            "| `default` |  | else |",
        ]
    );
    assert_eq!(
        lines(&markdown, "Requires"),
        ["Requires ALL permissions: `a:b`, `c`"]
    );
    assert_eq!(
        lines(&markdown, "> "),
        [
            "> [!WARNING]",
            "> This method is deprecated and may be removed in the future.",
        ]
    );
}

#[test]
fn the_path_counts_where_its_parameters_differ() {
    let bar = FOO_ID.replace("fooId", "barId");
    let rest = format!(", \"parameters\": [{FOO_ID}, «{bar}»]");
    check(Code::ParameterMismatch, &operation(&rest));
    let (markdown, _) = warned(&operation(&rest.replace(['«', '»'], "")));
    assert_eq!(
        lines(&markdown, "- `"),
        ["- `fooId` - **(string, required)** "]
    );
    let (markdown, warnings) = warned(&operation(""));
    assert_eq!(
        lines(&markdown, "- `"),
        ["- `fooId` - **(string, required)** "]
    );
    assert_eq!(warnings[0].0, Code::ParameterMismatch);
}

#[test]
fn parts_without_a_place_on_a_page_are_left_out() {
    for part in [
        "\"parameters\": [P, «{\"name\": \"f\", \"in\": \"formData\", \"type\": \"string\"}»]",
        "\"parameters\": [P], \"responses\": {«\"ok\"»: {}}",
        "\"parameters\": [P], \"x-genesys-requires-permissions\": {\"permissions\": [«\"a b\"»]}",
    ] {
        check(
            Code::OmittedPart,
            &operation(&format!(", {}", part.replace('P', FOO_ID))),
        );
    }
    let text = operation(&format!(", \"parameters\": [{FOO_ID}]"));
    check(Code::OmittedPart, &text.replace("\"get\"", "«\"trace\"»"));
    check(
        Code::OmittedPart,
        &text
            .replace("\"get\"", "«\"get\"»")
            .replace("\"Foo Bar\"", ""),
    );
    let unnamed = text
        .replace("\"get\"", "«\"get\"»")
        .replace("\"operationId\": \"getFoo\", ", "");
    check(Code::UnusableName, &unnamed);
    let (markdown, _) = warned(&unnamed.replace(['«', '»'], ""));
    assert_eq!(lines(&markdown, "### "), ["### `getFoosFooId`"]);
}

#[test]
fn openapi_3_becomes_the_same_as_swagger_2() {
    let old = "{\"swagger\": \"2.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"definitions\": {\"Foo\": \
               {\"properties\": {\"bar\": {\"type\": \"string\"}, \"foo\": {\"$ref\": \"#/definitions/Foo\"}}}}, \
               \"paths\": {\"/foos/{fooId}\": {\"post\": {\"tags\": [\"Foo Bar\"], \"operationId\": \"postFoo\", \
               \"summary\": \"Post\", \"parameters\": [{\"name\": \"fooId\", \"in\": \"path\", \"required\": true, \
               \"type\": \"string\"}, {\"name\": \"body\", \"in\": \"body\", \"required\": true, \"schema\": {\"$ref\": \
               \"#/definitions/Foo\"}}], \"responses\": {\"200\": {\"description\": \"ok\", \"schema\": {\"$ref\": \
               \"#/definitions/Foo\"}}, \"404\": {\"description\": \"gone\"}}}}}}";
    let new = "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {\"/foos/{fooId}\": \
               {\"parameters\": [{\"$ref\": \"#/components/parameters/id\"}], \"post\": {\"tags\": [\"Foo Bar\"], \
               \"operationId\": \"postFoo\", \"summary\": \"Post\", \"requestBody\": {\"$ref\": \
               \"#/components/requestBodies/foo\"}, \"responses\": {\"200\": {\"description\": \"ok\", \"content\": \
               {\"text/plain\": {\"schema\": {\"type\": \"string\"}}, \"application/json; charset=utf-8\": {\"schema\": \
               {\"$ref\": \"#/components/schemas/Foo\"}}}}, \"404\": {\"$ref\": \"#/components/responses/gone\"}}}}}, \
               \"components\": {\"schemas\": {\"Foo\": {\"properties\": {\"bar\": {\"type\": \"string\", \"nullable\": \
               true}, \"foo\": {\"$ref\": \"#/components/schemas/Foo\"}}}}, \"parameters\": {\"id\": {\"name\": \"fooId\", \
               \"in\": \"path\", \"required\": true, \"schema\": {\"type\": \"string\"}}}, \"requestBodies\": {\"foo\": \
               {\"required\": true, \"content\": {\"application/json\": {\"schema\": {\"$ref\": \
               \"#/components/schemas/Foo\"}}}}}, \"responses\": {\"gone\": {\"description\": \"gone\"}}}}";
    assert_eq!(sound(new), sound(old));
    let (_, warnings) = warned(&new.replace("responses/gone", "responses/none"));
    assert_eq!(warnings[0].0, Code::UnresolvedReference);
}

#[test]
fn half_a_surrogate_pair_becomes_the_replacement_character() {
    let text = property("{\"type\": \"string\", \"description\": \"a«\\ud83d»b\"}");
    check(Code::LoneSurrogate, &text);
    let (markdown, _) = warned(&text.replace(['«', '»'], ""));
    assert_eq!(rows(&markdown), ["| bar | `string` | No | a\u{fffd}b |"]);
}

#[test]
fn what_is_no_document_is_refused_at_its_place() {
    for text in [
        "«»",
        "«<»!DOCTYPE html>",
        "«o»penapi: 3.0.0\ninfo:\n",
        "{\"swagger\": \"2.0\", \"definitions\": {\"Foo\": «}»",
        "{\"swagger\": \"2.0\", \"definitions\": {}} «x»",
        "{\"swagger\": \"2.0\", \"definitions\": {\"Foo\": {«»",
    ] {
        check(Code::DocumentSyntax, text);
    }
    for text in [
        "«[]»".to_owned(),
        "«{»}".to_owned(),
        "{\"swagger\": «\"1.2\"», \"definitions\": {}}".to_owned(),
        "{\"swagger\": «2.0», \"definitions\": {}}".to_owned(),
        swagger("\"Foo\": {}, «\"Foo\"»: {}"),
        swagger("\"Foo\": «\"x\"»"),
        swagger("\"Foo\": {\"properties\": «[]»}"),
        swagger("\"Foo\": {\"required\": [«1»]}"),
        property("{\"description\": «[]», \"type\": \"string\"}"),
        operation(", \"parameters\": «{}»"),
    ] {
        check(Code::MalformedDocument, &text);
    }
    let deep = property(&("{\"items\":".repeat(100_000)));
    let (markdown, problems, _) = read(&deep);
    assert!(markdown.is_none() && problems.has_errors());
}

const DOCUMENT: &str = r##"{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "tags": [{"name": "Foo Bar",
"description": "x"}], "definitions": {"Foo": {"description": "A foo", "required": ["a"], "properties": {"a": {"type":
"string", "enum": ["x", null], "description": "one\ntwo"}, "b": {"type": "array", "items": {"$ref":
"#/definitions/Foo"}}}}}, "paths": {"/foos/{fooId}": {"get": {"tags": ["Foo Bar"], "operationId": "getFoo", "summary":
"Get", "parameters": [{"name": "fooId", "in": "path", "required": true, "type": "string"}], "responses": {"200":
{"description": "ok", "schema": {"$ref": "#/definitions/Foo"}}}}}}}"##;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(feature = "thorough") { 4096 } else { 256 }))]

    /// Whatever happens to a document: it is refused with a reason, or what is written can be read.
    #[test]
    fn a_mutated_document_is_refused_or_written_so_that_it_is_read(
        edits in prop::collection::vec((0..DOCUMENT.len(), 0..9usize, 0..20usize), 1..4),
    ) {
        let mut text = DOCUMENT.to_owned();
        for (at, length, piece) in edits {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            let pieces = ["", "\"", "{", "}", "[", "]", ",", ":", "null", "1", "\\n\\n", "\\n---\\n", "# `X` Definition",
                "/", "..", "|", "`", "\\ud800", "\\n### `getX`", "- `"];
            text.replace_range(at..end, pieces[piece]);
        }
        let (markdown, problems, sources) = read(&text);
        prop_assert_eq!(markdown.is_none(), problems.has_errors(), "{}", shown(&problems, &sources));
        let markdown = markdown.unwrap_or_default();
        for name in markdown.definitions.keys().chain(markdown.pages.keys()) {
            prop_assert!(!name.contains(['/', '\\', '\n']) && !name.starts_with('.'), "{}", name);
        }
        let mut problems = Diagnostics::default();
        generator::parse::parse(&markdown.sources("definitions"), &mut problems);
        let pages = markdown.page_sources("classes");
        generator::parse::operations(&pages, &mut problems);
        prop_assert!(!problems.has_errors(), "{text}\n{:?}", problems);
    }
}

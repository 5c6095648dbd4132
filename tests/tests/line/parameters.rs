//! Facts and overrides make the types of parameters exact.

use std::collections::BTreeMap;

use generator::diagnostic::{Code, Diagnostics, Severity};
use generator::facts::{Facts, Request};
use generator::model::{Call, Model};
use generator::openapi;
use generator::operations::{ListForm, Operations};
use generator::overrides::Overrides;
use generator::parse;
use generator::source::Sources;
use serde_json::{Value, json};
use tests::facts::facts;
use tests::folder::{Folder, shown};

const PAGE: &str = "operations/foo-api.md";

/// A page with one operation, `GET /foo/{id}`, whose parameters of the query have these items.
fn page(items: &[&str]) -> String {
    let items = items.iter().map(|item| {
        let (name, ty) = item.split_once(' ').expect("an item has a type");
        let (place, name) = match name.strip_prefix('^') {
            Some(name) => ("headers", name),
            None => ("query", name),
        };
        format!("- `{place}.{name}` - **({ty}, optional)** \n")
    });
    format!(
        "# `FooAPI` Class\n\n### `getFoo`\n\nGet a foo\n\n#### Endpoint\n\n`GET /foo/{{id}}`\n\n\
         #### Parameters\n\n- `id` - **(string, required)** \n{}\n#### Returns\n\n\
         | HTTP Status Code | Returned type | Description |\n|---|---|---|\n| `204` |  |  |\n",
        items.collect::<String>()
    )
}

/// One definition, and the page.
fn folder(items: &[&str]) -> Folder {
    Folder::default()
        .define("Foo", "| state | `string` | No | |\n")
        .with(PAGE, page(items))
}

fn entries(lines: &str) -> String {
    format!("[operations.\"GET /foo/{{id}}\"]\n{lines}\n")
}

fn call(model: &Model) -> &Call {
    let [call] = &model.calls.calls[..] else {
        panic!("{:#?}", model.calls);
    };
    call
}

/// Checks the Rust type of the parameter `p` of the type, and its form.
#[track_caller]
fn check(ty: &str, facts: &str, overrides: &str, expected: &str, form: ListForm) {
    let model = folder(&[&format!("p {ty}")])
        .facts(facts)
        .overrides(overrides)
        .sound()
        .model;
    let mut options = call(&model).options.iter();
    let field = options.find(|it| it.wire_name == "p").expect("it is there");
    assert_eq!(
        (field.ty.to_string().as_str(), field.form),
        (expected, form)
    );
}

use ListForm::{CommaSeparated, Repeated};

#[test]
fn entries_make_the_types_of_parameters_exact() {
    for (ty, entry, expected) in [
        ("number", "p = \"i32\"", "Option<i32>"),
        ("number", "p = { type = \"i64\" }", "Option<i64>"),
        ("string", "p = \"date-time\"", "Option<DateTime>"),
        ("string", "p = \"any\"", "Option<Value>"),
        ("number[]", "p = \"i64[]\"", "Vec<i64>"),
        ("Array", "p = \"string[]\"", "Vec<String>"),
    ] {
        check(ty, "", &entries(entry), expected, Repeated);
        check(ty, &entries(entry), "", expected, Repeated);
    }
    let words = "[enums]\nWord = [\"a\"]\nNumber = [1]\n";
    let with = |entry: &str| words.to_owned() + &entries(entry);
    for (ty, word, expected) in [
        ("string", "Word", "Option<Word>"),
        ("string[]", "Word[]", "Vec<Word>"),
    ] {
        let entry = with(&format!("p = \"{word}\"")).replace("Number = [1]\n", "");
        check(ty, "", &entry, expected, Repeated);
    }
    check(
        "number",
        &with("p = \"Number\""),
        "",
        "Option<Number>",
        Repeated,
    );
}

#[test]
fn the_form_of_a_list_is_stated_with_its_type_or_alone() {
    let csv = entries("p = { list = \"csv\" }");
    check("string[]", "", &csv, "Vec<String>", CommaSeparated);
    check("string[]", &csv, "", "Vec<String>", CommaSeparated);
    let both = entries("p = { type = \"i64[]\", list = \"csv\" }");
    check("number[]", &both, "", "Vec<i64>", CommaSeparated);
    let multi = entries("p = { list = \"multi\" }");
    check("string[]", &csv, &multi, "Vec<String>", Repeated);
}

#[test]
fn a_name_in_brackets_is_a_list_of_what_the_page_states() {
    let model = folder(&["p[] string"])
        .overrides(entries("\"p[]\" = \"date[]\""))
        .sound()
        .model;
    assert_eq!(call(&model).options[0].ty.to_string(), "Vec<Date>");
}

#[test]
fn an_author_wins_over_a_machine_and_may_restore_the_page() {
    let facts = entries("p = \"date\"");
    let plain = entries("p = \"string\"");
    check("string", &facts, &plain, "Option<String>", Repeated);
    let other = entries("p = \"date-time\"");
    check("string", &facts, &other, "Option<DateTime>", Repeated);
}

/// Checks the one problem of an entry, whose place is marked.
#[track_caller]
fn problem(items: &[&str], overrides: &str, code: Code) {
    folder(items).overrides(overrides).check(&[code]);
}

#[test]
fn an_entry_that_fits_nothing_is_reported_at_its_place() {
    let items = &["p number", "q string[]", "^h string[]", "o object"];
    for (entry, code) in [
        ("«r» = \"i32\"", Code::UnknownOverrideParameter),
        ("p = «\"string\"»", Code::OverrideMismatch),
        ("p = «\"i32[]\"»", Code::OverrideMismatch),
        ("q = «\"date\"»", Code::OverrideMismatch),
        ("q = «\"date?[]\"»", Code::OverrideMismatch),
        ("q = «\"string[][]\"»", Code::OverrideMismatch),
        ("o = «\"map<string>\"»", Code::OverrideMismatch),
        ("o = «\"Foo\"»", Code::OverrideMismatch),
        ("p = { list = «\"csv\"» }", Code::OverrideMismatch),
        ("h = { list = «\"multi\"» }", Code::OverrideMismatch),
        ("h = { list = «\"csv\"» }", Code::OverrideWithoutEffect),
        ("q = { list = «\"multi\"» }", Code::OverrideWithoutEffect),
        ("p = «\"number\"»", Code::OverrideWithoutEffect),
        ("p = «\"int32\"»", Code::UnknownOverrideType),
        ("p = «\"Wrod\"»", Code::UnknownOverrideType),
        (
            "p = { «typ» = \"i32\", list = \"csv\" }",
            Code::MalformedOverride,
        ),
        ("q = { list = «\"pipes\"» }", Code::MalformedOverride),
        ("q = { list = «true» }", Code::MalformedOverride),
        ("«q» = { reason = \"none\" }", Code::MalformedOverride),
        ("q = «[\"a\"]»", Code::MalformedOverride),
    ] {
        if code == Code::MalformedOverride && entry.contains("csv") {
            continue;
        }
        problem(items, &entries(entry), code);
    }
    for (section, code) in [
        (
            "[operations.«\"GET /foo/{di}\"»]\np = \"i32\"\n",
            Code::UnknownOverrideOperation,
        ),
        (
            "[operations.«\"GET /bar\"»]\np = \"i32\"\n",
            Code::UnknownOverrideOperation,
        ),
        (
            "[operations.«getFoo»]\np = \"i32\"\n",
            Code::MalformedOverride,
        ),
        (
            "[operations.«\"get /foo/{id}\"»]\np = \"i32\"\n",
            Code::MalformedOverride,
        ),
        (
            "[operations]\n\"GET /foo/{id}\" = «\"i32\"»\n",
            Code::MalformedOverride,
        ),
        (
            "[operations.\"GET /foo/{id}\"]\np = \"i32\"\n«p» = \"i64\"\n",
            Code::ContradictoryOverrides,
        ),
    ] {
        problem(items, section, code);
    }
}

#[test]
fn a_word_of_a_type_or_an_endpoint_is_suggested() {
    for (overrides, help) in [
        (entries("p = \"int32\""), "write `i32`"),
        (entries("pp = \"i32\""), "did you mean `p`?"),
        (
            "[operations.\"GET /fo/{id}\"]\np = \"i32\"\n".to_owned(),
            "did you mean `GET /foo/{id}`?",
        ),
    ] {
        let problems = folder(&["p number"]).overrides(overrides).problems();
        let helps: Vec<_> = problems.iter().map(|it| it.help.as_str()).collect();
        assert_eq!(helps, [help]);
    }
}

#[test]
fn an_operation_that_cannot_be_read_may_be_the_one_that_an_entry_is_about() {
    let page = page(&["p number"]).replace("`GET /foo/{id}`", "«`GET`»");
    Folder::default()
        .define("Foo", "")
        .with(PAGE, page)
        .overrides(entries("p = \"i32\""))
        .check(&[Code::MalformedEndpoint]);
}

#[test]
fn a_body_has_the_type_of_its_page() {
    let page = page(&["p number"]).replace(
        "\n#### Returns",
        "- `body` - **([Foo](../foo-definition.md), required)** - \n\n#### Returns",
    );
    Folder::default()
        .define("Foo", "| a | `string` | No | |\n")
        .with(PAGE, page)
        .overrides(entries("«body» = \"any\""))
        .check(&[Code::UnknownOverrideParameter]);
}

/// Checks what is reported of facts, none of which stops the line.
#[track_caller]
fn set_aside(facts: &str, expected: &[(Severity, Code)]) {
    let sources = folder(&["p number", "q string"]).facts(facts).sources();
    let decided = generator::decide(&sources);
    let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
    let found = decided.problems.iter().map(|it| (it.severity, it.code));
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn no_fact_about_a_parameter_stops_the_line() {
    set_aside(
        &entries("p = \"string\""),
        &[(Severity::Warning, Code::OverrideMismatch)],
    );
    set_aside(
        &entries("p = \"Gone\""),
        &[(Severity::Warning, Code::UnknownOverrideType)],
    );
    set_aside(
        &entries("p = \"number\""),
        &[(Severity::Note, Code::OverrideWithoutEffect)],
    );
    set_aside(
        &entries("gone = \"i32\""),
        &[(Severity::Note, Code::UnknownOverrideParameter)],
    );
    set_aside(
        "[operations]\n\"GET /a\".p = \"i32\"\n\"GET /b\".p = \"i32\"\n\"GET /c\".p = \"i32\"\n",
        &[(Severity::Note, Code::UnknownOverrideOperation)],
    );
}

#[test]
fn an_enum_of_facts_is_there_where_a_parameter_has_it() {
    let facts = "[enums]\nWord = [\"a\"]\n".to_owned() + &entries("q = \"Word\"");
    let model = folder(&["q string"]).facts(facts.as_str()).sound().model;
    assert_eq!(model.enums.len(), 1);
    let model = folder(&[]).facts(facts).sound().model;
    assert_eq!(model.enums.len(), 0);
}

/// Reads the operations of the folder's pages.
fn operations(folder: &Folder) -> Operations {
    let mut problems = Diagnostics::default();
    let operations = parse::operations(&folder.sources(), &mut problems);
    operations.expect("there is a page")
}

/// The facts of a document about a folder, by hand and before.
fn make(document: &str, folder: &Folder, by_hand: &str, before: &str, renames: bool) -> Facts {
    let read = |text: &str| {
        let sources = Folder::default().overrides(text).sources();
        let layers = parse::layers(&sources, &mut Diagnostics::default());
        layers.expect("it is TOML").0
    };
    let (by_hand, before): (Overrides, Overrides) = (read(by_hand), read(before));
    let request = Request {
        schema: &parse::parse(&folder.sources(), &mut Diagnostics::default()),
        operations: &operations(folder).operations,
        by_hand: &by_hand,
        before: &before,
        exact_integers: false,
        rename_enums: renames,
    };
    facts(document, request).expect("the document can be used")
}

fn lines(facts: &Facts) -> Vec<&str> {
    let lines = facts.text.lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
        .collect()
}

fn words(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

/// A document of both forms with the parameters of `GET /foo/{id}`, each a name, a place and a schema.
fn documents(parameters: &[(&str, &str, Value)], definitions: &Value) -> [String; 2] {
    let swagger = parameters.iter().map(|(name, place, schema)| {
        let mut parameter = schema.clone();
        parameter["name"] = (*name).into();
        parameter["in"] = (*place).into();
        parameter
    });
    let openapi = parameters.iter().map(|(name, place, schema)| {
        let mut schema = schema.clone();
        let form = schema
            .as_object_mut()
            .and_then(|it| it.remove("collectionFormat"));
        let is_list = schema["type"] == "array";
        let explode = !is_list || form.is_some_and(|form| form == "multi");
        json!({"name": name, "in": place, "schema": schema, "explode": explode})
    });
    let operation = |parameters: Vec<Value>| json!({"/foo/{id}": {"get": {"operationId": "getFoo", "parameters": parameters}}});
    [
        json!({"swagger": "2.0", "definitions": definitions, "paths": operation(swagger.collect())}),
        json!({"openapi": "3.0.3", "components": {"schemas": definitions},
            "paths": operation(openapi.collect())}),
    ]
    .map(|document| document.to_string())
}

#[test]
fn a_document_states_the_types_and_the_list_forms_that_pages_leave_open() {
    let list = |items: Value, form: &str| {
        let mut list = json!({"type": "array", "items": items});
        list["collectionFormat"] = form.into();
        list
    };
    let text = json!({"type": "string"});
    let parameters = [
        ("id", "path", text.clone()),
        (
            "size",
            "query",
            json!({"type": "integer", "format": "int32"}),
        ),
        (
            "share",
            "query",
            json!({"type": "number", "format": "double"}),
        ),
        ("plain", "query", text.clone()),
        ("flag", "query", json!({"type": "boolean"})),
        (
            "since",
            "query",
            json!({"type": "string", "format": "date-time"}),
        ),
        ("state", "query", words(&["on", "off"])),
        ("ids", "query", list(text.clone(), "csv")),
        ("repeated", "query", list(text.clone(), "multi")),
        ("states", "query", list(words(&["x"]), "csv")),
        ("h", "header", list(json!({"type": "integer"}), "csv")),
        (
            "json",
            "query",
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
        ),
    ];
    let folder = folder(&[
        "size number",
        "share number",
        "plain string",
        "flag boolean",
        "since string",
        "state string",
        "ids string[]",
        "repeated string[]",
        "states string[]",
        "^h number[]",
        "json object",
    ]);
    let definitions = json!({"Foo": {"properties": {"state": words(&["on", "off", "idle"])}}});
    for document in documents(&parameters, &definitions) {
        let facts = make(&document, &folder, "", "", false);
        let path = "\"GET /foo/{id}\"";
        let expected = [
            "FooState = { values = [\"idle\", \"off\", \"on\"], description = \"Not every property lists every \
             value:\\n\\n`state of GET /foo/{id}`: all but `idle`.\" }"
                .to_owned(),
            "FooStates = [\"x\"]".to_owned(),
            "Foo.state = \"FooState\"".to_owned(),
            format!("{path}.h = \"i64[]\""),
            format!("{path}.ids = {{ list = \"csv\" }}"),
            format!("{path}.share = \"f64\""),
            format!("{path}.since = \"date-time\""),
            format!("{path}.size = \"i64\""),
            format!("{path}.state = \"FooState\""),
            format!("{path}.states = {{ type = \"FooStates[]\", list = \"csv\" }}"),
        ];
        assert_eq!(lines(&facts), expected);
        assert_eq!((facts.stated, facts.parameters), (8, 7));
        assert_eq!(facts.passed_over, BTreeMap::new());
        // What is stated is in effect, and a second import changes nothing.
        let sources = folder.clone().facts(facts.text.as_str()).sources();
        let decided = generator::decide(&sources).expect("facts stop nothing");
        assert!(
            decided.problems.is_empty(),
            "{}",
            shown(&decided.problems, &sources)
        );
        let again = make(&document, &folder, "", &facts.text, false);
        assert_eq!(again.text, facts.text);
        assert_eq!(again.dropped, []);
        // What an author states is no fact.
        let by_hand = entries("size = \"i32\"\nids = { list = \"csv\" }\nsince = \"string\"\n");
        let rest = make(&document, &folder, &by_hand, "", false);
        assert_eq!(rest.by_hand, 2);
        assert!(!rest.text.contains(".size") && !rest.text.contains(".ids"));
        assert!(
            rest.text.contains(".since"),
            "the entry needs what it is against"
        );
    }
}

#[test]
fn parameters_of_a_path_and_references_are_those_of_its_operations() {
    let size = json!({"name": "size", "in": "query", "type": "integer"});
    let document = json!({"swagger": "2.0", "definitions": {"Foo": {}},
    "parameters": {"Size": size, "Id": {"name": "id", "in": "path", "type": "string", "format": "date"}},
    "paths": {"/foo/{id}": {
        "parameters": [{"$ref": "#/parameters/Id"},
            {"name": "state", "in": "query", "type": "string", "format": "date"}],
        "get": {"parameters": [{"$ref": "#/parameters/Size"},
            {"name": "state", "in": "query", "type": "string", "format": "date-time"}]}}}});
    let folder = folder(&["size number", "state string"]);
    let facts = make(&document.to_string(), &folder, "", "", false);
    let path = "\"GET /foo/{id}\"";
    let expected = [("id", "date"), ("size", "i64"), ("state", "date-time")];
    let expected = expected.map(|(name, ty)| format!("{path}.{name} = \"{ty}\""));
    assert_eq!(lines(&facts), expected);
}

#[test]
fn what_no_fact_can_state_is_passed_over_or_contradicts() {
    let list = json!({"type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"});
    let [document, _] = documents(
        &[
            ("ids", "query", list),
            ("size", "query", json!({"type": "string"})),
            ("twice", "query", json!({"type": "integer"})),
            (
                "twice",
                "header",
                json!({"type": "string", "format": "date"}),
            ),
        ],
        &json!({"Foo": {}}),
    );
    let folder = folder(&[
        "ids string[]",
        "size number",
        "twice number",
        "^twice string",
    ]);
    let facts = make(&document, &folder, "", "", false);
    assert_eq!(lines(&facts), [""; 0]);
    let passed_over = BTreeMap::from([(
        "the list form `pipes`".to_owned(),
        vec!["ids of GET /foo/{id}".to_owned()],
    )]);
    assert_eq!(facts.passed_over, passed_over);
    let [contradiction] = &facts.contradictions[..] else {
        panic!("{:?}", facts.contradictions);
    };
    assert_eq!(contradiction.definition, "GET /foo/{id}");
    let found = (
        &*contradiction.property,
        &*contradiction.markdown,
        &*contradiction.document,
    );
    assert_eq!(found, ("size", "number", "string"));
}

/// The names that facts give to enums of properties do not depend on parameters.
#[test]
fn parameters_change_no_name_of_an_enum_of_properties() {
    let definitions = json!({
        "Foo": {"properties": {"status": words(&["a", "b"]), "mode": words(&["x", "y"]),
            "medium": words(&["b", "c", "d", "x"])}},
        "Bar": {"properties": {"status": words(&["c", "d"]), "medium": words(&["a", "b", "d", "y"])}},
    });
    let parameters = [
        ("status", "query", words(&["a", "b"])),
        ("mode", "query", words(&["p", "q"])),
        ("fooMode", "query", words(&["m"])),
        // More than half of either list, which have half in common.
        ("medium", "query", words(&["a", "b", "c", "d"])),
    ];
    let folder = Folder::default()
        .define(
            "Foo",
            "| status | `string` | No | |\n| mode | `string` | No | |\n| medium | `string` | No | |\n",
        )
        .define("Bar", "| status | `string` | No | |\n| medium | `string` | No | |\n")
        .with(
            PAGE,
            page(&["status string", "mode string", "fooMode string",
"medium string"]),
        );
    let [bare, _] = documents(&[], &definitions);
    let [whole, _] = documents(&parameters, &definitions);
    let properties = |document: &str| {
        let facts = make(document, &folder, "", "", false);
        let lines = lines(&facts).into_iter().map(str::to_owned);
        let about = lines.filter(|line| line.starts_with("Foo.") || line.starts_with("Bar."));
        (about.collect::<Vec<_>>(), facts)
    };
    let ((bare, _), (with, facts)) = (properties(&bare), properties(&whole));
    assert_eq!(bare, with);
    let of_parameters: Vec<_> = lines(&facts)
        .into_iter()
        .filter(|line| line.starts_with('"'))
        .collect();
    let path = "\"GET /foo/{id}\"";
    let expected = [
        format!("{path}.fooMode = \"FooFooMode\""),
        format!("{path}.medium = \"BarMedium\""),
        format!("{path}.mode = \"FooMode2\""),
        format!("{path}.status = \"FooStatus\""),
    ];
    assert_eq!(of_parameters, expected);
}

#[test]
fn an_enum_of_parameters_stays_when_its_list_grows_and_goes_with_its_operation() {
    let definitions = json!({"Foo": {}});
    let folder = folder(&["state string"]);
    let [one, _] = documents(&[("state", "query", words(&["a", "b"]))], &definitions);
    let first = make(&one, &folder, "", "", false);
    let named = first.text.replace("FooState", "MyState");
    assert!(named.contains("MyState = [\"a\", \"b\"]"), "{named}");
    let [two, _] = documents(&[("state", "query", words(&["a", "b", "c"]))], &definitions);
    let second = make(&two, &folder, "", &named, false);
    assert!(second.text.contains("MyState = [\"a\", \"b\", \"c\"]"));
    assert_eq!(second.stale_enums, 1);
    assert!(
        make(&two, &folder, "", &named, true)
            .text
            .contains("FooState")
    );
    let [none, _] = documents(&[], &definitions);
    let third = make(&none, &folder, "", &named, false);
    assert_eq!(lines(&third), [""; 0]);
    let [dropped] = &third.dropped[..] else {
        panic!("{:?}", third.dropped);
    };
    assert_eq!(
        (&*dropped.definition, &*dropped.property, dropped.is_there),
        ("GET /foo/{id}", "state", true)
    );
}

#[test]
fn defaults_and_bounds_are_documented() {
    let limits =
        json!({"type": "string", "minLength": 1, "default": "a\n```\n#[b]", "pattern": "^`+$"});
    let definitions = json!({"Foo": {"properties": {"state": limits}}});
    let parameters = [("p", "query", limits)];
    for document in documents(&parameters, &definitions) {
        let folder = folder(&["p string"]);
        let facts = make(&document, &folder, "", "", false);
        let note = r#"Default: "a\n```\n#[b]". Least length: 1. Pattern: "^`+$"."#;
        let entry = format!("{{ note = {} }}", json!(note));
        let of_parameter = format!("\"GET /foo/{{id}}\".p = {entry}");
        assert_eq!(
            lines(&facts),
            [&format!("Foo.state = {entry}"), &of_parameter]
        );
        let folder = folder.facts(facts.text);
        let model = folder.clone().sound().model;
        let of_property = &model.structs[0].fields[0].notes;
        assert!(of_property.iter().any(|it| it == note), "{of_property:?}");
        assert_eq!(call(&model).options[0].notes[0], note);
        // An author's note takes the place of the document's.
        let facts = make(&document, &folder, "", "", false);
        let by_hand = folder
            .facts(facts.text)
            .overrides(entries("p = { note = \"Mine.\" }"));
        assert_eq!(call(&by_hand.sound().model).options[0].notes[0], "Mine.");
    }
}

/// Every parameter of the publisher's documents by its kind, counted in the JSON alone, reaches its Rust.
#[test]
#[cfg_attr(not(swagger), ignore = "DEFINITIONS_SWAGGER is unset")]
fn every_parameter_of_real_documents_reaches_its_rust() {
    let folder = std::env::var_os("DEFINITIONS_SWAGGER").expect("it names a folder");
    for date in ["2017-03-31", "2017-07-07"] {
        let path = std::path::Path::new(&folder).join(format!("{date}.json"));
        let text = std::fs::read_to_string(path).expect("the document can be read");
        let value: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
        let operations = value["paths"].as_object().into_iter().flatten();
        let operations = operations.flat_map(|(_, it)| it.as_object().into_iter().flatten());
        for parameter in
            operations.flat_map(|(_, it)| it["parameters"].as_array().into_iter().flatten())
        {
            let is_list = parameter["type"] == "array";
            let stated = if is_list {
                &parameter["items"]
            } else {
                parameter
            };
            let is_word = stated["type"] == "string" && !stated["enum"].is_null();
            let kind = match (stated["type"].as_str(), stated["format"].as_str()) {
                _ if parameter["in"] == "body" => continue,
                (Some("string"), Some("date-time")) => "date",
                (Some("string"), _) if is_word && is_list => "enums",
                (Some("string"), _) if is_word => "enum",
                (Some("integer"), _) => "i64",
                (Some("boolean"), _) => "bool",
                (Some("string"), _) if is_list => "texts",
                (Some("string"), _) => "text",
                _ => "json",
            };
            *expected.entry(kind).or_default() += 1;
            if !parameter["default"].is_null() {
                *expected.entry("default").or_default() += 1;
            }
        }
        let mut sources = Sources::default();
        let file = sources.add("document.json", &text);
        let mut problems = Diagnostics::default();
        let document = openapi::read(&sources, file, &mut problems).expect("it is a document");
        let markdown = openapi::markdown(&document, &mut problems);
        let pages = markdown.pages.iter();
        let pages = pages.map(|(name, text)| (format!("operations/{name}"), text.clone()));
        let definitions = markdown.definitions.iter();
        let definitions = definitions.map(|(name, text)| (name.clone(), text.clone()));
        let folder: Folder = definitions.chain(pages).collect();
        let facts = make(&text, &folder, "", "", false);
        let sources = folder.facts(facts.text.as_str()).sources();
        let decided = generator::decide(&sources);
        let decided = decided.unwrap_or_else(|problems| panic!("{}", shown(&problems, &sources)));
        let of_facts = decided.problems.iter();
        let of_facts = of_facts.filter(|it| Some(it.place.file) == sources.facts);
        assert_eq!(
            of_facts.count(),
            0,
            "{}",
            shown(&decided.problems, &sources)
        );
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        let enums = &decided.model.enums;
        for field in decided.model.calls.calls.iter().flat_map(Call::fields) {
            assert_eq!(
                field.form,
                if is_header_or_path(field) {
                    CommaSeparated
                } else {
                    Repeated
                }
            );
            let ty = field.ty.to_string();
            let inner = ty.trim_start_matches("Option<").trim_start_matches("Vec<");
            let kind = match inner.trim_end_matches('>') {
                "DateTime" => "date",
                name if enums.by_ident(name).is_some() && ty.starts_with("Vec") => "enums",
                name if enums.by_ident(name).is_some() => "enum",
                "String" if ty.starts_with("Vec") => "texts",
                "String" => "text",
                "i64" => "i64",
                "bool" => "bool",
                "Value" => "json",
                other => panic!("{}: {other}", field.wire_name),
            };
            *found.entry(kind).or_default() += 1;
            if field.notes.iter().any(|it| it.starts_with("Default: ")) {
                *found.entry("default").or_default() += 1;
            }
        }
        assert_eq!(found, expected, "{date}");
        println!("{date}: {found:?}");
    }
}

fn is_header_or_path(field: &generator::model::CallField) -> bool {
    field.location != generator::operations::Location::Query
}

//! Operations are read and written without loss, and determine the direction of every definition.

use std::collections::{BTreeMap, BTreeSet};

use generator::diagnostic::{Code, Diagnostics};
use generator::direction::{Direction, Directions};
use generator::model::{Construction, Struct};
use generator::roots::Roots;
use generator::schema::file_name;
use generator::source::Sources;
use tests::folder::Folder;
use tests::pages::{self, page};
use tests::{Generated, corpus, generate_from};

/// Rows that are links: `name` required or optional, a list where it ends in `[]`.
fn rows(links: &[(&str, &str)]) -> String {
    let row = |&(to, required): &(&str, &str)| {
        let name = to.trim_end_matches("[]");
        format!(
            "| to{name} | [`{to}`]({}) | {required} | |\n",
            file_name(name)
        )
    };
    links.iter().map(row).collect()
}

/// The operation `name` with the cells of its request and its response.
fn row(name: &str, request: &str, response: &str) -> String {
    format!("| {name} | `POST /{name}` | | {request} | {response} |\n")
}

fn link(name: &str) -> String {
    format!("[`{name}`]({})", file_name(name.trim_end_matches("[]")))
}

/// Generates from definitions that are nothing but links, from operations, and from overrides.
fn generated(
    definitions: &[(&str, &[(&str, &str)])],
    operations: &str,
    overrides: &str,
) -> Result<Generated, Diagnostics> {
    definitions
        .iter()
        .fold(Folder::default(), |folder, (name, links)| {
            folder.define(name, &rows(links))
        })
        .with(pages::FILE, page(operations))
        .overrides(overrides)
        .generate()
}

#[track_caller]
fn check(
    definitions: &[(&str, &[(&str, &str)])],
    operations: &str,
    overrides: &str,
    expected: &[(&str, Direction)],
) {
    let generated = generated(definitions, operations, overrides).expect("there is no problem");
    let directions = Directions::of(&generated.model).expect("there are operations");
    assert_eq!(directions.iter().collect::<Vec<_>>(), expected);
}

use Direction::{Both, Received, Sent, Unreached};

#[test]
fn a_request_is_sent_and_a_response_is_received() {
    let definitions: &[(&str, &[_])] = &[("A", &[]), ("B", &[]), ("C", &[]), ("D", &[])];
    let operations = row("ab", &link("A"), &link("B")) + &row("c", &link("C"), &link("C"));
    let expected = [("A", Sent), ("B", Received), ("C", Both), ("D", Unreached)];
    check(definitions, &operations, "", &expected);
}

#[test]
fn lists_and_every_status_count() {
    let definitions: &[(&str, &[_])] = &[("A", &[]), ("B", &[]), ("C", &[])];
    let responses = format!("200 {} default {}", link("B[]"), link("C"));
    let expected = [("A", Sent), ("B", Received), ("C", Received)];
    check(
        definitions,
        &row("a", &link("A[]"), &responses),
        "",
        &expected,
    );
}

#[test]
fn direction_follows_required_and_optional_links_and_those_of_overrides() {
    let definitions: &[(&str, &[_])] = &[
        ("A", &[("B", "Yes")]),
        ("B", &[("C", "No"), ("D[]", "No")]),
        ("C", &[("A", "No")]),
        ("D", &[]),
        ("E", &[("D", "Yes")]),
        ("F", &[]),
    ];
    let operations = row("a", &link("A"), &link("E"));
    let expected = [
        ("A", Sent),
        ("B", Sent),
        ("C", Sent),
        ("D", Both),
        ("E", Received),
        ("F", Unreached),
    ];
    check(definitions, &operations, "", &expected);

    let expected = [
        ("A", Sent),
        ("B", Sent),
        ("C", Sent),
        ("D", Sent),
        ("E", Received),
        ("F", Received),
    ];
    check(
        definitions,
        &operations,
        "[definitions.E]\ntoD = \"F\"\n",
        &expected,
    );
}

#[test]
fn a_definition_that_is_not_in_the_folder_is_no_problem() {
    check(
        &[("A", &[])],
        &row("a", "`A[]`", "`Elsewhere`"),
        "",
        &[("A", Sent)],
    );
}

#[test]
fn sent_adds_a_sender_below_a_property_and_takes_no_receiver_away() {
    let definitions: &[(&str, &[_])] = &[
        ("Answer", &[("Upload", "No"), ("Other", "No")]),
        ("Other", &[]),
        ("Part", &[]),
        ("Upload", &[("Part", "Yes")]),
    ];
    let operations = row("a", "", &link("Answer"));
    let expected = [
        ("Answer", Received),
        ("Other", Received),
        ("Part", Both),
        ("Upload", Both),
    ];
    for entry in [
        "[definitions.Answer]\ntoUpload = { sent = true, reason = \"clients upload it\" }\n",
        "[properties]\ntoUpload = { sent = true, reason = \"clients upload it\" }\n",
    ] {
        check(definitions, &operations, entry, &expected);
    }
}

#[test]
fn what_a_read_only_property_links_to_is_not_sent() {
    let definitions: &[(&str, &[_])] = &[
        ("Body", &[("Inner", "No"), ("Owner", "No")]),
        ("Inner", &[]),
        ("Owner", &[]),
    ];
    let read_only = "[definitions.Body]\ntoOwner = { read_only = true }\n";
    let sent = row("a", &link("Body"), "");
    let expected = [("Body", Sent), ("Inner", Sent), ("Owner", Unreached)];
    check(definitions, &sent, read_only, &expected);
    let both = row("a", &link("Body"), &link("Body"));
    let expected = [("Body", Both), ("Inner", Both), ("Owner", Received)];
    check(definitions, &both, read_only, &expected);
}

#[test]
fn a_model_that_is_only_sent_asks_for_no_read_only_property() {
    let definitions: &[(&str, &[_])] = &[
        ("Body", &[("Inner", "Yes"), ("Owner", "Yes")]),
        ("Inner", &[]),
        ("Owner", &[]),
    ];
    let read_only = "[definitions.Body]\ntoOwner = { read_only = true }\n";
    let types = |operations: &str, overrides: &str| -> Vec<String> {
        let generated = generated(definitions, operations, overrides).expect("there is no problem");
        let fields = &model(&generated, "Body").fields;
        fields.iter().map(|field| field.ty.to_string()).collect()
    };
    let sent = row("a", &link("Body"), "");
    assert_eq!(types(&sent, read_only), ["Inner", "Option<Owner>"]);
    assert_eq!(types(&sent, ""), ["Inner", "Owner"]);
    for others in [
        &row("b", "", "`string`"),
        &row("a", "", &link("Body")),
        &row("a", &link("Body"), &link("Body")),
    ] {
        assert_eq!(types(others, read_only), ["Inner", "Owner"]);
    }
    let all = "[properties]\ntoInner = { read_only = true }\ntoOwner = { read_only = true }\n";
    let generated = generated(definitions, &sent, all).expect("there is no problem");
    assert_eq!(
        model(&generated, "Body").construction,
        Construction::Default
    );
}

#[test]
fn sent_is_reported_where_it_says_nothing_new() {
    let codes = |operations: &str, entry: &str| -> Vec<_> {
        let definitions: &[(&str, &[_])] = &[("A", &[("B", "No")]), ("B", &[])];
        let overrides = format!("[definitions.A]\ntoB = {entry}\n");
        let problems = generated(definitions, operations, &overrides);
        problems
            .err()
            .into_iter()
            .flatten()
            .map(|problem| problem.code.name())
            .collect()
    };
    let received = row("a", "", &link("A"));
    assert!(codes(&received, "{ sent = true }").is_empty());
    assert_eq!(
        codes(&row("a", &link("A"), ""), "{ sent = true }"),
        ["override-without-effect"]
    );
    assert_eq!(codes(&received, "{ sent = false }"), ["malformed-override"]);
    assert_eq!(
        codes(&received, "{ sent = true, type = \"any\" }"),
        ["override-mismatch"]
    );
}

#[test]
fn without_the_file_nothing_is_known_of_directions() {
    let generated = Folder::default().define("A", "").sound();
    assert!(generated.model.operations.is_none());
    assert!(Directions::of(&generated.model).is_none());
}

fn model<'a>(generated: &'a Generated, name: &str) -> &'a Struct {
    let mut models = generated.model.structs.iter();
    models
        .find(|item| item.name() == name)
        .expect("there is such a model")
}

#[test]
fn a_model_names_its_operations_and_is_found_by_their_names() {
    let operations = row("putA", &link("A"), &link("A")) + &row("B", "", &link("B"));
    let generated =
        generated(&[("A", &[]), ("B", &[])], &operations, "").expect("there is no problem");
    let text = &generated.tree.files["src/models/a.rs"];
    let docs =
        "///\n/// Request of `POST /putA`. Response of `POST /putA`.\n#[doc(alias = \"putA\")]\n";
    assert!(text.contains(docs), "{text}");
    // rustdoc refuses an alias that is the name itself.
    assert!(model(&generated, "B").aliases.is_empty());
}

#[test]
fn a_model_names_at_most_eight_operations() {
    let rows = |count| -> String {
        (0..count)
            .map(|at| row(&format!("get{at}"), "", &link("A")))
            .collect()
    };
    let named = |count| {
        let generated = generated(&[("A", &[])], &rows(count), "").expect("there is no problem");
        (
            model(&generated, "A").notes.join("\n"),
            model(&generated, "A").aliases.len(),
        )
    };
    let (text, aliases) = named(8);
    assert!(text.ends_with("`POST /get6` and `POST /get7`."), "{text}");
    assert_eq!(aliases, 8);
    let (text, aliases) = named(11);
    assert!(text.ends_with(" and 3 more."), "{text}");
    assert_eq!(text.matches("POST").count(), 8);
    assert_eq!(aliases, 11);
}

/// The blocks of the file of operations, without the macro's name, indents and line breaks.
fn blocks(generated: &Generated) -> Vec<String> {
    let text = &generated.tree.files["src/operations.rs"];
    let blocks = text.split("\ncrate::").skip(1);
    let words = blocks.map(|block| block.split_whitespace().collect::<Vec<_>>().join(" "));
    words.collect()
}

/// An operation with parameters of every kind, of which those after the path are in no order.
const EVERY: &str = "\
# `EveryAPI` Class

### `getA`

Gets `A`

> [!WARNING]
> This method is deprecated.

#### Description

All of it.

#### Endpoint

`GET /{type}/{userId}`

#### Parameters

- `userId` - **(string, required)** Whose it is
- `type` - **(string, required)** The type
- `query.userId` - **(string, required)** 
- `query.ids` - **(string[], optional)** IDs
- `query.$` - **(number, optional)** A number
- `query.all` - **(boolean, required)** All
- `query.day` - **(string, optional)** Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd
- `headers.If-Match` - **(string, required)** A version
- `headers.Accept` - **(string, optional)** A form
- `body` - **([A](../a-definition.md), required)** - The body

#### Returns

| HTTP Status Code | Returned type | Description |
|---|---|---|
| `200` | [A](../a-definition.md) | It |
| `400` | [Error](../error-definition.md) | No |
| `500` | [Error](../error-definition.md) | No |
";

#[test]
fn an_operation_says_in_rust_what_its_page_says() {
    let folder = Folder::default().define("A", "| a | `string` | No | |\n");
    let folder = folder.define("Error", "| a | `string` | No | |\n");
    let generated = folder.with(pages::FILE, EVERY).sound();
    let expected = "operation! { /// Gets `A` /// /// `GET /{type}/{userId}` /// /// All of it. \
        #[deprecated = \"This method is deprecated.\"] \
        GetA: GET \"/{type}/{userId}\", super::A => super::A, super::Error; \
        new { /// The type r#type: std::string::String, /// Whose it is user_id: std::string::String, \
        /// A version if_match: std::string::String, /// All all: bool, \
        /// `userId` in the query. user_id_: std::string::String, } \
        options { /// A number /// /// `$` in the query. \
        parameter: std::option::Option<serde_json::Number>, \
        /// A form accept: std::option::Option<std::string::String>, \
        /// Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd \
        day: std::option::Option<crate::dates::Date>, } \
        lists { /// IDs ids: std::vec::Vec<std::string::String>, } \
        query \"\\nall\\nuserId\\n$\\nday\\nids\" { r#type, user_id, all, user_id_, parameter, day, ids } \
        headers { if_match: \"If-Match\", accept: \"Accept\" } }";
    assert_eq!(blocks(&generated), [expected]);
}

#[test]
fn the_order_of_items_on_a_page_swaps_no_arguments() {
    let folder = Folder::default().define("A", "| a | `string` | No | |\n");
    let tree = |page: &str| folder.clone().with(pages::FILE, page).sound().tree.files;
    let items = "- `userId` - **(string, required)** Whose it is\n- `type` - **(string, required)** The type\n";
    let swapped: Vec<_> = items.split_inclusive('\n').rev().collect();
    assert_eq!(tree(EVERY), tree(&EVERY.replace(items, &swapped.concat())));
}

#[test]
fn bodies_are_models_lists_of_them_or_any_json() {
    let operations = "\
| postAs | `POST /as` | | [`A[]`](a-definition.md) | `Elsewhere[]` |
| putX | `PUT /x` | | `Array` | default `object` 302 [`A`](a-definition.md) 202 `string` 200 `boolean` |
| deleteA | `DELETE /a` | | | |
";
    let generated =
        generated(&[("A", &[("A", "No")])], operations, "").expect("there is no problem");
    let expected = [
        "operation! { /// Does deleteA /// /// `DELETE /a` DeleteA: DELETE \"/a\", () => (), \
         serde_json::Value }",
        "operation! { /// Does postAs /// /// `POST /as` PostAs: POST \"/as\", \
         std::vec::Vec<super::A> => std::vec::Vec<serde_json::Value>, serde_json::Value }",
        "operation! { /// Does putX /// /// `PUT /x` /// /// With the status `202` comes `string`. /// \
         /// With the status `default` comes `object`. /// /// With the status `302` comes `A`. \
         PutX: PUT \"/x\", std::vec::Vec<serde_json::Value> => bool, serde_json::Value }",
    ];
    assert_eq!(blocks(&generated), expected);
}

#[test]
fn two_operations_of_one_rust_name_and_one_without_any_are_problems() {
    let operations = "\
| getUserIDs | `GET /a` | | | |
| «getUserIds» | `GET /b` | | | |
| «日本» | `GET /c` | | | |
";
    Folder::default()
        .define("A", "")
        .with(pages::FILE, page(operations))
        .check(&[Code::DuplicateOperation, Code::MalformedOperation]);
}

/// `true` if the answer of an operation is a page when its definition has these rows.
fn is_page(rows: &str) -> bool {
    let folder = Folder::default().define("A", "| id | `string` | No | |\n");
    let folder = folder.define("Answer", rows).define("Other", PAGE_ROWS);
    let operations = page(&row("getAnswer", "", &link("Answer")));
    let generated = folder.with(pages::FILE, operations).sound();
    match &blocks(&generated)[..] {
        [one] => one.contains("paged!"),
        [_, page] => page.starts_with("paged!(super::Answer: "),
        _ => panic!("`Other` is no answer"),
    }
}

const PAGE_ROWS: &str = "\
| entities | [`A[]`](a-definition.md) | No | |
| pageNumber | `number` | No | |
| pageCount | `number` | Yes | |
| nextUri | `string` | No | |
";

#[test]
fn an_answer_is_a_page_by_the_properties_that_it_has() {
    assert!(is_page(PAGE_ROWS));
    for row in PAGE_ROWS.lines() {
        assert!(
            !is_page(&PAGE_ROWS.replace(&format!("{row}\n"), "")),
            "{row}"
        );
        let object = format!(
            "| {} | `object` | No | |",
            row.split(' ').nth(1).unwrap_or_default()
        );
        assert!(!is_page(&PAGE_ROWS.replace(row, &object)), "{object}");
    }
}

#[test]
fn what_a_part_leaves_out_is_any_json_to_its_operations() {
    let definitions: &[(&str, &[_])] = &[("A", &[]), ("B", &[]), ("C", &[])];
    let operations = row("a", &link("A"), &link("B[]")) + &row("c", "", &link("C"));
    let model = generated(definitions, &operations, "")
        .expect("there is no problem")
        .model;
    let files = BTreeSet::from([file_name("A")]);
    let part = model.only(&files, &BTreeSet::from(["a".to_owned()]));
    let tree = generator::render::render(&part);
    let text = &tree.files["src/operations.rs"];
    let head = "A: POST \"/a\", super::A => std::vec::Vec<serde_json::Value>, serde_json::Value\n";
    assert!(text.contains(head) && !text.contains("/c"), "{text}");
}

#[test]
fn a_table_of_operations_is_refused_and_not_passed_over() {
    let table = "«| Operation | Endpoint | Query | Request | Response |»\n|---|---|---|---|---|\n\
                 | a | `GET /a` | | | |\n";
    Folder::default()
        .define("A", "")
        .with("operations.md", table)
        .check(&[Code::OperationsTable]);
}

/// The files that the cell of a row leads to, by text alone.
fn targets(line: &str, cell: usize) -> Vec<&str> {
    let cell = line.split('|').nth(cell).unwrap_or_default();
    let links = cell
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    links
        .map(|target| target.rsplit('/').next().unwrap_or_default())
        .collect()
}

/// The files that are reached from some, by lines of text that owe nothing to the parser.
fn reached<'a>(sources: &'a Sources, mut waiting: Vec<&'a str>) -> BTreeSet<&'a str> {
    let texts: BTreeMap<_, _> = sources
        .iter()
        .map(|(_, source)| (source.file_name(), &source.text))
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(file) = waiting.pop() {
        if reached.insert(file) {
            let rows = texts[file].lines().filter(|line| line.starts_with("| "));
            waiting.extend(rows.flat_map(|row| targets(row, 2)));
        }
    }
    reached
}

/// The files of what is sent and of what is received, by lines of the pages' text.
fn sides(pages: &Sources) -> (Vec<&str>, Vec<&str>) {
    let lines = || pages.iter().flat_map(|(_, page)| page.text.lines());
    let bodies = lines().filter(|line| line.starts_with("- `body` - **("));
    let sent = bodies.filter_map(|line| {
        line.split("](")
            .nth(1)?
            .split(')')
            .next()?
            .rsplit('/')
            .next()
    });
    let is_success = |line: &&str| {
        ["| `2", "| `3", "| `default`"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    (
        sent.collect(),
        lines()
            .filter(is_success)
            .flat_map(|row| targets(row, 2))
            .collect(),
    )
}

#[test]
#[cfg_attr(
    not(all(corpus, pages)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_PAGES is unset"
)]
fn most_definitions_have_one_direction() {
    let (pages, definitions) = (corpus::pages(), corpus::sources());
    let (sent, received) = sides(&pages);
    let (sent, received) = (reached(&definitions, sent), reached(&definitions, received));

    let mut sources = definitions.clone();
    corpus::add_pages(&mut sources);
    let generated = generate_from(&sources).expect("the corpus has no problem");
    let directions = Directions::of(&generated.model).expect("there are operations");
    let mut counts = BTreeMap::new();
    for (name, direction) in directions.iter() {
        let file = file_name(name);
        let found = (direction.is_sent(), direction.is_received());
        assert_eq!(
            found,
            (sent.contains(&*file), received.contains(&*file)),
            "{name}"
        );
        *counts.entry(direction).or_insert(0) += 1;
    }
    let count = |direction| f64::from(counts[&direction]) / definitions.len() as f64;
    let shares = [count(Sent) + count(Received), count(Both), count(Unreached)];
    for (share, expected) in shares.into_iter().zip([0.70..0.72, 0.25..0.27, 0.03..0.04]) {
        assert!(expected.contains(&share), "{shares:?}");
    }
}

/// Two operations of `A`, one of `B`, and one without a body.
fn parts() -> Folder {
    let operations = row("sendA", &link("A"), "")
        + &row("getA", "", &link("A"))
        + &row("getB", "", &link("B"))
        + "| deleteB | `DELETE /b/{id}` | | | |\n";
    Folder::default()
        .define("A", &rows(&[("B", "No")]))
        .define("B", "")
        .with(pages::FILE, page(&operations))
}

/// The names of the operations that are decided for a root, and of the structs for them.
fn decided(folder: &Folder, root: &str) -> (Vec<String>, Vec<String>) {
    let sources = folder.sources();
    let part = generator::decide_part(&sources, &Roots::from_iter([root]));
    let model = part.expect("the part has no problem").model;
    let operations = model.operations.iter().flatten();
    let names = operations.map(|it| it.name.value.clone()).collect();
    let calls = model.calls.calls.iter().map(|it| it.ident.clone());
    (names, calls.collect())
}

#[test]
fn roots_bring_the_operations_that_they_name_or_that_send_or_return_them() {
    for (root, expected) in [
        ("A", vec!["getA", "sendA"]),
        ("B", vec!["getB"]),
        ("POST /getB", vec!["getB"]),
        ("DELETE /b/{id}", vec!["deleteB"]),
        ("/b/*", vec!["deleteB"]),
    ] {
        let (names, calls) = decided(&parts(), root);
        assert_eq!(names, expected, "{root}");
        assert_eq!(calls.len(), expected.len(), "{root}");
    }
}

#[test]
fn problems_of_sections_that_no_root_selects_do_not_matter() {
    let mut folder = parts();
    for (name, text) in &mut folder.files {
        if name == pages::FILE {
            *text = text.replace("`POST /getB`", "`POST`");
        }
    }
    assert_eq!(decided(&folder, "A").0, ["getA", "sendA"]);
    assert_eq!(decided(&folder, "DELETE /b/{id}").0, ["deleteB"]);
    let sources = folder.sources();
    let shown = |root| {
        let failed = generator::decide_part(&sources, &Roots::from_iter([root])).unwrap_err();
        format!("{failed:?}")
    };
    assert!(
        shown("getB").contains("MalformedEndpoint"),
        "{}",
        shown("getB")
    );
    let mut sound = parts();
    sound.files.truncate(2);
    let sources = sound.sources();
    let failed = generator::decide_part(&sources, &Roots::from_iter(["getB"])).unwrap_err();
    assert!(format!("{failed:?}").contains("there is no definition `getB`"));
}

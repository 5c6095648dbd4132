//! Operations whose answers are pages lead to the next page.

use std::collections::{BTreeMap, BTreeSet};

use generator::model::{Call, Model, NextPage, Struct, Type};
use tests::folder::Folder;
use tests::pages::{self, page};
use tests::{corpus, generate_from};

/// The ways of the operation `POST /a` or `GET /a`, with the properties of its answer and of its request,
/// and the parameters of its query.
fn ways(method: &str, answer: &[&str], request: &[&str], query: &str) -> String {
    let rows = |names: &[&str]| {
        let row = |name: &&str| match *name {
            "list" => "| list | `string[]` | No | |\n".to_owned(),
            "paging" | "cursors" => format!("| {name} | [`Parts`](parts-definition.md) | No | |\n"),
            name => format!("| {name} | `string` | No | |\n"),
        };
        names.iter().map(row).collect::<String>()
    };
    let body = if request.is_empty() { "" } else { "`Request`" };
    let row = format!("| a | `{method} /a` | {query} | {body} | `Answer` |\n");
    let folder = Folder::default()
        .define("Answer", &rows(answer))
        .define("Parts", &rows(&["after", "pageNumber", "pageSize"]))
        .define("Request", &rows(request))
        .with(pages::FILE, page(&row));
    let text = folder.sound().tree.files["src/operations.rs"].clone();
    let ways = text.split("next { ").nth(1);
    ways.map_or(String::new(), |ways| {
        ways.split(" }").next().unwrap_or_default().to_owned()
    })
}

#[test]
fn each_form_of_pages_is_recognised_by_what_is_answered_and_what_can_be_sent() {
    for (method, answer, request, query, expected) in [
        ("GET", &["nextUri"][..], &[][..], "", "Uri"),
        (
            "GET",
            &["nextUri", "pageCount"],
            &[],
            "pageNumber",
            "Uri, Number(Query(\"pageNumber\"))",
        ),
        (
            "GET",
            &["total"],
            &[],
            "pageNumber",
            "Number(Query(\"pageNumber\"))",
        ),
        (
            "GET",
            &["cursor"],
            &[],
            "cursor",
            "Cursor(\"cursor\", Query(\"cursor\"))",
        ),
        (
            "GET",
            &["cursors"],
            &[],
            "after",
            "Cursor(\"cursors.after\", Query(\"after\"))",
        ),
        (
            "GET",
            &["nextPage"],
            &[],
            "q64",
            "Cursor(\"nextPage\", Query(\"q64\"))",
        ),
        (
            "GET",
            &["totalResults"],
            &[],
            "startIndex",
            "Index(Query(\"startIndex\"))",
        ),
        (
            "POST",
            &["totalHits"],
            &["paging"],
            "",
            "Number(Within(\"paging\", \"pageNumber\"))",
        ),
        ("POST", &["nextUri"], &["id"], "after pageSize", "Uri"),
        (
            "POST",
            &["list"],
            &["pageNumber", "pageSize"],
            "",
            "Number(Body(\"pageNumber\"))",
        ),
        (
            "POST",
            &["pageCount"],
            &["pageNumber"],
            "",
            "Number(Body(\"pageNumber\"))",
        ),
        (
            "POST",
            &["cursor"],
            &["cursor"],
            "",
            "Cursor(\"cursor\", Body(\"cursor\"))",
        ),
        // Nothing to send back, nothing that counts, and requests that change something.
        ("POST", &["nextUri"], &["id"], "", ""),
        ("GET", &["cursor", "total"], &[], "pageSize", ""),
        ("GET", &["list"], &[], "pageNumber", ""),
        ("GET", &["entities"], &[], "pageNumber pageSize", ""),
        (
            "PATCH",
            &["nextUri", "total"],
            &["pageNumber"],
            "pageNumber",
            "",
        ),
        ("DELETE", &["nextUri"], &[], "", ""),
    ] {
        let found = ways(method, answer, request, query);
        assert_eq!(found, expected, "{method} {answer:?} {request:?} {query}");
    }
}

/// The names by which an answer or a request may belong to pages.
const NAMES: [&str; 12] = [
    "after",
    "cursor",
    "cursors",
    "nextPage",
    "nextUri",
    "pageCount",
    "pageNumber",
    "paging",
    "q64",
    "startIndex",
    "totalHits",
    "totalResults",
];

/// `true` if the operation looks as if it had pages.
fn looks_paged(call: &Call, structs: &BTreeMap<&str, &Struct>) -> bool {
    let parts = [&call.request, &call.response].map(|ty| match ty {
        Some(Type::Struct(ident)) => structs.get(ident.as_str()),
        _ => None,
    });
    let properties = parts.into_iter().flatten().flat_map(|item| &item.fields);
    let parameters = call.arguments.iter().chain(&call.options);
    let mut names = properties
        .map(|field| field.wire_name())
        .chain(parameters.map(|field| field.wire_name.as_str()));
    names.any(|name| NAMES.contains(&name))
}

/// Counts the operations that each form covers, and lists those that look paged and have none.
fn count(model: &Model) -> (BTreeMap<String, usize>, BTreeSet<String>) {
    let structs = model.structs.iter().map(|item| (item.ident.as_str(), item));
    let structs = structs.collect();
    let (mut counts, mut rest) = (BTreeMap::new(), BTreeSet::new());
    for call in &model.calls.calls {
        let forms = call.next.iter().map(|way| match way {
            NextPage::Uri => "Uri".to_owned(),
            NextPage::Number(place) => format!("Number {place:?}"),
            NextPage::Index(place) => format!("Index {place:?}"),
            NextPage::Cursor(from, place) => format!("Cursor {from} {place:?}"),
        });
        for form in forms {
            *counts.entry(form).or_default() += 1;
        }
        if call.next.is_empty() && looks_paged(call, &structs) {
            rest.insert(call.endpoint.to_string());
        }
    }
    (counts, rest)
}

#[test]
#[cfg_attr(
    not(all(corpus, pages)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_PAGES is unset"
)]
fn the_operations_of_the_corpus_are_counted_by_form_and_those_without_are_listed() {
    let mut sources = corpus::sources();
    corpus::add_pages(&mut sources);
    let generated = generate_from(&sources).expect("the corpus has no problems");
    let (counts, rest) = count(&generated.model);
    let counts: Vec<_> = counts
        .iter()
        .map(|(form, count)| (form.as_str(), *count))
        .collect();
    assert_eq!(counts, FORMS);
    assert_eq!(rest.iter().map(String::as_str).collect::<Vec<_>>(), WITHOUT);
    let calls = &generated.model.calls.calls;
    assert_eq!(
        calls.iter().filter(|call| !call.next.is_empty()).count(),
        405
    );
}

/// The number of operations that each form covers. An operation may have several.
const FORMS: &[(&str, usize)] = &[
    (r#"Cursor after Body("after")"#, 2),
    (r#"Cursor after Query("after")"#, 4),
    (r#"Cursor cursor Body("cursor")"#, 1),
    (r#"Cursor cursor Query("cursor")"#, 6),
    (r#"Cursor cursors.after Query("after")"#, 3),
    (r#"Cursor cursors.after Query("cursor")"#, 5),
    (r#"Cursor nextPage Query("q64")"#, 9),
    (r#"Index Query("startIndex")"#, 4),
    (r#"Number Body("pageNumber")"#, 23),
    (r#"Number Query("pageNumber")"#, 262),
    (r#"Number Within("paging", "pageNumber")"#, 2),
    ("Uri", 338),
];

/// The operations that look as if they had pages, and have no form: they change something; they take the
/// identifier of a message or a time where others take a cursor (`chats`); the next page belongs to another
/// operation (`search/suggest`); the count is in an object of the answer (`contentmanagement/query`); or the
/// answer has what the operation takes no parameter for (`scim/schemas`).
const WITHOUT: &[&str] = &[
    "GET /api/v2/authorization/products",
    "GET /api/v2/chats/rooms/{roomJid}/messages",
    "GET /api/v2/chats/threads/{threadId}/messages",
    "GET /api/v2/chats/users/{userId}/messages",
    "GET /api/v2/contentmanagement/documents/{documentId}",
    "GET /api/v2/contentmanagement/query",
    "GET /api/v2/conversations/chats/{conversationId}/messages",
    "GET /api/v2/fax/documents/{documentId}",
    "GET /api/v2/integrations/{integrationId}",
    "GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}",
    "GET /api/v2/organizations/limits/namespaces",
    "GET /api/v2/scim/resourcetypes",
    "GET /api/v2/scim/schemas",
    "GET /api/v2/scim/v2/resourcetypes",
    "GET /api/v2/scim/v2/schemas",
    "GET /api/v2/taskmanagement/workitems/query/jobs/{jobId}/results",
    "GET /api/v2/taskmanagement/workitems/{workitemId}/users/{userId}/wrapups",
    "GET /api/v2/usage/query/{executionId}/results",
    "GET /api/v2/webchat/guest/conversations/{conversationId}/messages",
    "PATCH /api/v2/assistants/{assistantId}/queues",
    "PATCH /api/v2/integrations/{integrationId}",
    "PATCH /api/v2/knowledge/knowledgebases/{knowledgeBaseId}/languages/{languageCode}/documents",
    "PATCH /api/v2/routing/queues/{queueId}/members",
    "PATCH /api/v2/routing/queues/{queueId}/users",
    "PATCH /api/v2/users/bulk",
    "PATCH /api/v2/users/{userId}/queues",
    "PATCH /api/v2/users/{userId}/routinglanguages/bulk",
    "PATCH /api/v2/users/{userId}/routingskills/bulk",
    "POST /api/v2/authorization/roles/default",
    "POST /api/v2/contentmanagement/documents",
    "POST /api/v2/contentmanagement/documents/{documentId}",
    "POST /api/v2/contentmanagement/query",
    "POST /api/v2/integrations/speech/nuance/{nuanceIntegrationId}/bots/jobs",
    "POST /api/v2/orgauthorization/trustees/audits",
    "POST /api/v2/orgauthorization/trustees/care",
    "POST /api/v2/orgauthorization/trustor/audits",
    "POST /api/v2/outbound/contactlistfilters/bulk/retrieve",
    "POST /api/v2/outbound/contactlisttemplates/bulk/add",
    "POST /api/v2/outbound/contactlisttemplates/bulk/retrieve",
    "POST /api/v2/outbound/importtemplates/bulk/add",
    "POST /api/v2/responsemanagement/libraries/bulk",
    "POST /api/v2/responsemanagement/responses/query",
    "POST /api/v2/search/suggest",
    "POST /api/v2/taskmanagement/workitems/query/jobs",
    "PUT /api/v2/authorization/roles/default",
    "PUT /api/v2/fax/documents/{documentId}",
    "PUT /api/v2/users/{userId}/routingskills/bulk",
];

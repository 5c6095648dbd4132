//! The JSON Schema accepts the project's payloads, and finds what is planted in them.

use std::path::Path;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use tests::folder::Folder;

/// The payloads, and the model of each.
const FIXTURES: [(&str, &str); 6] = [
    ("conversation_with_attributes", "AnalyticsConversation"),
    (
        "inbound_voice_with_transfers",
        "AnalyticsConversationWithoutAttributes",
    ),
    (
        "message_conversation",
        "AnalyticsConversationWithoutAttributes",
    ),
    ("query_minimal", "ConversationQuery"),
    (
        "query_response_with_aggregations",
        "AnalyticsConversationQueryResponse",
    ),
    ("query_with_nested_filters", "ConversationQuery"),
];

/// The schema of the case `analytics`, about values of `root`.
fn schema(root: &str) -> Value {
    let generated = Folder::case("analytics").sound();
    let text = generator::inspect::json_schema(&generated.model, Some(root));
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn validator(root: &str) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema(root))
        .expect("the schema is one")
}

fn fixture(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json")));
    serde_json::from_str(&text.expect("the payload can be read")).expect("the payload is JSON")
}

/// Returns the places where the validator finds faults in a payload after `change`.
#[track_caller]
fn faults(name: &str, change: impl FnOnce(&mut Value)) -> Vec<String> {
    let (_, root) = FIXTURES
        .into_iter()
        .find(|(known, _)| *known == name)
        .expect("the payload is listed");
    let mut payload = fixture(name);
    change(&mut payload);
    validator(root)
        .iter_errors(&payload)
        .map(|error| error.instance_path().to_string())
        .collect()
}

#[test]
fn the_schema_is_one_by_its_own_rules() {
    let schema = schema("ConversationQuery");
    let result = jsonschema::draft202012::meta::validate(&schema);
    assert!(result.is_ok(), "{result:?}");
}

#[test]
fn every_payload_of_the_project_is_accepted() {
    for (name, _) in FIXTURES {
        assert_eq!(faults(name, |_| {}), [""; 0], "{name}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    assert_eq!(files.count(), FIXTURES.len(), "a payload is not listed");
}

#[test]
fn planted_faults_are_found_where_they_are() {
    let name = "query_with_nested_filters";
    let missing = faults(name, |query| {
        drop(
            query["paging"]
                .as_object_mut()
                .map(|paging| paging.remove("pageSize")),
        );
    });
    assert_eq!(missing, ["/paging"]);
    let mistyped = faults(name, |query| query["interval"] = json!(5));
    assert_eq!(mistyped, ["/interval"]);
    let fraction = faults(name, |query| query["paging"]["pageSize"] = json!(1.5));
    assert_eq!(fraction, ["/paging"], "an override makes it an integer");
    let null = faults(name, |query| query["paging"]["pageSize"] = Value::Null);
    assert_eq!(null, ["/paging"], "a required property is no null");
    let deep = faults("inbound_voice_with_transfers", |conversation| {
        conversation["participants"][0]["sessions"][0]["segments"] = json!({});
    });
    assert_eq!(deep, ["/participants/0/sessions/0/segments"]);
}

#[test]
fn what_the_models_keep_is_accepted() {
    let found = faults("inbound_voice_with_transfers", |conversation| {
        conversation["somethingNew"] = json!({ "from": "next week" });
        conversation["externalTag"] = Value::Null;
        conversation["conversationStart"] = json!("2024-13-45");
        conversation["originatingDirection"] = json!("sideways");
    });
    assert_eq!(found, [""; 0]);
}

//! Payloads in the shape of real ones come back as they went in.

use std::path::Path;

use goldens::cases::analytics::models::{
    AnalyticsConversation, AnalyticsConversationQueryResponse,
    AnalyticsConversationWithoutAttributes, ConversationQuery,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    std::fs::read_to_string(path).expect("the fixture can be read")
}

#[track_caller]
fn check<T: Serialize + DeserializeOwned>(name: &str) {
    let text = fixture(name);
    let value: Value = serde_json::from_str(&text).expect("the fixture is JSON");
    let decoded: T = serde_json::from_str(&text).expect("the fixture is of the model");
    assert_eq!(
        serde_json::to_value(&decoded).expect("the model can be encoded"),
        value
    );
    let again: T = serde_json::from_value(value.clone()).expect("the value is of the model");
    let text = serde_json::to_string(&again).expect("the model can be encoded");
    assert_eq!(
        serde_json::from_str::<Value>(&text).expect("the text is JSON"),
        value
    );
}

#[test]
fn conversations() {
    check::<AnalyticsConversationWithoutAttributes>("inbound_voice_with_transfers.json");
    check::<AnalyticsConversationWithoutAttributes>("message_conversation.json");
    check::<AnalyticsConversation>("conversation_with_attributes.json");
}

#[test]
fn responses() {
    check::<AnalyticsConversationQueryResponse>("query_response_with_aggregations.json");
}

#[test]
fn queries() {
    check::<ConversationQuery>("query_with_nested_filters.json");
    check::<ConversationQuery>("query_minimal.json");
}

#[test]
fn a_missing_required_property_is_named_with_its_model_path_and_place() {
    let text =
        "{\n  \"interval\": \"2024-01-01/2024-01-02\",\n  \"paging\": {\"pageNumber\": 1}\n}";
    let error = serde_json::from_str::<ConversationQuery>(text).expect_err("`pageSize` is missing");
    let message = error.to_string();
    assert!(
        message.contains("missing required property `pageSize` of `PagingSpec`"),
        "{message}"
    );
    assert!(message.contains("paging"), "{message}");
    assert_eq!(error.line(), 3, "{message}");
}

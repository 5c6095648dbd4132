//! The examples are programs: each is compiled and run, none unwraps, and the query is short.

#[allow(dead_code, reason = "the test is another program's `main`")]
#[path = "../../examples/build_a_query.rs"]
mod build_a_query;
#[allow(dead_code, reason = "likewise")]
#[path = "../../examples/change_a_queue.rs"]
mod change_a_queue;
#[allow(dead_code, reason = "likewise")]
#[path = "../../examples/talk_time.rs"]
mod talk_time;

use serde_json::{Value, json};

const QUERY: &str = include_str!("../../examples/build_a_query.rs");

#[test]
fn a_nested_query_takes_at_most_eighteen_lines() {
    let (_, body) = QUERY.split_once("fn query()").expect("it is there");
    let lines = body.lines().skip(1).take_while(|line| *line != "}");
    assert!(lines.count() <= 18);
    let is = |dimension: &str, value: &str| json!({"dimension": dimension, "value": value});
    assert_eq!(
        serde_json::to_value(build_a_query::query()).expect("it encodes"),
        json!({
            "interval": "2025-09-01T00:00:00.000Z/2025-09-02T00:00:00.000Z",
            "order": "desc",
            "paging": {"pageNumber": 1, "pageSize": 100},
            "segmentFilters": [{
                "type": "and",
                "predicates": [is("mediaType", "voice"), is("direction", "outbound")],
                "clauses": [{"type": "or", "predicates": [is("queueId", "sales"), is("queueId", "help")]}],
            }],
        })
    );
}

#[test]
fn the_talk_time_of_agents_adds_up() {
    let segment = |kind: &str, start: &str, end: &str| json!({"segmentType": kind, "segmentStart": start, "segmentEnd": end});
    let response = json!({"conversations": [{"participants": [
        {"purpose": "agent", "userId": "ann", "sessions": [
            {"segments": [
                segment("interact", "2025-09-01T08:00:00.000Z", "2025-09-01T08:01:30.000Z"),
                segment("hold", "2025-09-01T08:01:30.000Z", "2025-09-01T08:03:00.000Z"),
                {"segmentType": "interact"},
            ]},
            {"segments": [segment("interact", "2025-09-01T09:00:00.000Z", "2025-09-01T09:00:10.000Z"), 7]},
        ]},
        {"purpose": "customer", "userId": "bob", "mood": 1},
    ]}]});
    let report = talk_time::report(&response.to_string()).expect("it is read");
    assert_eq!(
        report,
        [
            "deviation: conversations[*].participants[*].mood: unknown property (1 time)",
            "deviation: conversations[*].participants[*].sessions[*].segments[*]: mismatch (1 time)",
            "ann: 1m 40s",
        ]
    );
}

#[test]
fn a_queue_that_was_read_is_written_as_a_request() {
    let received = r#"{"id":"Q","name":"Sales","division":{"id":"D","name":"Home"},"acwSeconds":30,"color":7}"#;
    let mut lines = Vec::new();
    let sent =
        change_a_queue::change(received, &mut |line| lines.push(line)).expect("it is a queue");
    assert_eq!(
        lines,
        [
            "color: expected nothing (unknown to `QueueRequest`), found `7`",
            "id: expected nothing (unknown to `QueueRequest`), found \"Q\"",
            "division.name: expected nothing (unknown to `WritableDivision`), found \"Home\"",
            "acwSeconds: expected a string, found `30`",
        ]
    );
    assert_eq!(
        serde_json::from_str::<Value>(&sent).expect("it is JSON"),
        json!({"name": "Sales (closed)", "division": {"id": "D", "name": "Home"}, "acwSeconds": "30", "color": 7})
    );
    let partial = change_a_queue::change(r#"{"id":"Q"}"#, &mut |_| {}).unwrap_err();
    assert_eq!(
        partial.to_string(),
        "name: expected a value (required by `Queue`), found nothing"
    );
}

#[test]
fn no_example_unwraps() {
    for example in [
        QUERY,
        include_str!("../../examples/talk_time.rs"),
        include_str!("../../examples/change_a_queue.rs"),
    ] {
        assert!(!example.contains("unwrap()") && !example.contains("expect("));
    }
}

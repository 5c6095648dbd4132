//! Decodes a response of the analytics API and prints who talked to whom, how long, and how long
//! the caller was on hold.
//!
//! ```console
//! $ cargo run --example who_talked_to_whom -- tests/fixtures/query_response_with_aggregations.json
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use goldens::cases::analytics::models::{
    AnalyticsConversationQueryResponse, AnalyticsConversationWithoutAttributes,
    AnalyticsParticipantWithoutAttributes, AnalyticsSession, ParticipantPurpose,
};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("name a file that holds a response")?;
    let response: AnalyticsConversationQueryResponse =
        serde_json::from_str(&std::fs::read_to_string(path)?)?;
    for conversation in response.conversations.iter().flatten() {
        print(conversation);
    }
    Ok(())
}

fn print(conversation: &AnalyticsConversationWithoutAttributes) {
    let start = conversation
        .conversation_start
        .as_ref()
        .map_or("an unknown time", |start| start.as_str());
    let Some(customer) = with_purpose(conversation, ParticipantPurpose::CUSTOMER).next() else {
        return;
    };
    println!("{start}: {}", name(customer));

    let mut agents = with_purpose(conversation, ParticipantPurpose::AGENT).peekable();
    if agents.peek().is_none() {
        println!("  talked to no agent");
    }
    for agent in agents {
        // An agent may also talk to other agents. Only sessions whose peer is a session of the
        // customer count as talk with the customer.
        let with_customer = |session: &&AnalyticsSession| {
            sessions(customer)
                .any(|other| other.session_id.is_some() && other.session_id == session.peer_id)
        };
        let (talk, hold) =
            sessions(agent)
                .filter(with_customer)
                .fold((0, 0), |(talk, hold), session| {
                    (
                        talk + total(session, "tTalk"),
                        hold + total(session, "tHeld"),
                    )
                });
        println!(
            "  talked to {} for {}, on hold for {}",
            name(agent),
            time(talk),
            time(hold)
        );
    }
}

fn with_purpose(
    conversation: &AnalyticsConversationWithoutAttributes,
    purpose: ParticipantPurpose,
) -> impl Iterator<Item = &AnalyticsParticipantWithoutAttributes> {
    let participants = conversation.participants.iter().flatten();
    participants.filter(move |participant| participant.purpose.as_ref() == Some(&purpose))
}

fn sessions(
    participant: &AnalyticsParticipantWithoutAttributes,
) -> impl Iterator<Item = &AnalyticsSession> {
    participant.sessions.iter().flatten()
}

/// The sum of a metric over a session, in milliseconds.
fn total(session: &AnalyticsSession, metric: &str) -> i64 {
    let metrics = session.metrics.iter().flatten();
    metrics
        .filter(|found| found.name.as_deref() == Some(metric))
        .filter_map(|found| found.value)
        .sum()
}

/// The participant's name, or what identifies them where the API leaves the name out.
fn name(participant: &AnalyticsParticipantWithoutAttributes) -> &str {
    let names = [
        &participant.participant_name,
        &participant.user_id,
        &participant.participant_id,
    ];
    names
        .into_iter()
        .flatten()
        .next()
        .map_or("an unnamed participant", String::as_str)
}

fn time(milliseconds: i64) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

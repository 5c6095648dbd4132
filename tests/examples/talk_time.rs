//! Decodes a response of the analytics API and prints how long each agent talked.
//!
//! ```console
//! $ cargo run --example talk_time -- tests/fixtures/query_response_with_aggregations.json
//! ```

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::collections::BTreeMap;
use std::error::Error;

use goldens::cases::analytics::models::{
    AnalyticsConversationQueryResponse, AnalyticsConversationSegment, ParticipantPurpose,
};
use goldens::wire::{Lenient, summarize};
use jiff::{SignedDuration, Timestamp};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("name a file that holds a response")?;
    for line in report(&std::fs::read_to_string(path)?)? {
        println!("{line}");
    }
    Ok(())
}

/// The deviations of the response, and a line for each agent.
pub(crate) fn report(body: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (response, deviations) =
        serde_json::from_str::<Lenient<AnalyticsConversationQueryResponse>>(body)?.into_parts();
    let mut lines: Vec<_> = summarize(&deviations)
        .iter()
        .map(|group| format!("deviation: {group}"))
        .collect();
    let mut agents: BTreeMap<&str, SignedDuration> = BTreeMap::new();
    let conversations = response.conversations.iter().flatten();
    let participants = conversations.flat_map(|it| it.participants.iter().flatten());
    for agent in participants.filter(|it| it.purpose == Some(ParticipantPurpose::AGENT)) {
        let id = agent.user_id.as_deref().unwrap_or("unknown");
        let sessions = agent.sessions.iter().flatten();
        for segment in sessions.flat_map(|it| it.segments.iter().flatten()) {
            *agents.entry(id).or_default() += talk(segment)?;
        }
    }
    lines.extend(agents.iter().map(|(id, time)| format!("{id}: {time:#}")));
    Ok(lines)
}

/// The length of a segment in which people talk.
fn talk(segment: &AnalyticsConversationSegment) -> Result<SignedDuration, Box<dyn Error>> {
    let is_talk = segment
        .segment_type
        .as_ref()
        .is_some_and(|it| it == "interact");
    let (true, Some(start), Some(end)) = (is_talk, &segment.segment_start, &segment.segment_end)
    else {
        return Ok(SignedDuration::ZERO);
    };
    let (start, end) = (Timestamp::try_from(start)?, Timestamp::try_from(end)?);
    Ok(end.duration_since(start))
}

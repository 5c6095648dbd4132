//! A response of 2 MB with hundreds of conversations, in the shape of real ones.
//!
//! As in those, the properties are in no particular order, but in the same one in every object. The
//! response has no properties unknown to the definitions: models with serde's derive would lose it,
//! and have less to do.

use tests::numbers;

const LENGTH: usize = 2_000_000;

/// The response, the same at every call.
pub(crate) fn response() -> String {
    let mut random = Random(numbers::Random::new(1));
    let mut conversations = Vec::new();
    let mut length = 0;
    while length < LENGTH {
        let conversation = conversation(&mut random);
        length += conversation.len();
        conversations.push(conversation);
    }
    let total = conversations.len().to_string();
    Object::default()
        .put("conversations", list(&conversations))
        .put("totalHits", total)
        .end()
}

fn conversation(random: &mut Random) -> String {
    Object::default()
        .put("conversationId", random.id())
        .put("conversationStart", random.time())
        .put("conversationEnd", random.time())
        .put("mediaStatsMinConversationMos", "4.882874965667725")
        .put("mediaStatsMinConversationRFactor", "92.46395111083984")
        .put(
            "originatingDirection",
            random.word(&["inbound", "outbound"]),
        )
        .put("divisionIds", list(&[random.id()]))
        .put("participants", random.list(2, 5, participant))
        .end()
}

fn participant(random: &mut Random) -> String {
    let mut participant = Object::default()
        .put("participantId", random.id())
        .put("participantName", quoted("Another Agent"))
        .put("purpose", random.word(&["customer", "acd", "agent", "ivr"]))
        .put("sessions", random.list(1, 2, session));
    if random.percent(40) {
        participant = participant.put("userId", random.id());
    }
    participant.end()
}

fn session(random: &mut Random) -> String {
    let mut session = Object::default()
        .put("mediaType", quoted("voice"))
        .put("sessionId", random.id())
        .put("direction", random.word(&["inbound", "outbound"]))
        .put("ani", random.phone())
        .put("dnis", random.phone())
        .put("sessionDnis", quoted("tel:+18005550100"))
        .put("edgeId", random.id())
        .put("provider", quoted("Edge"))
        .put("protocolCallId", random.id())
        .put("remoteNameDisplayable", quoted("Somewhere Else"))
        .put("peerId", random.id())
        .put("recording", "true")
        .put("requestedRoutings", list(&[quoted("Standard")]))
        .put("usedRouting", quoted("Standard"))
        .put("metrics", random.list(1, 6, metric))
        .put("segments", random.list(1, 5, segment));
    if random.percent(50) {
        session = session.put("mediaEndpointStats", random.list(1, 1, endpoint));
    }
    if random.percent(20) {
        let flow = Object::default()
            .put("flowId", random.id())
            .put("flowName", quoted("Main flow"))
            .put("flowType", quoted("INBOUNDCALL"))
            .put("flowVersion", quoted("12.0"))
            .put("entryReason", random.phone())
            .put("entryType", quoted("dnis"))
            .put("exitReason", quoted("TRANSFER"))
            .put("startingLanguage", quoted("en-us"));
        session = session.put("flow", flow.end());
    }
    session.end()
}

fn endpoint(random: &mut Random) -> String {
    Object::default()
        .put("codecs", list(&[quoted("audio/opus")]))
        .put("minMos", "4.882874965667725")
        .put("minRFactor", "92.46395111083984")
        .put("maxLatencyMs", random.between(1, 90).to_string())
        .put("receivedPackets", random.between(1, 9000).to_string())
        .put("eventTime", random.time())
        .end()
}

fn segment(random: &mut Random) -> String {
    let mut segment = Object::default()
        .put("segmentStart", random.time())
        .put("segmentEnd", random.time())
        .put("queueId", random.id())
        .put(
            "disconnectType",
            random.word(&["client", "transfer", "peer", "endpoint"]),
        )
        .put(
            "segmentType",
            random.word(&["interact", "alert", "hold", "wrapup", "ivr"]),
        )
        .put("conference", "false");
    if random.percent(30) {
        segment = segment
            .put("wrapUpCode", random.id())
            .put("wrapUpNote", quoted("called back"))
            .put("sipResponseCodes", "[200]")
            .put("q850ResponseCodes", "[16]");
    }
    if random.percent(30) {
        segment = segment.put("requestedRoutingSkillIds", list(&[random.id()]));
    }
    segment.end()
}

fn metric(random: &mut Random) -> String {
    let names = [
        "nConnected",
        "tTalk",
        "tHandle",
        "tAnswered",
        "tSegmentDuration",
    ];
    Object::default()
        .put("name", random.word(&names))
        .put("value", random.between(1, 900_000).to_string())
        .put("emitDate", random.time())
        .end()
}

/// The text of an object, begun.
#[derive(Default)]
struct Object(String);

impl Object {
    fn put(self, name: &str, value: impl AsRef<str>) -> Self {
        let begin = if self.0.is_empty() { '{' } else { ',' };
        Self(format!(
            "{}{begin}{}:{}",
            self.0,
            quoted(name),
            value.as_ref()
        ))
    }

    fn end(self) -> String {
        self.0 + "}"
    }
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Random figures.
struct Random(numbers::Random);

impl Random {
    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.0.any() % (most - least + 1)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.0.any() % 100 < percent
    }

    fn word(&mut self, words: &[&str]) -> String {
        let index = self.0.any() % words.len() as u64;
        quoted(words[index as usize])
    }

    fn list(&mut self, least: u64, most: u64, item: fn(&mut Self) -> String) -> String {
        let items: Vec<_> = (0..self.between(least, most)).map(|_| item(self)).collect();
        list(&items)
    }

    fn id(&mut self) -> String {
        let (high, low) = (self.0.any(), self.0.any());
        let text = format!("{high:016x}{low:016x}");
        let (a, b, c, d, e) = (
            &text[..8],
            &text[8..12],
            &text[12..16],
            &text[16..20],
            &text[20..],
        );
        format!("\"{a}-{b}-{c}-{d}-{e}\"")
    }

    fn phone(&mut self) -> String {
        format!("\"tel:+1555{:07}\"", self.between(0, 9_999_999))
    }

    fn time(&mut self) -> String {
        let (month, day) = (self.between(1, 12), self.between(1, 28));
        let (hour, minute, second) = (
            self.between(0, 23),
            self.between(0, 59),
            self.between(0, 59),
        );
        let thousandths = self.between(0, 999);
        format!("\"2024-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandths:03}Z\"")
    }
}

//! The changes for programs.

use serde_json::{Value, json};

use super::summary::summary;
use super::version::{Step, next_version, step};
use crate::changes::change::{Change, Changes};

/// One JSON object:
///
/// ```json
/// {"summary": {"text": "+0 −0 ~1 definition · …",
///     "definitions": {"added": 0, "removed": 0, "changed": 1, "unchanged": 3, "reformatted": 0},
///     "operations": {"added": 0, "removed": 0, "changed": 0},
///     "wire": {"sent": 1, "received": 0}, "rust": "major", "accepted": 0,
///     "version": {"old": "0.1.0", "new": "0.2.0", "step": "major"}, "regenerated": []},
///  "changes": [{"id": "type-scalar-changed", "definition": "Queue", "property": "name",
///     "old": "string", "new": "number", "wire": {"sent": "breaking", "received": "breaking"},
///     "rust": "major", "code": {"old": "Option<String>", "new": "Option<Number>"}, "note": null,
///     "file": "definitions/queue-definition.md", "line": 5, "containedIn": ["Agent"],
///     "reaches": [["Queue", "Agent"]], "fingerprint": "0123456789abcdef", "accepted": false}]}
/// ```
///
/// What does not apply is `null`. The words are `none`, `compatible` and `breaking` for the wire;
/// `none`, `minor` and `major` for Rust; `major`, `minor` and `patch` for the step to the proposed
/// version. `version.old` is the version at the base, `null` where it is not known. `regenerated` names the
/// definitions whose models differ although nothing about them does: another generator made those
/// at the base.
pub(super) fn json(changes: &Changes, version: Option<&str>) -> String {
    let definitions = changes.definitions;
    let next = version.and_then(|version| next_version(version, changes));
    let [added, removed, operations_changed] = changes.operations();
    let summary = json!({
        "text": summary(changes, str::to_owned),
        "definitions": {
            "added": definitions.added,
            "removed": definitions.removed,
            "changed": definitions.changed,
            "unchanged": definitions.unchanged,
            "reformatted": definitions.reformatted,
        },
        "operations": { "added": added, "removed": removed, "changed": operations_changed },
        "wire": { "sent": changes.breaking_sent(), "received": changes.breaking_received() },
        "rust": changes.rust().0.word(),
        "accepted": changes.count(|change| change.accepted),
        "version": {
            "old": version,
            "new": next.as_deref().or(version),
            "step": step(changes).map(Step::word),
        },
        "regenerated": changes.regenerated,
    });
    let entries: Vec<_> = changes.entries.iter().map(entry).collect();
    format!("{:#}\n", json!({ "summary": summary, "changes": entries }))
}

fn entry(change: &Change) -> Value {
    let code = change.code.as_ref();
    json!({
        "id": change.kind.name(),
        "definition": change.definition,
        "property": change.property,
        "old": change.old,
        "new": change.new,
        "wire": { "sent": change.wire.sent.word(), "received": change.wire.received.word() },
        "rust": change.rust.word(),
        "code": code.map(|code| json!({ "old": code.old, "new": code.new })),
        "note": change.note,
        "file": change.location.file,
        "line": change.location.line,
        "containedIn": change.reach.direct,
        "reaches": change.reach.paths,
        "fingerprint": change.fingerprint(),
        "accepted": change.accepted,
    })
}

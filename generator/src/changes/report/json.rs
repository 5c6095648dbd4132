//! The changes for programs.

use serde_json::{Value, json};

use super::summary::summary;
use super::version::{Step, next_version, step};
use crate::changes::change::{Change, Changes, Revision, UsedAt};
use crate::changes::subject::Value as Side;

/// The version of the form. It goes up when a program that read the last one may not read the next.
const VERSION: u32 = 3;

/// Returns one JSON object, of the form that `changes.schema.json` in this folder describes.
pub(super) fn json(changes: &Changes, version: Option<&str>) -> String {
    let definitions = changes.definitions;
    let next = version.and_then(|version| next_version(version, changes));
    let [added, removed, operations_changed] = changes.operation_counts();
    let summary = json!({
        "text": summary(changes, str::to_owned),
        "compared": { "before": revision(&changes.compared[0]), "after": revision(&changes.compared[1]) },
        "definitions": {
            "added": definitions.added,
            "removed": definitions.removed,
            "changed": definitions.changed,
            "unchanged": definitions.unchanged,
            "reordered": definitions.reordered,
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
        "scope": changes.scope.as_ref().map(|scope| json!({
            "asked": scope.asked, "entriesLeftOut": scope.left_out[0], "causesLeftOut": scope.left_out[1],
        })),
        "regenerated": changes.regenerated,
    });
    let mut entries = Vec::new();
    let mut causes = Vec::new();
    for cause in &changes.causes {
        causes.push(json!({
            "id": cause.id,
            "concern": cause.concern.word(),
            "entries": cause.entries.len(),
            "models": cause.models,
            "endpoints": cause.endpoints.iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        }));
        let own = changes.of(cause).iter();
        entries.extend(own.map(|change| entry(change, &cause.id)));
    }
    let whole = json!({
        "version": VERSION, "summary": summary, "causes": causes, "changes": entries,
    });
    format!("{whole:#}\n")
}

fn revision(revision: &Revision) -> Value {
    json!({ "name": revision.name, "hash": revision.hash })
}

fn used_at(place: &UsedAt) -> Value {
    let location = &place.location;
    json!({ "file": location.file, "line": location.line, "certain": !place.may })
}

fn entry(change: &Change, cause: &str) -> Value {
    let code = change.code.as_ref();
    let level = change.level.as_ref();
    let [sent, received] = change.noticed_at().map(|all| {
        let names = all.iter().map(AsRef::as_ref);
        names.collect::<Vec<&str>>()
    });
    json!({
        "id": change.kind.name(),
        "cause": cause,
        "concern": change.concern().word(),
        "definition": change.subject.owner(),
        "property": change.subject.part(),
        "old": change.old.as_ref().map(Side::to_string),
        "new": change.new.as_ref().map(Side::to_string),
        "wire": { "sent": change.wire.sent.word(), "received": change.wire.received.word() },
        "endpoints": { "sent": sent, "received": received },
        "rust": change.rust.word(),
        "code": code.map(|code| json!({ "old": code.old, "new": code.new })),
        "note": change.note(),
        "file": change.location.file,
        "line": change.location.line,
        "containedIn": change.reach.direct,
        "reaches": change.reach.paths,
        "usedAt": change.used_at.iter().map(used_at).collect::<Vec<_>>(),
        "fingerprint": change.fingerprint(),
        "level": level.map(|set| json!({ "level": set.level.word(), "reason": set.reason })),
        "accepted": change.accepted,
    })
}

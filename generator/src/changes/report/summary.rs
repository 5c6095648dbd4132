//! The changes in one line.

use super::words;
use crate::changes::change::{Change, Changes};
use crate::changes::verdict::{Effect, Rust};

/// One line on everything, with each piece of code marked by `code`.
pub(super) fn summary(changes: &Changes, code: impl Fn(&str) -> String) -> String {
    let count = changes.definitions;
    let noun = match count.added + count.removed + count.changed {
        1 => "definition",
        _ => "definitions",
    };
    let mut parts = vec![format!(
        "+{} −{} ~{} {noun}",
        count.added, count.removed, count.changed
    )];
    let operations = changes.operations();
    if operations != [0; 3] {
        let [added, removed, changed] = operations;
        let noun = if operations.iter().sum::<usize>() == 1 {
            "operation"
        } else {
            "operations"
        };
        parts.push(format!("+{added} −{removed} ~{changed} {noun}"));
    }
    parts.push(
        match (changes.breaking_sent(), changes.breaking_received()) {
            (0, 0) if changes.entries.iter().all(is_off_the_wire) => "wire: no change".to_owned(),
            (0, 0) => "wire: nothing breaks".to_owned(),
            (sent, received) => {
                format!("wire: {sent} breaking when sent, {received} when received")
            }
        },
    );
    parts.push(match changes.rust() {
        (Rust::None, _) => "Rust: no change".to_owned(),
        (level, None) => format!("Rust: {}", level.word()),
        (level, Some(reason)) => {
            let reason = words::because(reason, &code);
            let more = match changes.count(|change| change.rust == level) {
                1 => String::new(),
                all => format!(" and {} more", all - 1),
            };
            format!("Rust: {} because {reason}{more}", level.word())
        }
    });
    let accepted = changes.count(|change| change.accepted);
    if accepted > 0 {
        parts.push(format!("{accepted} accepted"));
    }
    if !changes.regenerated.is_empty() {
        parts.push(regenerated(&changes.regenerated));
    }
    if count.reformatted > 0 {
        let differ = if count.reformatted == 1 {
            "differs"
        } else {
            "differ"
        };
        parts.push(format!(
            "{} {differ} in order, format or footer alone",
            count.reformatted
        ));
    }
    parts.join(" · ")
}

/// Which models differ although their definitions do not.
fn regenerated(names: &[String]) -> String {
    const NAMED: usize = 3;
    let models = crate::report::count(names.len(), "model", "models");
    let mut named = names
        .iter()
        .take(NAMED)
        .map(|name| format!(" {name}"))
        .collect::<Vec<_>>()
        .join(",");
    if names.len() > NAMED {
        named += &format!(" and {} more", names.len() - NAMED);
    }
    format!(
        "beside this, the generator itself changed {models}:{named}; see their files in \
         generated/src/models"
    )
}

fn is_off_the_wire(change: &Change) -> bool {
    change.wire.sent == Effect::None && change.wire.received == Effect::None
}

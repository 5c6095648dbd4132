//! The changes in one line.

use super::phrases;
use crate::changes::cause::{Cause, Concern};
use crate::changes::change::Changes;
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::SemverImpact;
use crate::report::count;

/// One line on everything, with each piece of code marked by `code`.
pub(super) fn summary(changes: &Changes, code: impl Fn(&str) -> String) -> String {
    let mut parts = vec![fails(changes)];
    parts.push(match changes.rust() {
        (SemverImpact::None, _) => "Rust: no change".to_owned(),
        (level, None) => format!("Rust: {}", level.word()),
        (level, Some(reason)) => {
            let reason = phrases::because(reason, &code);
            let more = match changes.count(|change| change.rust == level) - 1 {
                0 => String::new(),
                more => format!(", and {}", count(more, "other change", "other changes")),
            };
            format!("Rust: {} ({reason}{more})", level.word())
        }
    });
    let count = changes.definitions;
    let definitions = [count.added, count.removed, count.changed];
    parts.push(counted(definitions, "definition", "definitions"));
    let operations = changes.operation_counts();
    if operations != [0; 3] {
        parts.push(counted(operations, "operation", "operations"));
    }
    let dropped = [ChangeKind::DefinitionDropped, ChangeKind::OperationDropped];
    let dropped = changes.count(|change| dropped.contains(&change.kind));
    if dropped > 0 {
        parts.push(format!("{dropped} no longer imported"));
    }
    let accepted = changes.count(|change| change.accepted);
    if accepted > 0 {
        parts.push(format!("{accepted} accepted"));
    }
    if !changes.regenerated.is_empty() {
        parts.push(regenerated(&changes.regenerated));
    }
    parts.join(" · ")
}

/// Counts the causes by their concern, worst first.
fn fails(changes: &Changes) -> String {
    let has = |cause: &Cause, concern| changes.of(cause).iter().any(|it| it.has(concern));
    let number = |concern: Concern| changes.open().filter(|it| it.concern == concern).count();
    let failing = [
        (Concern::Receiving, "on receiving"),
        (Concern::Sending, "on sending"),
        (Concern::Operations, "at endpoints gone, moved or changed"),
    ]
    .map(|(concern, place)| (changes.open().filter(|it| has(it, concern)).count(), place))
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, place)| format!("{number} {place}"))
    .collect::<Vec<_>>()
    .join(", ");
    let rest = [
        (
            Concern::Unknown,
            "change has an unknown reach",
            "changes have an unknown reach",
        ),
        (
            Concern::Silent,
            "change only loses data without an error",
            "changes only lose data without an error",
        ),
        (
            Concern::Code,
            "change affects only code",
            "changes affect only code",
        ),
    ]
    .map(|(concern, one, many)| (number(concern), one, many))
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect::<Vec<_>>()
    .join(", ");
    let mut text = match &*failing {
        "" => "No running program fails".to_owned(),
        failing => format!("Running programs fail: {failing}"),
    };
    if !rest.is_empty() {
        text += &format!("; {rest}");
    }
    text
}

fn counted([added, removed, changed]: [usize; 3], one: &str, many: &str) -> String {
    let all = [(added, "new"), (removed, "gone"), (changed, "changed")];
    let mut all = all.into_iter().filter(|(number, _)| *number > 0);
    let Some((first, word)) = all.next() else {
        return format!("no {one} changed");
    };
    let first = format!("{} {word}", count(first, one, many));
    let rest = all.map(|(number, word)| format!(", {number} {word}"));
    first + &rest.collect::<String>()
}

/// Names the models that differ although their definitions do not.
fn regenerated(names: &[String]) -> String {
    const NAMED: usize = 3;
    let models = count(names.len(), "model", "models");
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
        "the generator itself changed {models}:{named}; see their files in \
         generated/src/models"
    )
}

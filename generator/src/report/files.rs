//! Shows how generated files differ from those that should be there.

use serde_json::json;
use similar::TextDiff;

use super::format::Format;
use super::printable::{Level, Printable};
use crate::freshness::{Freshness, State};
use crate::unseen::on_one_line;

/// One line on what a run found or did: `2 written, 1 removed, 37 unchanged`.
pub fn summary(freshness: &Freshness) -> String {
    let written =
        freshness.count(|state| matches!(state, State::Missing { .. } | State::Stale { .. }));
    let removed = freshness.count(|state| matches!(state, State::Orphaned { .. }));
    format!(
        "{written} written, {removed} removed, {} unchanged",
        freshness.unchanged
    )
}

/// Lists the files that are not up to date; for people with a unified diff of each whose text differs. A file
/// that is there as a whole or not at all is only named.
pub fn differences(freshness: &Freshness, root: &str, format: Format) -> Printable {
    let shown = freshness
        .files
        .iter()
        .map(|(path, state)| (format!("{}/{path}", root.trim_end_matches('/')), state));
    match format {
        Format::Human { .. } => shown
            .map(|(path, state)| Printable::text(&diff(&on_one_line(&path), state)))
            .collect(),
        Format::Json => shown
            .map(|(path, state)| {
                let object = json!({ "file": path, "state": word(state) });
                Printable::json(&format!("{object}\n"))
            })
            .collect(),
        Format::Github => shown
            .map(|(path, state)| {
                let level = if *state == State::Foreign {
                    Level::Warning
                } else {
                    Level::Error
                };
                Printable::annotation(level, &[("file", path)], sentence(state))
            })
            .collect(),
    }
}

const fn word(state: &State) -> &'static str {
    match state {
        State::Missing { .. } => "missing",
        State::Stale { .. } => "stale",
        State::Orphaned { .. } => "orphaned",
        State::Foreign => "foreign",
        State::InTheWay => "in-the-way",
    }
}

fn sentence(state: &State) -> &'static str {
    match state {
        State::Stale { .. } if state.is_converted() => "only the line ends differ",
        State::Missing { .. } => "missing: run `cargo xtask regen`",
        State::Stale { .. } => "stale: run `cargo xtask regen`",
        State::Orphaned { .. } => "orphaned, its definition is gone: run `cargo xtask regen`",
        State::Foreign => "not generated: left alone, but this folder is the generator's",
        State::InTheWay => "not generated, and in the way of a generated file: move or remove it",
    }
}

fn diff(path: &str, state: &State) -> String {
    let (State::Stale { old, new }, false) = (state, state.is_converted()) else {
        return format!("{path}: {}\n", sentence(state));
    };
    let inner = path.trim_start_matches(['.', '/']);
    let diff = TextDiff::from_lines(old, new);
    let diff = diff
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{inner}"), &format!("b/{inner}"))
        .to_string();
    format!("{path}: {}\n{diff}", sentence(state))
}

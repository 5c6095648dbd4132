//! Shows what changed: on a terminal, in a pull request, to programs.

mod changelog;
mod github;
mod json;
mod markdown;
mod text;
mod words;

use crate::changes::{Changes, Effect, Rust};

/// For whom the changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// People at a terminal.
    Terminal,
    /// The reviewer of a pull request, in Markdown as GitHub renders it.
    Reviewer,
    /// Users of the models, in Markdown and in short.
    Changelog,
    /// Programs.
    Program,
    /// GitHub's workflow annotations.
    Annotations,
}

/// The changes, for `audience`. Where the version that the models' crate had before is known, the next
/// one is proposed, and else by how much it is to go up.
pub fn changes(changes: &Changes, audience: Audience, version: Option<&str>) -> String {
    match audience {
        Audience::Terminal => text::text(changes, version),
        Audience::Reviewer => markdown::markdown(changes, version),
        Audience::Changelog => changelog::changelog(changes),
        Audience::Program => json::json(changes, version),
        Audience::Annotations => github::annotations(changes),
    }
}

/// The changes in one line.
pub fn changes_summary(changes: &Changes) -> String {
    summary(changes, str::to_owned)
}

/// One line on everything, with each piece of code marked by `code`.
fn summary(changes: &Changes, code: impl Fn(&str) -> String) -> String {
    let count = changes.definitions;
    let noun = match count.added + count.removed + count.changed {
        1 => "definition",
        _ => "definitions",
    };
    let mut parts = vec![format!(
        "+{} −{} ~{} {noun}",
        count.added, count.removed, count.changed
    )];
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
    if changes.unread > 0 {
        parts.push(format!(
            "the models at the base could not be read: {}",
            crate::report::count(changes.unread, "file", "files")
        ));
    }
    if count.reworded > 0 {
        let differ = if count.reworded == 1 {
            "differs"
        } else {
            "differ"
        };
        parts.push(format!(
            "{} {differ} in order, format or footer alone",
            count.reworded
        ));
    }
    parts.join(" · ")
}

fn is_off_the_wire(change: &crate::changes::Change) -> bool {
    change.wire.sent == Effect::None && change.wire.received == Effect::None
}

/// The version before and the next one; or what sort of step it is, where the version before is not
/// known. `None` where nothing changed.
fn proposal(version: Option<&str>, changes: &Changes) -> Option<String> {
    let step = step(changes)?;
    let known = version.and_then(|old| Some(format!("{old} → {}", next_version(old, changes)?)));
    Some(known.unwrap_or_else(|| format!("the next {}", step.word())))
}

/// How far the version is to go up.
fn step(changes: &Changes) -> Option<Step> {
    if changes.entries.is_empty() {
        return None;
    }
    // A crate that breaks those who talk to the API must not arrive by itself either.
    let breaks_wire = changes.entries.iter().any(|it| it.breaks_wire());
    Some(match changes.rust().0 {
        Rust::Major => Step::Major,
        _ if breaks_wire => Step::Major,
        Rust::Minor => Step::Minor,
        Rust::None => Step::Patch,
    })
}

/// A part of a version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Major,
    Minor,
    Patch,
}

impl Step {
    const fn word(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }
}

/// The version that follows `version` by cargo's rules: before 1.0.0 the second number counts as the
/// first. `None` where nothing changed, or `version` is no version.
fn next_version(version: &str, changes: &Changes) -> Option<String> {
    let core = version.split(['-', '+']).next()?;
    let numbers: Result<Vec<u64>, _> = core.split('.').map(str::parse).collect();
    let [major, minor, patch] = numbers.ok()?[..] else {
        return None;
    };
    let (major, minor, patch) = match (major, minor, step(changes)?) {
        (0, 0, _) => (0, 0, patch + 1),
        (0, _, Step::Major) => (0, minor + 1, 0),
        (0, _, _) => (0, minor, patch + 1),
        (_, _, Step::Major) => (major + 1, 0, 0),
        (_, _, Step::Minor) => (major, minor + 1, 0),
        (_, _, Step::Patch) => (major, minor, patch + 1),
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// Why the next version is what it is.
fn version_reason(changes: &Changes) -> &'static str {
    let breaks_wire = changes.entries.iter().any(|change| change.breaks_wire());
    match (changes.rust().0, breaks_wire) {
        (Rust::Major, true) => "because code may not compile, and what is on the wire breaks",
        (Rust::Major, false) => "because code may not compile",
        (_, true) => "because what is on the wire breaks, although code compiles",
        (Rust::Minor, false) => "because there is more to use",
        (Rust::None, false) => "because the documentation differs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::{Kind, Wire, example};

    #[track_caller]
    fn check(version: &str, rust: Rust, sent: Effect, expected: Option<&str>) {
        let received = Effect::None;
        let change = crate::changes::Change {
            rust,
            wire: Wire { sent, received },
            ..example(Kind::TypeScalarChanged)
        };
        let changes = Changes {
            entries: vec![change],
            ..Changes::default()
        };
        assert_eq!(next_version(version, &changes).as_deref(), expected);
    }

    #[test]
    fn versions_follow_the_rules_of_cargo() {
        let none = Effect::None;
        check("1.2.3", Rust::Major, none, Some("2.0.0"));
        check("1.2.3", Rust::Minor, none, Some("1.3.0"));
        check("1.2.3", Rust::None, none, Some("1.2.4"));
        check("0.2.3", Rust::Major, none, Some("0.3.0"));
        check("0.2.3", Rust::Minor, none, Some("0.2.4"));
        check("0.0.3", Rust::Major, none, Some("0.0.4"));
        check("0.2.3-rc.1", Rust::Major, none, Some("0.3.0"));
        check("new", Rust::Major, none, None);
    }

    #[test]
    fn where_no_version_is_known_the_step_is_proposed() {
        let changes = Changes {
            entries: vec![example(Kind::TypeScalarChanged)],
            ..Changes::default()
        };
        assert_eq!(proposal(None, &changes).as_deref(), Some("the next major"));
        let known = proposal(Some("1.2.3"), &changes);
        assert_eq!(known.as_deref(), Some("1.2.3 → 2.0.0"));
        assert_eq!(proposal(None, &Changes::default()), None);
    }

    #[test]
    fn what_breaks_the_wire_alone_does_not_arrive_by_itself() {
        check("1.2.3", Rust::None, Effect::Breaking, Some("2.0.0"));
    }
}

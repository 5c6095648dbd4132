//! Proposes the next version of the models' crate.

use crate::changes::change::Changes;
use crate::changes::verdict::SemverImpact;

/// The version before and the next one; or what sort of step it is, where the version before is not
/// known. `None` where nothing changed.
pub(super) fn proposal(version: Option<&str>, changes: &Changes) -> Option<String> {
    let step = step(changes)?;
    let known = version.and_then(|old| Some(format!("{old} → {}", next_version(old, changes)?)));
    Some(known.unwrap_or_else(|| format!("the next {}", step.word())))
}

/// Returns the part of the version to raise.
pub(super) fn step(changes: &Changes) -> Option<Step> {
    if changes.entries.is_empty() {
        return None;
    }
    // A crate that breaks those who talk to the API must not arrive by itself either.
    let breaks_wire = changes.entries.iter().any(|it| it.affects_wire());
    Some(match changes.rust().0 {
        SemverImpact::Major => Step::Major,
        _ if breaks_wire => Step::Major,
        SemverImpact::Minor => Step::Minor,
        SemverImpact::None => Step::Patch,
    })
}

/// A part of a version.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Major,
    Minor,
    Patch,
}

impl Step {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }
}

/// The version that follows `version` by cargo's rules: before 1.0.0 the second number counts as the
/// first. `None` where nothing changed, or `version` is not a version.
pub(super) fn next_version(version: &str, changes: &Changes) -> Option<String> {
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

/// Returns the reason for the next version.
pub(super) fn version_reason(changes: &Changes) -> &'static str {
    let breaks_wire = changes.entries.iter().any(|change| change.affects_wire());
    match (changes.rust().0, breaks_wire) {
        (SemverImpact::Major, true) => {
            "because code may not compile, and running programs may fail"
        }
        (SemverImpact::Major, false) => "because code may not compile",
        (_, true) => "because running programs may fail, although code compiles",
        (SemverImpact::Minor, false) => "because there is more to use",
        (SemverImpact::None, false) => "because the documentation differs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::change::example;
    use crate::changes::change_kind::ChangeKind;
    use crate::changes::verdict::{Effect, Wire};

    #[track_caller]
    fn check(version: &str, rust: SemverImpact, sent: Effect, expected: Option<&str>) {
        let received = Effect::None;
        let change = crate::changes::change::Change {
            rust,
            wire: Wire { sent, received },
            ..example(ChangeKind::TypeScalarChanged)
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
        check("1.2.3", SemverImpact::Major, none, Some("2.0.0"));
        check("1.2.3", SemverImpact::Minor, none, Some("1.3.0"));
        check("1.2.3", SemverImpact::None, none, Some("1.2.4"));
        check("0.2.3", SemverImpact::Major, none, Some("0.3.0"));
        check("0.2.3", SemverImpact::Minor, none, Some("0.2.4"));
        check("0.0.3", SemverImpact::Major, none, Some("0.0.4"));
        check("0.2.3-rc.1", SemverImpact::Major, none, Some("0.3.0"));
        check("new", SemverImpact::Major, none, None);
    }

    #[test]
    fn where_no_version_is_known_the_step_is_proposed() {
        let changes = Changes {
            entries: vec![example(ChangeKind::TypeScalarChanged)],
            ..Changes::default()
        };
        assert_eq!(proposal(None, &changes).as_deref(), Some("the next major"));
        let known = proposal(Some("1.2.3"), &changes);
        assert_eq!(known.as_deref(), Some("1.2.3 → 2.0.0"));
        assert_eq!(proposal(None, &Changes::default()), None);
    }

    #[test]
    fn what_breaks_the_wire_alone_does_not_arrive_by_itself() {
        check("1.2.3", SemverImpact::None, Effect::Breaking, Some("2.0.0"));
    }
}

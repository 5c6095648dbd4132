//! The effect of a change on programs that send, programs that receive, and code.

/// The verdicts for a program that was built with the old models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// The effect on what the program sends.
    pub sent: Effect,
    /// The effect on what the program receives.
    pub received: Effect,
}

/// The effect of a change on one direction of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Nothing.
    None,
    /// The JSON differs, and programs go on working.
    Compatible,
    /// It is taken or decoded, and something is lost on the way: a property that is `None` for good.
    Silent,
    /// Something may be refused, or cannot be decoded.
    Breaking,
}

/// The impact of a change on source code that uses the models, by cargo's rules for versions. Values
/// are assumed to be made with `new` or with `..Default::default()`, the only ways that new fields do
/// not break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SemverImpact {
    /// Nothing: the public interface is the same.
    None,
    /// Nothing, but there is more to use.
    Minor,
    /// It may not compile any more.
    Major,
}

/// An entry of the table of kinds for one verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict<T> {
    /// It is the same for every such entry.
    Always(T),
    /// It hangs on what was found: `compare` decides.
    Depends,
}

impl Wire {
    /// The same for both sides.
    pub(super) const fn both(effect: Effect) -> Self {
        Self {
            sent: effect,
            received: effect,
        }
    }
}

impl<T> Verdict<T> {
    /// The verdict, or `other` where it depends.
    pub(super) fn or(self, other: T) -> T {
        match self {
            Self::Always(verdict) => verdict,
            Self::Depends => other,
        }
    }
}

impl Effect {
    pub(super) const fn breaking_if(breaks: bool) -> Self {
        if breaks {
            Self::Breaking
        } else {
            Self::Compatible
        }
    }

    /// The word for it in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Silent => "silent",
            Self::Breaking => "breaking",
        }
    }
}

impl SemverImpact {
    /// The word for it in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

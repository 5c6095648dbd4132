//! The noun `Cause`: entries that need one decision, and the programs that they concern.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::operations::Endpoint;

/// Entries that are one thing to decide: the same edit of several properties, or an edit and what
/// follows from it.
#[derive(Clone, Debug)]
pub struct Cause {
    /// A short name that is the same as long as the edit is.
    pub id: String,
    /// The worst concern of its entries.
    pub concern: Concern,
    /// Its entries among those of the changes, the worst first.
    pub entries: Range<usize>,
    /// The number of entries that are the edit itself; the others follow from it and come after it.
    pub edits: usize,
    /// The endpoints over which programs notice what makes it this concern.
    pub endpoints: Endpoints,
    /// The number of models affected, directly or because they contain one that is.
    pub models: usize,
}

/// Endpoints in the order of their names. All that lies on a cycle shares them: there may be as many of
/// either as there are definitions.
pub type Endpoints = Arc<[Arc<str>]>;

/// Each of the sets once, by where it is kept.
pub(super) fn distinct<'a>(
    sets: impl IntoIterator<Item = &'a Endpoints>,
) -> impl Iterator<Item = &'a Endpoints> {
    let mut seen = BTreeSet::new();
    sets.into_iter()
        .filter(move |set| seen.insert(set.as_ptr()))
}

/// Whom a change concerns, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Programs that run today, and fail on what they receive.
    Receiving,
    /// Programs that run today, and are refused what they send.
    Sending,
    /// Those who call an endpoint that is gone, moved or retyped.
    Operations,
    /// Programs that send or receive what no known operation reaches, if there are any.
    Unknown,
    /// Programs that lose something without an error.
    Silent,
    /// Code that moves to the new models.
    Code,
    /// No program and no code.
    Nobody,
}

impl Concern {
    /// Every concern, in order.
    pub const ALL: [Self; 7] = [
        Self::Receiving,
        Self::Sending,
        Self::Operations,
        Self::Unknown,
        Self::Silent,
        Self::Code,
        Self::Nobody,
    ];

    /// The word for it in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Sending => "sending",
            Self::Operations => "operations",
            Self::Unknown => "unknown",
            Self::Silent => "silent",
            Self::Code => "code",
            Self::Nobody => "nobody",
        }
    }

    /// `true` if programs fail.
    pub(super) fn fails(self) -> bool {
        self <= Self::Operations
    }

    /// `true` if a program or code may have to change.
    pub(super) fn needs_action(self) -> bool {
        self != Self::Nobody
    }
}

/// The first word of a definition's name, which related definitions share.
pub(super) fn family(definition: &str) -> &str {
    let mut letters = definition.char_indices().skip(1);
    let end = letters.find(|(_, letter)| letter.is_uppercase());
    &definition[..end.map_or(definition.len(), |(at, _)| at)]
}

/// The beginning of an endpoint's path, which related endpoints share.
pub(super) fn path_family(endpoint: &Endpoint) -> String {
    let steps = endpoint.path.split('/');
    let steps = steps.take_while(|step| !step.starts_with('{')).take(4);
    steps.collect::<Vec<_>>().join("/")
}

/// Returns what a family of names has at one end, before and after: `Old…` and `Policy…` of `OldUser`
/// and `PolicyUser`. `None` if the two names share no word at an end.
pub(super) fn renamed_family(old: &str, new: &str) -> Option<[String; 2]> {
    let begins_word = |name: &str, at: usize| {
        let rest = name.get(at..).map(|rest| rest.chars().next());
        rest.is_some_and(|first| first.is_none_or(char::is_uppercase))
    };
    let same = |pair: &(u8, u8)| pair.0 == pair.1;
    let ahead = old.bytes().zip(new.bytes()).take_while(same).count();
    let behind = old.bytes().rev().zip(new.bytes().rev());
    let behind = behind.take_while(same).count();
    let is_end = |kept: &usize| [old, new].iter().all(|name| begins_word(name, *kept));
    let is_start = |kept: &usize| begins_word(old, old.len() - kept);
    let ahead = (1..=ahead).rev().find(is_end).unwrap_or_default();
    let behind = (1..=behind).rev().find(is_start).unwrap_or_default();
    match (ahead, behind) {
        (0, 0) => None,
        (_, kept) if kept >= ahead => {
            Some([old, new].map(|name| format!("{}…", &name[..name.len() - kept])))
        }
        (kept, _) => Some([old, new].map(|name| format!("…{}", &name[kept..]))),
    }
}

#[cfg(test)]
mod tests {
    use super::renamed_family;

    #[test]
    fn a_family_is_renamed_by_words_at_one_end() {
        let renamed = |old, new| renamed_family(old, new).map(|[old, new]| old + " → " + &new);
        for (old, new, expected) in [
            ("OldUser", "PolicyUser", Some("Old… → Policy…")),
            ("User", "PolicyUser", Some("… → Policy…")),
            ("UserV1", "UserV2", Some("…V1 → …V2")),
            ("UserÄ", "UserÖ", Some("…Ä → …Ö")),
            ("Order", "Border", None),
            ("One", "Eins", None),
        ] {
            assert_eq!(renamed(old, new).as_deref(), expected);
        }
    }
}

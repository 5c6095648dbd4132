//! The words that every form of the report has in common.

use crate::changes::{Change, Kind, Reach};

/// `Foo.bar: Option<A> → Option<B>`, or what else makes the entry a reason.
pub(super) fn because(change: &Change, code: impl Fn(&str) -> String) -> String {
    let subject = code(&change.subject());
    let sides = change
        .code
        .as_ref()
        .and_then(|sides| Some((sides.old.as_ref()?, sides.new.as_ref()?)));
    match (sides, change.kind) {
        (Some((old, new)), _) => format!("{subject}: {} → {}", code(old), code(new)),
        (None, Kind::DefinitionRemoved | Kind::PropertyRemoved) => format!("{subject} is gone"),
        (None, Kind::DefinitionEmptied) => format!("{subject} has lost its properties"),
        (None, Kind::DefinitionFilled) => format!("{subject} has properties now"),
        (None, Kind::PropertyAddedRequired) => format!("{subject} is new and required"),
        (None, Kind::DefinitionAdded | Kind::PropertyAddedOptional) => format!("{subject} is new"),
        (None, kind) => format!("{subject}: {}", kind.name()),
    }
}

/// Whether the entry is about the words of a description, of which only an excerpt is shown.
pub(super) const fn is_prose(change: &Change) -> bool {
    change.kind.is_about_prose()
}

/// Whether the entry's old and new are names and types, which are shown as code.
pub(super) const fn is_code(change: &Change) -> bool {
    !is_prose(change) && !matches!(change.kind, Kind::RequiredAdded | Kind::RequiredDropped)
}

/// The entries, grouped by definition.
pub(super) fn by_definition<'a>(entries: &[&'a Change]) -> Vec<(&'a str, Vec<&'a Change>)> {
    let mut groups: Vec<(&str, Vec<&Change>)> = Vec::new();
    for &change in entries {
        match groups.last_mut() {
            Some((name, group)) if *name == change.definition => group.push(change),
            _ => groups.push((&change.definition, vec![change])),
        }
    }
    groups
}

/// Up to `limit` names, and how many there are beyond.
pub(super) fn names(names: &[String], limit: usize, code: impl Fn(&str) -> String) -> String {
    let shown: Vec<_> = names.iter().take(limit).map(|name| code(name)).collect();
    match names.len().saturating_sub(limit) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `A → B → C`, with the middle of a long way left out.
pub(super) fn path(path: &[String], code: impl Fn(&str) -> String) -> String {
    const SHOWN: usize = 7;
    let steps: Vec<_> = if path.len() > SHOWN {
        let (first, last) = (&path[..3], &path[path.len() - 3..]);
        let first = first.iter().map(|name| code(name));
        let last = last.iter().map(|name| code(name));
        first.chain(["…".to_owned()]).chain(last).collect()
    } else {
        path.iter().map(|name| code(name)).collect()
    };
    steps.join(" → ")
}

/// The ways that say more than the list of direct holders does.
pub(super) fn ways(reach: &Reach) -> impl Iterator<Item = &Vec<String>> {
    reach.paths.iter().filter(|path| path.len() > 2)
}

/// Where two texts differ, each with a few words around.
pub(super) fn excerpt(old: &str, new: &str, limit: usize) -> (String, String) {
    const AROUND: usize = 24;
    let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |at: &usize| a.get(*at).is_some() && a.get(*at) == b.get(*at);
    let before = (0..).take_while(same).count();
    let shorter = a.len().min(b.len()) - before;
    let same_end = |at: &usize| *at < shorter && a[a.len() - 1 - at] == b[b.len() - 1 - at];
    let after = (0..).take_while(same_end).count();
    let cut = |text: &[char]| {
        let start = before.saturating_sub(AROUND);
        let differs = text.len() - after;
        let end = (differs + AROUND).min(text.len()).min(start + limit);
        let blank = |at: &usize| text.get(*at).is_some_and(|letter| letter.is_whitespace());
        // Words are shown whole.
        let start = match start {
            0 => 0,
            start => (start..before).find(blank).map_or(start, |at| at + 1),
        };
        let end = match end {
            end if end == text.len() => end,
            end => (differs..end).rev().find(blank).unwrap_or(end),
        };
        let middle: String = text[start..end].iter().collect();
        let head = if start > 0 { "…" } else { "" };
        let tail = if end < text.len() { "…" } else { "" };
        format!("{head}{}{tail}", middle.replace('\n', " "))
    };
    (cut(&a), cut(&b))
}

/// `1 entry`, `2 entries`.
pub(super) fn entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_what_differs() {
        let long = "word ".repeat(40);
        let (old, new) = (format!("{long}one {long}"), format!("{long}other {long}"));
        let (old, new) = excerpt(&old, &new, 100);
        assert_eq!(old, "…word word word word one word word word word…");
        assert_eq!(new, "…word word word word other word word word word…");
        assert_eq!(excerpt("", "ßé", 100), (String::new(), "ßé".to_owned()));
        assert_eq!(
            excerpt("aa", "aaa", 100),
            ("aa".to_owned(), "aaa".to_owned())
        );
    }
}

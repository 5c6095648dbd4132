//! The words that every form of the report has in common.

use crate::changes::change::Change;
use crate::changes::change_kind::ChangeKind;

/// `Foo.bar: Option<A> → Option<B>`, or in words what makes the entry a reason.
pub(super) fn because(change: &Change, code: impl Fn(&str) -> String) -> String {
    let subject = code(&change.subject());
    let sides = change
        .code
        .as_ref()
        .and_then(|sides| Some((sides.old.as_ref()?, sides.new.as_ref()?)));
    match sides {
        Some((old, new)) => format!("{subject}: {} → {}", code(old), code(new)),
        None if moves_argument(change) => {
            format!("{subject} has moved among the arguments of {}", code("new"))
        }
        None => format!("{subject} {}", change.kind.predicate()),
    }
}

/// Whether a constructor takes its arguments in another order for it, which its note tells.
pub(super) fn moves_argument(change: &Change) -> bool {
    let note = change.note.as_deref().unwrap_or_default();
    note.contains("takes its arguments in another order")
}

/// Whether the entry's old and new are names and types, which are shown as code.
pub(super) const fn is_code(change: &Change) -> bool {
    !change.kind.is_about_prose()
        && !matches!(
            change.kind,
            ChangeKind::RequiredAdded | ChangeKind::RequiredDropped
        )
}

/// Whether one side of an entry only repeats what it is about.
pub(super) fn is_subject(side: &str, change: &Change) -> bool {
    side == change.definition || Some(side) == change.property.as_deref()
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
        let space = |at: &usize| text.get(*at).is_some_and(|letter| letter.is_whitespace());
        // Words are shown whole.
        let start = match start {
            0 => 0,
            start => (start..before).find(space).map_or(start, |at| at + 1),
        };
        let end = match end {
            end if end == text.len() => end,
            end => (differs..end).rev().find(space).unwrap_or(end),
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

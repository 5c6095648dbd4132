//! The words that every form of the report has in common.

use crate::changes::change::{Change, UsedAt};
use crate::changes::change_kind::{ChangeKind, Edit};
use crate::changes::note::Note;
use crate::changes::subject::Value;
use crate::changes::verdict::SemverImpact;
use crate::schema::{Base, Word};

/// The name of what an entry is about: `Foo.bar`, or `GET /foos query.bar` of an operation.
pub(super) fn subject(change: &Change) -> String {
    let own = change.reach.taken_by.first();
    match own.filter(|_| change.subject.is_of_an_operation()) {
        None => change.subject.to_string(),
        Some(endpoint) => match change.subject.part() {
            Some(part) => format!("{endpoint} {part}"),
            None => endpoint.to_string(),
        },
    }
}

/// `Foo.bar: Option<A> → Option<B>`, or in words what makes the entry a reason.
pub(super) fn because(change: &Change, code: impl Fn(&str) -> String) -> String {
    let subject = code(&subject(change));
    match change.code_sides() {
        Some((old, new)) => format!("{subject}: {} → {}", code(old), code(new)),
        None if moves_argument(change) => {
            format!("{subject} has moved among the arguments of {}", code("new"))
        }
        None => format!("{subject} {}", change.kind.row().predicate),
    }
}

/// Returns the remedy: that of the kind, unless it is to send what the API ignores. It names the new side
/// where all edits of the cause have the same.
pub(super) fn remedy(edits: &[&Change], code: impl Fn(&str) -> String) -> String {
    let Some(change) = edits.first() else {
        return String::new();
    };
    let is_demand = matches!(
        change.kind,
        ChangeKind::PropertyAddedRequired | ChangeKind::RequiredAdded
    );
    if is_demand && change.notes.contains(&Note::ReadOnly) {
        return "give `new` any value: the API ignores it".to_owned();
    }
    if change.kind == ChangeKind::OperationEndpointChanged && change.rust == SemverImpact::None {
        return "rebuild; no edit is needed".to_owned();
    }
    if change.kind == ChangeKind::FactChanged && change.code.is_none() {
        return "check what you send".to_owned();
    }
    let remedy = change.kind.row().remedy;
    let Some((verb, rest)) = remedy.split_once('{') else {
        let is_whole = edits.len() > 1 && change.subject.part().is_none();
        return match remedy.strip_suffix(" it").filter(|_| is_whole) {
            Some(verb) => format!("{verb} them"),
            None => remedy.to_owned(),
        };
    };
    let words = rest.trim_end_matches('}');
    let replacement = replacement(change);
    let is_common = edits.iter().all(|it| self::replacement(it) == replacement);
    let replacement = replacement.filter(|_| is_common);
    let named = replacement.map_or_else(|| words.to_owned(), |name| name.shown(code));
    format!("{verb}{named}")
}

/// The replacement of the old side.
#[derive(PartialEq)]
enum Replacement {
    Code(String),
    AnyJson,
}

impl Replacement {
    fn shown(&self, code: impl Fn(&str) -> String) -> String {
        match self {
            Self::Code(text) => code(text),
            Self::AnyJson => "any JSON".to_owned(),
        }
    }
}

/// The Rust type of the new side, or else its own text where that is code.
fn replacement(change: &Change) -> Option<Replacement> {
    let rust = change.code.as_ref().and_then(|code| code.new.clone());
    // A line names both sides of what is renamed. Nothing is received in place of a body that is gone.
    if change.kind.row().edit == Edit::Renamed || rust.as_deref() == Some("()") {
        return None;
    }
    if let Some(rust) = rust {
        return Some(Replacement::Code(rust));
    }
    let text = match change.new.as_ref()? {
        Value::Responses(all) if all.len() == 1 && all[0].1.base == Base::Word(Word::Object) => {
            return Some(Replacement::AnyJson);
        }
        Value::Type(ty) if ty.base == Base::Word(Word::Object) => {
            return Some(Replacement::AnyJson);
        }
        Value::Required(_) | Value::Description(_) | Value::Overrides(_) => return None,
        new => new.to_string(),
    };
    Some(Replacement::Code(text))
}

/// The places of the consumer's code that name a subject, and those that may, up to `limit` of each.
pub(super) fn uses<'a>(
    places: impl IntoIterator<Item = &'a UsedAt>,
    limit: usize,
    code: impl Fn(&str) -> String,
) -> impl Iterator<Item = String> {
    let (may, certain): (Vec<_>, Vec<_>) = places.into_iter().partition(|it| it.may);
    let both = [("used at", certain), ("may be used at", may)];
    let both = both.into_iter().filter(|(_, places)| !places.is_empty());
    both.map(move |(words, places)| {
        let places = places.iter().take(limit);
        let places: Vec<_> = places.map(|it| code(&it.location.to_string())).collect();
        format!("{words} {}", places.join(", "))
    })
}

/// The predicate of several subjects.
pub(super) fn plural(predicate: &str) -> String {
    let replaced = |singular: &str, plural: &str| {
        let rest = predicate.strip_prefix(singular)?;
        Some(format!("{plural}{rest}"))
    };
    let found = replaced("is ", "are ").or_else(|| replaced("has ", "have "));
    found.unwrap_or_else(|| predicate.to_owned())
}

/// `true` if a constructor takes its arguments in another order for it.
pub(super) fn moves_argument(change: &Change) -> bool {
    let mut notes = change.notes.iter();
    notes.any(|note| matches!(note, Note::ArgumentsMove(_)))
}

/// Returns excerpts around the place where the descriptions before and after differ.
pub(super) fn excerpt(change: &Change, limit: usize) -> (String, String) {
    let text = |side: &Option<Value>| side.as_ref().map(Value::to_string).unwrap_or_default();
    differing(&text(&change.old), &text(&change.new), limit)
}

fn differing(old: &str, new: &str, limit: usize) -> (String, String) {
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
        let (old, new) = differing(&old, &new, 100);
        assert_eq!(old, "…word word word word one word word word word…");
        assert_eq!(new, "…word word word word other word word word word…");
        assert_eq!(differing("", "ßé", 100), (String::new(), "ßé".to_owned()));
        assert_eq!(
            differing("aa", "aaa", 100),
            ("aa".to_owned(), "aaa".to_owned())
        );
    }
}

//! Renders one cause as a line: the change, the place, the endpoints affected, and the action to take.

use std::collections::{BTreeSet, HashSet};

use super::ink::Ink;
use super::phrases;
use crate::changes::cause::{Cause, Concern, renamed_family};
use crate::changes::change::{Change, Changes};
use crate::changes::change_kind::{About, ChangeKind, Edit, Grouping};
use crate::changes::note::Note;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::{Effect, SemverImpact};
use crate::report::count;

/// The number of names shown of one list.
const NAMES: usize = 3;

/// The number of definitions shown that have one edit, if it needs an action.
const PLACES: usize = 12;

/// The number of parts shown of one definition.
const PARTS: usize = 12;

/// The number of endpoints shown of one cause. Each appears on a page once.
const ENDPOINTS: usize = 4;

/// The endpoints shown so far.
pub(super) type Shown<'a> = HashSet<&'a str>;

/// The line of a cause.
pub(super) fn line<'a>(
    changes: &'a Changes,
    cause: &'a Cause,
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> String {
    let (edits, echoes) = changes.of(cause).split_at(cause.edits);
    let Some(head) = edits.first() else {
        return String::new();
    };
    let mut parts = vec![what(head, edits, cause.concern, ink, shown)];
    parts.extend(flags(head, edits, cause.concern, ink));
    if !head.subject.is_of_an_operation() {
        parts.extend(reach(changes, cause, ink, shown));
    }
    let it = if edits.len() == 1 { "it" } else { "them" };
    for (word, edit) in [("gone", Edit::Removed), ("new", Edit::Added)] {
        let names = echoes.iter().filter(|it| it.kind.row().edit == edit);
        let names: Vec<_> = names.map(|it| it.subject.owner()).collect();
        if !names.is_empty() {
            parts.push(format!("{word} with {it}: {}", ink.names(&names, NAMES)));
        }
    }
    let places: BTreeSet<_> = edits
        .iter()
        .chain(echoes)
        .flat_map(|it| &it.used_at)
        .collect();
    parts.extend(phrases::uses(places, NAMES, ink.code));
    if cause.concern.needs_action() {
        let edits: Vec<_> = edits.iter().collect();
        parts.push((ink.light)(&phrases::remedy(&edits, ink.code)));
    }
    parts.join(" · ")
}

/// Returns the subject of a cause, in a word: its endpoints, or what was edited.
pub(super) fn subject(changes: &Changes, cause: &Cause, ink: &Ink) -> String {
    let Some(head) = changes.of(cause).first() else {
        return String::new();
    };
    if head.subject.is_of_an_operation() {
        let endpoints: Vec<_> = cause.endpoints.iter().map(AsRef::as_ref).collect();
        let endpoints = ink.names(&endpoints, ink.endpoints);
        return match head.subject.part() {
            Some(part) => format!("{endpoints} {}", (ink.code)(&part)),
            None => endpoints,
        };
    }
    (ink.code)(&head.subject.to_string())
}

/// The edit, and where it was done.
fn what<'a>(
    head: &'a Change,
    edits: &'a [Change],
    concern: Concern,
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> String {
    if head.subject.is_of_an_operation() {
        return operation(head, edits, ink, shown);
    }
    if head.kind.row().grouping == Grouping::Together && edits.len() > 1 {
        let sides = edits
            .iter()
            .filter_map(|it| Some((it.old.as_ref()?, it.new.as_ref()?)));
        let sides: Vec<_> = sides.map(|(old, new)| format!("{old} → {new}")).collect();
        let sides: Vec<_> = sides.iter().map(String::as_str).collect();
        let names = ink.names(&sides, NAMES);
        return format!("{} enums have other names: {names}", edits.len());
    }
    let part = head.subject.part();
    let one_name = part.is_some() && edits.iter().all(|it| it.subject.part() == part);
    let is_renamed = head.kind.row().edit == Edit::Renamed;
    let subject = match (edits.len(), &part) {
        (1, Some(_)) if is_renamed => Some((ink.code)(head.subject.owner())),
        _ if is_renamed => None,
        (1, _) => Some((ink.code)(&head.subject.to_string())),
        (_, Some(part)) if one_name => Some((ink.code)(part)),
        _ => None,
    };
    if edits.len() > 1 && !one_name && part.is_some() {
        let owner = head.subject.owner();
        if edits.iter().all(|it| it.subject.owner() == owner) {
            return parts(head, edits, concern, ink);
        }
    }
    let family = (head.old.as_ref().zip(head.new.as_ref()))
        .filter(|_| head.kind.row().grouping == Grouping::ByRename && edits.len() > 1)
        .and_then(|(old, new)| renamed_family(old.name()?, new.name()?));
    let sides = match &family {
        Some([old, new]) => Some(format!("{} → {}", (ink.code)(old), (ink.code)(new))),
        None => sides(head, concern, ink),
    };
    let has_text = subject.is_some() || sides.is_some();
    let text = match (&subject, sides) {
        (Some(subject), Some(sides)) => format!("{subject}: {sides}"),
        (Some(subject), None) => format!("{subject} {}", head.kind.row().predicate),
        (None, Some(sides)) => sides,
        (None, None) => group(head, edits.len()),
    };
    if edits.len() == 1 {
        return text;
    }
    let places = edits.iter().map(|change| match one_name {
        true => change.subject.owner().to_owned(),
        false => change.subject.to_string(),
    });
    let places: Vec<_> = places.collect();
    let places: Vec<_> = places.iter().map(String::as_str).collect();
    let link = if has_text { " in" } else { ":" };
    let limit = if concern.needs_action() {
        PLACES
    } else {
        NAMES
    };
    format!("{text}{link} {}", ink.names(&places, limit))
}

/// The same edit of several parts of one definition or enum.
fn parts(head: &Change, edits: &[Change], concern: Concern, ink: &Ink) -> String {
    let parts = edits.iter().filter_map(|it| it.subject.part());
    let parts: Vec<_> = parts.collect();
    let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
    let (owner, parts) = ((ink.code)(head.subject.owner()), ink.names(&parts, PARTS));
    match sides(head, concern, ink) {
        Some(sides) => format!("{owner}: {sides} in {parts}"),
        None => {
            let predicate = head.kind.row().predicate;
            format!("{owner}: {parts} {}", phrases::plural(predicate))
        }
    }
}

/// Returns the values before and after, if they add to the kind.
fn sides(change: &Change, concern: Concern, ink: &Ink) -> Option<String> {
    let arrow = |old: &str, new: &str| Some(format!("{} → {}", (ink.code)(old), (ink.code)(new)));
    match (&change.old, &change.new, change.code_sides()) {
        (Some(Value::Description(_)), ..) => Some(quote(change, ink)),
        (.., Some((old, new))) if concern == Concern::Code => arrow(old, new),
        (Some(Value::Required(_)), ..) => None,
        (Some(old), Some(new), _) => arrow(&old.to_string(), &new.to_string()),
        _ => None,
    }
}

/// Quotes the place where two descriptions differ.
pub(super) fn quote(change: &Change, ink: &Ink) -> String {
    let (old, new) = phrases::excerpt(change, 80);
    let quoted = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => format!("“{}”", (ink.plain)(text)),
    };
    format!("{} → {}", quoted(&old), quoted(&new))
}

/// Several edits without a name or a side in common.
fn group(head: &Change, edits: usize) -> String {
    let row = head.kind.row();
    match (row.about, row.edit) {
        (About::Definition, Edit::Removed) if head.kind == ChangeKind::DefinitionDropped => {
            format!("{edits} definitions are no longer imported")
        }
        (About::Definition, Edit::Removed) => match head.notes.first() {
            Some(Note::WasUnreached) => {
                format!("{edits} definitions that no operation used are gone")
            }
            Some(note) => format!("{edits} definitions are gone; {note}"),
            None => format!("{edits} definitions are gone"),
        },
        (About::Definition, Edit::Added) => format!("{edits} definitions are new"),
        _ => format!("{edits} times {}", head.kind.name()),
    }
}

/// The edit of an operation, by its endpoint.
fn operation<'a>(
    head: &'a Change,
    edits: &'a [Change],
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> String {
    let endpoints = edits.iter().filter_map(|it| it.reach.taken_by.first());
    let names: Vec<&str> = endpoints.map(AsRef::as_ref).collect();
    shown.extend(&names);
    let who = match names[..] {
        [name] => (ink.code)(name),
        _ => format!("{} endpoints", edits.len()),
    };
    let is_one = edits.len() == 1;
    let is = if is_one { "is" } else { "are" };
    let code = |side: &Option<Value>| side.as_ref().map(|side| (ink.code)(&side.to_string()));
    let (old, new) = (code(&head.old), code(&head.new));
    let row = head.kind.row();
    let text = match (&head.subject, row.edit, old, new) {
        (Subject::Parameter { .. }, ..) => {
            let part = head.subject.part().unwrap_or_default();
            format!("{who}: {} {}", (ink.code)(&part), parameter(head, ink))
        }
        (_, Edit::Removed, ..) if is_one => format!("{who} {}", row.predicate),
        (_, Edit::Removed, ..) if head.kind == ChangeKind::OperationDropped => {
            format!("{who} {is} no longer imported")
        }
        (_, Edit::Removed, ..) => format!("{who} {is} gone"),
        (_, Edit::Added, ..) => format!("{who} {is} new"),
        (_, Edit::Renamed, Some(old), Some(new)) => format!("{who}: {old} → {new}"),
        _ if matches!(head.new, Some(Value::Required(true))) => {
            let require = if is_one {
                "requires its"
            } else {
                "require their"
            };
            format!("{who} {require} body now")
        }
        _ if matches!(head.new, Some(Value::Required(false))) => {
            let require = if is_one {
                "does not require its"
            } else {
                "do not require their"
            };
            format!("{who} {require} body any more")
        }
        _ if matches!(head.new, Some(Value::Description(_))) => {
            format!("{who}: {}", quote(head, ink))
        }
        (_, _, Some(_), Some(new)) if matches!(head.new, Some(Value::Endpoint(_))) => {
            format!("{who} → {new}")
        }
        (subject, _, old, new) => {
            let verb = match subject {
                Subject::Body(_) if is_one => "takes",
                Subject::Body(_) => "take",
                Subject::Failure(_) if is_one => "has the error body",
                Subject::Failure(_) => "have the error body",
                _ if is_one => "returns",
                _ => "return",
            };
            match (old, new) {
                (Some(old), Some(new)) => format!("{who} {verb} {new} in place of {old}"),
                (None, Some(new)) => format!("{who} {verb} {new} now"),
                (Some(old), None) => format!("{who} {verb} nothing in place of {old}"),
                (None, None) if is_one => format!("{who} {}", row.predicate),
                (None, None) => format!("{who} {}", phrases::plural(row.predicate)),
            }
        }
    };
    if edits.len() == 1 {
        return text;
    }
    format!("{text}: {}", ink.names(&names, ink.endpoints))
}

/// Describes the change of a parameter.
fn parameter(change: &Change, ink: &Ink) -> String {
    let predicate = change.kind.row().predicate;
    match (&change.old, &change.new) {
        (Some(Value::Description(_)), _) => format!("has other words: {}", quote(change, ink)),
        (Some(Value::Required(_)), _) => predicate.to_owned(),
        (Some(old), Some(new)) => {
            let [old, new] = [old, new].map(|side| (ink.code)(&side.to_string()));
            format!("{predicate}: {old} → {new}")
        }
        _ => predicate.to_owned(),
    }
}

/// Returns the flags that must not be overlooked.
fn flags(head: &Change, edits: &[Change], concern: Concern, ink: &Ink) -> Vec<String> {
    let mut flags = Vec::new();
    let breaking: Vec<_> = edits.iter().filter(|it| it.concern().fails()).collect();
    if breaking.len() < edits.len() && concern.fails() {
        let is_of_one = edits
            .iter()
            .all(|it| it.subject.owner() == head.subject.owner());
        let names = breaking.iter().map(|it| match it.subject.part() {
            Some(part) if is_of_one => part.into_owned(),
            _ if it.subject.is_of_an_operation() => phrases::subject(it),
            _ => it.subject.owner().to_owned(),
        });
        let names: BTreeSet<_> = names.collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let names = ink.names(&names, PLACES);
        flags.push(format!("of these, running programs notice only {names}"));
    }
    let sent = |change: &Change| change.wire.sent == Effect::Breaking;
    if concern == Concern::Receiving && edits.iter().any(sent) {
        flags.push(format!("sending fails too{}", over(edits, 0)));
    }
    let lost = |change: &Change| change.wire.received == Effect::Silent;
    if concern == Concern::Sending && edits.iter().any(lost) {
        let none = (ink.code)("None");
        flags.push(format!("received, it reads as {none}{}", over(edits, 1)));
    }
    let is_silent = |change: &Change| change.affects_wire() && change.rust == SemverImpact::None;
    if !head.subject.is_of_an_operation() && edits.iter().any(is_silent) {
        flags.push((ink.strong)("code compiles as before"));
    } else if edits.iter().any(phrases::moves_argument) {
        flags.push((ink.strong)("the arguments of new change places"));
    }
    flags.extend(head.notes.iter().filter_map(|note| match note {
        Note::Reason(reason) => Some((ink.plain)(reason)),
        _ => None,
    }));
    if let Some(set) = &head.level {
        flags.push(format!(
            "{} here: {}",
            set.level.word(),
            (ink.plain)(&set.reason)
        ));
    }
    let accepted = edits.iter().filter(|it| it.accepted).count();
    if accepted > 0 && accepted < edits.len() {
        flags.push(format!("{accepted} of {} accepted", edits.len()));
    }
    flags
}

/// Over how many endpoints programs notice the edits on one side of the wire.
fn over(edits: &[Change], side: usize) -> String {
    let number = match edits {
        // They are sorted, and each is there once.
        [only] => only.noticed_at()[side].len(),
        all => {
            let all = all.iter().flat_map(|it| it.noticed_at()[side]);
            all.collect::<BTreeSet<_>>().len()
        }
    };
    match number {
        0 => String::new(),
        all => format!(" at {}", count(all, "endpoint", "endpoints")),
    }
}

/// The endpoints, a few of those by name that were not shown before; or else the models.
fn reach<'a>(
    changes: &'a Changes,
    cause: &'a Cause,
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> Option<String> {
    let endpoints = || cause.endpoints.iter().map(AsRef::as_ref);
    let all = count(cause.endpoints.len(), "endpoint", "endpoints");
    let mut fresh: Vec<&str> = Vec::new();
    for _ in 0..ENDPOINTS {
        let others = endpoints().filter(|it: &&str| !shown.contains(it));
        let shortest = others.min_by_key(|endpoint| endpoint.len());
        shown.extend(shortest);
        fresh.extend(shortest);
    }
    let is_few = cause.endpoints.len() <= ENDPOINTS;
    Some(match fresh.len() {
        _ if cause.endpoints.is_empty() => {
            if cause.concern <= Concern::Silent && changes.knows_operations {
                return Some("no known endpoint".to_owned());
            }
            let contain = count(cause.models, "model", "models");
            return (cause.models > 1).then(|| format!("{contain} affected"));
        }
        _ if is_few => ink.names(&endpoints().collect::<Vec<_>>(), ENDPOINTS),
        0 => all,
        _ => format!("{all}, such as {}", ink.names(&fresh, ENDPOINTS)),
    })
}

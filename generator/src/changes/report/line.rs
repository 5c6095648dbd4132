//! One cause in a line: what, where, whom it reaches, and what to do about it.

use std::collections::BTreeSet;

use super::ink::Ink;
use super::phrases;
use crate::changes::cause::{Cause, Concern, renamed_family};
use crate::changes::change::{Change, Changes};
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::{Effect, SemverImpact};
use crate::report::count;

/// How many names are shown of one list.
const NAMES: usize = 3;

/// How many endpoints are shown of one cause. Each stands on a page once.
const ENDPOINTS: usize = 2;

/// What was shown of the endpoints so far.
pub(super) type Shown<'a> = BTreeSet<&'a str>;

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
    if !head.kind.is_about_operations() {
        parts.extend(reach(changes, cause, ink, shown));
    }
    let of = |kinds: [ChangeKind; 2]| {
        let echoes = echoes.iter().filter(move |it| kinds.contains(&it.kind));
        echoes.map(|it| &*it.definition).collect::<Vec<_>>()
    };
    for (word, names) in [
        (
            "gone with it",
            of([ChangeKind::DefinitionRemoved, ChangeKind::EnumRemoved]),
        ),
        (
            "new with it",
            of([ChangeKind::DefinitionAdded, ChangeKind::EnumAdded]),
        ),
    ] {
        if !names.is_empty() {
            parts.push(format!("{word}: {}", ink.names(&names, NAMES)));
        }
    }
    let places: BTreeSet<_> = edits
        .iter()
        .chain(echoes)
        .flat_map(|it| &it.used_at)
        .collect();
    if !places.is_empty() {
        let places = places.iter().take(NAMES);
        let places = places.map(|place| (ink.code)(&format!("{}:{}", place.file, place.line)));
        parts.push(format!("used at {}", places.collect::<Vec<_>>().join(", ")));
    }
    if cause.concern != Concern::Nobody {
        parts.push((ink.light)(head.kind.remedy()));
    }
    parts.join(" · ")
}

/// What a cause is about, in a word: its endpoints, or what was edited.
pub(super) fn subject(changes: &Changes, cause: &Cause, ink: &Ink) -> String {
    let Some(head) = changes.of(cause).first() else {
        return String::new();
    };
    if head.kind.is_about_operations() {
        let endpoints: Vec<_> = cause.endpoints.iter().map(String::as_str).collect();
        return ink.names(&endpoints, ink.endpoints);
    }
    (ink.code)(&head.subject())
}

/// The edit, and where it was done.
fn what<'a>(
    head: &'a Change,
    edits: &'a [Change],
    concern: Concern,
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> String {
    if head.kind.is_about_operations() {
        return operation(head, edits, ink, shown);
    }
    let same = |change: &Change| change.property == head.property;
    let one_name = head.property.is_some() && edits.iter().all(same);
    let subject = match (edits.len(), &head.property) {
        (1, _) => Some((ink.code)(&head.subject())),
        (_, Some(property)) if one_name => Some((ink.code)(property)),
        _ => None,
    };
    let family = (head.old.as_deref().zip(head.new.as_deref()))
        .filter(|_| head.kind == ChangeKind::DefinitionRenamed && edits.len() > 1)
        .and_then(|(old, new)| renamed_family(old, new));
    let sides = match &family {
        Some([old, new]) => Some(format!("{} → {}", (ink.code)(old), (ink.code)(new))),
        None => sides(head, concern, ink),
    };
    let is_said = subject.is_some() || sides.is_some();
    let text = match (&subject, sides) {
        (Some(subject), Some(sides)) => format!("{subject}: {sides}"),
        (Some(subject), None) => format!("{subject} {}", head.kind.predicate()),
        (None, Some(sides)) => sides,
        (None, None) => group(head, edits.len()),
    };
    if edits.len() == 1 {
        return text;
    }
    let subjects: Vec<_> = edits.iter().map(Change::subject).collect();
    let places = edits
        .iter()
        .zip(&subjects)
        .map(|(change, subject)| match one_name {
            true => &*change.definition,
            false => &**subject,
        });
    let link = if is_said { " in" } else { ":" };
    format!(
        "{text}{link} {}",
        ink.names(&places.collect::<Vec<_>>(), NAMES)
    )
}

/// Before and after, as far as that says more than the kind.
fn sides(change: &Change, concern: Concern, ink: &Ink) -> Option<String> {
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    if change.kind.is_about_prose() {
        return Some(quote(change, ink));
    }
    let code = change.code.as_ref();
    let code = code.and_then(|code| Some((code.old.as_deref()?, code.new.as_deref()?)));
    let (old, new) = match (concern, code) {
        (Concern::Code, Some(sides)) => sides,
        _ if phrases::is_code(change) => old.zip(new)?,
        _ => return None,
    };
    Some(format!("{} → {}", (ink.code)(old), (ink.code)(new)))
}

/// Where two descriptions differ.
pub(super) fn quote(change: &Change, ink: &Ink) -> String {
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    let (old, new) = phrases::excerpt(&text(&change.old), &text(&change.new), 80);
    let quoted = |text: &str| match text {
        "" => "nothing".to_owned(),
        text => format!("“{}”", (ink.plain)(text)),
    };
    format!("{} → {}", quoted(&old), quoted(&new))
}

/// Several edits without a name or a side in common.
fn group(head: &Change, edits: usize) -> String {
    match head.kind {
        ChangeKind::DefinitionRemoved => {
            let reason = head.note.as_deref().map(|note| format!("{note}; "));
            format!("{}{edits} definitions are gone", reason.unwrap_or_default())
        }
        ChangeKind::DefinitionAdded => format!("{edits} definitions are new"),
        kind => format!("{edits} times {}", kind.name()),
    }
}

/// The edit of an operation, which is known by its endpoint, and by its name where that was shown.
fn operation<'a>(
    head: &'a Change,
    edits: &'a [Change],
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> String {
    let endpoints = edits.iter().flat_map(|change| {
        let endpoint = change.reach.taken_by.first();
        endpoint.map(|endpoint| (change, &**endpoint))
    });
    let names = endpoints.map(|(change, endpoint)| match shown.insert(endpoint) {
        true => endpoint,
        false => &change.definition,
    });
    let names: Vec<_> = names.collect();
    let who = match names[..] {
        [name] => (ink.code)(name),
        _ => format!("{} endpoints", edits.len()),
    };
    let is = if edits.len() == 1 { "is" } else { "are" };
    let code = |side: &Option<String>| side.as_deref().map(ink.code);
    let parameter = head
        .property
        .as_deref()
        .and_then(|it| it.strip_prefix("query."));
    let verb = match head.kind {
        ChangeKind::OperationRequestChanged => "takes",
        _ => "returns",
    };
    let text = match (head.kind, parameter, code(&head.old), code(&head.new)) {
        (ChangeKind::OperationRemoved, ..) => format!("{who} {is} gone"),
        (ChangeKind::OperationAdded, ..) => format!("{who} {is} new"),
        (ChangeKind::OperationRenamed, _, Some(old), Some(new)) => format!("{who}: {old} → {new}"),
        (ChangeKind::OperationEndpointChanged, .., Some(new)) => format!("{who} → {new}"),
        (_, Some(name), Some(_), _) => format!("{who}: without the parameter {}", (ink.code)(name)),
        (_, Some(name), ..) => format!("{who}: with a parameter {}", (ink.code)(name)),
        (_, _, Some(old), Some(new)) => format!("{who} {verb} {new} in place of {old}"),
        (_, _, None, Some(new)) => format!("{who} {verb} {new} now"),
        (_, _, Some(old), None) => format!("{who} {verb} nothing in place of {old}"),
        (_, _, None, None) => format!("{who} {}", head.kind.predicate()),
    };
    if edits.len() == 1 {
        return text;
    }
    format!("{text}: {}", ink.names(&names, ink.endpoints))
}

/// What must not be overlooked.
fn flags(head: &Change, edits: &[Change], concern: Concern, ink: &Ink) -> Vec<String> {
    let mut flags = Vec::new();
    let so = edits.iter().filter(|it| it.concern() == concern).count();
    if so < edits.len() && concern <= Concern::Operations {
        flags.push(format!("breaks in {so} of {}", edits.len()));
    }
    let sent = |change: &Change| change.wire.sent == Effect::Breaking;
    if concern == Concern::Receiving && edits.iter().any(sent) {
        flags.push("also when sent".to_owned());
    }
    let lost = |change: &Change| change.wire.received == Effect::Silent;
    if concern == Concern::Sending && edits.iter().any(lost) {
        flags.push(format!("{} when received", (ink.code)("None")));
    }
    let is_silent = |change: &Change| change.affects_wire() && change.rust == SemverImpact::None;
    if !head.kind.is_about_operations() && edits.iter().any(is_silent) {
        flags.push((ink.strong)("code compiles as before"));
    } else if edits.iter().any(phrases::moves_argument) {
        flags.push((ink.strong)("the arguments of new change places"));
    }
    if let Some(reason) = head
        .note
        .as_ref()
        .and_then(|it| it.strip_prefix("reason given: "))
    {
        flags.push((ink.plain)(reason));
    }
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

/// The endpoints, a few of those by name that were not shown before; or else the models.
fn reach<'a>(
    changes: &'a Changes,
    cause: &'a Cause,
    ink: &Ink,
    shown: &mut Shown<'a>,
) -> Option<String> {
    let endpoints = || cause.endpoints.iter().map(String::as_str);
    let all = count(cause.endpoints.len(), "endpoint", "endpoints");
    let mut fresh: Vec<_> = endpoints().filter(|it| !shown.contains(it)).collect();
    fresh.sort_by_key(|endpoint| endpoint.len());
    fresh.truncate(ENDPOINTS);
    shown.extend(&fresh);
    let is_few = cause.endpoints.len() <= ENDPOINTS;
    Some(match fresh.len() {
        _ if cause.endpoints.is_empty() => {
            if cause.concern <= Concern::Silent && !changes.operations.is_empty() {
                return Some("no known endpoint".to_owned());
            }
            let contain = count(cause.models, "model", "models");
            return (cause.models > 1).then(|| format!("{contain} in all"));
        }
        // Those that were shown are known by their operations.
        _ if is_few => {
            let name = |endpoint: &'a str| match changes.operations.get(endpoint) {
                Some(name) if !fresh.contains(&endpoint) => name.as_str(),
                _ => endpoint,
            };
            ink.names(&endpoints().map(name).collect::<Vec<_>>(), ENDPOINTS)
        }
        0 => all,
        _ => format!("{all}, such as {}", ink.names(&fresh, ENDPOINTS)),
    })
}

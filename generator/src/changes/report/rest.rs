//! Renders the causes that need no action: those worth a look all the same, and the number of the
//! others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ink::Ink;
use super::line::{Shown, line, quote};
use super::phrases;
use super::stated_facts::states_another_fact;
use crate::changes::cause::Cause;
use crate::changes::change::{Change, Changes, Counts};
use crate::changes::change_kind::{About, ChangeKind, Mention};
use crate::changes::level::Level;
use crate::changes::subject::{Subject, Value};
use crate::report::count;

/// The number of names shown of one list.
const NAMES: usize = 5;

/// Lists the causes that need no action by their kind, but may need some by their text.
pub(super) fn worth_a_look(changes: &Changes, ink: &Ink) -> Vec<String> {
    let mut lines = Vec::new();
    let causes = || changes.open().filter(|cause| !cause.concern.needs_action());
    let entries = || causes().flat_map(|cause| changes.of(cause));
    let is_set = |cause: &&Cause| {
        let mut entries = changes.of(cause).iter();
        entries.any(|it| it.is_set_to(Level::Error) || it.is_set_to(Level::Warning))
    };
    let set = causes().filter(is_set);
    lines.extend(set.map(|cause| line(changes, cause, ink, &mut Shown::new())));
    lines.extend(additions(changes, ink));
    let mut named: BTreeMap<Mention, Vec<&Change>> = BTreeMap::new();
    for entry in entries() {
        let names = named.entry(entry.kind.row().mention).or_default();
        names.push(entry);
    }
    for (mention, entries) in named {
        if let Some(title) = mention.title() {
            let used = entries.iter().filter(|it| !it.used_at.is_empty()).count();
            let used = match used {
                0 => String::new(),
                used => format!(", {used} of them used here"),
            };
            let names: Vec<_> = entries.iter().map(|it| name(it)).collect();
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            lines.push(format!("{title}{used}: {}", ink.names(&names, NAMES)));
        }
    }
    let stated = causes().filter_map(|cause| {
        let head = changes.of(cause).first()?;
        let (Some(Value::Description(old)), Some(Value::Description(new))) = (&head.old, &head.new)
        else {
            return None;
        };
        // The documentation of an enum lists its owners, which the publisher does not write.
        let states = head.kind.row().mention == Mention::Reworded
            && !matches!(head.subject, Subject::Enum(_))
            && !head.is_set_to(Level::Off)
            && states_another_fact(old, new);
        states.then(|| {
            let subject = (ink.code)(&phrases::subject(head));
            format!("{subject}: {}", quote(head, ink))
        })
    });
    lines.extend(stated);
    lines
}

/// The subject of an entry, with the first place where the consumer's code names it.
fn name(change: &Change) -> String {
    let mut subject = phrases::subject(change);
    if let (Subject::Enum(_), Some(words @ Value::EnumValues(_))) = (&change.subject, &change.new) {
        subject = format!("{subject}: {words}");
    }
    match change.used_at.first() {
        Some(place) => format!("{subject} at {}", place.location),
        None => subject,
    }
}

/// Names what is new, the sorts of subject in the order of a page, and of each first what most endpoints reach.
fn additions(changes: &Changes, ink: &Ink) -> Vec<String> {
    let titles = [
        (About::Operation, "New endpoints"),
        (About::Parameter, "New parameters"),
        (About::Property, "New properties"),
        (About::EnumValue, "New words of enums"),
        (About::Definition, "New models"),
    ];
    let entries = || {
        let causes = changes.open().filter(|it| !it.concern.needs_action());
        causes.flat_map(|cause| changes.of(cause))
    };
    let list = |(about, title)| {
        let of = |change: &&Change| {
            let row = change.kind.row();
            row.mention == Mention::New && row.about == about && !change.is_set_to(Level::Off)
        };
        let mut named: Vec<_> = entries()
            .filter(of)
            .map(|it| (reached(it), name(it)))
            .collect();
        // An endpoint by its path.
        let place = |name: &String| name.split_once(' ').map(|(_, path)| path.to_owned());
        named.sort_by_cached_key(|(reached, it)| (Reverse(*reached), place(it), it.clone()));
        let shown = named
            .iter()
            .take(NAMES)
            .map(|(reached, name)| match reached {
                0 => (ink.code)(name),
                reached => format!(
                    "{} at {}",
                    (ink.code)(name),
                    count(*reached, "endpoint", "endpoints")
                ),
            });
        let mut shown = shown.collect::<Vec<_>>().join(", ");
        if named.len() > NAMES {
            shown += &format!(" and {} more", named.len() - NAMES);
        }
        (!named.is_empty()).then(|| format!("{title}: {shown}"))
    };
    titles.into_iter().filter_map(list).collect()
}

/// The number of endpoints that take or return what a part was added to. An operation is one itself.
fn reached(change: &Change) -> usize {
    if change.subject.is_of_an_operation() {
        return 0;
    }
    let both = change
        .reach
        .taken_by
        .iter()
        .chain(&*change.reach.returned_by);
    both.collect::<BTreeSet<_>>().len()
}

/// Counts the causes that need no action.
pub(super) fn no_action(changes: &Changes) -> Vec<String> {
    let causes = changes.open().filter(|it| !it.concern.needs_action());
    let (hidden, entries): (Vec<_>, Vec<_>) = causes
        .flat_map(|cause| changes.of(cause))
        .partition(|it| it.is_set_to(Level::Off));
    let mut kinds: BTreeMap<ChangeKind, usize> = BTreeMap::new();
    for change in entries {
        *kinds.entry(change.kind).or_default() += 1;
    }
    let kinds: Vec<_> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {}", kind.name()))
        .collect();
    let mut lines = Vec::new();
    if !kinds.is_empty() {
        lines.push(kinds.join(", "));
    }
    if !hidden.is_empty() {
        lines.push(format!(
            "{} of kinds that are off",
            phrases::entries(hidden.len())
        ));
    }
    let Counts {
        reordered,
        reformatted,
        ..
    } = changes.definitions;
    let mut same = Vec::new();
    if reordered > 0 {
        same.push(format!(
            "{} with rows in another order",
            definitions(reordered)
        ));
    }
    if reformatted > 0 {
        same.push(format!(
            "{} with another format or time stamp",
            definitions(reformatted)
        ));
    }
    if !same.is_empty() {
        lines.push(same.join(", "));
    }
    lines
}

fn definitions(number: usize) -> String {
    count(number, "definition", "definitions")
}

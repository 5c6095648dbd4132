//! Renders the causes that need no action: those worth a look all the same, and the number of the
//! others.

use std::collections::BTreeMap;

use super::ink::Ink;
use super::line::{Shown, line, quote};
use super::phrases;
use super::stated_facts::states_another_fact;
use crate::changes::cause::{Cause, family};
use crate::changes::change::{Change, Changes, Counts};
use crate::changes::change_kind::{ChangeKind, Mention};
use crate::changes::level::Level;
use crate::changes::subject::Value;
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
    lines.extend(growth(changes, ink));
    let stated = causes().filter_map(|cause| {
        let head = changes.of(cause).first()?;
        let (Some(Value::Description(old)), Some(Value::Description(new))) = (&head.old, &head.new)
        else {
            return None;
        };
        let states = head.kind.row().mention == Mention::Reworded
            && !head.is_set_to(Level::Off)
            && states_another_fact(old, new);
        states.then(|| {
            let subject = (ink.code)(&head.subject.to_string());
            format!("{subject}: {}", quote(head, ink))
        })
    });
    lines.extend(stated);
    lines
}

/// The subject of an entry, with the first place where the consumer's code names it.
fn name(change: &Change) -> String {
    match change.used_at.first() {
        Some(place) => format!("{} at {}:{}", change.subject, place.file, place.line),
        None => change.subject.to_string(),
    }
}

/// The families of definitions that grew most.
fn growth(changes: &Changes, ink: &Ink) -> Option<String> {
    let mut families: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for change in &changes.entries {
        let place = match change.kind.row().mention {
            Mention::NewDefinition => 0,
            Mention::NewProperty => 1,
            _ => continue,
        };
        families.entry(family(change.subject.owner())).or_default()[place] += 1;
    }
    let mut families: Vec<_> = families.into_iter().collect();
    families.retain(|(_, grown)| grown.iter().sum::<usize>() > 1);
    families.sort_by_key(|(_, grown)| std::cmp::Reverse(grown.iter().sum::<usize>()));
    let grown = families
        .iter()
        .take(NAMES)
        .map(|(name, [definitions, properties])| {
            let mut by = Vec::new();
            if *definitions > 0 {
                by.push(count(*definitions, "definition", "definitions"));
            }
            if *properties > 0 {
                by.push(count(*properties, "property", "properties"));
            }
            format!(
                "{} by {}",
                (ink.code)(&format!("{name}…")),
                by.join(" and ")
            )
        });
    let grown: Vec<_> = grown.collect();
    (!grown.is_empty()).then(|| format!("Grown: {}", grown.join(", ")))
}

/// Counts the causes that need no action.
pub(super) fn no_action(changes: &Changes) -> (String, Vec<String>) {
    let causes: Vec<_> = changes
        .open()
        .filter(|it| !it.concern.needs_action())
        .collect();
    let (hidden, entries): (Vec<_>, Vec<_>) = causes
        .iter()
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
    let number = match causes.len() {
        0 => String::new(),
        number => format!(": {}", count(number, "cause", "causes")),
    };
    let title = format!("No action needed{number}");
    (title, lines)
}

fn definitions(number: usize) -> String {
    count(number, "definition", "definitions")
}

//! Compares the effects of the overrides on definitions and properties.
//!
//! Entries are about the facts in effect on a property, whether they are set for the property itself,
//! for all properties of its name or for everything: a fact that moves from one of these to another is
//! no change, and one that is set for many properties has an entry for each that it changes.

use super::decoding;
use super::drafts::{Context, Draft};
use super::retyping;
use crate::changes::change::Side;
use crate::changes::change_kind::ChangeKind;
use crate::changes::note::Note;
use crate::changes::subject::Value;
use crate::changes::verdict::{Effect, SemverImpact, Wire};
use crate::model::{Field, Struct};

/// The entries on a property whose facts or overrides changed in effect.
pub(super) fn of_property<'a>(
    old: &'a Field,
    new: &'a Field,
    context: &Context<'_>,
    names: [&str; 2],
) -> Vec<Draft<'a>> {
    let sides = [
        (&context.before, names[0], old),
        (&context.after, names[1], new),
    ];
    let facts = sides.map(|(side, definition, field)| facts(side, definition, field));
    let [was, is] = [(old, &facts[0]), (new, &facts[1])].map(|(field, fact)| rest(field, fact));
    let compared = |field: &'a Field| field.overrides.iter().filter(|fact| !fact.in_type);
    let rust = context.idents.verdict(Some(old), Some(new));
    let same_rest = compared(old).eq(compared(new)) && old.required == new.required;
    let mut drafts = Vec::new();
    // What another type makes of former facts goes with the change of type.
    let [one, other] = [old, new].map(|field| &field.property.ty.value);
    let is_retyped = retyping::compare(one, other, context.pairs).is_some();
    let is_other_note = old.read_only == new.read_only && old.notes != new.notes;
    let is_news = rust != SemverImpact::None && !is_retyped
        || old.read_only != new.read_only && context.both_state_read_only()
        || is_other_note && context.both_have_facts();
    if facts[0] != facts[1] && is_news {
        // A part that stayed is no part of the change.
        let without = |one: &[String], other: &[String]| {
            let changed = one.iter().filter(|fact| !other.contains(fact));
            changed.cloned().collect()
        };
        drafts.push(Draft {
            old: value(without(&facts[0], &facts[1])),
            new: value(without(&facts[1], &facts[0])),
            fields: (Some(old), Some(new)),
            wire: stated(old, new, context),
            ..Draft::of(ChangeKind::FactChanged)
        });
    }
    if was != is && !(same_rest && rust == SemverImpact::None) {
        let kind = kind(&was, &is);
        drafts.push(Draft {
            old: value(was),
            new: value(is),
            fields: (Some(old), Some(new)),
            at_least: SemverImpact::Minor,
            note: new.reason.clone().map(Note::Reason),
            ..Draft::of(kind)
        });
    }
    drafts
}

/// Returns what the publisher's document states of a property, in the words of the file.
fn facts(side: &Side<'_>, definition: &str, field: &Field) -> Vec<String> {
    let section = side.decided.overrides.facts.get(definition);
    let entry = section.and_then(|section| section.properties.get(field.wire_name()));
    let ty = entry.and_then(|entry| Some(entry.ty.as_ref()?.value.to_string()));
    let read_only = entry.and_then(|entry| entry.read_only.as_ref());
    let read_only = read_only.map(|it| format!("read_only = {}", it.value));
    let note = entry.and_then(|entry| entry.note.as_ref());
    let note = note.map(|it| format!("note = {}", it.value));
    ty.into_iter().chain(read_only).chain(note).collect()
}

/// The verdicts for a change of what the document states. Where one side has no document, what the
/// other states is news to the reader alone.
fn stated(old: &Field, new: &Field, context: &Context<'_>) -> Wire {
    if !context.both_have_facts() {
        return Wire::both(Effect::None);
    }
    let wire = decoding::wire(&old.ty, &new.ty);
    let sent = match (old.read_only, new.read_only) {
        (false, false) | (true, true) => wire.sent,
        _ if !context.both_state_read_only() => wire.sent,
        // What programs go on sending has no effect any more.
        (false, true) => Effect::Silent,
        // Programs do not send it yet.
        (true, false) => Effect::breaking_if(old.required && new.required),
    };
    Wire { sent, ..wire }
}

/// The entry on a definition whose overrides changed.
pub(super) fn of_definition(old: &Struct, new: &Struct) -> Option<Draft<'static>> {
    let (was, is) = (&old.overrides, &new.overrides);
    if was == is {
        return None;
    }
    let lost =
        |one: &Struct, other: &Struct| one.derives.iter().any(|it| !other.derives.contains(it));
    let breaks = old.ident != new.ident || lost(old, new);
    Some(Draft {
        old: value(was.clone()),
        new: value(is.clone()),
        at_least: if breaks {
            SemverImpact::Major
        } else {
            SemverImpact::Minor
        },
        note: new.reason.clone().map(Note::Reason),
        ..Draft::of(kind(was, is))
    })
}

fn kind(was: &[String], is: &[String]) -> ChangeKind {
    match (was, is) {
        ([], _) => ChangeKind::OverrideAdded,
        (_, []) => ChangeKind::OverrideRemoved,
        _ => ChangeKind::OverrideChanged,
    }
}

/// The overrides in effect on a field, without the facts.
fn rest(field: &Field, facts: &[String]) -> Vec<String> {
    let texts = field.overrides.iter().map(|it| &it.text);
    let texts = texts.filter(|text| !facts.contains(text));
    texts.cloned().collect()
}

/// The overrides in effect; `None` where there are none.
fn value(overrides: Vec<String>) -> Option<Value> {
    (!overrides.is_empty()).then_some(Value::Overrides(overrides))
}

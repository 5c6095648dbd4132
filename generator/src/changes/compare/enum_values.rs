//! Compares the enums, which only overrides make.

use std::collections::{BTreeMap, BTreeSet};

use super::drafts::Context;
use crate::changes::change::{Change, Location, RustSides, Side};
use crate::changes::change_kind::ChangeKind;
use crate::changes::subject::{Subject, Value};
use crate::changes::verdict::{Effect, SemverImpact, Wire};
use crate::model::Enum;
use crate::overrides::{self, EnumEntry};

/// The entries for enums that came, went, have another name, or list other values. Their descriptions state
/// which property lists which of the values.
pub(super) fn compare(context: &Context<'_>) -> Vec<Change> {
    let Context { before, after, .. } = context;
    let (old, new) = (by_name(before), by_name(after));
    let whole = |kind: ChangeKind, name: &str, side: &Side<'_>| Change {
        location: place(side, name, None),
        ..context.change(kind, Subject::Enum(name.to_owned()))
    };
    let (mut changes, mut known) = (Vec::new(), BTreeSet::new());
    for (&name, one) in &old {
        let now = context.idents.enums.new_name(name);
        let Some((now, other)) = now.and_then(|now| new.get_key_value(now)) else {
            changes.push(Change {
                old: Some(list(one)),
                ..whole(ChangeKind::EnumRemoved, name, before)
            });
            continue;
        };
        known.insert(*now);
        changes.extend((name != *now).then(|| Change {
            old: Some(Value::Name(name.to_owned())),
            new: Some(Value::Name((*now).to_owned())),
            ..whole(ChangeKind::EnumRenamed, now, after)
        }));
        changes.extend(values(one, other, context));
        changes.extend((one.description != other.description).then(|| Change {
            old: Some(Value::Description(one.description.clone())),
            new: Some(Value::Description(other.description.clone())),
            ..whole(ChangeKind::DescriptionChanged, now, after)
        }));
    }
    let came = new.iter().filter(|(name, _)| !known.contains(*name));
    changes.extend(came.map(|(name, one)| Change {
        new: Some(list(one)),
        ..whole(ChangeKind::EnumAdded, name, after)
    }));
    changes
}

fn by_name<'a>(side: &Side<'a>) -> BTreeMap<&'a str, &'a Enum> {
    let enums = side.model().enums.iter();
    enums.map(|item| (item.ident.as_str(), item)).collect()
}

/// The entries for single values; another name for a constant is the override's own.
fn values(old: &Enum, new: &Enum, context: &Context<'_>) -> Vec<Change> {
    let (was, is) = (constants(old), constants(new));
    let (old_list, new_list) = (old, new);
    let path = |constant: &&str| format!("{}::{constant}", new.ident);
    let entry = |kind: ChangeKind, value: &str, rust: SemverImpact| {
        let code = RustSides {
            old: was.get(value).map(path),
            new: is.get(value).map(path),
        };
        let [old, new_value] = [&code.old, &code.new].map(|path| {
            let path = path.clone()?;
            Some(match kind {
                ChangeKind::OverrideChanged => Value::Constant(path),
                _ => Value::Name(value.to_owned()),
            })
        });
        let subject = Subject::EnumValue {
            list: new.ident.clone(),
            value: value.to_owned(),
        };
        Change {
            old,
            new: new_value,
            wire: kind.wire(wire(old_list, new_list, kind)),
            rust,
            code: Some(code),
            location: place(&context.after, &new.ident, Some(value)),
            ..context.change(kind, subject)
        }
    };
    let mut changes = Vec::new();
    for (value, constant) in &was {
        let kind = match is.get(value) {
            Some(other) if other == constant => continue,
            Some(_) => ChangeKind::OverrideChanged,
            None => ChangeKind::EnumValueRemoved,
        };
        changes.push(entry(kind, value, SemverImpact::Major));
    }
    let came = is.keys().filter(|value| !was.contains_key(*value));
    let came: Vec<_> = came.map(|value| (*value).to_owned()).collect();
    match &came[..] {
        [] => {}
        [value] => changes.push(entry(
            ChangeKind::EnumValueAdded,
            value,
            SemverImpact::Minor,
        )),
        // Lists grow by dozens at once: one line for each list.
        [first, ..] => changes.push(Change {
            subject: Subject::Enum(new.ident.clone()),
            new: Some(Value::EnumValues(came.clone())),
            code: None,
            ..entry(ChangeKind::EnumValueAdded, first, SemverImpact::Minor)
        }),
    }
    changes
}

/// The verdicts where both lists are the publisher's: what programs send may be refused for a value
/// that is gone, and the models take what they do not list.
fn wire(old: &Enum, new: &Enum, kind: ChangeKind) -> Wire {
    let is_stated = |list: &Enum| list.source == overrides::FACTS_FILE;
    match kind {
        _ if !is_stated(old) || !is_stated(new) => Wire::both(Effect::None),
        ChangeKind::EnumValueRemoved => Wire::both(Effect::Breaking),
        _ => Wire::both(Effect::Compatible),
    }
}

/// The constants by their values.
fn constants(item: &Enum) -> BTreeMap<&str, &str> {
    let constants = item.constants.iter();
    constants
        .map(|constant| (constant.value.as_str(), constant.ident.as_str()))
        .collect()
}

fn list(item: &Enum) -> Value {
    let values = item.constants.iter().map(|it| it.value.clone());
    Value::EnumValues(values.collect())
}

/// Returns the location of the value in the overrides, or else of the enum.
fn place(side: &Side<'_>, name: &str, value: Option<&str>) -> Location {
    let enums = &side.decided.overrides.enums;
    let is_renamed = |list: &&EnumEntry| list.rename.as_ref().is_some_and(|it| it.value == name);
    let Some(list) = enums.values().find(is_renamed).or_else(|| enums.get(name)) else {
        return Location::default();
    };
    let mut values = list.values.iter();
    let value = values.find(|it| Some(it.value.as_str()) == value);
    side.location(value.map_or(list.place, |value| value.place))
}

//! Compares the enums, which only overrides make.

use std::collections::BTreeMap;

use super::super::change::Side;
use super::drafts::location;
use crate::changes::change::{Change, Code, Location};
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::SemverImpact;
use crate::model::Enum;
use crate::overrides::Enum as Enumeration;

/// The entries for enums that came, went, or list other values.
pub(super) fn compare(before: Side<'_>, after: Side<'_>) -> Vec<Change> {
    let (old, new) = (by_name(before), by_name(after));
    let mut changes = Vec::new();
    for (name, one) in &old {
        match new.get(name) {
            Some(other) => changes.extend(values(one, other, after)),
            None => changes.push(Change {
                old: Some(list(one)),
                location: place(before, name, None),
                ..Change::of(ChangeKind::EnumRemoved, name)
            }),
        }
    }
    for (name, one) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        changes.push(Change {
            new: Some(list(one)),
            location: place(after, name, None),
            ..Change::of(ChangeKind::EnumAdded, name)
        });
    }
    changes
}

fn by_name(side: Side<'_>) -> BTreeMap<&str, &Enum> {
    let enums = side.decided.model.enums.iter();
    enums.map(|item| (item.ident.as_str(), item)).collect()
}

/// The entries for single values; another name for a constant is
/// the override's own.
fn values(old: &Enum, new: &Enum, after: Side<'_>) -> Vec<Change> {
    let (was, is) = (constants(old), constants(new));
    let entry = |kind: ChangeKind, value: &str, rust: SemverImpact| {
        let (one, other) = (was.get(value), is.get(value));
        let path = |constant: &&str| format!("{}::{constant}", new.ident);
        let code = Code {
            old: one.map(path),
            new: other.map(path),
        };
        let sides = if kind == ChangeKind::OverrideChanged {
            code.clone()
        } else {
            let value = |_: &&str| value.to_owned();
            Code {
                old: one.map(value),
                new: other.map(value),
            }
        };
        Change {
            property: Some(value.to_owned()),
            old: sides.old,
            new: sides.new,
            rust,
            code: Some(code),
            location: place(after, &new.ident, Some(value)),
            ..Change::of(kind, &new.ident)
        }
    };
    let mut changes = Vec::new();
    for (value, constant) in &was {
        match is.get(value) {
            Some(other) if other == constant => {}
            Some(_) => changes.push(entry(
                ChangeKind::OverrideChanged,
                value,
                SemverImpact::Major,
            )),
            None => changes.push(entry(
                ChangeKind::EnumValueRemoved,
                value,
                SemverImpact::Major,
            )),
        }
    }
    let came: Vec<_> = is
        .keys()
        .copied()
        .filter(|value| !was.contains_key(value))
        .collect();
    match came.as_slice() {
        [] => {}
        [value] => changes.push(entry(
            ChangeKind::EnumValueAdded,
            value,
            SemverImpact::Minor,
        )),
        // Lists grow by dozens at once: one line for each list.
        [first, ..] => changes.push(Change {
            property: None,
            new: Some(came.join(", ")),
            code: None,
            ..entry(ChangeKind::EnumValueAdded, first, SemverImpact::Minor)
        }),
    }
    changes
}

/// The constants by their values.
fn constants(item: &Enum) -> BTreeMap<&str, &str> {
    let constants = item.constants.iter();
    constants
        .map(|constant| (constant.value.as_str(), constant.ident.as_str()))
        .collect()
}

fn list(item: &Enum) -> String {
    let values: Vec<_> = item.constants.iter().map(|it| it.value.as_str()).collect();
    values.join(", ")
}

/// Where the value stands in the overrides, or else the enum.
fn place(side: Side<'_>, name: &str, value: Option<&str>) -> Location {
    let enums = &side.decided.overrides.enums;
    let is_renamed = |list: &&Enumeration| list.rename.as_ref().is_some_and(|it| it.value == name);
    let Some(list) = enums.values().find(is_renamed).or_else(|| enums.get(name)) else {
        return Location::default();
    };
    let mut values = list.values.iter();
    let value = values.find(|it| Some(it.value.as_str()) == value);
    location(side.sources, value.map_or(list.place, |value| value.place))
}

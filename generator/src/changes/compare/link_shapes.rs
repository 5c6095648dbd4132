//! Compares the shapes of two definitions, one of each side, that a property linked to.
//!
//! The relation of two shapes is the sum of what differs in them and in whatever they link to in
//! turn. Sums do not depend on the order, so that a list of pairs still to be looked at does instead
//! of recursion, and a cycle of links ends by itself. Links that still lead to the same definition
//! are not followed: what changed in there has entries of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::decoding;
use super::pairs::Pairs;
use super::spelling;
use crate::changes::change_kind::ChangeKind;
use crate::changes::verdict::{Effect, Wire};
use crate::model::{Field, Struct};
use crate::schema::{Base, Type};

/// The relation of the new shape to the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// The new one allows what the old one did not.
    wider: bool,
    /// The old one allowed what the new one does not.
    narrower: bool,
    /// The effect on values sent as the old shape, and on values that arrive as the new one.
    pub(super) wire: Wire,
}

impl Relation {
    pub(super) const DIFFERENT: Self = Self {
        wider: true,
        narrower: true,
        wire: Wire::both(Effect::Breaking),
    };

    const EQUAL: Self = Self {
        wider: false,
        narrower: false,
        wire: Wire::both(Effect::Compatible),
    };

    pub(super) const fn kind(self) -> ChangeKind {
        match (self.wider, self.narrower) {
            (false, false) => ChangeKind::TypeLinkEqual,
            (true, false) => ChangeKind::TypeLinkWider,
            (false, true) => ChangeKind::TypeLinkNarrower,
            (true, true) => ChangeKind::TypeLinkDifferent,
        }
    }

    fn add(&mut self, other: Self) {
        self.wider |= other.wider;
        self.narrower |= other.narrower;
        self.wire.sent = self.wire.sent.max(other.wire.sent);
        self.wire.received = self.wire.received.max(other.wire.received);
    }
}

/// The relation of the definition `new` to the definition `old`.
pub(super) fn compare<'a>(old: &'a str, new: &'a str, pairs: &Pairs<'a>) -> Relation {
    let mut relation = Relation::EQUAL;
    let mut waiting = vec![(old, new)];
    let mut seen = BTreeSet::new();
    while let Some((old, new)) = waiting.pop() {
        if relation == Relation::DIFFERENT || !seen.insert((old, new)) {
            continue;
        }
        let (Some(before), Some(after)) = (pairs.before(old), pairs.after(new)) else {
            return Relation::DIFFERENT;
        };
        if before.is_alias() != after.is_alias() {
            relation.add(anything(before.is_alias(), after.is_alias()));
            continue;
        }
        let mut after: BTreeMap<_, _> = rows(after).collect();
        for (name, row) in rows(before) {
            let Some(other) = after.remove(name) else {
                relation.add(gone(row));
                continue;
            };
            relation.add(flags(row, other));
            match (&row.property.ty.value, &other.property.ty.value) {
                (
                    Type {
                        base: Base::Link(one),
                        lists,
                    },
                    Type {
                        base: Base::Link(another),
                        lists: as_many,
                    },
                ) if lists == as_many
                    && decoding::holds_definition(&row.ty)
                    && decoding::holds_definition(&other.ty) =>
                {
                    if pairs.new_name(one) != another {
                        waiting.push((one, another));
                    }
                }
                _ => relation.add(words(row, other, pairs)),
            }
        }
        after.into_values().for_each(|row| relation.add(came(row)));
    }
    relation
}

fn rows(item: &Struct) -> impl Iterator<Item = (&str, &Field)> {
    item.fields.iter().map(|field| (field.wire_name(), field))
}

fn flags(old: &Field, new: &Field) -> Relation {
    let (was, is) = (old.required, new.required);
    Relation {
        wider: was && !is,
        narrower: !was && is,
        wire: breaking(!was && is, was && !is),
    }
}

/// The relation of two types that are not both links.
fn words(old: &Field, new: &Field, pairs: &Pairs<'_>) -> Relation {
    if spelling::same(&old.property.ty.value, &new.property.ty.value, pairs) {
        return Relation::EQUAL;
    }
    let wire = decoding::wire(&old.ty, &new.ty);
    Relation {
        wider: wire.received != Effect::Compatible,
        narrower: wire.sent != Effect::Compatible,
        wire,
    }
}

/// The relation of two types, each of which may be any JSON.
const fn anything(from: bool, to: bool) -> Relation {
    Relation {
        wider: !from,
        narrower: !to,
        wire: breaking(!to, !from),
    }
}

const fn breaking(sent: bool, received: bool) -> Wire {
    Wire {
        sent: Effect::breaking_if(sent),
        received: Effect::breaking_if(received),
    }
}

const fn gone(row: &Field) -> Relation {
    Relation {
        wider: false,
        narrower: true,
        wire: Wire {
            sent: Effect::Breaking,
            received: if row.required {
                Effect::Breaking
            } else {
                Effect::Silent
            },
        },
    }
}

/// Returns the relation if a property came; a required one counts both ways: the new shape has more to
/// send, and the old one is no longer complete.
fn came(row: &Field) -> Relation {
    let required = row.required;
    Relation {
        wider: true,
        narrower: required,
        wire: breaking(required, false),
    }
}

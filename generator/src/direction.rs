//! The noun `Directions`: which definitions clients send, and which they receive, read off a [`Model`].
//!
//! A request is sent and a response is received, with everything that it links to; what a read-only
//! property links to is not sent. Links are those of the decision, as overrides have them; whether one is
//! required does not matter.

use std::collections::BTreeMap;

use crate::model::{Field, Indexed, Model, Struct};
use crate::operations::Operation;
use crate::schema::Type;

/// The side of the wire on which clients meet a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// No operation leads to it.
    Unreached,
    /// Clients send it.
    Sent,
    /// Clients receive it.
    Received,
    /// Clients send and receive it.
    Both,
}

impl Direction {
    pub(crate) const fn new(sent: bool, received: bool) -> Self {
        match (sent, received) {
            (false, false) => Self::Unreached,
            (true, false) => Self::Sent,
            (false, true) => Self::Received,
            (true, true) => Self::Both,
        }
    }

    /// Returns `true` if clients send it.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// The direction of what is met on the sides of both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self::new(
            self.is_sent() || other.is_sent(),
            self.is_received() || other.is_received(),
        )
    }

    /// Returns `true` if clients receive it.
    pub const fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

impl std::fmt::Display for Direction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unreached => "unreached",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "both",
        })
    }
}

/// The direction of every definition.
#[derive(Clone, Debug)]
pub struct Directions<'a>(BTreeMap<&'a str, Direction>);

impl<'a> Directions<'a> {
    /// The directions of `model`; `None` where nothing is known of operations.
    pub fn of(model: &'a Model) -> Option<Self> {
        let operations = model.operations.as_deref()?;
        Some(Self::among(&model.structs, operations))
    }

    /// The directions of `structs` by `operations`.
    pub(crate) fn among(structs: &'a Indexed<Struct>, operations: &[Operation]) -> Self {
        Self::with(structs, operations, |field| field.sent)
    }

    /// The same as if the overrides had no `sent = true`.
    pub fn without_overrides(model: &'a Model) -> Option<Self> {
        let operations = model.operations.as_deref()?;
        Some(Self::with(&model.structs, operations, |_| false))
    }

    fn with(
        structs: &'a Indexed<Struct>,
        operations: &[Operation],
        is_sent: impl Fn(&Field) -> bool,
    ) -> Self {
        let targets: Vec<Vec<_>> = structs
            .iter()
            .map(|item| {
                let idents = item
                    .fields
                    .iter()
                    .filter_map(|field| Some((field, field.ty.ident()?)));
                idents
                    .filter_map(|(field, ident)| Some((field, structs.position(ident)?)))
                    .collect()
            })
            .collect();
        let number = |ty: &Type| structs.position_of_name(ty.definition()?);
        let requests = operations
            .iter()
            .filter_map(|operation| number(&operation.request()?.value));
        let overridden = targets
            .iter()
            .flatten()
            .filter(|(field, _)| is_sent(field))
            .map(|&(_, to)| to);
        let responses = operations.iter().flat_map(Operation::responses);
        let is_written = |field: &Field| !field.read_only;
        let sent = closure(&targets, requests.chain(overridden).collect(), is_written);
        let responses = responses.filter_map(|response| number(&response.ty.value));
        let received = closure(&targets, responses.collect(), |_| true);
        let directions = structs
            .iter()
            .enumerate()
            .map(|(at, item)| (item.name(), Direction::new(sent[at], received[at])));
        Self(directions.collect())
    }

    /// The direction of the definition `name`; that of a stranger is unreached.
    pub fn get(&self, name: &str) -> Direction {
        self.0.get(name).copied().unwrap_or(Direction::Unreached)
    }

    /// Every definition and its direction, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Direction)> {
        self.0.iter().map(|(&name, &direction)| (name, direction))
    }
}

/// Marks the structs that the links of these fields lead to from those that are `waiting`, themselves
/// included.
fn closure(
    targets: &[Vec<(&Field, usize)>],
    mut waiting: Vec<usize>,
    leads: impl Fn(&Field) -> bool,
) -> Vec<bool> {
    let mut reached = vec![false; targets.len()];
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            let links = targets[at].iter().filter(|(field, _)| leads(field));
            waiting.extend(links.map(|&(_, to)| to));
        }
    }
    reached
}

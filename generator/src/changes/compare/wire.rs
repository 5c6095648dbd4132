//! Gives each kind of change its verdicts for the wire.
//!
//! They are about a program that was built with the old models: whether what it sends is still
//! taken, and whether it still reads what it gets. A server may refuse what it does not know, so a
//! name it no longer describes breaks; the models keep what they do not know, so a new name does
//! not. The reasons are written out in `kinds/<id>.md`.

use super::links::Relation;
use crate::changes::change::{Effect, Wire};
use crate::changes::kind::Kind;

/// What the verdicts of some kinds depend on.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// Whether the old models demand something of what they read that is now missing.
    pub(super) demanded: bool,
    /// Whether the API now demands something of what it gets that was unknown before.
    pub(super) demands: bool,
    /// How the definitions of two links differ.
    pub(super) relation: Option<Relation>,
}

pub(super) fn verdict(kind: Kind, facts: Facts) -> Wire {
    use Effect::{Breaking, Compatible, None};
    let breaks = |it: bool| if it { Breaking } else { Compatible };
    let relation = facts.relation.unwrap_or(Relation::DIFFERENT);
    let (sent, received) = match kind {
        Kind::DefinitionAdded
        | Kind::DefinitionRenamed
        | Kind::TypeLinkEqual
        | Kind::TypeRespelled
        | Kind::DateClassGained
        | Kind::DateClassLost
        | Kind::OverrideAdded
        | Kind::OverrideRemoved
        | Kind::OverrideChanged
        | Kind::EnumAdded
        | Kind::EnumRemoved
        | Kind::EnumValueAdded
        | Kind::EnumValueRemoved
        | Kind::DeprecationAdded
        | Kind::DeprecationRemoved
        | Kind::DescriptionChanged => (None, None),
        Kind::PropertyAddedOptional => (Compatible, Compatible),
        Kind::DefinitionFilled => (breaks(facts.demands), Compatible),
        Kind::PropertyAddedRequired
        | Kind::RequiredAdded
        | Kind::TypeFromObject
        | Kind::DateClassChanged
        | Kind::DefinitionRemoved => (Breaking, Compatible),
        Kind::DefinitionEmptied | Kind::PropertyRemoved => (Breaking, breaks(facts.demanded)),
        Kind::RequiredDropped => (Compatible, breaks(facts.demanded)),
        Kind::TypeToObject => (Compatible, Breaking),
        Kind::TypeLinkWider | Kind::TypeLinkNarrower | Kind::TypeLinkDifferent => (
            breaks(relation.breaks_sent),
            breaks(relation.breaks_received),
        ),
        Kind::PropertyRenamed
        | Kind::WireNameCaseChanged
        | Kind::TypeScalarChanged
        | Kind::TypeOneToList
        | Kind::TypeListToOne
        | Kind::TypeListDepthChanged
        | Kind::TypeScalarToLink
        | Kind::TypeLinkToScalar => (Breaking, Breaking),
    };
    Wire { sent, received }
}

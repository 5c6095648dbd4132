//! Gives each entry its verdicts for the wire.
//!
//! They are about a program that was built with the old models: whether what it sends is still
//! taken, and whether it still reads what it gets.

use super::links::Relation;
use crate::changes::kind::Kind;
use crate::changes::verdict::Verdict;
use crate::changes::verdict::{Effect, Wire};

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

/// The verdicts of an entry: those of its kind, and where these depend on facts, what the facts say.
pub(super) fn verdict(kind: Kind, facts: Facts) -> Wire {
    let relation = facts.relation.unwrap_or(Relation::DIFFERENT);
    let (demands, demanded) = match kind {
        Kind::TypeLinkWider | Kind::TypeLinkNarrower | Kind::TypeLinkDifferent => {
            (relation.breaks_sent, relation.breaks_received)
        }
        _ => (facts.demands, facts.demanded),
    };
    let effect = |verdict, breaks| match (verdict, breaks) {
        (Verdict::Always(effect), _) => effect,
        (Verdict::Depends, true) => Effect::Breaking,
        (Verdict::Depends, false) => Effect::Compatible,
    };
    Wire {
        sent: effect(kind.sent(), demands),
        received: effect(kind.received(), demanded),
    }
}

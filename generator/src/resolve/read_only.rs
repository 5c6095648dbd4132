//! Makes required properties optional that no client sends and none receives.
//!
//! A required property is an argument of `new`. Where a definition is only sent, that would ask callers for
//! what the API ignores. A definition that is received as well keeps it, because answers contain it.

use std::collections::BTreeSet;

use super::{construction, fields};
use crate::direction::{Direction, Directions};
use crate::model::{Field, Indexed, Struct};
use crate::operations::Operation;

/// Makes the read-only properties of definitions that are only sent optional.
pub(super) fn make_optional(structs: Indexed<Struct>, operations: &[Operation]) -> Indexed<Struct> {
    let is_asked_for = |field: &Field| field.required && field.read_only;
    if !structs.iter().any(|it| it.fields.iter().any(is_asked_for)) {
        return structs;
    }
    let directions = Directions::among(&structs, operations);
    let only_sent = directions
        .iter()
        .filter(|(_, direction)| *direction == Direction::Sent)
        .map(|(name, _)| name.to_owned());
    let only_sent: BTreeSet<_> = only_sent.collect();
    let mut items = structs.into_items();
    for item in items.iter_mut().filter(|it| only_sent.contains(it.name())) {
        let asked_for = item.fields.iter_mut().filter(|it| is_asked_for(it));
        asked_for.for_each(fields::make_optional);
        item.construction = construction(&item.fields);
    }
    Indexed::new(items)
}

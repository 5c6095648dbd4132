//! What is compared: definitions with their structs, properties with their fields.

use std::collections::BTreeMap;

use crate::model::{Field, Struct};
use crate::schema::{Definition, Property};

/// A definition and the struct it became.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) definition: &'a Definition,
    pub(super) structure: &'a Struct,
}

impl<'a> Item<'a> {
    pub(super) fn name(self) -> &'a str {
        &self.definition.name.value
    }
}

/// The definitions of one side.
pub(super) type ByName<'a> = BTreeMap<&'a str, Item<'a>>;

/// A property and the field it became.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) property: &'a Property,
    pub(super) field: &'a Field,
}

/// The properties of a definition with their fields.
pub(super) fn rows(item: Item<'_>) -> Vec<Row<'_>> {
    let mut fields: Vec<_> = item.structure.fields.iter().collect();
    fields.sort_by_key(|field| &field.wire_name);
    let rows = item.definition.properties.iter().filter_map(|property| {
        let name = &property.name.value;
        let at = fields.binary_search_by_key(&name, |field| &field.wire_name);
        let field = fields[at.ok()?];
        Some(Row { property, field })
    });
    rows.collect()
}

//! Prints the schema for other tools.

use serde_json::{Value, json};

use crate::schema::{Definition, Property, Schema};

/// The schema as JSON: the definitions by name, their properties as written, types in the dialect's
/// words, descriptions to the letter.
///
/// ```json
/// {"definitions": [{"name": "Queue", "file": "queue-definition.md", "description": "",
///   "properties": [{"name": "id", "type": "string", "required": true, "description": ""}]}]}
/// ```
pub fn schema(schema: &Schema) -> String {
    let mut definitions: Vec<_> = schema.definitions.iter().collect();
    definitions.sort_by_key(|definition| &definition.name.value);
    let definitions: Vec<_> = definitions.into_iter().map(|it| definition(it)).collect();
    format!("{:#}\n", json!({ "definitions": definitions }))
}

fn definition(definition: &Definition) -> Value {
    json!({
        "name": definition.name.value,
        "file": definition.file,
        "description": definition.description,
        "properties": definition.properties.iter().map(|it| property(it)).collect::<Vec<_>>(),
    })
}

fn property(property: &Property) -> Value {
    json!({
        "name": property.name.value,
        "type": property.ty.value.to_string(),
        "required": property.required.value,
        "description": property.description,
    })
}

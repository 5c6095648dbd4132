//! Prints the schema for other tools.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::types::decided_as;
use crate::direction::Directions;
use crate::model::{Call, Model};
use crate::operations::{Answer, ListForm, Location, Operation, Parameter};
use crate::permissions::Permissions;
use crate::schema::{Definition, Property, Schema, Spanned, Type};

/// The schema as JSON: the definitions by name, their properties as written, types in the dialect's
/// words, descriptions to the letter.
///
/// ```json
/// {"definitions": [{"name": "Queue", "file": "queue-definition.md", "description": "",
///   "properties": [{"name": "id", "type": "string", "required": true, "description": ""}]}]}
/// ```
///
/// If operations are known, each definition has its `direction`, and the object also has `operations`, by
/// endpoint. A parameter has `as` if its type is decided more closely, in the words of overrides, and `list`
/// if several values are sent otherwise than by repeating the name.
pub fn schema(schema: &Schema, model: &Model) -> String {
    let directions = Directions::of(model);
    let mut definitions: Vec<_> = schema.definitions.iter().collect();
    definitions.sort_by_key(|definition| &definition.name.value);
    let definitions = definitions.into_par_iter().map(|it| {
        let mut value = definition(it);
        if let Some(directions) = &directions {
            value["direction"] = json!(directions.get(&it.name.value).to_string());
        }
        value
    });
    let mut whole = json!({ "definitions": definitions.collect::<Vec<_>>() });
    if let Some(operations) = &model.operations {
        let calls: BTreeMap<_, _> = model
            .calls
            .calls
            .iter()
            .map(|call| (&call.endpoint, call))
            .collect();
        let operations = operations.iter();
        let operations = operations.map(|it| {
            let call = calls.get(&it.endpoint.value);
            operation(it, call.copied())
        });
        whole["operations"] = operations.collect();
    }
    format!("{whole:#}\n")
}

fn definition(definition: &Definition) -> Value {
    json!({
        "name": definition.name.value,
        "file": definition.file,
        "description": definition.description,
        "properties": definition.properties.iter().map(|it| property(it)).collect::<Vec<_>>(),
    })
}

fn operation(operation: &Operation, call: Option<&Call>) -> Value {
    let ty = |ty: &Spanned<Type>| ty.value.to_string();
    let parameter = |it: &Parameter| {
        let mut value = json!({
            "name": it.name.value,
            "in": it.location.word(),
            "type": ty(&it.ty),
            "required": it.required.value,
            "description": it.description,
        });
        if let Some(field) = call.and_then(|call| call.field(it)) {
            if let Some(decided) = decided_as(&it.ty.value, &field.ty) {
                value["as"] = decided.into();
            }
            if field.form != ListForm::default() && it.location == Location::Query {
                value["list"] = field.form.word().into();
            }
        }
        value
    };
    let answer = |it: &Answer| {
        json!({
            "status": it.status.value,
            "type": it.ty.as_ref().map(ty),
            "description": it.description,
        })
    };
    json!({
        "name": operation.name.value,
        "method": operation.endpoint.value.method,
        "path": operation.endpoint.value.path,
        "summary": operation.summary,
        "description": operation.description,
        "deprecated": operation.deprecated,
        "permissions": operation.permissions.as_ref().map(permissions),
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "answers": operation.answers.iter().map(answer).collect::<Vec<_>>(),
    })
}

fn permissions(permissions: &Permissions) -> Value {
    let requires = if permissions.all { "all" } else { "any" };
    json!({ "requires": requires, "names": permissions.names })
}

fn property(property: &Property) -> Value {
    json!({
        "name": property.name.value,
        "type": property.ty.value.to_string(),
        "required": property.required.value,
        "description": property.description,
    })
}

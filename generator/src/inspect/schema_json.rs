//! Prints the schema for other tools.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::direction::Directions;
use crate::model::Model;
use crate::operations::{Answer, Operation, Parameter};
use crate::schema::{Definition, Property, Schema, Spanned, Type};

/// The schema as JSON: the definitions by name, their properties as written, types in the dialect's
/// words, descriptions to the letter.
///
/// ```json
/// {"definitions": [{"name": "Queue", "file": "queue-definition.md", "description": "",
///   "properties": [{"name": "id", "type": "string", "required": true, "description": ""}]}]}
/// ```
///
/// Where operations are known, each definition has its `direction`, and beside the definitions stand
/// the `operations`, by endpoint.
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
        whole["operations"] = operations.iter().map(operation).collect();
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

fn operation(operation: &Operation) -> Value {
    let ty = |ty: &Spanned<Type>| ty.value.to_string();
    let parameter = |it: &Parameter| {
        json!({
            "name": it.name.value,
            "in": it.location.word(),
            "type": ty(&it.ty),
            "required": it.required.value,
            "description": it.description,
        })
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
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "answers": operation.answers.iter().map(answer).collect::<Vec<_>>(),
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

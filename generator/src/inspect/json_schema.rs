//! Prints the models as a JSON Schema, draft 2020-12, for other languages and for validators.
//!
//! It accepts what the Rust models decode, and states no more than they do:
//!
//! - Unknown properties are allowed, because the API adds some every week.
//! - A property that is not required may also be `null`, because servers send that for an absent
//!   value, and the models read it as one. One that is required may not, unless any JSON is a value.
//! - An enum lists the words that are known and allows any other text.
//! - A `format` describes; it does not refuse. The models keep malformed dates as well, and draft
//!   2020-12 treats `format` as an annotation unless a validator is set to check it.
//!
//! Formats are those of JSON Schema where there is one, `date-time`, `date` and `duration`; else
//! those of the OpenAPI registry, such as `date-time-local`, `time-local` and `int64`; and `interval`
//! for two moments, for which no registry has a word.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::model::{Enum, Field, Model, Struct, Type};
use crate::scalar::{Form, Scalar};

/// The models as one JSON Schema with a definition for each, described in the author's words.
/// If `root` names a definition, the schema describes values of it.
///
/// ```json
/// {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/Queue",
///   "$defs": {"Queue": {"type": "object", "properties": {"id": {"type": "string"}},
///     "required": ["id"]}}}
/// ```
pub fn json_schema(model: &Model, root: Option<&str>) -> String {
    let printer = Printer::of(model);
    let mut definitions: Map<String, Value> = model
        .structs
        .iter()
        .map(|item| (item.name().to_owned(), printer.object(item)))
        .collect();
    for item in &model.enums {
        definitions.insert(printer.name(&item.ident).to_owned(), open_enum(item));
    }
    let mut whole = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema" });
    if let Some(root) = root {
        whole["$ref"] = reference(root).into();
    }
    whole["$defs"] = definitions.into();
    format!("{whole:#}\n")
}

struct Printer<'a> {
    /// The names below `$defs`, by the identifiers that types refer to.
    names: BTreeMap<&'a str, String>,
}

impl<'a> Printer<'a> {
    /// Definitions keep their names. An enum has that of its type, unless a definition has it.
    fn of(model: &'a Model) -> Self {
        let definitions: BTreeSet<_> = model.structs.iter().map(|item| item.name()).collect();
        let structs = model
            .structs
            .iter()
            .map(|item| (item.ident.as_str(), item.name().to_owned()));
        let enums = model.enums.iter().map(|item| {
            let mut name = item.ident.clone();
            while definitions.contains(name.as_str()) {
                name.push('_');
            }
            (item.ident.as_str(), name)
        });
        Self {
            names: structs.chain(enums).collect(),
        }
    }

    fn name<'s>(&'s self, ident: &'s str) -> &'s str {
        self.names.get(ident).map_or(ident, String::as_str)
    }

    fn object(&self, item: &Struct) -> Value {
        if item.is_alias() {
            let mut anything = json!({});
            describe(&mut anything, &item.definition.description);
            return anything;
        }
        let fields = item.fields.iter();
        let properties: Map<String, Value> = fields
            .map(|field| (field.wire_name().to_owned(), self.property(field)))
            .collect();
        let required: Vec<_> = item
            .fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.wire_name())
            .collect();
        let mut object = json!({ "type": "object" });
        describe(&mut object, &item.definition.description);
        if item.deprecated.is_some() {
            object["deprecated"] = true.into();
        }
        object["properties"] = properties.into();
        if !required.is_empty() {
            object["required"] = required.into();
        }
        object
    }

    fn property(&self, field: &Field) -> Value {
        let mut property = self.value(&field.ty);
        describe(&mut property, &field.property.description);
        if field.deprecated.is_some() {
            property["deprecated"] = true.into();
        }
        if field.read_only {
            property["readOnly"] = true.into();
        }
        property
    }

    fn value(&self, ty: &Type) -> Value {
        match ty {
            Type::Scalar(scalar) => scalar_schema(*scalar),
            Type::Struct(ident)
            | Type::Alias(ident)
            | Type::Enum(ident)
            | Type::IntegerEnum(ident) => {
                json!({ "$ref": reference(self.name(ident)) })
            }
            Type::Map(inner) => {
                json!({ "type": "object", "additionalProperties": self.value(inner) })
            }
            Type::List(inner) => json!({ "type": "array", "items": self.value(inner) }),
            Type::Boxed(inner) => self.value(inner),
            Type::Optional(inner) => nullable(self.value(inner)),
        }
    }
}

/// A decoder refuses integers out of range, and so does the schema, as far as JSON's numbers are exact
/// everywhere.
fn scalar_schema(scalar: Scalar) -> Value {
    let mut schema = match scalar.form() {
        Form::Any => json!({}),
        Form::Integer(range) => {
            let mut schema = json!({ "type": "integer" });
            for (bound, number) in [("minimum", range.start()), ("maximum", range.end())] {
                if number.abs() <= EXACT {
                    schema[bound] = json!(*number as i64);
                }
            }
            schema
        }
        form => json!({ "type": form.word().text() }),
    };
    if let Some(format) = scalar.format() {
        schema["format"] = format.into();
    }
    schema
}

/// Up to where every whole number is an `f64`.
const EXACT: i128 = 1 << 53;

/// The known words, and any other: servers learn new ones, and the models keep them.
fn open_enum(item: &Enum) -> Value {
    let values = item.constants.iter().map(|constant| &constant.value);
    let ty = if item.integers { "integer" } else { "string" };
    let values: Vec<_> = values
        .map(|value| match value.parse::<i64>() {
            Ok(number) if item.integers => json!(number),
            _ => json!(value),
        })
        .collect();
    let mut schema = json!({ "anyOf": [{ "enum": values }, { "type": ty }] });
    describe(&mut schema, &item.description);
    schema
}

/// The same schema for a value that may be `null` as well.
fn nullable(mut schema: Value) -> Value {
    if let Some(ty) = schema.get_mut("type") {
        *ty = json!([ty.take(), "null"]);
        return schema;
    }
    let allows_everything = schema.as_object().is_none_or(Map::is_empty);
    if allows_everything {
        schema
    } else {
        json!({ "anyOf": [schema, { "type": "null" }] })
    }
}

fn describe(schema: &mut Value, description: &str) {
    if !description.is_empty() {
        schema["description"] = description.into();
    }
}

/// The reference to a definition: its name as a JSON pointer in the fragment of a URI.
fn reference(name: &str) -> String {
    let mut reference = "#/$defs/".to_owned();
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            reference.push(char::from(byte));
        } else {
            reference.push_str(&format!("%{byte:02X}"));
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ty: &Type, expected: &Value) {
        let printer = Printer {
            names: BTreeMap::from([("Queue", "queue/one".to_owned())]),
        };
        assert_eq!(&printer.value(ty), expected, "for {ty:?}");
    }

    fn optional(ty: Type) -> Type {
        Type::Optional(Box::new(ty))
    }

    #[test]
    fn optional_values_may_be_null() {
        check(&Type::Scalar(Scalar::Bool), &json!({ "type": "boolean" }));
        check(
            &optional(Type::Scalar(Scalar::Bool)),
            &json!({ "type": ["boolean", "null"] }),
        );
        check(&optional(Type::Scalar(Scalar::Json)), &json!({}));
        check(
            &optional(Type::List(Box::new(Type::Scalar(Scalar::Number)))),
            &json!({ "type": ["array", "null"], "items": { "type": "number" } }),
        );
        check(
            &optional(Type::Scalar(Scalar::LocalTime)),
            &json!({ "type": ["string", "null"], "format": "time-local" }),
        );
    }

    #[test]
    fn overrides_say_more() {
        let map = Type::Map(Box::new(Type::Enum("Word".to_owned())));
        let values = json!({ "$ref": "#/$defs/Word" });
        check(
            &optional(map),
            &json!({ "type": ["object", "null"], "additionalProperties": values }),
        );
        let number = json!({ "type": "integer", "format": "uint64", "minimum": 0 });
        check(&Type::Scalar(Scalar::U64), &number);
    }

    #[test]
    fn links_lead_to_definitions_whatever_their_names() {
        let link = json!({ "$ref": "#/$defs/queue~1one" });
        check(&Type::Struct("Queue".to_owned()), &link);
        check(
            &optional(Type::Boxed(Box::new(Type::Struct("Queue".to_owned())))),
            &json!({ "anyOf": [link, { "type": "null" }] }),
        );
        assert_eq!(reference("a b~c%"), "#/$defs/a%20b~0c%25");
    }
}

//! The definitions and overrides of the case `analytics` state what is known of the API from elsewhere.
//!
//! `DEFINITIONS_FACTS` names a JSON file: by definition, a list of properties, each with its `name`,
//! `type` and `required` flag, and where more is known a `kind` (`int32`, `date-time`, `enum[]`, …),
//! the `values` of an enum, and in `of` what a map holds.

use std::collections::BTreeMap;

use generator::model::{Field, Model, Type};
use generator::scalar::Scalar;
use serde_json::Value;
use tests::folder::Folder;

/// The facts about one property, from either side.
#[derive(Debug, PartialEq)]
struct Fact {
    ty: String,
    required: bool,
    kind: String,
    values: Vec<String>,
}

#[test]
#[cfg_attr(not(facts), ignore = "DEFINITIONS_FACTS is unset")]
fn definitions_and_overrides_state_nothing_but_facts() {
    let path = std::env::var_os("DEFINITIONS_FACTS").expect("`DEFINITIONS_FACTS` names a file");
    let text = std::fs::read_to_string(path).expect("the facts can be read");
    let facts: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(&text).expect("the facts are lists of properties");
    let expected: BTreeMap<_, _> = facts
        .iter()
        .flat_map(|(name, properties)| properties.iter().map(move |it| fact(name, it)))
        .collect();
    for (property, stated) in found() {
        assert_eq!(Some(&stated), expected.get(&property), "{property:?}");
    }
}

fn fact(definition: &str, property: &Value) -> ((String, String), Fact) {
    let text = |key: &str| property[key].as_str().unwrap_or_default().to_owned();
    let mut values: Vec<_> = property["values"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|value| value.as_str().expect("values are texts").to_owned())
        .collect();
    values.sort();
    let kind = match text("of").as_str() {
        "" => text("kind"),
        of => format!("{} of {of}", text("kind")),
    };
    let fact = Fact {
        ty: text("type"),
        required: property["required"].as_bool().expect("flags are booleans"),
        // A number of no special kind has the kind of its type.
        kind: if kind == "number" {
            String::new()
        } else {
            kind
        },
        values,
    };
    ((definition.to_owned(), text("name")), fact)
}

/// Returns the facts of the case, in the words of the facts.
fn found() -> BTreeMap<(String, String), Fact> {
    let model = Folder::case("analytics").sound().model;
    let structs = model.structs.iter();
    let fields = structs.flat_map(|it| it.fields.iter().map(|field| (it.name().to_owned(), field)));
    fields
        .map(|(definition, field)| {
            (
                (definition, field.wire_name().to_owned()),
                stated(field, &model),
            )
        })
        .collect()
}

fn stated(field: &Field, model: &Model) -> Fact {
    let mut values = Vec::new();
    let kind = kind(&field.ty, model, &mut values);
    Fact {
        ty: field.property.ty.value.to_string(),
        required: field.required,
        kind,
        values,
    }
}

fn kind(ty: &Type, model: &Model, values: &mut Vec<String>) -> String {
    match ty {
        Type::Optional(ty) | Type::Boxed(ty) => kind(ty, model, values),
        Type::List(item) => match kind(item, model, values).as_str() {
            "" => String::new(),
            item => format!("{item}[]"),
        },
        Type::Map(value) => match value.as_ref() {
            Type::Scalar(Scalar::String) => "map of string".to_owned(),
            value => format!("map of {}", kind(value, model, values)),
        },
        Type::Enum(ident) | Type::IntegerEnum(ident) => {
            let list = model.enums.iter().find(|it| it.ident == *ident);
            let list = list.expect("every enum that is used is there");
            values.extend(list.constants.iter().map(|it| it.value.clone()));
            "enum".to_owned()
        }
        Type::Scalar(scalar) => match scalar {
            Scalar::I32 => "int32",
            Scalar::I64 => "int64",
            Scalar::F64 => "double",
            Scalar::Bool | Scalar::String | Scalar::Number | Scalar::Json => "",
            other => other.word(),
        }
        .to_owned(),
        Type::Struct(_) | Type::Alias(_) => String::new(),
    }
}

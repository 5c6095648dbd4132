//! Gives each property its field.

use std::collections::BTreeMap;

use super::dates;
use super::definitions::Names;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Field, Type};
use crate::names;
use crate::nearest::nearest;
use crate::schema::{Base, Definition, Property, Schema, file_name};

/// The words that are types in themselves.
const WORDS: [&str; 5] = ["Array", "boolean", "number", "object", "string"];

/// The fields of `definition`, by wire name.
pub(super) fn resolve(
    definition: &Definition,
    names: &Names<'_>,
    schema: &Schema,
    problems: &mut Diagnostics,
) -> Vec<Field> {
    let mut by_wire_name: BTreeMap<&str, &Property> = BTreeMap::new();
    let mut by_ident: BTreeMap<String, &Property> = BTreeMap::new();
    let mut fields = Vec::new();
    for property in &definition.properties {
        let name = &property.name;
        let first = by_wire_name.entry(&name.value).or_insert(property);
        if !std::ptr::eq(*first, property) {
            problems.push(duplicate(definition, first, property));
            continue;
        }
        // The type is looked at even where no field comes of it: each problem is one of its own.
        let ty = value_type(property, names, schema, problems);
        let Some(ident) = names::field(&name.value) else {
            problems.push(Diagnostic::new(
                Code::InvalidPropertyName,
                name.place,
                format!("no Rust field name can be made of `{}`", name.value),
                "a property's name needs at least one ASCII letter or digit",
            ));
            continue;
        };
        let first = by_ident.entry(ident.clone()).or_insert(property);
        if !std::ptr::eq(*first, property) {
            problems.push(collision(definition, &ident, first, property));
            continue;
        }
        fields.extend(ty.map(|ty| field(property, ident, ty)));
    }
    fields.sort_by(|a, b| a.wire_name.cmp(&b.wire_name));
    fields
}

fn field(property: &Property, ident: String, ty: Type) -> Field {
    let description = if property.description.is_empty() {
        format!(
            "The property `{}`, which the API does not describe.",
            property.name.value
        )
    } else {
        property.description.clone()
    };
    Field {
        ident,
        wire_name: property.name.value.clone(),
        wire_type: property.ty.value.to_string(),
        required: property.required.value,
        description,
        ty: if property.required.value {
            ty
        } else {
            optional(ty)
        },
    }
}

/// Whether an optional struct is boxed depends on nothing but its own row, so that no other
/// definition can change the type of a field; and it covers every cycle.
fn optional(ty: Type) -> Type {
    let inner = if matches!(ty, Type::Struct(_)) {
        Type::Boxed(Box::new(ty))
    } else {
        ty
    };
    Type::Optional(Box::new(inner))
}

/// The type of a value that is there; `None`, with the reason reported, where it is unknown.
fn value_type(
    property: &Property,
    names: &Names<'_>,
    schema: &Schema,
    problems: &mut Diagnostics,
) -> Option<Type> {
    let ty = &property.ty.value;
    let base = match &ty.base {
        Base::Link(name) => match names.get(name) {
            Some(resolved) => Type::Struct(resolved.ident.clone()),
            None => {
                problems.extend(unknown_definition(property, name, names, schema));
                return None;
            }
        },
        Base::Word(word) => match word.as_str() {
            "string" => dates::class(&property.description).map_or(Type::String, Type::Date),
            "boolean" => Type::Bool,
            "number" => Type::Number,
            "object" => Type::Json,
            "Array" => Type::List(Box::new(Type::Json)),
            _ => {
                problems.push(unknown_type(property, word, names));
                return None;
            }
        },
    };
    Some((0..ty.lists).fold(base, |inner, _| Type::List(Box::new(inner))))
}

fn unknown_type(property: &Property, word: &str, names: &Names<'_>) -> Diagnostic {
    let help = if names.get(word).is_some() {
        format!(
            "name a definition with a link: ``[`{}`]({})``",
            property.ty.value,
            file_name(word)
        )
    } else if let Some(near) = nearest(word, WORDS) {
        format!("did you mean `{near}`?")
    } else {
        "the types are `string`, `number`, `boolean`, `object`, `Array` and links to definitions"
            .to_owned()
    };
    Diagnostic::new(
        Code::UnknownType,
        property.ty.place,
        format!("unknown type `{word}`"),
        help,
    )
}

/// A link to a definition that is not there. Where its file is there and has a problem of its own,
/// that has been said and the link stays silent.
fn unknown_definition(
    property: &Property,
    name: &str,
    names: &Names<'_>,
    schema: &Schema,
) -> Option<Diagnostic> {
    let file = file_name(name);
    let help = match schema.files.get(&file) {
        Some(Some(other)) if other != name && file_name(other) == file => {
            format!("did you mean `{other}`?")
        }
        Some(_) => return None,
        None => match nearest(name, names.names()) {
            Some(near) => format!("did you mean `{near}`? Otherwise add `{file}`"),
            None => format!("add `{file}`, or correct the link"),
        },
    };
    let message = format!("there is no definition `{name}`");
    Some(Diagnostic::new(
        Code::UnknownDefinition,
        property.ty.place,
        message,
        help,
    ))
}

fn duplicate(definition: &Definition, first: &Property, second: &Property) -> Diagnostic {
    let name = &second.name;
    Diagnostic::new(
        Code::DuplicateProperty,
        name.place,
        format!(
            "`{}` has the property `{}` twice",
            definition.name.value, name.value
        ),
        "remove one of the two rows",
    )
    .related(first.name.place, "it stands here first")
}

fn collision(
    definition: &Definition,
    ident: &str,
    first: &Property,
    second: &Property,
) -> Diagnostic {
    let (one, other) = (&first.name, &second.name);
    Diagnostic::new(
        Code::FieldCollision,
        other.place,
        format!(
            "`{}` and `{}` of `{}` both become the field `{ident}`",
            one.value, other.value, definition.name.value
        ),
        "rename one of the two properties",
    )
    .related(one.place, "the other property")
}

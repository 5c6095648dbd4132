//! Reads types back from the Rust of a file.

use std::collections::BTreeSet;

use quote::ToTokens;

use crate::model::{Date, Pinned, Type};

/// The type that is written so. One that the model has no word for stands for itself, by its text.
pub(super) fn read(ty: &syn::Type, enums: &BTreeSet<&str>) -> Type {
    known(ty, enums).unwrap_or_else(|| Type::Struct(text(ty)))
}

/// A type or another piece of Rust in one line, without the blanks that tokens come with.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (wide, narrow) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" (", "("),
    ] {
        text = text.replace(wide, narrow);
    }
    text
}

fn known(ty: &syn::Type, enums: &BTreeSet<&str>) -> Option<Type> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let segments = &path.path.segments;
    let (first, last) = (segments.first()?, segments.last()?);
    let name = last.ident.to_string();
    // A definition may be called `Option`.
    if first.ident == "super" {
        return Some(if enums.contains(&*name) {
            Type::Enum(name)
        } else {
            Type::Struct(name)
        });
    }
    let arguments = arguments(last);
    let inner = |at: usize| Some(Box::new(read(arguments.get(at)?, enums)));
    Some(match (name.as_str(), arguments.len()) {
        ("Option", 1) => Type::Optional(inner(0)?),
        ("Vec", 1) => Type::List(inner(0)?),
        ("Box", 1) => Type::Boxed(inner(0)?),
        ("BTreeMap", 2) => Type::Map(inner(1)?),
        ("String", 0) => Type::String,
        ("bool", 0) => Type::Bool,
        ("Number", 0) if first.ident == "serde_json" => Type::Number,
        ("Value", 0) if first.ident == "serde_json" => Type::Json,
        (name, 0) if is_date(path) => Type::Date(DATES.into_iter().find(|it| it.ident() == name)?),
        (name, 0) => Type::Pinned(PINNED.into_iter().find(|it| it.ident() == name)?),
        _ => return None,
    })
}

fn is_date(path: &syn::TypePath) -> bool {
    path.path
        .segments
        .iter()
        .any(|segment| segment.ident == "dates")
}

fn arguments(segment: &syn::PathSegment) -> Vec<&syn::Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

const DATES: [Date; 6] = [
    Date::DateTime,
    Date::Date,
    Date::LocalDateTime,
    Date::LocalTime,
    Date::Interval,
    Date::Duration,
];

const PINNED: [Pinned; 6] = [
    Pinned::I32,
    Pinned::I64,
    Pinned::U32,
    Pinned::U64,
    Pinned::F32,
    Pinned::F64,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let ty: syn::Type = syn::parse_str(text).expect("it is a type");
        let ty = read(&ty, &BTreeSet::from(["Direction"]));
        assert_eq!(ty.to_string(), expected);
    }

    #[test]
    fn types_read_as_reports_name_them() {
        check("Option<Box<super::Queue>>", "Option<Box<Queue>>");
        check("std::option::Option<std::string::String>", "Option<String>");
        check("super::Option", "Option");
        check("Vec<Vec<serde_json::Number>>", "Vec<Vec<Number>>");
        check(
            "std::collections::BTreeMap<String, f64>",
            "BTreeMap<String, f64>",
        );
        check("Option<crate::dates::DateTime>", "Option<DateTime>");
        check(
            "Option<chrono::DateTime<chrono::Utc>>",
            "Option<chrono::DateTime<chrono::Utc>>",
        );
        check(
            "HashMap<String, super::Queue>",
            "HashMap<String, super::Queue>",
        );
    }

    #[test]
    fn enums_are_told_from_structs() {
        let ty: syn::Type = syn::parse_str("super::Direction").expect("it is a type");
        let is = read(&ty, &BTreeSet::from(["Direction"]));
        assert_eq!(is, Type::Enum("Direction".to_owned()));
    }
}

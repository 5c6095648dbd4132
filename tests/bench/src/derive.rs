//! The same models as a plain crate with serde's derive would have them.
//!
//! In: the model. Out: source files. Same fields, same `Option`s, same documentation; dates and enums
//! are `String`, because plain serde has no better.

use std::fmt::Write;

use generator::model::{Construction, Model, Struct, Type};
use generator::scalar::Form;

/// The files below `src/`, by name.
pub(crate) fn files(model: &Model) -> Vec<(String, String)> {
    let mut root = String::from("//! The models, with serde's derive.\n\n");
    let mut files = Vec::new();
    for item in &model.structs {
        // Writing to a `String` cannot fail.
        let _ = writeln!(root, "mod {0};\npub use {0}::{1};", item.module, item.ident);
        files.push((format!("{}.rs", item.file_stem), definition(item)));
    }
    files.push(("lib.rs".to_owned(), root));
    files
}

fn definition(item: &Struct) -> String {
    let default = match item.construction {
        Construction::Alias => return format!("pub type {} = ::serde_json::Value;\n", item.ident),
        Construction::Default => "Default, ",
        Construction::New { .. } => "",
    };
    let mut text = String::new();
    let _ = write!(
        text,
        "#[doc = {:?}]\n#[derive(Clone, Debug, PartialEq, {default}::serde::Serialize, ::serde::Deserialize)]\npub struct {} {{\n",
        item.definition.description, item.ident
    );
    for field in &item.fields {
        let optional = if matches!(field.ty, Type::Optional(_)) {
            ", default, skip_serializing_if = \"::std::option::Option::is_none\""
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "    #[doc = {:?}]\n    #[serde(rename = {:?}{optional})]\n    pub {}: {},",
            field.property.description,
            field.wire_name(),
            field.ident,
            written(&field.ty)
        );
    }
    text + "}\n"
}

/// A type by its full path, because a model may be called `Option`.
fn written(ty: &Type) -> String {
    match ty {
        Type::Enum(_) => "::std::string::String".to_owned(),
        Type::IntegerEnum(_) => "::core::primitive::i64".to_owned(),
        Type::Scalar(scalar) => match scalar.form() {
            Form::Text | Form::Formatted(..) => "::std::string::String".to_owned(),
            _ => match scalar.path() {
                path if path.contains("::") => format!("::{path}"),
                path => format!("::core::primitive::{path}"),
            },
        },
        Type::Struct(name) | Type::Alias(name) => format!("crate::{name}"),
        Type::List(item) => format!("::std::vec::Vec<{}>", written(item)),
        Type::Map(item) => format!(
            "::std::collections::BTreeMap<::std::string::String, {}>",
            written(item)
        ),
        Type::Boxed(inner) => format!("::std::boxed::Box<{}>", written(inner)),
        Type::Optional(inner) => format!("::std::option::Option<{}>", written(inner)),
    }
}

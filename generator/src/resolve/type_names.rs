//! Decides which definitions there are, and gives each its type and file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Type;
use crate::names;
use crate::overrides::{ModelEntry, Overrides};
use crate::schema::{Definition, Schema, file_name};
use crate::source::Place;

/// The definitions that have a type, by name.
pub(super) struct Names<'a> {
    by_name: BTreeMap<&'a str, Resolved<'a>>,
}

/// A definition and the Rust names made of its own.
pub(super) struct Resolved<'a> {
    pub(super) definition: &'a Arc<Definition>,
    pub(super) ident: String,
    pub(super) file_stem: String,
    /// The origin of the Rust names: the heading, or the override that renames the type.
    pub(super) place: Place,
    /// The overrides of the type.
    pub(super) entry: Option<&'a ModelEntry>,
}

impl Resolved<'_> {
    /// `true` if the definition does not describe its values, so that they are any JSON. What could not
    /// be read whole may have had properties.
    pub(super) fn is_alias(&self) -> bool {
        self.definition.properties.is_empty() && !self.definition.broken
    }

    /// The type of fields that hold it.
    pub(super) fn ty(&self) -> Type {
        let ident = self.ident.clone();
        if self.is_alias() {
            Type::Alias(ident)
        } else {
            Type::Struct(ident)
        }
    }
}

impl<'a> Names<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Resolved<'a>> {
        self.by_name.get(name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Resolved<'a>> {
        self.by_name.values()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.by_name.keys().copied()
    }
}

pub(super) fn resolve<'a>(
    schema: &'a Schema,
    overrides: &'a Overrides,
    problems: &mut Diagnostics,
) -> Names<'a> {
    let mut by_file_stem: BTreeMap<String, Resolved<'a>> = BTreeMap::new();
    for definition in unique(schema, problems) {
        let name = &definition.name.value;
        let entry = overrides.models.get(name);
        let (ident, place) = match renamed(definition, entry, problems) {
            Some((ident, place)) => (Some(ident), place),
            None => (names::type_name(name), definition.name.place),
        };
        let types = ident.and_then(|ident| Some((names::file_stem(&ident)?, ident)));
        let Some((file_stem, ident)) = types else {
            problems.push(Diagnostic::new(
                Code::InvalidDefinitionName,
                place,
                format!("no Rust type name can be made of `{name}`"),
                "a definition's name needs at least one ASCII letter or digit",
            ));
            continue;
        };
        if let Some(other) = by_file_stem.get(&file_stem) {
            problems.push(collision(&file_stem, other, definition, place));
            continue;
        }
        by_file_stem.insert(
            file_stem.clone(),
            Resolved {
                definition,
                ident,
                file_stem,
                place,
                entry,
            },
        );
    }
    let by_name = by_file_stem
        .into_values()
        .map(|resolved| (resolved.definition.name.value.as_str(), resolved));
    Names {
        by_name: by_name.collect(),
    }
}

fn collision(
    file_stem: &str,
    other: &Resolved<'_>,
    definition: &Definition,
    place: Place,
) -> Diagnostic {
    // Where just one of them is renamed, that name is the one to change.
    let renamed = other.place != other.definition.name.place && place == definition.name.place;
    let (place, related) = if renamed {
        (other.place, place)
    } else {
        (place, other.place)
    };
    Diagnostic::new(
        Code::TypeCollision,
        place,
        format!(
            "`{}` and `{}` both become `{file_stem}.rs`",
            other.definition.name.value, definition.name.value
        ),
        "rename one of the two types: `rename` in the definition's entry under `[models]` in the overrides",
    )
    .related(related, "the other definition")
}

/// The name that an override gives the type, if it is one, and where it does.
fn renamed(
    definition: &Definition,
    entry: Option<&ModelEntry>,
    problems: &mut Diagnostics,
) -> Option<(String, Place)> {
    let rename = entry?.rename.as_ref()?;
    let usual = names::type_name(&definition.name.value);
    if usual.as_deref() == Some(rename.value.as_str()) {
        problems.push(Diagnostic::new(
            Code::OverrideWithoutEffect,
            rename.place,
            format!("`{}` is the type's name already", rename.value),
            "remove it",
        ));
    }
    // Another's name is a problem of the overrides, and reported with them.
    names::is_type_name(&rename.value).then(|| (rename.value.clone(), rename.place))
}

/// The definitions, by name; of those that share a name, the first that has its own file.
fn unique<'a>(schema: &'a Schema, problems: &mut Diagnostics) -> Vec<&'a Arc<Definition>> {
    let mut by_name: BTreeMap<String, Vec<&'a Arc<Definition>>> = BTreeMap::new();
    for definition in &schema.definitions {
        by_name
            .entry(definition.name.value.to_lowercase())
            .or_default()
            .push(definition);
    }
    let mut unique = Vec::new();
    for mut group in by_name.into_values() {
        group.sort_by_key(|definition| {
            (
                definition.file != file_name(&definition.name.value),
                &definition.file,
            )
        });
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        if others.is_empty() {
            check_file_name(first, schema, problems);
        }
        for other in others {
            problems.push(duplicate(first, other));
        }
        unique.push(*first);
    }
    unique.sort_by_key(|definition| &definition.name.value);
    unique
}

fn duplicate(first: &Definition, other: &Definition) -> Diagnostic {
    let (name, place) = (&other.name.value, other.name.place);
    let message = if *name == first.name.value {
        format!("`{name}` is defined twice")
    } else {
        format!(
            "`{name}` and `{}` differ in letter case alone",
            first.name.value
        )
    };
    let help = "remove one of the two files, or give its definition a name of its own";
    Diagnostic::new(Code::DuplicateDefinition, place, message, help).related(
        first.name.place,
        format!("`{}` is defined here", first.name.value),
    )
}

fn check_file_name(definition: &Definition, schema: &Schema, problems: &mut Diagnostics) {
    let expected = file_name(&definition.name.value);
    if definition.file == expected {
        return;
    }
    let help = if schema.files.contains_key(&expected) {
        "correct the name in the heading".to_owned()
    } else {
        format!("rename the file to `{expected}`, or correct the name in the heading")
    };
    problems.push(Diagnostic::new(
        Code::FileNameMismatch,
        definition.name.place,
        format!(
            "`{}` is defined in `{}`",
            definition.name.value, definition.file
        ),
        help,
    ));
}

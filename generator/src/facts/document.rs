//! The parts of the publisher's document that facts are made of.

use std::collections::{BTreeMap, BTreeSet};

use crate::json_shape::{self, Json, Shape};

static DOCUMENT: Shape = Shape::Object(
    "an OpenAPI document, which is an object",
    &[
        ("swagger", &Shape::Text),
        ("openapi", &Shape::Text),
        ("definitions", &SCHEMAS),
        ("components", &COMPONENTS),
    ],
);

static COMPONENTS: Shape =
    Shape::Object("components, which are an object", &[("schemas", &SCHEMAS)]);

static SCHEMAS: Shape = Shape::Names(&SCHEMA);

static SCHEMA: Shape = Shape::Object(
    "a schema, which is an object",
    &[
        ("$ref", &Shape::Text),
        ("type", &Shape::Text),
        ("format", &Shape::Text),
        ("enum", &Shape::Values),
        ("items", &SCHEMA),
        ("additionalProperties", &SCHEMA),
        ("properties", &SCHEMAS),
    ],
);

/// A property: its definition and its name.
pub(super) type Owner<'a> = (&'a str, &'a str);

/// The definitions, by name.
pub(super) struct Document {
    pub(super) definitions: BTreeMap<String, Schema>,
}

/// The type of a value, or a definition.
pub(super) struct Schema {
    /// `$ref`, as written.
    pub(super) reference: Option<String>,
    /// `type`
    pub(super) ty: Option<String>,
    /// `format`
    pub(super) format: Option<String>,
    /// `enum`; `Err` where it lists what no enum can have, with the reason.
    pub(super) values: Option<Result<List, &'static str>>,
    /// `items`
    pub(super) items: Option<Box<Self>>,
    /// `additionalProperties`
    pub(super) map: Option<Box<Self>>,
    /// `properties`, by name
    pub(super) properties: BTreeMap<String, Self>,
}

/// The words of an enum, each once and in order, so that lists that mean the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The reasons why it cannot be used: one problem of its form, or every cycle.
    pub(super) fn read(text: &str) -> Result<Self, Vec<String>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut json = json_shape::read(text, &DOCUMENT)
            .map_err(|error| vec![format!("the document cannot be read: {error}")])?;
        let version = json.take("swagger").or_else(|| json.take("openapi"));
        let is_known = |version: &String| version == "2.0" || version.starts_with("3.");
        if let Some(version) = version.and_then(Json::text).filter(|it| !is_known(it)) {
            return Err(vec![format!(
                "the document is of version `{version}`: Swagger 2.0 and OpenAPI 3 can be read"
            )]);
        }
        let schemas = json
            .take("components")
            .and_then(|mut it| it.take("schemas"));
        let Some(schemas) = schemas.or_else(|| json.take("definitions")) else {
            return Err(vec![
                "the document has no definitions: Swagger 2.0 has them in `definitions`, OpenAPI 3 \
                 in `components.schemas`"
                    .to_owned(),
            ]);
        };
        let document = Self {
            definitions: schemas.names(Schema::new),
        };
        let cycles = document.cycles();
        if cycles.is_empty() {
            Ok(document)
        } else {
            Err(cycles)
        }
    }

    /// Returns the definition that a `$ref` leads to, with its name.
    pub(super) fn follow(&self, reference: &str) -> Option<(&str, &Schema)> {
        let name = target(reference)?;
        let (name, schema) = self.definitions.get_key_value(&name)?;
        Some((name, schema))
    }

    /// Describes every cycle of definitions that are only other names, lists or maps of each other: no
    /// value ends them. Definitions with properties of their own may link as they like.
    fn cycles(&self) -> Vec<String> {
        let mut done = BTreeSet::new();
        let mut cycles = Vec::new();
        for start in self.definitions.keys() {
            let mut path = Vec::new();
            let mut next = Some(start.as_str());
            while let Some(name) = next.filter(|name| done.insert(*name)) {
                path.push(name);
                next = self.definitions.get(name).and_then(|it| self.next(it));
            }
            let begin = next.and_then(|name| path.iter().position(|other| *other == name));
            cycles.extend(begin.map(|begin| {
                let names = path[begin..].iter().chain(&path[begin..=begin]);
                let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
                format!(
                    "a cycle of `$ref`, which no type can be made of: {}",
                    names.join(" → ")
                )
            }));
        }
        cycles
    }

    /// Returns the definition that this one is another name, a list or a map of.
    fn next(&self, definition: &Schema) -> Option<&str> {
        let mut schema = Some(definition).filter(|it| it.properties.is_empty());
        while let Some(at) = schema {
            if let Some(reference) = &at.reference {
                return self.follow(reference).map(|(name, _)| name);
            }
            schema = at.items.as_deref().or(at.map.as_deref());
        }
        None
    }
}

/// Returns the name of the definition that a reference within the document leads to.
pub(super) fn target(reference: &str) -> Option<String> {
    let name = ["#/definitions/", "#/components/schemas/"]
        .iter()
        .find_map(|prefix| reference.strip_prefix(prefix))?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

impl Schema {
    fn new(mut json: Json) -> Self {
        let mut text = |key| json.take(key).and_then(Json::text);
        let (reference, ty, format) = (text("$ref"), text("type"), text("format"));
        let mut schema = |key| json.take(key).map(|json| Box::new(Self::new(json)));
        let (items, map) = (schema("items"), schema("additionalProperties"));
        let values = json.take("enum");
        Self {
            values: values.map(|values| List::new(values, ty.as_deref())),
            reference,
            ty,
            format,
            items,
            map,
            properties: json
                .take("properties")
                .map_or_else(BTreeMap::new, |it| it.names(Self::new)),
        }
    }
}

impl List {
    /// Makes a list of the values of an `enum` of the type `ty`. Publishers write integers in quotation
    /// marks, too.
    fn new(values: Json, ty: Option<&str>) -> Result<Self, &'static str> {
        let (mut texts, mut integers) = (BTreeSet::new(), BTreeSet::new());
        let values = if let Json::List(values) = values {
            values
        } else {
            Vec::new()
        };
        for value in values {
            match value {
                Json::Text(text) => _ = texts.insert(text),
                Json::Integer(number) => _ = integers.insert(number),
                Json::Null => {}
                _ => return Err("an enum of other values than texts and integers"),
            }
        }
        let quoted = texts.iter().map(|text| text.parse().ok());
        match (texts.is_empty(), integers.is_empty()) {
            (true, true) => Err("an enum without values"),
            (false, false) => Err("an enum of texts and integers at once"),
            (true, false) => Ok(Self::Integers(Vec::from_iter(integers))),
            (false, true) => Ok(
                match quoted
                    .collect::<Option<BTreeSet<_>>>()
                    .filter(|_| ty == Some("integer"))
                {
                    Some(integers) => Self::Integers(Vec::from_iter(integers)),
                    None => Self::Texts(Vec::from_iter(texts)),
                },
            ),
        }
    }
}

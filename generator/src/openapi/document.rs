//! The noun `Document`: what a publisher's Swagger 2.0 or OpenAPI 3 document states of its definitions
//! and operations.
//!
//! Both forms become one: a definition of `components.schemas` is one of `definitions`, and the body of
//! a request is the parameter `in: body`. Texts borrow from the document and keep their places in it;
//! nothing is looked up, and nothing is decided.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::json::{Text, pointer};
use crate::source::{FileId, Place, Span};

/// A publisher's document.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The document among the sources.
    pub file: FileId,
    /// `info.title`
    pub title: Option<Text<'a>>,
    /// `info.version`
    pub version: Option<Text<'a>>,
    /// The form, which decides where things are.
    pub form: Form,
    /// The tags, in the order of the document.
    pub tags: Vec<Tag<'a>>,
    /// The definitions, in the order of the document.
    pub definitions: Vec<Definition<'a>>,
    /// The paths, in the order of the document.
    pub paths: Vec<Path<'a>>,
    /// Parameters that operations refer to.
    pub parameters: BTreeMap<Cow<'a, str>, Parameter<'a>>,
    /// Bodies that operations refer to.
    pub bodies: BTreeMap<Cow<'a, str>, Body<'a>>,
    /// Responses that operations refer to.
    pub responses: BTreeMap<Cow<'a, str>, Response<'a>>,
}

/// The form of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Swagger 2.0
    #[default]
    Swagger2,
    /// OpenAPI 3
    OpenApi3,
}

/// A group of operations, which is a page.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The name by which operations name it.
    pub name: Text<'a>,
    /// The description.
    pub description: Option<Text<'a>>,
}

/// A definition.
#[derive(Clone, Debug)]
pub struct Definition<'a> {
    /// The key that it has.
    pub name: Text<'a>,
    /// The schema of its values as a whole.
    pub schema: Schema<'a>,
    /// The properties, in the order of the document.
    pub properties: Vec<Property<'a>>,
    /// The names of the properties that are required.
    pub required: Vec<Text<'a>>,
}

/// A property of a definition.
#[derive(Clone, Debug)]
pub struct Property<'a> {
    /// The name on the wire.
    pub name: Text<'a>,
    /// The schema of its values.
    pub schema: Schema<'a>,
}

/// The type of a value as a document states it.
#[derive(Clone, Debug, Default)]
pub struct Schema<'a> {
    /// The place of all of it.
    pub span: Span,
    /// `$ref`, as written.
    pub reference: Option<Text<'a>>,
    /// `type`; of a list, the word other than `null`.
    pub ty: Option<Text<'a>>,
    /// `format`
    pub format: Option<Text<'a>>,
    /// `description`
    pub description: Option<Text<'a>>,
    /// `items`
    pub items: Option<Box<Self>>,
    /// `additionalProperties`
    pub map: Option<Box<Self>>,
    /// `allOf`, `oneOf` or `anyOf`.
    pub composition: Option<Box<Composition<'a>>>,
    /// `enum`
    pub values: Option<Vec<Literal<'a>>>,
    /// The default and bounds such as `minimum`, in words, each with its value as written.
    pub limits: Vec<(&'static str, &'a str)>,
    /// `true` if it has properties of its own. Those of a definition are read, others are not.
    pub is_object: bool,
    /// `readOnly`
    pub is_read_only: bool,
}

/// Schemas that are combined.
#[derive(Clone, Debug)]
pub struct Composition<'a> {
    /// `allOf`, `oneOf` or `anyOf`.
    pub keyword: &'static str,
    /// The schema, if there is one in addition to that of `null`.
    pub only: Option<Schema<'a>>,
}

/// A value that an `enum` lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal<'a> {
    /// A text.
    Text(Text<'a>),
    /// An integer.
    Integer(i64),
    /// `null`
    Null,
    /// Anything else.
    Other,
}

/// A path with its operations.
#[derive(Clone, Debug)]
pub struct Path<'a> {
    /// The path, such as `/api/v2/users/{userId}`.
    pub path: Text<'a>,
    /// Parameters of all of its operations.
    pub parameters: Vec<Parameter<'a>>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation<'a>>,
    /// `$ref`, as written.
    pub reference: Option<Text<'a>>,
}

/// An operation.
#[derive(Clone, Debug, Default)]
pub struct Operation<'a> {
    /// The place of all of it.
    pub span: Span,
    /// The method, in lower case.
    pub method: Text<'a>,
    /// `operationId`
    pub name: Option<Text<'a>>,
    /// The names of its tags.
    pub tags: Vec<Text<'a>>,
    /// `summary`
    pub summary: Option<Text<'a>>,
    /// `description`
    pub description: Option<Text<'a>>,
    /// `deprecated`
    pub is_deprecated: bool,
    /// `parameters`, without those of the path.
    pub parameters: Vec<Parameter<'a>>,
    /// `requestBody` of OpenAPI 3.
    pub body: Option<Body<'a>>,
    /// The answers by status, in the order of the document.
    pub responses: Vec<(Text<'a>, Response<'a>)>,
    /// The permissions that a client needs.
    pub permissions: Option<Permissions<'a>>,
}

/// A parameter.
#[derive(Clone, Debug, Default)]
pub struct Parameter<'a> {
    /// The place of all of it.
    pub span: Span,
    /// `$ref`, as written: the parameter is elsewhere in the document.
    pub reference: Option<Text<'a>>,
    /// The name on the wire.
    pub name: Option<Text<'a>>,
    /// `in`
    pub location: Option<Text<'a>>,
    /// `required`
    pub is_required: bool,
    /// `description`
    pub description: Option<Text<'a>>,
    /// `collectionFormat` of Swagger 2.0.
    pub collection_format: Option<Text<'a>>,
    /// `style` of OpenAPI 3.
    pub style: Option<Text<'a>>,
    /// `explode` of OpenAPI 3.
    pub is_exploded: Option<bool>,
    /// The schema of its values.
    pub schema: Schema<'a>,
}

/// The body of a request in OpenAPI 3.
#[derive(Clone, Debug, Default)]
pub struct Body<'a> {
    /// `$ref`, as written: the body is elsewhere in the document.
    pub reference: Option<Text<'a>>,
    /// `required`
    pub is_required: bool,
    /// The schema of its values, in JSON if it has several media types.
    pub schema: Option<Schema<'a>>,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Response<'a> {
    /// `$ref`, as written: the answer is elsewhere in the document.
    pub reference: Option<Text<'a>>,
    /// `description`
    pub description: Option<Text<'a>>,
    /// The schema of its values, in JSON if it has several media types.
    pub schema: Option<Schema<'a>>,
}

/// `x-genesys-requires-permissions`, or `x-inin-requires-permissions`.
#[derive(Clone, Debug, Default)]
pub struct Permissions<'a> {
    /// `type`: `ANY` or `ALL`.
    pub kind: Option<Text<'a>>,
    /// The permissions.
    pub names: Vec<Text<'a>>,
}

/// The target of a `$ref` within the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Definitions,
    Parameters,
    Bodies,
    Responses,
}

impl Section {
    /// The beginnings of references to it, in Swagger 2.0 and in OpenAPI 3.
    const fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::Definitions => &["#/definitions/", "#/components/schemas/"],
            Self::Parameters => &["#/parameters/", "#/components/parameters/"],
            Self::Bodies => &["#/components/requestBodies/"],
            Self::Responses => &["#/responses/", "#/components/responses/"],
        }
    }
}

/// The name that a reference to something in the section has, without the escapes of a JSON pointer.
pub(super) fn target(reference: &str, section: Section) -> Option<Cow<'_, str>> {
    let prefixes = section.prefixes().iter();
    let name = prefixes
        .copied()
        .find_map(|it| reference.strip_prefix(it))?;
    Some(match name {
        _ if name.contains('/') => return None,
        _ if name.contains('~') => name.replace("~1", "/").replace("~0", "~").into(),
        _ => name.into(),
    })
}

/// Returns the name of the definition that a `$ref` within the document leads to.
pub fn definition_of(reference: &str) -> Option<Cow<'_, str>> {
    target(reference, Section::Definitions)
}

impl Document<'_> {
    /// The bytes at `span`.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file;
        Place { file, span }
    }

    /// The JSON pointer of a definition.
    pub fn pointer_to(&self, definition: &str) -> String {
        match self.form {
            Form::Swagger2 => pointer(["definitions", definition]),
            Form::OpenApi3 => pointer(["components", "schemas", definition]),
        }
    }
}

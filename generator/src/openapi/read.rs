//! Reads a document: text goes in, a [`Document`] comes out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::document::{
    Body, Composition, Definition, Document, Form, Literal, Operation, Parameter, Path,
    Permissions, Property, Response, Schema, Tag,
};
use super::problems;
use crate::diagnostic::Diagnostics;
use crate::json::{Read, Reader, Text};
use crate::parse::reader::unparsable;
use crate::source::{FileId, Place, Sources, Span};

/// The most schemas, parameters, answers and words of a document. The whole API has a hundred thousand, and
/// each takes some 300 bytes.
const LIMIT: usize = 750_000;

/// The keys of an operation that state permissions, the current key first.
const PERMISSIONS: [&str; 2] = [
    "x-genesys-requires-permissions",
    "x-inin-requires-permissions",
];

/// Keys whose values are kept as limits, with the words for each.
const LIMITS: [(&str, &str); 13] = [
    ("default", "Default"),
    ("exclusiveMaximum", "Exclusive maximum"),
    ("exclusiveMinimum", "Exclusive minimum"),
    ("maxItems", "Most items"),
    ("maxLength", "Greatest length"),
    ("maxProperties", "Most properties"),
    ("maximum", "Maximum"),
    ("minItems", "Fewest items"),
    ("minLength", "Least length"),
    ("minProperties", "Fewest properties"),
    ("minimum", "Minimum"),
    ("multipleOf", "Multiple of"),
    ("pattern", "Pattern"),
];

/// Reads the document that is the text of `file`; `None`, with every reason reported, where it cannot be
/// used.
pub fn read<'a>(
    sources: &'a Sources,
    file: FileId,
    problems: &mut Diagnostics,
) -> Option<Document<'a>> {
    let source = sources.get(file);
    if let Some(problem) = unparsable(file, source) {
        problems.push(problem);
        return None;
    }
    let mut reader = Reader::new(&source.text, LIMIT);
    let mut root = Root::default();
    let read = root.read(&mut reader).and_then(|()| reader.end());
    let faults = std::mem::take(&mut reader.faults);
    let mut found: Diagnostics = faults
        .into_iter()
        .map(|fault| problems::fault(file, &source.text, fault))
        .collect();
    let form = match (&read, found.has_errors()) {
        (Ok(()), false) => root.form().map_err(|(span, message)| {
            found.push(problems::no_document(Place { file, span }, &message));
        }),
        _ => Err(()),
    };
    problems.extend(found);
    let form = form.ok()?;
    Some(Document {
        file,
        title: root.title,
        version: root.version,
        form,
        tags: root.tags,
        definitions: root.definitions.unwrap_or_default(),
        paths: root.paths,
        parameters: root.parameters,
        bodies: root.bodies,
        responses: root.responses,
    })
}

/// The top of a document.
#[derive(Default)]
struct Root<'a> {
    swagger: Option<Text<'a>>,
    openapi: Option<Text<'a>>,
    title: Option<Text<'a>>,
    version: Option<Text<'a>>,
    tags: Vec<Tag<'a>>,
    definitions: Option<Vec<Definition<'a>>>,
    paths: Vec<Path<'a>>,
    has_paths: bool,
    parameters: BTreeMap<Cow<'a, str>, Parameter<'a>>,
    bodies: BTreeMap<Cow<'a, str>, Body<'a>>,
    responses: BTreeMap<Cow<'a, str>, Response<'a>>,
}

impl<'a> Root<'a> {
    fn read(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        let expected = "a Swagger 2.0 or OpenAPI 3 document, which is an object";
        let read = reader.object(expected, |reader, key| {
            match &**key {
                "swagger" => self.swagger = reader.text()?,
                "openapi" => self.openapi = reader.text()?,
                "info" => self.info(reader)?,
                "tags" => self.tags(reader)?,
                "definitions" => self.definitions = Some(definitions(reader)?),
                "components" => self.components(reader)?,
                "paths" => {
                    self.has_paths = true;
                    self.paths(reader)?;
                }
                "parameters" => self.parameters = named(reader, parameter)?,
                "responses" => self.responses = named(reader, response)?,
                _ => drop(reader.skip()?),
            }
            Ok(())
        });
        read.map(drop)
    }

    fn info(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        let read = reader.object("the information on the document", |reader, key| {
            match &**key {
                "title" => self.title = reader.text()?,
                "version" => self.version = reader.text()?,
                _ => drop(reader.skip()?),
            }
            Ok(())
        });
        read.map(drop)
    }

    fn tags(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        let read = reader.list("a list of tags", |reader| {
            reader.keep()?;
            let (mut name, mut description) = (None, None);
            reader.object("a tag, which is an object", |reader, key| {
                match &**key {
                    "name" => name = reader.text()?,
                    "description" => description = reader.text()?,
                    _ => drop(reader.skip()?),
                }
                Ok(())
            })?;
            self.tags.extend(name.map(|name| Tag { name, description }));
            Ok(())
        });
        read.map(drop)
    }

    fn components(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        let read = reader.object("components, which are an object", |reader, key| {
            match &**key {
                "schemas" => self.definitions = Some(definitions(reader)?),
                "parameters" => self.parameters = named(reader, parameter)?,
                "requestBodies" => self.bodies = named(reader, body)?,
                "responses" => self.responses = named(reader, response)?,
                _ => drop(reader.skip()?),
            }
            Ok(())
        });
        read.map(drop)
    }

    fn paths(&mut self, reader: &mut Reader<'a>) -> Read<()> {
        let read = reader.object(
            "an object with the operations of each path",
            |reader, key| {
                if key.starts_with("x-") {
                    return reader.skip().map(drop);
                }
                reader.keep()?;
                let mut path = Path {
                    path: key.clone(),
                    parameters: Vec::new(),
                    operations: Vec::new(),
                    reference: None,
                };
                reader.object(
                    "an object with an operation for each method",
                    |reader, key| {
                        match &**key {
                            "parameters" => path.parameters = parameters(reader)?,
                            "$ref" => path.reference = reader.text()?,
                            "summary" | "description" | "servers" => drop(reader.skip()?),
                            extension if extension.starts_with("x-") => drop(reader.skip()?),
                            _ => path.operations.push(operation(reader, key.clone())?),
                        }
                        Ok(())
                    },
                )?;
                self.paths.push(path);
                Ok(())
            },
        );
        read.map(drop)
    }

    /// The form of the document.
    ///
    /// # Errors
    ///
    /// A place, and the reason why the form cannot be read.
    fn form(&self) -> Result<Form, (Span, String)> {
        let version = self.openapi.as_ref().or(self.swagger.as_ref());
        let form = match version.map(|version| &**version) {
            Some("2.0") => Form::Swagger2,
            Some(version) if version.starts_with("3.") => Form::OpenApi3,
            Some(version) => {
                let span = self.openapi.as_ref().or(self.swagger.as_ref());
                let span = span.map_or_else(Span::default, |it| it.span);
                return Err((span, format!("the document is of version `{version}`")));
            }
            None => Form::Swagger2,
        };
        if self.definitions.is_none() && !self.has_paths {
            let message = "the document has neither definitions nor paths";
            return Err((Span::new(0, 1), message.to_owned()));
        }
        Ok(form)
    }
}

fn definitions<'a>(reader: &mut Reader<'a>) -> Read<Vec<Definition<'a>>> {
    let mut definitions = Vec::new();
    reader.object("an object with a schema under each name", |reader, key| {
        definitions.push(definition(reader, key.clone())?);
        Ok(())
    })?;
    Ok(definitions)
}

fn definition<'a>(reader: &mut Reader<'a>, name: Text<'a>) -> Read<Definition<'a>> {
    reader.keep()?;
    let mut schema = Schema::default();
    let mut properties = Vec::new();
    let mut required = Vec::new();
    schema.span = schema_object(reader, |reader, key| {
        match &**key {
            "properties" => {
                reader.object("an object with a schema under each name", |reader, key| {
                    let (name, schema) = (key.clone(), self::schema(reader)?);
                    properties.push(Property { name, schema });
                    Ok(())
                })?;
            }
            "required" => required = texts(reader, "a list of names")?,
            _ => entry(&mut schema, reader, key)?,
        }
        Ok(())
    })?;
    schema.is_object = !properties.is_empty();
    Ok(Definition {
        name,
        schema,
        properties,
        required,
    })
}

fn schema<'a>(reader: &mut Reader<'a>) -> Read<Schema<'a>> {
    reader.keep()?;
    let mut schema = Schema::default();
    schema.span = schema_object(reader, |reader, key| entry(&mut schema, reader, key))?;
    Ok(schema)
}

/// Reads the entries of a schema. `true` and `false` are schemas that state nothing of a type.
fn schema_object<'a>(
    reader: &mut Reader<'a>,
    each: impl FnMut(&mut Reader<'a>, &Text<'a>) -> Read<()>,
) -> Read<Span> {
    match reader.peek() {
        Some(b't' | b'f') => reader.skip(),
        _ => reader.object("a schema, which is an object", each),
    }
}

/// Reads the value of one key of a schema.
fn entry<'a>(schema: &mut Schema<'a>, reader: &mut Reader<'a>, key: &Text<'a>) -> Read<()> {
    match &**key {
        "$ref" => schema.reference = reader.text()?,
        "type" => schema.ty = word(reader)?,
        "format" => schema.format = reader.text()?,
        "description" => schema.description = reader.text()?,
        "items" => schema.items = Some(Box::new(self::schema(reader)?)),
        "additionalProperties" => schema.map = Some(Box::new(self::schema(reader)?)),
        "properties" => {
            reader.object("an object with a schema under each name", |reader, _| {
                schema.is_object = true;
                reader.skip().map(drop)
            })?;
        }
        "allOf" => schema.composition = composition(reader, "allOf")?,
        "oneOf" => schema.composition = composition(reader, "oneOf")?,
        "anyOf" => schema.composition = composition(reader, "anyOf")?,
        "enum" => schema.values = Some(literals(reader)?),
        "readOnly" => schema.is_read_only = reader.flag()?,
        key => match LIMITS.iter().find(|(limit, _)| *limit == key) {
            Some((_, words)) => schema.limits.push((words, reader.raw()?)),
            None => drop(reader.skip()?),
        },
    }
    Ok(())
}

/// Reads a text, or the one text other than `null` in a list. Several are joined by a bar.
fn word<'a>(reader: &mut Reader<'a>) -> Read<Option<Text<'a>>> {
    if reader.peek() != Some(b'[') {
        return reader.text();
    }
    let mut words = texts(reader, "a list of types")?;
    words.retain(|word| &**word != "null");
    let Some(first) = words.first() else {
        return Ok(None);
    };
    let span = first.span;
    let joined = words
        .iter()
        .map(|word| &**word)
        .collect::<Vec<_>>()
        .join("|");
    Ok(Some(Text {
        value: joined.into(),
        span,
    }))
}

fn texts<'a>(reader: &mut Reader<'a>, expected: &str) -> Read<Vec<Text<'a>>> {
    let mut texts = Vec::new();
    reader.list(expected, |reader| {
        reader.keep()?;
        texts.extend(reader.text()?);
        Ok(())
    })?;
    Ok(texts)
}

fn composition<'a>(
    reader: &mut Reader<'a>,
    keyword: &'static str,
) -> Read<Option<Box<Composition<'a>>>> {
    let mut members = Vec::new();
    reader.list("a list of schemas", |reader| {
        members.push(schema(reader)?);
        Ok(())
    })?;
    members.retain(|member| member.ty.as_deref() != Some("null"));
    let only = members.pop().filter(|_| members.is_empty());
    Ok(Some(Box::new(Composition { keyword, only })))
}

fn literals<'a>(reader: &mut Reader<'a>) -> Read<Vec<Literal<'a>>> {
    let mut literals = Vec::new();
    reader.list("a list of values", |reader| {
        reader.keep()?;
        literals.push(match reader.peek() {
            Some(b'"') => reader.text()?.map_or(Literal::Null, Literal::Text),
            _ => match reader.raw()? {
                "null" => Literal::Null,
                raw => raw.parse().map_or(Literal::Other, Literal::Integer),
            },
        });
        Ok(())
    })?;
    Ok(literals)
}

/// Reads an object with a value under each name, by name.
fn named<'a, T>(
    reader: &mut Reader<'a>,
    read: impl Fn(&mut Reader<'a>) -> Read<T>,
) -> Read<BTreeMap<Cow<'a, str>, T>> {
    let mut named = BTreeMap::new();
    reader.object("an object with a value under each name", |reader, key| {
        named.insert(key.value.clone(), read(reader)?);
        Ok(())
    })?;
    Ok(named)
}

fn operation<'a>(reader: &mut Reader<'a>, method: Text<'a>) -> Read<Operation<'a>> {
    reader.keep()?;
    let mut found = Operation {
        method,
        ..Operation::default()
    };
    let mut permissions = [None, None];
    found.span = reader.object("an operation, which is an object", |reader, key| {
        match &**key {
            "operationId" => found.name = reader.text()?,
            "tags" => found.tags = texts(reader, "a list of tags")?,
            "summary" => found.summary = reader.text()?,
            "description" => found.description = reader.text()?,
            "deprecated" => found.is_deprecated = reader.flag()?,
            "parameters" => found.parameters = parameters(reader)?,
            "requestBody" => found.body = Some(body(reader)?),
            "responses" => {
                reader.object("an object with an answer for each status", |reader, key| {
                    if key.starts_with("x-") {
                        return reader.skip().map(drop);
                    }
                    found.responses.push((key.clone(), response(reader)?));
                    Ok(())
                })?;
            }
            key => match PERMISSIONS.iter().position(|known| *known == key) {
                Some(at) => permissions[at] = Some(self::permissions(reader)?),
                None => drop(reader.skip()?),
            },
        }
        Ok(())
    })?;
    found.permissions = permissions.into_iter().flatten().next();
    Ok(found)
}

fn permissions<'a>(reader: &mut Reader<'a>) -> Read<Permissions<'a>> {
    let mut found = Permissions::default();
    reader.object("permissions, which are an object", |reader, key| {
        match &**key {
            "type" => found.kind = reader.text()?,
            "permissions" => found.names = texts(reader, "a list of permissions")?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(found)
}

fn parameters<'a>(reader: &mut Reader<'a>) -> Read<Vec<Parameter<'a>>> {
    let mut parameters = Vec::new();
    reader.list("a list of parameters", |reader| {
        parameters.push(parameter(reader)?);
        Ok(())
    })?;
    Ok(parameters)
}

/// Reads a parameter. In Swagger 2.0 it has the keys of a schema itself.
fn parameter<'a>(reader: &mut Reader<'a>) -> Read<Parameter<'a>> {
    reader.keep()?;
    let mut found = Parameter::default();
    let mut schema = None;
    found.span = reader.object("a parameter, which is an object", |reader, key| {
        match &**key {
            "$ref" => found.reference = reader.text()?,
            "name" => found.name = reader.text()?,
            "in" => found.location = reader.text()?,
            "required" => found.is_required = reader.flag()?,
            "description" => found.description = reader.text()?,
            "collectionFormat" => found.collection_format = reader.text()?,
            "style" => found.style = reader.text()?,
            "explode" => found.is_exploded = Some(reader.flag()?),
            "schema" => schema = Some(self::schema(reader)?),
            "content" => schema = content(reader)?,
            _ => entry(&mut found.schema, reader, key)?,
        }
        Ok(())
    })?;
    found.schema.span = found.span;
    found.schema = schema.unwrap_or(found.schema);
    Ok(found)
}

fn body<'a>(reader: &mut Reader<'a>) -> Read<Body<'a>> {
    reader.keep()?;
    let mut found = Body::default();
    reader.object(
        "the body of a request, which is an object",
        |reader, key| {
            match &**key {
                "$ref" => found.reference = reader.text()?,
                "required" => found.is_required = reader.flag()?,
                "content" => found.schema = content(reader)?,
                _ => drop(reader.skip()?),
            }
            Ok(())
        },
    )?;
    Ok(found)
}

fn response<'a>(reader: &mut Reader<'a>) -> Read<Response<'a>> {
    reader.keep()?;
    let mut found = Response::default();
    reader.object("an answer, which is an object", |reader, key| {
        match &**key {
            "$ref" => found.reference = reader.text()?,
            "description" => found.description = reader.text()?,
            "schema" => found.schema = Some(schema(reader)?),
            "content" => found.schema = content(reader)?,
            _ => drop(reader.skip()?),
        }
        Ok(())
    })?;
    Ok(found)
}

/// Reads the schema of a content: that of JSON, or else the first.
fn content<'a>(reader: &mut Reader<'a>) -> Read<Option<Schema<'a>>> {
    let mut found: Option<(bool, Schema<'a>)> = None;
    reader.object(
        "an object with a schema for each media type",
        |reader, key| {
            let media_type = key.split(';').next().unwrap_or_default().trim();
            let is_json = media_type == "application/json" || media_type.ends_with("+json");
            let mut schema = None;
            reader.object("a media type, which is an object", |reader, key| {
                match &**key {
                    "schema" => schema = Some(self::schema(reader)?),
                    _ => drop(reader.skip()?),
                }
                Ok(())
            })?;
            let is_better = found
                .as_ref()
                .is_none_or(|(is_known, _)| is_json && !is_known);
            if let Some(schema) = schema.filter(|_| is_better) {
                found = Some((is_json, schema));
            }
            Ok(())
        },
    )?;
    Ok(found.map(|(_, schema)| schema))
}

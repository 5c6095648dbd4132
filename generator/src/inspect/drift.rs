//! Compares recorded payloads with the model, and lists their deviations: the same that
//! `wire::deviations` of the generated crate lists for decoded values. Tests compare the two.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Number, Value, json};

use crate::model::{Constant, Field, Model, Struct, Type, UnknownModel};
use crate::nearest::nearest;
use crate::report::count;
use crate::roots::{Root, Roots};
use crate::scalar::{Form, Scalar, whole};

// One notation for both crates, or a path would be spelled otherwise than by the compiled models.
#[path = "../../../generated/src/wire/notation.rs"]
mod notation;

/// A difference between a payload and its definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The place: `conversations[3].participants[0].purpose`.
    pub path: String,
    /// The kind of difference: `unknown-property`, `unlisted-word`, `malformed-date`,
    /// `missing-property` or `mismatch`.
    pub kind: &'static str,
    /// The definitions' expectation.
    pub expected: String,
    /// The value found instead; of a long text only the start.
    pub found: String,
}

impl Deviation {
    /// The path without its indices: `conversations[*].participants[*].purpose`.
    pub fn pattern(&self) -> String {
        let (mut pattern, mut rest) = (String::new(), self.path.as_str());
        let (mut quoted, mut escaped) = (false, false);
        while let Some(character) = rest.chars().next() {
            let index = rest.strip_prefix('[').and_then(|it| it.split_once(']'));
            if let Some((digits, after)) = index
                && !quoted
                && digits.bytes().all(|byte| byte.is_ascii_digit())
            {
                pattern.push_str("[*]");
                rest = after;
                continue;
            }
            // In a quoted name, a quotation mark or a backslash has a backslash before it.
            quoted ^= character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            pattern.push(character);
            rest = &rest[character.len_utf8()..];
        }
        pattern
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
            ..
        } = self;
        write!(f, "{path}: expected {expected}, found {found}")
    }
}

/// The deviations of some payloads of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The number of payloads.
    pub payloads: usize,
    /// The number of those without deviations.
    pub clean: usize,
    /// All deviations, payload by payload.
    pub deviations: Vec<Deviation>,
}

/// Compares a payload, or a JSON array of payloads, with its definitions.
///
/// `subject` is the name of a definition, or an endpoint such as `GET /api/v2/users`: then the payloads are
/// its answers, or its requests if `is_request`.
///
/// # Errors
///
/// If there is no such definition or endpoint, or if the endpoint has no such body.
pub fn drift(
    model: &Model,
    subject: &str,
    is_request: bool,
    payload: &Value,
) -> Result<Drift, UnknownSubject> {
    let root = root(model, subject, is_request)?;
    let mut walk = Walk {
        model,
        path: String::new(),
        found: Vec::new(),
    };
    let mut payloads = 1;
    let mut clean = 0;
    match (payload, &root) {
        // The list is the payload, unless it is a list of lists.
        (Value::Array(items), Type::List(_)) if !items.iter().all(Value::is_array) => {
            walk.value(&root, payload);
            clean += usize::from(walk.found.is_empty());
        }
        (Value::Array(items), root) => {
            payloads = items.len();
            for (index, item) in items.iter().enumerate() {
                let before = walk.found.len();
                walk.at_index(index, |walk| walk.item(root, item));
                clean += usize::from(walk.found.len() == before);
            }
        }
        (payload, root) => {
            walk.value(root, payload);
            clean += usize::from(walk.found.is_empty());
        }
    }
    Ok(Drift {
        payloads,
        clean,
        deviations: walk.found,
    })
}

/// The type of the payloads.
fn root(model: &Model, subject: &str, is_request: bool) -> Result<Type, UnknownSubject> {
    let roots = Roots::from_iter([subject]);
    let is_endpoint = |root: &Root| root.is_endpoint();
    if !roots.iter().any(is_endpoint) {
        let item = model.named(subject).map_err(UnknownSubject::Model)?;
        return Ok(item.ty());
    }
    let operations = model.operations.as_deref().unwrap_or_default();
    let mut asked = operations.iter();
    let asked = asked.find(|it| roots.iter().any(|root| root.is_for_operation(it)));
    let Some(asked) = asked else {
        let all = operations.iter().map(|it| it.endpoint.value.to_string());
        let all: Vec<_> = all.collect();
        return Err(UnknownSubject::Endpoint {
            endpoint: subject.to_owned(),
            near: nearest(subject, all.iter().map(String::as_str)).map(str::to_owned),
        });
    };
    let endpoint = &asked.endpoint.value;
    let mut calls = model.calls.calls.iter();
    let call = calls.find(|call| call.endpoint == *endpoint);
    let body = call.and_then(|call| match is_request {
        true => call.request.clone(),
        false => call.response.clone(),
    });
    body.ok_or_else(|| UnknownSubject::Body {
        endpoint: endpoint.to_string(),
        is_request,
    })
}

/// The payloads belong to nothing in the definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownSubject {
    /// There is no such definition.
    Model(UnknownModel),
    /// There is no such endpoint.
    Endpoint {
        /// The endpoint asked for.
        endpoint: String,
        /// The endpoint that was probably meant.
        near: Option<String>,
    },
    /// The endpoint has no body.
    Body {
        /// The endpoint.
        endpoint: String,
        /// `true` if its request was asked for, and not its answer.
        is_request: bool,
    },
}

impl fmt::Display for UnknownSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(unknown) => unknown.fmt(f),
            Self::Endpoint { endpoint, near } => {
                write!(f, "there is no endpoint `{endpoint}`")?;
                match near {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
            Self::Body {
                endpoint,
                is_request: true,
            } => write!(f, "`{endpoint}` takes no body"),
            Self::Body { endpoint, .. } => write!(f, "`{endpoint}` returns no body"),
        }
    }
}

impl std::error::Error for UnknownSubject {}

/// The deviations of some files in groups that differ in nothing but indices, the most frequent first; and
/// the number of payloads without any.
pub fn drift_summary(found: &[(String, Drift)]) -> String {
    let mut groups: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for deviation in found.iter().flat_map(|(_, drift)| &drift.deviations) {
        *groups
            .entry((deviation.pattern(), deviation.kind))
            .or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, count)| Reverse(*count));
    let lines = groups.into_iter().map(|((path, kind), times)| {
        let kind = kind.replace('-', " ");
        format!("{path}: {kind} ({})\n", count(times, "time", "times"))
    });
    lines.chain([clean(found)]).collect()
}

/// The deviations of some files, a line each; and the number of payloads without any.
pub fn drift_text(found: &[(String, Drift)]) -> String {
    let lines = found.iter().flat_map(|(file, drift)| {
        let deviations = drift.deviations.iter();
        deviations.map(move |deviation| format!("{file}: {deviation}\n"))
    });
    lines.chain([clean(found)]).collect()
}

fn clean(found: &[(String, Drift)]) -> String {
    let payloads: usize = found.iter().map(|(_, drift)| drift.payloads).sum();
    let clean: usize = found.iter().map(|(_, drift)| drift.clean).sum();
    let payloads = count(payloads, "payload", "payloads");
    format!("{payloads}, {clean} without deviations\n")
}

/// The same as JSON.
///
/// ```json
/// {"payloads": [{"file": "a.json", "payloads": 1, "clean": 0, "deviations": [
///   {"path": "paging.pageSize", "kind": "mismatch", "expected": "…", "found": "…"}]}]}
/// ```
pub fn drift_json(found: &[(String, Drift)]) -> String {
    let payloads = found.iter().map(|(file, drift)| {
        let deviations = drift.deviations.iter().map(|it| {
            json!({
                "path": it.path, "kind": it.kind, "expected": it.expected, "found": it.found,
            })
        });
        json!({
            "file": file, "payloads": drift.payloads, "clean": drift.clean,
            "deviations": deviations.collect::<Vec<_>>(),
        })
    });
    format!(
        "{:#}\n",
        json!({ "payloads": payloads.collect::<Vec<_>>() })
    )
}

struct Walk<'m> {
    model: &'m Model,
    path: String,
    found: Vec<Deviation>,
}

impl Walk<'_> {
    fn value(&mut self, ty: &Type, value: &Value) {
        match (ty, value) {
            (Type::Optional(_), Value::Null) => {}
            (Type::Optional(ty) | Type::Boxed(ty), value) => self.value(ty, value),
            (Type::Struct(ident), Value::Object(object)) => {
                if let Some(item) = self.model.structs.by_ident(ident) {
                    self.object(item, object);
                }
            }
            (Type::List(ty), Value::Array(items)) => self.items(ty, items),
            (Type::Map(ty), Value::Object(entries)) => {
                for (key, value) in entries {
                    self.at_name(key, |walk| walk.item(ty, value));
                }
            }
            (Type::Enum(ident), Value::String(text)) => {
                self.listed(ident, "word", value, |it| it.value == *text);
            }
            (Type::Scalar(scalar), value) => self.scalar(*scalar, value),
            (Type::IntegerEnum(ident), Value::Number(number)) if is_i64(number) => {
                let lists = |it: &Constant| it.value.parse().ok() == whole(number);
                self.listed(ident, "number", value, lists);
            }
            (Type::Alias(_), _) => {}
            (ty, value) => {
                let expected = self.wanted(ty);
                self.push("mismatch", expected, value);
            }
        }
    }

    fn scalar(&mut self, scalar: Scalar, value: &Value) {
        match (scalar.form(), value) {
            (Form::Formatted(called, is_well_formed), Value::String(text)) => {
                if !is_well_formed(text) {
                    self.push("malformed-date", called.to_owned(), value);
                }
            }
            (form, value) if form.takes(value) => {}
            _ => self.push("mismatch", self.wanted(&Type::Scalar(scalar)), value),
        }
    }

    /// Compares a value of an enum.
    fn listed(&mut self, ident: &str, noun: &str, value: &Value, is: impl Fn(&Constant) -> bool) {
        let known = self.model.enums.by_ident(ident);
        if !known.is_some_and(|item| item.constants.iter().any(is)) {
            self.push(
                "unlisted-word",
                format!("a listed {noun} of `{ident}`"),
                value,
            );
        }
    }

    fn object(&mut self, item: &Struct, object: &Map<String, Value>) {
        let field = |name: &String| {
            let found = item
                .fields
                .binary_search_by_key(&name.as_str(), |field| field.wire_name());
            item.fields.get(found.ok()?)
        };
        for (name, value) in object.iter().filter(|(name, _)| field(name).is_none()) {
            let expected = format!("nothing (unknown to `{}`)", item.name());
            self.at_name(name, |walk| walk.push("unknown-property", expected, value));
        }
        for field in &item.fields {
            self.at_name(field.wire_name(), |walk| {
                walk.property(item, field, object.get(field.wire_name()));
            });
        }
    }

    fn property(&mut self, item: &Struct, field: &Field, value: Option<&Value>) {
        match value {
            None | Some(Value::Null) if field.required => {
                if value.is_some() && field.ty.is_any_json() {
                    return;
                }
                self.found.push(Deviation {
                    path: self.path.clone(),
                    kind: "missing-property",
                    expected: format!("a value (required by `{}`)", item.name()),
                    found: value.map_or("nothing", |_| "null").to_owned(),
                });
            }
            None | Some(Value::Null) => {}
            Some(value) => self.value(&field.ty, value),
        }
    }

    fn items(&mut self, ty: &Type, items: &[Value]) {
        for (index, value) in items.iter().enumerate() {
            self.at_index(index, |walk| walk.item(ty, value));
        }
    }

    /// Compares an item of a list or a value of a map. There an object that has none of its properties,
    /// although some are required, does not fit.
    fn item(&mut self, ty: &Type, value: &Value) {
        if let (Type::Struct(ident), Value::Object(object)) = (ty, value)
            && let Some(item) = self.model.structs.by_ident(ident)
            && item.fields.iter().any(|field| field.required)
            && !item
                .fields
                .iter()
                .any(|field| object.contains_key(field.wire_name()))
        {
            self.found.push(Deviation {
                path: self.path.clone(),
                kind: "mismatch",
                expected: self.wanted(ty),
                found: "an object with none of its properties".to_owned(),
            });
            return;
        }
        self.value(ty, value);
    }

    fn at_index(&mut self, index: usize, run: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        notation::push_index(&mut self.path, index);
        run(self);
        self.path.truncate(length);
    }

    /// Runs a step at the path of a name.
    fn at_name(&mut self, name: &str, run: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        notation::push_name(&mut self.path, name);
        run(self);
        self.path.truncate(length);
    }

    fn push(&mut self, kind: &'static str, expected: String, found: &Value) {
        self.found.push(Deviation {
            path: self.path.clone(),
            kind,
            expected,
            found: shown(found),
        });
    }

    fn wanted(&self, ty: &Type) -> String {
        match ty {
            Type::Optional(ty) | Type::Boxed(ty) => self.wanted(ty),
            Type::Struct(ident) => {
                let name = self.model.structs.by_ident(ident);
                format!(
                    "an object (`{}`)",
                    name.map_or(ident.as_str(), |item| item.name())
                )
            }
            Type::Scalar(scalar) => match scalar.form() {
                Form::Any => "a JSON value".to_owned(),
                Form::Integer(_) => format!("an integer of the range of `{}`", scalar.word()),
                form => format!("a {}", form.word().text()),
            },
            Type::IntegerEnum(_) => self.wanted(&Type::Scalar(Scalar::I64)),
            Type::Enum(_) => self.wanted(&Type::Scalar(Scalar::String)),
            Type::Alias(_) => self.wanted(&Type::Scalar(Scalar::Json)),
            Type::List(_) => "an array".to_owned(),
            Type::Map(_) => "an object".to_owned(),
        }
    }
}

fn is_i64(number: &Number) -> bool {
    Scalar::I64.form().takes(&Value::Number(number.clone()))
}

/// A value as messages show it; of a long text the start, for the rest may be a customer's letter.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "null".to_owned(),
        Value::String(text) => match text.char_indices().nth(40) {
            None => format!("{text:?}"),
            Some((end, _)) => format!("{:?}…", &text[..end]),
        },
        value => format!("`{value}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    const CALL: &str = "\
# `Call` Definition

| Property | Type | Required | Description |
|---|---|---|---|
| count | `number` | Yes | |
| legs | [`Call[]`](call-definition.md) | No | |
| marks | `object` | No | |
| media | `string` | No | |
| start | `string` | No | |
";

    #[test]
    fn every_deviation_is_listed_where_it_is() {
        let mut sources = Sources::default();
        sources.add("call-definition.md", CALL);
        let overrides = "[enums]\nMedia = [\"voice\"]\n[definitions.Call]\ncount = \"i32\"\n\
                         marks = \"map<i64?>\"\nmedia = \"Media\"\nstart = \"date\"\n";
        sources.overrides = Some(sources.add("overrides.toml", overrides));
        let model = crate::decide(&sources)
            .expect("the definition is sound")
            .model;
        let payload = json!([
            { "count": 1.0, "legs": [{ "count": null }, null, {}], "marks": { "a b": null } },
            { "count": 1.5, "marks": { "a b": "x" }, "media": "fax", "start": "2024-02-30", "x": [] },
        ]);
        let drift = |payload| drift(&model, "Call", false, payload);
        let found = drift(&payload).expect("the definition is there");
        let clean = drift(&json!({ "count": 1 })).expect("the definition is there");
        let found = [("calls.json".to_owned(), found), ("b".to_owned(), clean)];
        assert_eq!(
            drift_text(&found),
            "calls.json: [0].legs[0].count: expected a value (required by `Call`), found null\n\
             calls.json: [0].legs[1]: expected an object (`Call`), found null\n\
             calls.json: [0].legs[2]: expected an object (`Call`), found an object with none of its \
             properties\n\
             calls.json: [1].x: expected nothing (unknown to `Call`), found an array\n\
             calls.json: [1].count: expected an integer of the range of `i32`, found `1.5`\n\
             calls.json: [1].marks[\"a b\"]: expected an integer of the range of `i64`, found \"x\"\n\
             calls.json: [1].media: expected a listed word of `Media`, found \"fax\"\n\
             calls.json: [1].start: expected a date, found \"2024-02-30\"\n\
             3 payloads, 1 without deviations\n"
        );
        assert_eq!(
            drift_summary(&found),
            "[*].legs[*]: mismatch (2 times)\n\
             [*].count: mismatch (1 time)\n\
             [*].legs[*].count: missing property (1 time)\n\
             [*].marks[\"a b\"]: mismatch (1 time)\n\
             [*].media: unlisted word (1 time)\n\
             [*].start: malformed date (1 time)\n\
             [*].x: unknown property (1 time)\n\
             3 payloads, 1 without deviations\n"
        );
        let json: Value = serde_json::from_str(&drift_json(&found)).expect("it is JSON");
        assert_eq!(
            json["payloads"][0]["deviations"][6],
            json!({
                "path": "[1].media", "kind": "unlisted-word",
                "expected": "a listed word of `Media`", "found": "\"fax\"",
            })
        );
    }
}

//! Judges recorded payloads by the model: what was odd about them, as the probe of the generated
//! crate finds it in decoded values. Tests compare the two.

use std::collections::HashMap;
use std::fmt::{self, Write};

use serde_json::{Map, Number, Value, json};

use crate::model::{Constant, Enum, Field, Model, Struct, Type, UnknownModel};
use crate::scalar::{Form, Scalar, whole};

/// Something that was not as the definitions have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Where it is: `conversations[3].participants[0].purpose`.
    pub path: String,
    /// In which way it is odd: `unknown-property`, `unlisted-word`, `malformed-date`,
    /// `missing-property` or `misfit`.
    pub kind: &'static str,
    /// What the definitions expect there.
    pub expected: String,
    /// What was there instead; of a long text only the start.
    pub found: String,
}

impl fmt::Display for Odd {
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

/// What is odd about a payload, read as the definition `name` or as a list of it; or as the answer of the
/// operation with that name or endpoint.
///
/// # Errors
///
/// When `model` has no such definition and no such operation.
pub fn drift(model: &Model, name: &str, payload: &Value) -> Result<Vec<Odd>, UnknownModel> {
    let root = match model.named(name) {
        Ok(item) => item.ty(),
        Err(unknown) => model.answer(name).ok_or(unknown)?,
    };
    let mut walk = Walk {
        structs: by_ident(&model.structs, |item| &item.ident),
        enums: by_ident(&model.enums, |item| &item.ident),
        path: String::new(),
        odd: Vec::new(),
    };
    match payload {
        Value::Array(items) if !matches!(root, Type::List(_)) => walk.items(&root, items),
        payload => walk.value(&root, payload),
    }
    Ok(walk.odd)
}

/// What was found in each of some files, for people.
pub fn drift_text(found: &[(String, Vec<Odd>)]) -> String {
    let mut text = String::new();
    for (file, odd) in found {
        for odd in odd {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{file}: {odd}");
        }
    }
    text
}

/// The same as JSON.
///
/// ```json
/// {"payloads": [{"file": "a.json", "odd": [
///   {"path": "paging.pageSize", "kind": "misfit", "expected": "…", "found": "…"}]}]}
/// ```
pub fn drift_json(found: &[(String, Vec<Odd>)]) -> String {
    let payloads = found.iter().map(|(file, odd)| {
        let odd = odd.iter().map(|odd| {
            json!({
                "path": odd.path, "kind": odd.kind, "expected": odd.expected, "found": odd.found,
            })
        });
        json!({ "file": file, "odd": odd.collect::<Vec<_>>() })
    });
    format!(
        "{:#}\n",
        json!({ "payloads": payloads.collect::<Vec<_>>() })
    )
}

fn by_ident<T>(items: &[T], ident: fn(&T) -> &String) -> HashMap<&str, &T> {
    let idents = items.iter().map(|item| (ident(item).as_str(), item));
    idents.collect()
}

struct Walk<'m> {
    structs: HashMap<&'m str, &'m Struct>,
    enums: HashMap<&'m str, &'m Enum>,
    path: String,
    odd: Vec<Odd>,
}

impl Walk<'_> {
    fn value(&mut self, ty: &Type, value: &Value) {
        match (ty, value) {
            (Type::Optional(_), Value::Null) => {}
            (Type::Optional(ty) | Type::Boxed(ty), value) => self.value(ty, value),
            (Type::Struct(ident), Value::Object(object)) => {
                if let Some(&item) = self.structs.get(ident.as_str()) {
                    self.object(item, object);
                }
            }
            (Type::List(ty), Value::Array(items)) => self.items(ty, items),
            (Type::Map(ty), Value::Object(entries)) => {
                for (key, value) in entries {
                    self.at_name(key, |walk| walk.value(ty, value));
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
                self.push("misfit", expected, value);
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
            _ => self.push("misfit", self.wanted(&Type::Scalar(scalar)), value),
        }
    }

    /// Judges a value of an enum.
    fn listed(&mut self, ident: &str, noun: &str, value: &Value, is: impl Fn(&Constant) -> bool) {
        let known = self.enums.get(ident);
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
                self.odd.push(Odd {
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
            let length = self.path.len();
            let _ = write!(self.path, "[{index}]");
            self.value(ty, value);
            self.path.truncate(length);
        }
    }

    /// Does something at the path of what has a name, written as the generated crate does it.
    fn at_name(&mut self, name: &str, run: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        let plain = name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '-'));
        let dot = if length == 0 { "" } else { "." };
        let _ = match plain {
            true => write!(self.path, "{dot}{name}"),
            false => write!(self.path, "[{name:?}]"),
        };
        run(self);
        self.path.truncate(length);
    }

    fn push(&mut self, kind: &'static str, expected: String, found: &Value) {
        self.odd.push(Odd {
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
                let name = self.structs.get(ident.as_str());
                format!(
                    "an object (`{}`)",
                    name.map_or(ident.as_str(), |item| item.name())
                )
            }
            Type::Scalar(scalar) => match scalar.form() {
                Form::Any => "a JSON value".to_owned(),
                Form::Integer(_) => format!("an integer of the range of `{}`", scalar.word()),
                form => format!("a {}", form.word()),
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
    fn everything_odd_is_listed_where_it_is() {
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
        let odd = drift(&model, "Call", &payload).expect("the definition is there");
        let found = [("calls.json".to_owned(), odd)];
        assert_eq!(
            drift_text(&found),
            "calls.json: [0].legs[0].count: expected a value (required by `Call`), found null\n\
             calls.json: [0].legs[1]: expected an object (`Call`), found null\n\
             calls.json: [0].legs[2].count: expected a value (required by `Call`), found nothing\n\
             calls.json: [1].x: expected nothing (unknown to `Call`), found an array\n\
             calls.json: [1].count: expected an integer of the range of `i32`, found `1.5`\n\
             calls.json: [1].marks[\"a b\"]: expected an integer of the range of `i64`, found \"x\"\n\
             calls.json: [1].media: expected a listed word of `Media`, found \"fax\"\n\
             calls.json: [1].start: expected a date, found \"2024-02-30\"\n"
        );
        let json: Value = serde_json::from_str(&drift_json(&found)).expect("it is JSON");
        assert_eq!(
            json["payloads"][0]["odd"][6],
            json!({
                "path": "[1].media", "kind": "unlisted-word",
                "expected": "a listed word of `Media`", "found": "\"fax\"",
            })
        );
    }
}

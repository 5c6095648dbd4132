//! Reads the publisher's document, and of it no more than facts are made of.
//!
//! The text may have a hundred megabytes, most of them prose, paths and examples: what is not needed
//! is skipped as it is read, and never held.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How many properties and words a document may have. The whole API has some forty thousand.
const LIMIT: usize = 250_000;

/// A property: its definition and its name.
pub(super) type Owner<'a> = (&'a str, &'a str);

/// The definitions, by name.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) definitions: BTreeMap<String, Definition>,
}

/// One definition.
#[derive(Debug, Default)]
pub(super) struct Definition {
    pub(super) schema: Schema,
    /// By name.
    pub(super) properties: BTreeMap<String, Schema>,
}

/// What is said of the type of a value.
#[derive(Debug, Default)]
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
}

/// The words of an enum, each once and in order, so that lists that mean the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

/// Reads the document.
///
/// # Errors
///
/// Why it cannot be used: one problem of its form, or every cycle.
pub(super) fn read(text: &str) -> Result<Document, Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut json = serde_json::Deserializer::from_str(text);
    let left = Cell::new(LIMIT);
    let root = Root::seed(&left).deserialize(&mut json);
    let root = root.and_then(|root| json.end().map(|()| root));
    let root = root.map_err(|error| vec![format!("the document cannot be read: {error}")])?;
    let document = root.document().map_err(|reason| vec![reason])?;
    let cycles = document.cycles();
    if cycles.is_empty() {
        Ok(document)
    } else {
        Err(cycles)
    }
}

impl Document {
    /// The definition that a `$ref` leads to, with its name.
    pub(super) fn follow(&self, reference: &str) -> Option<(&str, &Definition)> {
        let name = target(reference)?;
        let (name, definition) = self.definitions.get_key_value(&name)?;
        Some((name, definition))
    }

    /// Every cycle of definitions that are just other names, lists or maps of each other: no value
    /// ends them. Definitions with properties of their own may link as they like.
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

    /// The definition that this one is another name, a list or a map of.
    fn next(&self, definition: &Definition) -> Option<&str> {
        let mut schema = Some(&definition.schema).filter(|_| definition.properties.is_empty());
        while let Some(at) = schema {
            if let Some(reference) = &at.reference {
                return self.follow(reference).map(|(name, _)| name);
            }
            schema = at.items.as_deref().or(at.map.as_deref());
        }
        None
    }
}

/// The name of the definition that a reference within the document is to.
pub(super) fn target(reference: &str) -> Option<String> {
    let name = ["#/definitions/", "#/components/schemas/"]
        .iter()
        .find_map(|prefix| reference.strip_prefix(prefix))?;
    (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
}

/// The top of the document.
#[derive(Default)]
struct Root {
    /// `swagger` or `openapi`
    version: Option<String>,
    /// Where there are any, under either name.
    definitions: Option<BTreeMap<String, Definition>>,
}

impl Root {
    fn document(self) -> Result<Document, String> {
        let known = |version: &str| version == "2.0" || version.starts_with("3.");
        match (self.version.as_deref(), self.definitions) {
            (Some(version), _) if !known(version) => Err(format!(
                "the document is of version `{version}`: Swagger 2.0 and OpenAPI 3 can be read"
            )),
            (_, Some(definitions)) => Ok(Document { definitions }),
            (_, None) => Err(
                "the document has no definitions: Swagger 2.0 has them in `definitions`, OpenAPI 3 \
                 in `components.schemas`"
                    .to_owned(),
            ),
        }
    }
}

/// A JSON object of which some keys are read.
trait Table<'de>: Default {
    /// What it is called where something else stands.
    const WHAT: &'static str;

    /// Reads the value of one key; each value is to be read.
    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error>;

    /// Takes down what hangs on several keys at once.
    fn finish(self) -> Self {
        self
    }

    fn seed(left: &Cell<usize>) -> Seed<'_, Self> {
        Seed {
            left,
            table: PhantomData,
        }
    }
}

impl<'de> Table<'de> for Root {
    const WHAT: &'static str = "an OpenAPI document, which is an object";

    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error> {
        match key.as_str() {
            "swagger" | "openapi" => self.version = from.next_value_seed(Word)?,
            "definitions" => self.definitions = Some(from.next_value_seed(BTreeMap::seed(left))?),
            "components" => {
                let Components(schemas) = from.next_value_seed(Components::seed(left))?;
                self.definitions = schemas.or(self.definitions.take());
            }
            _ => skip(from)?,
        }
        Ok(())
    }
}

#[derive(Default)]
struct Components(Option<BTreeMap<String, Definition>>);

impl<'de> Table<'de> for Components {
    const WHAT: &'static str = "components, which are an object";

    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error> {
        match key.as_str() {
            "schemas" => self.0 = Some(from.next_value_seed(BTreeMap::seed(left))?),
            _ => skip(from)?,
        }
        Ok(())
    }
}

/// Definitions or properties, by name.
impl<'de, T: Table<'de>> Table<'de> for BTreeMap<String, T> {
    const WHAT: &'static str = "an object with a schema under each name";

    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error> {
        let value = from.next_value_seed(T::seed(left))?;
        if self.contains_key(&key) {
            return Err(de::Error::custom(format!("`{key}` stands here twice")));
        }
        self.insert(key, value);
        Ok(())
    }
}

impl<'de> Table<'de> for Definition {
    const WHAT: &'static str = Schema::WHAT;

    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error> {
        if key == "properties" {
            self.properties = from.next_value_seed(BTreeMap::seed(left))?;
            return Ok(());
        }
        self.schema.entry(key, from, left)
    }

    fn finish(self) -> Self {
        Self {
            schema: self.schema.finish(),
            ..self
        }
    }
}

impl<'de> Table<'de> for Schema {
    const WHAT: &'static str = "a schema, which is an object";

    fn entry<A: MapAccess<'de>>(
        &mut self,
        key: String,
        from: &mut A,
        left: &Cell<usize>,
    ) -> Result<(), A::Error> {
        match key.as_str() {
            "$ref" => self.reference = from.next_value_seed(Word)?,
            "type" => self.ty = from.next_value_seed(Word)?,
            "format" => self.format = from.next_value_seed(Word)?,
            "enum" => self.values = Some(list(from.next_value_seed(Words(left))?)),
            "items" => self.items = Some(Box::new(from.next_value_seed(Self::seed(left))?)),
            "additionalProperties" => {
                self.map = Some(Box::new(from.next_value_seed(Self::seed(left))?));
            }
            _ => skip(from)?,
        }
        Ok(())
    }

    /// Publishers write the integers of an enum in quotation marks.
    fn finish(mut self) -> Self {
        if let (Some("integer"), Some(Ok(List::Texts(texts)))) = (self.ty.as_deref(), &self.values)
            && let Some(mut numbers) = texts
                .iter()
                .map(|it| it.parse().ok())
                .collect::<Option<Vec<_>>>()
        {
            numbers.sort_unstable();
            numbers.dedup();
            self.values = Some(Ok(List::Integers(numbers)));
        }
        self
    }
}

fn skip<'de, A: MapAccess<'de>>(from: &mut A) -> Result<(), A::Error> {
    from.next_value::<IgnoredAny>().map(|_| ())
}

/// Takes one from what may still come.
fn take<E: de::Error>(left: &Cell<usize>) -> Result<(), E> {
    let message = || E::custom(format!("more than {LIMIT} properties and words"));
    left.set(left.get().checked_sub(1).ok_or_else(message)?);
    Ok(())
}

/// Reads a table.
struct Seed<'a, T> {
    left: &'a Cell<usize>,
    table: PhantomData<T>,
}

impl<'de, T: Table<'de>> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, T: Table<'de>> Visitor<'de> for Seed<'_, T> {
    type Value = T;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<T, A::Error> {
        take(self.left)?;
        let mut table = T::default();
        while let Some(key) = from.next_key()? {
            table.entry(key, &mut from, self.left)?;
        }
        Ok(table.finish())
    }

    /// `true` and `false` stand for schemas that say nothing of a type.
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        if T::WHAT == Schema::WHAT {
            Ok(T::default())
        } else {
            Err(E::invalid_type(de::Unexpected::Bool(value), &self))
        }
    }
}

/// Reads a text, or the one text beside `null` in a list. What is `null` is not there.
struct Word;

impl<'de> DeserializeSeed<'de> for Word {
    type Value = Option<String>;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Word {
    type Value = Option<String>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut one = None;
        let mut several = false;
        while let Some(text) = from.next_element_seed(Self)? {
            let text = text.filter(|text| text != "null");
            several |= text.is_some() && one.is_some();
            one = text.or(one);
        }
        Ok(one.filter(|_| !several))
    }
}

/// One of the values that an `enum` lists.
enum Value {
    Text(String),
    Integer(i64),
    Null,
    Other,
}

/// Reads such a list.
struct Words<'a>(&'a Cell<usize>);

impl<'de> DeserializeSeed<'de> for Words<'_> {
    type Value = Vec<Value>;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a list of values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = from.next_element()? {
            take(self.0)?;
            values.push(value);
        }
        Ok(values)
    }
}

impl<'de> de::Deserialize<'de> for Value {
    fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a value")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Integer(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
                Ok(i64::try_from(number).map_or(Value::Other, Value::Integer))
            }

            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Other)
            }

            fn visit_bool<E: de::Error>(self, _: bool) -> Result<Value, E> {
                Ok(Value::Other)
            }

            fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
                while from.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Value::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
                while from.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Value::Other)
            }
        }

        from.deserialize_any(Any)
    }
}

/// The list that the values make, if they make one.
fn list(values: Vec<Value>) -> Result<List, &'static str> {
    let (mut texts, mut integers) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Value::Text(text) => texts.push(text),
            Value::Integer(number) => integers.push(number),
            Value::Null => {}
            Value::Other => return Err("an enum of other values than texts and integers"),
        }
    }
    texts.sort_unstable();
    texts.dedup();
    integers.sort_unstable();
    integers.dedup();
    match (texts.is_empty(), integers.is_empty()) {
        (false, true) => Ok(List::Texts(texts)),
        (true, false) => Ok(List::Integers(integers)),
        (true, true) => Err("an enum without values"),
        (false, false) => Err("an enum of texts and integers at once"),
    }
}

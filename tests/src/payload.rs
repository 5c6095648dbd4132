//! Random JSON objects that match a definition and have more than it describes.
//!
//! In: the model of all definitions, and a seed. Out: the text of a payload, because a `Value`
//! could neither hold a name twice nor keep how a number was written.

use std::collections::HashMap;

use generator::model::{Enum, Field, Model, Struct, Type};
use generator::scalar::{Form, Scalar};

use crate::numbers::Random;

/// The depth to which serde_json lets arrays and objects nest.
const DEEPEST: usize = 127;

/// The depth to which objects of models nest, so that their required properties have room below.
const DEEP: usize = 100;

/// Makes payloads for the structs of a model.
pub struct Payloads<'m> {
    structs: HashMap<&'m str, &'m Struct>,
    enums: HashMap<&'m str, &'m Enum>,
    random: Random,
    /// The number of values that the payload may have in addition to those that are required.
    budget: usize,
    /// `true` if the payload goes down as deep as it can, rather than being broad.
    plunge: bool,
}

impl<'m> Payloads<'m> {
    /// Payloads that depend on the seed alone.
    pub fn new(model: &'m Model, seed: u64) -> Self {
        let structs = model.structs.iter().map(|item| (item.ident.as_str(), item));
        let enums = model.enums.iter().map(|item| (item.ident.as_str(), item));
        Self {
            structs: structs.collect(),
            enums: enums.collect(),
            random: Random::new(seed),
            budget: 0,
            plunge: false,
        }
    }

    /// The next payload for a struct.
    pub fn next(&mut self, item: &'m Struct) -> String {
        self.budget = [0, 4, 40, 150][self.random.below(4)];
        self.plunge = self.one_in(8);
        if item.is_alias() {
            return self.any(1);
        }
        let mut text = String::new();
        self.object(item, 1, &mut text);
        text
    }

    fn object(&mut self, item: &'m Struct, depth: usize, text: &mut String) {
        let mut entries = Vec::new();
        // Only one way goes down to the deepest, or payloads would have no end.
        let plunge = std::mem::take(&mut self.plunge) && depth < DEEP;
        let way_down = way_down(item).filter(|_| plunge);
        for field in &item.fields {
            if way_down.is_some_and(|way| std::ptr::eq(way, field)) {
                self.plunge = true;
                let value = self.value(&field.ty, depth);
                self.plunge = false;
                entries.push((field.wire_name().to_owned(), value));
            } else {
                self.property(field, depth, &mut entries);
            }
        }
        while self.one_in(6) && self.spend() {
            let name = self.unknown_name(item);
            for _ in 0..self.times() {
                entries.push((name.clone(), self.any(depth + 1)));
            }
        }
        // The first of two values of one name must stay the first only for the eye: the last
        // counts, whichever it is. A null for a required property there is none.
        for last in (1..entries.len()).rev() {
            entries.swap(last, self.random.below(last + 1));
        }
        text.push('{');
        for (index, (name, value)) in entries.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            quote(name, text);
            text.push_str(if self.one_in(9) { " :\n\t" } else { ":" });
            text.push_str(value);
        }
        text.push('}');
    }

    /// The entries for one property: none, one, or several of which the last one counts.
    fn property(&mut self, field: &'m Field, depth: usize, entries: &mut Vec<(String, String)>) {
        let ty = match &field.ty {
            Type::Optional(ty) => ty,
            ty => ty,
        };
        if !field.required && (self.one_in(2) || depth > DEEP || !self.spend()) {
            return;
        }
        for _ in 0..self.times() {
            let value = if !field.required && self.one_in(6) {
                "null".to_owned()
            } else {
                self.value(ty, depth)
            };
            entries.push((field.wire_name().to_owned(), value));
        }
    }

    fn value(&mut self, ty: &'m Type, depth: usize) -> String {
        let mut text = String::new();
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar, depth, &mut text),
            Type::Alias(_) => text = self.any(depth + 1),
            Type::Struct(name) => {
                if let Some(item) = self.structs.get(name.as_str()) {
                    self.object(item, depth + 1, &mut text);
                }
            }
            Type::Enum(name) => self.word(name, &mut text),
            Type::IntegerEnum(name) => text = self.level(name),
            Type::Map(item) => self.map(item, depth + 1, &mut text),
            Type::List(item) => self.list(item, depth + 1, &mut text),
            Type::Boxed(inner) | Type::Optional(inner) => text = self.value(inner, depth),
        }
        text
    }

    fn list(&mut self, item: &'m Type, depth: usize, text: &mut String) {
        text.push('[');
        let mut first = true;
        if self.plunge && depth < DEEP {
            text.push_str(&self.value(item, depth));
            first = false;
        }
        while !self.one_in(3) && self.spend() && depth < DEEP {
            text.push_str(if first { "" } else { "," });
            first = false;
            let value = self.item(item, depth);
            text.push_str(&value);
        }
        text.push(']');
    }

    fn map(&mut self, item: &'m Type, depth: usize, text: &mut String) {
        text.push('{');
        let mut first = true;
        while !self.one_in(3) && self.spend() && depth < DEEP {
            text.push_str(if first { "" } else { "," });
            first = false;
            self.string(text);
            text.push(':');
            let value = self.item(item, depth);
            text.push_str(&value);
        }
        text.push('}');
    }

    /// A value in a list or map at the given depth.
    fn item(&mut self, ty: &'m Type, depth: usize) -> String {
        match ty {
            // Only free JSON, and what is optional, may be null here.
            ty if ty.is_any_json() => self.any(depth + 1),
            Type::Optional(_) if self.one_in(3) => "null".to_owned(),
            ty => self.value(ty, depth),
        }
    }

    /// Any JSON value. `depth` is the one that an array or object would be at.
    fn any(&mut self, depth: usize) -> String {
        let mut text = String::new();
        match self.random.below(12) {
            0 => text.push_str("null"),
            1 => text.push_str(["true", "false"][self.random.below(2)]),
            2..=4 => self.string(&mut text),
            5..=7 => text = self.number(),
            8 if self.one_in(20) => {
                let levels = DEEPEST.saturating_sub(depth) + 1;
                text = "[".repeat(levels) + &"]".repeat(levels);
            }
            _ if depth > 100 => text.push_str("{}"),
            8..=9 => {
                text.push('[');
                for index in 0..self.random.below(4) {
                    text.push_str(if index == 0 { "" } else { "," });
                    text.push_str(&self.any(depth + 1));
                }
                text.push(']');
            }
            _ => {
                text.push('{');
                for index in 0..self.random.below(4) {
                    text.push_str(if index == 0 { "" } else { ", " });
                    self.string(&mut text);
                    text.push(':');
                    text.push_str(&self.any(depth + 1));
                }
                text.push('}');
            }
        }
        text
    }

    /// Returns a name unknown to the definition, though some are close to one of its own.
    fn unknown_name(&mut self, item: &Struct) -> String {
        loop {
            let name = match (self.random.below(4), item.fields.first()) {
                (0, Some(field)) => field.wire_name().to_uppercase(),
                (1, Some(field)) => format!("{}2", field.wire_name()),
                (2, Some(field)) => field.wire_name().chars().skip(1).collect(),
                _ => self.pick(NAMES).to_owned(),
            };
            if item.fields.iter().all(|field| field.wire_name() != name) {
                return name;
            }
        }
    }

    fn string(&mut self, text: &mut String) {
        let string = self.pick(STRINGS);
        quote(string, text);
    }

    fn scalar(&mut self, scalar: Scalar, depth: usize, text: &mut String) {
        match scalar.form() {
            Form::Any => *text = self.any(depth + 1),
            Form::Boolean => text.push_str(["true", "false"][self.random.below(2)]),
            Form::Number => *text = self.number(),
            Form::Integer(range) => *text = self.whole(*range.start(), *range.end()),
            Form::Formatted(..) if self.one_in(2) => quote(dated(scalar), text),
            Form::Text | Form::Formatted(..) => self.string(text),
        }
    }

    /// A word that the enum lists, or any other.
    fn word(&mut self, name: &str, text: &mut String) {
        match self.enums.get(name).map(|item| &item.constants) {
            Some(words) if !words.is_empty() && !self.one_in(3) => {
                quote(&words[self.random.below(words.len())].value, text);
            }
            _ => self.string(text),
        }
    }

    fn level(&mut self, name: &str) -> String {
        match self.enums.get(name).map(|item| &item.constants) {
            Some(values) if !values.is_empty() && !self.one_in(3) => {
                values[self.random.below(values.len())].value.clone()
            }
            _ => self.whole(i64::MIN.into(), i64::MAX.into()),
        }
    }

    fn number(&mut self) -> String {
        match self.random.below(4) {
            0 => self.whole(i64::MIN.into(), u64::MAX.into()),
            1 => self.float(),
            _ => self.pick(NUMBERS).to_owned(),
        }
    }

    /// An integer of the range, often at one of its ends.
    fn whole(&mut self, least: i128, most: i128) -> String {
        let whole = match self.random.below(4) {
            0 => least,
            1 => most,
            2 => i128::from(self.random.below(10) as u64).clamp(least, most),
            _ => least + i128::from(self.random.any()) % (most - least + 1),
        };
        whole.to_string()
    }

    /// A number with a fraction, of up to 20 digits.
    fn float(&mut self) -> String {
        let sign = ["", "-"][self.random.below(2)];
        let digits = self.random.any() >> self.random.below(60);
        format!("{sign}{digits}e-{}", 1 + self.random.below(25))
    }

    /// Returns the number of times that a name appears; almost always one.
    fn times(&mut self) -> usize {
        if self.one_in(15) { 2 } else { 1 }
    }

    fn spend(&mut self) -> bool {
        let left = self.budget > 0;
        self.budget = self.budget.saturating_sub(1);
        left
    }

    fn one_in(&mut self, cases: usize) -> bool {
        self.random.below(cases) == 0
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.random.below(from.len())]
    }
}

/// A property that leads to the definition itself, or else to another.
fn way_down(item: &Struct) -> Option<&Field> {
    let linking = || {
        item.fields
            .iter()
            .filter(|field| innermost(&field.ty).is_some())
    };
    linking()
        .find(|field| innermost(&field.ty) == Some(&item.ident))
        .or_else(|| linking().next())
}

/// The struct that a type leads to.
fn innermost(ty: &Type) -> Option<&str> {
    match ty {
        Type::Struct(name) => Some(name),
        Type::List(inner) | Type::Boxed(inner) | Type::Optional(inner) => innermost(inner),
        _ => None,
    }
}

const NAMES: &[&str] = &[
    "",
    "extra",
    "extra_",
    "_x",
    "$y",
    "a b",
    "\u{1f600}",
    "x\"y\\z\n",
    "\u{0}",
    "null",
    "r#type",
    "aNameThatIsLongerThanAnyThatADefinitionWouldGiveToAProperty",
];

const STRINGS: &[&str] = &[
    "",
    " ",
    "a",
    "text",
    "2021-04-2T15:30:51.418Z",
    "2024-02-29T12:00:00Z",
    "12",
    "true",
    "null",
    "tab\tquote\"back\\slash/nul\u{0}",
    "\u{e9}t\u{e9} \u{1f600} \u{2028}",
    "a text of thirty bytes exactly",
    "a text of thirty-one bytes, yes",
    "one that is longer still",
];

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "1.0",
    "-1",
    "-1.0",
    "-0.0",
    "0.0",
    "0.1",
    "0.30000000000000004",
    "1e3",
    "1E+2",
    "5e-324",
    "1.7976931348623157e308",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "9007199254740993",
    "16777217",
];

/// A text of the scalar's format; of one class, a day that no calendar has.
fn dated(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Date => "2024-02-30",
        Scalar::LocalDateTime => "2024-02-29T23:59:59",
        Scalar::LocalTime => "24:00",
        Scalar::Interval => "2024-01-01T00:00:00.000Z/2024-01-02T00:00:00.000Z",
        Scalar::Duration => "P1DT12H",
        _ => "2024-02-29T23:59:59.999Z",
    }
}

/// Writes a JSON string; characters that may appear literally are escaped now and then.
fn quote(string: &str, text: &mut String) {
    text.push_str(
        &serde_json::Value::from(string)
            .to_string()
            .replace('/', "\\/"),
    );
}

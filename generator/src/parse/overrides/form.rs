//! Reads single values of the file, and reports those that have another form than expected.

use std::borrow::Cow;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::schema::Spanned;
use crate::source::{FileId, Place, Span};

/// The sections and settings of the file.
pub(super) const SECTIONS: [&str; 6] = [
    "definitions",
    "enums",
    "models",
    "operations",
    "properties",
    "required",
];

/// A value and its place.
pub(super) type Value<'a> = TomlSpanned<DeValue<'a>>;

/// A key and its place.
pub(super) type Key<'a> = TomlSpanned<Cow<'a, str>>;

/// The advice for a text, whose quotation marks are often forgotten.
const QUOTE: &str = "write it in quotation marks";

/// The file while it is read.
pub(super) struct Form<'p> {
    id: FileId,
    /// The file's name, without its folders.
    pub(super) file: &'p str,
    problems: &'p mut Diagnostics,
    /// `true` if a problem was reported.
    pub(super) broken: bool,
}

/// The table that `value` is, if it is one.
pub(super) fn as_table<'v, 'a>(value: &'v Value<'a>) -> Option<&'v DeTable<'a>> {
    match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

impl<'p> Form<'p> {
    pub(super) fn new(id: FileId, file: &'p str, problems: &'p mut Diagnostics) -> Self {
        Self {
            id,
            file,
            problems,
            broken: false,
        }
    }

    pub(super) fn place<T>(&self, spanned: &TomlSpanned<T>) -> Place {
        let span = spanned.span();
        Place {
            file: self.id,
            span: Span::new(span.start, span.end),
        }
    }

    pub(super) fn key<'k>(&self, key: &'k Key<'_>) -> (&'k str, Place) {
        (key.get_ref(), self.place(key))
    }

    /// Reports a part of the file that has not the form of an entry.
    pub(super) fn report(
        &mut self,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_as(Code::MalformedOverride, place, message, help);
    }

    pub(super) fn report_as(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.broken = true;
        self.problems
            .push(Diagnostic::new(code, place, message, help));
    }

    pub(super) fn unknown_section(&mut self, name: &str, place: Place) {
        let help = match nearest(name, SECTIONS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "properties of the definition `{name}` stand under `[definitions.{name}]`, and \
                 those of every definition under `[properties]`"
            ),
        };
        self.report(
            place,
            format!("`{name}` is not a section of the overrides"),
            help,
        );
    }

    /// The keys of a table, to be read one by one.
    pub(super) const fn keys<'f, 'v>(&'f mut self, table: &'v DeTable<'v>) -> Keys<'f, 'p, 'v> {
        Keys {
            form: self,
            table,
            known: Vec::new(),
        }
    }

    pub(super) fn missing<T>(&mut self, table: &Value<'_>, key: &str) -> Option<T> {
        let place = self.place(table);
        self.report(
            place,
            format!("`{key}` is missing"),
            format!("add `{key} = …`"),
        );
        None
    }

    pub(super) fn table<'v, 'a>(&mut self, value: &'v Value<'a>) -> Option<&'v DeTable<'a>> {
        let table = as_table(value);
        if table.is_none() {
            self.wrong_kind(
                value,
                "a table",
                "write `{ key = value }`, or a section of its own",
            );
        }
        table
    }

    /// Reads a text. One of whitespace alone is a problem.
    pub(super) fn text(&mut self, value: &Value<'_>) -> Option<Spanned<String>> {
        self.text_or(value, QUOTE)
    }

    /// The same, with `help` for those who wrote something else.
    pub(super) fn text_or(&mut self, value: &Value<'_>, help: &str) -> Option<Spanned<String>> {
        let text = self.quoted(value, help)?;
        if text.value.trim().is_empty() {
            self.report(
                text.place,
                "this text is empty",
                "say something, or remove it",
            );
            return None;
        }
        Some(text)
    }

    /// A text that may be empty, such as a word on the wire.
    pub(super) fn any_text(&mut self, value: &Value<'_>) -> Option<Spanned<String>> {
        self.quoted(value, QUOTE)
    }

    fn quoted(&mut self, value: &Value<'_>, help: &str) -> Option<Spanned<String>> {
        match value.get_ref() {
            DeValue::String(text) => Some(Spanned {
                value: text.clone().into_owned(),
                place: self.place(value),
            }),
            _ => {
                self.wrong_kind(value, "a text", help);
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, value: &Value<'_>) -> Option<Spanned<bool>> {
        match value.get_ref() {
            DeValue::Boolean(boolean) => Some(Spanned {
                value: *boolean,
                place: self.place(value),
            }),
            _ => {
                self.wrong_kind(
                    value,
                    "`true` or `false`",
                    "write `true` or `false`, without quotation marks",
                );
                None
            }
        }
    }

    /// Reads a list of texts; `read` parses each.
    pub(super) fn texts(
        &mut self,
        value: &Value<'_>,
        read: fn(&mut Self, &Value<'_>) -> Option<Spanned<String>>,
    ) -> Vec<Spanned<String>> {
        match value.get_ref() {
            DeValue::Array(items) if !items.is_empty() => {
                items.iter().filter_map(|item| read(self, item)).collect()
            }
            _ => {
                self.wrong_kind(value, "a list of texts", "write `[\"one\", \"two\"]`");
                Vec::new()
            }
        }
    }

    /// The words of an enum: texts, or integers, as texts; and whether they are integers.
    pub(super) fn words(&mut self, value: &Value<'_>) -> (Vec<Spanned<String>>, bool) {
        let integers = match value.get_ref() {
            DeValue::Array(items) => items.iter().next(),
            _ => None,
        };
        if !integers.is_some_and(|first| matches!(first.get_ref(), DeValue::Integer(_))) {
            return (self.texts(value, Self::any_text), false);
        }
        (self.texts(value, Self::integer), true)
    }

    fn integer(&mut self, value: &Value<'_>) -> Option<Spanned<String>> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_kind(
                value,
                "an integer",
                "list either texts or integers up to 64 bits",
            );
        }
        Some(Spanned {
            value: number?.to_string(),
            place: self.place(value),
        })
    }

    fn wrong_kind(&mut self, value: &Value<'_>, expected: &str, help: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(items) if items.is_empty() => "an empty list",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let place = self.place(value);
        self.report(
            place,
            format!("{expected} is expected here, not {found}"),
            help,
        );
    }
}

/// The keys of a table while they are read. A key that is never asked for is unknown.
pub(super) struct Keys<'f, 'p, 'v> {
    form: &'f mut Form<'p>,
    table: &'v DeTable<'v>,
    known: Vec<&'static str>,
}

impl<'p, 'v> Keys<'_, 'p, 'v> {
    /// Reads the value of `key`, if there is one.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Form<'p>, &Value<'v>) -> Option<T>,
    ) -> Option<T> {
        self.known.push(key);
        read(self.form, self.table.get(key)?)
    }

    /// Reads the list of texts that `key` has.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.read(key, |form, value| Some(form.texts(value, Form::text)))
            .unwrap_or_default()
    }

    /// Reads a `true`; `help` is for those who write `false`.
    pub(super) fn only_true(&mut self, key: &'static str, help: &str) -> Option<Spanned<()>> {
        self.read(key, |form, value| {
            let Spanned { value, place } = form.boolean(value)?;
            if !value {
                form.report(place, format!("`{key} = false` states nothing"), help);
            }
            value.then_some(Spanned { value: (), place })
        })
    }

    /// Reports a table that gives a reason for nothing.
    pub(super) fn require_fact(&mut self, place: Place) {
        if self.table.keys().all(|key| key.get_ref() == "reason") {
            let help = format!("add one of `{}`, or remove it", self.known.join("`, `"));
            self.form.report(place, "this entry states no fact", help);
        }
    }

    /// Reads the reason and reports every key that is unknown; `whose` names their owner.
    pub(super) fn finish(mut self, whose: &str) -> Option<String> {
        let reason = self.read("reason", Form::text);
        let Self { form, table, known } = self;
        for key in table.keys() {
            let (name, place) = form.key(key);
            if known.contains(&name) {
                continue;
            }
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("{whose} can have `{}`", known.join("`, `")),
            };
            form.report(place, format!("{whose} cannot have `{name}`"), help);
        }
        reason.map(|reason| reason.value)
    }
}

//! Reads `overrides.toml`: its text goes in, the [`Overrides`] come out.
//!
//! # The file
//!
//! ```toml
//! required = "advisory"              # no property is required unless an entry says so; or, by
//!                                    # patterns of definitions' names, the closest of which counts:
//!                                    # [required]
//!                                    # "Conversation*" = "advisory"
//!                                    # ConversationQuery = "binding"
//!
//! [enums]                            # lists of words, each a type
//! Direction = ["inbound", "outbound"]
//! Comparison = { values = [">=", ""], names = { "" = "NONE" }, description = "…" }
//! Level = [1, 2, 3]                  # over integers
//! Status = { rename = "State" }      # of the machine's file, under another name
//!
//! [properties]                       # every property of a name
//! pageSize = "i32"
//!
//! [definitions.AnalyticsSession]     # properties of one definition; they win over `[properties]`
//! direction = "Direction"
//! eligibleAgentCounts = "i32[]"
//! uploadBodySchema = { sent = true, reason = "clients fill it in and upload it" }
//! peerId = { required = false, reason = "the first session of a conversation has no peer" }
//! selfUri = { read_only = true }     # the API sets it, and clients do not send it
//!
//! [operations."GET /api/v2/users"]    # parameters of one operation, by its endpoint
//! pageSize = "i32"
//! id = { type = "string[]", list = "csv" }   # sent as `id=1,2`; `multi` is `id=1&id=2`
//!
//! [models]                           # the Rust types themselves
//! AnalyticsSession = { rename = "Session", derives = ["Eq"] }
//! ```
//!
//! A property's entry is a type, or a table of `type`, `required`, `sent`, `boxed`, `read_only`,
//! `rename`, `deprecated`, `attributes` and `reason`. `boxed = true` puts a required link on the heap.
//! A parameter's is a type, or a table of `type`, `list` and `reason`; it is for every parameter of that name
//! in the path, the query or the headers of the operation.
//! A model's is a table of `rename`, `derives`, `deprecated`,
//! `attributes` and `reason`. Definitions have a section of their own, below `definitions`, so that
//! no name of one is ever taken for a setting.
//!
//! A type is written whole: a word of the table in [`scalar`](crate::scalar), such as `i32`, `date-time`
//! or `any`, the name of an enum, `map<…>`, and `[]` behind any of them.
//! A `?` follows what may be null in a list or a map: `string?[]`, `map<string?>`.

mod form;
mod override_types;
mod sections;

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::reader::unparsable;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::overrides::{EnumEntry, FACTS_FILE, Overrides, RequiredEntry};
use crate::record::Record;
use crate::source::{FileId, Place, Source, Sources, Span};
use form::Form;
use std::collections::BTreeMap;

/// Reads the overrides among `sources`, and the facts, over which they win. Returns `None` if a file is
/// invalid TOML, because its entries are then unknown.
pub fn overrides(sources: &Sources, problems: &mut Diagnostics) -> Option<Overrides> {
    let overrides = read(sources.overrides, sources, problems);
    let facts = read(sources.facts, sources, problems);
    let record = sources.record.map(|id| sources.get(id).text.as_str());
    Some(Overrides {
        removed: Record::removed_in(record.unwrap_or_default()),
        ..joined(overrides?, facts?, problems)
    })
}

/// Reads the author's file and the generated file as layers of their own.
pub fn layers(sources: &Sources, problems: &mut Diagnostics) -> Option<(Overrides, Overrides)> {
    let overrides = read(sources.overrides, sources, problems);
    let facts = read(sources.facts, sources, problems);
    Some((overrides?, facts?))
}

/// Replaces facts that are not TOML by those of the first side of a merge conflict, or by none, for a command that
/// writes them anew.
pub(crate) fn salvage_facts(sources: &mut Sources) {
    let Some(source) = sources.facts.map(|id| sources.get(id)) else {
        return;
    };
    let is_toml = |text: &str| DeTable::parse(text).is_ok();
    if source.fault.is_none() && is_toml(&source.text) {
        return;
    }
    let side = Some(source.first_side()).filter(|text| is_toml(text));
    let path = source.path.clone();
    sources.facts = Some(sources.add(path, &side.unwrap_or_default()));
}

/// Both in one, each entry where it is looked for.
fn joined(by_hand: Overrides, facts: Overrides, problems: &mut Diagnostics) -> Overrides {
    let mut enums = facts.enums;
    for (name, list) in by_hand.enums {
        match (list.rename, enums.get_mut(&name)) {
            (Some(rename), Some(fact)) => {
                fact.rename = Some(rename);
                fact.reason = list.reason;
            }
            (Some(rename), None) => problems.push(Diagnostic::new(
                Code::UnknownOverrideType,
                list.place,
                format!("`{FACTS_FILE}` lists no enum `{name}`"),
                match nearest(&name, enums.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "list its words here: `values = [\"…\"]`, and call it `{}`",
                        rename.value
                    ),
                },
            )),
            (None, _) => {
                enums.insert(
                    name,
                    EnumEntry {
                        rename: None,
                        ..list
                    },
                );
            }
        }
    }
    Overrides {
        enums,
        facts: facts.definitions,
        operation_facts: facts.operations,
        broken: by_hand.broken || facts.broken,
        ..by_hand
    }
}

/// Reads one file; returns an empty layer if there is none.
fn read(id: Option<FileId>, sources: &Sources, problems: &mut Diagnostics) -> Option<Overrides> {
    let Some(id) = id else {
        return Some(Overrides::default());
    };
    let source = sources.get(id);
    if let Some(problem) = unparsable(id, source) {
        problems.push(problem);
        return None;
    }
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        let mut form = Form::new(id, source.file_name(), problems);
        return Some(document_of(&mut form, document.get_ref()));
    }
    let forms = Forms::of(&source.text);
    problems.extend(
        errors
            .iter()
            .map(|error| refused(error, id, source, &forms)),
    );
    None
}

fn end(id: FileId, source: &Source) -> Place {
    Place {
        file: id,
        span: Span::new(source.text.len(), source.text.len()),
    }
}

/// Turns an error of the TOML parser into a problem. For a repeated key, its message is as short as for a
/// missing bracket; but a repeated key is two facts about one thing, and not a slip of the hand.
fn refused(error: &toml::de::Error, id: FileId, source: &Source, forms: &Forms<'_>) -> Diagnostic {
    let place = error.span().map_or(end(id, source), |span| Place {
        file: id,
        span: Span::new(span.start, span.end),
    });
    if error.message() == "duplicate key" {
        let key = source.slice(place.span);
        return Diagnostic::new(
            Code::ContradictoryOverrides,
            place,
            format!("`{key}` stands here a second time"),
            match forms.differ(source, place.span) {
                true => {
                    "TOML forbids both a section and lines such as `Name.property = …` about \
                     the same definition: write all of them in one of the two forms"
                }
                false => "join the two entries, or remove one of them",
            },
        );
    }
    Diagnostic::new(
        Code::OverridesSyntax,
        place,
        format!("invalid TOML: {}", error.message()),
        "correct it; https://toml.io shows how TOML is written",
    )
}

/// The keys, by the form in which they are written.
struct Forms<'a> {
    /// Those before the first dot of a line.
    lines: BTreeSet<&'a str>,
    /// Those behind the last dot of a section's head.
    sections: BTreeSet<&'a str>,
}

impl<'a> Forms<'a> {
    fn of(text: &'a str) -> Self {
        let (sections, lines): (Vec<_>, Vec<_>) = text.lines().partition(|line| is_head(line));
        let head = |line: &'a str| line.split_once(']')?.0.rsplit_once('.');
        Self {
            lines: lines
                .into_iter()
                .filter_map(|line| Some(line.split_once('.')?.0.trim_start()))
                .collect(),
            sections: sections
                .into_iter()
                .filter_map(|line| Some(head(line)?.1))
                .collect(),
        }
    }

    /// Returns `true` if one of the two occurrences of the key heads a section and the other a line.
    fn differ(&self, source: &Source, key: Span) -> bool {
        let line = source.line_start(source.position(key.start).line);
        let (rest, key) = (&source.text[key.end..], source.slice(key));
        if is_head(&source.text[line..]) {
            self.lines.contains(key)
        } else {
            rest.starts_with('.') && self.sections.contains(key)
        }
    }
}

fn is_head(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn document_of(form: &mut Form<'_>, document: &DeTable<'_>) -> Overrides {
    let mut overrides = Overrides {
        file: form.file.to_owned(),
        ..Overrides::default()
    };
    for (key, value) in document {
        let (name, place) = form.key(key);
        match name {
            "required" => overrides.required = required(form, place, value),
            "enums" => overrides.enums = sections::section(form, value, sections::list),
            "models" => overrides.models = sections::section(form, value, sections::model),
            "properties" => {
                overrides.properties = sections::section(form, value, sections::property)
            }
            "definitions" => {
                overrides.definitions = sections::section(form, value, sections::definition);
            }
            "operations" => overrides.operations = sections::operations(form, value),
            _ => form.unknown_section(name, place),
        }
    }
    overrides.broken = form.broken;
    overrides
}

/// The keys of a setting's table.
const MODE: [&str; 2] = ["mode", "reason"];

/// One setting for all, or one for each pattern.
fn required(
    form: &mut Form<'_>,
    place: Place,
    value: &form::Value<'_>,
) -> BTreeMap<String, RequiredEntry> {
    let is_pattern = |key: &form::Key<'_>| !MODE.contains(&key.get_ref().as_ref());
    match form::as_table(value) {
        Some(table) if table.iter().any(|(key, _)| is_pattern(key)) => {
            sections::section(form, value, setting)
        }
        _ => setting(form, place, value)
            .map(|setting| ("*".to_owned(), setting))
            .into_iter()
            .collect(),
    }
}

/// `"advisory"` or `"binding"`, alone or with a reason.
fn setting(form: &mut Form<'_>, place: Place, value: &form::Value<'_>) -> Option<RequiredEntry> {
    let (mode, reason) = match form::as_table(value) {
        None => (form.text(value), None),
        Some(table) => {
            let mut keys = form.keys(table);
            let mode = keys.read("mode", Form::text);
            let reason = keys.finish("`required`");
            if !table.contains_key("mode") {
                form.missing::<()>(value, "mode");
            }
            (mode, reason)
        }
    };
    let mode = mode?;
    if !["advisory", "binding"].contains(&&*mode.value) {
        form.report(
            mode.place,
            format!("`{}` is not a way to treat required properties", mode.value),
            "write `\"advisory\"` to make all of them optional, `\"binding\"` for an exception to \
             that, or remove it",
        );
        return None;
    }
    Some(RequiredEntry {
        place,
        advisory: mode.value == "advisory",
        reason,
    })
}

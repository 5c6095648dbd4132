//! Decides the content of the record after an import.

use std::collections::{BTreeMap, BTreeSet};

use super::origin::{Origin, tool};
use super::plan::{Plan, Request, State};
use super::removals::Recorded;
use crate::diagnostic::Diagnostics;
use crate::operations::{Operation, Operations};
use crate::parse;
use crate::record::Record;
use crate::schema::Definition;
use crate::source::{Source, Sources};

/// The record after the import: what it wrote, without what it removed; with what was there, where it is to be
/// adopted.
pub(super) fn after(
    recorded: &Recorded<'_>,
    plan: &Plan,
    (origin, ours, outcome): (&Origin, &Sources, &Sources),
    request: &Request<'_>,
) -> Record {
    let Recorded { record, source, .. } = *recorded;
    let mut record = record.clone();
    let texts: BTreeMap<_, _> = outcome
        .iter()
        .map(|(_, source)| (source.file_name(), source.text.as_str()))
        .collect();
    for (file, state) in &plan.files {
        let Some(name) = plan.names.get(file) else {
            continue;
        };
        match state {
            State::New { .. } | State::Changed { .. } => {
                let text = texts.get(file.as_str());
                text.iter()
                    .for_each(|text| record.wrote(source, name, text));
            }
            State::Removed => record.remove(name),
            State::Unreached | State::Gone | State::Own | State::Kept(_) | State::InTheWay => {}
        }
    }
    plan.pages.removed.iter().for_each(|it| record.remove(it));
    let published = origin
        .published
        .iter()
        .flat_map(|it| &it.operations.operations);
    for operation in published {
        if let Some(text) = plan.pages.written.get(&operation.name.value) {
            let text = Source::new(String::new(), text, None).text;
            record.wrote_section(source, operation, &text);
        }
    }
    remove_properties(&mut record, source, ours, outcome);
    let operations = parse::operations(outcome, &mut Diagnostics::default()).unwrap_or_default();
    if request.adopt {
        adopt(&mut record, source, (origin, plan), (outcome, &operations));
    }
    let endpoints = operations.operations.iter();
    let endpoints = endpoints.map(|it| it.endpoint.value.to_string());
    let definitions = texts
        .keys()
        .filter_map(|file| plan.names.get(*file).cloned());
    record.retain_present(&definitions.chain(endpoints).collect());
    record
}

/// Properties that overrides name, and that are gone with this import.
fn remove_properties(record: &mut Record, source: &str, ours: &Sources, outcome: &Sources) {
    let mut ignored = Diagnostics::default();
    let overrides = parse::layers(outcome, &mut ignored).map(|(by_hand, _)| by_hand.definitions);
    let overrides = overrides.unwrap_or_default();
    if overrides.is_empty() {
        return;
    }
    let [was, is] = [ours, outcome].map(|sources| {
        let schema = parse::parse(sources, &mut ignored);
        let named = schema.definitions.into_iter();
        let named = named.map(|it| (it.name.value.clone(), it));
        named.collect::<BTreeMap<_, _>>()
    });
    for (name, section) in &overrides {
        let Some((was, is)) = was.get(name).zip(is.get(name)) else {
            continue;
        };
        let has = |definition: &Definition, property: &str| {
            let mut rows = definition.properties.iter();
            rows.any(|row| row.name.value == property)
        };
        for property in section.properties.keys() {
            if has(was, property) && !has(is, property) {
                record.removed_property(source, name, property);
            }
        }
    }
}

/// Records what is there and was not recorded: definitions that the source has, or whose footers name its tool,
/// and the sections of its pages.
fn adopt(
    record: &mut Record,
    source: &str,
    (origin, plan): (&Origin, &Plan),
    (here, operations): (&Sources, &Operations),
) {
    let from: BTreeSet<_> = origin
        .sources
        .iter()
        .map(|(_, it)| it.file_name())
        .collect();
    let mut footers = origin.sources.iter();
    let theirs = footers.find_map(|(_, source)| tool(&source.text));
    for (_, file) in here.iter() {
        let is_theirs =
            from.contains(file.file_name()) || theirs.is_some() && tool(&file.text) == theirs;
        if let Some(name) = plan.names.get(file.file_name()).filter(|_| is_theirs)
            && !record.has(name)
        {
            record.wrote(source, name, &file.text);
        }
    }
    let pages = origin.published.iter().flat_map(|it| it.sources.iter());
    let pages: BTreeSet<_> = pages.map(|(_, page)| page.file_name()).collect();
    let by_name = operations.operations.iter();
    let by_name: BTreeMap<_, _> = by_name.map(|it| (&it.name.value, it)).collect();
    let pages = operations
        .pages
        .iter()
        .map(|page| (page, here.get(page.top.file)))
        .filter(|(_, source)| pages.contains(source.file_name()));
    for (page, text) in pages {
        for section in &page.sections {
            let operation = by_name.get(&section.name.value);
            let is_new = |it: &&&Operation| !record.has(&it.endpoint.value.to_string());
            if let Some(operation) = operation.filter(is_new) {
                record.wrote_section(source, operation, text.slice(section.span));
            }
        }
    }
}

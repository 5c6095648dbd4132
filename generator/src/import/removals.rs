//! Tells what the publisher removed from what is somebody's own, by the record of earlier imports.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Kept, State};
use crate::links::Links;
use crate::model::Model;
use crate::record::Record;
use crate::schema::{Schema, file_name};
use crate::source::Sources;

/// The record of earlier imports, and how this one goes by it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// What imports took in until now.
    pub record: &'a Record,
    /// The name of the source that this import takes from.
    pub source: &'a str,
    /// `true` if what the publisher removed stays.
    pub keep: bool,
}

/// The fate of something that was taken in and that its source lacks now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// No import took it in: it is somebody's own.
    Own,
    /// It stays, for this reason.
    Stays(Kept),
    /// It goes.
    Goes,
}

impl Recorded<'_> {
    /// The fate of a text that the source lacks.
    pub(super) fn fate(&self, key: &str, text: &str) -> Fate {
        match () {
            () if !self.record.is_taken_from(self.source, key) => Fate::Own,
            () if !self.record.is_untouched(key, text) => Fate::Stays(Kept::Edited),
            () if self.keep => Fate::Stays(Kept::AsAsked),
            () => Fate::Goes,
        }
    }

    /// The files of definitions that were taken in and that `from` lacks, each with what becomes of it. What a
    /// definition that stays still links to stays as well.
    pub(super) fn files(
        &self,
        from: &Schema,
        here: (&Sources, &Schema),
        whole: impl FnOnce() -> Model,
    ) -> BTreeMap<String, State> {
        let (sources, schema) = here;
        let texts = sources
            .iter()
            .map(|(_, source)| (source.file_name(), source));
        let texts: BTreeMap<_, _> = texts.collect();
        let mut states = BTreeMap::new();
        for name in self.record.taken_from(self.source) {
            let file = file_name(name);
            let text = texts
                .get(file.as_str())
                .filter(|_| !from.files.contains_key(&file));
            let state = match text.map(|source| self.fate(name, &source.text)) {
                None | Some(Fate::Own) => continue,
                Some(Fate::Stays(why)) => State::Kept(why),
                Some(Fate::Goes) => State::Removed,
            };
            states.insert(file, state);
        }
        if states.values().any(|state| *state == State::Removed) {
            let model = whole();
            let links = Links::of(&model);
            let stays = |file: &String, states: &BTreeMap<_, _>| {
                !from.files.contains_key(file) && states.get(file) != Some(&State::Removed)
            };
            let definitions = || schema.definitions.iter();
            let own = definitions().filter(|it| stays(&it.file, &states));
            let mut waiting: BTreeSet<&str> = own.map(|it| it.name.value.as_str()).collect();
            while let Some(name) = waiting.pop_first() {
                for (linked, _) in links.to(name) {
                    let file = file_name(linked);
                    if states.get(&file) == Some(&State::Removed) {
                        states.insert(file, State::Kept(Kept::Linked));
                        waiting.insert(linked);
                    }
                }
            }
        }
        states
    }
}

//! Distinguishes what the publisher removed from the user's own files, by the record of earlier imports.

use std::collections::{BTreeMap, BTreeSet};

use crate::links::Links;
use crate::model::Model;
use crate::record::Record;
use crate::schema::{Schema, file_name};
use crate::source::Sources;

/// The record of earlier imports, and the settings that this import applies to it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// The record of earlier imports.
    pub record: &'a Record,
    /// The name of the source that this import takes from.
    pub source: &'a str,
    /// `true` if what the publisher removed stays.
    pub keep: bool,
}

/// The reason to keep an imported file that the publisher has removed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// It is not what the import wrote.
    Edited,
    /// A definition that stays links to it.
    Linked,
    /// The user asked for it.
    AsAsked,
    /// No import recorded it, so it may be the user's own.
    Unrecorded,
}

/// The fate of an import that its source lacks now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// No import wrote it: it is the user's own.
    Own,
    /// It stays, for this reason.
    Stays(Kept),
    /// It goes.
    Goes,
}

impl Recorded<'_> {
    /// The fate of a text that the source lacks.
    pub(super) fn fate(&self, key: &str, text: &str) -> Fate {
        if !self.record.is_taken_from(self.source, key) {
            Fate::Own
        } else if !self.record.is_untouched(key, text) {
            Fate::Stays(Kept::Edited)
        } else if self.keep {
            Fate::Stays(Kept::AsAsked)
        } else {
            Fate::Goes
        }
    }

    /// Returns the imported definitions' files that `from` lacks, each with its fate. A definition that stays keeps
    /// those that it links to.
    pub(super) fn files(
        &self,
        from: &Schema,
        here: (&Sources, &Schema),
        whole: impl FnOnce() -> Model,
    ) -> BTreeMap<String, Fate> {
        let (sources, schema) = here;
        let texts = sources
            .iter()
            .map(|(_, source)| (source.file_name(), source));
        let texts: BTreeMap<_, _> = texts.collect();
        let mut fates = BTreeMap::new();
        for name in self.record.taken_from(self.source) {
            let file = file_name(name);
            let text = texts
                .get(file.as_str())
                .filter(|_| !from.files.contains_key(&file));
            if let Some(source) = text {
                let fate = self.fate(name, &source.text);
                fates.insert(file, fate);
            }
        }
        if fates.values().any(|fate| *fate == Fate::Goes) {
            let model = whole();
            let links = Links::of(&model);
            let stays = |file: &String, fates: &BTreeMap<_, _>| {
                !from.files.contains_key(file) && fates.get(file) != Some(&Fate::Goes)
            };
            let definitions = || schema.definitions.iter();
            let own = definitions().filter(|it| stays(&it.file, &fates));
            let mut waiting: BTreeSet<&str> = own.map(|it| it.name.value.as_str()).collect();
            while let Some(name) = waiting.pop_first() {
                for (linked, _) in links.to(name) {
                    let file = file_name(linked);
                    if fates.get(&file) == Some(&Fate::Goes) {
                        fates.insert(file, Fate::Stays(Kept::Linked));
                        waiting.insert(linked);
                    }
                }
            }
        }
        fates
    }
}

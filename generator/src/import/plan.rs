//! The noun `Plan`: the change to each file when definitions are imported from another folder.
//!
//! The dry run, the writing and the report all follow it, so that they cannot disagree. A file with the same
//! content as its replacement stays as it is: contents are compared as schemas, so that time stamps, the order
//! of rows and columns, line ends and whitespace make no diff.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::removals::{Fate, Kept};
use super::sections::{PageChange, Pages, Table};
use crate::facts::Facts;
use crate::operations::{FOLDER, TABLE};
use crate::record::Record;
use crate::schema::{Definition, FILE_SUFFIX, Schema};
use crate::source::{Fault, Source, Sources, shown_path};

/// The request for one import.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder or document to take definitions from.
    pub from: &'a Path,
    /// The folder that they go to.
    pub here: &'a Path,
    /// The overrides, where they do not lie there.
    pub overrides: Option<&'a Path>,
    /// Roots in addition to those of `roots.txt`.
    pub roots: &'a [String],
    /// The publisher's pages of operations, if they are not in the folder `classes` next to `from`.
    pub pages: Option<&'a Path>,
    /// `true` if definitions that are not roots also import their operations.
    pub all_operations: bool,
    /// `true` if the facts of a document turn `int32` into `i32`.
    pub exact_integers: bool,
    /// `true` if nothing is written.
    pub dry_run: bool,
    /// `true` if definitions that no root leads to are removed.
    pub prune: bool,
    /// `true` if edits that are not committed may be lost.
    pub overwrite: bool,
    /// `true` if what is there and no import recorded is recorded as taken from `from`.
    pub adopt: bool,
    /// `true` if the source may lack more than a quarter of what was taken from it.
    pub allow_removals: bool,
    /// `true` if what the source has removed stays.
    pub keep_removed: bool,
}

/// A folder's files, and what was read from them, as far as they could be read.
type Folder<'a> = (&'a Sources, &'a Schema);

/// The planned changes of one import.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The files that are not simply the same, by name.
    pub files: BTreeMap<String, State>,
    /// For each file that is [`State::Gone`], the definitions that still link to it.
    pub gone: BTreeMap<String, BTreeSet<String>>,
    /// The name of the definition in each file of either folder, as far as it can be read.
    pub names: BTreeMap<String, String>,
    /// The names of the files that are reached.
    pub reached: BTreeSet<String>,
    /// `true` if no import has recorded anything taken from the source.
    pub is_first: bool,
    /// The number of files that are reached and have the same content already.
    pub unchanged: usize,
    /// The number of broken definitions that are not reached, and so not reported.
    pub broken_elsewhere: usize,
    /// The planned changes to the pages of operations.
    pub pages: Pages,
    /// The planned change to `facts.toml`, if it has one.
    pub facts: Option<PageChange>,
}

/// The planned change to one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there yet, and will be copied.
    New {
        /// The length of its text.
        bytes: usize,
    },
    /// Its content differs, and will be replaced.
    Changed {
        /// The length of its new text.
        bytes: usize,
    },
    /// The other folder has it, but no root leads to it. It is removed if the user asks for it.
    Unreached,
    /// The other folder lacks it, but what is taken from there links to it: most likely it was
    /// removed over there. It is left alone.
    Gone,
    /// The other folder lacks it, and nothing there links to it. It is left alone.
    Own,
    /// An import wrote it, and the other folder no longer has it: it is removed.
    Removed,
    /// The same, but it stays.
    Kept(Kept),
    /// It is to be replaced, but is not a file that can be.
    InTheWay,
}

impl Plan {
    /// Compares `reached`, the files to be taken from the folder `from`, with the folder `here`.
    /// `removals` are the files that `from` no longer has.
    pub(super) fn of(
        from: Folder<'_>,
        here: Folder<'_>,
        reached: &BTreeSet<String>,
        removals: &BTreeMap<String, Fate>,
        prune: bool,
    ) -> Self {
        let (theirs, ours) = (definitions(from.1), definitions(here.1));
        let present = by_name(here.0);
        let mut plan = Self {
            reached: reached.clone(),
            ..Self::default()
        };
        for (name, source) in by_name(from.0) {
            let (theirs, ours) = (theirs.get(name), ours.get(name));
            if !reached.contains(name) {
                let broken = theirs.is_none_or(|definition| definition.broken);
                plan.broken_elsewhere += usize::from(broken);
                if present.contains_key(name) {
                    plan.files.insert(name.to_owned(), State::Unreached);
                }
                continue;
            }
            let bytes = source.text.len();
            let state = match present.get(name).map(|present| &present.fault) {
                None => State::New { bytes },
                Some(Some(Fault::Unreadable(_) | Fault::Missing)) => State::InTheWay,
                Some(_) if same(theirs, ours) => {
                    plan.unchanged += 1;
                    continue;
                }
                Some(_) => State::Changed { bytes },
            };
            plan.files.insert(name.to_owned(), state);
        }
        let own = |name: &str| present.contains_key(name) && !from.1.files.contains_key(name);
        for definition in theirs.values() {
            let links = definition.links().filter(|name| own(name));
            for name in links.filter(|_| reached.contains(&definition.file)) {
                let users = plan.gone.entry(name).or_default();
                users.insert(definition.name.value.clone());
            }
        }
        for &name in present.keys().filter(|name| own(name)) {
            let state = match removals.get(name) {
                _ if plan.gone.contains_key(name) => State::Gone,
                Some(Fate::Goes) => State::Removed,
                Some(Fate::Stays(why)) => State::Kept(*why),
                Some(Fate::Own) | None => State::Own,
            };
            plan.files.insert(name.to_owned(), state);
        }
        if !prune {
            plan.keep_linked(&ours);
        }
        for (file, name) in here.1.files.iter().chain(&from.1.files) {
            let named = name.iter().map(|name| (file.clone(), name.clone()));
            plan.names.extend(named);
        }
        plan
    }

    /// Keeps what definitions that are reached by no root, and so stay as they are, still link to.
    fn keep_linked(&mut self, ours: &BTreeMap<&str, &Definition>) {
        let unreached = self.files.iter();
        let unreached = unreached.filter(|(_, state)| **state == State::Unreached);
        let mut waiting: Vec<_> = unreached.map(|(file, _)| file.clone()).collect();
        while let Some(file) = waiting.pop() {
            let links = ours
                .get(file.as_str())
                .into_iter()
                .flat_map(|it| it.links());
            for linked in links {
                if let Some(state) = self.files.get_mut(&linked)
                    && *state == State::Removed
                {
                    *state = State::Kept(Kept::Linked);
                    waiting.push(linked);
                }
            }
        }
    }

    /// Returns the content of the folder `here`, which lies at `folder`, after the import. Its overrides and facts
    /// stay; a table of operations does not count.
    pub fn outcome(&self, from: &Sources, here: &Sources, folder: &Path, prune: bool) -> Sources {
        let mut files = by_name(here);
        for (name, source) in by_name(from) {
            match self.files.get(name) {
                Some(State::New { .. } | State::Changed { .. }) => {
                    files.insert(name, source);
                }
                Some(State::Unreached) if prune => {
                    files.remove(name);
                }
                _ => {}
            }
        }
        files.retain(|name, _| self.files.get(*name) != Some(&State::Removed));
        let mut outcome = Sources::default();
        for source in files.into_values() {
            outcome.add_source(source.clone());
        }
        let stays = |page: &&Source| !self.pages.changes.contains_key(page.file_name());
        let pages = here.pages.iter().map(|&id| here.get(id));
        let mut pages: Vec<_> = pages.filter(stays).cloned().collect();
        for (name, change) in &self.pages.changes {
            let page = |text| {
                Source::new(
                    format!("{}/{FOLDER}/{name}", shown_path(folder)),
                    text,
                    None,
                )
            };
            pages.extend(change.text().map(page));
        }
        outcome.pages = (pages.into_iter().map(|page| outcome.add_source(page))).collect();
        let mut keep = |id: Option<_>| Some(outcome.add_source(here.get(id?).clone()));
        let kept = [here.facts, here.overrides, here.record, here.roots].map(&mut keep);
        let [facts, overrides, record, roots] = kept;
        (outcome.facts, outcome.overrides) = (facts, overrides);
        (outcome.record, outcome.roots) = (record, roots);
        outcome
    }

    /// Returns the text of `facts`, if it differs from the file `before`.
    pub(super) fn new_facts(facts: &Facts, before: Option<&Source>) -> Option<PageChange> {
        let text = facts.text.clone();
        match before.map(|file| file.text.trim_end()) {
            None => (facts.stated > 0).then_some(PageChange::New(text)),
            Some(was) => (was != text.trim_end()).then_some(PageChange::Changed(text)),
        }
    }

    /// Returns `true` if no definition, page or fact is added, changed or removed.
    pub fn changes_nothing(&self, prune: bool) -> bool {
        let mut states = self.files.values();
        self.pages.changes.is_empty()
            && self.facts.is_none()
            && self.pages.table != Some(Table::Converted)
            && !states.any(|state| match state {
                State::New { .. } | State::Changed { .. } | State::Removed => true,
                State::Unreached => prune,
                State::Gone | State::Own | State::Kept(_) | State::InTheWay => false,
            })
    }

    /// Returns the files of `here` whose edits the import would lose.
    pub(super) fn overwritten(
        &self,
        from: &Sources,
        here: &Sources,
        record: &Record,
        prune: bool,
    ) -> Vec<&str> {
        let (theirs, ours) = (by_name(from), by_name(here));
        let is_untouched = |name: &str| {
            let key_and_text = self.names.get(name).zip(ours.get(name));
            key_and_text.is_some_and(|(key, source)| record.is_untouched(key, &source.text))
        };
        let files = self.files.iter().filter(|&(name, state)| match state {
            State::Changed { .. } => !is_untouched(name),
            State::Unreached => {
                let text = |of: &BTreeMap<&str, &Source>| of.get(&**name).map(|it| it.text.clone());
                prune && text(&theirs) != text(&ours)
            }
            _ => false,
        });
        let table = self
            .pages
            .table
            .iter()
            .filter(|table| **table == Table::Converted);
        let files = files.map(|(name, _)| name.as_str());
        files.chain(table.map(|_| TABLE)).collect()
    }

    /// The names of the pages whose text would be gone.
    pub(super) fn overwritten_pages(&self) -> impl Iterator<Item = &str> {
        self.pages.lost.iter().map(String::as_str)
    }

    /// The names of the files in a state for which `is` holds.
    pub fn names(&self, is: impl Fn(State) -> bool) -> Vec<&str> {
        let files = self.files.iter().filter(|&(_, &state)| is(state));
        files.map(|(name, _)| name.as_str()).collect()
    }
}

impl State {
    /// Returns `true` if the other folder's file is to be copied.
    pub const fn is_copied(self) -> bool {
        matches!(self, Self::New { .. } | Self::Changed { .. })
    }
}

fn by_name(sources: &Sources) -> BTreeMap<&str, &Source> {
    let files = sources.iter();
    files
        .filter(|(_, source)| source.file_name().ends_with(FILE_SUFFIX))
        .map(|(_, source)| (source.file_name(), source))
        .collect()
}

fn definitions(schema: &Schema) -> BTreeMap<&str, &Definition> {
    let definitions = schema.definitions.iter();
    definitions
        .map(|definition| (definition.file.as_str(), &**definition))
        .collect()
}

/// Returns `true` if two definitions have the same content. One that could not be read whole equals none.
fn same(a: Option<&&Definition>, b: Option<&&Definition>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    !a.broken
        && !b.broken
        && a.name.value == b.name.value
        && a.description == b.description
        && properties(a) == properties(b)
}

/// The properties without their places, in an order of their own.
fn properties(definition: &Definition) -> Vec<(&str, String, bool, &str)> {
    let mut properties: Vec<_> = definition
        .properties
        .iter()
        .map(|property| {
            (
                property.name.value.as_str(),
                property.ty.value.to_string(),
                property.required.value,
                property.description.as_str(),
            )
        })
        .collect();
    properties.sort_unstable();
    properties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::parse::parse;

    const PLAIN: &str = "\
# `Queue` Definition

Where calls wait.

| Property | Type | Required | Description |
|----------|------|----------|-------------|
| id | `string` | Yes | The id,
over two lines. |
| name | `string` | No |  |

---

*This file was generated on 2024-01-01*
";

    /// Returns the planned change to a file with the text `ours` when `theirs` is imported.
    fn state(theirs: &str, ours: &str) -> Option<State> {
        let folder = |text: &str| {
            let mut sources = Sources::default();
            sources.add("x/queue-definition.md", text);
            let schema = parse(&sources, &mut Diagnostics::default());
            (sources, schema)
        };
        let (from, from_schema) = folder(theirs);
        let (here, here_schema) = folder(ours);
        let reached = BTreeSet::from(["queue-definition.md".to_owned()]);
        let sides = ((&from, &from_schema), (&here, &here_schema));
        let plan = Plan::of(sides.0, sides.1, &reached, &BTreeMap::new(), false);
        assert_eq!(plan.files.len() + plan.unchanged, 1);
        plan.files.into_values().next()
    }

    #[test]
    fn what_the_schema_does_not_hold_makes_no_change() {
        let swapped = PLAIN
            .replace("| name | `string` | No |  |\n", "")
            .replace("| id |", "| name | `string` | No |  |\n| id |");
        for (what, other) in [
            ("time stamp", PLAIN.replace("2024", "2025")),
            ("footer", PLAIN.replace("---\n\n*This", "*This")),
            ("line ends", PLAIN.replace('\n', "\r\n")),
            ("byte-order mark", format!("\u{feff}{PLAIN}")),
            ("trailing whitespace", PLAIN.replace('\n', "  \n")),
            ("blank lines", PLAIN.replace("\n\n", "\n\n\n")),
            (
                "delimiters",
                PLAIN.replace("|----------|------|", "|---|:--|"),
            ),
            (
                "cell padding",
                PLAIN.replace("| Yes | The id", "|  Yes  |The id"),
            ),
            ("order of rows", swapped),
        ] {
            assert_ne!(other, PLAIN, "{what}");
            assert_eq!(state(&other, PLAIN), None, "{what}");
        }
    }

    #[test]
    fn what_the_schema_holds_makes_a_change() {
        for (what, other) in [
            ("description", PLAIN.replace("calls wait", "calls  wait")),
            ("line breaks", PLAIN.replace("The id,\n", "The id, ")),
            ("type", PLAIN.replace("name | `string`", "name | `number`")),
            ("required flag", PLAIN.replace("Yes", "No")),
            (
                "property",
                PLAIN.replace("| name | `string` | No |  |\n", ""),
            ),
            ("name", PLAIN.replace("`Queue`", "`QUEUE`")),
        ] {
            let changed = State::Changed { bytes: other.len() };
            assert_eq!(state(&other, PLAIN), Some(changed), "{what}");
        }
    }

    #[test]
    fn a_broken_file_is_replaced() {
        let broken = PLAIN.replace("Yes", "Maybe");
        let changed = State::Changed { bytes: PLAIN.len() };
        assert_eq!(state(PLAIN, &broken), Some(changed));
    }
}

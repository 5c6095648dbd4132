//! The noun `Changes` and its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::cause::{Cause, Concern, Endpoints};
use super::change_kind::{About, ChangeKind, Edit};
use super::level::{Level, Setting};
use super::note::Note;
use super::subject::{Subject, Value};
use super::verdict::{Effect, SemverImpact, Wire};
use crate::Decided;
use crate::direction::Directions;
use crate::fingerprint::fingerprint;
use crate::model::{Model, Struct};
use crate::operations::Operation;
use crate::record::Record;
use crate::source::{Place, Sources};

/// Everything that changed, the worst first.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The two revisions compared.
    pub compared: [Revision; 2],
    /// The entries, cause by cause.
    pub entries: Vec<Change>,
    /// The causes of the entries. Each entry belongs to one.
    pub causes: Vec<Cause>,
    /// `true` if operations of a side are known.
    pub knows_operations: bool,
    /// The number of definitions affected, by the way in which they are.
    pub definitions: Counts,
    /// The part that was asked for, unless that is everything.
    pub scope: Option<Scope>,
    /// The definitions whose models differ although nothing about them does: another generator made
    /// those at the base.
    pub regenerated: Vec<String>,
}

/// A part of the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The roots or the code that the part is about.
    pub asked: String,
    /// The numbers of entries and of whole causes that are left out.
    pub left_out: [usize; 2],
    /// Warnings about the part.
    pub warnings: Vec<String>,
}

/// A state of the definitions, for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The name of the commit or tag, or a folder.
    pub name: String,
    /// The commit, where it is one.
    pub hash: Option<String>,
}

/// The number of definitions of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
    /// Those with at least one entry, renamed ones among them.
    pub changed: usize,
    /// Those that mean what they meant.
    pub unchanged: usize,
    /// The number of unchanged definitions whose rows are in another order.
    pub reordered: usize,
    /// The number of the others that differ in format or in the footer.
    pub reformatted: usize,
}

/// One entry: one thing that changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The thing that changed.
    pub subject: Subject,
    /// The subject before; `None` where there was nothing.
    pub old: Option<Value>,
    /// The subject after; `None` where there is nothing.
    pub new: Option<Value>,
    /// The effect on programs that send and receive.
    pub wire: Wire,
    /// The effect on code that compiles against the models.
    pub rust: SemverImpact,
    /// The Rust before and after, where it differs.
    pub code: Option<RustSides>,
    /// Further facts about the entry.
    pub notes: Vec<Note>,
    /// The location of the subject.
    pub location: Location,
    /// The models affected through the definition; known for entries that break something. Entries on
    /// the same definition share it.
    pub reach: Arc<Reach>,
    /// The places in the consumer's code that name the subject, if code was searched.
    pub used_at: Vec<UsedAt>,
    /// The level that `changes.toml` sets for its kind.
    pub level: Option<Setting>,
    /// `true` if the entry is in the list of accepted entries.
    pub accepted: bool,
}

/// A piece of Rust, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustSides {
    /// The Rust before; `None` where there was none.
    pub old: Option<String>,
    /// The Rust after; `None` where there is none.
    pub new: Option<String>,
}

/// A line in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file's path.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A line of the consumer's code that names the subject of an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedAt {
    /// `true` if it may name something else of the same name.
    pub may: bool,
    /// The line.
    pub location: Location,
}

impl UsedAt {
    /// The places, all of them certain or none.
    pub(super) fn all(places: &[Location], are_certain: bool) -> Vec<Self> {
        let places = places.iter().map(|location| Self {
            may: !are_certain,
            location: location.clone(),
        });
        places.collect()
    }
}

/// The models that contain the definition of an entry, and the endpoints that lead to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those with a property of the definition, by name.
    pub direct: Vec<String>,
    /// The nearest way to each model at the end, from the definition on.
    pub paths: Vec<Vec<String>>,
    /// The endpoints that take it; of an entry on an operation, its own.
    pub taken_by: Endpoints,
    /// The endpoints that return it.
    pub returned_by: Endpoints,
}

impl Change {
    /// An entry with the verdicts that every entry of the kind has.
    pub(super) fn of(kind: ChangeKind, subject: Subject) -> Self {
        Self {
            kind,
            subject,
            old: None,
            new: None,
            wire: kind.wire(Wire::both(Effect::None)),
            rust: kind.row().rust.or(SemverImpact::None),
            code: None,
            notes: Vec::new(),
            location: Location::default(),
            reach: Arc::default(),
            used_at: Vec::new(),
            level: None,
            accepted: false,
        }
    }

    /// `true` if a program or code may have to change.
    pub fn is_breaking(&self) -> bool {
        self.breaks_wire() || self.rust == SemverImpact::Major
    }

    /// `true` if it breaks a direction of the wire.
    pub fn breaks_wire(&self) -> bool {
        self.wire.sent == Effect::Breaking || self.wire.received == Effect::Breaking
    }

    /// `true` if it affects programs that were built before.
    pub fn affects_wire(&self) -> bool {
        self.wire.sent.max(self.wire.received) >= Effect::Silent
    }

    /// `true` if the file of levels sets its kind to `level`.
    pub fn is_set_to(&self, level: Level) -> bool {
        self.level.as_ref().is_some_and(|set| set.level == level)
    }

    /// Returns the worst concern. An entry that the levels make a note has none.
    pub fn concern(&self) -> Concern {
        match (self.wire.sent, self.wire.received) {
            _ if self.is_set_to(Level::Note) || self.is_set_to(Level::Off) => Concern::Nobody,
            _ if self.breaks_wire() && self.subject.is_of_an_operation() => Concern::Operations,
            _ if self.breaks_wire() && self.notes.contains(&Note::NoKnownOperation) => {
                Concern::Unknown
            }
            (_, Effect::Breaking) => Concern::Receiving,
            (Effect::Breaking, _) => Concern::Sending,
            _ if self.affects_wire() => Concern::Silent,
            _ if self.rust == SemverImpact::Major => Concern::Code,
            _ => Concern::Nobody,
        }
    }

    /// `true` if it is of the concern, even where another of its concerns is worse.
    pub(super) fn has(&self, concern: Concern) -> bool {
        let worst = self.concern();
        let is = |effect: Effect, side: Effect| {
            side == effect && !matches!(worst, Concern::Operations | Concern::Unknown)
        };
        worst == concern
            || worst.needs_action()
                && match concern {
                    Concern::Receiving => is(Effect::Breaking, self.wire.received),
                    Concern::Sending => is(Effect::Breaking, self.wire.sent),
                    Concern::Silent => {
                        is(Effect::Silent, self.wire.received) || is(Effect::Silent, self.wire.sent)
                    }
                    Concern::Code => self.rust == SemverImpact::Major,
                    Concern::Operations | Concern::Unknown | Concern::Nobody => false,
                }
    }

    /// The endpoints over which it does the worst that it does to programs.
    pub fn endpoints(&self) -> impl Iterator<Item = &str> {
        let sets = self.endpoint_sets(self.concern());
        sets.flat_map(|set| set.iter()).map(AsRef::as_ref)
    }

    /// The endpoints over which programs notice what makes it a `concern`, as they are kept.
    pub(super) fn endpoint_sets(&self, concern: Concern) -> impl Iterator<Item = &Endpoints> {
        let worst = self.wire.sent.max(self.wire.received).max(Effect::Silent);
        let both = |effect| [self.wire.sent == effect, self.wire.received == effect];
        let [breaks_sent, breaks_received] = both(Effect::Breaking);
        let [sends, receives] = match concern {
            _ if self.subject.is_of_an_operation() => [true, false],
            Concern::Receiving => [false, breaks_received],
            Concern::Sending => [breaks_sent, false],
            Concern::Silent => both(Effect::Silent),
            _ => both(worst),
        };
        let taken = sends.then_some(&self.reach.taken_by);
        let returned = receives.then_some(&self.reach.returned_by);
        taken.into_iter().chain(returned)
    }

    /// The endpoints over which programs notice it in what they send, and in what they receive.
    pub fn noticed_at(&self) -> [&[Arc<str>]; 2] {
        let is_own = self.subject.is_of_an_operation();
        let at = |effect: Effect, endpoints| match effect >= Effect::Silent {
            true => endpoints,
            false => &[][..],
        };
        let returned = match is_own {
            true => &self.reach.taken_by,
            false => &self.reach.returned_by,
        };
        [
            at(self.wire.sent, &self.reach.taken_by[..]),
            at(self.wire.received, &returned[..]),
        ]
    }

    /// Leaves the effects that programs notice over some of these endpoints.
    pub(super) fn restrict(&mut self, endpoints: &BTreeSet<String>) {
        let is_asked = |endpoint: &&Arc<str>| endpoints.contains(&***endpoint);
        if self.subject.is_of_an_operation() || !self.affects_wire() {
            return;
        }
        let [sent, received] = self.noticed_at();
        let [taken_by, returned_by]: [Endpoints; 2] =
            [sent, received].map(|all| all.iter().filter(is_asked).cloned().collect());
        for (effect, left) in [
            (&mut self.wire.sent, &taken_by),
            (&mut self.wire.received, &returned_by),
        ] {
            if *effect >= Effect::Silent && left.is_empty() {
                *effect = Effect::None;
            }
        }
        self.reach = Arc::new(Reach {
            taken_by,
            returned_by,
            ..Reach::clone(&self.reach)
        });
    }

    /// The notes in one text, if there are any.
    pub fn note(&self) -> Option<String> {
        let notes: Vec<_> = self.notes.iter().map(Note::to_string).collect();
        (!notes.is_empty()).then(|| notes.join("; "))
    }

    /// The Rust before and after, where there is some on both sides.
    pub(super) fn code_sides(&self) -> Option<(&str, &str)> {
        let code = self.code.as_ref()?;
        Some((code.old.as_deref()?, code.new.as_deref()?))
    }

    /// A short name for the entry that stays the same as long as id, definition, property, old and
    /// new do. Where old and new are prose they take no part: another word in it must not undo an acceptance.
    pub fn fingerprint(&self) -> String {
        let prose = self.kind.is_about_prose();
        let side = |side: &Option<Value>| side.as_ref().filter(|_| !prose).map(Value::to_string);
        fingerprint(&[
            Some(self.kind.name()),
            Some(self.subject.owner()),
            self.subject.part().as_deref(),
            side(&self.old).as_deref(),
            side(&self.new).as_deref(),
        ])
    }
}

impl Changes {
    /// Keeps the entries for which `keep` returns places, and counts the others.
    pub(super) fn retain(&mut self, asked: String, keep: impl Fn(&Change) -> Option<Vec<UsedAt>>) {
        let before = [self.entries.len(), self.causes.len()];
        let mut kept = Vec::new();
        let mut entries = std::mem::take(&mut self.entries).into_iter();
        self.causes.retain_mut(|cause| {
            let (begin, mut edits) = (kept.len(), 0);
            for at in 0..cause.entries.len() {
                let Some(mut change) = entries.next() else {
                    break;
                };
                let Some(places) = keep(&change) else {
                    continue;
                };
                change.used_at = places;
                kept.push(change);
                edits += usize::from(at < cause.edits);
            }
            cause.entries = begin..kept.len();
            // What follows from an edit elsewhere is the edit here.
            cause.edits = if edits == 0 {
                cause.entries.len()
            } else {
                edits
            };
            !cause.entries.is_empty()
        });
        self.entries = kept;
        let after = [self.entries.len(), self.causes.len()];
        self.scope = Some(Scope {
            asked,
            left_out: [before[0] - after[0], before[1] - after[1]],
            warnings: Vec::new(),
        });
        self.recount();
    }

    /// Counts the definitions anew by the entries that are left.
    fn recount(&mut self) {
        let (mut added, mut removed, mut all) = (0, 0, BTreeSet::new());
        for change in &self.entries {
            let row = change.kind.row();
            let Some(definition) = change.subject.definition() else {
                continue;
            };
            match (row.about, row.edit) {
                (About::Definition, Edit::Added) => added += 1,
                (About::Definition, Edit::Removed) => removed += 1,
                _ => {}
            }
            all.insert(definition);
        }
        self.definitions = Counts {
            added,
            removed,
            changed: all.len() - added - removed,
            ..Counts::default()
        };
    }

    /// The entries of a cause, the worst first.
    pub fn of(&self, cause: &Cause) -> &[Change] {
        self.entries.get(cause.entries.clone()).unwrap_or_default()
    }

    /// The causes that are not accepted as a whole.
    pub fn open(&self) -> impl Iterator<Item = &Cause> {
        let is_open = |cause: &&Cause| !self.of(cause).iter().all(|change| change.accepted);
        self.causes.iter().filter(is_open)
    }

    /// Counts the entries that break programs that send.
    pub fn breaking_sent(&self) -> usize {
        self.count(|change| change.wire.sent == Effect::Breaking)
    }

    /// Counts the entries that break programs that receive.
    pub fn breaking_received(&self) -> usize {
        self.count(|change| change.wire.received == Effect::Breaking)
    }

    /// Counts the entries for which `is` holds.
    pub fn count(&self, is: impl Fn(&Change) -> bool) -> usize {
        self.entries.iter().filter(|change| is(change)).count()
    }

    /// Counts the operations that were added, removed and changed.
    pub fn operation_counts(&self) -> [usize; 3] {
        let (mut added, mut removed, mut changed) = (0, 0, BTreeSet::new());
        let is_about = |change: &&Change| change.subject.is_of_an_operation();
        for change in self.entries.iter().filter(is_about) {
            match (&change.subject, change.kind.row().edit) {
                (Subject::Operation(_), Edit::Added) => added += 1,
                (Subject::Operation(_), Edit::Removed) => removed += 1,
                _ => drop(changed.insert(change.subject.owner())),
            }
        }
        [added, removed, changed.len()]
    }

    /// Returns the impact of the whole update on source code, and the entry that shows it most clearly.
    pub fn rust(&self) -> (SemverImpact, Option<&Change>) {
        let level = self.entries.iter().map(|change| change.rust).max();
        let level = level.unwrap_or(SemverImpact::None);
        // Entries are sorted worst first, those that are not shown last.
        let reasons = || {
            let all = self.entries.iter().filter(|change| change.rust == level);
            let all = all.filter(|_| level != SemverImpact::None);
            all.filter(|change| !change.is_set_to(Level::Off))
        };
        // A field that changes its type is the hardest to overlook and the easiest to show.
        let clear = reasons().find(|change| change.code_sides().is_some());
        (level, clear.or_else(|| reasons().next()))
    }
}

/// One side of a comparison: a state of the definitions.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The text, for places alone.
    pub sources: &'a Sources,
    /// The schema, the overrides and the model.
    pub decided: &'a Decided,
    /// The direction of every definition; `None` where no operations are known.
    pub(super) directions: Option<Directions<'a>>,
    /// The definitions and enums, by their identifiers.
    pub(super) idents: BTreeMap<&'a str, &'a str>,
    /// The record of what was imported.
    pub(super) record: Record,
    /// `true` if the publisher's document states which properties are read-only.
    pub(super) states_read_only: bool,
}

impl<'a> Side<'a> {
    /// A state and what was decided about it.
    pub fn new(sources: &'a Sources, decided: &'a Decided) -> Self {
        let model = &decided.model;
        let structs = model.structs.iter();
        let structs = structs.map(|item| (item.ident.as_str(), item.name()));
        let enums = model.enums.iter().map(|item| item.ident.as_str());
        let record = sources
            .record
            .map(|id| Record::parse(&sources.get(id).text));
        let facts = decided.overrides.facts.values();
        let mut facts = facts.flat_map(|section| section.properties.values());
        Self {
            record: record.unwrap_or_default(),
            states_read_only: facts.any(|entry| entry.read_only.is_some()),
            sources,
            decided,
            directions: Directions::of(model),
            idents: structs.chain(enums.map(|ident| (ident, ident))).collect(),
        }
    }

    /// `true` if the publisher's document states anything.
    pub(super) fn has_facts(&self) -> bool {
        let overrides = &self.decided.overrides;
        !overrides.facts.is_empty() || !overrides.operation_facts.is_empty()
    }

    pub(super) const fn model(&self) -> &'a Model {
        &self.decided.model
    }

    /// The operations; none where none are known.
    pub(super) fn operations(&self) -> &'a [Operation] {
        self.model().operations.as_deref().unwrap_or_default()
    }

    /// The definitions and enums that the fields of a struct hold.
    pub(super) fn targets(&self, item: &'a Struct) -> impl Iterator<Item = &'a str> {
        let held = item.fields.iter().filter_map(|field| field.ty.ident());
        held.filter_map(|ident| self.idents.get(ident).copied())
    }

    /// The line at which `place` begins.
    pub(super) fn location(&self, place: Place) -> Location {
        let source = self.sources.get(place.file);
        Location {
            file: source.path.clone(),
            line: source.position(place.span.start).line,
        }
    }
}

impl Revision {
    /// A state that is no commit.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            hash: None,
        }
    }

    /// Returns the name, as `show` shows it, and the beginning of the hash unless the name contains it.
    pub(super) fn text(&self, show: impl Fn(&str) -> String) -> String {
        let hash = self.hash.iter().map(|hash| hash.get(..10).unwrap_or(hash));
        let mut hash = hash.filter(|hash| !self.name.starts_with(hash));
        let hash = hash.next().map(|hash| format!(" ({hash})"));
        show(&self.name) + &hash.unwrap_or_default()
    }
}

#[cfg(test)]
impl Changes {
    /// Entries that are a cause each.
    pub(super) fn one_by_one(entries: Vec<Change>) -> Self {
        let cause = |(at, change): (usize, &Change)| Cause {
            id: change.fingerprint(),
            concern: change.concern(),
            entries: at..at + 1,
            edits: 1,
            endpoints: Endpoints::default(),
            models: 1,
        };
        Self {
            causes: entries
                .iter()
                .enumerate()
                .map(|it| cause((it.0, it.1)))
                .collect(),
            entries,
            ..Self::default()
        }
    }
}

#[cfg(test)]
pub(super) fn property(definition: &str, name: &str) -> Subject {
    Subject::Property {
        definition: definition.to_owned(),
        name: name.to_owned(),
    }
}

#[cfg(test)]
pub(super) fn example(kind: ChangeKind) -> Change {
    Change {
        old: Some(Value::Name("string".to_owned())),
        new: Some(Value::Name("number".to_owned())),
        wire: Wire {
            sent: Effect::Breaking,
            received: Effect::None,
        },
        rust: SemverImpact::Major,
        ..Change::of(kind, property("Queue", "name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_depends_on_what_changed_and_on_nothing_else() {
        let change = example(ChangeKind::TypeScalarChanged);
        assert_eq!(change.fingerprint(), "4716d38856c87442");
        let told_otherwise = Change {
            notes: vec![Note::NeverSent],
            accepted: true,
            rust: SemverImpact::None,
            ..change.clone()
        };
        assert_eq!(told_otherwise.fingerprint(), change.fingerprint());
        let of_another = Change {
            subject: Subject::Definition("Queue".to_owned()),
            ..change.clone()
        };
        assert_ne!(of_another.fingerprint(), change.fingerprint());
    }

    #[test]
    fn a_fingerprint_leaves_out_prose() {
        let change = example(ChangeKind::DescriptionChanged);
        let reformatted = Change {
            new: Some(Value::Description("In other words.".to_owned())),
            ..change.clone()
        };
        assert_eq!(reformatted.fingerprint(), change.fingerprint());
    }

    #[test]
    fn the_reason_shown_is_one_with_two_sides() {
        let removed = example(ChangeKind::PropertyRemoved);
        let changed = Change {
            code: Some(RustSides {
                old: Some("String".to_owned()),
                new: Some("Number".to_owned()),
            }),
            ..example(ChangeKind::TypeScalarChanged)
        };
        let changes = Changes {
            entries: vec![removed, changed],
            ..Changes::default()
        };
        let (level, reason) = changes.rust();
        assert_eq!(level, SemverImpact::Major);
        assert_eq!(
            reason.map(|change| change.kind),
            Some(ChangeKind::TypeScalarChanged)
        );
    }
}

//! Lays the overrides over what the rows say: a property's own entry over the one for all of its name,
//! that over what a machine found, and that over the row.
//!
//! Every fact goes this way. What is its own, what the row says and what fits it, is said in
//! [`fields`](super::fields); how it is told to those whose override changes nothing, in [`is`].

use std::collections::{BTreeMap, BTreeSet};

use super::entries::attribute;
use crate::attribute::{Attribute, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::overrides::{Entry, Fact, Overrides};
use crate::schema::{Definition, Property, Spanned};
use crate::source::Place;

/// What has been seen of the entries for all properties of a name.
pub(super) struct Layers<'a> {
    pub(super) overrides: &'a Overrides,
    /// The names that some property has.
    pub(super) named: BTreeSet<&'a str>,
    /// The facts that changed something, or of which nothing can be said.
    effective: BTreeSet<Place>,
    /// The facts that fit some property.
    fits: BTreeSet<Place>,
    /// The facts that did not fit some property, each with why the first of them.
    misfits: BTreeMap<Place, Misfit>,
    /// The structs that are sent by each fact that says so.
    pub(super) sent: BTreeMap<Place, Vec<String>>,
}

/// A property while the layers are laid over it.
pub(super) struct Row<'l, 'a> {
    pub(super) layers: &'l mut Layers<'a>,
    pub(super) problems: &'l mut Diagnostics,
    pub(super) entries: Entries<'a>,
    /// What took effect, in the words of the file.
    pub(super) facts: Vec<String>,
    /// The entries that state it.
    by: BTreeSet<Place>,
}

/// The entries on one property.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    own: Option<&'a Entry>,
    shared: Option<&'a Entry>,
    /// What a machine found, which either of them wins over.
    found: Option<&'a Entry>,
    pub(super) definition: &'a Definition,
    pub(super) property: &'a Property,
}

/// What a fact makes of a property; `Err(None)` where that cannot be told, for a reason that is
/// reported elsewhere.
pub(super) type Made<T> = Result<T, Option<Misfit>>;

/// Why a fact cannot be one of a property.
pub(super) struct Misfit {
    /// What cannot be, behind a "cannot".
    pub(super) cannot: String,
    pub(super) help: String,
    /// What the property is.
    pub(super) related: Option<(Place, String)>,
}

/// A fact that fits, and what it makes of the property.
struct Stated<'a, T> {
    entry: &'a Entry,
    fact: &'a Fact,
    place: Place,
    value: T,
}

impl<'a> Entries<'a> {
    /// The entries of authors, the stronger first.
    pub(super) fn each(&self) -> impl Iterator<Item = &'a Entry> {
        self.own.into_iter().chain(self.shared)
    }

    /// Where the field gets a name of the author's own.
    pub(super) fn rename_place(&self) -> Option<Place> {
        self.each().find_map(|entry| Some(entry.rename()?.place))
    }

    /// The property, as messages name it.
    pub(super) fn subject(&self) -> String {
        let (property, definition) = (&self.property.name.value, &self.definition.name.value);
        format!("`{property}` of `{definition}`")
    }
}

impl<'a> Layers<'a> {
    pub(super) fn new(overrides: &'a Overrides) -> Self {
        Self {
            overrides,
            named: BTreeSet::new(),
            effective: BTreeSet::new(),
            fits: BTreeSet::new(),
            misfits: BTreeMap::new(),
            sent: BTreeMap::new(),
        }
    }

    /// One property of one definition, with nothing laid over it yet.
    pub(super) fn row<'l>(
        &'l mut self,
        definition: &'a Definition,
        property: &'a Property,
        problems: &'l mut Diagnostics,
    ) -> Row<'l, 'a> {
        let name = &property.name.value;
        let [own, shared] = self.overrides.on(&definition.name.value, name);
        self.named.extend(shared.map(|_| name.as_str()));
        let found = self.overrides.facts.get(&definition.name.value);
        let entries = Entries {
            own,
            shared,
            found: found.and_then(|section| section.properties.get(name)),
            definition,
            property,
        };
        Row {
            layers: self,
            problems,
            entries,
            facts: Vec::new(),
            by: BTreeSet::new(),
        }
    }

    /// Reports what an entry for all properties of a name states in vain, when all have been seen.
    pub(super) fn finish_shared(&self, name: &str, entry: &Entry, problems: &mut Diagnostics) {
        let facts = entry.facts.iter();
        for Spanned { value: fact, place } in facts.filter(|it| !self.effective.contains(&it.place))
        {
            let misfit = self
                .misfits
                .get(place)
                .filter(|_| !self.fits.contains(place));
            problems.push(match misfit {
                Some(misfit) => misfit.reported(*place, &format!("no `{name}` can")),
                None => {
                    let is = is(fact);
                    let message =
                        format!("every `{name}` {is} already, or has an entry of its own");
                    without_effect(*place, message)
                }
            });
        }
    }
}

impl<'a> Row<'_, 'a> {
    /// What one fact comes to over `base`, and the entry that decided it, where one did. `make` says
    /// what a fact makes of the property, or that it is another; `already`, what the property is
    /// without its entry.
    pub(super) fn lay<T: PartialEq>(
        &mut self,
        mut base: T,
        make: impl Fn(&'a Fact) -> Option<Made<T>>,
        already: impl Fn(&Fact) -> String,
    ) -> (T, Option<&'a Entry>) {
        let shared = self.shared(&make);
        let own = self.single(self.entries.own, &make);
        if let Some(found) = self.single(self.entries.found, &make) {
            let subject = self.entries.subject();
            if found.value == base {
                let message = format!("{subject} is so without this");
                self.problems.push(without_effect(found.place, message));
            } else if shared.is_some() || own.is_some() {
                let message = format!("the type of {subject} is set by hand");
                self.problems.push(without_effect(found.place, message));
            } else {
                (base, _) = self.take(found);
            }
        }
        match (shared, own) {
            (Some(shared), None) if shared.value != base => {
                self.layers.effective.insert(shared.place);
                self.take(shared)
            }
            (_, None) => (base, None),
            (None, Some(own)) => {
                if own.value == base {
                    let message = format!("{} {}", self.entries.subject(), already(own.fact));
                    self.problems.push(without_effect(own.place, message));
                }
                self.take(own)
            }
            (Some(shared), Some(own)) => {
                if own.value == shared.value {
                    // Were it gone, the shared entry would have its effect here.
                    self.layers.effective.insert(shared.place);
                    self.repeats(own.place, shared.place);
                }
                self.take(own)
            }
        }
    }

    /// All attributes that the entries state.
    pub(super) fn attributes(&mut self, has_foreign: bool) -> Vec<Attribute> {
        let Entries { own, shared, .. } = self.entries;
        let stated = |entry: Option<&'a Entry>| {
            let facts = entry.into_iter().flat_map(|entry| {
                entry.stated(move |fact| {
                    Some((entry, fact, attribute(fact, Target::Field, has_foreign)?))
                })
            });
            facts.collect::<Vec<_>>()
        };
        let (own, shared) = (stated(own), stated(shared));
        let mut all = Vec::new();
        for Spanned {
            value: (entry, fact, attribute),
            place,
        } in own
        {
            match shared.iter().find(|shared| shared.value.1 == fact) {
                Some(shared) => self.repeats(place, shared.place),
                None => {
                    self.add(entry, fact);
                    all.push(attribute);
                }
            }
        }
        for Spanned {
            value: (entry, fact, attribute),
            place,
        } in shared
        {
            self.layers.effective.insert(place);
            self.add(entry, fact);
            all.push(attribute);
        }
        all
    }

    /// Why the entry that decided something did.
    pub(super) fn reason(&self) -> Option<String> {
        let mut deciding = self.entries.each().filter(|it| self.by.contains(&it.place));
        deciding.find_map(|entry| entry.reason.clone())
    }

    /// What `entry`, which is about this property or found by a machine, makes of it.
    fn single<T>(
        &mut self,
        entry: Option<&'a Entry>,
        make: impl Fn(&'a Fact) -> Option<Made<T>>,
    ) -> Option<Stated<'a, T>> {
        match stated(entry, make)? {
            (stated, Ok(value)) => Some(stated.with(value)),
            (stated, Err(misfit)) => {
                let lead = format!("{} cannot", self.entries.subject());
                let problem = misfit.map(|misfit| misfit.reported(stated.place, &lead));
                self.problems.extend(problem);
                None
            }
        }
    }

    /// What the entry for all of the property's name makes of this one.
    fn shared<T>(&mut self, make: impl Fn(&'a Fact) -> Option<Made<T>>) -> Option<Stated<'a, T>> {
        let (stated, made) = stated(self.entries.shared, make)?;
        match made {
            Ok(value) => {
                self.layers.fits.insert(stated.place);
                return Some(stated.with(value));
            }
            Err(Some(misfit)) => {
                self.layers.misfits.entry(stated.place).or_insert(misfit);
            }
            Err(None) => {
                self.layers.effective.insert(stated.place);
            }
        }
        None
    }

    fn repeats(&mut self, own: Place, shared: Place) {
        let name = &self.entries.property.name.value;
        let message = format!("`[properties]` says the same of every `{name}`");
        let problem = without_effect(own, message);
        self.problems
            .push(problem.related(shared, "it says so here"));
    }

    fn take<T>(&mut self, stated: Stated<'a, T>) -> (T, Option<&'a Entry>) {
        self.add(stated.entry, stated.fact);
        (stated.value, Some(stated.entry))
    }

    fn add(&mut self, entry: &Entry, fact: &Fact) {
        self.facts.push(fact.to_string());
        self.by.insert(entry.place);
    }
}

/// The fact of `entry` that `make` makes something of.
fn stated<'a, T>(
    entry: Option<&'a Entry>,
    make: impl Fn(&'a Fact) -> Option<Made<T>>,
) -> Option<(Stated<'a, ()>, Made<T>)> {
    let entry = entry?;
    entry.facts.iter().find_map(|fact| {
        let made = make(&fact.value)?;
        let stated = Stated {
            entry,
            fact: &fact.value,
            place: fact.place,
            value: (),
        };
        Some((stated, made))
    })
}

impl<'a> Stated<'a, ()> {
    fn with<T>(self, value: T) -> Stated<'a, T> {
        let Self {
            entry, fact, place, ..
        } = self;
        Stated {
            entry,
            fact,
            place,
            value,
        }
    }
}

impl Misfit {
    fn reported(&self, place: Place, lead: &str) -> Diagnostic {
        let message = format!("{lead} {}", self.cannot);
        let problem = Diagnostic::new(Code::OverrideMismatch, place, message, &*self.help);
        match &self.related {
            Some((place, is)) => problem.related(*place, is.clone()),
            None => problem,
        }
    }
}

/// What a property is that has the fact.
pub(super) fn is(fact: &Fact) -> String {
    match fact {
        Fact::Type(ty) => format!("is `{ty}`"),
        Fact::Required(true) => "is required".to_owned(),
        Fact::Required(false) => "is optional".to_owned(),
        Fact::Sent => "is sent".to_owned(),
        Fact::Boxed => "is boxed".to_owned(),
        Fact::Rename(name) => format!("has the field `{name}`"),
        Fact::Deprecated(_) => "is deprecated".to_owned(),
        Fact::Derive(_) | Fact::Attribute(_) => format!("has `{fact}`"),
    }
}

fn without_effect(place: Place, message: String) -> Diagnostic {
    Diagnostic::new(Code::OverrideWithoutEffect, place, message, "remove it")
}

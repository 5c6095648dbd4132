//! Applies overrides to rows, most specific first: a property's own entry precedes the one for all of
//! its name, that precedes the machine's facts, and these precede the row.
//!
//! Every fact goes this way. Which facts there are, and what each makes of a property, is decided in
//! [`fields`](super::fields).

use std::collections::{BTreeMap, BTreeSet};

use crate::attribute::{Attribute, Target};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Overriding;
use crate::overrides::{Overrides, PropertyEntry};
use crate::schema::{Definition, Property, Spanned};
use crate::source::Place;

/// The results for the entries for all properties of a name, over the definitions resolved so far.
pub(super) struct Layers<'a> {
    pub(super) overrides: &'a Overrides,
    /// The names that some property has.
    pub(super) named: BTreeSet<&'a str>,
    /// The facts in those entries.
    shared: BTreeMap<Place, Shared<'a>>,
    /// The structs that are sent by each `sent = true`.
    pub(super) sent: BTreeMap<Place, Vec<String>>,
}

/// A fact for all properties of a name.
struct Shared<'a> {
    name: &'a str,
    /// The description of a property that has it.
    is: String,
    /// `true` if it changed some property, or cannot be judged.
    effective: bool,
    /// `true` if it fits some property.
    fits: bool,
    /// The reason why it does not fit the first property that it does not fit.
    conflict: Option<Conflict>,
}

/// A property while the layers are laid over it.
pub(super) struct Row<'l, 'a> {
    pub(super) layers: &'l mut Layers<'a>,
    pub(super) problems: &'l mut Diagnostics,
    pub(super) entries: Entries<'a>,
    /// The facts that took effect.
    pub(super) facts: Vec<Overriding>,
    /// The entries that state them.
    by: BTreeSet<Place>,
}

/// The entries on one property.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    own: Option<&'a PropertyEntry>,
    shared: Option<&'a PropertyEntry>,
    /// The entry of a machine's file; either of the others wins over it.
    found: Option<&'a PropertyEntry>,
    pub(super) definition: &'a Definition,
    pub(super) property: &'a Property,
}

/// One fact as the entries on a property state it: its own, the one for all of its name, a machine's.
pub(super) type Layered<'a, F> = [Option<Stated<'a, F>>; 3];

/// A fact in one entry.
pub(super) struct Stated<'a, F> {
    entry: &'a PropertyEntry,
    pub(super) fact: &'a F,
    pub(super) place: Place,
    words: fn(&F) -> Words,
}

/// The wording of a fact.
pub(super) struct Words {
    /// The fact in the words of the file, as documentation quotes it.
    pub(super) fact: Overriding,
    /// The description of a property that has the fact.
    pub(super) is: String,
}

/// The result of applying a fact to a property; `Err(None)` if that cannot be decided, for a reason
/// that is reported elsewhere.
pub(super) type Made<T> = Result<T, Option<Conflict>>;

/// The reason why a fact cannot be one of a property.
pub(super) struct Conflict {
    /// The predicate of the message, after "cannot".
    pub(super) cannot: String,
    pub(super) help: String,
    /// The type or state of the property.
    pub(super) related: Option<(Place, String)>,
}

impl<'a, F> Stated<'a, F> {
    pub(super) fn of(
        entry: &'a PropertyEntry,
        fact: &'a Spanned<F>,
        words: fn(&F) -> Words,
    ) -> Self {
        Self {
            entry,
            fact: &fact.value,
            place: fact.place,
            words,
        }
    }

    fn words(&self) -> Words {
        (self.words)(self.fact)
    }
}

impl<'a> Entries<'a> {
    /// The entries in the order of their strength.
    pub(super) const fn layers(&self) -> [Option<&'a PropertyEntry>; 3] {
        [self.own, self.shared, self.found]
    }

    /// The place where an author names the field.
    pub(super) fn rename_place(&self) -> Option<Place> {
        let entries = [self.own, self.shared].into_iter().flatten();
        let mut renames = entries.filter_map(|entry| entry.rename.as_ref());
        renames.next().map(|rename| rename.place)
    }

    /// The property, as messages name it.
    fn subject(&self) -> String {
        let (property, definition) = (&self.property.name.value, &self.definition.name.value);
        format!("`{property}` of `{definition}`")
    }
}

impl<'a> Layers<'a> {
    pub(super) const fn new(overrides: &'a Overrides) -> Self {
        Self {
            overrides,
            named: BTreeSet::new(),
            shared: BTreeMap::new(),
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

    /// Reports every fact for all properties of a name that changed none of them.
    pub(super) fn report_shared(&self, problems: &mut Diagnostics) {
        for (&place, fact) in self.shared.iter().filter(|(_, fact)| !fact.effective) {
            let Shared { name, is, .. } = fact;
            problems.push(match fact.conflict.as_ref().filter(|_| !fact.fits) {
                Some(conflict) => conflict.reported(place, &format!("no `{name}` can")),
                None => {
                    let message =
                        format!("every `{name}` {is} already, or has an entry of its own");
                    without_effect(place, message)
                }
            });
        }
    }
}

impl<'a> Row<'_, 'a> {
    /// Lays one fact over `base`. Returns what comes of it, and the entry that decided it, where one
    /// did. `make` returns what the fact makes of the property; `already` words that the property is
    /// so without its own entry, given the description of a property that has the fact.
    pub(super) fn lay<F, T: PartialEq>(
        &mut self,
        mut base: T,
        [own, shared, found]: Layered<'a, F>,
        make: impl Fn(&'a F) -> Made<T>,
        already: impl Fn(String) -> String,
    ) -> (T, Option<&'a PropertyEntry>) {
        let shared = shared.and_then(|fact| self.shared(fact, &make));
        let own = own.and_then(|fact| self.single(fact, &make));
        if let Some((fact, value)) = found.and_then(|fact| self.single(fact, &make)) {
            let subject = self.entries.subject();
            if value == base {
                self.without_effect(fact.place, format!("{subject} is so without this"));
            } else if shared.is_some() || own.is_some() {
                self.without_effect(fact.place, format!("the type of {subject} is set by hand"));
            } else {
                self.take(&fact);
                base = value;
            }
        }
        let (fact, value) = match (shared, own) {
            (Some((fact, value)), None) if value != base => {
                self.has_effect(fact.place);
                (fact, value)
            }
            (_, None) => return (base, None),
            (shared, Some((fact, value))) => {
                match shared {
                    None if value == base => {
                        let (subject, is) = (self.entries.subject(), already(fact.words().is));
                        self.without_effect(fact.place, format!("{subject} {is}"));
                    }
                    Some((wider, same)) if value == same => {
                        // Were the own one gone, the shared one would have its effect here.
                        self.has_effect(wider.place);
                        self.report_repeated(fact.place, wider.place);
                    }
                    _ => {}
                }
                (fact, value)
            }
        };
        self.take(&fact);
        (value, Some(fact.entry))
    }

    /// Returns all attributes that the entries state; malformed ones are reported elsewhere.
    pub(super) fn attributes(
        &mut self,
        [own, shared, _]: [Vec<Stated<'a, String>>; 3],
        has_foreign: bool,
    ) -> Vec<Attribute> {
        let parse = |fact: Stated<'a, String>| {
            let attribute = Attribute::parse(fact.fact, Target::Field, has_foreign);
            Some((attribute.ok()?, fact))
        };
        let [own, shared] =
            [own, shared].map(|facts| facts.into_iter().filter_map(parse).collect::<Vec<_>>());
        let mut all = Vec::new();
        for (attribute, fact) in own {
            match shared.iter().find(|(_, other)| other.fact == fact.fact) {
                Some((_, other)) => self.report_repeated(fact.place, other.place),
                None => {
                    self.take(&fact);
                    all.push(attribute);
                }
            }
        }
        for (attribute, fact) in shared {
            self.take(&fact);
            all.push(attribute);
        }
        all
    }

    /// The reason that the entries in effect give.
    pub(super) fn reason(&self) -> Option<String> {
        let Entries { own, shared, .. } = self.entries;
        let mut deciding = [own, shared]
            .into_iter()
            .flatten()
            .filter(|entry| self.by.contains(&entry.place));
        deciding.find_map(|entry| entry.reason.clone())
    }

    /// Makes what a fact about this property alone comes to, or reports that it does not fit.
    fn single<F, T>(
        &mut self,
        fact: Stated<'a, F>,
        make: impl Fn(&'a F) -> Made<T>,
    ) -> Option<(Stated<'a, F>, T)> {
        match make(fact.fact) {
            Ok(value) => Some((fact, value)),
            Err(conflict) => {
                let lead = format!("{} cannot", self.entries.subject());
                let problem = conflict.map(|conflict| conflict.reported(fact.place, &lead));
                self.problems.extend(problem);
                None
            }
        }
    }

    /// Makes what a fact about all properties of the name comes to, and records whether it fits.
    fn shared<F, T>(
        &mut self,
        fact: Stated<'a, F>,
        make: impl Fn(&'a F) -> Made<T>,
    ) -> Option<(Stated<'a, F>, T)> {
        let name = &self.entries.property.name.value;
        let shared = self.layers.shared.entry(fact.place);
        let shared = shared.or_insert_with(|| Shared {
            name,
            is: fact.words().is,
            effective: false,
            fits: false,
            conflict: None,
        });
        match make(fact.fact) {
            Ok(value) => {
                shared.fits = true;
                return Some((fact, value));
            }
            Err(Some(conflict)) => drop(shared.conflict.get_or_insert(conflict)),
            Err(None) => shared.effective = true,
        }
        None
    }

    fn has_effect(&mut self, shared: Place) {
        if let Some(shared) = self.layers.shared.get_mut(&shared) {
            shared.effective = true;
        }
    }

    fn report_repeated(&mut self, own: Place, shared: Place) {
        let name = &self.entries.property.name.value;
        let message = format!("`[properties]` says the same of every `{name}`");
        let problem = without_effect(own, message);
        self.problems
            .push(problem.related(shared, "it says so here"));
    }

    fn without_effect(&mut self, place: Place, message: String) {
        self.problems.push(without_effect(place, message));
    }

    /// Records that the fact has an effect.
    pub(super) fn take<F>(&mut self, fact: &Stated<'a, F>) {
        self.facts.push(fact.words().fact);
        self.by.insert(fact.entry.place);
    }
}

impl Conflict {
    pub(super) fn reported(&self, place: Place, lead: &str) -> Diagnostic {
        let message = format!("{lead} {}", self.cannot);
        let problem = Diagnostic::new(Code::OverrideMismatch, place, message, &*self.help);
        match &self.related {
            Some((place, is)) => problem.related(*place, is.clone()),
            None => problem,
        }
    }
}

pub(super) fn without_effect(place: Place, message: String) -> Diagnostic {
    Diagnostic::new(Code::OverrideWithoutEffect, place, message, "remove it")
}

//! Lays the overrides over what the rows say: a definition's own entry over the one for all
//! properties of a name, and that over the row. Keeps track of what each of them changed.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{self, Known};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Type;
use crate::names;
use crate::overrides::{self, Overrides};
use crate::schema::{Base, Definition, Property, Spanned};
use crate::source::Place;

/// What has been seen of the entries for all properties of a name.
pub(super) struct Layers<'a> {
    pub(super) overrides: &'a Overrides,
    /// The names that some property has.
    pub(super) named: BTreeSet<&'a str>,
    /// The facts that changed something, or whose reason not to has been reported.
    pub(super) effective: BTreeSet<Place>,
    /// The types that some property could not become, each with the first of them.
    pub(super) misfits: BTreeMap<Place, &'a Property>,
    /// The structs that are sent by each fact that says so.
    pub(super) sent: BTreeMap<Place, Vec<String>>,
    /// The types that some property could become.
    pub(super) fits: BTreeSet<Place>,
    /// What decided about the property that is looked at.
    deciding: InEffect,
}

/// What of the entries on one property took effect.
#[derive(Default)]
pub(super) struct InEffect {
    /// The facts, in the words of the file.
    pub(super) facts: Vec<String>,
    /// The entries that state them.
    pub(super) by: BTreeSet<Place>,
}

impl InEffect {
    fn push<T>(&mut self, said: &Stated<'_, T>) {
        self.facts.push(said.words.clone());
        self.by.insert(said.entry.place);
    }
}

/// One fact that an entry states.
struct Stated<'a, T> {
    entry: &'a overrides::Property,
    place: Place,
    /// In the words of the file.
    words: String,
    value: T,
}

/// What one fact came to.
pub(super) struct Decision<'a, T> {
    pub(super) value: T,
    /// The entry that decided it, where one did.
    pub(super) by: Option<&'a overrides::Property>,
}

/// The entries on one property.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    pub(super) own: Option<&'a overrides::Property>,
    pub(super) shared: Option<&'a overrides::Property>,
    /// What a machine found, which either of them wins over.
    fact: Option<&'a overrides::Property>,
    pub(super) definition: &'a Definition,
    pub(super) property: &'a Property,
}

impl<'a> Entries<'a> {
    /// Both entries, the stronger first.
    pub(super) fn each(&self) -> impl Iterator<Item = &'a overrides::Property> {
        self.own.into_iter().chain(self.shared)
    }

    /// Where the field gets a name of the author's own.
    pub(super) fn rename_place(&self) -> Option<Place> {
        let mut renames = self.each().filter_map(|entry| entry.rust.rename.as_ref());
        renames.next().map(|rename| rename.place)
    }

    /// Whether the property has the attribute of its own entry by the shared one as well.
    fn repeats(&self, entry: &overrides::Property, attribute: &Spanned<String>) -> bool {
        let shared = self.shared.filter(|shared| !std::ptr::eq(*shared, entry));
        let mut attributes = shared.into_iter().flat_map(|it| &it.rust.attributes);
        attributes.any(|shared| shared.value == attribute.value)
    }

    /// What the property's own entry and the shared one state of a fact: where, in the words of the
    /// file, and what.
    fn stated<T>(
        &self,
        fact: impl Fn(&'a overrides::Property) -> Option<(Place, String, T)>,
    ) -> [Option<Stated<'a, T>>; 2] {
        [self.own, self.shared].map(|entry| {
            let entry = entry?;
            let (place, words, value) = fact(entry)?;
            Some(Stated {
                entry,
                place,
                words,
                value,
            })
        })
    }

    /// The property, as messages name it.
    fn subject(&self) -> String {
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
            misfits: BTreeMap::new(),
            sent: BTreeMap::new(),
            fits: BTreeSet::new(),
            deciding: InEffect::default(),
        }
    }

    /// The entries on one property of one definition, which is looked at from now on.
    pub(super) fn entries(
        &mut self,
        definition: &'a Definition,
        property: &'a Property,
    ) -> Entries<'a> {
        self.deciding = InEffect::default();
        let name = &property.name.value;
        let section = self.overrides.definitions.get(&definition.name.value);
        let shared = self.overrides.properties.get_key_value(name);
        self.named.extend(shared.map(|(name, _)| name.as_str()));
        let facts = self.overrides.facts.get(&definition.name.value);
        Entries {
            own: section.and_then(|section| section.properties.get(name)),
            fact: facts.and_then(|section| section.properties.get(name)),
            shared: shared.map(|(_, entry)| entry),
            definition,
            property,
        }
    }

    /// The type of the property's values; `None` where it is unknown, which has been reported.
    pub(super) fn ty(
        &mut self,
        entries: Entries<'a>,
        known: &Known<'_>,
        problems: &mut Diagnostics,
    ) -> Option<Type> {
        let written = known.written(entries.property);
        if let (Err(_), Base::Word(_)) = (&written, &entries.property.ty.value.base) {
            self.leave(entries);
            problems.extend(written.err().flatten());
            return None;
        }
        let shared = self.shared_type(entries, known);
        let own = own_type(entries, known, problems);
        let mut base = written.as_ref().ok().cloned();
        if let Some(fact) = self.fact(entries, base.as_ref(), known, problems) {
            if shared.is_none() && own.is_none() {
                self.deciding.push(&fact);
                base = fact.value;
            } else {
                let message = format!("the type of {} is set by hand", entries.subject());
                problems.push(without_effect(fact.place, message));
            }
        }
        let already = |_: &_| match known.described(entries.property) {
            // A link to what is not there has no type to be had already.
            None => format!("{} is so without this", entries.subject()),
            Some(described) => format!("{} {described}", entries.subject()),
        };
        let ty = self
            .decide(entries, base, (shared, own), already, problems)
            .value;
        if ty.is_none() {
            problems.extend(written.err().flatten());
        }
        ty
    }

    /// The type that a machine found, if it says more than `base`, which the row says.
    fn fact(
        &self,
        entries: Entries<'a>,
        base: Option<&Type>,
        known: &Known<'_>,
        problems: &mut Diagnostics,
    ) -> Option<Stated<'a, Option<Type>>> {
        let entry = entries.fact?;
        let fact = entry.ty.as_ref()?;
        let ty = known.overriding(&fact.value)?;
        if !types::fits(&entries.property.ty.value, &ty) {
            let lead = format!("{} cannot", entries.subject());
            problems.push(mismatch(&lead, fact, entries.property));
            return None;
        }
        if base == Some(&ty) {
            let message = format!("{} is so without this", entries.subject());
            problems.push(without_effect(fact.place, message));
            return None;
        }
        Some(said_type(entry, fact, ty))
    }

    fn shared_type(
        &mut self,
        entries: Entries<'a>,
        known: &Known<'_>,
    ) -> Option<Stated<'a, Option<Type>>> {
        let entry = entries.shared?;
        let fact = entry.ty.as_ref()?;
        let Some(ty) = known.overriding(&fact.value) else {
            self.effective.insert(fact.place);
            return None;
        };
        if !types::fits(&entries.property.ty.value, &ty) {
            self.misfits.entry(fact.place).or_insert(entries.property);
            return None;
        }
        self.fits.insert(fact.place);
        Some(said_type(entry, fact, ty))
    }

    /// Whether a value must be there; `base` is what the row and the general setting come to.
    pub(super) fn required(
        &mut self,
        entries: Entries<'a>,
        base: bool,
        problems: &mut Diagnostics,
    ) -> Decision<'a, bool> {
        let [own, shared] = entries.stated(|entry| {
            let Spanned { value, place } = entry.required?;
            Some((place, format!("required = {value}"), value))
        });
        let already = |&required: &bool| {
            let subject = entries.subject();
            if base == entries.property.required.value {
                let is = if required { "required" } else { "optional" };
                format!("{subject} is {is} already")
            } else {
                format!("{subject} is optional already, by the setting `required` of this file")
            }
        };
        self.decide(entries, base, (shared, own), already, problems)
    }

    /// Whether clients send what the property links to, though no operation tells. `ident` is the struct
    /// that it leads to, if it leads to one.
    pub(super) fn sent(
        &mut self,
        entries: Entries<'a>,
        ident: Option<&str>,
        problems: &mut Diagnostics,
    ) -> bool {
        let [own, shared] =
            entries.stated(|entry| Some((entry.sent?, "sent = true".to_owned(), true)));
        let Some(ident) = ident else {
            let misfit = own.map(|own| {
                let message = format!("{} leads to no definition", entries.subject());
                let help = "remove it: a definition is sent, with all that it links to";
                Diagnostic::new(Code::OverrideMismatch, own.place, message, help)
            });
            problems.extend(misfit);
            return false;
        };
        let facts = own.iter().chain(&shared).map(|said| said.place);
        for fact in facts {
            self.sent.entry(fact).or_default().push(ident.to_owned());
        }
        let already = |_: &_| format!("{} is sent already", entries.subject());
        self.decide(entries, false, (shared, own), already, problems)
            .value
    }

    /// Whether the field holds its struct in a `Box`, which a link that may be absent does by itself.
    pub(super) fn boxed(
        &mut self,
        entries: Entries<'a>,
        (ty, required): (Option<&Type>, bool),
        problems: &mut Diagnostics,
    ) -> bool {
        let Some(ty) = ty else {
            // What it would be is not known.
            let facts = entries.each().filter_map(|entry| entry.boxed);
            self.effective.extend(facts);
            return false;
        };
        let is_link = matches!(ty, Type::Struct(_));
        let own = entries.own.and_then(|entry| entry.boxed);
        if let Some(place) = own.filter(|_| !is_link) {
            let subject = entries.subject();
            problems.push(Diagnostic::new(
                Code::OverrideMismatch,
                place,
                format!(
                    "{subject} cannot be boxed: it is a `{}`",
                    entries.property.ty.value
                ),
                "remove it: only a link to a definition takes more room than a box",
            ));
        }
        let [own, shared] = entries.stated(|entry| {
            let place = entry.boxed.filter(|_| is_link)?;
            Some((place, "boxed = true".to_owned(), true))
        });
        let already = |_: &_| {
            format!(
                "{} is boxed already, because it is optional",
                entries.subject()
            )
        };
        let usual = is_link && !required;
        self.decide(entries, usual, (shared, own), already, problems)
            .value
    }

    /// Takes down that the general setting has its effect on the property.
    pub(super) fn advised(&mut self) {
        let fact = "required = \"advisory\"".to_owned();
        self.deciding.facts.push(fact);
    }

    /// The field's identifier; `base` is the usual one.
    pub(super) fn ident(
        &mut self,
        entries: Entries<'a>,
        base: Option<String>,
        problems: &mut Diagnostics,
    ) -> Option<String> {
        let [own, shared] = entries.stated(|entry| {
            let Spanned { value, place } = entry.rust.rename.as_ref()?;
            let ident = names::field_as_named(value)?;
            Some((*place, format!("rename = {value}"), Some(ident)))
        });
        let already = |ident: &Option<String>| {
            let ident = ident.as_deref().unwrap_or_default();
            format!(
                "the field of {} is called `{ident}` already",
                entries.subject()
            )
        };
        self.decide(entries, base, (shared, own), already, problems)
            .value
    }

    /// Why not to use the field any more.
    pub(super) fn deprecated(
        &mut self,
        entries: Entries<'a>,
        problems: &mut Diagnostics,
    ) -> Option<String> {
        let [own, shared] = entries.stated(|entry| {
            let Spanned { value, place } = entry.rust.deprecated.as_ref()?;
            Some((*place, format!("deprecated = {value}"), Some(value.clone())))
        });
        let already = |_: &_| format!("{} is deprecated already", entries.subject());
        self.decide(entries, None, (shared, own), already, problems)
            .value
    }

    /// The field's attributes.
    pub(super) fn attributes(
        &mut self,
        entries: Entries<'a>,
        problems: &mut Diagnostics,
    ) -> Vec<String> {
        let shared = entries
            .shared
            .into_iter()
            .flat_map(|entry| &entry.rust.attributes);
        self.effective
            .extend(shared.map(|attribute| attribute.place));
        let mut all = Vec::new();
        for entry in entries.each() {
            for attribute in &entry.rust.attributes {
                if entries.repeats(entry, attribute) {
                    problems.push(Diagnostic::new(
                        Code::OverrideWithoutEffect,
                        attribute.place,
                        format!(
                            "`[properties]` says the same of every `{}`",
                            entries.property.name.value
                        ),
                        "remove it",
                    ));
                    continue;
                }
                self.deciding.push(&Stated {
                    entry,
                    place: attribute.place,
                    words: format!("attribute = {}", attribute.value),
                    value: (),
                });
                all.push(attribute.value.clone());
            }
        }
        all
    }

    /// What took effect on the property that was looked at.
    pub(super) fn decided(&mut self) -> InEffect {
        std::mem::take(&mut self.deciding)
    }

    /// What one fact comes to when both layers, the shared one and the property's own, have been laid
    /// over `base`; `already` says that the property is as `base` has it.
    fn decide<T: PartialEq>(
        &mut self,
        entries: Entries<'a>,
        base: T,
        (shared, own): (Option<Stated<'a, T>>, Option<Stated<'a, T>>),
        already: impl Fn(&T) -> String,
        problems: &mut Diagnostics,
    ) -> Decision<'a, T> {
        match (shared, own) {
            (Some(shared), None) if shared.value != base => {
                self.effective.insert(shared.place);
                self.deciding.push(&shared);
                Decision {
                    value: shared.value,
                    by: Some(shared.entry),
                }
            }
            (_, None) => Decision {
                value: base,
                by: None,
            },
            (shared, Some(own)) => {
                let shared_place = shared.as_ref().map(|shared| shared.place);
                let without = shared.map_or(base, |shared| shared.value);
                if own.value == without {
                    // Were it gone, the shared entry would have its effect here.
                    self.effective.extend(shared_place);
                    let without = |message| {
                        Diagnostic::new(
                            Code::OverrideWithoutEffect,
                            own.place,
                            message,
                            "remove it",
                        )
                    };
                    problems.push(match shared_place {
                        None => without(already(&own.value)),
                        Some(place) => {
                            let name = &entries.property.name.value;
                            without(format!("`[properties]` says the same of every `{name}`"))
                                .related(place, "it says so here")
                        }
                    });
                }
                self.deciding.push(&own);
                Decision {
                    value: own.value,
                    by: Some(own.entry),
                }
            }
        }
    }

    /// Takes back any judgement of the shared entry that this property's type could have led to.
    pub(super) fn leave(&mut self, entries: Entries<'a>) {
        let facts = entries
            .shared
            .map(|entry| [entry.ty.as_ref().map(|fact| fact.place), entry.sent]);
        self.effective.extend(facts.into_iter().flatten().flatten());
    }
}

fn without_effect(place: Place, message: String) -> Diagnostic {
    Diagnostic::new(Code::OverrideWithoutEffect, place, message, "remove it")
}

fn said_type<'a>(
    entry: &'a overrides::Property,
    fact: &Spanned<overrides::Type>,
    ty: Type,
) -> Stated<'a, Option<Type>> {
    Stated {
        entry,
        place: fact.place,
        words: fact.value.to_string(),
        value: Some(ty),
    }
}

fn own_type<'a>(
    entries: Entries<'a>,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> Option<Stated<'a, Option<Type>>> {
    let entry = entries.own?;
    let fact = entry.ty.as_ref()?;
    let ty = known.overriding(&fact.value)?;
    if !types::fits(&entries.property.ty.value, &ty) {
        problems.push(mismatch(
            &format!("{} cannot", entries.subject()),
            fact,
            entries.property,
        ));
        return None;
    }
    Some(said_type(entry, fact, ty))
}

/// `lead` says what cannot become the type that `fact` gives, `property` is or exemplifies it.
pub(super) fn mismatch(
    lead: &str,
    fact: &Spanned<overrides::Type>,
    property: &Property,
) -> Diagnostic {
    let written = &property.ty.value;
    Diagnostic::new(
        Code::OverrideMismatch,
        fact.place,
        format!("{lead} become `{}`: it is a `{written}`", fact.value),
        types::possible(written),
    )
    .related(property.ty.place, format!("here it is a `{written}`"))
}

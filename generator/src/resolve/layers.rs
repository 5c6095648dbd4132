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
    /// The types that some property could become.
    pub(super) fits: BTreeSet<Place>,
}

/// The entries on one property.
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    pub(super) own: Option<&'a overrides::Property>,
    pub(super) shared: Option<&'a overrides::Property>,
    definition: &'a Definition,
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
            fits: BTreeSet::new(),
        }
    }

    /// The entries on one property of one definition.
    pub(super) fn entries(
        &mut self,
        definition: &'a Definition,
        property: &'a Property,
    ) -> Entries<'a> {
        let name = &property.name.value;
        let section = self.overrides.definitions.get(&definition.name.value);
        let shared = self.overrides.properties.get_key_value(name);
        self.named.extend(shared.map(|(name, _)| name.as_str()));
        Entries {
            own: section.and_then(|section| section.properties.get(name)),
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
        let base = written.as_ref().ok().cloned();
        let already = |_: &_| match known.described(entries.property) {
            // A link to what is not there has no type to be had already.
            None => format!("{} is so without this", entries.subject()),
            Some(described) => format!("{} {described}", entries.subject()),
        };
        let ty = self.settle(entries, base, (shared, own), already, problems);
        if ty.is_none() {
            problems.extend(written.err().flatten());
        }
        ty
    }

    fn shared_type(
        &mut self,
        entries: Entries<'a>,
        known: &Known<'_>,
    ) -> Option<Spanned<Option<Type>>> {
        let fact = entries.shared?.ty.as_ref()?;
        let Some(ty) = known.overriding(&fact.value) else {
            self.effective.insert(fact.place);
            return None;
        };
        if !types::fits(&entries.property.ty.value, &ty) {
            self.misfits.entry(fact.place).or_insert(entries.property);
            return None;
        }
        self.fits.insert(fact.place);
        Some(at(fact.place, Some(ty)))
    }

    /// Whether a value must be there; `base` is what the row and the general setting come to.
    pub(super) fn required(
        &mut self,
        entries: Entries<'a>,
        base: bool,
        problems: &mut Diagnostics,
    ) -> bool {
        let shared = entries.shared.and_then(|entry| entry.required);
        let own = entries.own.and_then(|entry| entry.required);
        let already = |&required: &bool| {
            let subject = entries.subject();
            if base == entries.property.required.value {
                let is = if required { "required" } else { "optional" };
                format!("{subject} is {is} already")
            } else {
                format!("{subject} is optional already, by the setting `required` of this file")
            }
        };
        self.settle(entries, base, (shared, own), already, problems)
    }

    /// The field's identifier; `base` is the usual one.
    pub(super) fn ident(
        &mut self,
        entries: Entries<'a>,
        base: Option<String>,
        problems: &mut Diagnostics,
    ) -> Option<String> {
        let [own, shared] = [entries.own, entries.shared].map(|entry| {
            let rename = entry?.rust.rename.as_ref()?;
            Some(at(
                rename.place,
                Some(names::field_as_named(&rename.value)?),
            ))
        });
        let already = |ident: &Option<String>| {
            let ident = ident.as_deref().unwrap_or_default();
            format!(
                "the field of {} is called `{ident}` already",
                entries.subject()
            )
        };
        self.settle(entries, base, (shared, own), already, problems)
    }

    /// Why not to use the field any more.
    pub(super) fn deprecated(
        &mut self,
        entries: Entries<'a>,
        problems: &mut Diagnostics,
    ) -> Option<String> {
        let [own, shared] = [entries.own, entries.shared].map(|entry| {
            let message = entry?.rust.deprecated.as_ref()?;
            Some(at(message.place, Some(message.value.clone())))
        });
        let already = |_: &_| format!("{} is deprecated already", entries.subject());
        self.settle(entries, None, (shared, own), already, problems)
    }

    /// The field's attributes.
    pub(super) fn attributes(&mut self, entries: Entries<'a>) -> Vec<String> {
        let shared = entries
            .shared
            .into_iter()
            .flat_map(|entry| &entry.rust.attributes);
        self.effective
            .extend(shared.map(|attribute| attribute.place));
        let all = entries.each().flat_map(|entry| &entry.rust.attributes);
        all.map(|attribute| attribute.value.clone()).collect()
    }

    /// What one fact comes to when both layers, the shared one and the property's own, have been laid
    /// over `base`; `already` says that the property is as `base` has it.
    fn settle<T: PartialEq>(
        &mut self,
        entries: Entries<'a>,
        base: T,
        (shared, own): (Option<Spanned<T>>, Option<Spanned<T>>),
        already: impl Fn(&T) -> String,
        problems: &mut Diagnostics,
    ) -> T {
        match (shared, own) {
            (None, None) => base,
            (Some(shared), None) => {
                if shared.value != base {
                    self.effective.insert(shared.place);
                }
                shared.value
            }
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
                own.value
            }
        }
    }

    /// Takes back any judgement of the shared type that this property could have led to.
    fn leave(&mut self, entries: Entries<'a>) {
        let fact = entries.shared.and_then(|entry| entry.ty.as_ref());
        self.effective.extend(fact.map(|fact| fact.place));
    }
}

const fn at<T>(place: Place, value: T) -> Spanned<T> {
    Spanned { value, place }
}

fn own_type(
    entries: Entries<'_>,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> Option<Spanned<Option<Type>>> {
    let fact = entries.own?.ty.as_ref()?;
    let ty = known.overriding(&fact.value)?;
    if !types::fits(&entries.property.ty.value, &ty) {
        problems.push(mismatch(
            &format!("{} cannot", entries.subject()),
            fact,
            entries.property,
        ));
        return None;
    }
    Some(at(fact.place, Some(ty)))
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

//! The stage `scope`: keeps the changes that concern some roots, or one consumer's code.
//!
//! An entry stays if it is uncertain whether it concerns them.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Changes, UsedAt};
use super::change_kind::{About, Edit};
use super::compare;
use super::receivers::Receiver;
use super::subject::Subject;
use super::uses::Uses;
use super::verdict::Effect;
use crate::failure::Failure;
use crate::links::Links;
use crate::model::{Field, Model, Struct};
use crate::names;
use crate::nearest::nearest;
use crate::operations::Operation;
use crate::roots::Root;

/// The models before and after.
pub type Sides<'a> = [&'a Model; 2];

/// Leaves what is about the roots and what they contain, before or after. Where all roots are endpoints, what is
/// left has the effects that programs notice there.
///
/// # Errors
///
/// Fails if a root names nothing on either side.
pub fn only(changes: &mut Changes, roots: &[String], sides: Sides<'_>) -> Result<(), Failure> {
    let mut kept = BTreeSet::new();
    let mut endpoints = BTreeSet::new();
    let mut are_endpoints = true;
    let mut missing: BTreeSet<&String> = roots.iter().collect();
    for model in sides {
        let names: Vec<_> = model.structs.iter().map(Struct::name).collect();
        let operations = operations(model);
        let (mut own, mut named) = (BTreeSet::new(), BTreeSet::new());
        for text in roots {
            let root = Root {
                text: text.clone(),
                line: None,
            };
            let called = operations.iter().filter(|it| root.is_for_operation(it));
            let called: Vec<_> = called.collect();
            endpoints.extend(called.iter().map(|it| it.endpoint.value.to_string()));
            let called: Vec<_> = called.iter().map(|it| it.name.value.as_str()).collect();
            named.extend(names.iter().copied().filter(|name| root.is_for(name)));
            let definitions = root.definitions(&names, operations);
            if !called.is_empty() || !definitions.is_empty() {
                missing.remove(text);
            }
            kept.extend(called.into_iter().map(str::to_owned));
            own.extend(definitions);
        }
        are_endpoints &= named.is_empty();
        let with_named = operations
            .iter()
            .filter(|it| it.definitions().any(|name| named.contains(name)));
        kept.extend(with_named.map(|it| it.name.value.clone()));
        let reached = Links::of(model).within(&own, usize::MAX);
        let structs = model
            .structs
            .iter()
            .filter(|item| reached.contains(item.name()));
        let fields = structs.flat_map(|item| &item.fields);
        kept.extend(fields.filter_map(|field| Some(field.ty.ident()?.to_owned())));
        kept.extend(reached.into_iter().map(str::to_owned));
    }
    if let Some(root) = missing.first() {
        let names = sides
            .into_iter()
            .flat_map(|model| model.structs.iter().map(Struct::name));
        let near = nearest(root, names).map(|near| format!(": did you mean `{near}`?"));
        let near = near.unwrap_or_default();
        return Err(Failure::new(format!(
            "`{root}` is neither a definition nor an endpoint{near}"
        )));
    }
    let asked = format!("`{}` and what is in it", roots.join("`, `"));
    changes.retain(asked, |change| {
        kept.contains(change.subject.owner()).then(Vec::new)
    });
    if are_endpoints {
        for change in &mut changes.entries {
            change.restrict(&endpoints);
        }
        compare::reorder(changes);
    }
    Ok(())
}

/// Leaves what may concern the code that `uses` were found in, each entry with where.
pub fn used(changes: &mut Changes, uses: &Uses, asked: String, sides: Sides<'_>) {
    let code = Consumer::of(uses, &changes.entries, sides);
    changes.retain(asked, |change| code.concerned(change));
}

fn operations(model: &Model) -> &[Operation] {
    model.operations.as_deref().unwrap_or_default()
}

/// One consumer's code, as far as it is about models.
struct Consumer<'a> {
    uses: &'a Uses,
    sides: Sides<'a>,
    /// The structs of both sides.
    structs: [Structs<'a>; 2],
    /// The definitions, enums and operations that are used, and where they are named.
    used: BTreeMap<String, Vec<UsedAt>>,
    /// The definitions that those contain, named or not.
    within: BTreeSet<String>,
    /// The names of definitions and properties before.
    was: BTreeMap<Subject, String>,
}

impl<'a> Consumer<'a> {
    fn of(uses: &'a Uses, entries: &[Change], sides: Sides<'a>) -> Self {
        let mut code = Self {
            uses,
            sides,
            structs: sides.map(structs),
            used: BTreeMap::new(),
            within: BTreeSet::new(),
            was: entries.iter().filter_map(was).collect(),
        };
        for (side, model) in sides.into_iter().enumerate() {
            code.find(side);
            let used: BTreeSet<_> = code.used.keys().map(String::as_str).collect();
            let within = Links::of(model).within(&used, usize::MAX);
            code.within = within
                .into_iter()
                .map(str::to_owned)
                .chain(code.within)
                .collect();
        }
        code
    }

    /// Finds what is used of one side: what is named, and what used fields lead to.
    fn find(&mut self, side: usize) {
        let model = self.sides[side];
        let mut waiting: Vec<(&str, Vec<UsedAt>)> = Vec::new();
        let named = |ident: &str| Some(UsedAt::all(self.uses.idents.get(ident)?, true));
        let idents = model.structs.iter().map(|item| item.ident.as_str());
        let idents = idents.chain(model.enums.iter().map(|item| item.ident.as_str()));
        waiting.extend(idents.filter_map(|ident| Some((ident, named(ident)?))));
        let calls: Vec<_> = operations(model)
            .iter()
            .filter_map(|it| Some((it, self.called(it)?)))
            .collect();
        for (operation, places) in calls {
            let structs = model.structs.iter();
            let both =
                structs.filter(|item| operation.definitions().any(|name| name == item.name()));
            waiting.extend(both.map(|item| (item.ident.as_str(), places.clone())));
            self.used.insert(operation.name.value.clone(), places);
        }
        while let Some((ident, places)) = waiting.pop() {
            let item = self.structs[side].get(ident).copied();
            let name = item.map_or(ident, |item| item.name());
            if self.used.contains_key(name) {
                continue;
            }
            self.used.insert(name.to_owned(), places);
            let Some(item) = item else { continue };
            for field in &item.fields {
                let places = self.named(side, item, field);
                waiting.extend(field.ty.ident().zip(places));
            }
        }
    }

    /// The places that name a property of the model, by its field or by its name in JSON; first those where the
    /// code shows that it is of this model.
    fn named(&self, side: usize, item: &Struct, field: &Field) -> Option<Vec<UsedAt>> {
        let structs = &self.structs[side];
        let of = |receiver: &Receiver| {
            let mut fields = receiver.fields.iter();
            let root = structs.get(receiver.root.as_str()).copied();
            fields.try_fold(root?, |item, name| {
                let field = item.fields.iter().find(|it| plain(it) == name)?;
                structs.get(field.ty.ident()?).copied()
            })
        };
        let accesses = self.uses.fields.get(plain(field));
        let (mut certain, mut others) = (Vec::new(), Vec::new());
        for access in accesses.into_iter().flatten() {
            match access.receiver.as_ref().and_then(of) {
                None => others.extend(UsedAt::all(&access.places, false)),
                Some(of) if of.ident == item.ident => {
                    certain.extend(UsedAt::all(&access.places, true));
                }
                // A model without the field was found by mistake.
                Some(of) if !of.fields.iter().any(|it| plain(it) == plain(field)) => {
                    others.extend(UsedAt::all(&access.places, false));
                }
                Some(_) => {}
            }
        }
        if certain.is_empty() && others.is_empty() {
            let names = self.uses.names.get(field.wire_name());
            others.extend(names.iter().flat_map(|it| UsedAt::all(it, false)));
        }
        certain.append(&mut others);
        (!certain.is_empty()).then_some(certain)
    }

    /// Finds the places that call an operation, by its type or its path.
    fn called(&self, operation: &Operation) -> Option<Vec<UsedAt>> {
        let ident = names::type_name(&operation.name.value);
        if let Some(places) = ident.and_then(|ident| self.uses.idents.get(&ident)) {
            return Some(UsedAt::all(places, true));
        }
        let path = &operation.endpoint.value.path;
        let mut texts = self.uses.texts.iter();
        texts.find_map(|(text, places)| is_path(path, text).then(|| UsedAt::all(places, false)))
    }

    /// Returns the places in the code that name the subject of the entry; `None` if the entry does not
    /// concern it.
    fn concerned(&self, change: &Change) -> Option<Vec<UsedAt>> {
        let was = |subject: &Subject| self.was.get(subject).map(String::as_str);
        let owner = change.subject.owner();
        let before = was(&Subject::Definition(owner.to_owned())).unwrap_or(owner);
        let used = self.used.get(before).or_else(|| self.used.get(owner));
        if change.subject.is_of_an_operation() {
            return used.cloned().or_else(|| self.of_operation(owner));
        }
        let Some(places) = used else {
            // Code that decodes a model decodes all that is in it.
            let is_decoded = change.wire.received == Effect::Breaking
                && [before, owner].iter().any(|it| self.within.contains(*it));
            return is_decoded.then(Vec::new);
        };
        let Some(part) = change.subject.part() else {
            return Some(places.clone());
        };
        let old = was(&change.subject).unwrap_or(&part);
        let found = [(0, before, old), (1, owner, &part)].map(|(side, definition, property)| {
            let (item, field) = field(self.sides[side], definition, property)?;
            Some((field, self.named(side, item, field)))
        });
        let [one, other] = found
            .each_ref()
            .map(|it| it.as_ref().map(|(field, _)| *field));
        let named = found.into_iter().flatten().find_map(|(_, places)| places);
        // What is new changes how values are made, and what is required is an argument of `new`.
        let is_argument =
            one.is_none_or(|field| field.required) || other.is_some_and(|it| it.required);
        match named {
            Some(places) => Some(places),
            None if is_argument || change.wire.received == Effect::Breaking => Some(places.clone()),
            None => None,
        }
    }

    /// Returns the places that name what the operation sends or returns, though not the operation.
    fn of_operation(&self, name: &str) -> Option<Vec<UsedAt>> {
        let all = self.sides.into_iter().flat_map(operations);
        let own = all.filter(|operation| operation.name.value == name);
        own.flat_map(Operation::definitions)
            .find_map(|name| self.used.get(name).cloned())
    }
}

/// The name that the definition or property of an entry had before, if it has another now.
fn was(change: &Change) -> Option<(Subject, String)> {
    let row = change.kind.row();
    let is_renamed =
        row.edit == Edit::Renamed && matches!(row.about, About::Definition | About::Property);
    let old = change.old.as_ref().filter(|_| is_renamed)?;
    Some((change.subject.clone(), old.name()?.to_owned()))
}

/// The structs of a model by their identifiers.
type Structs<'m> = BTreeMap<&'m str, &'m Struct>;

fn structs(model: &Model) -> Structs<'_> {
    let structs = model.structs.iter();
    structs.map(|it| (it.ident.as_str(), it)).collect()
}

fn field<'m>(
    model: &'m Model,
    definition: &str,
    property: &str,
) -> Option<(&'m Struct, &'m Field)> {
    let mut structs = model.structs.iter();
    let item = structs.find(|item| item.name() == definition)?;
    let mut fields = item.fields.iter();
    Some((item, fields.find(|field| field.wire_name() == property)?))
}

/// A field's identifier, as a token has it.
fn plain(field: &Field) -> &str {
    field.ident.trim_start_matches("r#")
}

/// `true` if a text can be the path of an endpoint, with a host before it or a query behind it.
fn is_path(path: &str, text: &str) -> bool {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let steps: Vec<_> = path.split('/').collect();
    let words: Vec<_> = text.split('/').collect();
    let Some(from) = words.len().checked_sub(steps.len()) else {
        return false;
    };
    let fits = |(step, word): (&&str, &&str)| {
        let is_first = step.is_empty();
        is_first || step.starts_with('{') && !word.is_empty() || step == word
    };
    steps.len() > 1 && steps.iter().zip(&words[from..]).all(fits)
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_text_is_a_path_with_whatever_stands_for_its_parameters() {
        let path = "/api/v2/users/{userId}";
        for text in [
            "/api/v2/users/{id}",
            "https://{host}/api/v2/users/{}?expand=x",
            "/api/v2/users/me",
        ] {
            assert!(is_path(path, text), "{text}");
        }
        for text in [
            "/api/v2/users/",
            "/api/v2/users",
            "/api/v2/queues/{id}",
            "a/b",
            "/",
        ] {
            assert!(!is_path(path, text), "{text}");
        }
    }
}

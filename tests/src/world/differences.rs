//! The differences of two worlds, and what each does to programs that were built with the first.
//!
//! It is written from the rules that users read (`cargo xtask explain`), and shares no code with the report.

use std::collections::{BTreeMap, BTreeSet};

use generator::operations::Location;

use super::{Definition, Operation, Row, Type, World, is_success};

/// The kind of an entry, its owner and the part of it. The kinds of retyped properties are `type`, those of renamed
/// ones `property-renamed`.
pub type Key = (String, String, String);

/// The effect on programs that send, or that receive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// They notice nothing.
    #[default]
    No,
    /// They lose a value and do not notice.
    Silent,
    /// They fail.
    Breaking,
}

use Harm::{Breaking, No, Silent};

/// The harm to those who send and to those who receive.
pub(super) type Harms = [Harm; 2];

/// The harm of a difference on each side, and the endpoints at which programs notice it.
pub type Noticed = [(Harm, BTreeSet<String>); 2];

/// The names that were given up for others.
#[derive(Clone, Debug, Default)]
pub struct Renames {
    /// The new names of definitions.
    pub definitions: BTreeMap<String, String>,
    /// The old names of properties, by the new names of the definition and the property.
    pub properties: BTreeMap<(String, String), String>,
}

/// An operation on both sides, with its names.
pub(super) type Both<'a> = [(&'a str, &'a Operation); 2];

/// The definitions and operations that two imports left.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a World,
    pub(super) new: &'a World,
    /// Everything that the publisher has now.
    pub(super) published: &'a World,
    pub(super) renames: &'a Renames,
}

/// The differences found in one thing.
struct Found<'a> {
    owner: &'a str,
    all: Vec<(Key, Harms)>,
}

impl Found<'_> {
    fn add(&mut self, kind: &str, part: &str, harms: Harms) {
        let key = [kind, self.owner, part].map(str::to_owned);
        self.all.push((key.into(), harms));
    }
}

fn breaking_if<const N: usize>(breaks: [bool; N]) -> [Harm; N] {
    breaks.map(|breaks| if breaks { Breaking } else { No })
}

fn worst(one: Harms, other: Harms) -> Harms {
    [one[0].max(other[0]), one[1].max(other[1])]
}

/// The endpoint without the names of its parameters.
fn shape(endpoint: &str) -> String {
    let pieces = endpoint.split(['{', '}']).enumerate();
    let pieces = pieces.map(|(at, piece)| if at % 2 == 0 { piece } else { "{}" });
    pieces.collect()
}

/// The kind of a change of words.
fn reworded(old: &str, new: &str) -> Option<&'static str> {
    let [was, is] = [old, new].map(|text| {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| word.eq_ignore_ascii_case("deprecated"))
    });
    (old != new).then_some(match (was, is) {
        (false, true) => "deprecation-added",
        (true, false) => "deprecation-removed",
        _ => "description-changed",
    })
}

/// The pattern that the fixed sentences on dates give as their example, if it is one.
fn date(row: &Row) -> Option<&str> {
    let sentences = row.description.split("represented as an ISO-8601 string");
    let examples = sentences.skip(1).filter_map(|text| {
        let example = text.split("For example: ").nth(1)?;
        Some(
            example
                .split_whitespace()
                .next()?
                .trim_end_matches(['.', ',']),
        )
    });
    let examples: BTreeSet<_> = examples.collect();
    examples
        .first()
        .copied()
        .filter(|_| examples.len() == 1 && row.ty.base == "string")
}

impl<'a> Comparison<'a> {
    /// The name that a definition has now.
    pub(super) fn heir(&self, old: &'a str) -> Option<&'a str> {
        let name = self
            .renames
            .definitions
            .get(old)
            .map_or(old, String::as_str);
        Some(self.new.definitions.get_key_value(name)?.0)
    }

    /// The operations that programs can still call.
    pub(super) fn operations(&self) -> Vec<Both<'a>> {
        let old = self.old.operations.iter();
        let pairs = old.filter_map(|(name, old)| {
            let mut new = self.new.operations.iter();
            let is_renamed = |(name, new): &(&String, &Operation)| {
                !self.old.operations.contains_key(*name)
                    && shape(&new.endpoint) == shape(&old.endpoint)
            };
            let same = self.new.operations.get_key_value(name);
            let (heir, new) = same.or_else(|| new.find(is_renamed))?;
            Some([(name.as_str(), old), (heir.as_str(), new)])
        });
        pairs.collect()
    }

    /// The differences of definitions and operations that came or went.
    pub(super) fn of_whole(&self) -> Vec<(Key, Harms, Option<&'a str>)> {
        let mut all = Vec::new();
        let mut add = |kind: &str, owner: &str, harms, endpoint| {
            let key = [kind, owner, ""].map(str::to_owned);
            all.push((key.into(), harms, endpoint));
        };
        let heirs = self
            .old
            .definitions
            .keys()
            .filter_map(|name| self.heir(name));
        let heirs: BTreeSet<_> = heirs.collect();
        for name in self
            .old
            .definitions
            .keys()
            .filter(|name| self.heir(name).is_none())
        {
            match self.published.has_file(name) {
                true => add("definition-dropped", name, [No, No], None),
                false => add("definition-removed", name, [No, No], None),
            }
        }
        for name in self
            .new
            .definitions
            .keys()
            .filter(|name| !heirs.contains(name.as_str()))
        {
            add("definition-added", name, [No, No], None);
        }
        let pairs = self.operations();
        let [was, is] =
            [0, 1].map(|at| pairs.iter().map(|pair| pair[at].0).collect::<BTreeSet<_>>());
        for (name, it) in self
            .old
            .operations
            .iter()
            .filter(|(name, _)| !was.contains(name.as_str()))
        {
            let mut published = self.published.operations.values();
            match published.any(|other| other.endpoint == it.endpoint) {
                true => add("operation-dropped", name, [No, No], None),
                false => add(
                    "operation-removed",
                    name,
                    [Breaking, No],
                    Some(&*it.endpoint),
                ),
            }
        }
        for name in self
            .new
            .operations
            .keys()
            .filter(|name| !is.contains(name.as_str()))
        {
            add("operation-added", name, [No, No], None);
        }
        all
    }

    /// The differences of a definition that is on both sides.
    pub(super) fn of_definition(&self, old_name: &str, owner: &str) -> Vec<(Key, Harms)> {
        let (old, new) = (
            &self.old.definitions[old_name],
            &self.new.definitions[owner],
        );
        let mut found = Found {
            owner,
            all: Vec::new(),
        };
        if old_name != owner {
            found.add("definition-renamed", "", [No, No]);
        }
        if let Some(kind) = reworded(&old.description, &new.description) {
            found.add(kind, "", [No, No]);
        }
        match (old.rows.is_empty(), new.rows.is_empty()) {
            (true, true) => {}
            (true, false) => found.add("definition-filled", "", [Breaking, No]),
            (false, true) => found.add("definition-emptied", "", [Breaking, Breaking]),
            (false, false) => self.of_rows(&mut found, old, new),
        }
        found.all
    }

    fn of_rows(&self, found: &mut Found<'_>, old: &Definition, new: &Definition) {
        let mut gone: BTreeSet<_> = old.rows.keys().collect();
        for (name, row) in &new.rows {
            let place = (found.owner.to_owned(), name.clone());
            let renamed = self.renames.properties.get(&place);
            let old_name = renamed.unwrap_or(name);
            gone.remove(old_name);
            let Some(was) = old.rows.get(old_name) else {
                match row.required {
                    true => found.add("property-added-required", name, [Breaking, No]),
                    false => found.add("property-added-optional", name, [No, No]),
                }
                continue;
            };
            if renamed.is_some() {
                found.add("property-renamed", name, lost(was));
            }
            if !self.is_same(&was.ty, &row.ty) || !was.ty.is_link() && was.ty != row.ty {
                found.add("type", name, self.retyped(&was.ty, &row.ty));
            }
            match (was.required, row.required) {
                (false, true) => found.add("required-added", name, [Breaking, No]),
                (true, false) => found.add("required-dropped", name, [No, Breaking]),
                _ => {}
            }
            // The difference of types covers a string that was none.
            let are_strings = was.ty.base == row.ty.base;
            let dated = match [was, row].map(|row| date(row).filter(|_| are_strings)) {
                [one, other] if one == other => None,
                [None, _] => Some(("date-class-gained", No)),
                [_, None] => Some(("date-class-lost", No)),
                _ => Some(("date-class-changed", Breaking)),
            };
            if let Some((kind, sent)) = dated {
                found.add(kind, name, [sent, No]);
            }
            let words = reworded(&was.description, &row.description);
            let words = words.filter(|kind| dated.is_none() || *kind != "description-changed");
            if let Some(kind) = words {
                found.add(kind, name, [No, No]);
            }
        }
        for name in gone {
            found.add("property-removed", name, lost(&old.rows[name]));
        }
    }

    /// The type with the name that its definition has now.
    fn now(&self, ty: &Type) -> Type {
        let ty = plain(ty);
        let heir = self.renames.definitions.get(&ty.base);
        let base = heir.filter(|_| ty.is_link()).unwrap_or(&ty.base);
        Type {
            base: base.clone(),
            ..ty
        }
    }

    fn is_same(&self, old: &Type, new: &Type) -> bool {
        self.now(old) == plain(new)
    }

    /// `true` if both types have a model, or neither: a definition that was not imported is any JSON in code.
    fn is_there(&self, old: &Type, new: &Type) -> bool {
        let [was, is] = [(self.old, old), (self.new, new)]
            .map(|(side, ty)| !ty.is_link() || side.definitions.contains_key(&ty.base));
        was == is
    }

    /// The harm where one type takes the other's place.
    fn retyped(&self, old: &Type, new: &Type) -> Harms {
        let (one, other) = (&plain(old), &plain(new));
        if self.is_same(one, other) {
            [No, No]
        } else if one.is_link() && other.is_link() && one.lists == other.lists {
            self.relinked([&one.base, &other.base], &mut BTreeSet::new())
        } else {
            breaking_if([
                is_refused(other, self.new, one),
                is_refused(one, self.old, other),
            ])
        }
    }

    /// The harm where one definition takes the other's place. What became of a definition that both still hold in
    /// the same property is a difference of that definition.
    fn relinked(&self, names: [&str; 2], seen: &mut BTreeSet<[String; 2]>) -> Harms {
        let sides = self
            .old
            .definitions
            .get(names[0])
            .zip(self.new.definitions.get(names[1]));
        let Some((old, new)) = sides.map(|(old, new)| (&old.rows, &new.rows)) else {
            return [Breaking, Breaking];
        };
        if !seen.insert(names.map(str::to_owned)) {
            return [No, No];
        }
        if old.is_empty() || new.is_empty() {
            return breaking_if([!new.is_empty(), !old.is_empty()]);
        }
        let mut came = new.iter().filter(|(name, _)| !old.contains_key(*name));
        let [needed] = breaking_if([came.any(|(_, row)| row.required)]);
        old.iter().fold([needed, No], |harms, (name, was)| {
            let Some(row) = new.get(name) else {
                return worst(harms, lost(was));
            };
            let flags = breaking_if([!was.required && row.required, was.required && !row.required]);
            let are_links = was.ty.is_link() && row.ty.is_link() && was.ty.lists == row.ty.lists;
            let types = match are_links && !self.is_same(&was.ty, &row.ty) {
                true => self.relinked([&was.ty.base, &row.ty.base], seen),
                false => self.retyped(&was.ty, &row.ty),
            };
            worst(harms, worst(flags, types))
        })
    }

    pub(super) fn of_operation(&self, [(was, old), (owner, new)]: &Both<'a>) -> Vec<(Key, Harms)> {
        let mut found = Found {
            owner,
            all: Vec::new(),
        };
        if was != owner {
            found.add("operation-renamed", "", [No, No]);
        }
        if old.endpoint != new.endpoint {
            let [moved] = breaking_if([shape(&old.endpoint) != shape(&new.endpoint)]);
            found.add("operation-endpoint-changed", "", [moved, No]);
        }
        self.of_body(&mut found, old, new);
        self.of_parameters(&mut found, old, new);
        match (old.deprecated, new.deprecated) {
            (false, true) => found.add("operation-deprecated", "", [No, No]),
            (true, false) => found.add("operation-restored", "", [No, No]),
            _ => {}
        }
        let words = |it: &'a Operation| (&it.summary, &it.description);
        if self.of_answers(&mut found, old, new) || words(old) != words(new) {
            found.add("description-changed", "", [No, No]);
        }
        found.all
    }

    fn of_body(&self, found: &mut Found<'_>, old: &Operation, new: &Operation) {
        let bodies = [old, new].map(|it| it.parameters.get(&Operation::body()));
        let required = bodies.map(|body| body.is_some_and(|body| body.required));
        let [needed] = breaking_if([required == [false, true]]);
        let (differ, sent) = match bodies {
            [Some(old), Some(new)] => {
                let same = self.is_same(&old.ty, &new.ty) && required[0] == required[1];
                let same = same && self.is_there(&old.ty, &new.ty);
                (!same, self.retyped(&old.ty, &new.ty)[0])
            }
            [Some(_), None] => (true, Breaking),
            [None, body] => (body.is_some(), No),
        };
        if differ {
            found.add("operation-request-changed", "body", [sent.max(needed), No]);
        }
        if let [Some(old), Some(new)] = bodies
            && old.description != new.description
        {
            found.add("description-changed", "body", [No, No]);
        }
    }

    /// `true` if answers differ in more than what has a difference of its own.
    fn of_answers(&self, found: &mut Found<'_>, old: &'a Operation, new: &'a Operation) -> bool {
        let [was, is] = [old, new].map(|it| it.responses().collect::<Vec<_>>());
        let is_read_same = match read_as_one(old, new) {
            true => self.is_same(was[0].1, is[0].1),
            false => {
                let same = |(one, other): (&(&str, &Type), &(&str, &Type))| {
                    one.0 == other.0 && self.is_same(one.1, other.1)
                };
                was.len() == is.len() && was.iter().zip(&is).all(same)
            }
        };
        if !is_read_same {
            let read = is.iter().map(|(status, new)| {
                let own = was.iter().filter(|it| it.0 == *status);
                let own: Vec<_> = own.collect();
                let read = if own.is_empty() {
                    was.iter().collect()
                } else {
                    own
                };
                let read = read.iter().map(|old| self.retyped(old.1, new)[1]);
                read.min().unwrap_or(No)
            });
            let [lost] = breaking_if([!was.is_empty()]);
            found.add(
                "operation-response-changed",
                "",
                [No, read.max().unwrap_or(lost)],
            );
        }
        // Where several models fail, programs read any JSON.
        let [failed, fails] = [old, new].map(|it| Vec::from_iter(it.errors()));
        let is_failure_same = match (&failed[..], &fails[..]) {
            ([one], [other]) => self.is_same(one, other),
            (one, other) => (one.len() == 1) == (other.len() == 1),
        };
        if !is_failure_same {
            let read = fails.iter().map(|it| match failed[..] {
                [one] => self.retyped(one, it)[1],
                _ => No,
            });
            let [lost] = breaking_if([failed.len() == 1]);
            found.add(
                "operation-error-changed",
                "error",
                [No, read.max().unwrap_or(lost)],
            );
        }
        let words = |it: &'a Operation, name: &dyn Fn(&Type) -> Type| -> BTreeSet<_> {
            let answers = it.answers.iter();
            let answers = answers
                .map(|(status, (ty, text))| (is_success(status, ty.as_ref()), status, ty, text));
            let answers = answers.filter(|(is_success, ..)| !is_success || is_read_same);
            let answers = answers.map(|(is_success, status, ty, text)| {
                let ty = ty.as_ref().filter(|_| is_success || is_failure_same);
                (status, ty.map(name), text)
            });
            answers.collect()
        };
        words(old, &|ty| self.now(ty)) != words(new, &plain)
    }

    fn of_parameters(&self, found: &mut Found<'_>, old: &Operation, new: &Operation) {
        let keys = old.parameters.keys().chain(new.parameters.keys());
        let keys: BTreeSet<_> = keys.filter(|(place, _)| *place != Location::Body).collect();
        for key in keys {
            let part = &format!("{}.{}", key.0.word(), key.1);
            match (old.parameters.get(key), new.parameters.get(key)) {
                (Some(old), Some(new)) => {
                    match (old.required, new.required) {
                        (false, true) => found.add("parameter-required", part, [Breaking, No]),
                        (true, false) => found.add("parameter-optional", part, [No, No]),
                        _ => {}
                    }
                    // The sentences on dates make types of parameters, too.
                    if !self.is_same(&old.ty, &new.ty) || date(old) != date(new) {
                        let [sent] = breaking_if([is_misread(&old.ty, &new.ty)]);
                        found.add("parameter-retyped", part, [sent, No]);
                    }
                    if old.description != new.description {
                        found.add("description-changed", part, [No, No]);
                    }
                }
                // The difference of the endpoint covers those of the path.
                _ if key.0 == Location::Path => {}
                (None, Some(new)) if new.required => {
                    found.add("parameter-added-required", part, [Breaking, No]);
                }
                (None, _) => found.add("parameter-added-optional", part, [No, No]),
                (Some(_), None) => found.add("parameter-removed", part, [Breaking, No]),
            }
        }
    }
}

/// `true` if there is just one type on each side, whatever the status.
pub(super) fn read_as_one(old: &Operation, new: &Operation) -> bool {
    let count = |it: &Operation| {
        it.responses()
            .map(|(_, ty)| ty)
            .collect::<BTreeSet<_>>()
            .len()
    };
    count(old) == 1 && count(new) == 1
}

/// The harm where programs no longer find a property, and the API no longer expects it.
fn lost(row: &Row) -> Harms {
    [Breaking, if row.required { Breaking } else { Silent }]
}

/// The type with `Array` as a list of anything.
fn plain(ty: &Type) -> Type {
    match &*ty.base {
        "Array" => Type {
            base: "object".to_owned(),
            lists: ty.lists + 1,
        },
        _ => ty.clone(),
    }
}

/// `true` if values of one type are not of the other, which belongs to a world.
fn is_refused(taker: &Type, world: &World, value: &Type) -> bool {
    let has_rows = || {
        world
            .definitions
            .get(&taker.base)
            .is_some_and(|it| !it.rows.is_empty())
    };
    let takes_anything = if taker.is_link() {
        !has_rows()
    } else {
        taker.base == "object"
    };
    match takes_anything {
        true => taker.lists > value.lists,
        false => taker != value,
    }
}

/// `true` if values of one type are not of the other where everything is text, and one value is a list of one.
fn is_misread(old: &Type, new: &Type) -> bool {
    let (old, new) = (plain(old), plain(new));
    old.lists > new.lists || ![&*old.base, "string", "object"].contains(&&*new.base)
}

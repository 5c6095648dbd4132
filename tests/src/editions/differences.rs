//! The differences of two editions, and what each does to programs that were built with the first.
//!
//! It is written from the rules that users read (`cargo xtask explain`), and shares no code with the report.

use std::collections::{BTreeMap, BTreeSet};

use super::{Definition, Edition, Operation, Row, Type, is_success};

/// The kind of an entry, its owner and the part of it; kinds of retyped properties are `type`.
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

/// The effects of a difference on what programs send and receive, and the endpoints of each.
pub type Noticed = [(Harm, BTreeSet<String>); 2];

/// A difference, with its harm to those who send and to those who receive.
pub type Difference = (Key, [Harm; 2]);

/// The names that were given up for others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Renames {
    /// The new names of definitions.
    pub definitions: BTreeMap<String, String>,
    /// The old names of properties, by the new names of the definition and the property.
    pub properties: BTreeMap<(String, String), String>,
}

impl Renames {
    /// Those of definitions that are in both editions.
    #[must_use]
    pub fn among(&self, [old, new]: &[Edition; 2]) -> Self {
        let Self {
            mut definitions,
            mut properties,
        } = self.clone();
        definitions.retain(|was, is| {
            old.definitions.contains_key(was) && new.definitions.contains_key(is)
        });
        properties.retain(|(name, _), _| {
            [old, new]
                .iter()
                .all(|it| it.definitions.contains_key(name))
        });
        Self {
            definitions,
            properties,
        }
    }
}

/// The imported parts of two editions, the older first.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Edition,
    pub(super) new: &'a Edition,
    /// All of the later edition.
    pub(super) published: &'a Edition,
    pub(super) renames: &'a Renames,
}

fn key(kind: &str, owner: &str, part: &str) -> Key {
    [kind, owner, part].map(str::to_owned).into()
}

fn breaking_if(breaks: bool) -> Harm {
    if breaks { Breaking } else { No }
}

/// The endpoint without the names of its parameters.
fn shape(endpoint: &str) -> String {
    let pieces = endpoint.split(['{', '}']).enumerate();
    pieces
        .map(|(at, piece)| if at % 2 == 0 { piece } else { "{}" })
        .collect()
}

fn is_deprecated(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| word.eq_ignore_ascii_case("deprecated"))
}

/// The kind of a change of words.
fn reworded(old: &str, new: &str) -> Option<&'static str> {
    match (is_deprecated(old), is_deprecated(new)) {
        _ if old == new => None,
        (false, true) => Some("deprecation-added"),
        (true, false) => Some("deprecation-removed"),
        _ => Some("description-changed"),
    }
}

/// The pattern that a fixed sentence gives as its example.
fn date(row: &Row) -> Option<&str> {
    let sentence = row.text.split("represented as an ISO-8601 string").nth(1)?;
    let example = sentence.split("For example: ").nth(1)?;
    Some(
        example
            .split_whitespace()
            .next()?
            .trim_end_matches(['.', ',']),
    )
}

impl<'a> Comparison<'a> {
    /// The name that a definition of the first edition has in the second.
    pub(super) fn heir(&self, old: &'a str) -> Option<&'a str> {
        let name = self
            .renames
            .definitions
            .get(old)
            .map_or(old, String::as_str);
        let (name, _) = self.new.definitions.get_key_value(name)?;
        Some(name)
    }

    /// The operations that programs can still call.
    pub(super) fn operations(&self) -> Vec<(&'a str, &'a Operation, &'a str, &'a Operation)> {
        let old = self.old.operations.iter();
        let pairs = old.filter_map(|(name, old)| {
            let came = |(name, it): &(&String, &Operation)| {
                !self.old.operations.contains_key(*name)
                    && shape(&it.endpoint) == shape(&old.endpoint)
            };
            let same = self.new.operations.get_key_value(name);
            let (heir, new) = same.or_else(|| self.new.operations.iter().find(came))?;
            Some((name.as_str(), old, heir.as_str(), new))
        });
        pairs.collect()
    }

    /// The differences of definitions that came or went, and those in operations, each with its endpoint.
    pub(super) fn of_whole(&self) -> Vec<(Difference, Option<&'a str>)> {
        let heirs: BTreeSet<_> = self
            .old
            .definitions
            .keys()
            .filter_map(|name| self.heir(name))
            .collect();
        let gone = self
            .old
            .definitions
            .keys()
            .filter(|name| self.heir(name).is_none());
        let came = self
            .new
            .definitions
            .keys()
            .filter(|name| !heirs.contains(name.as_str()));
        let gone = gone.map(|name| match self.published.definitions.contains_key(name) {
            true => key("definition-dropped", name, ""),
            false => key("definition-removed", name, ""),
        });
        let whole = gone.chain(came.map(|name| key("definition-added", name, "")));
        let mut all: Vec<_> = whole.map(|key| ((key, [No, No]), None)).collect();
        let pairs = self.operations();
        let [stayed, heirs] = [0, 2].map(|at| {
            pairs
                .iter()
                .map(|it| if at == 0 { it.0 } else { it.2 })
                .collect::<BTreeSet<_>>()
        });
        for (name, it) in self
            .old
            .operations
            .iter()
            .filter(|(name, _)| !stayed.contains(name.as_str()))
        {
            let mut published = self.published.operations.values();
            let found = match published.any(|other| other.endpoint == it.endpoint) {
                true => (key("operation-dropped", name, ""), [No, No]),
                false => (key("operation-removed", name, ""), [Breaking, No]),
            };
            all.push((found, Some(&*it.endpoint)));
        }
        for name in self
            .new
            .operations
            .keys()
            .filter(|name| !heirs.contains(name.as_str()))
        {
            all.push(((key("operation-added", name, ""), [No, No]), None));
        }
        for (was, old, name, new) in pairs {
            let renamed = (was != name).then(|| (key("operation-renamed", name, ""), [No, No]));
            let found = self.of_operation(name, old, new).into_iter().chain(renamed);
            all.extend(found.map(|it| (it, Some(&*old.endpoint))));
        }
        all
    }

    /// The differences of a definition that is in both editions.
    pub(super) fn of_definition(&self, old_name: &str, name: &str) -> Vec<Difference> {
        let (old, new) = (&self.old.definitions[old_name], &self.new.definitions[name]);
        let mut found = Vec::new();
        let mut add = |kind: &str, part: &str, harm| found.push((key(kind, name, part), harm));
        if old_name != name {
            add("definition-renamed", "", [No, No]);
        }
        if let Some(kind) = reworded(&old.prose, &new.prose) {
            add(kind, "", [No, No]);
        }
        match (old.rows.is_empty(), new.rows.is_empty()) {
            (true, true) => return found,
            (true, false) => add("definition-filled", "", [Breaking, No]),
            (false, true) => add("definition-emptied", "", [Breaking, Breaking]),
            (false, false) => found.extend(self.of_rows(name, old, new)),
        }
        found
    }

    fn of_rows(&self, name: &str, old: &Definition, new: &Definition) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut gone: BTreeSet<_> = old.rows.keys().collect();
        for (property, row) in &new.rows {
            let mut add = |kind: &str, harm| found.push((key(kind, name, property), harm));
            let renamed = self
                .renames
                .properties
                .get(&(name.to_owned(), property.clone()));
            let Some(was) = renamed.or(Some(property)).and_then(|it| old.rows.get(it)) else {
                match row.required {
                    true => add("property-added-required", [Breaking, No]),
                    false => add("property-added-optional", [No, No]),
                }
                continue;
            };
            gone.remove(renamed.unwrap_or(property));
            if renamed.is_some() {
                add("property-renamed", lost(was));
            }
            if !self.is_same(&was.ty, &row.ty) || was.ty != row.ty && !was.ty.is_link {
                add("type", self.retyped(&was.ty, &row.ty));
            }
            match (was.required, row.required) {
                (false, true) => add("required-added", [Breaking, No]),
                (true, false) => add("required-dropped", [No, Breaking]),
                _ => {}
            }
            let are_strings = [was, row].iter().all(|it| it.ty.base == "string");
            let dates = [was, row].map(|it| date(it).filter(|_| are_strings));
            let dated = match dates {
                [one, other] if one == other => None,
                [None, _] => Some(("date-class-gained", No)),
                [_, None] => Some(("date-class-lost", No)),
                _ => Some(("date-class-changed", Breaking)),
            };
            if let Some((kind, sent)) = dated {
                add(kind, [sent, No]);
            }
            let words = reworded(&was.text, &row.text);
            if let Some(kind) =
                words.filter(|kind| dated.is_none() || *kind != "description-changed")
            {
                add(kind, [No, No]);
            }
        }
        found.extend(
            gone.into_iter()
                .map(|it| (key("property-removed", name, it), lost(&old.rows[it]))),
        );
        found
    }

    fn is_same(&self, old: &Type, new: &Type) -> bool {
        let (old, new) = (plain(old), plain(new));
        let base = match (old.is_link, self.renames.definitions.get(&old.base)) {
            (true, Some(name)) => name,
            _ => &old.base,
        };
        (base, old.is_link, old.lists) == (&new.base, new.is_link, new.lists)
    }

    /// The harm where one type takes the other's place.
    pub(super) fn retyped(&self, old: &Type, new: &Type) -> [Harm; 2] {
        let (one, other) = (&plain(old), &plain(new));
        if self.is_same(one, other) {
            [No, No]
        } else if one.is_link && other.is_link && one.lists == other.lists {
            self.relinked((&one.base, &other.base), &mut BTreeSet::new())
        } else {
            let sent = is_refused(other, self.new, one);
            [sent, is_refused(one, self.old, other)].map(breaking_if)
        }
    }

    /// The harm where one definition takes the other's place. What became of a definition that both still hold
    /// in the same property is a difference of that definition.
    fn relinked(
        &self,
        (old, new): (&str, &str),
        seen: &mut BTreeSet<(String, String)>,
    ) -> [Harm; 2] {
        if !seen.insert((old.to_owned(), new.to_owned())) {
            return [No, No];
        }
        let known = self
            .old
            .definitions
            .get(old)
            .zip(self.new.definitions.get(new));
        let Some((old, new)) = known.map(|(old, new)| (&old.rows, &new.rows)) else {
            return [Breaking, Breaking];
        };
        if old.is_empty() || new.is_empty() {
            return [
                old.is_empty() && !new.is_empty(),
                new.is_empty() && !old.is_empty(),
            ]
            .map(breaking_if);
        }
        let came = new.iter().filter(|(name, _)| !old.contains_key(*name));
        let mut harm = [breaking_if(came.clone().any(|(_, row)| row.required)), No];
        for (name, was) in old {
            let of_row = match new.get(name) {
                None => lost(was),
                Some(row) => {
                    let flags = [!was.required && row.required, was.required && !row.required]
                        .map(breaking_if);
                    let are_links =
                        was.ty.is_link && row.ty.is_link && was.ty.lists == row.ty.lists;
                    let types = match are_links && !self.is_same(&was.ty, &row.ty) {
                        true => self.relinked((&was.ty.base, &row.ty.base), seen),
                        false => self.retyped(&was.ty, &row.ty),
                    };
                    [flags[0].max(types[0]), flags[1].max(types[1])]
                }
            };
            harm = [harm[0].max(of_row[0]), harm[1].max(of_row[1])];
        }
        harm
    }

    fn of_operation(&self, name: &str, old: &'a Operation, new: &'a Operation) -> Vec<Difference> {
        let mut found = self.of_parameters(name, old, new);
        let mut add = |kind: &str, part: &str, harm| found.push((key(kind, name, part), harm));
        if old.endpoint != new.endpoint {
            let moved = breaking_if(shape(&old.endpoint) != shape(&new.endpoint));
            add("operation-endpoint-changed", "", [moved, No]);
        }
        let bodies = [old, new].map(|it| it.parameters.get("body"));
        let required = bodies.map(|body| body.is_some_and(|body| body.required));
        let differ = match bodies {
            [Some(old), Some(new)] => !self.is_same(&old.ty, &new.ty) || required[0] != required[1],
            [old, new] => old.is_some() != new.is_some(),
        };
        let sent = match bodies {
            [Some(old), Some(new)] => self.retyped(&old.ty, &new.ty)[0],
            [was, _] => breaking_if(was.is_some()),
        };
        if differ {
            add(
                "operation-request-changed",
                "body",
                [sent.max(breaking_if(required == [false, true])), No],
            );
        }
        if let [Some(old), Some(new)] = bodies
            && old.text != new.text
        {
            add("description-changed", "body", [No, No]);
        }
        let is_answered = self.answers(old, new, &mut add);
        let deprecation = match (old.deprecated, new.deprecated) {
            (false, true) => Some("operation-deprecated"),
            (true, false) => Some("operation-restored"),
            _ => None,
        };
        if let Some(kind) = deprecation {
            add(kind, "", [No, No]);
        }
        if (&old.summary, &old.text) != (&new.summary, &new.text) || is_answered {
            add("description-changed", "", [No, No]);
        }
        found
    }

    /// `true` if answers differ in more than their types.
    fn answers(
        &self,
        old: &'a Operation,
        new: &'a Operation,
        add: &mut impl FnMut(&str, &str, [Harm; 2]),
    ) -> bool {
        let [was, is] = [old, new].map(|it| it.bodies().collect::<Vec<_>>());
        let distinct =
            |all: &[(&'a str, &'a Type)]| all.iter().map(|it| it.1).collect::<BTreeSet<_>>();
        let is_same = |(one, other): (&(&str, &Type), &(&str, &Type))| self.is_same(one.1, other.1);
        let are_single = distinct(&was).len() == 1 && distinct(&is).len() == 1;
        let statuses = |all: &[(&'a str, &'a Type)]| all.iter().map(|it| it.0).collect::<Vec<_>>();
        let same = match are_single {
            true => is_same((&was[0], &is[0])),
            false => statuses(&was) == statuses(&is) && was.iter().zip(&is).all(is_same),
        };
        if !same {
            let read = is.iter().map(|(status, new)| {
                let own = was.iter().filter(|it| it.0 == *status);
                let own: Vec<_> = own.map(|it| it.1).collect();
                let read = if own.is_empty() {
                    was.iter().map(|it| it.1).collect()
                } else {
                    own
                };
                read.iter()
                    .map(|old| self.retyped(old, new)[1])
                    .min()
                    .unwrap_or(No)
            });
            let lost = breaking_if(!was.is_empty() && is.is_empty());
            add(
                "operation-response-changed",
                "",
                [No, read.max().unwrap_or(lost)],
            );
        }
        // Where several models fail, programs read any JSON.
        let [failed, fails] = [old, new].map(|it| it.errors().into_iter().collect::<Vec<_>>());
        let is_failure_same = match (&failed[..], &fails[..]) {
            ([one], [other]) => self.is_same(one, other),
            (one, other) => (one.len() == 1) == (other.len() == 1),
        };
        if !is_failure_same {
            let received = match (&failed[..], &fails[..]) {
                ([one], others) => others
                    .iter()
                    .map(|it| self.retyped(one, it)[1])
                    .max()
                    .unwrap_or(Breaking),
                _ => No,
            };
            add("operation-error-changed", "error", [No, received]);
        }
        let words = |it: &'a Operation| {
            it.answers.iter().filter_map(move |(status, (ty, text))| {
                let is_success = is_success(status, ty.as_ref());
                let is_typed = if is_success { same } else { is_failure_same };
                Some((
                    status,
                    ty.as_ref().filter(|_| is_typed).map(|ty| self.now(ty)),
                    text,
                ))
                .filter(|_| !is_success || same)
            })
        };
        !words(old).eq(words(new))
    }

    fn now(&self, ty: &Type) -> Type {
        let base = self
            .renames
            .definitions
            .get(&ty.base)
            .filter(|_| ty.is_link);
        Type {
            base: base.unwrap_or(&ty.base).clone(),
            ..ty.clone()
        }
    }

    fn of_parameters(&self, name: &str, old: &Operation, new: &Operation) -> Vec<Difference> {
        let mut found = Vec::new();
        let names: BTreeSet<_> = old.parameters.keys().chain(new.parameters.keys()).collect();
        for parameter in names.into_iter().filter(|name| *name != "body") {
            let part = match parameter.split_once('.') {
                Some(("headers", name)) => format!("header.{name}"),
                Some(_) => parameter.clone(),
                None => format!("path.{parameter}"),
            };
            let mut add = |kind: &str, harm| found.push((key(kind, name, &part), [harm, No]));
            match (old.parameters.get(parameter), new.parameters.get(parameter)) {
                (Some(old), Some(new)) => {
                    match (old.required, new.required) {
                        (false, true) => add("parameter-required", Breaking),
                        (true, false) => add("parameter-optional", No),
                        _ => {}
                    }
                    if !self.is_same(&old.ty, &new.ty) {
                        add(
                            "parameter-retyped",
                            breaking_if(is_misread(&old.ty, &new.ty)),
                        );
                    }
                    if old.text != new.text {
                        add("description-changed", No);
                    }
                }
                // The difference of the endpoint covers those of the path.
                _ if !parameter.contains('.') => {}
                (None, Some(new)) if new.required => add("parameter-added-required", Breaking),
                (None, _) => add("parameter-added-optional", No),
                (Some(_), None) => add("parameter-removed", Breaking),
            }
        }
        found
    }
}

/// The harm where programs no longer find a property, and the API no longer expects it.
fn lost(row: &Row) -> [Harm; 2] {
    [Breaking, if row.required { Breaking } else { Silent }]
}

/// The type with `Array` as a list of anything.
fn plain(ty: &Type) -> Type {
    match ty.base == "Array" && !ty.is_link {
        true => Type {
            lists: ty.lists + 1,
            ..Type::of("object", false)
        },
        false => ty.clone(),
    }
}

/// `true` if values of one type are not of the other, which belongs to an edition.
fn is_refused(taker: &Type, edition: &Edition, value: &Type) -> bool {
    let shared = taker.lists.min(value.lists);
    let is_one = taker.lists == shared;
    let is_empty = || {
        edition
            .definitions
            .get(&taker.base)
            .is_none_or(|it| it.rows.is_empty())
    };
    let takes_anything = if taker.is_link {
        is_empty()
    } else {
        taker.base == "object"
    };
    !(is_one
        && (takes_anything
            || value.lists == shared && taker.base == value.base && taker.is_link == value.is_link))
}

/// `true` if values of one type are not of the other where everything is text, and one value is a list of one.
fn is_misread(old: &Type, new: &Type) -> bool {
    let (old, new) = (plain(old), plain(new));
    old.lists > new.lists || ![old.base.as_str(), "string", "object"].contains(&new.base.as_str())
}

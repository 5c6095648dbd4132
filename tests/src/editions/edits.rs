//! Random edits of an edition, such as publishers make.

use std::collections::{BTreeMap, BTreeSet};

use super::{Definition, Edition, Operation, Renames, Row, Type};
use crate::numbers::Random;

/// The edits, each as often as its place is drawn.
const EDITS: [&str; 32] = [
    "add-row",
    "add-row",
    "add-required-row",
    "remove-row",
    "remove-row",
    "rename-row",
    "retype-row",
    "retype-row",
    "link-row",
    "list-row",
    "flip-row",
    "flip-row",
    "reword-row",
    "deprecate-row",
    "date-row",
    "reword-definition",
    "empty-definition",
    "add-definition",
    "remove-definition",
    "rename-definition",
    "remove-section",
    "remove-closure",
    "add-section",
    "rename-section",
    "move-section",
    "reword-section",
    "deprecate-section",
    "parameter",
    "parameter",
    "body",
    "answer",
    "failure",
];

const WORDS: [&str; 5] = ["string", "number", "boolean", "object", "Array"];

const DATE: &str = " Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";

/// An edition in the making.
struct Draft<'a> {
    edition: Edition,
    random: &'a mut Random,
    /// Definitions, rows of them and operations that no further edit may touch.
    touched: BTreeSet<(String, String)>,
    renames: Renames,
    made_up: usize,
}

impl Edition {
    /// The edition after `count` random edits, and what it renamed. Most are of what is `near`.
    #[must_use]
    pub fn edited(&self, near: &Self, count: usize, seed: u64) -> (Self, Renames) {
        let mut draft = Draft {
            edition: self.clone(),
            random: &mut Random::new(seed),
            touched: BTreeSet::new(),
            renames: Renames::default(),
            made_up: 0,
        };
        draft.remove_page();
        let mut done = 0;
        while done < count {
            let at = draft.random.below(EDITS.len());
            let of = if draft.random.below(8) == 0 {
                self
            } else {
                near
            };
            done += usize::from(draft.edit(EDITS[at], of).is_some());
        }
        (draft.edition, draft.renames)
    }

    /// Removes operations, and the definitions that only they led to.
    fn remove(&mut self, is_gone: impl Fn(&str, &Operation) -> bool) {
        let reached = |edition: &Self| -> BTreeSet<String> {
            let sides = edition.directions();
            sides.into_iter().flatten().map(str::to_owned).collect()
        };
        let before = reached(self);
        self.operations.retain(|name, it| !is_gone(name, it));
        let after = reached(self);
        self.definitions
            .retain(|name, _| !before.contains(name) || after.contains(name));
        let held: BTreeSet<_> = self
            .definitions
            .values()
            .flat_map(Definition::links)
            .map(str::to_owned)
            .collect();
        // What nothing reaches may hold some of them.
        let gone: BTreeSet<_> = held
            .into_iter()
            .filter(|it| !self.definitions.contains_key(it))
            .collect();
        for row in self
            .definitions
            .values_mut()
            .flat_map(|it| it.rows.values_mut())
        {
            if gone.contains(&row.ty.base) {
                row.ty = Type {
                    lists: row.ty.lists,
                    ..Type::of("object", false)
                };
            }
        }
    }

    /// Every type that holds the definition.
    fn holding(&mut self, name: &str) -> impl Iterator<Item = &mut Type> {
        let rows = self
            .definitions
            .values_mut()
            .flat_map(|it| it.rows.values_mut());
        let types = self.operations.values_mut().flat_map(|it| {
            let answers = it.answers.values_mut().filter_map(|(ty, _)| ty.as_mut());
            it.parameters
                .values_mut()
                .map(|row| &mut row.ty)
                .chain(answers)
        });
        let all = rows.map(|row| &mut row.ty).chain(types);
        all.filter(move |ty| ty.is_link && ty.base == name)
    }
}

impl Draft<'_> {
    fn one_of<T: Clone>(&mut self, all: impl Iterator<Item = T>) -> Option<T> {
        let all: Vec<_> = all.collect();
        (!all.is_empty()).then(|| all[self.random.below(all.len())].clone())
    }

    fn new_name(&mut self, start: &str) -> String {
        self.made_up += 1;
        format!("{start}Of{}x", self.made_up)
    }

    /// `true` if no edit has touched it, as none does again.
    fn touch(&mut self, owner: &str, part: &str) -> Option<()> {
        let whole = self.touched.contains(&(owner.to_owned(), String::new()));
        let is_new = !whole && self.touched.insert((owner.to_owned(), part.to_owned()));
        is_new.then_some(())
    }

    /// A definition that no edit has touched in any part.
    fn whole(&mut self, near: &Edition) -> Option<String> {
        let name = self.one_of(near.definitions.keys().cloned())?;
        let is_touched = self.touched.iter().any(|(owner, _)| *owner == name);
        (!is_touched && self.edition.definitions.contains_key(&name)).then_some(())?;
        self.touch(&name, "")?;
        Some(name)
    }

    /// The rows that hold the definition, where no edit has touched any of them.
    fn holders(&mut self, target: &str) -> Option<BTreeSet<(String, String)>> {
        let definitions = self
            .edition
            .definitions
            .iter()
            .flat_map(|(name, it)| it.rows.iter().map(move |row| (name, row)));
        let rows = definitions.filter(|(_, (_, row))| row.ty.is_link && row.ty.base == target);
        let rows: BTreeSet<_> = rows
            .map(|(name, (row, _))| (name.clone(), row.clone()))
            .collect();
        let users = self
            .edition
            .operations
            .iter()
            .filter(|(_, it)| it.links().any(|name| name == target));
        let users = users.map(|(name, _)| (name.clone(), String::new()));
        let all: BTreeSet<_> = rows.into_iter().chain(users).collect();
        for (owner, part) in &all {
            let whole = (owner.clone(), String::new());
            (owner == target
                || !self.touched.contains(&whole)
                    && !self.touched.contains(&(owner.clone(), part.clone())))
            .then_some(())?;
        }
        Some(all)
    }

    fn remove_page(&mut self) {
        let mut pages: BTreeMap<String, usize> = BTreeMap::new();
        self.edition
            .operations
            .values()
            .for_each(|it| *pages.entry(it.page.clone()).or_default() += 1);
        let page = self.one_of(
            pages
                .into_iter()
                .filter(|(_, count)| (4..60).contains(count)),
        );
        let page = page.map(|(page, _)| page);
        self.edition.remove(|_, it| Some(&it.page) == page.as_ref());
    }

    fn edit(&mut self, edit: &str, near: &Edition) -> Option<()> {
        match edit.rsplit_once('-') {
            Some((what, "row")) => self.edit_row(what, near),
            Some((what, "definition")) => self.edit_definition(what, near),
            _ => self.edit_operation(edit, near),
        }
    }

    fn edit_row(&mut self, edit: &str, near: &Edition) -> Option<()> {
        let name = self.one_of(near.definitions.keys().cloned())?;
        let word = WORDS[self.random.below(WORDS.len())];
        let (new, number) = (self.new_name("added"), self.made_up);
        let link = self
            .one_of(near.definitions.keys().cloned())
            .filter(|it| self.edition.definitions.contains_key(it));
        let definition = self.edition.definitions.get(&name)?;
        let picked = self.random.below(definition.rows.len().max(1));
        let (property, row) = definition.rows.iter().nth(picked)?;
        let (property, mut row) = (property.clone(), row.clone());
        let is_alone = definition.rows.len() == 1
            || definition
                .rows
                .values()
                .filter(|it| it.text == row.text)
                .count()
                > 1;
        let part = if edit.starts_with("add") {
            &new
        } else {
            &property
        };
        self.touch(&name, part)?;
        let rows = &mut self.edition.definitions.get_mut(&name)?.rows;
        let text = format!("Text number {number} | of this edition.");
        match edit {
            "add" | "add-required" => {
                let ty = Type::of(word, false);
                rows.insert(
                    new,
                    Row {
                        ty,
                        required: edit != "add",
                        text,
                    },
                );
                return Some(());
            }
            "remove" => {
                return rows
                    .remove(&property)
                    .filter(|_| !rows.is_empty())
                    .map(drop);
            }
            "rename" => {
                // Anything else is no evidence.
                (!is_alone && row.text.split(' ').count() > 3 && !row.text.contains("ISO"))
                    .then_some(())?;
                rows.remove(&property)?;
                rows.insert(new.clone(), row);
                self.touch(&name, &new)?;
                self.renames.properties.insert((name, new), property);
                return Some(());
            }
            "retype" => (row.ty.base != word).then(|| row.ty = Type::of(word, false))?,
            "link" => {
                (!row.required).then_some(())?;
                row.ty = Type {
                    lists: row.ty.lists,
                    ..Type::of(&link?, true)
                };
            }
            "list" => row.ty.lists += 1,
            "flip" => row.required = !row.required && (row.ty.lists > 0 || !row.ty.is_link),
            "deprecate" => row.text += " Deprecated.",
            "date" if row.ty.base == "string" && !row.text.contains("ISO") => row.text += DATE,
            _ => row.text = text,
        }
        rows.insert(property, row);
        Some(())
    }

    fn edit_definition(&mut self, edit: &str, near: &Edition) -> Option<()> {
        let new = self.new_name("Model");
        if edit == "add" {
            let words = WORDS.map(|word| {
                (
                    word.to_owned(),
                    Row {
                        ty: Type::of(word, false),
                        required: false,
                        text: new.clone(),
                    },
                )
            });
            let rows = words.into_iter().take(self.random.below(5)).collect();
            let holder = self.one_of(near.definitions.keys().cloned())?;
            self.touch(&holder, &new)?;
            let held = Row {
                ty: Type::of(&new, true),
                required: false,
                text: new.clone(),
            };
            self.edition
                .definitions
                .get_mut(&holder)
                .filter(|it| !it.rows.is_empty())?
                .rows
                .insert(new.clone(), held);
            self.touch(&new, "")?;
            self.edition.definitions.insert(
                new,
                Definition {
                    rows,
                    ..Definition::default()
                },
            );
            return Some(());
        }
        let name = self.whole(near)?;
        let definition = self.edition.definitions.get_mut(&name)?;
        match edit {
            "reword" => definition.prose = format!("The {new} of this edition."),
            "empty" => (!definition.rows.is_empty()).then(|| definition.rows.clear())?,
            "rename" => {
                (definition.rows.len() > 3).then_some(())?;
                let holders = self.holders(&name)?;
                holders
                    .iter()
                    .any(|(holder, _)| *holder != name)
                    .then_some(())?;
                self.touched.extend(holders);
                let definition = self.edition.definitions.remove(&name)?;
                self.edition.definitions.insert(new.clone(), definition);
                self.edition
                    .holding(&name)
                    .for_each(|ty| new.clone_into(&mut ty.base));
                self.touch(&new, "")?;
                self.renames.definitions.insert(name, new);
            }
            _ => {
                let holders = self.holders(&name)?;
                self.touched.extend(holders);
                self.edition.definitions.remove(&name)?;
                let word = WORDS[self.random.below(WORDS.len())];
                self.edition.holding(&name).for_each(|ty| {
                    *ty = Type {
                        lists: ty.lists,
                        ..Type::of(word, false)
                    }
                });
            }
        }
        Some(())
    }

    fn edit_operation(&mut self, edit: &str, near: &Edition) -> Option<()> {
        let name = self.one_of(near.operations.keys().cloned())?;
        self.touch(&name, "")?;
        let (new, number) = (self.new_name("made"), self.made_up);
        let link = self.one_of(near.definitions.keys().cloned())?;
        self.edition.definitions.get(&link)?;
        let ty = match self.random.below(6) {
            at @ 0..5 => Type::of(WORDS[at], false),
            _ => Type {
                lists: self.random.below(2),
                ..Type::of(&link, true)
            },
        };
        let word = match ty.is_link {
            true => Type {
                lists: 1,
                ..Type::of("string", false)
            },
            false => ty.clone(),
        };
        let die = self.random.below(6);
        let text = format!("Text number {number} | of this edition.");
        if edit.starts_with("remove") {
            self.edition.operations.get(&name)?;
            match edit {
                "remove-section" => drop(self.edition.operations.remove(&name)),
                _ => self.edition.remove(|it, _| it == name),
            }
            return Some(());
        }
        let mut operation = self.edition.operations.get(&name)?.clone();
        match edit {
            "add-section" => operation.endpoint += &format!("/{new}"),
            "rename-section" => drop(self.edition.operations.remove(&name)),
            "move-section" if die > 2 => operation.endpoint += &format!("/{new}"),
            "move-section" => {
                let (before, rest) = operation.endpoint.split_once('{')?;
                let (old, rest) = rest.split_once('}')?;
                let row = operation.parameters.remove(old)?;
                operation.parameters.insert(new.clone(), row);
                operation.endpoint = format!("{before}{{{new}}}{rest}");
            }
            "reword-section" if die > 2 => operation.summary = text,
            "reword-section" => operation.text = text,
            "deprecate-section" => operation.deprecated = !operation.deprecated,
            // The publisher has words alone there.
            "parameter" => edit_parameter(&mut operation, (die, new.clone(), word, text))?,
            "body" => {
                let body = operation.parameters.remove("body");
                let body = match body {
                    Some(_) if die == 0 => None,
                    Some(row) if die == 1 => Some(Row { text, ..row }),
                    Some(row) if die == 2 => Some(Row {
                        required: !row.required,
                        ..row
                    }),
                    Some(row) => Some(Row { ty, ..row }),
                    None => Some(Row {
                        ty,
                        required: die > 2,
                        text,
                    }),
                };
                operation
                    .parameters
                    .extend(body.map(|body| ("body".to_owned(), body)));
            }
            _ => {
                let start = if edit == "answer" { '2' } else { '4' };
                let (_, answer) = operation
                    .answers
                    .iter_mut()
                    .find(|(status, _)| status.starts_with(start))?;
                match die {
                    0 => answer.1 = text,
                    1 => answer.0 = None,
                    2 => drop(operation.answers.insert(format!("{start}07"), (None, text))),
                    3 => drop(
                        operation
                            .answers
                            .insert(format!("{start}07"), (Some(ty), text)),
                    ),
                    _ => answer.0 = Some(ty),
                }
            }
        }
        let key = if matches!(edit, "add-section" | "rename-section") {
            new
        } else {
            name
        };
        self.touch(&key, "");
        self.edition.operations.insert(key, operation);
        Some(())
    }
}

fn edit_parameter(
    operation: &mut Operation,
    (die, new, ty, text): (usize, String, Type, String),
) -> Option<()> {
    let others = operation
        .parameters
        .iter_mut()
        .filter(|(name, _)| name.contains('.'));
    let picked = others.last();
    match (die, picked) {
        (0, _) | (_, None) => {
            let place = if new.len() % 2 == 0 {
                "query"
            } else {
                "headers"
            };
            let row = Row {
                ty,
                required: die > 2,
                text,
            };
            operation.parameters.insert(format!("{place}.{new}"), row);
        }
        (1, Some((name, _))) => {
            let name = name.clone();
            operation.parameters.remove(&name)?;
        }
        (2, Some((_, row))) => row.required = !row.required,
        (3, Some((_, row))) => row.text = text,
        (_, Some((_, row))) => row.ty = ty,
    }
    Some(())
}

//! Updates of an API in miniature, made from a few lines, each with a number and the thing to make or
//! edit.
//!
//! ```text
//! 12 areas
//! 8 things
//! 25 remove-property
//! ```
//!
//! Each thing of an area has a model, a reference to it, a listing, a request, and five endpoints, so
//! that an edit reaches what it would reach in earnest.

use std::collections::{BTreeMap, BTreeSet};

use generator::schema::file_name;

use crate::folder::{Folder, definition};
use crate::numbers::Random;
use crate::pages;

const AREAS: &str = "Routing Outbound Recording Knowledge Journey Workforce Quality Messaging \
    Telephony Billing Learning Audit";

const THINGS: &str = "Queue Campaign Policy Document Session Schedule Form Rule Report Contact Skill \
    Setting";

/// Rows of every model.
const ROWS: &str = "\
id | `string` | Yes | The identifier, given by the server.
name | `string` | Yes | The name, up to 100 characters.
description | `string` | No | What it is for.
state | `string` | No | The state. Valid values: ACTIVE, INACTIVE.
version | `number` | No | Required when updating.
memberCount | `number` | No | How many members there are.
enabled | `boolean` | No | Whether it is in use.
ownerId | `string` | No | The identifier of the owner.
tags | `string[]` | No | Words to find it by.
timeout | `number` | No | The time to wait, in seconds.
notes | `string` | No | Whatever there is to say about it.
selfUri | `string` | No | The URI for this object.";

/// Properties that come one day.
const NEW: [&str; 4] = ["divisionId", "externalId", "createdBy", "dateArchived"];

/// Sentences that an update appends to a description; half of them state a fact.
const SENTENCES: [&str; 6] = [
    "Must be unique.",
    "Shown to agents.",
    "Up to 250 items.",
    "See the documentation.",
    "Given in milliseconds.",
    "In the language of the user.",
];

#[derive(Clone)]
struct Row {
    ty: String,
    required: bool,
    text: String,
}

#[derive(Clone, Default)]
struct Api {
    definitions: BTreeMap<String, BTreeMap<String, Row>>,
    /// Endpoint, request and response by name.
    operations: BTreeMap<String, [String; 3]>,
    /// The rows that an edit has touched, and whole definitions.
    touched: BTreeSet<(String, String)>,
    /// The definitions whose rows are written the other way round.
    reordered: BTreeSet<String>,
}

/// Before and after an update.
///
/// # Panics
///
/// Panics if a line has another form.
pub fn update(text: &str) -> [Folder; 2] {
    let counts: Vec<(usize, &str)> = text
        .lines()
        .map(|line| {
            let (count, what) = line.split_once(' ').expect("a number and a word");
            (count.parse().expect("a number"), what)
        })
        .collect();
    let [(areas, "areas"), (things, "things"), edits @ ..] = &counts[..] else {
        panic!("begin with the areas and the things");
    };
    let mut before = Api::default();
    for area in AREAS.split(' ').take(*areas) {
        let things = THINGS.split(' ').take(*things);
        things.for_each(|thing| before.add(area, thing));
    }
    let mut after = before.clone();
    let mut random = Random::new(7);
    for (count, edit) in edits {
        for _ in 0..*count {
            after.edit(edit, &mut random);
        }
    }
    [before.folder("2026-01-01"), after.folder("2026-06-01")]
}

fn link(name: &str, lists: &str) -> String {
    format!("[`{name}{lists}`]({})", file_name(name))
}

fn row(ty: impl Into<String>, required: bool, text: &str) -> Row {
    let (ty, text) = (ty.into(), text.to_owned());
    Row { ty, required, text }
}

impl Api {
    /// A thing with its definitions and endpoints.
    fn add(&mut self, area: &str, thing: &str) {
        let name = format!("{area}{thing}");
        let own = ROWS.lines().filter_map(|line| {
            let [name, ty, required, text] = line.split(" | ").collect::<Vec<_>>()[..] else {
                return None;
            };
            Some((name.to_owned(), row(ty, required == "Yes", text)))
        });
        let mut model: BTreeMap<_, _> = own.collect();
        if let Some(other) = self
            .definitions
            .keys()
            .rfind(|it| it.ends_with("Reference"))
        {
            model.insert(
                "parent".to_owned(),
                row(link(other, ""), false, "What it is part of."),
            );
        }
        let of = |names: &[&str]| {
            let rows = names
                .iter()
                .map(|name| ((*name).to_owned(), model[*name].clone()));
            rows.collect::<BTreeMap<_, _>>()
        };
        let reference = of(&["id", "selfUri"]);
        let request = of(&["name", "description", "enabled", "tags"]);
        let entities = row(link(&name, "[]"), false, "The things on this page.");
        let total = row("`number`", false, "How many there are in all.");
        let listing = [
            ("entities".to_owned(), entities),
            ("total".to_owned(), total),
        ]
        .into();
        let [sent, listed] = ["Request", "Listing"].map(|it| link(&format!("{name}{it}"), ""));
        let path = format!("/api/v2/{}/{}s", area.to_lowercase(), thing.to_lowercase());
        let one = format!("{path}/{{{}Id}}", thing.to_lowercase());
        let model_link = link(&name, "");
        for (verb, endpoint, request, response) in [
            ("get", format!("GET {one}"), "", &*model_link),
            ("list", format!("GET {path}"), "", &*listed),
            ("post", format!("POST {path}"), &*sent, &*model_link),
            ("put", format!("PUT {one}"), &*model_link, &*model_link),
            ("delete", format!("DELETE {one}"), "", ""),
        ] {
            let cells = [endpoint, request.to_owned(), response.to_owned()];
            self.operations.insert(format!("{verb}{name}"), cells);
        }
        self.definitions
            .insert(format!("{name}Reference"), reference);
        self.definitions.insert(format!("{name}Request"), request);
        self.definitions.insert(format!("{name}Listing"), listing);
        self.definitions.insert(name, model);
    }

    /// A row of a model that no edit has touched, and that is as wanted.
    fn pick(
        &mut self,
        random: &mut Random,
        wanted: impl Fn(&str, &Row) -> bool,
    ) -> Option<(String, String)> {
        let rows = self
            .definitions
            .iter()
            .flat_map(|(name, rows)| rows.iter().map(move |(row, it)| (name, row, it)));
        let rows = rows.filter(|(name, row, it)| {
            let place = ((*name).clone(), (*row).clone());
            let whole = ((*name).clone(), String::new());
            wanted(row, it) && !self.touched.contains(&place) && !self.touched.contains(&whole)
        });
        let rows: Vec<_> = rows
            .map(|(name, row, _)| (name.clone(), row.clone()))
            .collect();
        let place = rows.get(random.below(rows.len().max(1)))?.clone();
        self.touched.insert(place.clone());
        Some(place)
    }

    fn change(
        &mut self,
        random: &mut Random,
        wanted: impl Fn(&str, &Row) -> bool,
        change: impl FnOnce(&mut Row),
    ) {
        if let Some((name, property)) = self.pick(random, wanted) {
            let rows = self.definitions.get_mut(&name);
            rows.and_then(|rows| rows.get_mut(&property)).map(change);
        }
    }

    fn edit(&mut self, edit: &str, random: &mut Random) {
        let sentence = SENTENCES[random.below(SENTENCES.len())];
        let is_word = |ty: &'static str| move |_: &str, row: &Row| row.ty == ty;
        match edit {
            "add-property" => {
                if let Some((name, _)) = self.pick(random, |name, _| name == "id") {
                    let property = NEW[random.below(NEW.len())].to_owned();
                    let row = row("`string`", false, "Set by clients that need it.");
                    self.definitions
                        .entry(name)
                        .or_default()
                        .insert(property, row);
                }
            }
            "remove-property" => {
                let optional = |_: &str, row: &Row| !row.required && !row.ty.contains('[');
                if let Some((name, property)) = self.pick(random, optional) {
                    self.definitions.entry(name).or_default().remove(&property);
                }
            }
            "respell" => {
                if let Some((name, property)) = self.pick(random, |name, _| name == "ownerId") {
                    let rows = self.definitions.entry(name).or_default();
                    rows.remove(&property)
                        .map(|row| rows.insert("ownerID".to_owned(), row));
                }
            }
            "retype" => self.change(random, is_word("`number`"), |row| {
                row.ty = "`string`".into()
            }),
            "list" => self.change(
                random,
                |name, _| name == "ownerId",
                |row| {
                    row.ty = "`string[]`".into();
                },
            ),
            "require" => self.change(
                random,
                |name, _| name == "description",
                |row| {
                    row.required = true;
                },
            ),
            "relax" => self.change(random, |name, _| name == "name", |row| row.required = false),
            "reword" => self.change(
                random,
                |_, row| !row.text.contains("URI"),
                |row| {
                    row.text += &format!(" {sentence}");
                },
            ),
            "deprecate" => self.change(random, is_word("`boolean`"), |row| {
                row.text += " Deprecated.";
            }),
            "reorder" => {
                let name = self
                    .pick(random, |name, _| name == "selfUri")
                    .map(|(name, _)| name);
                self.reordered.extend(name);
            }
            "add-thing" => {
                let word = |words: &str, at: usize| words.split(' ').nth(at).map(str::to_owned);
                let (area, thing) = (random.below(12), random.below(12));
                if let (Some(area), Some(thing)) = (word(AREAS, area), word(THINGS, thing)) {
                    self.add(&area, &format!("{thing}Plan"));
                }
            }
            "remove-thing" => self.remove_thing(random),
            "relink" => self.relink(random),
            _ => self.edit_operation(edit, random),
        }
    }

    fn names(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let touched = |name: &str| self.touched.iter().any(|(it, _)| it == name);
        let names = self
            .definitions
            .keys()
            .filter(|name| wanted(name) && !touched(name));
        names.cloned().collect()
    }

    /// A thing goes with its definitions and endpoints; what was part of it is part of nothing.
    fn remove_thing(&mut self, random: &mut Random) {
        let names = self.names(|name| {
            let listing = format!("{name}Listing");
            self.definitions.contains_key(&listing) && !name.contains("Plan")
        });
        let Some(name) = names.get(random.below(names.len().max(1))) else {
            return;
        };
        for end in ["", "Reference", "Request", "Listing"] {
            let gone = format!("{name}{end}");
            self.definitions.remove(&gone);
            let linked = link(&gone, "");
            self.definitions
                .values_mut()
                .for_each(|rows| rows.retain(|_, row| row.ty != linked));
        }
        self.operations
            .retain(|operation, _| !operation.ends_with(name));
    }

    /// A reference gives way to one that all areas have.
    fn relink(&mut self, random: &mut Random) {
        let links = |name: &str| {
            let linked = link(name, "");
            self.definitions
                .values()
                .flat_map(BTreeMap::values)
                .any(|row| row.ty == linked)
        };
        let names = self.names(|name| name.ends_with("Reference") && links(name));
        let Some(name) = names.get(random.below(names.len().max(1))) else {
            return;
        };
        let twin = "AddressableEntity";
        let rows = self.definitions[name].clone();
        self.definitions.entry(twin.to_owned()).or_insert(rows);
        self.definitions.remove(name);
        let linked = link(name, "");
        for row in self.definitions.values_mut().flat_map(BTreeMap::values_mut) {
            if row.ty == linked {
                row.ty = link(twin, "");
            }
        }
    }

    fn edit_operation(&mut self, edit: &str, random: &mut Random) {
        let untouched = |name: &&String| !self.touched.contains(&((*name).clone(), String::new()));
        let names: Vec<_> = self.operations.keys().filter(untouched).cloned().collect();
        let name = names[random.below(names.len())].clone();
        self.touched.insert((name.clone(), String::new()));
        match edit {
            "remove-operation" => drop(self.operations.remove(&name)),
            edit => {
                let [endpoint, _, response] = self.operations.entry(name).or_default();
                match edit {
                    "move-operation" => *endpoint = endpoint.replace("/v2/", "/v3/"),
                    "retype-operation" => *response = "`object`".to_owned(),
                    _ => panic!("there is no edit `{edit}`"),
                }
            }
        }
    }

    fn folder(&self, date: &str) -> Folder {
        let mut folder = Folder::default();
        for (name, rows) in &self.definitions {
            let mut rows: Vec<_> = rows
                .iter()
                .map(|(name, Row { ty, required, text })| {
                    let required = if *required { "Yes" } else { "No" };
                    format!("| {name} | {ty} | {required} | {text} |\n")
                })
                .collect();
            if self.reordered.contains(name) {
                rows.reverse();
            }
            let rows = rows.concat();
            let text = format!(
                "{}\n---\n\n*This file was generated on {date}*\n",
                definition(name, &rows)
            );
            folder = folder.with(&file_name(name), text);
        }
        let rows = self
            .operations
            .iter()
            .map(|(name, [endpoint, request, response])| {
                format!("| {name} | `{endpoint}` | | {request} | {response} |\n")
            });
        folder.with(pages::FILE, pages::page(&rows.collect::<String>()))
    }
}

//! Reads folders of published definitions and pages, and makes other editions of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use generator::changes::ChangeKind;
use generator::operations::Location;
use generator::schema::Word;

use super::{Definition, FAMILY, Operation, Random, Row, Type, World, edits, text};

/// The definitions and properties that edits gave another name, by the new one.
pub type Renamed = BTreeSet<(String, Option<String>)>;

impl World {
    /// Reads the folders of definitions and pages.
    ///
    /// # Panics
    ///
    /// Panics if a folder cannot be read.
    pub fn read(definitions: &Path, pages: &Path) -> Self {
        let mut world = Self::default();
        for (_, text) in texts(definitions, "-definition.md") {
            world.definitions.extend([definition(&text)]);
        }
        for (page, text) in texts(pages, "-api.md") {
            let sections = text.split("\n### `").skip(1);
            let sections = sections.map(|text| section(&page, text));
            world.operations.extend(sections);
        }
        world
    }

    /// The operations that the roots name with everything that they lead to, and the definitions. Operations that
    /// send or return one of these come with their errors. A root that ends in `*` is a pattern.
    #[must_use]
    pub fn closure(&self, roots: &[&str]) -> Self {
        let is_root = |name: &str| {
            let mut roots = roots.iter();
            roots.any(|root| match root.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == *root,
            })
        };
        let mut closure = Self::default();
        let own = self.definitions.keys().filter(|name| is_root(name));
        let mut waiting: Vec<String> = own.cloned().collect();
        for (name, operation) in &self.operations {
            let bodies = operation.responses().map(|(_, ty)| ty);
            let bodies: Vec<_> = bodies.chain(operation.request()).collect();
            let is_named = is_root(&operation.endpoint);
            if is_named || bodies.iter().any(|ty| ty.is_link() && is_root(&ty.base)) {
                let bodies = bodies.into_iter().filter(|_| is_named);
                let types = bodies.chain(operation.errors());
                waiting.extend(types.map(|ty| ty.base.clone()));
                closure.operations.insert(name.clone(), operation.clone());
            }
        }
        closure.take(self, waiting);
        closure
    }

    /// The content of a folder that was `before`, after an import of these without `--prune`: what the roots lead to,
    /// the operations that are still there, the definitions that are, and what these held.
    #[must_use]
    pub fn imported(&self, before: &Self, roots: &[&str]) -> Self {
        let mut after = self.closure(roots);
        let operations = self.operations.iter();
        let stay = operations.filter(|(name, _)| before.operations.contains_key(*name));
        after
            .operations
            .extend(stay.map(|(name, it)| (name.clone(), it.clone())));
        // One that holds another by a name that has other letters in capitals now is taken anew.
        let is_misspelt = |row: &Row| {
            let (ty, names) = (&row.ty, &self.definitions);
            ty.is_link() && !names.contains_key(&ty.base) && self.has_file(&ty.base)
        };
        let (old, names) = (before.definitions.iter(), |(name, _): (&String, _)| {
            name.clone()
        });
        let anew = old
            .clone()
            .filter(|(_, it)| it.rows.values().any(is_misspelt));
        after.take(self, anew.map(names).collect());
        let left = old.filter(|(name, _)| self.has_file(name) && !after.has_file(name));
        let left = left.map(names).collect();
        after.take(before, left);
        after
    }

    /// Takes definitions that are not there, and those that these lead to.
    fn take(&mut self, from: &Self, mut waiting: Vec<String>) {
        while let Some(name) = waiting.pop() {
            if let Some(definition) = from.definitions.get(&name)
                && !self.definitions.contains_key(&name)
            {
                waiting.extend(definition.rows.values().map(|row| row.ty.base.clone()));
                self.definitions.insert(name, definition.clone());
            }
        }
    }

    /// `true` if the definition's file is there. Names that differ in letter case alone have the same.
    pub fn has_file(&self, name: &str) -> bool {
        let mut names = self.definitions.keys();
        names.any(|it| it.eq_ignore_ascii_case(name))
    }

    /// The next edition: a page is gone, some operations with all definitions that only they lead to, and the
    /// definitions and operations that are `near` have been edited, `count` times in all.
    #[must_use]
    pub fn edited(&self, mut near: Self, count: usize, random: &mut Random) -> (Self, Renamed) {
        let (mut next, mut renamed) = (self.clone(), Renamed::new());
        let pages: Vec<_> = near.operations.values().map(|it| it.page.clone()).collect();
        let page = random.one_of(&pages);
        next.operations.retain(|name, it| {
            Some(&it.page) != page.as_ref() || !near.operations.contains_key(name)
        });
        for _ in 0..count / 30 {
            let names: Vec<_> = near.operations.keys().cloned().collect();
            next.remove(&random.one_of(&names).unwrap_or_default());
        }
        near.definitions
            .retain(|name, _| next.definitions.remove(name).is_some());
        near.operations
            .retain(|name, _| next.operations.remove(name).is_some());
        let all = [edits::all(), vec![edits::retire_definition; 3]].concat();
        for _ in 0..count {
            let touched = near.touched.clone();
            let edit = all[random.below(all.len())];
            let entries = edit(&mut near, random).unwrap_or_default().into_iter();
            let names = entries.filter(|it| {
                use ChangeKind::{DefinitionRenamed, PropertyRenamed, WireNameCaseChanged};
                [DefinitionRenamed, PropertyRenamed, WireNameCaseChanged].contains(&it.0)
            });
            let names: Vec<_> = names.map(|(_, owner, part)| (owner, part)).collect();
            // What was not renamed can be edited again.
            if names.is_empty() {
                near.touched = touched;
            }
            renamed.extend(names);
        }
        next.definitions.extend(near.definitions);
        next.operations.extend(near.operations);
        let family = FAMILY.map(|(name, rows)| definition(&text(name, "", rows)));
        next.definitions.extend(family);
        next.link(random);
        (next, renamed)
    }

    /// Removes an operation, and the definitions that only it leads to.
    fn remove(&mut self, operation: &str) {
        let reached = |world: &Self| -> BTreeSet<String> {
            let sides = world.directions().into_iter().flatten();
            sides.map(str::to_owned).collect()
        };
        let before = reached(self);
        self.operations.remove(operation);
        let after = reached(self);
        self.definitions
            .retain(|name, _| !before.contains(name) || after.contains(name));
    }

    /// Has types that no definition has any more hold anything, and bodies hold one that is there.
    fn link(&mut self, random: &mut Random) {
        let names: BTreeSet<_> = self.definitions.keys().cloned().collect();
        let all: Vec<_> = names.iter().cloned().collect();
        let is_gone = |ty: &Type| ty.is_link() && !names.contains(&ty.base);
        let rows = self
            .definitions
            .values_mut()
            .flat_map(|it| it.rows.values_mut());
        for row in rows.filter(|row| is_gone(&row.ty)) {
            "object".clone_into(&mut row.ty.base);
        }
        let types = self.operations.values_mut().flat_map(Operation::types_mut);
        for ty in types.filter(|ty| is_gone(ty)) {
            let words = Word::ALL.map(|word| word.text().to_owned());
            let is_word = random.below(4) == 0;
            let base = random.one_of(if is_word { &words[..] } else { &all });
            ty.base = base.unwrap_or_default();
        }
    }
}

/// The texts of the files whose names end in `end`, without whitespace at the ends of lines.
fn texts(folder: &Path, end: &str) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    let names = files
        .flatten()
        .map(|file| file.file_name().display().to_string());
    let text = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("the file can be read");
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        (
            name,
            lines.join(
                "
",
            ),
        )
    };
    names.filter(|name| name.ends_with(end)).map(text).collect()
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or(rest, |(text, _)| text).trim()
}

/// The rows between the line of dashes and the footer, each with its first cells; the last cell goes on to the row's end. A row begins
/// at a pipe, and a pipe alone ends it.
fn rows<const N: usize>(text: &str) -> impl Iterator<Item = [String; N]> {
    let table = text.split_once("\n|-").map_or("", |(_, table)| table);
    let (table, _) = table.rsplit_once("\n---\n").unwrap_or((table, ""));
    let mut rows: Vec<String> = Vec::new();
    for line in table.lines().skip(1) {
        match rows.last_mut() {
            Some(row) if !line.starts_with('|') || line == "|" => *row += &format!("\n{line}"),
            _ if line.starts_with('|') => rows.push(line.to_owned()),
            _ => {}
        }
    }
    rows.into_iter().map(|row| {
        let row = row.trim().trim_start_matches('|');
        let row = row.strip_suffix('|').unwrap_or(row);
        let mut cells = std::array::from_fn(|_| String::new());
        let (mut at, mut escaped) = (0, false);
        for letter in row.chars() {
            match letter {
                '|' if !escaped && at + 1 < N => at += 1,
                letter => cells[at].push(letter),
            }
            escaped = letter == '\\' && !escaped;
        }
        cells.map(|cell| cell.trim().to_owned())
    })
}

/// The type of a cell: in backticks or not, and a link where it is that of a definition.
fn ty(cell: &str) -> Type {
    let name = cell.split("](").next().unwrap_or(cell);
    Type::of(name.trim_start_matches('[').trim_matches('`'))
}

fn definition(text: &str) -> (String, Definition) {
    let name = between(text, "# `", "` Definition").to_owned();
    let description = between(text, "` Definition\n", "\n| Property").to_owned();
    let rows = rows(text).map(|[name, cell, required, description]| {
        let (ty, required) = (ty(&cell), required == "Yes");
        (
            name,
            Row {
                ty,
                required,
                description,
            },
        )
    });
    let rows = rows.collect();
    (name, Definition { description, rows })
}

fn section(page: &str, text: &str) -> (String, Operation) {
    let name = text.split('`').next().unwrap_or_default().to_owned();
    let top = between(text, "\n", "\n#### ");
    let summary = top.split("> [!WARNING]").next().unwrap_or_default();
    let items = between(text, "\n#### Parameters\n", "\n#### Returns\n");
    let items = format!("\n{items}");
    let parameters = items.split("\n- `").skip(1).filter_map(|item| {
        let (name, rest) = item.split_once("` - **(")?;
        let (cell, text) = rest.split_once(")**")?;
        // Groups have no flag.
        let (cell, flag) = cell.rsplit_once(", ")?;
        let key = match name.split_once('.') {
            Some(("query", name)) => (Location::Query, name.to_owned()),
            Some((_, name)) => (Location::Header, name.to_owned()),
            None if name == "body" => Operation::body(),
            None => (Location::Path, name.to_owned()),
        };
        let text = text.trim().trim_start_matches("- ");
        let (ty, description) = (ty(cell), text.to_owned());
        Some((
            key,
            Row {
                ty,
                required: flag == "required",
                description,
            },
        ))
    });
    let answers = rows(between(text, "\n#### Returns\n", "\n### "));
    let answers = answers.map(|[status, cell, text]| {
        let ty = (!cell.is_empty()).then(|| ty(&cell));
        (status.trim_matches('`').to_owned(), (ty, text))
    });
    let operation = Operation {
        page: page.to_owned(),
        summary: summary.trim().to_owned(),
        deprecated: top.contains("> [!WARNING]"),
        description: between(text, "\n#### Description\n", "\n#### ").to_owned(),
        endpoint: between(text, "\n#### Endpoint\n", "\n#### ")
            .trim_matches('`')
            .to_owned(),
        parameters: parameters.collect(),
        answers: answers.collect(),
    };
    (name, operation)
}

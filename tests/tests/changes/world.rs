//! Random definitions, and numbers that are random in the same way every time.

use std::collections::{BTreeMap, BTreeSet};

use generator::operations::Location;
use generator::schema::file_name;
use generator::source::Sources;
use tests::folder::HEADER;
use tests::pages;

/// Definitions that nothing edits, for links from one to another: what each is to `Base`.
pub const FAMILY: [(&str, &str); 5] = [
    ("Base", "| a | `string` | No | |\n| b | `number` | No | |\n"),
    ("Same", "| b | `number` | No | |\n| a | `string` | No | |\n"),
    (
        "More",
        "| a | `string` | No | |\n| b | `number` | No | |\n| c | `string` | No | |\n",
    ),
    ("Less", "| a | `string` | No | |\n"),
    (
        "Other",
        "| a | `number` | No | |\n| b | `number` | No | |\n",
    ),
];

/// A generator of numbers (xorshift), good enough to pick edits.
pub struct Random(u64);

/// Definitions by name, and what of them an edit has touched.
#[derive(Clone, Default)]
pub struct World {
    pub definitions: BTreeMap<String, Definition>,
    /// Operations by name. What they send and return is not among the definitions, so that no direction
    /// hangs on the edits of these.
    pub operations: BTreeMap<String, Operation>,
    /// Rows, and with no property whole definitions and operations, that no further edit may touch.
    pub touched: BTreeSet<(String, Option<String>)>,
    /// The number of names and descriptions made up so far, so that no two are the same.
    made_up: usize,
}

#[derive(Clone, Default)]
pub struct Definition {
    pub description: String,
    pub rows: BTreeMap<String, Row>,
}

#[derive(Clone, Default)]
pub struct Operation {
    pub summary: String,
    pub deprecated: bool,
    pub path: String,
    /// The parameters of query and headers, by location and name.
    pub parameters: BTreeMap<(Location, String), Parameter>,
    pub request: String,
    pub response: String,
    pub error: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub ty: String,
    pub required: bool,
    pub description: String,
}

/// The types that the parameters of a random operation have.
pub const PARAMETER_TYPES: [&str; 4] = ["string", "number", "boolean", "string[]"];

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// A word of the dialect, or a definition's name.
    pub base: String,
    pub lists: usize,
    pub required: bool,
    pub description: String,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    pub fn one_of<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        (!items.is_empty()).then(|| items[self.below(items.len())].clone())
    }
}

impl World {
    pub fn random(random: &mut Random) -> Self {
        let mut world = Self::default();
        for _ in 0..4 + random.below(5) {
            let name = world.new_name("Model");
            let mut definition = Definition::default();
            if random.below(2) == 0 {
                definition.description = world.new_text();
            }
            for _ in 0..[0, 3, 4, 6][random.below(4)] {
                let row = world.random_row(random);
                definition.rows.insert(world.new_name("property"), row);
            }
            world.definitions.insert(name, definition);
        }
        for _ in 0..2 + random.below(3) {
            let (name, operation) = world.random_operation(random);
            world.operations.insert(name, operation);
        }
        world
    }

    /// The same, and operations that send and return some of its definitions.
    pub fn connected(random: &mut Random) -> Self {
        let mut world = Self::random(random);
        let names: Vec<_> = world.definitions.keys().cloned().collect();
        for _ in 0..2 + random.below(3) {
            let mut ty = || match random.below(4) {
                0 => String::new(),
                at => random
                    .one_of(&names)
                    .map_or_else(String::new, |it| format!("`{it}{}`", ["", "[]"][at % 2])),
            };
            let (request, response) = (ty(), ty());
            let (name, operation) = world.random_operation(random);
            let operation = Operation {
                request,
                response,
                ..operation
            };
            world.operations.insert(name, operation);
        }
        world
    }

    pub fn random_operation(&mut self, random: &mut Random) -> (String, Operation) {
        let mut operation = Operation {
            summary: self.new_text(),
            deprecated: random.below(4) == 0,
            path: format!(
                "/{}/{{id}}{}",
                self.new_name("path"),
                ["", "/{part}"][random.below(2)]
            ),
            parameters: BTreeMap::new(),
            request: self.random_type(random),
            response: self.random_type(random),
            error: self.random_type(random),
        };
        for _ in 0..random.below(5) {
            let (key, parameter) = self.random_parameter(random);
            operation.parameters.insert(key, parameter);
        }
        (self.new_name("operation"), operation)
    }

    pub fn random_parameter(&mut self, random: &mut Random) -> ((Location, String), Parameter) {
        let location = [Location::Query, Location::Query, Location::Header][random.below(3)];
        let parameter = Parameter {
            ty: PARAMETER_TYPES[random.below(PARAMETER_TYPES.len())].to_owned(),
            required: random.below(3) == 0,
            description: self.new_text(),
        };
        ((location, self.new_name("parameter")), parameter)
    }

    /// A type that no other operation has, or none.
    pub fn random_type(&mut self, random: &mut Random) -> String {
        match random.below(3) {
            0 => String::new(),
            _ => format!(
                "`{}{}`",
                self.new_name("Elsewhere"),
                ["", "[]"][random.below(2)]
            ),
        }
    }

    /// A row whose type is one of the words or, if it need not be there, any earlier definition.
    pub fn random_row(&mut self, random: &mut Random) -> Row {
        let mut bases = [
            "string", "string", "number", "boolean", "object", "Array", "Base",
        ]
        .map(str::to_owned)
        .to_vec();
        let required = random.below(4) == 0;
        if !required {
            bases.extend(self.definitions.keys().cloned());
        }
        let base = random.one_of(&bases).unwrap_or_default();
        let mut description = self.new_text();
        if base == "string" && random.below(4) == 0 {
            description += " Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";
        }
        if random.below(6) == 0 {
            description += " (Deprecated)";
        }
        Row {
            base,
            lists: [0, 0, 0, 1, 2][random.below(5)],
            required,
            description,
        }
    }

    pub fn new_name(&mut self, prefix: &str) -> String {
        self.made_up += 1;
        format!("{prefix}{}x", self.made_up)
    }

    pub fn new_text(&mut self) -> String {
        self.made_up += 1;
        format!("What number {} | is about.", self.made_up)
    }

    /// The definitions as files, with their rows in any order.
    pub fn sources(&self, random: &mut Random) -> Sources {
        let mut sources = Sources::default();
        for (name, rows) in FAMILY {
            sources.add(file_name(name), &text(name, "", rows));
        }
        for (name, definition) in &self.definitions {
            let mut rows: Vec<_> = definition.rows.iter().map(row).collect();
            for at in (1..rows.len()).rev() {
                rows.swap(at, random.below(at + 1));
            }
            let text = text(name, &definition.description, &rows.concat());
            sources.add(file_name(name), &text);
        }
        let mut page = pages::page("| getHealth | `GET /health` | | | |\n");
        page.extend(self.operations.iter().map(section));
        sources.pages = vec![sources.add(pages::FILE, &page)];
        sources
    }
}

/// The section of a page for an operation.
fn section((name, operation): (&String, &Operation)) -> String {
    let names = operation.path.split(['{', '}']).skip(1).step_by(2);
    let path = names.map(|name| format!("- `{name}` - **(string, required)** \n"));
    let others = operation.parameters.iter();
    let others = others.map(|((location, name), parameter)| {
        let place = match location {
            Location::Header => "headers",
            location => location.word(),
        };
        let flag = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let (ty, words) = (&parameter.ty, &parameter.description);
        format!("- `{place}.{name}` - **({ty}, {flag})** {words}\n")
    });
    let body = match &*operation.request {
        "" => None,
        ty => Some(format!(
            "- `body` - **({}, required)** - \n",
            pages::written(ty)
        )),
    };
    let items: String = path.chain(others).chain(body).collect();
    let answer = |ty: &str| match ty {
        "" => String::new(),
        ty => pages::written(ty),
    };
    pages::Section {
        name,
        summary: &operation.summary,
        deprecated: operation.deprecated,
        description: "",
        endpoint: &format!("`GET {}`", operation.path),
        items: &items,
        answers: &format!(
            "| `200` | {} | Done |\n| `400` | {} | Wrong |\n",
            answer(&operation.response),
            answer(&operation.error)
        ),
    }
    .to_string()
}

fn text(name: &str, description: &str, rows: &str) -> String {
    format!(
        "# `{name}` Definition\n\n{description}\n\n{HEADER}{rows}\n---\n\n*This file was generated on 2026-01-01*\n"
    )
}

fn row((name, row): (&String, &Row)) -> String {
    let ty = row.base.clone() + &"[]".repeat(row.lists);
    let is_link = row.base.starts_with(|letter: char| letter.is_uppercase()) && row.base != "Array";
    let ty = if is_link {
        format!("[`{ty}`]({})", file_name(&row.base))
    } else {
        format!("`{ty}`")
    };
    let required = if row.required { "Yes" } else { "No" };
    format!("| {name} | {ty} | {required} | {} |\n", row.description)
}

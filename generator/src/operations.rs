//! The noun `Operations`: which endpoint takes and returns which definition, and where that is said.
//!
//! It comes of `operations.md` beside the definitions, or of the publisher's pages. Nothing is looked
//! up here: types are those of the dialect, with names as text. The table that people read and review
//! is written here as well ([`Operations::text`]), so that both forms stand side by side.

use std::collections::BTreeSet;

use crate::schema::{Base, Spanned, Type, file_name};
use crate::unseen::is_unseen;

/// The name of the file in a folder of definitions.
pub const FILE: &str = "operations.md";

/// What the name of a page ends with, in the publisher's folder of pages.
pub const PAGE_SUFFIX: &str = "-api.md";

/// The index of the pages, which is none.
pub const INDEX: &str = "api-classes.md";

/// The columns of the table, in the usual order.
pub const TITLES: [&str; 5] = ["Operation", "Endpoint", "Query", "Request", "Response"];

/// What stands above the table of a new file.
const PROSE: &str = "\
# Operations

Which endpoint takes and returns which definition. `cargo xtask import` takes these rows from the
publisher's pages, and keeps those whose request or response is among the definitions. A query parameter
that can be given several times has `[]` behind its name.
";

/// What a file or a folder of pages says.
#[derive(Clone, Debug, Default)]
pub struct Operations {
    /// What stands above the table, to the letter.
    pub prose: String,
    /// The operations, as written.
    pub operations: Vec<Operation>,
    /// Whether a part could not be read, so that an operation missing here is no news.
    pub broken: bool,
}

/// One operation: a row of the table.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The publisher's name for it, such as `getRoutingQueues`.
    pub name: Spanned<String>,
    /// Method and path.
    pub endpoint: Spanned<Endpoint>,
    /// Its query parameters, in the order of the row.
    pub query: Vec<Query>,
    /// What is sent, if anything is.
    pub request: Option<Spanned<Type>>,
    /// What comes back on success: nothing, one thing, or one for each status.
    pub responses: Vec<Response>,
}

/// A query parameter, written `name`, or `name[]` where it can be given several times.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The name on the wire.
    pub name: String,
    /// Whether it can be given several times.
    pub is_list: bool,
}

impl Query {
    /// The parameter that `text` states, if it states one.
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.strip_suffix("[]").unwrap_or(text);
        is_query(name).then(|| Self {
            name: name.to_owned(),
            is_list: name != text,
        })
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        f.write_str(if self.is_list { "[]" } else { "" })
    }
}

/// What comes back on success.
#[derive(Clone, Debug)]
pub struct Response {
    /// Three digits, a class such as `2XX`, or `default`; `None` where all statuses have the one type.
    pub status: Option<String>,
    /// The type.
    pub ty: Spanned<Type>,
}

/// A method and a path, by which an operation is called. Endpoints are sorted by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// The path, with its parameters in braces: `/api/v2/users/{userId}`.
    pub path: String,
    /// The method, in capitals.
    pub method: String,
}

/// The methods that an endpoint can have.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

impl Endpoint {
    /// The endpoint that `text` states as `METHOD /path/{parameter}`.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (method, path) = text.split_once(' ').ok_or("has no method and path")?;
        if !METHODS.contains(&method) {
            return Err("does not begin with a method in capitals");
        }
        if !path.starts_with('/') {
            return Err("has a path that does not begin with `/`");
        }
        let odd =
            |letter: char| letter.is_whitespace() || is_unseen(letter) || "`|?#".contains(letter);
        if path.contains(odd) {
            return Err("has a letter in its path that no path has");
        }
        let endpoint = Self {
            path: path.to_owned(),
            method: method.to_owned(),
        };
        let names: Vec<_> = endpoint.parameters().collect();
        let braces = path.matches(['{', '}']).count();
        if braces != 2 * names.len() || names.contains(&"") {
            return Err("has braces that are not those of a parameter");
        }
        if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
            return Err("has a parameter twice");
        }
        Ok(endpoint)
    }

    /// The parameters of the path, in its order, without their braces.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        let pieces = self.path.split('{').skip(1);
        pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
    }
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Operation {
    /// Every type that is sent or comes back, the request first.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.spanned_types().map(|ty| &ty.value)
    }

    /// The same with their places.
    pub fn spanned_types(&self) -> impl Iterator<Item = &Spanned<Type>> {
        let responses = self.responses.iter().map(|response| &response.ty);
        self.request.iter().chain(responses)
    }

    /// Every definition that is sent or comes back, the request first.
    pub fn definitions(&self) -> impl Iterator<Item = &str> {
        self.types().filter_map(Type::definition)
    }

    /// Whether two operations differ in nothing but the order of query parameters.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let query = |operation: &Self| operation.query.iter().cloned().collect::<BTreeSet<_>>();
        let statuses = |operation: &Self| -> Vec<_> {
            let statuses = operation
                .responses
                .iter()
                .map(|response| response.status.clone());
            statuses.collect()
        };
        self.name.value == other.name.value
            && self.endpoint.value == other.endpoint.value
            && query(self) == query(other)
            && self.request.is_some() == other.request.is_some()
            && statuses(self) == statuses(other)
            && self.types().eq(other.types())
    }

    /// Links the definitions that `known` knows, and no others.
    pub fn link(&mut self, known: impl Fn(&str) -> bool) {
        let responses = self.responses.iter_mut().map(|response| &mut response.ty);
        for ty in self.request.iter_mut().chain(responses) {
            if let Some(name) = ty.value.definition().map(str::to_owned) {
                ty.value.base = if known(&name) {
                    Base::Link(name)
                } else {
                    Base::Unlinked(name)
                };
            }
        }
    }
}

/// Whether a query parameter can have the name.
pub fn is_query(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || is_unseen(letter) || "`|".contains(letter);
    !name.is_empty() && !name.contains(odd)
}

/// Whether `status` is that of an answer that says how things went well: 2xx and `default`, and 3xx
/// where something comes back.
pub fn is_success(status: &str, typed: bool) -> bool {
    status == "default" || status.starts_with('2') || typed && status.starts_with('3')
}

/// Whether `text` is three digits, a class such as `2XX`, or `default`.
pub fn is_status(text: &str) -> bool {
    let rest = text.strip_prefix(|first| ('1'..='5').contains(&first));
    let rest = rest.filter(|rest| rest.len() == 2);
    let digits = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    text == "default" || rest.is_some_and(|rest| rest == "XX" || digits(rest))
}

impl Operations {
    /// What is known of a file that cannot be read.
    pub fn unreadable() -> Self {
        Self {
            broken: true,
            ..Self::default()
        }
    }

    /// The file that says this: prose and a table, one operation a row, sorted by path and method.
    /// Definitions that `known` knows are linked.
    pub fn text(&self, known: impl Fn(&str) -> bool) -> String {
        let mut rows: Vec<_> = self.operations.iter().collect();
        rows.sort_by_key(|operation| &operation.endpoint.value);
        let prose = if self.prose.is_empty() {
            PROSE
        } else {
            &self.prose
        };
        let dashes = TITLES.map(|title| "-".repeat(title.len() + 2));
        let mut text = format!(
            "{}\n\n| {} |\n|{}|\n",
            prose.trim_end(),
            TITLES.join(" | "),
            dashes.join("|")
        );
        for operation in rows {
            for cell in cells(operation, &known) {
                text.push_str("| ");
                text.push_str(&cell);
                text.push_str(if cell.is_empty() { "" } else { " " });
            }
            text.push_str("|\n");
        }
        text
    }
}

fn cells(operation: &Operation, known: &impl Fn(&str) -> bool) -> [String; 5] {
    let query = operation.query.iter().map(|query| format!("`{query}`"));
    let answers = operation.responses.iter().map(|Response { status, ty }| {
        let status = status.iter().map(|status| format!("{status} "));
        status.chain([cell(&ty.value, known)]).collect()
    });
    let request = operation.request.as_ref();
    [
        operation.name.value.clone(),
        format!("`{}`", operation.endpoint.value),
        query.collect::<Vec<_>>().join(" "),
        request.map_or_else(String::new, |ty| cell(&ty.value, known)),
        answers.collect::<Vec<String>>().join(" "),
    ]
}

/// A type as the dialect writes it.
fn cell(ty: &Type, known: &impl Fn(&str) -> bool) -> String {
    match ty.definition() {
        Some(name) if known(name) => format!("[`{ty}`]({})", file_name(name)),
        _ => format!("`{ty}`"),
    }
}

//! Pages of operations for tests that care for a name, an endpoint and the types on both sides.

use std::fmt;

use generator::schema::{Word, file_name};

/// The file of the page that tests write.
pub const FILE: &str = "operations/test-api.md";

/// The page with an operation for each row `| name | endpoint | query | request | response |`. A parameter of
/// the query is optional, and a list where it ends in `[]`; several responses follow their statuses. A type is
/// a word or the name of a definition, in backticks or as a link.
pub fn page(rows: &str) -> String {
    let rows = rows.lines().filter(|line| line.starts_with('|'));
    let sections = rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let [_, name, endpoint, query, request, response, _] = cells[..] else {
            panic!("a row has five cells: {row}");
        };
        section(name, endpoint, query, request, response)
    });
    "# `TestAPI` Class\n".to_owned() + &sections.collect::<String>()
}

fn section(name: &str, endpoint: &str, query: &str, request: &str, response: &str) -> String {
    let pieces = endpoint.split('{').skip(1);
    let path = pieces.filter_map(|piece| Some(piece.split_once('}')?.0));
    let mut items: String = path
        .map(|name| format!("- `{name}` - **(string, required)** \n"))
        .collect();
    for parameter in query.split_whitespace() {
        let name = parameter.trim_matches('`');
        let (name, ty) = match name.strip_suffix("[]") {
            Some(name) => (name, "string[]"),
            None => (name, "string"),
        };
        items += &format!("- `query.{name}` - **({ty}, optional)** \n");
    }
    if !request.is_empty() {
        items += &format!("- `body` - **({}, required)** - \n", written(request));
    }
    let tokens: Vec<_> = response.split_whitespace().collect();
    let answers: String = match tokens[..] {
        [] => "| `204` |  | Done |\n".to_owned(),
        [only] => format!("| `200` | {} | Done |\n", written(only)),
        _ => tokens
            .chunks(2)
            .map(|pair| format!("| `{}` | {} | Done |\n", pair[0], written(pair[1])))
            .collect(),
    };
    let word = name.trim_matches(['«', '»']);
    let section = Section {
        name,
        summary: &format!("Does {word}"),
        deprecated: false,
        description: "",
        endpoint,
        items: &items,
        answers: &answers,
    };
    section.to_string()
}

/// The section of an operation, in the parts that a page gives it.
pub struct Section<'a> {
    /// The name.
    pub name: &'a str,
    /// The prose below the heading.
    pub summary: &'a str,
    /// `true` if the section has the warning of a deprecation.
    pub deprecated: bool,
    /// The part `Description`; empty where there is none.
    pub description: &'a str,
    /// Method and path in backticks.
    pub endpoint: &'a str,
    /// The list of the parameters; empty where there are none.
    pub items: &'a str,
    /// The rows of the answers.
    pub answers: &'a str,
}

impl fmt::Display for Section<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            summary,
            deprecated,
            description,
            endpoint,
            items,
            answers,
        } = self;
        let warning = match deprecated {
            true => {
                "\n> [!WARNING]\n> This method is deprecated and may be removed in the future.\n"
            }
            false => "",
        };
        let description = match *description {
            "" => String::new(),
            text => format!("\n#### Description\n\n{text}\n"),
        };
        let items = match *items {
            "" => "This method does not have any parameters.\n",
            items => items,
        };
        write!(
            f,
            "\n### `{name}`\n\n{summary}\n{warning}{description}\n#### Endpoint\n\n{endpoint}\n\n#### Parameters\n\n{items}\n\
             #### Returns\n\n| HTTP Status Code | Returned type | Description |\n|---|---|---|\n{answers}"
        )
    }
}

/// A type as pages write it: a word, or the name of a definition, in backticks or not.
pub fn written(cell: &str) -> String {
    let ty = cell.split('`').nth(1).unwrap_or(cell);
    let name = ty.trim_end_matches("[]");
    if Word::parse(name).is_some() {
        ty.to_owned()
    } else {
        format!("[{ty}](../{})", file_name(name))
    }
}

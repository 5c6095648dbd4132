//! The generated parts of README.md.
//!
//! Each is between two comments, `<!-- name -->` and `<!-- /name -->`.

use generator::freshness::{Freshness, State};
use generator::report::{Format, differences};
use generator::tree::Tree;

use crate::folder::{EXAMPLE, Folder, definition};
use crate::project;

/// The path of the file in the project.
pub const FILE: &str = "README.md";

/// The definition that the file shows, and the row that a pull request adds.
const DEFINITION: (&str, &str) = ("definitions/order-definition.md", "src/models/order.rs");
const ROW: &str = "| fetched | `boolean` | No | Whether the customer comes for it |\n";

/// The file that sets the bars of the benchmark.
const MEASURES: &str = "tests/bench/src/measures.rs";

/// Returns `text` with its generated parts renewed: the files made of the definition that it shows, the
/// examples that are tests of the crate's documentation, the program that the clients' tests run, and the bars
/// of the benchmark.
pub fn renewed(text: &str) -> String {
    let rows = part(text, "definition");
    let rows = rows.trim_start_matches("```markdown\n");
    let rows = rows.trim_end_matches("```\n");
    let [before, after] = [rows.to_owned(), format!("{rows}{ROW}")];
    let model = &models(&before).files[DEFINITION.1];
    let structure = model.split_inclusive("\n}\n").next().unwrap_or_default();
    let (_, structure) = structure.split_once("\n\n").unwrap_or_default();
    let difference = difference(&before, &after);
    let text = with(text, "excerpt", &fenced("rust", structure));
    let text = with(&text, "difference", &fenced("diff", &difference));
    let text = with(&text, "decoding", &fenced("rust", &documented("wire.rs")));
    let call = project().join("tests/clients/src/call.rs");
    let call = std::fs::read_to_string(call).expect("the clients are there");
    let text = with(&text, "call", &fenced("rust", &call));
    with(&text, "bars", &bars())
}

/// The part of a text between two comments.
pub fn part<'a>(text: &'a str, name: &str) -> &'a str {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (_, rest) = text.split_once(&open).expect("the comment is there");
    rest.split_once(&close).expect("the comment is closed").0
}

fn with(text: &str, name: &str, new: &str) -> String {
    let old = part(text, name);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    text.replacen(
        &format!("{open}{old}{close}"),
        &format!("{open}{new}{close}"),
        1,
    )
}

fn fenced(language: &str, text: &str) -> String {
    format!("```{language}\n{text}```\n")
}

/// The models of the example, with other rows of the definition.
fn models(rows: &str) -> Tree {
    let mut folder = Folder::case(EXAMPLE);
    folder
        .files
        .retain(|(name, _)| name.starts_with("orderline"));
    folder.define("Order", rows).sound().tree
}

/// Returns the diff of a pull request, without the places in the files.
fn difference(before: &str, after: &str) -> String {
    let [old, new] = [before, after].map(|rows| definition("Order", rows));
    let mut states = vec![(DEFINITION.0, State::Stale { old, new })];
    let [old, new] = [before, after].map(|rows| models(rows).files[DEFINITION.1].clone());
    states.push((DEFINITION.1, State::Stale { old, new }));
    let mut text = String::new();
    for (path, state) in states {
        let mut freshness = Freshness::default();
        freshness.files.insert(path.to_owned(), state);
        let shown = differences(&freshness, ".", Format::Human { colour: false });
        let lines = shown.lines().filter(|line| line.starts_with('+'));
        let lines = lines.map(|line| line.replace("+++ b/src", "+++ b/generated/src"));
        text.extend(lines.map(|line| line.replace("+++ b/", " ") + "\n"));
    }
    text
}

/// The example at the top of a file of the runtime.
fn documented(file: &str) -> String {
    let text = std::fs::read_to_string(project().join("generated/src").join(file));
    let text = text.expect("the runtime is there");
    let (_, example) = text.split_once("//! ```\n").expect("there is an example");
    let (example, _) = example.split_once("//! # Ok").expect("it has an end");
    example.replace("//! ", "").replace("//!", "")
}

/// The measures of the benchmark, each with its bar.
fn bars() -> String {
    let source = std::fs::read_to_string(project().join(MEASURES)).expect("there are measures");
    let mut text = "| measure | relative to the derive |\n|---|---|\n".to_owned();
    for measure in source.split("table.add(").skip(1) {
        let name = measure.split('"').nth(1).expect("a measure has a name");
        let (_, bar) = measure.split_once("Bar::").expect("a measure has a bar");
        let (kind, rest) = bar.split_once('(').expect("a bar has a number");
        let (number, _) = rest.split_once(')').expect("a bar has a number");
        let sign = if kind == "AtMost" {
            "at most"
        } else {
            "at least"
        };
        text.push_str(&format!("| {name} | {sign} {number} |\n"));
    }
    text
}

//! Random folders that pass: definitions of every kind of name and type, up to the limits, with
//! overrides on them, and operations that send and return them.

use std::collections::{BTreeMap, BTreeSet};

use generator::overrides;
use generator::scalar::Scalar;
use generator::schema::{FILE_SUFFIX, file_name};

use crate::Generated;
use crate::folder::{Folder, definition};
use crate::numbers::Random;
use crate::pages;

/// Names with a meaning in Rust or in generated code, and names without.
const NAMES: &[&str] = &[
    "Option",
    "String",
    "Vec",
    "Box",
    "Self",
    "Result",
    "Some",
    "None",
    "Ok",
    "Default",
    "Model",
    "Extra",
    "Item",
    "Type",
    "Fn",
    "async",
    "crate",
    "3D",
    "foo-bar",
    "Größe1",
    "URLs",
    "Sized",
    "Clone",
    "PartialEq",
    "Debug",
    "Iterator",
    "From",
    "Into",
    "Drop",
    "Send",
    "Copy",
    "core",
    "std",
    "serde",
    "wire",
    "dates",
    "models",
    "u8",
    "i32",
    "bool",
    "str",
    "char",
    "Value",
    "Map",
    "Number",
    "Shape",
    "Property",
    "BTreeMap",
    "Serialize",
    "Deserialize",
    "Con",
    "Mod",
    "Lib",
    "X",
    "É9",
    "New",
];

const PROPERTIES: &[&str] = &[
    "type",
    "self",
    "Self",
    "crate",
    "extra",
    "new",
    "default",
    "$ref",
    "0",
    "1_2",
    "a\\|b",
    "é1",
    "value",
    "shape",
    "lookup",
    "blank",
    "fields",
    "show",
    "run",
    "to",
    "fmt",
    "name",
    "q\"uote",
    "back\\slash1",
    "{}1",
    "$crate",
    "r#x",
    "🎈1",
    "userIDs",
    "a b",
    "urn:x:2.0:User",
    "async",
    "extra_",
    "SHAPE",
    "definition",
    "match",
    "3DS",
    "gen",
    "union",
    "macro_rules",
    "'a",
    "//1",
];

const DESCRIPTIONS: &[&str] = &[
    "",
    "plain",
    "*/ /* //! /// #![x]",
    "```",
    "\\",
    "\"quoted\" r#\"raw\"#",
    "[x] [a](b) <b> &lt; `c",
    "https://example.org/a_b?c=d.",
    "é日🎈 \u{a0}",
    "\u{a0}",
    "{} {0} $crate",
    "a | b || c \\| d",
    "two\nlines",
    "1. one",
    "- item\u{200b}",
    "#",
    "Date time is represented as an ISO-8601 string. \
     For example: yyyy-MM-ddTHH:mm:ss[.mmm]Z",
    "\u{202e}turned",
];

const ENTRIES: &[&str] = &[
    "\"i32\"",
    "\"i64\"",
    "\"u64[]\"",
    "\"f64\"",
    "\"date-time\"",
    "\"interval[]\"",
    "\"duration\"",
    "\"any\"",
    "\"Words\"",
    "\"Words[]\"",
    "\"map<string>\"",
    "\"map<map<Words?[]>>[]\"",
    "\"N0\"",
    "\"string?[]\"",
    "{ required = true }",
    "{ required = false, reason = \"*/ ``` \\\\ \\\"\" }",
    "{ boxed = true }",
    "{ deprecated = \"use \\\"x\\\" \\\\ */\" }",
    "{ attributes = [\"doc(hidden)\"] }",
    "{ attributes = ['doc(alias = \"x]\")'] }",
    "{ rename = \"renamed\" }",
    "{ rename = \"type\" }",
];

const MODELS: &[&str] = &[
    "{ derives = [\"Eq\"] }",
    "{ deprecated = \"no\" }",
    "{ attributes = [\"must_use\"] }",
    "{ derives = [\"Default\"] }",
    "{ reason = \"``` */\", attributes = [\"doc(hidden)\"] }",
];

/// Generates from a random folder of about `size` definitions. Lines that have a problem are taken out
/// until none has: rows, entries, and where it is the heading, the whole definition.
///
/// # Panics
///
/// Panics if so much has a problem that there is nothing to be learnt.
pub fn folder(seed: u64, size: usize) -> Generated {
    let mut random = Random::new(seed);
    let names: Vec<_> = (0..size).map(name).collect();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for at in 0..size {
        let text = definition(&names[at], &rows(at, &names, &mut random));
        files.insert(file_name(&names[at]), text);
    }
    files.extend(limits());
    let mut entries: String = names
        .iter()
        .flat_map(|name| entries(name, &mut random))
        .collect();
    entries += "enums.Words = [\"\", \"a\", \"3\", \">=\", \"x y\", \"\\u202e1\"]\n";
    let (scalars, on_scalars) = scalars();
    files.insert(file_name("Scalars"), scalars);
    files.insert(overrides::FILE.to_owned(), entries + &on_scalars);
    let operations = rows_of_operations(&names, &mut random);
    files.insert(pages::FILE.to_owned(), pages::page(&operations));
    files.extend([page()]);
    let whole = files.len();
    loop {
        let folder = Folder::from_iter(files.clone());
        let Err(problems) = folder.generate() else {
            assert!(
                files.len() * 10 > whole * 9,
                "{} of {whole} are left",
                files.len()
            );
            return folder.sound();
        };
        let sources = folder.sources();
        let mut wrong: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for problem in problems.errors() {
            let source = sources.get(problem.place.file);
            let line = source.position(problem.place.span.start).line;
            wrong.entry(source.file_name()).or_default().insert(line);
        }
        // A row may only be wrong by an entry on it.
        if wrong.contains_key(overrides::FILE) {
            wrong.retain(|&file, _| file == overrides::FILE);
        }
        for (file, lines) in wrong {
            if file.ends_with(FILE_SUFFIX) && lines.contains(&1) {
                files.remove(file);
            } else if let Some(text) = files.get_mut(file) {
                let kept = (1..)
                    .zip(text.lines())
                    .filter(|(line, _)| !lines.contains(line));
                *text = kept.map(|(_, line)| format!("{line}\n")).collect();
            }
        }
    }
}

fn name(at: usize) -> String {
    let own = |at: usize| format!("N{at}");
    let known = at % 3 == 1;
    NAMES
        .get(at / 3)
        .filter(|_| known)
        .map_or_else(|| own(at), |name| (*name).to_owned())
}

fn rows(at: usize, names: &[String], random: &mut Random) -> String {
    let mut taken = BTreeSet::new();
    let mut rows = String::new();
    for number in 0..random.below(12) {
        let property = match random.below(2) {
            0 => PROPERTIES[random.below(PROPERTIES.len())].to_owned(),
            _ => format!("property{number}"),
        };
        if !taken.insert(property.clone()) {
            continue;
        }
        let lists = match random.below(12) {
            0 => random.below(17),
            1 | 2 => 1,
            _ => 0,
        };
        let required = random.below(3) == 0;
        let word = ["string", "number", "boolean", "object", "Array"][random.below(5)];
        let brackets = "[]".repeat(lists);
        // What is required lies in what requires it: only those before may be.
        let ty = match random.below(3) {
            0 if lists > 0 || !required || at > 0 => {
                let end = if required && lists == 0 {
                    at
                } else {
                    names.len()
                };
                let to = &names[random.below(end)];
                format!("[`{to}{brackets}`]({})", file_name(to))
            }
            _ => format!("`{word}{brackets}`"),
        };
        let flag = if required { "Yes" } else { "No" };
        let description = DESCRIPTIONS[random.below(DESCRIPTIONS.len())];
        rows += &format!("| {property} | {ty} | {flag} | {description} |\n");
    }
    rows
}

fn entries(name: &str, random: &mut Random) -> Vec<String> {
    let mut lines = Vec::new();
    for number in 0..random.below(6) {
        let entry = ENTRIES[random.below(ENTRIES.len())];
        lines.push(format!(
            "definitions.\"{name}\".property{number} = {entry}\n"
        ));
    }
    if random.below(4) == 0 {
        let entry = MODELS[random.below(MODELS.len())];
        lines.push(format!("models.\"{name}\" = {entry}\n"));
    }
    lines
}

/// Returns a definition with every scalar in every position of a type, and the entries that make it so.
fn scalars() -> (String, String) {
    let (mut rows, mut entries) = (String::new(), String::new());
    for (at, scalar) in Scalar::ALL.iter().enumerate() {
        let (word, written) = (scalar.word(), scalar.form().word().text());
        for (name, written, flag, entry) in [
            ("required", written.to_owned(), "Yes", word.to_owned()),
            ("optional", written.to_owned(), "No", word.to_owned()),
            ("list", format!("{written}[]"), "No", format!("{word}[]")),
            ("gaps", format!("{written}[]"), "No", format!("{word}?[]")),
            ("map", "object".to_owned(), "Yes", format!("map<{word}>")),
        ] {
            rows += &format!("| {name}{at} | `{written}` | {flag} | |\n");
            if entry != written {
                entries += &format!("definitions.Scalars.{name}{at} = \"{entry}\"\n");
            }
        }
    }
    (definition("Scalars", &rows), entries)
}

/// A page whose fields are of every kind that one may have.
fn page() -> (String, String) {
    let rows = "\
| entities | `object[][]` | Yes | |
| pageNumber | `number` | Yes | |
| pageCount | `number` | No | |
| nextUri | `string` | Yes | |
";
    (file_name("Page"), definition("Page", rows))
}

/// An operation for each definition, of every kind of name and parameter.
fn rows_of_operations(names: &[String], random: &mut Random) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().chain([&"Page".to_owned()]).enumerate() {
        let parameters: String = PROPERTIES[..random.below(9)]
            .iter()
            .filter(|name| !name.contains(['#', '|', ' ', '{']))
            .map(|name| format!("/{{{name}}}"))
            .collect();
        let method = ["GET", "POST", "DELETE"][at % 3];
        let query = PROPERTIES[random.below(PROPERTIES.len())..].iter();
        let query = query.filter(|name| !name.contains(['|', ' ', '{']));
        let query = query.map(|name| format!("`{name}{}` ", ["", "[]"][name.len() % 2]));
        let query: String = query.collect();
        let link = |name: &str, lists: &str| format!("[`{name}{lists}`]({})", file_name(name));
        let request = ["", "`object`", "`Elsewhere[]`", "`Array`", &link(name, "")]
            [random.below(5)]
        .to_owned();
        let response = match at % 4 {
            1 => String::new(),
            2 => format!(
                "200 {} 3XX `string` default `boolean[][]`",
                link(name, "[]")
            ),
            _ => link(name, ""),
        };
        // The name of a definition, of an item of the prelude, or a new one.
        let own = format!("get-N{at}");
        let is_word = |name: &str| {
            name.chars()
                .all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
        };
        let own = if is_word(name) { name } else { &own };
        text += &format!(
            "| {own} | `{method} /é\"{at}{parameters}:x` | {query}| {request} | {response} |\n"
        );
    }
    text
}

/// A chain of required links as long as it may be, and one as wide.
fn limits() -> Vec<(String, String)> {
    let wide: String = (0..64)
        .map(|at| format!("| w{at} | `string` | No | |\n"))
        .collect();
    let mut files = Vec::new();
    for (prefix, length, more) in [("Deep", 32, ""), ("Wide", 11, &*wide)] {
        for at in 0..length {
            let next = format!("{prefix}{}", at + 1);
            let link = format!("| next | [`{next}`]({}) | Yes | |\n", file_name(&next));
            let link = if at + 1 < length { link } else { String::new() };
            let name = format!("{prefix}{at}");
            files.push((file_name(&name), definition(&name, &(link + more))));
        }
    }
    files
}

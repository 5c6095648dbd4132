//! Claims that hold for any input. Property tests and fuzz targets share them.
//!
//! Each function panics where its claim does not hold; that is how fuzzers want it.

use generator::changes::{self, Audience, Side, Uses};
use generator::diagnostic::{Code, Diagnostics};
use generator::openapi;
use generator::parse;
use generator::report::{Format, problems};
use generator::schema::{Base, Definition, Property, file_name};
use generator::source::Sources;
use generator::tree::{FOLDER, MODULE_FILE, OPERATIONS_FILE, Tree};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use syn::Item;

use crate::Generated;
use crate::folder::{Folder, shown};
use crate::round_trip::{Json, expect};

/// The header row with the columns in their usual order, as far as letters go.
const HEADER: &str = "PropertyTypeRequiredDescription";

/// Parsing `text` as one definition neither panics nor loses anything.
pub fn parse(text: &str) {
    let file = file_of(text);
    let Ok(Generated { schema, .. }) = Folder::default().with(&file, text).generate() else {
        return;
    };
    for definition in &schema.definitions {
        nothing_is_lost(text, definition);
    }
}

/// Reading `text` as a page of operations neither panics nor passes anything over.
pub fn operations(text: &str) {
    let page = Folder::default().with("foo-api.md", text).sources();
    let mut problems = Diagnostics::default();
    parse::operations(&page, &mut problems);
    assert!(
        problems
            .iter()
            .all(|problem| problem.code != Code::UnreadText),
        "{text}"
    );
}

/// The whole line, from files parted by NUL to Rust: it does not panic, what it makes of accepted
/// input is Rust, and it makes the same of it every time, whatever the order of the files.
pub fn line(text: &str) {
    let mut folder = folder_of(text);
    let first = folder.generate();
    folder.files.reverse();
    match (first, folder.generate()) {
        (Ok(first), Ok(second)) => {
            assert!(first.tree == second.tree, "the order of files shows");
            only_models(&first.tree);
        }
        (Err(first), Err(second)) => {
            assert_eq!(first.is_empty(), second.is_empty());
            assert!(!first.is_empty(), "refused without a reason");
        }
        _ => panic!("the order of files decides whether they are accepted"),
    }
}

/// Every file holds just what it should: nothing of a definition's text has become code of its own.
pub fn only_models(tree: &Tree) {
    for (path, text) in &tree.files {
        let Ok(file) = syn::parse_file(text) else {
            panic!("{path} is no Rust:\n{text}");
        };
        let sound = match file.items.as_slice() {
            items if path == MODULE_FILE => items.iter().all(|item| {
                matches!(item, Item::Mod(module) if module.content.is_none())
                    || matches!(item, Item::Use(_))
            }),
            items if path == OPERATIONS_FILE => {
                items.iter().all(|item| matches!(item, Item::Macro(_)))
            }
            [Item::Struct(_), Item::Macro(_)]
            | [Item::Struct(_), Item::Impl(_), Item::Macro(_)] => true,
            [Item::Macro(_) | Item::Type(_)] => true,
            _ => false,
        };
        assert!(sound, "{path} holds more than a model:\n{text}");
        let laid_out = file.items.into_iter().filter_map(laid_out);
        for item in laid_out.filter(|_| path.starts_with(FOLDER)) {
            assert!(
                text.contains(&item),
                "{path} is laid out otherwise:\n{text}\nthan\n{item}"
            );
        }
    }
}

/// An item as prettyplease prints it, but for macros, which have lines of our own.
fn laid_out(item: Item) -> Option<String> {
    let items = vec![item];
    let printed = |items| {
        let (shebang, frontmatter, attrs) = Default::default();
        prettyplease::unparse(&syn::File {
            shebang,
            frontmatter,
            attrs,
            items,
        })
    };
    (!matches!(items[0], Item::Macro(_))).then(|| printed(items))
}

/// Every problem of the files parted by NUL can be shown.
pub fn report(text: &str) {
    let sources = folder_of(text).sources();
    if let Err(found) = generator::generate(&sources) {
        assert!(!found.is_empty());
        all_shown(&found, &sources);
    }
}

/// Any text as the publisher's document: it is read or refused, what is written of it becomes Rust or problems,
/// and neither those nor the changes from nothing to it are a command where they are printed.
pub fn document(text: &str) {
    let mut sources = Sources::default();
    let file = sources.add("swagger.json", text);
    let mut problems = Diagnostics::default();
    let document = openapi::read(&sources, file, &mut problems);
    let markdown = document.map(|document| openapi::markdown(&document, &mut problems));
    all_shown(&problems, &sources);
    let Some(markdown) = markdown else {
        assert!(!problems.is_empty(), "refused without a reason");
        return;
    };
    let sources = markdown.sources("definitions");
    let nothing = Sources::default();
    match (generator::decide(&sources), generator::decide(&nothing)) {
        (Ok(decided), Ok(none)) => {
            only_models(&generator::render::render(&decided.model));
            let sides = [(&nothing, &none), (&sources, &decided)];
            for [before, after] in [[sides[0], sides[1]], [sides[1], sides[0]]] {
                let side = |(sources, decided)| Side::new(sources, decided);
                let changes = changes::compare(side(before), side(after));
                for audience in AUDIENCES {
                    no_command(&changes::report(&changes, audience, None));
                }
            }
        }
        (decided, _) => all_shown(&decided.err().unwrap_or_default(), &sources),
    }
}

/// Any text as a consumer's source: it is read without panic, and to its end.
pub fn consumer(text: &str) {
    let mut uses = Uses::default();
    uses.add("main.rs", &format!("{text}\n*/ \" '\"# last"));
    assert!(uses.invalid.len() < 2);
}

/// Readers of the changes.
const AUDIENCES: [Audience; 7] = [
    Audience::Terminal,
    Audience::Reviewer,
    Audience::Comment,
    Audience::Entries,
    Audience::Changelog,
    Audience::Program,
    Audience::Annotations,
];

/// Every problem is shown in every format, and none is a command.
fn all_shown(found: &Diagnostics, sources: &Sources) {
    for format in [
        Format::Human { colour: false },
        Format::Json,
        Format::Github,
    ] {
        let shown = problems(found, sources, format);
        assert_eq!(shown.is_empty(), found.is_empty());
        no_command(&shown);
    }
}

/// No line is a command to a terminal, nor one to a workflow but an annotation.
pub fn no_command(text: &str) {
    for line in text.split('\n') {
        let unseen = line.chars().find(|letter| {
            letter.is_control() && *letter != '\t' || ('\u{202a}'..='\u{202e}').contains(letter)
        });
        assert_eq!(unseen, None, "{line:?}");
        assert!(!line.contains("##["), "{line:?}");
        let command = line.trim_start().strip_prefix("::");
        let command = command.filter(|rest| rest.starts_with(char::is_alphabetic));
        let levels = [
            "error file=",
            "warning file=",
            "notice file=",
            "notice title=",
        ];
        let is_annotation = |command: &str| {
            line.starts_with("::") && levels.iter().any(|it| command.starts_with(it))
        };
        assert!(command.is_none_or(is_annotation), "{line:?}");
    }
}

/// Checks overrides for the definitions of the case `overrides`, which have properties of every kind:
/// no panic, and what is accepted becomes Rust.
pub fn overrides(text: &str) {
    let mut folder = Folder::case("overrides");
    folder
        .files
        .retain(|(name, _)| name != generator::overrides::FILE);
    let folder = folder.overrides(text);
    match folder.generate() {
        Ok(Generated { tree, .. }) => only_models(&tree),
        Err(problems) => assert!(!shown(&problems, &folder.sources()).is_empty()),
    }
}

/// Any JSON, read as a model: what strict decoding takes comes back as it went in; so does every object
/// by way of `L`, which is the model's `Lenient`, and both send the same.
pub fn decode<T: DeserializeOwned + Serialize, L: DeserializeOwned + Serialize>(text: &str) {
    let strict = serde_json::from_str::<T>(text);
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        assert!(strict.is_err(), "invalid JSON was taken: {text}");
        return;
    };
    let wanted = Json::parse(text);
    let comes_back =
        |sent: &str| expect(sent, &wanted).unwrap_or_else(|why| panic!("{text} {why}"));
    if let Ok(strict) = &strict {
        comes_back(&serde_json::to_string(strict).expect("a model encodes"));
    }
    match serde_json::from_str::<L>(text) {
        Ok(lenient) => comes_back(&serde_json::to_string(&lenient).expect("a model encodes")),
        Err(error) => assert!(!value.is_object(), "{text}: {error}"),
    }
}

/// The definitions that NUL parts.
fn folder_of(text: &str) -> Folder {
    text.split('\0').map(|text| (file_of(text), text)).collect()
}

/// The name of the file that a definition belongs into, so that a wrong name hides no other finding.
fn file_of(text: &str) -> String {
    let name = text.split('`').nth(1).unwrap_or("foo");
    file_name(&name.replace(['/', '\n'], ""))
}

/// The letters and digits of an accepted definition are, one after the other, those of its heading,
/// prose and table; what follows them is the footer. Anything that the parser passed over would be
/// missing here, because this reads the text without it.
pub fn nothing_is_lost(text: &str, definition: &Definition) {
    let found = letters(text);
    let mut expected =
        letters(&definition.name.value) + "Definition" + &letters(&definition.description);
    let columns = found
        .strip_prefix(&expected)
        .expect("the definition begins with its name and prose");
    if !columns.starts_with(HEADER) {
        return; // Columns in another order: rows cannot be compared as a run of letters.
    }
    expected.push_str(HEADER);
    definition
        .properties
        .iter()
        .for_each(|property| expected.push_str(&row(property)));
    let footer = found
        .strip_prefix(&expected)
        .expect("the table is what was read of it");
    let rest = footer.strip_prefix("Thisfilewas");
    let rest = rest.map(|rest| rest.strip_prefix("automatically").unwrap_or(rest));
    let rest = rest.and_then(|rest| rest.strip_prefix("generated"));
    let is_whole = rest.is_some_and(|rest| rest.starts_with("on") || rest.starts_with("by"));
    assert!(footer.is_empty() || is_whole, "lost: {footer}");
}

fn row(property: &Property) -> String {
    let ty = property.ty.value.to_string();
    let target = match &property.ty.value.base {
        Base::Link(name) => file_name(name),
        Base::Word(_) | Base::Unlinked(_) => String::new(),
    };
    let required = if property.required.value { "Yes" } else { "No" };
    letters(&format!(
        "{}{ty}{target}{required}{}",
        property.name.value, property.description
    ))
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

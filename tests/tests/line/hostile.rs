//! Definitions come from outside: no input panics, loops, overflows the stack, takes memory out of
//! proportion, or gets out of the place where it is shown.

use generator::diagnostic::Code;
use generator::schema::file_name;
use generator::tree::OPERATIONS_FILE;
use tests::folder::{Folder, HEADER, definition};

fn foo(rows: &str) -> String {
    definition("Foo", rows)
}

/// The codes of the problems with one definition, or nothing where it is accepted.
fn codes(text: &str) -> Vec<Code> {
    match Folder::default().with("foo-definition.md", text).generate() {
        Ok(generated) => {
            tests::claims::only_models(&generated.tree);
            Vec::new()
        }
        Err(problems) => problems.iter().map(|problem| problem.code).collect(),
    }
}

#[test]
fn a_file_of_fifty_megabytes() {
    let long = "a very long description ".repeat(2_200_000);
    let text = foo(&format!("| a | `string` | No | {long} |\n"));
    let folder = Folder::default().with("foo-definition.md", &text);
    assert!(generator::decide(&folder.sources()).is_ok());
}

/// Two hundred thousand, or fewer for those in a hurry.
const MANY: usize = tests::tries(200_000) as usize;

#[test]
fn a_table_of_very_many_rows() {
    let rows = |count: usize| -> String {
        (0..count)
            .map(|row| format!("| p{row} | `string` | No | |\n"))
            .collect()
    };
    assert_eq!(codes(&foo(&rows(MANY))), [Code::LargeModel]);
    assert_eq!(codes(&foo(&rows(4_000))), []);
}

#[test]
fn very_many_problems_in_one_table() {
    let rows: String = (0..MANY)
        .map(|row| format!("| p{row} | `strng` | No | |\n"))
        .collect();
    assert_eq!(codes(&foo(&rows)).len(), MANY);
    assert_eq!(codes(&foo(&"| a |\n".repeat(MANY))).len(), MANY);
    assert_eq!(codes(&foo(&"|---|---|---|---|\n".repeat(MANY))).len(), MANY);
}

#[test]
fn ten_thousand_brackets_of_every_kind() {
    for bracket in [
        "[", "]", "(", "<", "`", "*", "_", ">", "![", "- ", "1. ", "&", "\\", "|", "#", "~", "{",
        "/*", "*/",
    ] {
        let many = bracket.repeat(10_000);
        assert_eq!(
            codes(&foo(&format!("| a | `string` | No | x{many} |\n"))),
            [],
            "{bracket} in a description"
        );
        codes(&many);
        codes(&format!("# `Foo` Definition\n\nx{many}\n\n{HEADER}"));
        codes(&foo(&format!(
            "| {many} | `string` | No | |\n| a | {many} | No | |\n| a | `{many}` | {many} | |\n"
        )));
        codes(&foo(&format!("\n{many}\n")));
    }
}

#[test]
fn addresses_that_go_on_and_on() {
    for address in [
        format!("http://x{}", ")".repeat(500_000)),
        "ahttp://".repeat(100_000),
        "http://".repeat(100_000),
        format!("`{}", "http://x.y ".repeat(50_000)),
    ] {
        assert_eq!(
            codes(&foo(&format!("| a | `string` | No | {address} |\n"))),
            []
        );
    }
}

#[test]
fn a_circle_through_five_thousand_definitions() {
    let name = |index: usize| format!("N{}", index % 5_000);
    let folder = (0..5_000).fold(Folder::default(), |folder, index| {
        let next = name(index + 1);
        let file = file_name(&next);
        folder.define(
            &name(index),
            &format!("| next | [`{next}`]({file}) | Yes | |\n"),
        )
    });
    let problems: Vec<_> = folder.problems().iter().cloned().collect();
    let [problem] = &*problems else {
        panic!("{problems:?}");
    };
    assert_eq!(problem.code, Code::RequiredCycle);
    let end = "`N7` → … 4992 more → `N0`";
    assert!(problem.message.ends_with(end), "{}", problem.message);
}

#[test]
fn every_definition_requires_every_other() {
    let link = |other| format!("| p{other} | [`N{other}`](n{other}-definition.md) | Yes | |\n");
    let count = tests::tries(300);
    let rows: String = (0..count).map(link).collect();
    let folder = (0..count).fold(Folder::default(), |folder, index| {
        folder.define(&format!("N{index}"), &rows)
    });
    let problems = folder.problems();
    assert!(
        problems.len() <= count as usize,
        "{} problems of {count} definitions",
        problems.len()
    );
}

#[test]
fn nothing_gets_out_of_a_comment_a_literal_or_an_identifier() {
    for text in [
        "*/ fn main() {} /*",
        "\" fn main() {} \"",
        "\"# fn main() {} r#\"",
        "\\\" \\n \\u{0} \u{0} \u{7f}",
        "a\u{2028}fn main() {}\u{2029}b\u{85}c\u{b}d\u{c}e",
        "\u{202e}\u{2066}\u{200b}",
        "```\nfn main() {}\n```",
        "!\\[doc\\] #![feature]",
        "}} pub struct Bar {{",
        "$crate::wire! {}",
    ] {
        codes(&foo(&format!("| a | `string` | No | {text} |\n")));
        codes(&foo(&format!("| a{text} | `string` | No | |\n")));
        codes(&format!("# `Foo` Definition\n\nx {text}\n\n{HEADER}"));
        codes(&foo(&format!(
            "| a | `{text}` | {text} | |\n| b | [`{text}`]({text}) | No | |\n"
        )));
    }
}

/// Clippy takes a constructor that is called like its type for a slip.
#[test]
fn what_is_called_new_is_allowed_to_be() {
    let page = tests::pages::page("| new | `POST /new` | | | `New` |\n");
    let folder = Folder::default().define("New", "| a | `string` | Yes | |\n");
    let files = folder.with(tests::pages::FILE, page).sound().tree.files;
    for path in ["src/models/new.rs", OPERATIONS_FILE] {
        let text = &files[path];
        assert!(
            text.contains("allow(clippy::self_named_constructors"),
            "{text}"
        );
    }
}

#[test]
fn no_name_leads_out_of_the_folder() {
    for name in [
        "../../evil",
        "/etc/passwd",
        "..",
        "a/b",
        "C:\\x",
        "~",
        "con",
        "nul",
    ] {
        let Ok(generated) = Folder::default().define(name, "").generate() else {
            continue;
        };
        for path in generated
            .tree
            .files
            .keys()
            .filter(|path| *path != OPERATIONS_FILE)
        {
            let rest = path
                .strip_prefix("src/models")
                .expect("the path is in its folder");
            assert!(
                !rest.contains("..") && rest.matches('/').count() <= 1,
                "{name} becomes {path}"
            );
        }
    }
}

/// Generates one definition with overrides; it must not panic.
fn with_overrides(overrides: &str) {
    let rows = "| a | `string` | No | |\n| b | `number` | Yes | |\n";
    let folder = Folder::default().define("Foo", rows);
    if let Ok(generated) = folder.overrides(overrides).generate() {
        for (path, text) in &generated.tree.files {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust:\n{text}");
        }
    }
}

#[test]
fn overrides_that_are_deep_or_long() {
    let many = tests::tries(100_000) as usize;
    with_overrides(&format!("a = {}", "[".repeat(many)));
    with_overrides(&format!("a = {}{}", "[".repeat(60), "]".repeat(60)));
    with_overrides(&format!("a = {}", "{ b = ".repeat(many)));
    with_overrides(&format!("{}a = 1", "a.".repeat(many)));
    with_overrides(&format!("[definitions{}]", ".a".repeat(many)));
    with_overrides(&format!(
        "[definitions.Foo]\na = \"{}string\"",
        "map<".repeat(many)
    ));
    with_overrides(&format!(
        "[definitions.Foo]\na = \"string{}\"",
        "[]".repeat(many)
    ));
    with_overrides(&format!(
        "[definitions.Foo]\na = {{ attributes = [\"{}\"] }}",
        "a(".repeat(many)
    ));
    with_overrides(&format!(
        "[definitions.Foo]\na = {{ attributes = [\"doc = {}1{}\"] }}",
        "(".repeat(many),
        ")".repeat(many)
    ));
    with_overrides(&format!(
        "[models]\nFoo = {{ derives = [\"{}A\"] }}",
        "a::".repeat(many)
    ));
}

#[test]
fn overrides_with_letters_changed() {
    const TEXT: &str = include_str!("../../cases/overrides/definitions/overrides.toml");
    const LETTERS: [&str; 12] = [
        "\"", "'", "[", "]", "{", "}", "<", "\n", ".", "=", "é", "\\",
    ];
    let bytes: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
    let step = bytes.len().div_ceil(tests::tries(10_000) as usize);
    for (turn, &at) in bytes.iter().step_by(step).enumerate() {
        let after = &TEXT[at..];
        let next = after.chars().next().map_or(0, char::len_utf8);
        let letter = LETTERS[turn % LETTERS.len()];
        with_overrides(&format!("{}{letter}{}", &TEXT[..at], &after[next..]));
        with_overrides(&TEXT[..at]);
    }
}

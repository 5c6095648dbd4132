//! Every text of others that reaches documentation is shown there as it is: it makes no code block, which
//! `cargo test` would run, no heading, and no link but those to addresses and to models.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use tests::Generated;
use tests::folder::{Folder, HEADER, PAGE};
use tests::numbers::Random;
use tests::tries;

/// Texts that are markup, code or attributes where they are not escaped.
const HOSTILE: [&str; 22] = [
    "``\nstd::fs::write(\"evil\", \"\").unwrap();\n```\n",
    "```\nlet evil = 1;\n```",
    "~~~\nlet evil = 1;\n~~~",
    "a\n\n    let evil = 1;",
    "\tlet evil = 1;",
    "`",
    "``",
    "a`b",
    " a ",
    "",
    "# evil",
    "evil\n====",
    "[evil](https://evil.example)",
    "[evil]: https://evil.example",
    "[`String`]",
    "![evil](x.png)",
    "<b>evil</b> <!-- ",
    "- evil\n1. evil",
    "> evil",
    "a\r\nb\u{0}\u{202e}\u{2028}c\\",
    "*/ \"#] pub mod evil {} /*",
    "| a | b |\n|---|---|",
];

/// The folder with a text wherever one of others reaches documentation.
fn folder(text: &str) -> Folder {
    let line = text.replace(['\n', '\r'], " ").replace('|', "\\|");
    let rows = format!(
        "| a | `string` | No | {line} |\n| b | `string` | Yes | |\n| c | `number` | No | {line} |\n\
         | d | `string` | No | |\n"
    );
    let quoted = toml(text);
    let overrides = format!(
        "[enums]\nWord = {{ values = [\"a\", {quoted}], description = {quoted}, reason = {quoted}, names = {{ {quoted} = \"ODD\" }} }}\n\n\
         [definitions.Foo]\na = {{ type = \"Word\", reason = {quoted}, deprecated = {quoted} }}\n\
         b = {{ required = false, reason = {quoted} }}\n\n\
         [models]\nFoo = {{ reason = {quoted}, deprecated = {quoted} }}\n"
    );
    let facts = format!(
        "[enums]\nFound = {{ values = [\"b\", {quoted}], description = {quoted} }}\n\n[definitions.Foo]\nd = \"Found\"\n"
    );
    let page = PAGE
        .replace("Get a foo\n", &format!("Get {line}\n"))
        .replace("Any | text, as", &line)
        .replace("a foo\n", &format!("{line}\n"))
        .replace("A version", &line)
        .replace("This method is deprecated.", &format!("Evil {line}."));
    Folder::default()
        .with(
            "foo-definition.md",
            format!("# `Foo` Definition\n\n{text}\n\n{HEADER}{rows}"),
        )
        .define("ErrorBody", "")
        .overrides(overrides)
        .facts(facts)
        .with("foo-api.md", page)
}

/// A text of TOML, which escapes as JSON does.
fn toml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Every documentation in the tokens, one text for each run of attributes, and every note of a deprecation.
fn documentation(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens = Vec::from_iter(tokens);
    let mut lines: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match (token, tokens.get(at)) {
            (TokenTree::Punct(sign), Some(TokenTree::Group(group))) if sign.as_char() == '#' => {
                at += 1;
                match attribute(group) {
                    Some((name, text)) if name == "doc" => lines.push(text),
                    Some((name, text)) if name == "deprecated" => found.push(text),
                    _ => {}
                }
                continue;
            }
            (TokenTree::Ident(name), Some(TokenTree::Punct(sign)))
                if name == "open_enum" && sign.as_char() == '!' =>
            {
                if let Some(TokenTree::Group(group)) = tokens.get(at + 1) {
                    constants(group, found);
                }
            }
            _ => {}
        }
        found.extend(Some(std::mem::take(&mut lines).join("\n")).filter(|text| !text.is_empty()));
        if let TokenTree::Group(group) = token {
            documentation(group.stream(), found);
        }
    }
}

/// The name and text of `[name = "text"]`.
fn attribute(group: &Group) -> Option<(String, String)> {
    match &Vec::from_iter(group.stream())[..] {
        [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Literal(text),
        ] => {
            let text: syn::LitStr = syn::parse_str(&text.to_string()).ok()?;
            Some((name.to_string(), text.value()))
        }
        _ => None,
    }
}

/// Collects the constants that the macro documents because the enum does not.
fn constants(block: &Group, found: &mut Vec<String>) {
    let inner = block.stream().into_iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    });
    let tokens: Vec<_> = inner.into_iter().flat_map(|group| group.stream()).collect();
    if tokens
        .iter()
        .any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '#'))
    {
        return;
    }
    for token in tokens {
        if let TokenTree::Literal(text) = token
            && let Ok(text) = syn::parse_str::<syn::LitStr>(&text.to_string())
        {
            found.push(format!("`{}`", text.value()));
        }
    }
}

/// Asserts that the documentation of everything generated is text, and returns how many texts there are.
#[track_caller]
fn check(generated: &Generated) -> usize {
    tests::claims::only_models(&generated.tree);
    let mut found = Vec::new();
    for text in generated.tree.files.values() {
        let tokens = text.parse().expect("it is Rust");
        documentation(tokens, &mut found);
    }
    for text in &found {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(text, options) {
            let is_text = match &event {
                Event::Start(Tag::Paragraph)
                | Event::End(_)
                | Event::Text(_)
                | Event::Code(_)
                | Event::SoftBreak
                | Event::HardBreak => true,
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => match link_type {
                    LinkType::Autolink => dest_url.starts_with("http"),
                    _ => dest_url.starts_with("super::") || dest_url.starts_with("crate::"),
                },
                _ => false,
            };
            assert!(is_text, "{event:?} in {text:?}");
        }
    }
    found.len()
}

#[test]
fn no_text_of_others_is_more_than_text() {
    assert!(check(&folder("plain").sound()) > 12);
    let mut accepted = 0;
    for text in HOSTILE {
        if let Ok(generated) = folder(text).generate() {
            assert!(check(&generated) > 12, "{text:?}");
            accepted += 1;
        }
    }
    assert!(accepted >= 12, "{accepted} of {}", HOSTILE.len());
}

#[test]
fn no_mixture_of_markup_is_more_than_text() {
    const PARTS: [&str; 24] = [
        "`",
        "``",
        "```",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "a",
        " ",
        "#",
        "-",
        "1.",
        "[",
        "](",
        ")",
        "<b>",
        ">",
        "*",
        "_",
        "~~~",
        "\\",
        "|",
        "&lt;",
        "https://x.yz",
    ];
    let mut random = Random::new(1);
    for _ in 0..tries(1_000) {
        let parts = (0..7).map(|_| PARTS[random.below(PARTS.len())]);
        let text: String = parts.collect();
        let rows = "| a | `string` | No | |\n";
        let quoted = toml(&text);
        let overrides = format!(
            "[enums]\nWord = {{ values = [\"a\", {quoted}], names = {{ {quoted} = \"ODD\" }}, description = {quoted} }}\n\
             [definitions.Foo]\na = {{ type = \"Word\", reason = {quoted}, deprecated = {quoted} }}\n"
        );
        if let Ok(generated) = Folder::default()
            .define("Foo", rows)
            .overrides(overrides)
            .generate()
        {
            check(&generated);
        }
    }
}

/// rustdoc itself finds the same tests, whatever others write.
#[cfg(feature = "thorough")]
#[test]
fn rustdoc_finds_no_test_but_those_of_the_runtime() {
    use tests::corpus::Copy;

    let folder_of_copy = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("documented");
    let copy = Copy::new(&folder_of_copy).expect("the crate can be copied");
    let listed = |text: &str| {
        let tree = folder(text).sound().tree;
        generator::write::write(&copy.out(), &tree).expect("the models can be written");
        let arguments = [
            "test",
            "--quiet",
            "--doc",
            "--features",
            "operations",
            "--",
            "--list",
        ];
        let run = copy
            .cargo(&arguments, "")
            .output()
            .expect("cargo can be run");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{text:?}: {stderr}");
        String::from_utf8_lossy(&run.stdout).into_owned()
    };
    let plain = listed("plain");
    assert!(plain.contains(": test"), "{plain}");
    for text in HOSTILE
        .iter()
        .filter(|text| text.contains("evil") && folder(text).generate().is_ok())
    {
        assert_eq!(listed(text), plain, "{text:?}");
    }
}

#[test]
fn the_line_of_a_type_in_lists_distinguishes_it_from_others() {
    let folder = Folder::default()
        .define("Foo", "| bar | [`Bar`](bar-definition.md) | No | |\n")
        .define(
            "Bar",
            "| kind | `string` | No | |\n| level | `number` | No | |\n",
        )
        .define("ErrorBody", "| code | `string` | No | |\n")
        .define("Own", "| a | `string` | No | |\n")
        .define("Any", "")
        .with("foo-api.md", PAGE)
        .facts(
            "[enums]\nKind = [\"a`b\", \"chat\", \"voice\"]\nLevel = [1, 2, 3, 4]\n\n\
             [definitions]\nBar.kind = \"Kind\"\nBar.level = \"Level\"\n",
        );
    let files = folder.sound().tree.files;
    let line = |stem: &str| {
        let text = &files[&format!("src/models/{stem}.rs")];
        let line = text
            .lines()
            .find_map(|line| line.trim_start().strip_prefix("/// "));
        line.expect("it is documented").to_owned()
    };
    for (stem, expected) in [
        (
            "foo",
            "Request of `GET /foo/{fooId}`. Response of `GET /foo/{fooId}`.",
        ),
        ("bar", "Part of [`Foo`](super::Foo)."),
        ("own", "`Own` (the API gives no description)."),
        ("any", "Any JSON: the definition has no properties."),
        ("kind", "A string such as `chat` or `voice`."),
        ("level", "An integer such as `1`, `2` or `3`."),
    ] {
        assert_eq!(line(stem), expected);
    }
}

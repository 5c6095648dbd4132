//! The front door shows what is there.

use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn sections_that_follow_from_the_definitions_are_fresh() {
    let text = read("README.md");
    for opening in [
        "<!-- excerpt -->\n```rust\n",
        "<!-- graph -->\n```mermaid\n",
    ] {
        assert!(text.contains(opening), "{opening}");
    }
    assert!(
        tests::readme::renewed(&text) == text,
        "README.md is out of date: run `cargo xtask bless`"
    );
}

#[test]
fn the_example_of_overrides_is_accepted() {
    let text = read("README.md");
    let example = text
        .split_once("<!-- overrides -->\n```toml\n")
        .and_then(|(_, rest)| rest.split_once("```\n<!-- /overrides -->"));
    let (example, _) = example.expect("README.md has an example of overrides");
    let definitions = tests::definitions().into_iter();
    let mut files: Vec<_> = definitions
        .filter_map(|(path, text)| Some((path.rsplit('/').next()?.to_owned(), text)))
        .filter(|(name, _)| name.ends_with(".md"))
        .collect();
    files.push(("overrides.toml".to_owned(), example.to_owned()));
    accepted(&files);
}

/// The help of `cargo xtask overrides` shows an entry of every kind.
#[test]
fn the_entries_that_help_shows_are_accepted() {
    let rows = [
        "id | `string`",
        "size | `number`",
        "weights | `number[]`",
        "mediaType | `string`",
        "sign | `string`",
        "opened | `string`",
        "closed | `string`",
        "counts | `object`",
        "config | [`Depot`](depot-definition.md)",
        "type | `string`",
        "oldName | `string`",
    ];
    let day = "Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";
    let define = |name: &str, rows: &[&str]| {
        let rows: String = rows
            .iter()
            .map(|row| {
                format!(
                    "| {row} | No | {} |\n",
                    if row.starts_with("closed") { day } else { "" }
                )
            })
            .collect();
        let text = format!(
            "# `{name}` Definition\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n{rows}"
        );
        (format!("{}-definition.md", name.to_lowercase()), text)
    };
    let overrides = read("xtask/src/cli/overrides.toml");
    let files = [
        define("Queue", &rows),
        define("Depot", &["size | `number`"]),
        ("overrides.toml".to_owned(), overrides),
    ];
    accepted(&files);
}

#[track_caller]
fn accepted(files: &[(String, String)]) {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let problems = tests::generate(&files).err().into_iter().flatten();
    let messages: Vec<_> = problems.map(|problem| problem.message).collect();
    assert!(messages.is_empty(), "{messages:#?}");
}

#[test]
fn every_link_leads_to_a_file() {
    for page in ["README.md", "CONTRIBUTING.md"] {
        let text = read(page);
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for target in
            targets.filter(|target| !target.starts_with("http") && !target.starts_with('#'))
        {
            let path = target.split('#').next().unwrap_or(target);
            assert!(
                project(path).exists(),
                "{page} leads to {target}, which is not there"
            );
        }
    }
}

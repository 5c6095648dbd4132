//! The front door shows what is there.

use tests::expected::project;
use tests::folder::{Folder, shown};
use tests::pages;

fn read(path: &str) -> String {
    std::fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_problem_that_is_shown_is_shown_like_this() {
    let text = read("README.md");
    let (_, rest) = text
        .split_once("```text\n")
        .expect("README.md shows a problem");
    let (problem, _) = rest.split_once("```").expect("the block ends");
    let (_, row) = problem.split_once("6 | ").expect("it shows a row");
    let (row, _) = row.split_once('\n').expect("the line ends");
    let folder = Folder::default().define("Queue", &format!("| id | `string` | No | |\n{row}\n"));
    assert!(shown(&folder.problems(), &folder.sources()).contains(problem));
}

/// What a fence may be of; `readme.rs` of the commands' tests types the consoles, writes the TOML and
/// runs the Rust, and what the code says is expected text.
#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    let text = read("README.md");
    let fences = text.lines().filter_map(|line| line.strip_prefix("```"));
    let known = ["console", "diff", "markdown", "rust", "text", "toml"];
    let opening = fences.step_by(2);
    let unknown: Vec<_> = opening.filter(|fence| !known.contains(fence)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert_eq!(text.matches("```text").count(), 1);
    assert_eq!(text.matches("```rust").count(), 4);
}

#[test]
fn the_oldest_toolchains_are_those_that_the_manifests_name() {
    for manifest in ["Cargo.toml", "generated/Cargo.toml"] {
        let text = read(manifest);
        let line = text.lines().find(|line| line.starts_with("rust-version"));
        let version = line
            .and_then(|line| line.split('"').nth(1))
            .expect("it names one");
        for page in ["README.md", ".github/workflows/ci.yml"] {
            assert!(
                read(page).contains(version),
                "{page} does not name {version}"
            );
        }
    }
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
        "level | `number`",
        "status | `string`",
        "counts | `object`",
        "labels | `object`",
        "config | [`Depot`](depot-definition.md)",
        "type | `string`",
        "oldName | `string`",
    ];
    let day = "Dates are represented as an ISO-8601 string. For example: yyyy-MM-dd";
    let row = |row: &&str| {
        let description = if row.starts_with("closed") { day } else { "" };
        format!("| {row} | No | {description} |\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let folder = Folder::default().define("Queue", &rows);
    let folder = folder.define(
        "Depot",
        "| size | `number` | No | |\n| owner | [`Queue`](queue-definition.md) | No | |\n",
    );
    let required = "| id | `string` | Yes | |\n";
    let folder = folder.define("ConversationPart", required);
    let folder = folder.define("ConversationQuery", required);
    let folder = folder.define("Answer", "| form | [`Form`](form-definition.md) | No | |\n");
    let folder = folder.define("Form", "| size | `number` | No | |\n");
    let operations = "\
                      | getAnswer | `GET /answer` | | | [`Answer`](answer-definition.md) |\n";
    folder
        .with(pages::FILE, pages::page(operations))
        .facts("[enums]\nStatus = [\"open\"]\n[definitions]\nQueue.status = \"Status\"\n")
        .overrides(read("xtask/src/cli/overrides.toml"))
        .sound();
}

/// What GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || " -_".contains(*letter);
    let text: String = heading.trim().chars().filter(kept).collect();
    text.to_lowercase().replace(' ', "-")
}

/// The anchors of a page.
fn anchors(text: &str) -> Vec<String> {
    let mut fenced = false;
    let outside = text.lines().filter(|line| {
        fenced ^= line.trim_start().starts_with("```");
        !fenced
    });
    let headings = outside.filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "generated/README.md",
    ] {
        let text = read(page);
        let links = text.split("](").skip(1);
        let links = links.filter_map(|rest| rest.split(')').next());
        for link in
            links.filter(|link| !link.starts_with("http") && !link.ends_with("-definition.md"))
        {
            let (path, part) = link.split_once('#').unwrap_or((link, ""));
            let own = path.starts_with("definitions/") || path.starts_with("generated/src/models");
            assert!(
                !own,
                "{page} leads to {link}, which other definitions do away with"
            );
            let path = if path.is_empty() { page } else { path };
            assert!(
                project().join(path).exists(),
                "{page} leads to {link}, which is not there"
            );
            let found = part.is_empty() || anchors(&read(path)).contains(&part.to_owned());
            assert!(
                found,
                "{page} leads to {link}, and {path} has no such heading"
            );
        }
    }
}

//! The front door shows what is there.

use tests::folder::{Folder, shown};
use tests::project;

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

/// The kinds of fences. `readme.rs` of the commands' tests types the consoles, writes the TOML and runs
/// the Rust; the output of the code is expected text.
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

/// Returns the keys that a parser lists if the entry has an unknown one.
fn keys(entry: &str) -> Vec<String> {
    let problems = Folder::default().overrides(entry).problems();
    let help = problems
        .iter()
        .find_map(|it| it.help.split_once(" can have "));
    let (_, keys) = help.expect("an unknown key is a problem");
    let keys = keys.split(", ").map(|key| key.trim_matches('`').to_owned());
    keys.collect()
}

/// The case `help` takes the entries in: a golden text shows what each does.
#[test]
fn the_help_of_overrides_shows_every_key() {
    let help = read("xtask/src/cli/overrides.toml");
    Folder::case("help").sound();
    for section in [
        "[properties]",
        "[models]",
        "[enums]",
        "[operations.\"GET /a\"]",
    ] {
        for key in keys(&format!("{section}\nfoo = {{ unheardof = true }}\n")) {
            let shown = |line: &str| line.contains(&format!("{key} = "));
            assert!(help.lines().any(shown), "{section} does not show `{key}`");
        }
    }
}

/// Returns the anchor that GitHub makes of a heading.
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
        "generator/ARCHITECTURE.md",
        "generator/REVIEWING.md",
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
            let folder = page.rsplit_once('/').map_or(".", |(folder, _)| folder);
            let path = match path {
                "" => page.to_owned(),
                path => format!("{folder}/{path}"),
            };
            assert!(
                project().join(&path).exists(),
                "{page} leads to {link}, which is not there"
            );
            let found = part.is_empty() || anchors(&read(&path)).contains(&part.to_owned());
            assert!(
                found,
                "{page} leads to {link}, and {path} has no such heading"
            );
        }
    }
}

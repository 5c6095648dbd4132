//! The front door shows what is there.

use tests::expected::project;
use tests::folder::Folder;

fn read(path: &str) -> String {
    std::fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_example_of_overrides_is_accepted() {
    let text = read("README.md");
    let example = text
        .split_once("<!-- overrides -->\n```toml\n")
        .and_then(|(_, rest)| rest.split_once("```\n<!-- /overrides -->"));
    let (example, _) = example.expect("README.md has an example of overrides");
    let mut folder = Folder::case("analytics");
    folder.files.retain(|(name, _)| name.ends_with(".md"));
    folder.overrides(example).sound();
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
    let row = |row: &&str| {
        let description = if row.starts_with("closed") { day } else { "" };
        format!("| {row} | No | {description} |\n")
    };
    let rows: String = rows.iter().map(row).collect();
    let folder = Folder::default().define("Queue", &rows);
    let folder = folder.define("Depot", "| size | `number` | No | |\n");
    folder
        .overrides(read("xtask/src/cli/overrides.toml"))
        .sound();
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
            let own = path.starts_with("definitions/") || path.starts_with("generated/src/models");
            assert!(
                !own,
                "{page} leads to {target}, which other definitions do away with"
            );
            assert!(
                project().join(path).exists(),
                "{page} leads to {target}, which is not there"
            );
        }
    }
}

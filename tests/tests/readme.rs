//! The front door shows what is there.

use std::path::Path;

use generator::import::{Request, import};
use tests::corpus::{self, Copy};
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

#[test]
fn the_example_of_advisory_columns_is_accepted() {
    let part = part("required");
    let example = part
        .trim_start_matches("```toml\n")
        .trim_end_matches("```\n");
    let row = "| id | `string` | Yes | |\n";
    let folder = Folder::default().define("User", row).define("UserMe", row);
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
    let operations = "| Operation | Endpoint | Query | Request | Response |\n|---|---|---|---|---|\n\
                      | getAnswer | `GET /answer` | | | [`Answer`](answer-definition.md) |\n";
    folder
        .with("operations.md", operations)
        .facts("[enums]\nStatus = [\"open\"]\n[definitions]\nQueue.status = \"Status\"\n")
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

/// The part of README.md between two comments.
fn part(name: &str) -> String {
    let text = read("README.md");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let part = text
        .split_once(&open)
        .and_then(|(_, rest)| rest.split_once(&close));
    part.expect("README.md has the part").0.to_owned()
}

#[test]
#[cfg_attr(
    not(all(corpus, pages)),
    ignore = "DEFINITIONS_CORPUS or DEFINITIONS_PAGES is unset"
)]
fn a_program_decodes_the_answer_of_an_endpoint_that_was_imported() {
    let part = part("endpoint");
    let between = |open: &str, close: &str| {
        let found = part
            .split_once(open)
            .and_then(|(_, rest)| rest.split_once(close));
        found.expect("README.md shows it").0.to_owned()
    };
    let copy = Copy::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("endpoint"));
    let out = copy.as_ref().expect("the crate can be copied").out();
    let here = out.with_file_name("definitions");
    drop(std::fs::remove_dir_all(&here));
    let imported = import(&Request {
        from: &corpus::folder(),
        here: &here,
        overrides: None,
        roots: &[between("--root '", "'")],
        pages: Some(&corpus::pages_folder()),
        dry_run: false,
        overwrite: false,
        prune: false,
    });
    imported.expect("the endpoint can be taken in");
    generator::regen(&here, None, &out, false).expect("the models can be written");
    let program = between("```rust\n", "```");
    corpus::write(&out.join("examples/endpoint.rs"), program.as_bytes())
        .expect("it can be written");
    let run = copy.map(|copy| {
        copy.cargo(&["run", "--quiet", "--example", "endpoint"], "")
            .output()
    });
    let run = run.and_then(|run| run).expect("cargo can be run");
    let said = String::from_utf8_lossy(&run.stdout);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert_eq!(
        said, "Some(\"Support\") has Some(Number(12)) members\n",
        "{errors}"
    );
}

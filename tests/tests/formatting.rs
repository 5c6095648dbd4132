//! Generated files are as rustfmt leaves them, whatever the lengths of names.

use std::path::Path;
use std::process::Command;

use generator::schema::file_name;
use generator::source::Sources;

const HEADER: &str = "| Property | Type | Required | Description |\n|---|---|---|---|\n";

/// Definitions whose names, fields and constructors have every length around the widths at which
/// lines are broken.
fn definitions() -> Sources {
    let mut sources = Sources::default();
    let mut add = |name: &str, rows: &str| {
        let file = format!("{}-definition.md", name.to_lowercase());
        sources.add(file, &format!("# `{name}` Definition\n\n{HEADER}{rows}"));
    };
    add("Short", "| a | `string` | Yes | |\n");
    for length in 40..120 {
        let name = format!("N{}", "a".repeat(length - 1));
        let link =
            |lists: &str| format!("[`{name}{lists}`]({}-definition.md)", name.to_lowercase());
        add(&name, "| a | `string` | Yes | |\n");
        let rows = format!(
            "| a | {} | No | |\n| bb | {} | No | |\n| ccc | {} | No | |\n| d | {} | Yes | |\n",
            link(""),
            link("[]"),
            link("[][]"),
            link("[]")
        );
        add(&format!("User{length}"), &rows);
        add(
            &format!("One{length}"),
            &format!("| {name} | [`Short`](short-definition.md) | Yes | |\n"),
        );
        add(
            &format!("Two{length}"),
            &format!("| {name} | `string[]` | Yes | |\n| b | `number` | Yes | |\n"),
        );
        let long = "b".repeat(length / 2);
        add(
            &format!("Wide{length}"),
            &format!(
                "| {long} | {} | No | |\n| c | {} | Yes | |\n",
                link("[]"),
                link("")
            ),
        );
    }
    sources
}

/// Overrides that add derives and attributes of every length to a model and a field of its own.
fn attributes() -> Sources {
    let mut sources = Sources::default();
    let mut overrides = String::new();
    let forms: [fn(&str) -> String; 9] = [
        |long| format!("must_use = \"{long}\""),
        |long| format!("doc(alias = \"{long}\")"),
        |long| format!("doc({long})"),
        |long| format!("doc(alias = \"{long}\", hidden)"),
        |long| format!("allow(dead_code, {long}, reason = \"none\")"),
        |long| format!("doc(alias({long}))"),
        |long| format!("doc(alias(\"{long}\", \"b\"))"),
        |long| format!("some::path(first(a, b), second({long}, c))"),
        |long| format!("tool(a => {long}, b)"),
    ];
    for length in 1..120 {
        let long = "a".repeat(length);
        let name = format!("Foo{length}");
        let table = format!("# `{name}` Definition\n\n{HEADER}| a | `string` | Yes | |\n");
        tests::add(&mut sources, file_name(&name), &table);
        let attributes: Vec<_> = forms
            .iter()
            .map(|form| format!("'{}'", form(&long)))
            .collect();
        let attributes = attributes.join(", ");
        let derives: Vec<_> = (0..length / 6)
            .map(|at| format!("\"some::D{at}\""))
            .collect();
        let derives = format!("\"{long}\", {}", derives.join(", "));
        overrides.push_str(&format!(
            "[models.{name}]\nderives = [{derives}]\nattributes = [{attributes}]\n\
             [definitions.{name}.a]\nattributes = [{attributes}]\n"
        ));
    }
    tests::add(&mut sources, "overrides.toml".to_owned(), &overrides);
    sources
}

/// What rustfmt would change. Where there is no rustfmt, says so.
fn differences(module: &Path) -> String {
    let rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--color", "never"])
        .arg(module)
        .output();
    match rustfmt {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) => {
            eprintln!("nothing checked: rustfmt cannot be run: {error}");
            String::new()
        }
    }
}

#[test]
fn rustfmt_changes_nothing_whatever_the_lengths_of_names() {
    check("names", &definitions());
}

#[test]
fn rustfmt_changes_nothing_whatever_the_lengths_of_attributes() {
    check("attributes", &attributes());
}

#[track_caller]
fn check(name: &str, sources: &Sources) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formatting-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let generated = generator::generate(sources).expect("the definitions are sound");
    generator::write::write(&folder, &generated.tree).expect("the models can be written");
    assert_eq!(differences(&folder.join("src/models.rs")), "");
}

#[test]
fn rustfmt_changes_nothing_in_any_golden_case() {
    for case in std::fs::read_dir(tests::expected::folder().join("golden"))
        .expect("there are cases")
        .flatten()
    {
        assert_eq!(differences(&case.path().join("models.rs")), "");
    }
}

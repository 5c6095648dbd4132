//! The order of files and of rows, line ends, a byte-order mark and the footer reach no byte of the
//! output.

use generator::source::Sources;
use tests::{add, definitions};

/// The tree that comes of the given files.
fn generated(files: impl IntoIterator<Item = (String, String)>) -> generator::tree::Tree {
    let mut sources = Sources::default();
    for (name, text) in files {
        add(&mut sources, name, &text);
    }
    generator::generate(&sources).expect("the definitions are sound")
}

/// Checks that nothing changes when `change` was done to each of the project's definitions.
#[track_caller]
fn check(change: impl Fn(&str) -> String) {
    check_files(".md", change);
}

/// Checks that nothing changes when `change` was done to each of the project's files of a kind.
#[track_caller]
fn check_files(ending: &str, change: impl Fn(&str) -> String) {
    let plain = definitions();
    let changed = plain.iter().map(|(name, text)| {
        let text = if name.ends_with(ending) {
            change(text)
        } else {
            text.clone()
        };
        (name.clone(), text)
    });
    let changed: Vec<_> = changed.collect();
    assert!(changed != plain, "nothing was changed");
    assert!(generated(changed) == generated(plain), "the output differs");
}

#[test]
fn the_order_of_files() {
    let mut files = definitions();
    let plain = generated(files.clone());
    files.reverse();
    assert!(generated(files.clone()) == plain);
    files.rotate_left(7);
    assert!(generated(files) == plain);
}

#[test]
fn the_order_of_rows() {
    check(|text| {
        let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| Property ");
        let mut rows: Vec<_> = text.lines().filter(is_row).collect();
        let middle = rows.len() / 2;
        rows.rotate_left(middle);
        let mut rows = rows.into_iter().rev();
        let lines = text.lines().map(|line| {
            if is_row(&line) {
                rows.next().expect("as many rows")
            } else {
                line
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn line_ends_and_blanks_at_the_ends_of_lines() {
    check(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    check(|text| text.replace('\n', " \t\n"));
    check(|text| text.trim_end().to_owned());
    check(|text| format!("{text}\n\n\n"));
}

#[test]
fn the_order_of_overrides_and_of_values() {
    check_files(".toml", |text| {
        let mut sections: Vec<_> = text.split("\n\n").collect();
        sections.reverse();
        sections.join("\n\n")
    });
    check_files(".toml", |text| {
        let is_value = |line: &&str| line.starts_with("    \"");
        let runs = text.split_inclusive('\n').collect::<Vec<_>>();
        let runs = runs.chunk_by(|a, b| is_value(a) == is_value(b));
        let reversed = runs.map(|run| {
            if is_value(&run[0]) {
                run.iter().rev().copied().collect::<String>()
            } else {
                run.concat()
            }
        });
        reversed.collect()
    });
    check_files(".toml", |text| text.replace('\n', "\r\n"));
}

#[test]
fn the_footer() {
    let without = |text: &str| text.split("\n---\n").next().unwrap_or_default().to_owned();
    check(without);
    check(|text| {
        format!(
            "{}\n---\n\n*This file was generated on 2031-01-01*\n",
            without(text)
        )
    });
}

//! The order of files and of rows, line ends, a byte-order mark and the footer reach no byte of the
//! output.

use tests::folder::{Folder, cases};

/// Checks that nothing changes when `change` was done to every file of a kind, in any of the cases.
#[track_caller]
fn check(ending: &str, change: impl Fn(&str) -> String) {
    check_folders(|folder| {
        for (_, text) in folder
            .files
            .iter_mut()
            .filter(|(name, _)| name.ends_with(ending))
        {
            *text = change(text);
        }
    });
}

#[track_caller]
fn check_folders(change: impl Fn(&mut Folder)) {
    let mut changes = 0;
    for case in std::fs::read_dir(cases())
        .expect("there are cases")
        .flatten()
    {
        let plain = Folder::read(&case.path().join("definitions"));
        let Ok(expected) = plain.generate() else {
            continue;
        };
        let mut changed = plain.clone();
        change(&mut changed);
        changes += usize::from(changed != plain);
        let found = changed.sound().tree;
        assert!(found == expected.tree, "the output of {case:?} differs");
    }
    assert!(changes > 0, "nothing was changed");
}

#[test]
fn the_order_of_files() {
    check_folders(|folder| folder.files.reverse());
    check_folders(|folder| {
        let middle = folder.files.len() / 2;
        folder.files.rotate_left(middle);
    });
}

/// A definition with its rows in another order. A row goes on over the lines that begin with no pipe.
fn with_rows(text: &str, order: impl Fn(&mut Vec<String>)) -> String {
    let begin = text.find("\n|-").map_or(text.len(), |at| at + 1);
    let begin = text[begin..]
        .find('\n')
        .map_or(text.len(), |at| begin + at + 1);
    let end = text[begin..]
        .find("\n\n")
        .map_or(text.len(), |at| begin + at + 1);
    let mut rows: Vec<String> = Vec::new();
    for line in text[begin..end].lines() {
        match rows.last_mut() {
            Some(row) if !line.starts_with("| ") => *row += &format!("{line}\n"),
            _ => rows.push(format!("{line}\n")),
        }
    }
    order(&mut rows);
    format!("{}{}{}", &text[..begin], rows.concat(), &text[end..])
}

#[test]
fn the_order_of_rows() {
    check(".md", |text| with_rows(text, |rows| rows.reverse()));
    check(".md", |text| {
        with_rows(text, |rows| {
            let middle = rows.len() / 2;
            rows.rotate_left(middle);
        })
    });
}

#[test]
fn line_ends_and_whitespace_at_the_ends_of_lines() {
    check(".md", |text| {
        format!("\u{feff}{}", text.replace('\n', "\r\n"))
    });
    check(".md", |text| text.replace('\n', " \t\n"));
    check(".md", |text| text.trim_end().to_owned());
    check(".md", |text| format!("{text}\n\n\n"));
}

#[test]
fn the_order_of_overrides_and_of_values() {
    check(".toml", |text| {
        // Keys before the first section stay there.
        let start = text.find('[').unwrap_or(text.len());
        let mut sections: Vec<_> = text[start..].trim_end().split("\n\n").collect();
        sections.reverse();
        format!("{}{}", &text[..start], sections.join("\n\n"))
    });
    check(".toml", |text| {
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
    check(".toml", |text| text.replace('\n', "\r\n"));
}

#[test]
fn the_footer() {
    let without = |text: &str| text.split("\n---\n").next().unwrap_or_default().to_owned();
    check(".md", without);
    check(".md", |text| {
        let footer = "\n---\n\n*This file was generated on 2031-01-01*\n";
        without(text) + footer
    });
}

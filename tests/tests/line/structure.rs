//! The map at the top of `generator/src/lib.rs` holds, whatever way a file names another.

use tests::project;
use tests::rooms::{CRATES, FEATURES, File, STAGES, files, uses};

/// The files of the generator that touch the file system or run a program, with the stages `read` and
/// `write`.
const OUTSIDE: [&str; 2] = ["git.rs", "import/write.rs"];

fn generator() -> Vec<File> {
    files("generator/src")
}

#[test]
fn the_line_sees_no_feature_and_a_feature_only_what_the_map_shows() {
    let files = generator();
    for (file, targets) in files.iter().zip(uses(&files)) {
        let room = file.room();
        let seen = FEATURES.iter().find(|(name, _)| *name == room);
        let seen = seen.map_or(&[][..], |(_, seen)| seen);
        for target in targets.iter().map(|&target| &files[target]) {
            let other = target.room();
            assert!(
                other == "line" || other == room || seen.contains(&other),
                "{} sees {}",
                file.path,
                target.path
            );
        }
    }
    for (feature, _) in FEATURES {
        let door = format!("{feature}/mod.rs");
        assert!(files.iter().any(|file| file.path == door), "no {door}");
    }
}

#[test]
fn a_feature_is_entered_by_its_door() {
    let files = generator();
    for (file, targets) in files.iter().zip(uses(&files)) {
        for target in targets.iter().map(|&target| &files[target]) {
            let inside = target.room() != "line" && target.room() != file.room();
            let is_door = target.path == format!("{}/mod.rs", target.room());
            assert!(!inside || is_door, "{} sees {}", file.path, target.path);
        }
    }
}

#[test]
fn a_stage_sees_no_other_stage() {
    let files = generator();
    for (file, targets) in files.iter().zip(uses(&files)) {
        if file.room() != "line" || file.top() == "lib" {
            continue;
        }
        for target in targets.iter().map(|&target| &files[target]) {
            let is_stage = STAGES.contains(&target.top()) && target.top() != file.top();
            assert!(!is_stage, "{} sees {}", file.path, target.path);
        }
    }
    for stage in STAGES {
        assert!(files.iter().any(|file| file.top() == stage), "no {stage}");
    }
}

/// Commands for maintainers are apart from commands for users.
#[test]
fn no_command_for_users_sees_one_for_maintainers() {
    let files = files("xtask/src");
    for (file, targets) in files.iter().zip(uses(&files)) {
        let inside = |file: &File| file.top() == "maintain";
        let sees = targets.iter().any(|&target| inside(&files[target]));
        assert!(!sees || inside(file), "{} sees `maintain`", file.path);
    }
    assert!(files.iter().any(|file| file.path == "maintain/mod.rs"));
}

#[test]
fn no_file_leads_back_to_itself_in_any_crate() {
    for name in CRATES {
        let files = files(name);
        assert!(files.len() > 2, "{name} has no files");
        let uses = uses(&files);
        for start in 0..files.len() {
            let mut waiting: Vec<_> = uses[start].iter().map(|&next| vec![next]).collect();
            let mut seen = vec![false; files.len()];
            while let Some(way) = waiting.pop() {
                let at = way[way.len() - 1];
                let names: Vec<_> = way.iter().map(|&step| &files[step].path).collect();
                assert!(at != start, "{name}: {} → {names:?}", files[start].path);
                if !std::mem::replace(&mut seen[at], true) {
                    waiting.extend(uses[at].iter().map(|&next| [&way[..], &[next]].concat()));
                }
            }
        }
    }
}

#[test]
fn only_read_and_write_touch_the_file_system() {
    for file in generator() {
        let may = ["read", "write"].contains(&file.top()) || OUTSIDE.contains(&&*file.path);
        let outer = file.outer();
        assert!(may || outer.is_empty(), "{} uses {outer:?}", file.path);
        assert!(
            !may || !outer.is_empty(),
            "{} needs no exception",
            file.path
        );
    }
}

/// The lines of a crate's files that are code, each with its file.
fn code(folder: &str) -> Vec<(String, String)> {
    let lines = |file: File| {
        let text = std::fs::read_to_string(project().join(folder).join(&file.path));
        let text = text.expect("the file is there");
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code: Vec<_> = code
            .map(|line| (file.path.clone(), line.to_owned()))
            .collect();
        code
    };
    files(folder).into_iter().flat_map(lines).collect()
}

/// `docs.rs` escapes all that it writes, so nothing else writes what rustdoc reads.
#[test]
fn only_one_file_writes_comments_and_documentation() {
    let is_of_rustdoc = |line: &str| {
        ["//", "[doc ", "[doc(", "[deprecated"]
            .iter()
            .any(|sign| line.contains(sign))
    };
    let writers: Vec<_> = code("generator/src")
        .into_iter()
        .filter(|(path, line)| path.starts_with("render/") && is_of_rustdoc(line))
        .collect();
    let others: Vec<_> = writers
        .iter()
        .filter(|(path, _)| path != "render/docs.rs")
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    assert!(!writers.is_empty());
}

/// `output.rs` prints `Printable` texts, which `printable.rs` makes, so nothing else prints.
#[test]
fn only_one_file_prints() {
    let mut printers = 0;
    for folder in ["generator/src", "xtask/src"] {
        for (path, line) in code(folder) {
            if ["stdout()", "stderr()", "print!(", "println!("]
                .iter()
                .any(|it| line.contains(it))
            {
                assert_eq!(path, "output.rs", "{line}");
                printers += 1;
            }
            assert!(
                !line.contains(".display()"),
                "{path}: {line}: not in one line"
            );
        }
    }
    assert!(printers > 0);
    let prints = code("xtask/src")
        .into_iter()
        .filter(|(_, line)| line.contains("write_all("));
    for (path, line) in prints {
        let is_printable = line.contains("text.as_bytes()") || line.contains("ERASE");
        assert!(path == "output.rs" && is_printable, "{path}: {line}");
    }
}

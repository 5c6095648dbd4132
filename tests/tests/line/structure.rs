//! The map at the top of `generator/src/lib.rs` holds, as far as `use` lines show it.

use tests::rooms::{FEATURES, STAGES, files, uses};

/// The files that touch the file system or run a program, beside the stages `read` and `write`.
const OUTSIDE: [&str; 3] = ["facts/file.rs", "git.rs", "import/write.rs"];

#[test]
fn the_line_sees_no_feature_and_a_feature_only_what_the_map_shows() {
    let files = files();
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
    let files = files();
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
    let files = files();
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

#[test]
fn no_file_leads_back_to_itself() {
    let files = files();
    let uses = uses(&files);
    for start in 0..files.len() {
        let mut waiting: Vec<_> = uses[start].iter().map(|&next| vec![next]).collect();
        let mut seen = vec![false; files.len()];
        while let Some(way) = waiting.pop() {
            let at = way[way.len() - 1];
            let names: Vec<_> = way.iter().map(|&step| &files[step].path).collect();
            assert!(at != start, "{} → {names:?}", files[start].path);
            if !std::mem::replace(&mut seen[at], true) {
                waiting.extend(uses[at].iter().map(|&next| [&way[..], &[next]].concat()));
            }
        }
    }
}

#[test]
fn only_read_and_write_touch_the_file_system() {
    for file in files() {
        let touches = ["std::fs", "fs::", "File::", "process::Command"];
        let touches = touches.iter().any(|call| file.code.contains(call));
        let may = ["read", "write"].contains(&file.top()) || OUTSIDE.contains(&&*file.path);
        assert!(may || !touches, "{} touches the file system", file.path);
    }
}

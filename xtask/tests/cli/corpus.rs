//! Importing from a corpus of published definitions.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{Scratch, assert_ends};

/// The files that links lead to from `starts`, read without the parser under test.
fn closure(corpus: &Path, starts: &[&str]) -> BTreeSet<String> {
    let mut waiting: Vec<_> = starts.iter().map(|&start| start.to_owned()).collect();
    let mut reached = BTreeSet::new();
    while let Some(file) = waiting.pop() {
        let Ok(text) = std::fs::read_to_string(corpus.join(&file)) else {
            continue;
        };
        if reached.insert(file) {
            let links = text.split("](").skip(1).filter_map(|rest| {
                let (target, _) = rest.split_once(')')?;
                target
                    .ends_with("-definition.md")
                    .then(|| target.to_owned())
            });
            waiting.extend(links);
        }
    }
    reached
}

/// The same definition as a later publication may have it: with its rows the other way round where
/// each is one line, and another footer.
fn republished(text: &str) -> String {
    let mut lines: Vec<_> = text.lines().collect();
    let begin = lines.iter().position(|line| line.starts_with("|--"));
    let begin = begin.map_or(lines.len(), |at| at + 1);
    let rows = lines[begin..].iter().position(|line| line.is_empty());
    let end = rows.map_or(lines.len(), |rows| begin + rows);
    if lines[begin..end]
        .iter()
        .all(|line| line.starts_with('|') && line.ends_with('|'))
    {
        lines[begin..end].reverse();
    }
    let footer = |line: &str| {
        if line.starts_with("*This file") {
            "*This file was generated on 2031-01-01*".to_owned()
        } else {
            format!("{line} ")
        }
    };
    let lines: Vec<_> = lines.into_iter().map(footer).collect();
    lines.join("\r\n")
}

#[test]
#[cfg_attr(not(corpus), ignore = "DEFINITIONS_CORPUS is unset")]
fn the_corpus_gives_just_the_closure_and_then_nothing_new() {
    let corpus =
        std::env::var_os("DEFINITIONS_CORPUS").expect("`DEFINITIONS_CORPUS` names a folder");
    let corpus = PathBuf::from(corpus);
    let folder = Scratch::empty();
    let from = corpus.to_string_lossy();
    let arguments = ["import", &from, "--definitions", "definitions"];
    let roots = ["--root", "Conversation", "--root", "User"];
    let run = folder.run(&[&arguments[..], &roots].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let mut expected = closure(
        &corpus,
        &["conversation-definition.md", "user-definition.md"],
    );
    for name in &expected {
        let theirs = std::fs::read(corpus.join(name)).ok();
        let ours = std::fs::read(folder.path(&format!("definitions/{name}"))).ok();
        assert!(theirs == ours, "{name} differs");
        let text = republished(&String::from_utf8_lossy(&theirs.unwrap_or_default()));
        folder.write(&format!("later/{name}"), &text);
    }
    expected.extend(["imported.txt", "roots.txt"].map(str::to_owned));
    assert_eq!(folder.names("definitions"), Vec::from_iter(expected));

    let again = folder.run(&arguments);
    assert_ends(&again.stdout, "nothing to do\n");
    let later = folder.run(&["import", "later", "--definitions", "definitions"]);
    assert_ends(&later.stdout, "nothing to do\n");
}

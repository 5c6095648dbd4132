//! The front door shows what is there.

use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn sections_that_follow_from_the_definitions_are_fresh() {
    let text = read("README.md");
    for opening in [
        "<!-- excerpt -->\n```rust\n",
        "<!-- graph -->\n```mermaid\n",
    ] {
        assert!(text.contains(opening), "{opening}");
    }
    assert!(
        tests::readme::renewed(&text) == text,
        "README.md is out of date: run `cargo xtask bless`"
    );
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
            assert!(
                project(path).exists(),
                "{page} leads to {target}, which is not there"
            );
        }
    }
}

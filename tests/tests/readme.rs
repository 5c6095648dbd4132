//! The front door shows what is there.

use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_excerpt_is_the_file_that_it_is_taken_from() {
    let readme = read("README.md");
    let excerpt = readme
        .split("<!-- excerpt -->\n```rust\n")
        .nth(1)
        .and_then(|rest| rest.split("```\n").next());
    let model = read("generated/src/models/paging_spec.rs");
    let (_, code) = model
        .split_once("\n\n")
        .expect("the file begins with a header");
    assert_eq!(excerpt, Some(code), "copy the model into README.md");
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

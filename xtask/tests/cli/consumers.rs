//! `changes --used-by`: whatever a consumer's sources are, they are read once, and nothing is passed over
//! without a word.

use std::os::unix::fs::symlink;

use tests::folder::definition;

use crate::support::{Run, Scratch, assert_contains};

const BEFORE: &str = "| userId | `string` | No | |\n| other | `string` | No | |\n";
const AFTER: &str = "| otherId | `string` | No | |\n| other | `string` | No | |\n";

/// Two folders, between which `userId` goes, and the sources of a consumer.
fn scratch(sources: &[(&str, &str)]) -> Scratch {
    let scratch = Scratch::empty();
    for (folder, rows) in [("before", BEFORE), ("after", AFTER)] {
        let path = format!("{folder}/queue-definition.md");
        scratch.write(&path, &definition("Queue", rows));
    }
    for (path, text) in sources {
        scratch.write(path, text);
    }
    scratch
}

fn used_by(scratch: &Scratch, path: &str) -> Run {
    let arguments = ["--from", "before", "--to", "after", "--format", "entries"];
    let run = scratch.run(&[&["changes"], &arguments[..], &["--used-by", path]].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

const REMOVED: &str = "property-removed Queue.userId";

#[test]
fn a_property_that_is_named_by_a_text_is_used() {
    for code in [
        "fn f() { let _ = property!(Queue, \"userId\"); }",
        "fn f(it: &Queue) { it.extra.get(\"userId\"); }",
        "fn f(it: &Queue) { it.pointer(r#\"/entities/0/userId\"#); }",
        "fn f(it: &Queue) { it.extra.take_mismatch(\"lists[0].userId\"); }",
        "fn f(it: &Queue) { g(b\"user\\x49d\", it); }",
    ] {
        let scratch = scratch(&[("app/main.rs", code)]);
        assert_contains(used_by(&scratch, "app").stdout, REMOVED);
    }
    let scratch = scratch(&[("app/main.rs", "fn f(it: &Queue) { it.other; g(\"user\"); }")]);
    let run = used_by(&scratch, "app");
    assert!(!run.stdout.contains(REMOVED), "{}", run.stdout);
}

#[test]
fn a_folder_that_links_lead_to_is_read_once() {
    let scratch = scratch(&[("app/src/main.rs", "fn f(it: Queue) { it.user_id }")]);
    for link in ["app/src/up", "app/src/again", "app/twice"] {
        symlink(scratch.path("app"), scratch.path(link)).expect("a link can be made");
    }
    symlink("main.rs", scratch.path("app/src/same.rs")).expect("a link can be made");
    scratch.write("app/broken.rs", "fn {\n");
    let run = used_by(&scratch, "app");
    let warning = "warning: `app/broken.rs` is not valid Rust; its words were read anyway\n";
    assert_eq!(run.stderr, warning);
    assert_contains(run.stdout, REMOVED);
}

#[test]
fn code_of_any_depth_is_read() {
    let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
    let deep = format!("fn f(it: Queue) {{ {open}it.user_id{close} }}");
    let scratch = scratch(&[("app/main.rs", &deep)]);
    let run = used_by(&scratch, "app");
    let warning = "warning: `app/main.rs` is not valid Rust; its words were read anyway\n";
    assert_eq!(run.stderr, warning);
    assert_contains(run.stdout, REMOVED);
}

#[test]
fn code_that_is_not_utf8_is_read_to_its_end() {
    let scratch = scratch(&[]);
    std::fs::create_dir(scratch.path("app")).expect("a folder can be made");
    let code = b"// caf\xe9\nfn f(it: Queue) { it.user_id }\n";
    std::fs::write(scratch.path("app/main.rs"), code).expect("a file can be written");
    let run = used_by(&scratch, "app");
    let warning = "warning: `app/main.rs` is not UTF-8 at byte 6; its words were read anyway\n";
    assert_eq!(run.stderr, warning);
    assert_contains(run.stdout, REMOVED);
}

#[test]
fn a_link_that_leads_nowhere_is_named() {
    let scratch = scratch(&[("app/main.rs", "fn f(it: Queue) { it.user_id }")]);
    symlink("nowhere", scratch.path("app/gone.rs")).expect("a link can be made");
    let run = used_by(&scratch, "app");
    let warning = "warning: `app/gone.rs` is a link that leads to no file; passed over\n";
    assert_eq!(run.stderr, warning);
    assert_contains(run.stdout, REMOVED);
    let arguments = [
        "--from",
        "before",
        "--to",
        "after",
        "--used-by",
        "app/gone.rs",
    ];
    let run = scratch.run(&[&["changes"], &arguments[..]].concat());
    run.fails("cannot read `app/gone.rs`");
}

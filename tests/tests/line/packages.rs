//! A package contains all that its users need, and nothing else.

use std::collections::BTreeSet;
use std::process::Command;

use tests::project;

/// The files of a package, as cargo lists them.
fn files(package: &str) -> Vec<String> {
    let manifest = project().join(package).join("Cargo.toml");
    let list = Command::new(env!("CARGO"))
        .args([
            "package",
            "--list",
            "--allow-dirty",
            "--offline",
            "--manifest-path",
        ])
        .arg(manifest)
        .output()
        .expect("cargo can be run");
    let text = String::from_utf8(list.stdout).expect("names are text");
    assert!(
        list.status.success(),
        "{}",
        String::from_utf8_lossy(&list.stderr)
    );
    text.lines().map(|line| line.replace('\\', "/")).collect()
}

/// `true` if a file is in its place in a package.
fn belongs(file: &str) -> bool {
    let own = [
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        ".cargo_vcs_info.json",
    ];
    let documents = [
        "ARCHITECTURE.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "REVIEWING.md",
    ];
    let code = ["src/", "examples/", "tests/"]
        .iter()
        .any(|folder| file.starts_with(folder));
    own.contains(&file) || documents.contains(&file) || code
}

#[test]
fn the_package_of_the_models_describes_itself_and_holds_nothing_else() {
    let files = files("generated");
    let needed = [
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "src/lib.rs",
        "src/models.rs",
    ];
    for file in needed {
        assert!(files.iter().any(|it| it == file), "{file} is missing");
    }
    let strange: Vec<_> = files.iter().filter(|file| !belongs(file)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let [own, whole] =
            ["generated", ""].map(|folder| std::fs::read(project().join(folder).join(licence)));
        assert_eq!(
            own.expect("it is there"),
            whole.expect("it is there"),
            "{licence}"
        );
    }
}

#[test]
fn the_package_of_the_generator_holds_what_it_includes() {
    let files = files("generator");
    for file in [
        "src/lib.rs",
        "src/changes/report/changes.schema.json",
        "src/codes/row-width.md",
    ] {
        assert!(files.iter().any(|it| it == file), "{file} is missing");
    }
    let strange: Vec<_> = files.iter().filter(|file| !belongs(file)).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn the_manifest_of_the_models_says_what_a_registry_shows() {
    let manifest =
        std::fs::read_to_string(project().join("generated/Cargo.toml")).expect("it is there");
    let fields = [
        "description",
        "version",
        "rust-version",
        "license",
        "keywords",
        "categories",
    ];
    for field in fields.iter().chain(&["[package.metadata.docs.rs]"]) {
        let has_field = manifest.lines().any(|line| line.starts_with(field));
        assert!(has_field, "{field} is missing");
    }
}

/// The crates that the models depend on, with these features.
fn dependencies(features: &str) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none"])
        .args(["--features", features, "--manifest-path"])
        .arg(project().join("generated/Cargo.toml"))
        .output()
        .expect("cargo can be run");
    assert!(tree.status.success());
    let text = String::from_utf8(tree.stdout).expect("names are text");
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn requests_and_responses_cost_one_crate_and_what_it_needs() {
    let [none, operations, with] = ["", "operations", "http-1"].map(dependencies);
    assert_eq!(none, operations);
    let added: Vec<_> = with.difference(&none).collect();
    assert_eq!(added, ["bytes", "http"]);
}

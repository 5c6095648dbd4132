//! The corpus: a folder of published definitions, where there is one.

use std::path::{Path, PathBuf};
use std::process::Command;

use generator::diagnostic::Diagnostics;
use generator::facts::Request;
use generator::overrides::Overrides;
use generator::source::Sources;

/// The folder that `DEFINITIONS_CORPUS` names. Tests without it are ignored.
pub fn folder() -> PathBuf {
    let folder =
        std::env::var_os("DEFINITIONS_CORPUS").expect("`DEFINITIONS_CORPUS` names a folder");
    PathBuf::from(folder)
}

/// The publisher's pages of operations: the folder that `DEFINITIONS_PAGES` names. Tests without it are
/// ignored.
pub fn pages() -> Sources {
    generator::read::pages(&pages_folder()).expect("the pages can be read")
}

/// Adds the publisher's pages to definitions.
pub fn add_pages(sources: &mut Sources) {
    for (_, page) in pages().iter() {
        let page = sources.add_source(page.clone());
        sources.pages.push(page);
    }
}

/// The folder that `DEFINITIONS_PAGES` names.
pub fn pages_folder() -> PathBuf {
    let folder = std::env::var_os("DEFINITIONS_PAGES").expect("`DEFINITIONS_PAGES` names a folder");
    PathBuf::from(folder)
}

/// The definitions of the corpus.
pub fn sources() -> Sources {
    generator::read::read(&folder(), None).expect("the corpus can be read")
}

/// The corpus with all facts of the publisher's document, where `DEFINITIONS_OPENAPI` names one.
pub fn sources_with_facts() -> Sources {
    let mut sources = sources();
    let Some(path) = std::env::var_os("DEFINITIONS_OPENAPI") else {
        return sources;
    };
    let document = std::fs::read_to_string(path).expect("the document can be read");
    let none = Overrides::default();
    let request = Request {
        schema: &generator::parse::parse(&sources, &mut Diagnostics::default()),
        operations: &[],
        by_hand: &none,
        before: &none,
        exact_integers: false,
        rename_enums: false,
    };
    let facts = crate::facts::facts(&document, request).expect("the document can be used");
    sources.facts = Some(sources.add("definitions/facts.toml", &facts.text));
    sources
}

/// A workspace of its own that holds a copy of the crate `generated`. Its target folder is kept from
/// run to run.
pub struct Copy {
    root: PathBuf,
}

impl Copy {
    /// Makes the copy, or brings it up to date, below `folder`. Generated files are left as they
    /// are: the generator brings them up to date itself.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be copied.
    pub fn new(folder: &Path) -> std::io::Result<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
        std::fs::create_dir_all(folder)?;
        let manifest = std::fs::read_to_string(project.join("Cargo.toml"))?;
        let members =
            |line: &&str| !line.starts_with("default-members") && !line.starts_with("exclude");
        let manifest: Vec<_> = manifest
            .lines()
            .filter(members)
            .map(|line| {
                if line.starts_with("members") {
                    "members = [\"generated\"]"
                } else {
                    line
                }
            })
            .collect();
        write(&folder.join("Cargo.toml"), manifest.join("\n").as_bytes())?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            std::fs::copy(project.join("Cargo.lock"), lock)?;
        }
        copy(&project.join("generated"), &folder.join("generated"))?;
        Ok(Self {
            root: folder.to_owned(),
        })
    }

    /// The root of the crate's copy.
    pub fn out(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// Runs cargo on the copy and checks that it succeeds and prints nothing.
    ///
    /// # Panics
    ///
    /// With what cargo printed.
    #[track_caller]
    pub fn check(&self, arguments: &[&str]) {
        let run = self.cargo(arguments, "-D warnings").output();
        let run = run.expect("cargo can be run");
        let printed = [run.stdout, run.stderr].concat();
        let printed = String::from_utf8_lossy(&printed);
        let beginning: String = printed.chars().take(20_000).collect();
        assert!(
            run.status.success() && printed.is_empty(),
            "cargo {arguments:?}:\n{beginning}"
        );
    }

    /// Runs cargo on the copy, with `rustdocflags`. Copies in one folder share what they build.
    pub fn cargo(&self, arguments: &[&str], rustdocflags: &str) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .current_dir(&self.root)
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.root.with_file_name("target"))
            .env("RUSTDOCFLAGS", rustdocflags)
            .env("CARGO_TERM_COLOR", "never");
        command
    }
}

/// Copies a folder without what is generated of the definitions.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let (from, to) = (entry?.path(), to);
        let Some(name) = from.file_name() else {
            continue;
        };
        let to = to.join(name);
        let generated = ["src/models", "src/models.rs", "src/operations.rs"];
        if generated.iter().any(|path| from.ends_with(path)) {
            continue;
        } else if from.is_dir() {
            copy(&from, &to)?;
        } else {
            write(&to, &std::fs::read(&from)?)?;
        }
    }
    Ok(())
}

/// Writes a file unless it has this content already, so that cargo does not rebuild.
///
/// # Errors
///
/// Fails if the file or its folder cannot be written.
pub fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, content)
}

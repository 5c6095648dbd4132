//! The crates that are measured: in a folder of their own, which is kept from run to run.
//!
//! ```text
//! target/bench/ours/generated/   the models as the product makes them
//! target/bench/derived/          the same with serde's derive
//! target/bench/program-…/        a small program that decodes one response, with either
//! target/bench/measure/          a program that decodes and encodes with both
//! ```

use std::ffi::OsString;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tests::Generated;
use tests::corpus::{Copy, write};

use crate::{derive, response};

/// The model that represents a response.
const MODEL: &str = "AnalyticsConversationQueryResponse";

const MEASURE: &str = include_str!("../templates/measure.rs");
const PROGRAM: &str = include_str!("../templates/program.rs");

/// The crates, all written.
pub(crate) struct Crates {
    root: PathBuf,
}

/// Two crates of models, by the names that their users call them.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Ours,
    Derived,
}

impl Side {
    fn library(self) -> &'static str {
        match self {
            Self::Ours => "generated",
            Self::Derived => "derived",
        }
    }

    /// The name of the side in the measuring program.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Derived => "derived",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Ours => "ours/generated",
            Self::Derived => "derived",
        }
    }
}

impl Crates {
    pub(crate) fn write(generated: &Generated) -> io::Result<Self> {
        let crates = Self {
            root: target()?.join("bench"),
        };
        let copy = Copy::new(&crates.root.join("ours"))?;
        generator::write::write(&copy.out(), &generated.tree).map_err(io::Error::other)?;

        crates.manifest(
            "derived",
            "serde = { version = \"1\", features = [\"derive\"] }",
        )?;
        for (name, text) in derive::files(&generated.model) {
            write(&crates.root.join("derived/src").join(name), text.as_bytes())?;
        }
        let uses = |side: Side| format!("{} = {{ path = \"../{}\" }}", side.library(), side.path());
        for side in [Side::Ours, Side::Derived] {
            let name = program(side);
            crates.manifest(&name, &uses(side))?;
            let text = PROGRAM
                .replace("LIBRARY", side.library())
                .replace("MODEL", MODEL);
            write(&crates.root.join(name).join("src/main.rs"), text.as_bytes())?;
        }
        let both = format!(
            "cpu-time = \"1\"\nserde = \"1\"\n{}\n{}",
            uses(Side::Ours),
            uses(Side::Derived)
        );
        crates.manifest("measure", &both)?;
        let mut text = MEASURE.replace("MODEL", MODEL);
        text.push_str("\nconst SIZES: &[(&str, usize)] = &[\n");
        for item in &generated.model.structs {
            let name = &item.ident;
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "    (\"{name}\", size_of::<generated::{name}>()),");
        }
        write(
            &crates.root.join("measure/src/main.rs"),
            (text + "];\n").as_bytes(),
        )?;
        write(&crates.response(), response::response().as_bytes())?;
        Ok(crates)
    }

    /// The manifest of a package that is a workspace of its own.
    fn manifest(&self, name: &str, dependencies: &str) -> io::Result<()> {
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nserde_json = \"1\"\n{dependencies}\n"
        );
        let folder = self.root.join(name);
        write(&folder.join("Cargo.toml"), text.as_bytes())?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            std::fs::copy(project().join("Cargo.lock"), lock)?;
        }
        Ok(())
    }

    /// The response that is decoded and encoded.
    pub(crate) fn response(&self) -> PathBuf {
        self.root.join("response.json")
    }

    /// Cargo, in the folder of one of the models' crates.
    pub(crate) fn cargo(&self, side: Side, arguments: &[&str]) -> Command {
        self.cargo_in(side.path(), arguments)
    }

    /// Cargo, in the folder of one of the programs.
    pub(crate) fn cargo_program(&self, side: Side, arguments: &[&str]) -> Command {
        self.cargo_in(&program(side), arguments)
    }

    /// The program that measures both, once it is built.
    pub(crate) fn measure(&self) -> PathBuf {
        self.release("measure")
    }

    /// Cargo, for the program that measures both.
    pub(crate) fn cargo_measure(&self, arguments: &[&str]) -> Command {
        self.cargo_in("measure", arguments)
    }

    fn cargo_in(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command
            .current_dir(self.root.join(folder))
            .arg("--quiet")
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        command
    }

    /// Makes cargo build a crate of models anew.
    pub(crate) fn touch(&self, side: Side) -> io::Result<()> {
        touch(&self.root.join(side.path()).join("src/lib.rs"))
    }

    /// Makes cargo build a program anew.
    pub(crate) fn touch_program(&self, side: Side) -> io::Result<()> {
        touch(&self.root.join(program(side)).join("src/main.rs"))
    }

    /// The size of a program's binary.
    pub(crate) fn binary(&self, side: Side) -> io::Result<u64> {
        Ok(std::fs::metadata(self.release(&program(side)))?.len())
    }

    fn release(&self, program: &str) -> PathBuf {
        let path = self.root.join("target/release").join(program);
        path.with_extension(std::env::consts::EXE_EXTENSION)
    }
}

pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Returns cargo's target folder.
pub(crate) fn target() -> io::Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    std::path::absolute(target.unwrap_or_else(|| project().join("target")))
}

/// Creates a folder next to the crates for one part; it is removed when dropped.
pub(crate) fn scratch(part: &str) -> io::Result<TempDir> {
    let root = target()?.join("bench");
    std::fs::create_dir_all(&root)?;
    tempfile::Builder::new().prefix(part).tempdir_in(root)
}

fn program(side: Side) -> String {
    format!("program-{}", side.library())
}

pub(crate) fn project() -> &'static Path {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
    bench.ancestors().nth(2).unwrap_or(bench)
}

fn touch(path: &Path) -> io::Result<()> {
    let file = std::fs::File::options().append(true).open(path)?;
    file.set_modified(std::time::SystemTime::now())
}

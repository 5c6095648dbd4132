//! Writes the functions that reach every model by its name: those of the crate `generated`, and those
//! of the golden cases.

#[allow(unreachable_pub, reason = "it is reachable in the crate itself")]
#[path = "src/dispatch.rs"]
mod dispatch;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    write(
        Path::new("../generated/src/models.rs"),
        "round_trip",
        "::generated",
    )?;
    println!("cargo::rerun-if-changed=expected/golden");
    for case in std::fs::read_dir("expected/golden")? {
        let case = case?;
        let name = case.file_name().display().to_string();
        let path = format!("::goldens::golden::{name}::models");
        write(&case.path().join("models.rs"), &name, &path)?;
    }
    Ok(())
}

fn write(models: &Path, name: &str, path: &str) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", models.display());
    let source = dispatch::round_trip(&std::fs::read_to_string(models)?, path);
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join(name).with_extension("rs"), source)
}

//! Lists the cases in `tests/cases` that have models, as modules.

use std::fmt::Write;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=../cases");
    let cases = std::fs::canonicalize("../cases")?;
    let mut modules = format!("#[path = {cases:?}]\npub mod cases {{\n//! The cases.\n\n");
    for case in std::fs::read_dir(cases)? {
        let case = case?;
        if case.path().join("models.rs").exists() {
            let name = case.file_name().display().to_string();
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                modules,
                "pub mod {name} {{ #[rustfmt::skip] pub mod models; #[rustfmt::skip] pub mod operations; \
                 pub use models::*; }}"
            );
        }
    }
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("cases.rs"), modules + "}\n")
}

//! Makes a module of each part of the runtime and of each golden case, from where they lie.

use std::fmt::Write;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let runtime = std::path::absolute("../../generated/src")?;
    let mut source = String::new();
    for part in ["dates", "wire"] {
        let root = runtime.join(part).with_extension("rs");
        source += &module(part, &root, &runtime.join(part))?;
    }
    let golden = std::path::absolute("../expected/golden")?;
    let mut cases: Vec<_> = std::fs::read_dir(&golden)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    cases.sort_unstable();
    source += "/// The cases.\npub mod golden {\n";
    for case in cases {
        let name = case.file_name().unwrap_or_default().display().to_string();
        source += &module(&name, &case.join("models.rs"), &case.join("models"))?;
    }
    source += "}\n";
    println!("cargo::rerun-if-changed={}", runtime.display());
    println!("cargo::rerun-if-changed={}", golden.display());
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("modules.rs"), source)
}

/// The module whose root is one file and whose other files lie in a folder. A `#[path]` on the
/// module would not do: its files would be looked for beside the root.
fn module(name: &str, root: &Path, folder: &Path) -> io::Result<String> {
    let (mut attributes, mut items) = (String::new(), String::new());
    let root = std::fs::read_to_string(root)?;
    for line in root.lines().filter(|line| !line.starts_with("//")) {
        // Writing to a `String` cannot fail.
        let _ = if let Some(attribute) = line.strip_prefix("#!") {
            writeln!(attributes, "#{attribute}")
        } else if let Some(module) = line.strip_prefix("mod ") {
            let module = module.trim_end_matches(';').trim_start_matches("r#");
            let file = folder.join(module).with_extension("rs");
            writeln!(items, "#[path = {file:?}]\n{line}")
        } else {
            writeln!(items, "{line}")
        };
    }
    Ok(format!(
        "/// `{name}`\n{attributes}pub mod {name} {{\n{items}}}\n"
    ))
}

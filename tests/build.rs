//! Writes a round trip, mutations and assignments for every case in `cases/` that has models, a comparison
//! for every expected text, and which variables name something to test with: a test without is ignored.

#[allow(unreachable_pub, reason = "it is reachable in the crate itself")]
#[path = "src/dispatch.rs"]
mod dispatch;
mod variables;

use std::fmt::Write;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    variables::configure();
    for folder in ["cases", "changes", "problems"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let (mut modules, mut mutations, mut assignments) =
        (String::new(), String::new(), String::new());
    for case in std::fs::read_dir("cases")? {
        let case = case?;
        let name = case.file_name().display().to_string();
        // A new case has none before it is blessed, and one of problems has none ever.
        let Ok(models) = std::fs::read_to_string(case.path().join("models.rs")) else {
            continue;
        };
        let path = format!("::goldens::cases::{name}::models");
        let round_trip = dispatch::round_trip(&models, &path);
        let lenient = dispatch::lenient(&models, &path);
        let files = std::fs::read_dir(case.path().join("models"))?;
        let files: Vec<_> = files
            .map(|file| std::fs::read_to_string(file?.path()))
            .collect::<io::Result<_>>()?;
        let fields = dispatch::fields(&files, &path);
        // Writing to a `String` cannot fail.
        let _ = write!(
            assignments,
            "mod {name} {{\nuse super::assign;\n{fields}\n\
             #[test]\nfn what_is_assigned_is_sent() {{\n\
             super::sends_what_is_assigned(\"{name}\", fields);\n}}\n}}\n"
        );
        // Writing to a `String` cannot fail.
        let _ = write!(
            modules,
            "mod {name} {{\nuse tests::round_trip::check;\n{round_trip}\n\
             #[test]\nfn every_model_keeps_every_payload() {{\n\
             super::keeps_every_payload(\"{name}\", round_trip);\n}}\n}}\n"
        );
        let _ = write!(
            mutations,
            "mod {name} {{\nuse super::{{Judged, judge}};\n{lenient}\n\
             #[test]\nfn no_mutation_of_a_payload_is_refused() {{\n\
             super::takes_every_mutation(\"{name}\", lenient);\n}}\n}}\n"
        );
    }
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("round_trips.rs"), modules)?;
    std::fs::write(Path::new(&out).join("assignments.rs"), assignments)?;
    std::fs::write(Path::new(&out).join("mutations.rs"), mutations)?;
    std::fs::write(Path::new(&out).join("expected.rs"), expected()?)
}

/// The calls of `goldens!` that make a test of each case, change and problem, by its name.
fn expected() -> io::Result<String> {
    let mut text = "goldens! {\n".to_owned();
    for (folder, golden) in [
        ("cases", "Case"),
        ("changes", "Change"),
        ("problems", "Problem"),
    ] {
        text += &format!("{folder} {golden}:");
        for entry in std::fs::read_dir(folder)? {
            let file = entry?.file_name().display().to_string();
            let name = file.trim_end_matches(".txt");
            text += &format!(" {} {name:?},", name.replace('-', "_"));
        }
        text += ";\n";
    }
    Ok(text + "}\n")
}

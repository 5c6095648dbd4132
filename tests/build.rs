//! Writes the function that reaches every model of the crate `generated` by its name.

#[allow(unreachable_pub, reason = "it is reachable in the crate itself")]
#[path = "src/dispatch.rs"]
mod dispatch;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let models = "../generated/src/models.rs";
    println!("cargo::rerun-if-changed={models}");
    let source = dispatch::round_trip(&std::fs::read_to_string(models)?);
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("round_trip.rs"), source)
}

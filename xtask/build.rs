//! Says whether there is a corpus to test with: without it, tests that need one are ignored.

fn main() {
    println!("cargo::rerun-if-env-changed=DEFINITIONS_CORPUS");
    println!("cargo::rustc-check-cfg=cfg(corpus)");
    if std::env::var_os("DEFINITIONS_CORPUS").is_some() {
        println!("cargo::rustc-cfg=corpus");
    }
}

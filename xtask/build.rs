//! Says what there is to test with: without it, tests that need it are ignored.

fn main() {
    for (variable, cfg) in [
        ("DEFINITIONS_CORPUS", "corpus"),
        ("DEFINITIONS_PAGES", "pages"),
    ] {
        println!("cargo::rerun-if-env-changed={variable}");
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        if std::env::var_os(variable).is_some() {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}

//! Tells which variables name something to test with: a test without is ignored. Build scripts share it.

pub(crate) fn tell() {
    for (variable, cfg) in [
        ("DEFINITIONS_CORPUS", "corpus"),
        ("DEFINITIONS_PAGES", "pages"),
        ("DEFINITIONS_FACTS", "facts"),
        ("DEFINITIONS_OPENAPI", "openapi"),
        ("DEFINITIONS_SWAGGER", "swagger"),
        ("DEFINITIONS_PAYLOADS", "payloads"),
    ] {
        println!("cargo::rerun-if-env-changed={variable}");
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        if std::env::var_os(variable).is_some() {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}

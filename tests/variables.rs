//! Sets a `cfg` for each variable that names something to test with: without it, its tests are ignored.
//! Build scripts share it.

pub(crate) fn configure() {
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

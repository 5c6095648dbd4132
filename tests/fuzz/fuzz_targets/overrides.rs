//! Overrides of properties of every kind: no panic, and Rust or problems come of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tests::claims::overrides(text));

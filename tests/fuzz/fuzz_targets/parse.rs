//! One definition: read without panic, and nothing of it lost.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tests::claims::parse(text));

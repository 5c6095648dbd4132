//! A consumer's source: read without panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tests::claims::consumer(text));

//! One page of operations, or the table of them: read without panic, and nothing of it passed over.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tests::claims::operations(text));

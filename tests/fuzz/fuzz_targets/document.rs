//! The publisher's document: read or refused, and nothing that is shown of it is a command.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tests::claims::document(text));
